//! What learning anew came to.

use super::table;
use crate::commands::retrain::{Compared, Counts, Judged, Points};

/// How much was learnt from.
pub(crate) fn learnt(counts: &Counts) -> String {
    let Counts {
        labelled,
        replaced,
        corrections,
        left_out,
        held_out,
    } = counts;
    let mut out = format!("learnt from  {labelled} labelled texts and {corrections} corrections\n");
    if *replaced > 0 {
        let line =
            format!("replaced     {replaced} labelled texts, by corrections of the same text\n");
        out.push_str(&line);
    }
    if *left_out > 0 {
        let line = format!(
            "left out     {left_out} corrections, without words or of a topic that is not in the configuration\n"
        );
        out.push_str(&line);
    }
    out.push_str(&format!("held out     {held_out} texts, to compare with\n"));
    out
}

/// What both said of the held-out texts.
pub(crate) fn compared(compared: Option<&Compared>) -> String {
    let Some(Compared {
        new,
        in_use,
        is_fair,
    }) = compared
    else {
        return "\ntoo few texts to compare with\n\n".to_owned();
    };
    let head = [
        "MODEL",
        "ANSWERED",
        "RIGHT",
        "WRONG",
        "POINTS",
        "POINTS A TEXT",
    ];
    let in_use = in_use.map(|points| row("in use", points));
    let rows = in_use.into_iter().chain([row("new", *new)]);
    let mut out = format!("\n{}", table::render(&head, rows));
    if !is_fair {
        out.push_str("The model in use may have learnt from these texts, which favours it.\n");
    }
    out.push('\n');
    out
}

#[allow(clippy::cast_precision_loss)] // counts of texts
fn row(model: &str, points: Points) -> Vec<String> {
    let of_each = points.points() as f64 / points.asked.max(1) as f64;
    vec![
        model.to_owned(),
        points.answered.to_string(),
        points.right.to_string(),
        points.wrong().to_string(),
        points.points().to_string(),
        format!("{of_each:.3}"),
    ]
}

/// Why a new model is not used, and what to do.
pub(crate) fn why_not(judged: Judged) -> &'static str {
    match judged {
        Judged::Worse => {
            "it is worse than the one in use; look at the labelled texts (`ventanilla topics evaluate`), or use it all \
             the same with --force"
        }
        Judged::NotCompared => {
            "it could not be compared with the one in use; give more labelled texts, or use it all the same with --force"
        }
        Judged::NoneInUse | Judged::NotWorse => "--dry-run",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_learnt_is_told_with_what_was_not() {
        let counts = Counts {
            labelled: 240,
            replaced: 2,
            corrections: 12,
            left_out: 1,
            held_out: 51,
        };
        insta::assert_snapshot!(learnt(&counts), @r"
        learnt from  240 labelled texts and 12 corrections
        replaced     2 labelled texts, by corrections of the same text
        left out     1 corrections, without words or of a topic that is not in the configuration
        held out     51 texts, to compare with
        ");
        let none = Counts::default();
        assert_eq!(learnt(&none).lines().count(), 2);
    }

    #[test]
    fn both_are_told_side_by_side() {
        let points = |answered, right| Points {
            asked: 50,
            answered,
            right,
        };
        let both = Compared {
            new: points(46, 43),
            in_use: Some(points(41, 38)),
            is_fair: false,
        };
        insta::assert_snapshot!(compared(Some(&both)).trim(), @r"
        MODEL   ANSWERED  RIGHT  WRONG  POINTS  POINTS A TEXT
        in use  41        38     3      32      0.640
        new     46        43     3      37      0.740
        The model in use may have learnt from these texts, which favours it.
        ");
        assert!(compared(None).contains("too few"));
    }
}
