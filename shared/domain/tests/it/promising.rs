//! The clocks beside that of an answer: follow-ups, resolutions, legal terms; dated policies; chains that do more than
//! tell.

use domain::action::{self, ActFailure, ActionError};
use domain::clock::Clock;
use domain::config::{CareFile, KeptBy};
use domain::judgement::{ClockName, Verdict};
use domain::notice::{Notice, NoticeKind};
use domain::people::Standing;
use domain::receive::join;
use domain::step;
use domain::thread::Receipt;
use domain::timeline::{RulingOutcome, What};
use domain::*;
use jiff::SignedDuration;
use jiff::civil::date;
use proptest::prelude::*;

use crate::builders::*;
use crate::edge_cases::{always_there, answered, swept, verdicts};

fn nobody() -> Standing {
    Standing::alone(customer::Customer::new("c1".into()))
}

/// The shop that promises a resolution within 8 h of business time.
fn with_resolution() -> Care {
    shop_with(|file| {
        let mut resolution = file.policies[1].commitments[0].clone();
        resolution.name = "solucion".to_owned();
        resolution.within = "8h".to_owned();
        resolution.kept_by = KeptBy::Resolution;
        file.policies[1].commitments.push(resolution);
        let mut step = file.policies[1].chain[1].clone();
        step.commitment = "solucion".to_owned();
        file.policies[1].chain.push(step);
    })
}

fn held_until(care: &Care, thread: Thread, at: &str, by: &str) -> change::Change {
    let mut answer = answer_at(madrid(at));
    answer.follows_by = Some(madrid(by));
    action::answer(care, thread, &answer, madrid(at)).unwrap()
}

#[test]
fn a_holding_answer_stops_the_first_clock_and_starts_one_to_the_date_it_names() {
    let care = always_there();
    let change = held_until(
        &care,
        anas_thread(&care, monday()),
        "2026-11-16 11:00",
        "2026-11-18 12:00",
    );
    assert_eq!(verdicts(&change)[0], ("respuesta", Verdict::Kept));
    let thread = change.thread;
    assert_eq!(
        (thread.status, thread.weight),
        (Status::Open, 1),
        "she keeps it"
    );
    assert_eq!(thread.clock, None);
    let clock = thread.follow_up.as_ref().unwrap();
    assert_eq!(clock.first_due(), madrid("2026-11-18 12:00"));
    assert_eq!(
        thread.answer_before(monday()).unwrap().due_at,
        madrid("2026-11-18 12:00")
    );
    let moments: Vec<&str> = clock
        .steps
        .iter()
        .map(|step| step.moment.as_str())
        .collect();
    assert_eq!(
        moments,
        ["75%", "due"],
        "told of even where the policy says nothing of it"
    );
    assert_eq!(
        clock.steps[0].at,
        madrid("2026-11-17 17:45"),
        "75 % of 17 h of business time"
    );
}

#[test]
fn a_broken_follow_up_is_told_and_an_answer_by_the_date_keeps_it() {
    let care = always_there();
    let held = held_until(
        &care,
        anas_thread(&care, monday()),
        "2026-11-16 11:00",
        "2026-11-18 12:00",
    )
    .thread;
    let kept = answered(&care, held.clone(), "2026-11-18 12:00", "2026-11-18 12:00");
    assert_eq!(verdicts(&kept), [("follow_up", Verdict::Kept)]);
    assert_eq!(kept.thread.status, Status::WaitingOnCustomer);
    let late = swept(&care, held, "2026-11-18 12:01");
    let breached: Vec<&Notice> = late
        .notices
        .iter()
        .filter(|n| n.kind == NoticeKind::Breached)
        .collect();
    assert_eq!(
        breached[0].promise.as_ref().unwrap().kept_by,
        KeptBy::FollowUp
    );
}

#[test]
fn a_question_during_a_follow_up_is_promised_an_answer_of_its_own() {
    let care = shop();
    let held = held_until(
        &care,
        anas_thread(&care, monday()),
        "2026-11-16 11:00",
        "2026-11-20 12:00",
    )
    .thread;
    let asks = message("¿y cuánto cuesta?").posted(madrid("2026-11-16 12:00"));
    let thread = join(&care, held, &arrival(&asks), asks.received_at)
        .unwrap()
        .thread;
    assert_eq!(thread.clocks().count(), 2);
    assert_eq!(thread.first_due(), Some(madrid("2026-11-16 18:00")));
    let change = answered(&care, thread, "2026-11-16 16:00", "2026-11-16 16:00");
    assert_eq!(
        change.thread.clocks().count(),
        0,
        "a whole answer keeps both"
    );
}

