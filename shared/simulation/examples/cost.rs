//! How long a simulation takes: 10 000 messages of a week, and fifty agents.
//!
//! `cargo run --release -p simulation --example cost`
#![allow(clippy::print_stdout)] // it is a program for a terminal

use std::error::Error;
use std::time::Instant;

use domain::config::CareFile;
use domain::mood::Mood;
use domain::timeline::TopicEntry;
use domain::{Care, ChannelId, ContactEvent, EventKey, EventKind};
use jiff::{SignedDuration, Timestamp};
use simulation::{Assumptions, Reads, RecordedEvent, Understood, compare, simulate};

const SHOP: &str = include_str!("../tests/it/shop.toml");
const MESSAGES: i64 = 10_000;
const AGENTS: usize = 50;

/// Topics cost nothing here: what is measured is the desk.
struct ByMotive;

impl Reads for ByMotive {
    fn read(&self, care: &Care, event: &ContactEvent, _: &[&str]) -> Understood {
        let topic = event.motive.as_deref().unwrap_or("general").into();
        Understood {
            topic: TopicEntry::told(topic, "motive", Vec::new()),
            language: care.usual_language(),
            mood: Mood::default(),
        }
    }
}

/// The shop with fifty agents of a capacity, half of them in the morning.
fn shop(capacity: u32) -> Result<Care, Box<dyn Error>> {
    let mut file: CareFile = toml::from_str(SHOP)?;
    let (ana, bea) = (file.agents[0].clone(), file.agents[1].clone());
    for number in 0..AGENTS - 2 {
        let mut agent = if number % 2 == 0 {
            ana.clone()
        } else {
            bea.clone()
        };
        agent.id = format!("agent{number}");
        file.agents.push(agent);
    }
    for agent in &mut file.agents {
        agent.capacity = agent.capacity.min(1) * capacity;
        agent.capacity_max = None;
    }
    Care::check(&file).map_err(|problems| format!("{problems:?}").into())
}

/// Messages of a week, spread by a simple walk over its minutes.
fn events() -> Result<Vec<RecordedEvent>, Box<dyn Error>> {
    let monday: Timestamp = "2026-11-16T00:00:00Z".parse()?;
    let channel = ChannelId::new("telegram");
    let event = |number: i64| {
        let at = monday + SignedDuration::from_secs((number * 7_919) % (5 * 24 * 3600));
        let key = EventKey::of(&channel, &[&number.to_string()]);
        let mut event =
            ContactEvent::new(channel.clone(), "bot".into(), EventKind::Message, key, at);
        event.contact_id = Some(format!("customer {}", number % 4_000));
        event.text = Some("¿y mi pedido?".to_owned());
        event.motive = Some(
            ["pedido", "pago", "general"][usize::try_from(number % 3).unwrap_or(0)].to_owned(),
        );
        RecordedEvent::from(event)
    };
    Ok((0..MESSAGES).map(event).collect())
}

fn main() -> Result<(), Box<dyn Error>> {
    let events = events()?;
    for capacity in [8, 1] {
        let care = shop(capacity)?;
        let started = Instant::now();
        let run = simulate(
            &care,
            &ByMotive,
            &events,
            &Assumptions::default(),
            &mut |_| {},
        )?;
        let took = started.elapsed();
        println!(
            "{} messages, {} threads, {AGENTS} agents of capacity {capacity}: {:.2} s; {} waited, longest {} s",
            run.messages,
            run.threads.len(),
            took.as_secs_f64(),
            run.totals.waited,
            run.totals.longest_wait_s,
        );
        let started = Instant::now();
        let same = compare(&run, &run).is_empty();
        println!(
            "compared in {:.2} s, the same: {same}",
            started.elapsed().as_secs_f64()
        );
    }
    Ok(())
}
