//! The situations that are looked at whole.

use protocol::ledger::deed::Deed;
use protocol::ledger::scenario::{Scenario, Steps};
use protocol::ledger::shop::{DUE, HALF, LATEST, LedgerShop, NEXT_DAY};

/// One manager who leads the team too, and digests from the second alarm on.
const FEW_PEOPLE: LedgerShop = LedgerShop {
    lead_is_manager: true,
    digest_above: 1,
};

/// Two sweeps of which each call is a step, and time past every instant.
pub(crate) fn two_sweeps() -> Scenario {
    Scenario {
        steps: Steps::All,
        times: vec![HALF, DUE],
        ..Scenario::default()
    }
}

/// Five sweeps at once, some of them a day late, while the thread is answered.
pub(crate) fn five_sweeps() -> Scenario {
    Scenario {
        sweeps: 5,
        people: 1,
        deeds: vec![Deed::Answer(None)],
        times: vec![DUE, NEXT_DAY],
        ..Scenario::default()
    }
}

/// Two sweeps, one of which may be a day late, and telling that lags behind or crashes, while the thread is answered.
pub(crate) fn lagging() -> Scenario {
    Scenario {
        sweeps: 2,
        steps: Steps::Three,
        times: vec![HALF, DUE, NEXT_DAY],
        ..five_sweeps()
    }
}

/// Two alarms to one recipient: each call is a step, and a digest may stand for them.
pub(crate) fn digests() -> Scenario {
    Scenario {
        shop: FEW_PEOPLE,
        times: vec![DUE, LATEST],
        steps: Steps::All,
        ..Scenario::default()
    }
}

/// An answer of which we learn late was in time; or exactly in time; or too late, and no sweep had come.
pub(crate) fn late_answers() -> Scenario {
    Scenario {
        people: 2,
        deeds: vec![
            Deed::Answer(Some(DUE)),
            Deed::Answer(Some(HALF + 1)),
            Deed::Answer(None),
        ],
        times: vec![DUE, DUE + 1, NEXT_DAY],
        ..Scenario::default()
    }
}

/// Answered, resolved, given to another and written again, by two people at once.
pub(crate) fn people_race() -> Scenario {
    Scenario {
        sweeps: 1,
        people: 2,
        deeds: vec![
            Deed::Answer(None),
            Deed::Resolve,
            Deed::Give(1),
            Deed::Write(None),
        ],
        times: vec![DUE, LATEST + 1],
        ..Scenario::default()
    }
}

/// The same by one person after another, and two sweeps.
pub(crate) fn sweeps_race() -> Scenario {
    Scenario {
        sweeps: 2,
        people: 1,
        ..people_race()
    }
}

/// A holding answer, and what it announced.
pub(crate) fn holding() -> Scenario {
    Scenario {
        people: 1,
        deeds: vec![Deed::Hold(DUE + 40), Deed::Answer(None), Deed::Write(None)],
        times: vec![HALF, DUE + 35, LATEST + 1],
        ..Scenario::default()
    }
}

/// After an answer comes a message that was posted with the first one.
pub(crate) fn a_message_of_the_same_instant() -> Scenario {
    Scenario {
        people: 1,
        deeds: vec![Deed::Answer(None), Deed::Write(Some(0))],
        times: vec![HALF, DUE, LATEST],
        ..Scenario::default()
    }
}

/// Moved to another topic and back, or promised more time and less again.
pub(crate) fn counted_anew() -> Scenario {
    Scenario {
        people: 1,
        deeds: vec![
            Deed::Move { to_calm: true },
            Deed::Move { to_calm: false },
            Deed::Answer(None),
        ],
        times: vec![HALF, DUE, LATEST],
        ..Scenario::default()
    }
}

/// Another configuration is applied, and the first again, while sweeps go by the one that they know.
pub(crate) fn configured_anew() -> Scenario {
    Scenario {
        people: 1,
        deeds: vec![
            Deed::Apply { second: true },
            Deed::Apply { second: false },
            Deed::Answer(Some(DUE)),
        ],
        times: vec![DUE, LATEST, NEXT_DAY],
        ..Scenario::default()
    }
}
