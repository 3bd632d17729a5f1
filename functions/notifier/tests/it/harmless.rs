//! Whatever a customer writes stays a customer's words.

use domain::notice::{Notice, NoticeKind};
use notifier::render;
use proptest::prelude::*;
use serde_json::Value;

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

#[test]
fn html_shows_marks_instead_of_obeying_them() {
    let html = render::mail(&hostile(), &[], now()).unwrap().html;
    assert!(
        !html.contains("<script") && !html.contains("<b>") && !html.contains("<!channel"),
        "{html}"
    );
    assert!(html.contains("&#60;script&#62;"), "{html}");
}

#[test]
fn a_customers_line_cannot_pass_for_one_of_ours() {
    let text = render::mail(&hostile(), &[], now()).unwrap().text;
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
    let message = render::slack_message(&hostile(), &links, "C1", now());
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
    let texts = render::mail(&notice, &links(&notice), now()).unwrap();
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
    let message = render::slack_message(&notice, &[], "C1", now());
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
        notice.excerpt = excerpt;
        notice.channel = channel.as_str().into();
        notice.zone = zone;
        let now = jiff::Timestamp::from_second(seconds).unwrap();
        let subject = render::mail(&notice, &[], now).unwrap().subject;
        prop_assert!(!subject.chars().any(char::is_control));
        prop_assert!(subject.chars().count() <= 200);
        let message = render::slack_message(&notice, &[], "C1", now);
        let header = message.blocks[0]["text"]["text"].as_str().unwrap();
        prop_assert!((1..=150).contains(&header.chars().count()));
        prop_assert!(!message.blocks.to_string().contains("\"text\":\"\""), "an empty text is refused by Slack");
    }
}
