//! A change of the feed: what it is about, what was done, by whom, in which conversation.

use domain::{ContactEvent, EventKind};
use meta::{Frame, wire};
use serde_json::Value;

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// A comment, or an answer to one.
    Comment,
    /// A post: of the page, or of a visitor.
    Post,
    /// A review or recommendation.
    Review,
    /// A reaction, or the like of old.
    Reaction,
    /// Anything else: events, milestones, what does not exist yet.
    Unknown,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    /// It is new.
    Add,
    /// It was changed.
    Edit,
    /// It was taken back.
    Remove,
    /// Hidden, shown, blocked …: nothing that somebody wrote.
    Other,
}

/// A change with what is known of it.
#[derive(Clone, Debug)]
pub(crate) struct Story<'a> {
    pub(crate) field: &'a str,
    pub(crate) value: &'a Value,
    pub(crate) item: Item,
    pub(crate) verb: Verb,
    author: Option<String>,
    author_name: Option<String>,
    is_ours: bool,
}

impl<'a> Story<'a> {
    pub(crate) fn of(frame: &Frame<'_>, field: &'a str, value: &'a Value) -> Self {
        let from = value.get("from").unwrap_or(&Value::Null);
        let author = wire::id_among(from, &["id"])
            .or_else(|| wire::id_among(value, &["sender_id", "reviewer_id"]));
        let author_name = wire::id_among(from, &["name"])
            .or_else(|| wire::id_among(value, &["sender_name", "reviewer_name"]));
        Self {
            field,
            value,
            item: item_of(value),
            verb: verb_of(value),
            is_ours: author.as_deref() == Some(frame.account()),
            author,
            author_name,
        }
    }

    /// What a change of something written is for us. A mention is somebody else's, whoever that is.
    pub(crate) fn kind(&self) -> EventKind {
        match self.verb {
            Verb::Add if self.is_ours => EventKind::Echo,
            Verb::Add => EventKind::Comment,
            Verb::Edit => EventKind::Edit,
            Verb::Remove => EventKind::Delete,
            Verb::Other => EventKind::Other,
        }
    }

    /// Meta's word for what was done.
    pub(crate) fn verb_word(&self) -> &'a str {
        wire::word(self.value, "verb")
    }

    /// The id of what it is about; of a reaction, of what was reacted to.
    pub(crate) fn id(&self) -> Option<String> {
        let names: &[&str] = match self.item {
            Item::Comment => &["comment_id"],
            Item::Post => &["post_id", "photo_id", "video_id", "share_id", "album_id"],
            Item::Review => &["open_graph_story_id", "post_id"],
            Item::Reaction => &["comment_id", "post_id"],
            Item::Unknown => &[],
        };
        wire::id_among(self.value, names)
    }

    /// The post under which it happened.
    pub(crate) fn post(&self) -> Option<String> {
        wire::id_among(self.value, &["post_id"])
    }

    /// The comment that a comment is below; none for one on the post itself.
    fn parent_comment(&self) -> Option<String> {
        let comment = wire::id_among(self.value, &["comment_id"])?;
        let parent = wire::id_among(self.value, &["parent_id"])?;
        let is_comment = self.post().is_none_or(|post| post != parent) && parent != comment;
        is_comment.then_some(parent)
    }

    /// What a comment answers: the comment it is below, else the post. Facebook writes the post of a review as
    /// `{reviewer}_{review}`, and the review itself without its reviewer.
    pub(crate) fn answered(&self) -> Option<String> {
        if self.item != Item::Comment {
            return None;
        }
        let post = || match (self.field, self.post()?) {
            ("ratings", post) => post.rsplit('_').next().map(str::to_owned),
            (_, post) => Some(post),
        };
        self.parent_comment().or_else(post)
    }

    /// When it happened, in seconds: of a change when it was changed, as far as Facebook says so.
    pub(crate) fn time(&self) -> Option<i64> {
        let edited = wire::number(self.value, "edited_time").filter(|_| self.verb == Verb::Edit);
        edited.or_else(|| wire::number(self.value, "created_time"))
    }

    /// The author's id, for keys; empty where nobody is named.
    pub(crate) fn author(&self) -> &str {
        self.author.as_deref().unwrap_or_default()
    }

    /// Writes down who it is from and in which conversation: that of a comment is with the comment on the post, which
    /// it answers or is; that of a post with the post. What our page itself does names no customer.
    pub(crate) fn place(&self, event: &mut ContactEvent, frame: &Frame<'_>) {
        event.public = true;
        event.sender_id = self.author.clone();
        let root = self.parent_comment().or_else(|| self.id());
        let root = root.or_else(|| self.post());
        event.thread_key = root.map(|root| frame.thread("fbc", &root));
        if self.is_ours {
            return;
        }
        event.sender_name = self.author_name.clone();
        event.contact_id = self.author.clone();
    }
}

fn item_of(value: &Value) -> Item {
    let has = |name| value.get(name).is_some();
    match wire::word(value, "item") {
        "comment" => Item::Comment,
        "post" | "status" | "photo" | "video" | "share" | "link" | "note" | "album" => Item::Post,
        "rating" => Item::Review,
        "reaction" | "like" => Item::Reaction,
        "" if has("comment_id") => Item::Comment,
        "" if has("review_text") => Item::Review,
        "" if has("post_id") => Item::Post,
        _ => Item::Unknown,
    }
}

fn verb_of(value: &Value) -> Verb {
    match wire::word(value, "verb") {
        "add" | "" => Verb::Add,
        "edited" | "edit" | "update" => Verb::Edit,
        "remove" | "delete" => Verb::Remove,
        _ => Verb::Other,
    }
}
