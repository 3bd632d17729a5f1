//! What each kind of notice looks like. The snapshots are the design: read them when they change.

use domain::notice::{Notice, NoticeKind};
use notifier::background::Background;
use notifier::render::{self, Beside};

use crate::notices::{
    assigned, at, breached, file, follow_up, in_english, links, notice, now, reminder,
};

pub(crate) fn shown(notice: &Notice) -> String {
    shown_with(notice, Background::default())
}

pub(crate) fn shown_with(notice: &Notice, background: Background) -> String {
    let beside = Beside {
        links: links(notice),
        background,
    };
    let mail = render::mail(notice, &beside, now()).unwrap();
    let slack = render::slack_message(notice, &beside, "C0CARE", now());
    let mut slack = serde_json::to_value(slack).unwrap();
    slack.sort_all_objects();
    let slack = serde_json::to_string_pretty(&slack).unwrap();
    let render::MailTexts {
        subject,
        text,
        html,
    } = mail;
    format!("Subject: {subject}\n\n{text}\n======== HTML\n{html}\n======== Slack\n{slack}\n")
}

#[test]
fn every_kind_in_both_languages() {
    let kinds = [
        ("assigned", assigned()),
        ("follow_up", follow_up()),
        ("taken_over", notice(NoticeKind::TakenOver)),
        ("reminder", reminder()),
        ("breached", breached()),
    ];
    for (name, notice) in kinds {
        insta::assert_snapshot!(format!("{name}_es"), shown(&notice));
        insta::assert_snapshot!(format!("{name}_en"), shown(&in_english(notice)));
    }
}

#[test]
fn the_subject_is_the_same_for_all_notices_of_a_thread() {
    let subject = |notice: &Notice, now| {
        render::mail(notice, &Beside::default(), now)
            .unwrap()
            .subject
    };
    for notice in [
        assigned(),
        follow_up(),
        notice(NoticeKind::TakenOver),
        reminder(),
        breached(),
    ] {
        let later = at("2026-12-24T23:00:00Z");
        assert_eq!(
            subject(&notice, now()),
            "[AL-483120] Cambio de talla · Marta G. · WhatsApp"
        );
        assert_eq!(subject(&notice, later), subject(&notice, now()));
    }
}

#[test]
fn an_answer_at_the_last_instant_is_still_in_time() {
    let text = |now| {
        render::mail(&assigned(), &Beside::default(), at(now))
            .unwrap()
            .text
    };
    assert!(
        text("2026-11-23T09:40:00Z")
            .contains("Responder antes de las 10:40 de hoy (queda menos de 1 min)")
    );
    assert!(
        text("2026-11-23T09:40:01Z")
            .contains("Había que responder antes de las 10:40 de hoy (caducó hace menos")
    );
    assert!(text("2026-11-23T10:45:00Z").contains("(caducó hace 1 h 5 min)"));
    assert!(text("2026-11-22T23:40:00Z").contains("(quedan 10 h)"));
    assert!(text("2026-11-22T22:40:00Z").contains("antes de las 10:40 de mañana"));
}

#[test]
fn a_reminder_that_comes_late_does_not_say_that_there_is_time() {
    let text = render::mail(&reminder(), &Beside::default(), at("2026-11-23T10:45:00Z"))
        .unwrap()
        .text;
    assert!(
        text.starts_with("El plazo ha vencido sin respuesta"),
        "{text}"
    );
    assert!(text.contains("responde cuanto antes"), "{text}");
}

#[test]
fn a_thread_that_nobody_has_asks_for_somebody() {
    let mut notice = breached();
    notice.promise.as_mut().unwrap().agent_name = None;
    let text = render::mail(&notice, &Beside::default(), now())
        .unwrap()
        .text;
    assert!(
        text.contains("La tiene: nadie todavía\nQué hacer: busca a alguien que responda ya."),
        "{text}"
    );
}

#[test]
fn a_promise_in_days_is_told_by_its_end() {
    let mut notice = breached();
    notice.promise.as_mut().unwrap().within = "15".to_owned();
    let text = render::mail(&notice, &Beside::default(), now())
        .unwrap()
        .text;
    assert!(
        text.contains("Había que responder antes de las 08:37 de hoy"),
        "{text}"
    );
    assert!(!text.contains("Prometido"), "{text}");
}

#[test]
fn what_is_not_known_leaves_no_gap() {
    let mut notice = notice(NoticeKind::Assigned);
    (notice.customer_name, notice.segment, notice.answer_before) = (None, None, None);
    (notice.excerpt, notice.attachments) = (String::new(), 0);
    notice.orders.clear();
    notice.topic.clear();
    notice.channel = "carrier-pigeon".into();
    let mail = render::mail(&notice, &Beside::default(), now()).unwrap();
    assert_eq!(mail.subject, "[AL-483120] Consulta · carrier-pigeon");
    insta::assert_snapshot!("nothing_known", mail.text);
}

#[test]
fn long_lists_are_cut_and_say_so() {
    let orders = (1..=40).map(|number| number.to_string()).collect();
    let text = render::mail(
        &Notice {
            orders,
            ..assigned()
        },
        &Beside::default(),
        now(),
    )
    .unwrap()
    .text;
    assert!(text.contains("Pedidos: 1, 2, 3, 4, 5 y 35 más\n"), "{text}");
}

#[test]
fn files_without_links_are_named_all_the_same() {
    let mut notice = assigned();
    notice.files.push(file("factura", None, None));
    let text = render::mail(&notice, &Beside::default(), now())
        .unwrap()
        .text;
    assert!(
        text.contains("\nArchivos:\n- pie derecho.jpg (imagen, 81 kB)\n- Archivo\n"),
        "{text}"
    );
    let html = render::mail(&notice, &Beside::default(), now())
        .unwrap()
        .html;
    assert!(!html.contains("<a "), "{html}");
}
