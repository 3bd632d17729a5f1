//! A notice as a Slack message.
//!
//! Blocks hold plain text only (`header`, `rich_text`, `context`), in which Slack looks for no marks, mentions or links:
//! there is nothing to escape in them and nothing to forget. Links are elements of their own, to our own address only. <https://docs.slack.dev/reference/block-kit/blocks/rich-text-block>

use delivery::slack::{Metadata, PostMessage, escape};
use domain::notice::{Notice, NoticeKind};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::Beside;
use super::clean::one_line;
use super::files::{FileLine, FileList};
use super::history::{Line, Section};
use super::view::View;

/// How our messages are known again.
const EVENT_TYPE: &str = "ventanilla_notice";
/// Characters of a header block at most (Block Kit reference, `header`).
const LONGEST_HEADER: usize = 150;
/// Bytes of all blocks: beyond some 13,000 characters Slack refuses a message (`msg_blocks_too_long`).
const LARGEST_BLOCKS: usize = 11_500;
/// Characters of what notifications show.
const LONGEST_TEXT: usize = 500;

/// The message that tells a notice at `now` in a channel or to a person (`channel`, Slack's id).
pub fn slack_message(
    notice: &Notice,
    beside: &Beside,
    channel: &str,
    now: Timestamp,
) -> PostMessage {
    // History takes what everything else leaves.
    let view = View::of(notice, beside, now, 0);
    let room = LARGEST_BLOCKS.saturating_sub(blocks(&view, notice.kind).to_string().len());
    let view = View::of(notice, beside, now, room);
    let metadata = Metadata::of_notice(EVENT_TYPE, &notice.id)
        .with("thread", notice.thread.as_str())
        .with("version", notice.version);
    PostMessage {
        channel: channel.to_owned(),
        text: summary(&view),
        blocks: blocks(&view, notice.kind),
        metadata,
    }
}

/// What notifications and screen readers say; the one text in which Slack looks for marks.
fn summary(view: &View) -> String {
    let deadline = view
        .deadline
        .as_ref()
        .map(|deadline| format!(" · {}", deadline.line))
        .unwrap_or_default();
    let text = format!(
        "{}: {} · {}{deadline}",
        view.headline, view.reference, view.title
    );
    escape(&one_line(&text, LONGEST_TEXT))
}

/// The header, what it says, whom it is for. Buttons have their place before the last.
fn blocks(view: &View, kind: NoticeKind) -> Value {
    let header = one_line(
        &format!("{} {} · {}", sign(kind), view.reference, view.title),
        LONGEST_HEADER,
    );
    let footer = format!("{} · {}", view.brand, view.footer);
    json!([
        { "type": "header", "text": plain(&header) },
        { "type": "rich_text", "elements": body(view) },
        { "type": "context", "elements": [plain(&footer)] },
    ])
}

fn body(view: &View) -> Vec<Value> {
    let instead_of = view.instead_of.as_deref();
    let mut opening: Vec<Value> = instead_of
        .map(|line| text(&format!("{line}\n")))
        .into_iter()
        .collect();
    opening.push(bold(&view.headline));
    if let Some(deadline) = &view.deadline {
        opening.extend([
            text("\n"),
            bold(&deadline.line),
            text(&format!(" ({})", deadline.distance)),
        ]);
    }
    let mut parts = vec![json!({ "type": "rich_text_section", "elements": opening })];
    if let Some(quote) = &view.quote {
        let words = text(&format!("{}\n— {}", quote.lines.join("\n"), quote.about));
        parts.push(json!({ "type": "rich_text_quote", "elements": [words] }));
    }
    if !view.facts.is_empty() {
        let fact = |(number, fact): (usize, &super::view::Fact)| {
            let start = if number == 0 { "" } else { "\n" };
            [bold(&format!("{start}{}: ", fact.label)), text(&fact.value)]
        };
        let facts: Vec<Value> = view.facts.iter().enumerate().flat_map(fact).collect();
        parts.push(json!({ "type": "rich_text_section", "elements": facts }));
    }
    if let Some(list) = &view.files {
        parts.extend(files(list));
    }
    parts.extend(view.sections.iter().flat_map(section));
    parts
}

/// A title, a list of what was said or is known, and what stands below it.
fn section(section: &Section) -> Vec<Value> {
    let title = section
        .title
        .map(|title| said(vec![bold(&format!("\n{title}:"))]));
    let mut parts: Vec<Value> = title.into_iter().collect();
    if !section.lines.is_empty() {
        let lines = section.lines.iter().map(|line| said(told(line)));
        let lines: Vec<Value> = lines.collect();
        parts.push(json!({ "type": "rich_text_list", "style": "bullet", "elements": lines }));
    }
    if !section.notes.is_empty() {
        let start = if section.title.is_some() { "" } else { "\n" };
        let notes = format!("{start}{}", section.notes.join("\n"));
        parts.push(said(vec![text(&notes)]));
    }
    parts
}

fn told(line: &Line) -> Vec<Value> {
    if line.text.is_empty() {
        return vec![text(&line.label)];
    }
    vec![bold(&format!("{}: ", line.label)), text(&line.text)]
}

fn said(elements: Vec<Value>) -> Value {
    json!({ "type": "rich_text_section", "elements": elements })
}

/// A title, a list, and what it leaves out. The addresses are ours; the names are text that Slack does not look into.
fn files(list: &FileList) -> Vec<Value> {
    let title = bold(&format!("\n{}:", list.title));
    let lines: Vec<Value> = list
        .files
        .iter()
        .map(|file| json!({ "type": "rich_text_section", "elements": line(file) }))
        .collect();
    let mut parts = vec![
        json!({ "type": "rich_text_section", "elements": [title] }),
        json!({ "type": "rich_text_list", "style": "bullet", "elements": lines }),
    ];
    let more = list.more.as_deref().map(text);
    parts.extend(more.map(|more| json!({ "type": "rich_text_section", "elements": [more] })));
    parts
}

fn line(file: &FileLine) -> Vec<Value> {
    let name = match &file.link {
        Some(link) => json!({ "type": "link", "url": link, "text": file.name }),
        None => text(&file.name),
    };
    let about = (!file.about.is_empty()).then(|| text(&format!(" ({})", file.about)));
    std::iter::once(name).chain(about).collect()
}

fn sign(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Assigned => "🟢",
        NoticeKind::FollowUp => "💬",
        NoticeKind::TakenOver => "⚪",
        NoticeKind::Reminder => "🟠",
        NoticeKind::Breached => "🔴",
        NoticeKind::AgentAbsent => "🚷",
        NoticeKind::Review => "🔎",
        NoticeKind::Digest => "🚨",
        NoticeKind::Withdrawn => "✅",
        NoticeKind::Receipt => "📄",
    }
}

/// `emoji: false` leaves `:names:` of emoji as they were written.
fn plain(text: &str) -> Value {
    json!({ "type": "plain_text", "text": text, "emoji": false })
}

fn text(text: &str) -> Value {
    json!({ "type": "text", "text": text })
}

fn bold(text: &str) -> Value {
    json!({ "type": "text", "text": text, "style": { "bold": true } })
}
