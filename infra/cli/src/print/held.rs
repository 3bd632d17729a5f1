//! Why a thread is held, and how its customer sounds, in words.

use domain::held::HeldBecause;
use domain::mood::Mood;

use super::text;

/// Characters of the words that decided.
const REASONS: usize = 120;

/// `spam, 87 %: "gana dinero", a link`, or `one incident: text 23 of 3f2a`.
pub(crate) fn because(because: &HeldBecause) -> String {
    match because {
        HeldBecause::Spam { score, reasons } if reasons.is_empty() => format!("spam, {score} %"),
        HeldBecause::Spam { score, reasons } => {
            format!("spam, {score} %: {}", quoted(reasons))
        }
        HeldBecause::Incident {
            incident, count, ..
        } => format!(
            "one incident: text {count} of {} in ten minutes",
            text::plain(incident)
        ),
    }
}

/// The words that decided, each in quotation marks.
pub(crate) fn quoted(reasons: &[String]) -> String {
    let words: Vec<String> = reasons
        .iter()
        .map(|word| format!("\"{}\"", text::plain(word)))
        .collect();
    text::short(&words.join(", "), REASONS)
}

/// `anger 80 %, urgency 20 %`; none where there is nothing to tell.
pub(crate) fn mood(mood: Mood) -> Option<String> {
    let part = |name: &str, percent: u8| (percent > 0).then(|| format!("{name} {percent} %"));
    let parts = [part("anger", mood.anger), part("urgency", mood.urgency)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_is_told_with_score_and_words() {
        let spam = |reasons: &[&str]| HeldBecause::Spam {
            score: 87,
            reasons: reasons.iter().map(|word| (*word).to_owned()).collect(),
        };
        assert_eq!(
            because(&spam(&["gana\u{1b}[2J dinero", "bit.ly"])),
            "spam, 87 %: \"gana·[2J dinero\", \"bit.ly\""
        );
        assert_eq!(because(&spam(&[])), "spam, 87 %");
        let incident = HeldBecause::Incident {
            incident: "3f2a".to_owned(),
            count: 23,
            first: false,
        };
        assert_eq!(
            because(&incident),
            "one incident: text 23 of 3f2a in ten minutes"
        );
    }

    #[test]
    fn only_what_is_felt_is_told() {
        let told = |anger, urgency| mood(Mood { anger, urgency });
        assert_eq!(told(80, 0).as_deref(), Some("anger 80 %"));
        assert_eq!(told(5, 60).as_deref(), Some("anger 5 %, urgency 60 %"));
        assert_eq!(told(0, 0), None);
    }
}
