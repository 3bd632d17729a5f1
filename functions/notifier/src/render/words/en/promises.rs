//! Promises, in English.

use domain::config::{ClockKind, KeptBy};

use super::English;
use crate::render::words::{Holder, PromiseWords, Standing};

impl PromiseWords for English {
    fn promise_headline(&self, Standing { kept_by, late }: Standing) -> &'static str {
        match (kept_by, late) {
            (KeptBy::FollowUp, false) => "The time at which an answer was promised is near",
            (KeptBy::FollowUp, true) => "The time at which an answer was promised is past",
            (KeptBy::Resolution, false) => "The time to resolve this is nearly over",
            (KeptBy::Resolution, true) => "The time to resolve this is over",
            (KeptBy::Legal, false) => "The legal term is nearly over",
            (KeptBy::Legal, true) => "The legal term is over and there is no reasoned answer",
            (_, false) => "The promised time is nearly over",
            (_, true) => "The promised time is over and there is no answer",
        }
    }

    fn due(&self, when: &str, Standing { kept_by, late }: Standing, yours: bool) -> String {
        match (kept_by, late) {
            (KeptBy::FollowUp, _) if yours => format!("You promised to answer before {when}"),
            (KeptBy::FollowUp, _) => format!("An answer was promised before {when}"),
            (KeptBy::Resolution, false) => format!("Resolve before {when}"),
            (KeptBy::Resolution, true) => format!("It was to be resolved before {when}"),
            (KeptBy::Legal, false) => format!("Legal term: a reasoned answer before {when}"),
            (KeptBy::Legal, true) => format!("The legal term ended at {when}"),
            (_, false) => format!("Answer before {when}"),
            (_, true) => format!("The answer was due before {when}"),
        }
    }

    fn promised(&self, within: &str, clock: ClockKind, kept_by: KeptBy) -> String {
        let what = match kept_by {
            KeptBy::Resolution => "a resolution",
            KeptBy::Legal => "a reasoned answer",
            _ => "an answer",
        };
        match clock {
            ClockKind::Business => format!("{what} within {within} of opening hours"),
            _ => format!("{what} within {within}"),
        }
    }

    fn to_do(&self, holder: &Holder, Standing { kept_by, late }: Standing) -> String {
        match holder {
            Holder::You => you(kept_by, late).to_owned(),
            Holder::Other(name) if late => {
                let now = verb(kept_by, "answers", "resolves it", "gives a reasoned answer");
                format!("talk to {name}, or find somebody else who {now} now.")
            }
            Holder::Other(name) => {
                let does = verb(kept_by, "answers", "resolves it", "gives a reasoned answer");
                format!("see that {name} {does} in time.")
            }
            Holder::Nobody if late => {
                let now = verb(kept_by, "answers", "resolves it", "gives a reasoned answer");
                format!("find somebody who {now} now.")
            }
            Holder::Nobody => {
                let able = verb(kept_by, "answer", "resolve it", "give a reasoned answer");
                format!("find somebody who can {able} in time.")
            }
        }
    }

    fn withdrawn(&self, reference: &str, kept_by: KeptBy, kept: Option<(&str, &str)>) -> String {
        let done = match kept_by {
            KeptBy::Resolution => "it was resolved",
            KeptBy::Legal => "a reasoned answer was given",
            _ => "it was answered",
        };
        match kept {
            Some((when, due)) => format!(
                "The alarm of {reference} no longer stands: {done} in time, at {when} (due at {due}); we learnt of it later"
            ),
            None => format!("The alarm of {reference} no longer stands: the time ends later"),
        }
    }

    fn nothing_to_do(&self, kept: bool) -> &'static str {
        if kept {
            "nothing, because the promise was kept."
        } else {
            "nothing for that alarm; the new time counts."
        }
    }

    fn raised(&self) -> &'static str {
        "it goes before the others of its waiting line, because a promise was broken already."
    }

    fn threads_want_attention(&self, count: usize) -> String {
        if count == 1 {
            "1 conversation needs attention".to_owned()
        } else {
            format!("{count} conversations need attention")
        }
    }

    fn one_after_the_other(&self) -> &'static str {
        "begin with the first, which is the most overdue. Answer those that are yours; for the others, talk to whoever has \
         them. If they are too many, ask your lead for help."
    }

    fn in_short(&self, when: &str, late: bool) -> String {
        if late {
            format!("broken (due at {when})")
        } else {
            format!("at risk (due at {when})")
        }
    }

    fn late_by(&self, span: &str) -> String {
        format!("overdue by {span}")
    }

    fn has_it(&self, holder: &Holder) -> String {
        match holder {
            Holder::You => "you have it".to_owned(),
            Holder::Other(name) => format!("{name} has it"),
            Holder::Nobody => "nobody has it yet".to_owned(),
        }
    }
}

fn you(kept_by: KeptBy, late: bool) -> &'static str {
    match (kept_by, late) {
        (KeptBy::FollowUp, false) => {
            "answer before that time; if you cannot yet, tell the customer when you can."
        }
        (KeptBy::FollowUp, true) => {
            "answer as soon as you can; if you cannot yet, apologize and name a new date."
        }
        (KeptBy::Resolution, false) => {
            "resolve it before that time; if you cannot, tell your lead."
        }
        (KeptBy::Resolution, true) => {
            "resolve it as soon as you can; if you cannot, tell your lead."
        }
        (KeptBy::Legal, false) => {
            "give a reasoned answer before that time; if you cannot, tell your lead."
        }
        (KeptBy::Legal, true) => {
            "give a reasoned answer today, and tell your lead that the term is over."
        }
        (_, false) => "answer before that time; if you cannot, tell your lead.",
        (_, true) => "answer as soon as you can; if you cannot, tell your lead.",
    }
}

fn verb(
    kept_by: KeptBy,
    answer: &'static str,
    resolve: &'static str,
    legal: &'static str,
) -> &'static str {
    match kept_by {
        KeptBy::Resolution => resolve,
        KeptBy::Legal => legal,
        _ => answer,
    }
}
