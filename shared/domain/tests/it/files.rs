//! Which files an agent is told of.

use domain::event::Attachment;
use domain::notice::Notice;
use domain::receive::{assign, join};
use domain::routing::decide;
use domain::step::fire_due;
use domain::{Care, ContactEvent, EventKey, Thread};
use jiff::{SignedDuration, Timestamp};

use crate::builders::{Edit, anas_thread, arrival, message, monday, need, only, opening, shop};

fn with_files(text: &str, at: Timestamp, count: usize) -> ContactEvent {
    let file = |number: usize| Attachment {
        kind: "image".to_owned(),
        name: Some(format!("{text} {number}")),
        ..Attachment::default()
    };
    let event = message(text)
        .posted(at)
        .files(u32::try_from(count).unwrap());
    ContactEvent {
        event_key: EventKey::of(&event.channel, &["message", text]),
        attachments: (0..count).map(file).collect(),
        ..event
    }
}

fn after(minutes: i64) -> Timestamp {
    monday() + SignedDuration::from_mins(minutes)
}

/// The thread after a message, and what its agent is told of.
fn joined(care: &Care, thread: Thread, event: &ContactEvent) -> (Thread, Vec<Notice>) {
    let change = join(care, thread, &arrival(event), event.received_at).unwrap();
    (change.thread, change.notices)
}

fn names(notice: &Notice) -> Vec<&str> {
    let files = notice.files.iter();
    files.map(|file| file.name.as_deref().unwrap()).collect()
}

#[test]
fn who_gets_a_thread_is_told_of_its_files() {
    let care = shop();
    let event = with_files("foto", monday(), 2);
    let mut change = opening(&care, &event);
    let decision = decide(&care, &need(&care), &only("ana"), monday());
    assign(&care, &mut change, decision, "message", monday());
    let notice = &change.notices[0];
    assert_eq!(names(notice), ["foto 0", "foto 1"]);
    assert_eq!((notice.files[1].index, notice.more_files), (1, 0));
    assert_eq!(notice.files[1].event_key, event.event_key);
    assert_eq!(change.thread.untold_files, 0);
}

#[test]
fn who_gets_a_thread_out_of_the_waiting_line_is_told_of_files_that_came_long_before() {
    let care = shop();
    let mut change = opening(&care, &with_files("foto", monday(), 1));
    let nobody = decide(&care, &need(&care), &only("nobody"), monday());
    assign(&care, &mut change, nobody, "message", monday());
    let mut later = domain::change::Change::of(change.thread);
    let ana = decide(&care, &need(&care), &only("ana"), after(60));
    assign(&care, &mut later, ana, "waiting_line", after(60));
    assert_eq!(names(&later.notices[0]), ["foto 0"]);
}

#[test]
fn a_follow_up_tells_of_the_new_files_alone() {
    let care = shop();
    let thread = anas_thread(&care, monday());
    let (thread, notices) = joined(&care, thread, &with_files("una", after(5), 1));
    assert_eq!(names(&notices[0]), ["una 0"]);
    let (thread, notices) = joined(&care, thread, &with_files("otra", after(10), 2));
    assert_eq!(names(&notices[0]), ["otra 0", "otra 1"]);
    let (_, notices) = joined(&care, thread, &message("¿y bien?").posted(after(15)));
    assert!(notices[0].files.is_empty());
}

#[test]
fn files_of_messages_that_are_told_together_are_told_together() {
    let care = shop();
    let thread = anas_thread(&care, monday());
    let (thread, notices) = joined(&care, thread, &with_files("una", after(1), 1));
    assert!(
        notices.is_empty(),
        "she was told of the thread a minute ago"
    );
    let (thread, _) = joined(&care, thread, &with_files("otra", after(2), 1));
    let change = fire_due(&care, thread, after(3)).unwrap();
    assert_eq!(names(&change.notices[0]), ["una 0", "otra 0"]);
    assert_eq!(change.thread.untold_files, 0);
}

#[test]
fn ten_files_are_named_and_the_others_counted() {
    let care = shop();
    let thread = anas_thread(&care, monday());
    let (thread, notices) = joined(&care, thread, &with_files("a", after(5), 13));
    let first_ten: Vec<String> = (0..10).map(|number| format!("a {number}")).collect();
    assert_eq!(
        names(&notices[0]),
        first_ten,
        "those are the ones that are fetched"
    );
    assert_eq!(notices[0].more_files, 3);
    let (thread, notices) = joined(&care, thread, &with_files("b", after(10), 4));
    assert_eq!(names(&notices[0]), ["b 0", "b 1", "b 2", "b 3"]);
    assert_eq!((notices[0].more_files, thread.files.len()), (0, 10));
    assert_eq!(thread.attachments, 17);
}

#[test]
fn a_thread_does_not_grow_with_what_senders_call_their_files() {
    let care = shop();
    let mut event = with_files("foto", monday(), 10);
    for file in &mut event.attachments {
        file.name = Some("ñ".repeat(100_000));
        file.kind = "x".repeat(100_000);
    }
    let thread = opening(&care, &event).thread;
    assert!(serde_json::to_string(&thread).unwrap().len() < 10_000);
}