#[test]
fn a_holding_answer_that_is_learnt_of_late_leaves_the_later_one_as_it_is() {
    let care = shop();
    let (monday_noon, wednesday) = ("2026-11-16 12:00", "2026-11-18 12:00");
    let held = held_until(&care, anas_thread(&care, monday()), monday_noon, wednesday).thread;
    let late = held_until(&care, held.clone(), "2026-11-16 11:00", "2026-11-17 12:00");
    assert_eq!(late.thread.follow_up, held.follow_up);
    assert!(late.judgements.is_empty());
}

#[test]
fn a_follow_up_into_the_past_is_refused() {
    let care = shop();
    let mut answer = answer_at(madrid("2026-11-16 11:00"));
    answer.follows_by = Some(madrid("2026-11-16 11:00"));
    let refused = action::answer(&care, anas_thread(&care, monday()), &answer, answer.at);
    assert!(matches!(
        refused,
        Err(ActFailure::Action(ActionError::FollowUpInThePast(_)))
    ));
}

#[test]
fn a_resolutions_clock_stands_still_while_we_wait_for_the_customer() {
    let care = with_resolution();
    let thread = anas_thread(&care, monday());
    assert_eq!(
        thread.resolution.as_ref().unwrap().first_due(),
        madrid("2026-11-17 10:00")
    );
    let waits = answered(&care, thread, "2026-11-16 11:00", "2026-11-16 11:00").thread;
    assert_eq!(waits.next_step_at(), None, "nothing is due meanwhile");
    let again = message("sigue sin llegar").posted(madrid("2026-11-17 11:00"));
    let open = join(&care, waits, &arrival(&again), again.received_at)
        .unwrap()
        .thread;
    let due = open.resolution.as_ref().unwrap().first_due();
    assert_eq!(due, madrid("2026-11-18 10:00"), "7 of the 8 hours are left");
}

#[test]
fn resolving_judges_the_resolution_and_opening_again_goes_on_with_it() {
    let care = with_resolution();
    let thread = anas_thread(&care, monday());
    let now = madrid("2026-11-16 12:00");
    let resolved = action::resolve(&care, thread, &nobody(), "ana", None, now).unwrap();
    let all = verdicts(&resolved);
    assert_eq!(all.last(), Some(&("solucion", Verdict::Kept)));
    assert_eq!(
        all[0],
        ("respuesta", Verdict::Dropped),
        "nobody answered: neither kept nor broken"
    );
    let again = message("sigue sin llegar").posted(madrid("2026-11-17 09:00"));
    let open = join(&care, resolved.thread, &arrival(&again), again.received_at)
        .unwrap()
        .thread;
    assert_eq!(
        open.resolution.unwrap().first_due(),
        madrid("2026-11-17 17:00"),
        "6 h are left"
    );
}

#[test]
fn what_was_late_when_it_was_resolved_without_an_answer_is_broken() {
    let care = always_there();
    let thread = anas_thread(&care, monday());
    let now = madrid("2026-11-16 16:00");
    let resolved = action::resolve(&care, thread, &nobody(), "ana", None, now).unwrap();
    let expected = [("respuesta", Verdict::Broken), ("tope", Verdict::Dropped)];
    assert_eq!(verdicts(&resolved), expected);
}

/// The shop on Black Friday: an hour instead of four, on one day.
fn black_friday(file: &mut CareFile) {
    let mut friday = file.policies[1].clone();
    friday.name = "Black Friday".to_owned();
    friday.commitments[0].within = "1h".to_owned();
    (friday.from, friday.until) = (Some(date(2026, 11, 27)), Some(date(2026, 11, 27)));
    file.policies.insert(1, friday);
}

#[test]
fn a_dated_policy_holds_for_clocks_that_start_on_its_days_only() {
    let care = shop_with(black_friday);
    let policy = |at: &str| thread_since(&care, madrid(at)).clock.unwrap().policy;
    assert_eq!(policy("2026-11-26 23:59"), "General");
    assert_eq!(policy("2026-11-27 00:00"), "Black Friday");
    assert_eq!(policy("2026-11-27 23:59"), "Black Friday");
    assert_eq!(policy("2026-11-28 00:00"), "General");
}

#[test]
fn a_dated_policy_changes_no_clock_that_runs_already() {
    let (before, after) = (shop(), shop_with(black_friday));
    let thread = thread_since(&before, madrid("2026-11-27 09:00"));
    let now = madrid("2026-11-27 09:30");
    assert!(action::recount(&after, thread, now).unwrap().is_none());
    let thread = thread_since(&after, madrid("2026-11-27 09:00"));
    assert!(
        action::recount(&after, thread, now).unwrap().is_none(),
        "and keeps what it has"
    );
}

