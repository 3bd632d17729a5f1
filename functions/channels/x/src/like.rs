//! Likes, of our posts and by us.

use domain::{ContactEvent, EventKind};
use serde_json::Value;

use crate::frame::{Frame, add_note, customer};
use crate::people::Person;
use crate::post::{Post, included};
use crate::wire;

/// Who liked which post.
struct Like<'l> {
    liker: Option<String>,
    target: String,
    author: Option<String>,
    thread: String,
    element: &'l Value,
}

/// A like as the Activity API tells it. It names the post's author and not who liked it: that is our account, unless
/// the post is ours.
///
/// # Errors
/// When it does not say which post, or for which account it is.
pub(crate) fn read(frame: &Frame<'_>, element: &Value) -> Result<ContactEvent, &'static str> {
    let account = frame.account()?;
    let target = wire::id(element, "liked_tweet_id").ok_or("a like of no post")?;
    let author = wire::id(element, "liked_tweet_author_id");
    let named = wire::id(element, "user_id").or_else(|| wire::id(element, "liking_user_id"));
    let liker = if author.as_deref() == Some(account) {
        named.or_else(|| frame.people.only_other_than(account).map(str::to_owned))
    } else {
        named.or_else(|| Some(account.to_owned()))
    };
    let post = included(frame.includes, &target).and_then(|post| Post::of(post, frame.includes));
    let like = Like {
        liker,
        thread: post.map_or_else(|| format!("xpost:{target}"), |post| post.thread()),
        target,
        author,
        element,
    };
    let mut event = event(frame, account, like);
    frame.people.describe(&mut event, &[]);
    Ok(event)
}

/// A like taken back, which is not documented yet.
///
/// # Errors
/// As [`read`].
pub(crate) fn removed(
    frame: &Frame<'_>,
    kind: &str,
    element: &Value,
) -> Result<ContactEvent, &'static str> {
    let mut event = read(frame, element)?;
    let key = ["reaction", kind, &frame.name_of(element)];
    event.event_key = frame.event(EventKind::Reaction, &key).event_key;
    add_note(&mut event, "reaction removed");
    Ok(event)
}

/// A like as the Account Activity API tells it, with the whole post and who liked it.
///
/// # Errors
/// When it does not say which post, or for which account it is.
pub(crate) fn favourite(frame: &Frame<'_>, element: &Value) -> Result<ContactEvent, &'static str> {
    let account = frame.account()?;
    let status = element.get("favorited_status").unwrap_or(&Value::Null);
    let post = Post::of(status, frame.includes).ok_or("a like of no post")?;
    let user = element.get("user");
    let like = Like {
        liker: user.and_then(|user| Person::of(user).id().map(str::to_owned)),
        author: post.author().map(str::to_owned),
        thread: post.thread(),
        target: post.id,
        element,
    };
    let mut event = event(frame, account, like);
    frame
        .people
        .describe(&mut event, &[user, status.get("user")]);
    Ok(event)
}

fn event(frame: &Frame<'_>, account: &str, like: Like<'_>) -> ContactEvent {
    let id = wire::id(like.element, "id");
    let name = id.clone().unwrap_or_else(|| frame.name_of(like.element));
    let mut event = frame.event(EventKind::Reaction, &["reaction", &name]);
    event.public = true;
    event.timestamp = frame.instant(like.element);
    event.thread_key = Some(like.thread);
    event.contact_id = match &like.liker {
        Some(liker) => customer(account, liker, like.author.as_deref()),
        None => None,
    };
    event.sender_id = like.liker;
    event.external_message_id = id.or_else(|| Some(like.target.clone()));
    event.target_message_id = Some(like.target);
    event
}
