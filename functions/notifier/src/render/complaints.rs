//! What is said of complaints: to agents as facts, to the customer as a receipt.

use askama::Template;
use domain::notice::Notice;
use jiff::{SignedDuration, Timestamp};

use super::clean::{lines, one_line};
use super::time::Wall;
use super::view::Fact;
use super::words::{Label, Words, words_in};
use super::writer::{Writer, shown_reference};
use super::{MailTexts, RenderError};

/// Characters of the customer's own words in their receipt.
const LONGEST_EXCERPT: usize = 2_000;

impl Writer<'_> {
    /// What the law asks for where it is a complaint.
    pub(super) fn complaint(&self) -> Vec<Fact> {
        let Some(complaint) = &self.notice.complaint else {
            return Vec::new();
        };
        let words = self.words;
        let before = complaint.answer_by.map(|at| self.moment(at));
        let answer = words.reasoned_answer(before.as_deref());
        let mut facts = vec![self.fact(Label::Complaint, answer)];
        if complaint.receipt_is_ours_to_send {
            let received = date_and_time(words, &self.wall, complaint.received_at);
            let receipt = words.send_the_receipt(&self.reference(), &received);
            facts.push(self.fact(Label::Receipt, receipt));
        }
        facts
    }
}

/// A receipt in words. Clean, but escaped for no format.
#[derive(Debug)]
struct Receipt {
    language: &'static str,
    headline: &'static str,
    brand: String,
    rows: Vec<(&'static str, String)>,
    your_words: &'static str,
    excerpt: Vec<String>,
    body: Option<Body>,
    closing: [&'static str; 2],
}

/// Who settles disputes.
#[derive(Debug)]
struct Body {
    sentence: String,
    url: String,
}

#[derive(Template)]
#[template(path = "receipt.txt")]
struct Text<'r> {
    receipt: &'r Receipt,
}

#[derive(Template)]
#[template(path = "receipt.html")]
struct Html<'r> {
    receipt: &'r Receipt,
}

/// The mail to a customer that their complaint was received, at `now`.
pub(super) fn receipt(notice: &Notice, now: Timestamp) -> Result<MailTexts, RenderError> {
    let words = words_in(&notice.to.language);
    let receipt = Receipt::of(notice, words, &Wall::new(&notice.zone, now));
    let reference = shown_reference(&notice.thread);
    Ok(MailTexts {
        subject: format!("[{reference}] {}", receipt.headline),
        text: Text { receipt: &receipt }.render()?,
        html: Html { receipt: &receipt }.render()?,
    })
}

impl Receipt {
    fn of(notice: &Notice, words: &'static dyn Words, wall: &Wall) -> Self {
        let complaint = notice.complaint.as_ref();
        let received = complaint.map_or(notice.wrote_at, |complaint| complaint.received_at);
        let answer_by = complaint.and_then(|complaint| complaint.answer_by);
        let answer = match answer_by {
            Some(at) => words.answered_by(&words.long_date(last_day(wall, at))),
            None => words.answered_in_time().to_owned(),
        };
        let body = complaint.and_then(|complaint| complaint.dispute_body.as_ref());
        Self {
            language: words.code(),
            headline: words.received_your_complaint(),
            brand: one_line(&notice.brand, 60),
            rows: vec![
                (words.reference_label(), shown_reference(&notice.thread)),
                (words.received_label(), date_and_time(words, wall, received)),
                (words.answer_label(), answer),
            ],
            your_words: words.your_words(),
            excerpt: lines(&notice.excerpt, LONGEST_EXCERPT),
            body: body.map(|body| Body {
                sentence: words.dispute_body(&one_line(&body.name, 120), body.adheres),
                url: one_line(&body.url, 300),
            }),
            closing: [words.this_is_proof(), words.how_to_add()],
        }
    }
}

/// The last day on which an answer is in time: of a term that ends at midnight the day before.
fn last_day(wall: &Wall, at: Timestamp) -> jiff::civil::Date {
    let before = at.checked_sub(SignedDuration::from_secs(1));
    wall.date(before.unwrap_or(at))
}

fn date_and_time(words: &dyn Words, wall: &Wall, at: Timestamp) -> String {
    let date = words.long_date(wall.date(at));
    format!("{date}, {}", wall.moment(at).clock)
}