#[test]
fn a_chain_may_raise_a_thread_and_ask_for_another_agent() {
    let care = shop_with(|file| {
        (
            file.policies[1].chain[1].reassign,
            file.policies[1].chain[1].raise,
        ) = (true, true);
    });
    let before = anas_thread(&care, monday());
    let change = swept(&care, before.clone(), "2026-11-16 14:00");
    assert!(step::wants_another_agent(&before, &change));
    let raised = change.thread;
    assert!(raised.raised);
    let calm = thread_since(&care, madrid("2026-11-16 09:00"));
    assert!(
        raised.place_in_line() < calm.place_in_line(),
        "before what is due earlier"
    );
    assert!(
        !answered(&care, raised, "2026-11-16 16:00", "2026-11-16 16:00")
            .thread
            .raised
    );
}

#[test]
fn a_breach_that_is_not_urgent_waits_for_opening_hours() {
    let strict = |urgent| {
        shop_with(move |file| {
            file.policies[1].commitments[1].when_closed = config::WhenClosed::Strict;
            file.policies[1].chain[2].urgent = urgent;
        })
    };
    let at = |care: &Care| {
        let clock = thread_since(care, madrid("2026-11-20 12:00"))
            .clock
            .unwrap();
        clock
            .steps
            .iter()
            .find(|step| step.commitment == "tope")
            .unwrap()
            .at
    };
    assert_eq!(
        at(&strict(None)),
        madrid("2026-11-21 12:00"),
        "breaches are urgent"
    );
    assert_eq!(at(&strict(Some(false))), madrid("2026-11-23 09:00"));
}

/// The shop whose requests about orders are complaints.
fn with_complaints() -> Care {
    let legal = r#"
        complaint_topics = ["pedido"]
        dispute_body = { name = "Junta Arbitral", url = "https://junta.example", adheres = true }
        [[terms]]
        name = "Reclamaciones"
        calendar = "oficina"
        within = "15"
        chain = [{ commitment = "legal", at = "due", tell = ["lead", "manager"] }]
    "#;
    shop_with(|file| file.legal = Some(toml::from_str(legal).unwrap()))
}

#[test]
fn no_conversational_answer_stops_a_legal_term() {
    let care = with_complaints();
    let thread = anas_thread(&care, monday());
    let legal = thread.legal.clone().unwrap();
    assert_eq!(
        legal.first_due(),
        madrid("2026-12-07 19:00"),
        "15 working days"
    );
    let thread = answered(&care, thread, "2026-11-16 11:00", "2026-11-16 11:00").thread;
    assert_eq!(thread.status, Status::WaitingOnCustomer);
    assert_eq!(thread.legal.as_ref(), Some(&legal));
    let late = swept(&care, thread, "2026-12-07 19:00");
    assert_eq!(
        late.notices[0].promise.as_ref().unwrap().kept_by,
        KeptBy::Legal
    );
}

#[test]
fn a_complaint_ends_with_reasons_and_a_refusal_names_who_settles_it() {
    let care = with_complaints();
    let thread = anas_thread(&care, monday());
    let now = madrid("2026-11-16 12:00");
    let resolve =
        |care: &Care, ruling| action::resolve(care, thread.clone(), &nobody(), "ana", ruling, now);
    assert_eq!(resolve(&care, None).unwrap_err(), ActionError::NeedsRuling);
    let blank = Some((RulingOutcome::Refused, "  "));
    assert_eq!(resolve(&care, blank).unwrap_err(), ActionError::NeedsRuling);
    let refused = resolve(&care, Some((RulingOutcome::Refused, "Tres meses de uso"))).unwrap();
    assert_eq!(verdicts(&refused).last(), Some(&("legal", Verdict::Kept)));
    let ruling = refused.entries.iter().find_map(|entry| match &entry.what {
        What::Resolved(entry) => entry.ruling.as_ref(),
        _ => None,
    });
    assert_eq!(
        ruling.unwrap().dispute_body.as_ref().unwrap().name,
        "Junta Arbitral"
    );
    let mut without = with_complaints();
    without.legal.dispute_body = None;
    let refused = resolve(&without, Some((RulingOutcome::Refused, "Uso")));
    assert_eq!(refused.unwrap_err(), ActionError::NoDisputeBody);
}

#[test]
fn nothing_is_ruled_on_what_is_no_complaint() {
    let care = shop();
    let ruling = Some((RulingOutcome::Accepted, "Sí"));
    let thread = anas_thread(&care, monday());
    let ruled = action::resolve(&care, thread, &nobody(), "ana", ruling, monday());
    assert_eq!(ruled.unwrap_err(), ActionError::NoComplaint);
}

