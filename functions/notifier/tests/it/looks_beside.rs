//! What stands beside a notice's own words, and the notices of threads that go from one to another.

use domain::held::HeldBecause;
use domain::notice::{Notice, NoticeKind};
use domain::reassign::Cause;
use notifier::background::{Background, CrmAnswer};
use notifier::render::{self, Beside};

use crate::backgrounds::*;
use crate::looks::{shown, shown_with};
use crate::notices::{assigned, at, file, in_english, notice, now};

fn text(notice: &Notice, background: Background) -> String {
    let beside = Beside {
        background,
        ..Beside::default()
    };
    render::mail(notice, &beside, now()).unwrap().text
}

fn taken_over(cause: Cause, to: Option<&str>) -> Notice {
    Notice {
        handed_over: Some(handed(cause, to)),
        ..notice(NoticeKind::TakenOver)
    }
}

fn held(because: HeldBecause) -> Notice {
    Notice {
        held: Some(because),
        answer_before: None,
        ..notice(NoticeKind::Review)
    }
}

fn spam() -> HeldBecause {
    HeldBecause::Spam {
        score: 97,
        reasons: vec!["bitcoin".to_owned(), "gana dinero".to_owned()],
    }
}

#[test]
fn a_thread_that_was_handed_over_shows_all_that_happened() {
    for (name, notice) in [("es", handed_over()), ("en", in_english(handed_over()))] {
        insta::assert_snapshot!(
            format!("handed_over_{name}"),
            shown_with(&notice, whole_timeline())
        );
    }
}

#[test]
fn another_channel_shows_what_was_said_on_the_first() {
    for (name, notice) in [
        ("es", channel_changed()),
        ("en", in_english(channel_changed())),
    ] {
        insta::assert_snapshot!(
            format!("channel_changed_{name}"),
            shown_with(&notice, everything())
        );
    }
}

#[test]
fn who_lost_a_thread_is_told_why() {
    insta::assert_snapshot!(
        "went_to_another_es",
        shown(&taken_over(Cause::OffShift, Some("Ana Ruiz")))
    );
    insta::assert_snapshot!(
        "back_in_the_line_en",
        shown(&in_english(taken_over(Cause::Leave, None)))
    );
    let text = text(&taken_over(Cause::Absent, None), Background::default());
    assert!(
        text.starts_with("Esta conversación ha vuelto a la lista de espera"),
        "{text}"
    );
}

#[test]
fn every_cause_reads_as_a_sentence_for_both() {
    let causes = [
        Cause::OfferMissed,
        Cause::WaitedLonger,
        Cause::Leave,
        Cause::Absent,
        Cause::Deactivated,
        Cause::OffShift,
        Cause::Topic,
        Cause::Operator,
    ];
    let line = |notice: &Notice, labels: [&str; 2]| {
        let text = text(notice, Background::default());
        let found = text
            .lines()
            .find(|line| labels.iter().any(|label| line.starts_with(label)));
        found.unwrap().to_owned()
    };
    let mut lines = Vec::new();
    for cause in causes {
        let got = Notice {
            handed_over: Some(handed(cause, None)),
            ..assigned()
        };
        let lost = taken_over(cause, None);
        for notice in [got.clone(), in_english(got)] {
            lines.push(line(&notice, ["Viene de", "Comes from"]));
        }
        for notice in [lost.clone(), in_english(lost)] {
            lines.push(line(&notice, ["Motivo", "Why"]));
        }
    }
    insta::assert_snapshot!("causes", lines.join("\n"));
}

#[test]
fn the_lead_is_told_who_does_not_respond() {
    insta::assert_snapshot!("agent_absent_es", shown(&agent_absent()));
    insta::assert_snapshot!("agent_absent_en", shown(&in_english(agent_absent())));
}

#[test]
fn the_lead_is_told_what_nobody_looked_at_and_opens_no_file_of_it() {
    let mut notice = held(spam());
    notice.files = vec![file("document", Some("factura.exe"), None)];
    insta::assert_snapshot!("review_es", shown(&notice));
    let incident = HeldBecause::Incident {
        incident: "ab12".to_owned(),
        count: 21,
        first: true,
    };
    insta::assert_snapshot!("incident_en", shown(&in_english(held(incident))));
}

#[test]
fn a_crm_that_is_down_is_one_line() {
    insta::assert_snapshot!("withheld_es", shown_with(&assigned(), withheld()));
}

#[test]
fn withheld_history_says_why_and_how_to_show_it() {
    let told = text(&assigned(), withheld());
    assert!(told.contains("quien escribe da otro nombre. Si es la misma persona: «ventanilla customer confirm AL-483120»"), "{told}");
    assert!(!told.contains("Ficha del cliente"), "{told}");
    assert!(
        told.contains("\n\nFicha del CRM no disponible\n\n"),
        "{told}"
    );
}

#[test]
fn an_unknown_customer_of_the_crm_is_one_line() {
    let mut background = Background {
        crm: CrmAnswer::Unknown,
        ..Background::default()
    };
    assert!(text(&assigned(), background.clone()).contains("El CRM no tiene ficha"));
    background.crm = CrmAnswer::NotAsked;
    assert!(!text(&assigned(), background).contains("CRM"));
}

#[test]
fn the_time_to_accept_is_not_told_once_it_is_over() {
    let text = |now| {
        render::mail(&handed_over(), &Beside::default(), at(now))
            .unwrap()
            .text
    };
    assert!(text("2026-11-23T09:02:00Z").contains("acéptala o responde antes de las 10:02 de hoy"));
    assert!(!text("2026-11-23T09:02:01Z").contains("acéptala"));
}

#[test]
fn a_calm_message_says_nothing_of_its_tone() {
    let mut notice = assigned();
    (notice.mood.anger, notice.mood.urgency) = (59, 59);
    assert!(!text(&notice, Background::default()).contains("Tono"));
    notice.mood.urgency = 60;
    assert!(text(&notice, Background::default()).contains("Tono: suena a urgencia\n"));
}

#[test]
fn what_was_not_counted_is_not_given_as_a_number() {
    let mut background = whole_timeline();
    background.history.as_mut().unwrap().counted = false;
    let text = text(&handed_over(), background);
    assert!(
        text.contains("y muchos más, anteriores: «ventanilla thread show AL-483120»"),
        "{text}"
    );
}

#[test]
fn long_lists_of_threads_are_cut_and_say_so() {
    let mut background = everything();
    let customer = background.customer.as_mut().unwrap();
    customer.open = vec![customer.open[0].clone(); 9];
    let text = text(&assigned(), background);
    assert!(
        text.contains("AL-500001 (Factura, e-mail) y 4 más\n"),
        "{text}"
    );
}
