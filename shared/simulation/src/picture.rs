//! The load of each agent over the day, before and after, as a picture (SVG). Each agent has a row, each run a column,
//! each hour of the day a bar: how much of their capacity they hold, in their working time. It needs nothing but
//! itself, and follows the reader's light or dark setting.

mod pair;

use drawing::Svg;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use self::pair::agents;
use crate::run::Run;

/// Where things stand, in pixels.
const LEFT: f64 = 180.0;
const PANEL: f64 = 372.0;
const BETWEEN: f64 = 56.0;
const TOP: f64 = 96.0;
const ROW: f64 = 44.0;
const GAP: f64 = 16.0;
const RIGHT: f64 = 20.0;
const HOURS: usize = 24;

/// Characters for which there is room beside a row, and above a panel.
const LONGEST_NAME: usize = 18;
const LONGEST_LABEL: usize = 50;

/// What stands beside the numbers.
#[derive(Clone, Copy, Debug)]
pub struct Labels<'l> {
    /// What the first run is called, such as a file's name.
    pub before: &'l str,
    /// What the second is called.
    pub after: &'l str,
    /// The zone of the hours.
    pub zone: &'l TimeZone,
}

/// A bar's worth of each hour; none where there is nothing to show.
type Bars = Vec<Option<f64>>;

/// Draws two runs.
pub fn picture(before: &Run, after: &Run, labels: Labels<'_>) -> String {
    let agents = agents(before, after);
    let rows = agents.len() + 1;
    let bottom = TOP + rows_height(rows);
    let mut svg = Svg::new(x_of(1) + PANEL + RIGHT, bottom + 44.0);
    head(&mut svg, before, after, labels);
    let waiting = [before, after].map(|run| waiting(run, labels.zone));
    let most = waiting
        .iter()
        .flatten()
        .flatten()
        .copied()
        .fold(1.0, f64::max);
    let row = Row {
        name: "waiting line",
        note: "most at once",
        top: (most, format!("{most:.0}")),
        full: None,
    };
    row.draw(&mut svg, 0, &waiting);
    let most = agents
        .values()
        .flat_map(|pair| pair.shares())
        .fold(1.0, f64::max);
    for (place, pair) in agents.values().enumerate() {
        let most = (most * 4.0).ceil() / 4.0;
        let row = Row {
            name: pair.name(),
            note: &pair.capacities(),
            top: (most, format!("{:.0} %", most * 100.0)),
            full: Some(1.0),
        };
        row.draw(&mut svg, place + 1, &pair.bars());
    }
    hours(&mut svg, bottom);
    svg.done()
}

fn x_of(column: usize) -> f64 {
    if column == 0 {
        LEFT
    } else {
        LEFT + PANEL + BETWEEN
    }
}

fn rows_height(rows: usize) -> f64 {
    f64::from(u32::try_from(rows).unwrap_or(u32::MAX)) * (ROW + GAP)
}

fn head(svg: &mut Svg, before: &Run, after: &Run, labels: Labels<'_>) {
    let day = |at: Timestamp| at.to_zoned(labels.zone.clone()).date().to_string();
    let last = before
        .until
        .max(after.until)
        .saturating_sub(SignedDuration::from_secs(1));
    let last = last.unwrap_or(before.until);
    let zone = labels.zone.iana_name().unwrap_or("local time");
    let (first, last) = (day(before.from.min(after.from)), day(last));
    let days = if first == last {
        format!("{first}, {zone}")
    } else {
        format!("{first} to {last}, {zone}")
    };
    svg.title("Load per agent over the day");
    svg.text("heading", 16.0, 28.0, "Load per agent over the day");
    let said = "share of capacity held in working time, mean by hour of the day";
    svg.text("soft", 16.0, 48.0, &format!("{said}; {days}"));
    svg.text("strong", x_of(0), TOP - 18.0, &ending(labels.before));
    svg.text("strong", x_of(1), TOP - 18.0, &ending(labels.after));
}

