//! The frame of a request: what every event of it shares.

use channel::lenient;
use domain::ids::hashed;
use domain::{AccountId, ChannelId, ContactEvent, EventKey, EventKind};
use jiff::Timestamp;
use serde_json::Value;

use crate::CHANNEL;
use crate::wire;

/// Whose workspace a request is about, and what names it.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// The workspace, or the organisation where the application is installed for all of its workspaces.
    pub(crate) team: String,
    /// Our application, as Slack names it.
    pub(crate) app: Option<String>,
    /// Slack's id of the telling.
    pub(crate) event_id: Option<String>,
    /// What names the request: the id of the telling, else a hash of the whole.
    pub(crate) name: String,
    received_at: Timestamp,
}

impl Frame {
    /// The frame of an event (`team_id`, `event_id`).
    pub(crate) fn of_event(body: &Value, received_at: Timestamp) -> Self {
        let event_id = wire::id(body, "/event_id");
        Self {
            team: first_id(body, &["/team_id", "/enterprise_id"]),
            app: wire::id(body, "/api_app_id"),
            name: event_id
                .clone()
                .unwrap_or_else(|| hashed(&body.to_string())),
            event_id,
            received_at,
        }
    }

    /// The frame of an interaction. `team` is null where the application is installed for a whole organisation.
    pub(crate) fn of_interaction(payload: &Value, received_at: Timestamp) -> Self {
        let places = [
            "/team/id",
            "/user/team_id",
            "/view/team_id",
            "/enterprise/id",
        ];
        let trigger = wire::id(payload, "/trigger_id");
        Self {
            team: first_id(payload, &places),
            app: wire::id(payload, "/api_app_id"),
            name: trigger.unwrap_or_else(|| hashed(&payload.to_string())),
            event_id: None,
            received_at,
        }
    }

    /// The frame of a form.
    pub(crate) fn of_form(team: Option<&str>, name: String, received_at: Timestamp) -> Self {
        Self {
            team: team.and_then(lenient::clean).unwrap_or_else(unknown),
            app: None,
            name,
            event_id: None,
            received_at,
        }
    }

    /// A new event of this request. `key` names it for ever. Nothing that agents do in Slack opens a thread.
    pub(crate) fn event(&self, kind: EventKind, key: &[&str]) -> ContactEvent {
        let channel = ChannelId::new(CHANNEL);
        let account = AccountId::new(self.team.clone());
        let key = EventKey::of(&channel, key);
        let mut event = ContactEvent::new(channel, account, kind, key, self.received_at);
        event.opens_thread = false;
        event.event_id.clone_from(&self.event_id);
        event
    }

    /// The conversation: a channel's thread by the `ts` of its first message.
    pub(crate) fn thread(&self, channel: &str, first: &str) -> String {
        format!("slack:{}:{channel}:{first}", self.team)
    }

    /// The instant of a `ts` such as `1596183880.004200`, to the millisecond; none when it is missing or absurd.
    pub(crate) fn instant(&self, stamp: Option<&str>) -> Option<Timestamp> {
        let (seconds, fraction) = stamp?.split_once('.').unwrap_or((stamp?, ""));
        let millis: String = fraction.chars().chain("000".chars()).take(3).collect();
        let seconds: i64 = seconds.parse().ok()?;
        let millis: i64 = millis.parse().ok()?;
        let time = Timestamp::from_millisecond(seconds.checked_mul(1000)?.checked_add(millis)?);
        channel::time::plausible(time.ok()?, self.received_at)
    }
}

fn first_id(value: &Value, places: &[&str]) -> String {
    let found = places.iter().find_map(|place| wire::id(value, place));
    found.unwrap_or_else(unknown)
}

fn unknown() -> String {
    "unknown".to_owned()
}

/// One more thing that a reader of the event should know.
pub(crate) fn add_note(event: &mut ContactEvent, note: &str) {
    match &mut event.note {
        Some(notes) => {
            notes.push_str("; ");
            notes.push_str(note);
        }
        none => *none = Some(note.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_stamp_is_read_to_the_millisecond_and_without_floating_point() {
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let frame = Frame::of_form(None, String::new(), now);
        let cases = [
            ("1596183880.004200", Some("2020-07-31T08:24:40.004Z")),
            ("1596183880", Some("2020-07-31T08:24:40Z")),
            ("1596183880.9", Some("2020-07-31T08:24:40.9Z")),
            ("111.222", None),
            ("1596183880.x", None),
            ("9223372036854775807.0", None),
            ("", None),
        ];
        for (stamp, expected) in cases {
            let expected = expected.map(|text| text.parse::<Timestamp>().unwrap());
            assert_eq!(frame.instant(Some(stamp)), expected, "{stamp}");
        }
    }
}
