//! Messages that Telegram writes itself, to report something about a chat.

use serde_json::{Map, Value};

use channel::lenient::id_of;

/// The fields that mark a report (<https://core.telegram.org/bots/api#message>).
const REPORTS: [&str; 53] = [
    "boost_added",
    "channel_chat_created",
    "chat_background_set",
    "chat_owner_changed",
    "chat_owner_left",
    "chat_shared",
    "checklist_tasks_added",
    "checklist_tasks_done",
    "connected_website",
    "delete_chat_photo",
    "direct_message_price_changed",
    "forum_topic_closed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_reopened",
    "general_forum_topic_hidden",
    "general_forum_topic_unhidden",
    "gift",
    "gift_upgrade_sent",
    "giveaway",
    "giveaway_completed",
    "giveaway_created",
    "giveaway_winners",
    "group_chat_created",
    "left_chat_member",
    "left_chat_participant",
    "message_auto_delete_timer_changed",
    "migrate_from_chat_id",
    "migrate_to_chat_id",
    "new_chat_member",
    "new_chat_members",
    "new_chat_participant",
    "new_chat_photo",
    "new_chat_title",
    "paid_message_price_changed",
    "passport_data",
    "pinned_message",
    "proximity_alert_triggered",
    "refunded_payment",
    "successful_payment",
    "suggested_post_approval_failed",
    "suggested_post_approved",
    "suggested_post_declined",
    "suggested_post_paid",
    "suggested_post_refunded",
    "supergroup_chat_created",
    "unique_gift",
    "user_shared",
    "users_shared",
    "video_chat_ended",
    "video_chat_scheduled",
    "video_chat_started",
    "write_access_allowed",
];

/// The frame of a message: its fields that are no content.
const FRAME: [&str; 41] = [
    "author_signature",
    "business_connection_id",
    "caption_entities",
    "chat",
    "date",
    "direct_messages_topic",
    "edit_date",
    "effect_id",
    "entities",
    "external_reply",
    "forward_date",
    "forward_from",
    "forward_from_chat",
    "forward_from_message_id",
    "forward_origin",
    "forward_sender_name",
    "forward_signature",
    "from",
    "has_media_spoiler",
    "has_protected_content",
    "is_automatic_forward",
    "is_from_offline",
    "is_paid_post",
    "is_topic_message",
    "link_preview_options",
    "media_group_id",
    "message_id",
    "message_thread_id",
    "paid_star_count",
    "quote",
    "reply_markup",
    "reply_to_checklist_task_id",
    "reply_to_message",
    "reply_to_story",
    "sender_boost_count",
    "sender_business_bot",
    "sender_chat",
    "sender_tag",
    "show_caption_above_media",
    "suggested_post_info",
    "via_bot",
];

/// Whether a message that holds nothing else is a report, and what it says. One that is neither is a customer's
/// message of a kind that we do not know yet: an agent has to look.
pub(super) fn report(message: &Map<String, Value>) -> (bool, String) {
    if let Some(new_chat) = message.get("migrate_to_chat_id").and_then(id_of) {
        return (
            true,
            format!("migrate_to_chat_id: the group is now chat {new_chat}"),
        );
    }
    if let Some(old_chat) = message.get("migrate_from_chat_id").and_then(id_of) {
        return (
            true,
            format!("migrate_from_chat_id: the group was chat {old_chat}"),
        );
    }
    if let Some(name) = message.keys().find(|name| is_report(name)) {
        return (true, name.clone());
    }
    let unknown: Vec<&str> = message
        .keys()
        .map(String::as_str)
        .filter(|name| !FRAME.contains(name))
        .take(5)
        .collect();
    (
        false,
        format!("content that cannot be shown here: {}", unknown.join(", "))
            .trim_end_matches([':', ' '])
            .to_owned(),
    )
}

fn is_report(name: &str) -> bool {
    REPORTS.contains(&name) || name.starts_with("video_chat_") || name.starts_with("voice_chat_")
}
