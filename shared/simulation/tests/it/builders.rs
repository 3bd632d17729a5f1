//! What the tests build their cases from.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]

use domain::config::CareFile;
use domain::mood::Mood;
use domain::timeline::TopicEntry;
use domain::*;
use jiff::Timestamp;
use jiff::civil::DateTime;
use simulation::*;

const SHOP: &str = include_str!("shop.toml");

/// The shop.
pub fn shop() -> Care {
    shop_with(|_| {})
}

/// The shop after a change of its file.
pub fn shop_with(change: impl FnOnce(&mut CareFile)) -> Care {
    let mut file: CareFile = toml::from_str(SHOP).unwrap();
    change(&mut file);
    Care::check(&file).unwrap()
}

/// The topic is what the customer chose, and nothing else.
pub struct ByMotive;

impl Reads for ByMotive {
    fn read(&self, care: &Care, event: &ContactEvent, hints: &[&str]) -> Understood {
        let named = |topic: &&config::Topic| {
            event
                .motive
                .as_ref()
                .is_some_and(|motive| topic.motives.contains(motive))
        };
        let topic = match care.topics.values().find(named) {
            Some(topic) => TopicEntry::told(topic.id.clone(), "motive", Vec::new()),
            None => TopicEntry::told(care.general_topic.clone(), "general", Vec::new()),
        };
        let language = hints.first().map(|hint| Language::new(*hint));
        Understood {
            topic,
            language: language.unwrap_or_else(|| care.usual_language()),
            mood: Mood::default(),
        }
    }
}

/// An instant of Madrid. 2026-11-16 is a Monday.
pub fn madrid(local: &str) -> Timestamp {
    let zone = jiff::tz::TimeZoneDatabase::bundled()
        .get("Europe/Madrid")
        .unwrap();
    let local: DateTime = local.parse().unwrap();
    zone.to_zoned(local).unwrap().timestamp()
}

/// A message of somebody about their order, at a time of Monday such as `10:00`.
pub fn monday(time: &str, who: &str) -> RecordedEvent {
    message(madrid(&format!("2026-11-16 {time}")), who)
}

/// A message of somebody about their order.
pub fn message(at: Timestamp, who: &str) -> RecordedEvent {
    let channel = ChannelId::new("telegram");
    let key = EventKey::of(&channel, &[who, &at.to_string()]);
    let mut event = ContactEvent::new(channel, "bot".into(), EventKind::Message, key, at);
    event.text = Some(format!("¿y mi pedido?, soy {who}"));
    event.contact_id = Some(who.to_owned());
    event.motive = Some("Mi pedido".to_owned());
    event.into()
}

/// The same with another motive.
pub fn about(motive: &str, mut recorded: RecordedEvent) -> RecordedEvent {
    recorded.event.motive = Some(motive.to_owned());
    recorded
}

/// The same by another channel.
pub fn by(channel: &str, mut recorded: RecordedEvent) -> RecordedEvent {
    recorded.event.channel = ChannelId::new(channel);
    recorded
}

/// A run of the shop with the usual assumptions.
pub fn run(care: &Care, events: &[RecordedEvent]) -> Run {
    simulate(
        care,
        &ByMotive,
        events,
        &Assumptions::default(),
        &mut |_| {},
    )
    .unwrap()
}

/// Who had a thread, one after the other.
pub fn hands(run: &Run, place: usize) -> Vec<&str> {
    run.threads[place]
        .agents
        .iter()
        .map(AgentId::as_str)
        .collect()
}
