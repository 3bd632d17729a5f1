//! Whether a new model may be used: what it and the one in use said of the same held-out texts, in points.

use topics::Answer;

/// What a wrong answer costs. Somebody has to find it out and move the thread, while silence leads to the general topic.
const WRONG_COSTS: i64 = 2;

/// What came of asking a model about texts whose topics are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Points {
    /// Texts that it was asked about.
    pub(crate) asked: usize,
    /// Those that it told the topic of.
    pub(crate) answered: usize,
    /// Of those, the right ones. Telling a topic of a text that belongs to none is wrong.
    pub(crate) right: usize,
}

impl Points {
    /// Counts answers as they count at the desk: what a model is less sure of than `sure_from`, in percent, is silence.
    pub(crate) fn of(answers: &[Answer], sure_from: u8) -> Self {
        let is_sure = |answer: &&Answer| answer.confidence * 100.0 >= f64::from(sure_from);
        let answered = || {
            let said = answers.iter().filter(|answer| answer.answered);
            said.filter(is_sure)
        };
        Self {
            asked: answers.len(),
            answered: answered().count(),
            right: answered().filter(|answer| answer.is_right()).count(),
        }
    }

    /// Answers that are wrong.
    pub(crate) fn wrong(self) -> usize {
        self.answered.saturating_sub(self.right)
    }

    /// A point for a right answer, minus two for a wrong one, none for silence.
    pub(crate) fn points(self) -> i64 {
        let count = |texts: usize| i64::try_from(texts).unwrap_or(i64::MAX);
        count(self.right).saturating_sub(count(self.wrong()).saturating_mul(WRONG_COSTS))
    }
}

/// Both on the same texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Compared {
    /// The new model, without having seen them.
    pub(crate) new: Points,
    /// The one in use, where there is one.
    pub(crate) in_use: Option<Points>,
    /// Whether the one in use never saw them either. If it may have, the comparison favours it.
    pub(crate) is_fair: bool,
}

/// What comparing came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judged {
    /// No model is used: any is better than none.
    NoneInUse,
    /// It has as many points, or more.
    NotWorse,
    /// It has fewer.
    Worse,
    /// The one in use could not be compared with.
    NotCompared,
}

/// Judges a new model. Equal points are not worse, and nothing is allowed for chance.
pub(crate) fn judge(is_one_in_use: bool, compared: Option<&Compared>) -> Judged {
    if !is_one_in_use {
        return Judged::NoneInUse;
    }
    match compared.and_then(|both| Some((both.new, both.in_use?))) {
        None => Judged::NotCompared,
        Some((new, in_use)) if new.points() < in_use.points() => Judged::Worse,
        Some(_) => Judged::NotWorse,
    }
}

impl Judged {
    /// Whether the new model is used.
    pub(crate) fn is_used(self, forced: bool) -> bool {
        match self {
            Self::NoneInUse | Self::NotWorse => true,
            Self::Worse | Self::NotCompared => forced,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(right: usize, wrong: usize) -> Points {
        Points {
            asked: 100,
            answered: right + wrong,
            right,
        }
    }

    fn compared(new: Points, in_use: Points) -> Compared {
        Compared {
            new,
            in_use: Some(in_use),
            is_fair: true,
        }
    }

    #[test]
    fn a_wrong_answer_costs_what_two_right_ones_bring() {
        assert_eq!(points(80, 10).points(), 60);
        assert_eq!(points(1, 3).points(), -5);
        assert_eq!(points(0, 0).points(), 0);
    }

    #[test]
    fn a_model_that_is_as_good_is_used() {
        for (new, in_use) in [
            (points(80, 10), points(80, 10)),
            (points(82, 11), points(80, 10)),
            (points(60, 0), points(80, 10)),
        ] {
            let judged = judge(true, Some(&compared(new, in_use)));
            assert_eq!(judged, Judged::NotWorse, "{new:?} {in_use:?}");
            assert!(judged.is_used(false));
        }
    }

    #[test]
    fn one_that_is_worse_is_used_only_if_forced() {
        for (new, in_use) in [
            (points(79, 10), points(80, 10)),
            (points(81, 11), points(80, 10)),
            (points(0, 1), points(0, 0)),
        ] {
            let judged = judge(true, Some(&compared(new, in_use)));
            assert_eq!(judged, Judged::Worse, "{new:?} {in_use:?}");
            assert!(!judged.is_used(false) && judged.is_used(true));
        }
    }

    #[test]
    fn the_first_model_is_used_whatever_it_scores() {
        let alone = Compared {
            new: points(1, 9),
            in_use: None,
            is_fair: true,
        };
        for compared in [None, Some(&alone)] {
            let judged = judge(false, compared);
            assert_eq!(judged, Judged::NoneInUse);
            assert!(judged.is_used(false));
        }
    }

    #[test]
    fn what_cannot_be_compared_is_used_only_if_forced() {
        let judged = judge(true, None);
        assert_eq!(judged, Judged::NotCompared);
        assert!(!judged.is_used(false) && judged.is_used(true));
    }

    #[test]
    fn silence_is_no_answer_and_a_topic_for_a_text_of_none_is_wrong() {
        let answer = |truth: &str, best: &str, answered| Answer {
            truth: truth.to_owned(),
            best: best.to_owned(),
            confidence: 0.9,
            answered,
        };
        let answers = [
            answer("pago", "pago", true),
            answer("pago", "envio", true),
            answer("pago", "pago", false),
            answer("oos", "pago", true),
            answer("oos", "pago", false),
        ];
        let counted = Points::of(&answers, 50);
        assert_eq!((counted.asked, counted.answered, counted.right), (5, 3, 1));
        assert_eq!((counted.wrong(), counted.points()), (2, -3));
        assert_eq!(Points::of(&answers, 90).answered, 3);
        assert_eq!(
            Points::of(&answers, 91).answered,
            0,
            "the brand asks for more"
        );
    }
}