#[test]
fn a_receipt_is_mailed_to_a_proved_address_and_owed_elsewhere() {
    let care = with_complaints();
    let event = message("quiero poner una reclamación");
    let mut proved = arrival(&event);
    proved.receipt_to = Some("marta@example.com".to_owned());
    let customer = customer::Customer::new("c1".into());
    let change = receive::open(&care, "TI-1".into(), customer.clone(), &proved).unwrap();
    assert_eq!(change.thread.complaint.unwrap().receipt, Receipt::Mailed);
    let receipt = &change.notices[0];
    assert_eq!(receipt.kind, NoticeKind::Receipt);
    assert_eq!(
        receipt.to.route,
        config::Route::Email("marta@example.com".to_owned())
    );
    assert_eq!(
        receipt.complaint.as_ref().unwrap().answer_by,
        Some(madrid("2026-12-07 19:00"))
    );
    let change = receive::open(&care, "TI-1".into(), customer, &arrival(&event)).unwrap();
    assert!(change.notices.is_empty());
    let owed = change.thread;
    assert_eq!(owed.complaint.as_ref().unwrap().receipt, Receipt::Owed);
    let given = action::receipt_given(owed, "ana", monday()).unwrap().thread;
    assert_eq!(given.complaint.unwrap().receipt, Receipt::Given);
}

#[test]
fn a_thread_that_turns_out_to_be_a_complaint_becomes_one_from_its_beginning() {
    let (before, care) = (shop(), with_complaints());
    let thread = anas_thread(&before, monday());
    let now = madrid("2026-11-17 10:00");
    let change = action::recount(&care, thread, now).unwrap().unwrap();
    let legal = change.thread.legal.as_ref().unwrap();
    assert_eq!(legal.started_at, monday());
    let back = action::recount(&before, change.thread, now)
        .unwrap()
        .unwrap();
    assert_eq!((back.thread.legal, back.thread.complaint), (None, None));
    assert_eq!(back.judgements[0].of, ClockName::Legal);
}

#[test]
fn many_alarms_become_one_digest_with_the_most_overdue_first() {
    let care = always_there();
    let alarms: Vec<Notice> = (0..40)
        .flat_map(|minute| {
            let mut thread = anas_thread(&care, monday() - SignedDuration::from_mins(minute));
            thread.id = ThreadId::new(format!("TI-{minute:02}"));
            let change = swept(&care, thread, "2026-11-16 17:00");
            change
                .notices
                .into_iter()
                .filter(|notice| notice.to.agent.as_str() == "lucia")
        })
        .collect();
    assert!(alarms.iter().all(Notice::is_alarm));
    let digest = Notice::digest(alarms.clone()).unwrap();
    assert_eq!(
        (digest.kind, digest.together.len(), digest.more_together),
        (NoticeKind::Digest, 30, 10)
    );
    assert_eq!(digest.together[0].thread.as_str(), "TI-39");
    let mut turned = alarms;
    turned.reverse();
    assert_eq!(
        Notice::digest(turned).unwrap().id,
        digest.id,
        "the same alarms give the same digest"
    );
    assert!(Notice::digest(Vec::new()).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Whatever order of pauses: the open time that counts is what was promised.
    #[test]
    fn a_resolution_is_promised_its_whole_time_however_often_it_stands_still(
        gaps in prop::collection::vec((1_i64..2_000, 1_i64..2_000), 0..5),
    ) {
        let care = with_resolution();
        let thread = anas_thread(&care, monday());
        let mut clock: Clock = thread.resolution.clone().unwrap();
        let mut now = monday();
        for (runs, stands) in gaps {
            now += SignedDuration::from_mins(runs);
            if now >= clock.first_due() {
                break;
            }
            clock.pause(now);
            now += SignedDuration::from_mins(stands);
            clock.resume(&care, &thread, now).unwrap();
        }
        let calendar = &care.calendars["oficina"];
        let due = clock.first_due();
        let stood: SignedDuration = clock.pauses.iter()
            .map(|(from, to)| calendar.elapsed(*from, (*to).min(due)))
            .sum();
        prop_assert_eq!(calendar.elapsed(monday(), due) - stood, SignedDuration::from_hours(8));
    }

    /// A second count by the same configuration changes nothing, whatever fired before.
    #[test]
    fn counting_anew_by_the_same_configuration_changes_nothing(minutes in 0_i64..6_000) {
        let care = with_resolution();
        let now = monday() + SignedDuration::from_mins(minutes);
        let thread = anas_thread(&care, monday());
        let thread = step::fire_due(&care, thread.clone(), now).map_or(thread, |change| change.thread);
        prop_assert!(action::recount(&care, thread, now).unwrap().is_none());
    }
}