/// The end of a long text: of a file's name it tells more than the beginning.
fn ending(text: &str) -> String {
    let surplus = text.chars().count().saturating_sub(LONGEST_LABEL);
    if surplus == 0 {
        return text.to_owned();
    }
    let rest: String = text.chars().skip(surplus + 1).collect();
    format!("…{rest}")
}

/// The hours under the last row, and what the signs mean.
fn hours(svg: &mut Svg, bottom: f64) {
    for column in [0, 1] {
        for hour in (0_u32..=24).step_by(6) {
            let x = x_of(column) + PANEL * f64::from(hour) / 24.0;
            svg.line("axis", (x, bottom - GAP), (x, bottom - GAP + 5.0));
            svg.text("tick", x, bottom + 4.0, &hour.to_string());
        }
        svg.text(
            "tick",
            x_of(column) + PANEL / 2.0,
            bottom + 24.0,
            "hour of the day",
        );
    }
    let signs = "shaded: at work; dashed: full; orange: above capacity";
    svg.text("soft", 16.0, bottom + 24.0, signs);
}

/// A row: a name, and a panel for each run.
struct Row<'r> {
    name: &'r str,
    note: &'r str,
    /// What the panel's height is worth, and how that is written.
    top: (f64, String),
    /// Where a line shows that somebody is full.
    full: Option<f64>,
}

impl Row<'_> {
    fn draw(&self, svg: &mut Svg, place: usize, bars: &[Bars; 2]) {
        let base = TOP + rows_height(place) + ROW;
        let mut name: String = self.name.chars().take(LONGEST_NAME).collect();
        if name.len() < self.name.len() {
            name.push('…');
        }
        svg.text("name", 16.0, base - ROW / 2.0, &name);
        svg.text("soft", 16.0, base - ROW / 2.0 + 16.0, self.note);
        for (column, bars) in bars.iter().enumerate() {
            self.panel(svg, x_of(column), base, bars);
        }
    }

    fn panel(&self, svg: &mut Svg, left: f64, base: f64, bars: &Bars) {
        let wide = PANEL / 24.0;
        let height = |value: f64| ROW * (value / self.top.0).min(1.0);
        for (hour, value) in bars.iter().take(HOURS).enumerate() {
            let Some(value) = value else { continue };
            let x = left + wide * f64::from(u32::try_from(hour).unwrap_or(0));
            svg.bar("worked", (x, base - ROW), (wide, ROW), None);
            let class = if self.full.is_some_and(|full| *value > full) {
                "over"
            } else {
                "bar"
            };
            let told = match self.full {
                Some(_) => format!("{hour} h: {:.0} %", value * 100.0),
                None => format!("{hour} h: {value:.0}"),
            };
            svg.bar(
                class,
                (x + 1.0, base - height(*value)),
                (wide - 2.0, height(*value)),
                Some(&told),
            );
        }
        if bars.iter().flatten().next().is_none() {
            let middle = (left + PANEL / 2.0, base - ROW / 2.0 + 4.0);
            svg.text("tick", middle.0, middle.1, "not at work");
        }
        svg.line("axis", (left, base), (left + PANEL, base));
        svg.text("scale", left - 5.0, base - ROW + 9.0, &self.top.1);
        svg.text("scale", left - 5.0, base, "0");
        if let Some(full) = self.full {
            let y = base - height(full);
            svg.line("full", (left, y), (left + PANEL, y));
        }
    }
}

/// The most that waited at once, by hour of the day.
fn waiting(run: &Run, zone: &TimeZone) -> Bars {
    let mut most = vec![Some(0.0); HOURS];
    let mut at = run.from;
    for number in &run.waiting {
        let hour = usize::try_from(zone.to_datetime(at).hour()).unwrap_or(0);
        if let Some(Some(bar)) = most.get_mut(hour) {
            *bar = f64::max(*bar, f64::from(*number));
        }
        at = at
            .saturating_add(SignedDuration::from_hours(1))
            .unwrap_or(at);
    }
    most
}
