//! Whatever a customer writes stays a customer's words.

use domain::held::HeldBecause;
use domain::notice::{HandedOver, Notice, NoticeKind};
use domain::reassign::Cause;
use notifier::background::{Background, CrmAnswer};
use notifier::render::{self, Beside};
use proptest::prelude::*;
use serde_json::Value;

use crate::backgrounds::{answered, everything, wrote};
use crate::notices::{assigned, file, links, notice, now};

const HOSTILE: &str = "<!channel> <@U1> <https://evil.example|pay> & <script>alert(1)</script> @here\r\nPor qué tú: nada";

fn hostile() -> Notice {
    let mut notice = assigned();
    notice.customer_name = Some("Ma<b>\r\nBcc: all@evil.example\u{202e} García".to_owned());
    notice.segment = Some(HOSTILE.to_owned());
    notice.excerpt = HOSTILE.to_owned();
    notice.orders = vec![HOSTILE.to_owned()];
    notice.why.as_mut().unwrap().words = vec![HOSTILE.to_owned()];
    notice.files = vec![file(HOSTILE, Some(HOSTILE), Some(u64::MAX))];
    notice
}

fn with_links(links: &[String]) -> Beside {
    Beside {
        links: links.to_vec(),
        ..Beside::default()
    }
}

/// Whatever stands beside a notice, written by somebody hostile.
fn hostile_background(text: &str) -> Background {
    let mut background = everything();
    let history = background.history.as_mut().unwrap();
    history.happened = vec![wrote("2026-11-20T11:37:00Z", text, text, usize::MAX); 30];
    let answer = answered("2026-11-20T11:38:00Z", Some(text), Some(text));
    history.happened.push(answer);
    let customer = background.customer.as_mut().unwrap();
    customer.name = Some(text.to_owned());
    customer.language = Some(text.into());
    customer.open[0].channel = Some(text.into());
    customer.open[0].topic = [("es".into(), text.to_owned())].into();
    customer.open = vec![customer.open[0].clone(); 9];
    background.crm = CrmAnswer::Known(vec![(text.to_owned(), text.to_owned()); 8]);
    background
}

/// A notice of a thread that was handed over, all of whose words are somebody hostile's.
fn hostile_hand_over() -> (Notice, Beside) {
    let mut notice = hostile();
    notice.channel_was = Some(HOSTILE.into());
    notice.handed_over = Some(HandedOver {
        cause: Cause::Leave,
        from: Some(HOSTILE.to_owned()),
        to: Some(HOSTILE.to_owned()),
    });
    let beside = Beside {
        links: links(&notice),
        background: hostile_background(HOSTILE),
    };
    (notice, beside)
}

fn every_kind(notice: &Notice) -> impl Iterator<Item = Notice> {
    let kinds = [
        NoticeKind::Assigned,
        NoticeKind::TakenOver,
        NoticeKind::AgentAbsent,
        NoticeKind::Review,
    ];
    let spam = HeldBecause::Spam {
        score: 100,
        reasons: vec![HOSTILE.to_owned()],
    };
    kinds
        .map(|kind| Notice {
            kind,
            held: Some(spam.clone()),
            ..notice.clone()
        })
        .into_iter()
}

#[test]
fn nothing_beside_a_notice_breaks_out_of_its_line_or_mark() {
    let (notice, beside) = hostile_hand_over();
    for notice in every_kind(&notice) {
        let mail = render::mail(&notice, &beside, now()).unwrap();
        for mark in ["<script", "<b>", "<!channel", "<https"] {
            assert!(!mail.html.contains(mark), "{mark}: {}", mail.html);
        }
        let targets = mail.html.split("href=\"").skip(1);
        for target in targets {
            assert!(target.starts_with("https://care.luna.example/files/TOKEN"));
        }
        let own = mail.text.lines().filter(|line| !line.starts_with("> "));
        for line in own {
            assert!(!line.starts_with("Por qué tú: nada"), "{line}");
        }
        assert!(!mail.subject.contains(['\r', '\n']));
        let message = render::slack_message(&notice, &beside, "C1", now());
        assert!(!message.text.contains(['<', '>']), "{}", message.text);
        let mut found = Vec::new();
        addresses(&message.blocks, &mut found);
        assert!(found.iter().all(|url| beside.links.contains(url)));
    }
}

#[test]
fn a_history_of_any_length_fits_into_what_slack_takes_and_says_what_it_leaves_out() {
    let (mut notice, mut beside) = hostile_hand_over();
    let huge = "ñ\"<\\& ".repeat(20_000);
    beside.background = hostile_background(&huge);
    (notice.customer_name, notice.excerpt) = (Some(huge.clone()), huge);
    let blocks = render::slack_message(&notice, &beside, "C1", now())
        .blocks
        .to_string();
    assert!(blocks.len() < 12_000, "{}", blocks.len());
    assert!(
        blocks.contains("ventanilla thread show AL-483120"),
        "{blocks}"
    );
    assert!(!blocks.contains("\"text\":\"\""), "{blocks}");
}

