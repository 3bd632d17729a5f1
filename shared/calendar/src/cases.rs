//! Files of business-time cases: calendars, and questions to them whose answers are known.
//!
//! The format is that of `commitments/cases.json` in the shared data: `calendars` by name, each a
//! [`CalendarSpec`], and `cases`, each with `id`, `op`, `calendar` and what the operation takes: `start` and
//! `target_s` for `due`, `end` and `target_s` for `before`, `start` and `end` for `elapsed`, and `pauses` for all.
//! Other fields of a case, such as the answer that is expected, are left alone.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::de::DeserializeOwned;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use crate::{Calendar, CalendarSpec, Pause};

/// Why a file holds no cases at all.
#[derive(Debug, thiserror::Error)]
pub enum CasesError {
    /// It is not JSON.
    #[error("the file is not JSON")]
    NotJson(#[source] serde_json::Error),
    /// It is JSON, but not an object with a list `cases`.
    #[error("the file has no list `cases`")]
    NoCases,
}

/// What came of one case. Serializes as one flat object: `id`, `op`, the answer under its own name (`due`, `at` or
/// `elapsed_s`; null without one), and `error` where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SolvedCase {
    /// The case's id, or its place in the file (`#3`) where it has none.
    pub id: String,
    /// The operation as written; empty where it is missing.
    pub op: String,
    /// The answer, or what kept it from being computed.
    pub outcome: Result<Answer, String>,
}

/// The answer to one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Of `due`: when the target is used up.
    Due(Timestamp),
    /// Of `before`: from when on the target remains.
    At(Timestamp),
    /// Of `elapsed`: whole open seconds.
    ElapsedSeconds(i64),
}

impl Serialize for SolvedCase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut line = serializer.serialize_map(None)?;
        line.serialize_entry("id", &self.id)?;
        line.serialize_entry("op", &self.op)?;
        match &self.outcome {
            Ok(Answer::Due(instant)) => line.serialize_entry("due", instant)?,
            Ok(Answer::At(instant)) => line.serialize_entry("at", instant)?,
            Ok(Answer::ElapsedSeconds(seconds)) => line.serialize_entry("elapsed_s", seconds)?,
            Err(error) => {
                if let Some(name) = answer_name(&self.op) {
                    line.serialize_entry(name, &())?;
                }
                line.serialize_entry("error", error)?;
            }
        }
        line.end()
    }
}

fn answer_name(op: &str) -> Option<&'static str> {
    match op {
        "due" => Some("due"),
        "before" => Some("at"),
        "elapsed" => Some("elapsed_s"),
        _ => None,
    }
}

/// Computes every case of a file, in its order. What is wrong with one case, or with a calendar, is the error of
/// the cases it concerns and of no other.
///
/// # Errors
/// [`CasesError`] where there are no cases to be found.
pub fn solve(cases_json: &str) -> Result<impl Iterator<Item = SolvedCase>, CasesError> {
    let mut file: Value = serde_json::from_str(cases_json).map_err(CasesError::NotJson)?;
    let calendars = read_calendars(&mut file);
    let cases = file.get_mut("cases").map(Value::take);
    let Some(Value::Array(cases)) = cases else {
        return Err(CasesError::NoCases);
    };
    let numbered = cases.into_iter().enumerate();
    Ok(numbered.map(move |(index, case)| solve_case(index, &case, &calendars)))
}

type Calendars = BTreeMap<String, Result<Calendar, String>>;

fn read_calendars(file: &mut Value) -> Calendars {
    let Some(Value::Object(calendars)) = file.get_mut("calendars").map(Value::take) else {
        return Calendars::new();
    };
    calendars
        .into_iter()
        .map(|(name, spec)| {
            let calendar = serde_json::from_value::<CalendarSpec>(spec)
                .map_err(|error| error.to_string())
                .and_then(|spec| Calendar::new(spec).map_err(|error| error.to_string()))
                .map_err(|error| format!("calendar `{name}`: {error}"));
            (name, calendar)
        })
        .collect()
}

fn solve_case(index: usize, case: &Value, calendars: &Calendars) -> SolvedCase {
    let text = |name| case.get(name).and_then(Value::as_str).map(str::to_owned);
    SolvedCase {
        id: text("id").unwrap_or_else(|| format!("#{}", index + 1)),
        op: text("op").unwrap_or_default(),
        outcome: match case {
            Value::Object(case) => answer(case, calendars),
            _ => Err("the case is not an object".to_owned()),
        },
    }
}

fn answer(case: &Map<String, Value>, calendars: &Calendars) -> Result<Answer, String> {
    let op: String = field(case, "op")?;
    let name: String = field(case, "calendar")?;
    let calendar = calendars
        .get(&name)
        .ok_or_else(|| format!("calendar `{name}` is not in the file"))?
        .as_ref()
        .map_err(String::clone)?;
    let pauses = pauses(case)?;
    match op.as_str() {
        "due" => calendar
            .due_with_pauses(field(case, "start")?, target(case)?, &pauses)
            .map(Answer::Due),
        "before" => calendar
            .before_with_pauses(field(case, "end")?, target(case)?, &pauses)
            .map(Answer::At),
        "elapsed" => {
            let (start, end) = (field(case, "start")?, field(case, "end")?);
            let elapsed = calendar.elapsed_with_pauses(start, end, &pauses);
            Ok(Answer::ElapsedSeconds(elapsed.as_secs()))
        }
        other => return Err(format!("op: `{other}` is none of due, before, elapsed")),
    }
    .map_err(|error| error.to_string())
}

fn target(case: &Map<String, Value>) -> Result<SignedDuration, String> {
    field(case, "target_s").map(SignedDuration::from_secs)
}

fn pauses(case: &Map<String, Value>) -> Result<Vec<Pause>, String> {
    let pairs: Option<Vec<(Timestamp, Option<Timestamp>)>> = match case.get("pauses") {
        Some(_) => field(case, "pauses")?,
        None => None,
    };
    let read = |(from, to)| match to {
        Some(to) => Pause::between(from, to).map_err(|error| format!("pauses: {error}")),
        None => Ok(Pause::since(from)),
    };
    pairs.into_iter().flatten().map(read).collect()
}

fn field<T: DeserializeOwned>(case: &Map<String, Value>, name: &str) -> Result<T, String> {
    let value = case
        .get(name)
        .ok_or_else(|| format!("{name}: is missing"))?;
    T::deserialize(value).map_err(|error| format!("{name}: {error}"))
}
