//! What digests, alarms that are taken back, complaints and receipts look like.

use domain::config::KeptBy;
use domain::notice::Notice;
use notifier::render::{self, Beside, MailTexts};

use crate::looks::shown;
use crate::notices::{assigned, at, breached, in_english, now, reminder};
use crate::promises::{complaint, digest, kept_by, postponed, receipt, withdrawn};

fn mail(notice: &Notice) -> MailTexts {
    render::mail(notice, &Beside::default(), now()).unwrap()
}

fn for_neus(notice: Notice) -> Notice {
    let instead_of = Some("Neus Vidal".to_owned());
    Notice {
        instead_of,
        ..notice
    }
}

#[test]
fn every_kind_in_both_languages() {
    let kinds = [
        ("digest", digest()),
        ("withdrawn", withdrawn()),
        ("postponed", postponed()),
        ("complaint", complaint()),
        ("instead", for_neus(assigned())),
    ];
    for (name, notice) in kinds {
        for (language, notice) in [("es", notice.clone()), ("en", in_english(notice))] {
            let shown = shown(&notice);
            assert!(
                !shown.contains("UTC") && !mail(&notice).text.contains('%'),
                "{shown}"
            );
            insta::assert_snapshot!(format!("{name}_{language}"), shown);
        }
    }
}

#[test]
fn promises_of_other_kinds_have_words_of_their_own() {
    let kinds = [KeptBy::FollowUp, KeptBy::Resolution, KeptBy::Legal];
    let mut told = String::new();
    for kind in kinds {
        for notice in [reminder(), breached()] {
            let notice = kept_by(notice, kind);
            for notice in [notice.clone(), in_english(notice)] {
                told.push_str(&format!("======== {kind:?}\n{}\n", mail(&notice).text));
            }
        }
    }
    insta::assert_snapshot!("promises_of_other_kinds", told);
}

#[test]
fn a_receipt_is_formal_and_holds_nothing_of_ours() {
    for language in ["es", "en"] {
        let MailTexts {
            subject,
            text,
            html,
        } = mail(&receipt(language));
        let all = format!("Subject: {subject}\n\n{text}\n======== HTML\n{html}");
        for inner in ["Ventanilla", "Ana Ruiz", "WhatsApp", "UTC"] {
            assert!(!all.contains(inner), "{inner}: {all}");
        }
        assert!(!html.contains("<b>"), "{html}");
        insta::assert_snapshot!(format!("receipt_{language}"), all);
    }
    let catalan = mail(&receipt("ca")).subject;
    assert_eq!(catalan, "[AL-483120] Hemos recibido su reclamación");
}

#[test]
fn a_term_that_ends_at_midnight_ends_the_day_before() {
    let mut notice = receipt("es");
    let mut answered_by = |when: &str| {
        notice.complaint.as_mut().unwrap().answer_by = Some(at(when));
        mail(&notice).text
    };
    for when in ["2026-12-14T23:00:00Z", "2026-12-14T08:40:00Z"] {
        let text = answered_by(when);
        assert!(
            text.contains("a más tardar el lunes 14 de diciembre de 2026"),
            "{text}"
        );
    }
    notice.complaint = None;
    let text = mail(&notice).text;
    assert!(
        text.contains("respuesta motivada en el plazo legal"),
        "{text}"
    );
}

#[test]
fn the_subject_of_digests_is_the_same_for_a_recipient_whatever_they_tell() {
    assert_eq!(mail(&digest()).subject, "[Ventanilla] Varios avisos en uno");
    let mut other = digest();
    other.together.pop();
    other.thread = "AL-1".into();
    assert_eq!(mail(&other).subject, mail(&digest()).subject);
}

#[test]
fn a_long_digest_fits_into_slack_and_says_how_many_it_leaves_out() {
    let mut notice = digest();
    let line = notice.together[0].clone();
    notice.together = vec![line; 200];
    let slack = render::slack_message(&notice, &Beside::default(), "C0CARE", now());
    let blocks = slack.blocks.to_string();
    assert!(blocks.len() <= 12_000, "{}", blocks.len());
    let shown = blocks.matches("AL-483120").count();
    assert!(shown > 10, "{shown}");
    assert!(
        blocks.contains(&format!("y {} más", 204 - shown)),
        "{blocks}"
    );
    assert!(mail(&notice).text.contains("y 4 más"));
}
