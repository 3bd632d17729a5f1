//! Posts: mentions, replies, quotes, reposts, our own; edited and deleted ones. Objects of API v2 (Activity API) and of
//! v1.1 (Account Activity API) are read alike, field by field.

use domain::{ContactEvent, EventKind};
use serde_json::Value;

use crate::frame::{Frame, add_note, customer, note_time};
use crate::{media, wire};

/// Where the whole text stands; in `text` a long one is cut.
const TEXTS: [&str; 4] = [
    "/extended_tweet/full_text",
    "/note_tweet/text",
    "/full_text",
    "/text",
];

/// What a post says of itself.
#[derive(Debug)]
pub(crate) struct Post {
    pub(crate) id: String,
    author: Option<String>,
    conversation: Option<String>,
    parent: Option<String>,
    parent_author: Option<String>,
    quoted: Option<String>,
    reposted: Option<String>,
    /// The first id of an edited post: each edit is a post with an id of its own.
    edited: Option<String>,
}

impl Post {
    /// Reads a post; none without an id.
    pub(crate) fn of(post: &Value, includes: &Value) -> Option<Self> {
        let id = wire::id(post, "id")?;
        let parent = referenced(post, "replied_to")
            .or_else(|| wire::id(post, "in_reply_to_status_id"))
            .or_else(|| wire::id(post, "in_reply_to_tweet_id"));
        Some(Self {
            author: wire::id(post, "author_id").or_else(|| wire::id_at(post, "/user/id")),
            conversation: wire::id(post, "conversation_id"),
            parent_author: wire::id(post, "in_reply_to_user_id")
                .or_else(|| wire::id(included(includes, parent.as_deref()?)?, "author_id")),
            quoted: referenced(post, "quoted").or_else(|| wire::id(post, "quoted_status_id")),
            reposted: referenced(post, "retweeted")
                .or_else(|| wire::id_at(post, "/retweeted_status/id")),
            edited: first_of_history(post).filter(|first| *first != id),
            parent,
            id,
        })
    }

    /// The conversation, which is its first post. API v1.1 does not tell it: the post that is answered stands for it.
    pub(crate) fn thread(&self) -> String {
        let ids = [&self.conversation, &self.parent, &self.edited];
        let root = ids.into_iter().flatten().next().unwrap_or(&self.id);
        format!("xpost:{root}")
    }

    /// Who wrote it.
    pub(crate) fn author(&self) -> Option<&str> {
        self.author.as_deref()
    }

    fn kind(&self, is_ours: bool) -> EventKind {
        match (&self.edited, is_ours, &self.reposted) {
            (Some(_), _, _) => EventKind::Edit,
            (None, true, _) => EventKind::Echo,
            (None, false, Some(_)) => EventKind::Other,
            (None, false, None) => EventKind::Comment,
        }
    }

    /// The same post may be told several times, as a mention and as a reply: its id alone names it.
    fn key(&self, kind: EventKind) -> [&str; 2] {
        match kind {
            EventKind::Edit => ["edit", &self.id],
            EventKind::Other => ["repost", &self.id],
            _ => ["message", &self.id],
        }
    }

    fn notes(&self) -> impl Iterator<Item = String> {
        let repost = self
            .reposted
            .as_ref()
            .map(|id| format!("repost of post {id}"));
        let quote = self.quoted.as_ref().map(|id| format!("quotes post {id}"));
        repost.into_iter().chain(quote)
    }
}

/// A post.
///
/// # Errors
/// When it does not say its id, its author or for which account it is.
pub(crate) fn read(frame: &Frame<'_>, element: &Value) -> Result<ContactEvent, &'static str> {
    let account = frame.account()?;
    let post = Post::of(element, frame.includes).ok_or("a post without its id")?;
    let author = post.author().ok_or("a post without its author")?;
    let kind = post.kind(author == account);
    let mut event = frame.event(kind, &post.key(kind));
    event.public = true;
    event.contact_id = customer(account, author, post.parent_author.as_deref());
    event.sender_id = Some(author.to_owned());
    event.text = TEXTS.iter().find_map(|place| wire::text(element, place));
    event.timestamp = frame.instant(element);
    event.thread_key = Some(post.thread());
    event.attachments = media::of_post(element, frame.includes);
    event.attachments_count = u32::try_from(event.attachments.len()).unwrap_or(u32::MAX);
    for note in post.notes() {
        add_note(&mut event, &note);
    }
    if is_cut(element) {
        add_note(&mut event, "X has cut the text");
    }
    if frame.is_blocked && kind == EventKind::Comment {
        event.opens_thread = false;
        add_note(&mut event, "our account has blocked the author");
    }
    frame.people.describe(&mut event, &[element.get("user")]);
    note_time(&mut event);
    event.external_message_id = Some(post.id);
    event.target_message_id = post.edited;
    event.reply_to = post.parent;
    event.references = post
        .quoted
        .filter(|_| post.reposted.is_none())
        .into_iter()
        .collect();
    Ok(event)
}

/// A post that was deleted. Only its id and author are told.
///
/// # Errors
/// When it does not say which.
pub(crate) fn deleted(frame: &Frame<'_>, element: &Value) -> Result<ContactEvent, &'static str> {
    let status = element.get("status").unwrap_or(element);
    let id = wire::id(status, "id").ok_or("a deletion of no post")?;
    let author = wire::id(status, "author_id").or_else(|| wire::id(status, "user_id"));
    let mut event = frame.event(EventKind::Delete, &["delete", &id]);
    event.public = true;
    event.contact_id = author
        .clone()
        .filter(|author| frame.account.as_ref() != Some(author));
    event.sender_id = author;
    event.timestamp = frame.instant(element);
    event.external_message_id = Some(id.clone());
    event.target_message_id = Some(id);
    frame.people.describe(&mut event, &[]);
    Ok(event)
}

/// Whether the text is only a beginning, and the whole was not sent.
fn is_cut(post: &Value) -> bool {
    let mut of_whole = TEXTS.iter().filter(|place| **place != "/text");
    let has_whole = of_whole.any(|place| post.pointer(place).is_some_and(Value::is_string));
    post.get("truncated") == Some(&Value::Bool(true)) && !has_whole
}

fn referenced(post: &Value, kind: &str) -> Option<String> {
    wire::list(post, "/referenced_tweets")
        .find(|reference| wire::word(reference, "type") == kind)
        .and_then(|reference| wire::id(reference, "id"))
}

fn first_of_history(post: &Value) -> Option<String> {
    let lists = ["/edit_history_tweet_ids", "/edit_history/edit_tweet_ids"];
    let mut ids = lists.iter().flat_map(|list| wire::list(post, list));
    ids.next().and_then(Value::as_str).map(str::to_owned)
}

/// A post that X includes beside.
pub(crate) fn included<'a>(includes: &'a Value, id: &str) -> Option<&'a Value> {
    wire::list(includes, "/tweets").find(|post| wire::id(post, "id").as_deref() == Some(id))
}