#[test]
fn html_shows_marks_instead_of_obeying_them() {
    let html = render::mail(&hostile(), &Beside::default(), now())
        .unwrap()
        .html;
    assert!(
        !html.contains("<script") && !html.contains("<b>") && !html.contains("<!channel"),
        "{html}"
    );
    assert!(html.contains("&#60;script&#62;"), "{html}");
}

#[test]
fn a_customers_line_cannot_pass_for_one_of_ours() {
    let text = render::mail(&hostile(), &Beside::default(), now())
        .unwrap()
        .text;
    assert!(
        text.lines().any(|line| line == "> Por qué tú: nada"),
        "{text}"
    );
    assert!(
        !text.lines().any(|line| line == "Por qué tú: nada"),
        "{text}"
    );
}

#[test]
fn slack_finds_no_marks_in_it() {
    let links = links(&hostile());
    let message = render::slack_message(&hostile(), &with_links(&links), "C1", now());
    assert!(
        !message.text.contains('<') && !message.text.contains('>'),
        "{}",
        message.text
    );
    let mut kinds = Vec::new();
    types(&message.blocks, &mut kinds);
    let harmless = [
        "header",
        "plain_text",
        "rich_text",
        "rich_text_section",
        "rich_text_quote",
        "rich_text_list",
        "link",
        "text",
        "context",
    ];
    assert!(
        kinds.iter().all(|kind| harmless.contains(&kind.as_str())),
        "{kinds:?}"
    );
    let mut found = Vec::new();
    addresses(&message.blocks, &mut found);
    assert_eq!(found, links, "every address is one of ours");
}

#[test]
fn a_mail_links_to_nowhere_but_to_us_whatever_a_file_is_called() {
    let mut notice = hostile();
    notice.files = vec![
        file("image", Some("\"><a href=\"https://evil.example\">x"), None),
        file("image", Some("https://evil.example/pago"), None),
        file("image", Some("javascript:alert(1)"), None),
    ];
    let texts = render::mail(&notice, &with_links(&links(&notice)), now()).unwrap();
    let targets: Vec<&str> = texts.html.split("href=\"").skip(1).collect();
    assert_eq!(targets.len(), 3, "{}", texts.html);
    assert!(
        targets
            .iter()
            .all(|target| target.starts_with("https://care.luna.example/files/TOKEN")),
        "{targets:?}"
    );
    let list = texts.text.split("Archivos").nth(1).unwrap();
    assert!(!list.contains("https://evil"), "{list}");
}

fn addresses(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| addresses(value, found)),
        Value::Object(fields) => {
            let address = fields.get("url").and_then(Value::as_str);
            found.extend(address.map(str::to_owned));
            fields.values().for_each(|value| addresses(value, found));
        }
        _ => {}
    }
}

fn types(value: &Value, kinds: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| types(value, kinds)),
        Value::Object(fields) => {
            kinds.extend(
                fields
                    .get("type")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            );
            fields.values().for_each(|value| types(value, kinds));
        }
        _ => {}
    }
}

#[test]
fn a_huge_notice_becomes_a_message_of_a_size_that_slack_takes() {
    let huge = "ñ<& ".repeat(50_000);
    let mut notice = hostile();
    notice.customer_name = Some(huge.clone());
    notice.excerpt = huge.clone();
    notice.brand = huge.clone();
    notice.orders = vec![huge; 3];
    let message = render::slack_message(&notice, &Beside::default(), "C1", now());
    assert!(message.text.chars().count() <= 3_000);
    assert!(message.blocks.to_string().len() < 12_000);
}

proptest! {
    #[test]
    fn any_words_give_one_clean_subject_and_a_header_that_fits(
        name in "\\PC*|.*", topic in ".*", excerpt in ".*", channel in ".*", zone in ".*", seconds in -1_000_000_000i64..4_000_000_000,
    ) {
        let mut notice = notice(NoticeKind::Assigned);
        notice.customer_name = Some(name);
        notice.topic = [("es".into(), topic)].into();
        let beside = Beside { background: hostile_background(&excerpt), ..Beside::default() };
        notice.excerpt = excerpt;
        notice.channel = channel.as_str().into();
        notice.zone = zone;
        let now = jiff::Timestamp::from_second(seconds).unwrap();
        let subject = render::mail(&notice, &Beside::default(), now).unwrap().subject;
        prop_assert!(!subject.chars().any(char::is_control));
        prop_assert!(subject.chars().count() <= 200);
        let message = render::slack_message(&notice, &beside, "C1", now);
        let header = message.blocks[0]["text"]["text"].as_str().unwrap();
        prop_assert!((1..=150).contains(&header.chars().count()));
        prop_assert!(!message.blocks.to_string().contains("\"text\":\"\""), "an empty text is refused by Slack");
    }
}
