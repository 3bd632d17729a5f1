//! What a notice looks like: pure, the same notice at the same instant always gives the same.

mod clean;
mod complaints;
mod files;
mod history;
mod passing_on;
mod promises;
mod slack;
mod time;
mod view;
mod words;
mod writer;

use askama::Template;
use domain::notice::{Notice, NoticeKind};
use jiff::Timestamp;

use crate::background::Background;
pub(crate) use clean::one_line;
pub use slack::slack_message;
use view::View;

/// A mail's texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailTexts {
    /// The subject: one line, without control characters. Equal for all notices of a thread to one recipient as long as
    /// topic, customer's name and channel stay, so that mail programs keep them together.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// A notice could not be put into its form.
#[derive(Debug, thiserror::Error)]
#[error("the notice could not be put into its form")]
pub struct RenderError(#[from] askama::Error);

#[derive(Template)]
#[template(path = "notice.txt")]
struct Text<'v> {
    view: &'v View,
}

#[derive(Template)]
#[template(path = "notice.html")]
struct Html<'v> {
    view: &'v View,
}

/// What stands beside a notice's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// What opens the notice's files, in their order; without them files are named only.
    pub links: Vec<String>,
    /// What was said before, and what is known of the customer.
    pub background: Background,
}

/// The mail that tells a notice at `now`.
///
/// # Errors
/// When a template fails, which no notice makes it do.
pub fn mail(notice: &Notice, beside: &Beside, now: Timestamp) -> Result<MailTexts, RenderError> {
    if notice.kind == NoticeKind::Receipt {
        return complaints::receipt(notice, now);
    }
    let view = View::of(notice, beside, now, usize::MAX);
    Ok(MailTexts {
        subject: view.subject(),
        text: Text { view: &view }.render()?,
        html: Html { view: &view }.render()?,
    })
}
