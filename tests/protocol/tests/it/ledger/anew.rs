//! What no ledger may mistake: a clock that begins where another began, and a step that was gone for a while.

use std::sync::Arc;

use protocol::ledger::decisions::{Decisions, Matter, Question};
use protocol::ledger::deed::Deed;
use protocol::ledger::kept::Kept;
use protocol::ledger::outcome::Outcome;
use protocol::ledger::scenario::Scenario;
use protocol::ledger::shop::{DUE, HALF, Minute};

fn decisions() -> Decisions {
    Decisions::new(Scenario::default().shop).unwrap()
}

fn ask(decisions: &Decisions, thread: &Kept, matter: Matter, now: Minute) -> Option<Arc<Outcome>> {
    decisions.ask(&Question {
        thread: thread.clone(),
        matter,
        now,
        second: false,
    })
}

fn does(decisions: &Decisions, thread: &Kept, deed: Deed, now: Minute) -> Kept {
    let done = ask(decisions, thread, Matter::Deed(deed), now);
    done.unwrap().thread.clone()
}

#[test]
fn a_clock_that_begins_where_another_began_has_steps_and_a_judgement_of_its_own() {
    let decisions = decisions();
    let thread = decisions.first_thread().unwrap();
    let first = ask(&decisions, &thread, Matter::Deed(Deed::Answer(None)), HALF).unwrap();
    let again = does(&decisions, &first.thread, Deed::Write(Some(0)), HALF);
    let second = ask(&decisions, &again, Matter::Deed(Deed::Answer(None)), HALF).unwrap();
    assert_eq!((first.keys.len(), second.keys.len()), (1, 1));
    assert_eq!(first.keys[0].started, second.keys[0].started);
    assert_ne!(first.keys, second.keys);
    assert_ne!(first.judged[0].place, second.judged[0].place);
}

#[test]
fn a_step_that_fired_does_not_fire_again_after_its_thread_moved_away_and_back() {
    let decisions = decisions();
    let thread = decisions.first_thread().unwrap();
    let fired = ask(&decisions, &thread, Matter::Sweep, HALF).unwrap();
    let away = does(
        &decisions,
        &fired.thread,
        Deed::Move { to_calm: true },
        HALF,
    );
    let back = does(&decisions, &away, Deed::Move { to_calm: false }, HALF);
    assert!(ask(&decisions, &back, Matter::Sweep, HALF).is_none());
    let due = ask(&decisions, &back, Matter::Sweep, DUE).unwrap();
    assert_eq!(due.keys.len(), 1);
}
