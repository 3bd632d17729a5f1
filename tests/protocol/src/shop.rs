//! A shop small enough to be looked at whole: one topic, two agents, two channels of different weight.

use std::fmt::Write as _;

use domain::config::{CareFile, Problem};
use domain::{AgentId, Care};
use jiff::{SignedDuration, Timestamp};

use crate::AGENTS;

/// Minutes since the day's model began. A day of the model is a few half hours; what lies beyond four hours is as far
/// away as tomorrow.
pub type Minute = u8;

/// How far time goes at once: longer than an offer holds, and half of the time that is promised.
pub const LEAP: Minute = 30;

/// Monday, 16 November 2026, ten o'clock (UTC).
const BEGINNING: i64 = 1_794_823_200;

/// The channel whose threads weigh one unit.
pub const LIGHT: &str = "telegram";
/// The channel whose threads weigh two.
pub const HEAVY: &str = "email";

/// What differs from shop to shop.
#[derive(Clone, Debug)]
pub struct ShopRules {
    /// Units by agent, as configured and as the table has it at first.
    pub capacity: [u8; AGENTS],
    /// Units up to which threads that return to them may go.
    pub capacity_max: [u8; AGENTS],
    /// The first agent's shift ends twenty minutes after the model's day began; the others' never does.
    pub first_goes_home: bool,
    /// Offers lapse after twenty minutes; otherwise never.
    pub offers_lapse: bool,
}

/// A shop that cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum ShopError {
    /// Its file does not parse.
    #[error("the shop's file cannot be read")]
    Parse(#[from] toml::de::Error),
    /// Its file is not a valid configuration.
    #[error("the shop's file is no valid configuration: {0:?}")]
    Check(Vec<Problem>),
}

/// The shop's checked configuration.
///
/// # Errors
/// [`ShopError`] where the file above no longer fits what `care.toml` must be.
pub fn shop(rules: &ShopRules) -> Result<Care, ShopError> {
    let file: CareFile = toml::from_str(&file(rules))?;
    Care::check(&file).map_err(ShopError::Check)
}

/// Who the agent of an index is.
pub fn agent_id(agent: u8) -> AgentId {
    AgentId::new(format!("agent{agent}"))
}

/// The index of an agent; none for the lead, who is never assigned.
pub fn agent_index(id: &AgentId) -> Option<u8> {
    let index = id.as_str().strip_prefix("agent")?.parse().ok()?;
    (usize::from(index) < AGENTS).then_some(index)
}

/// The instant of a minute.
pub fn instant(minute: Minute) -> Timestamp {
    let second = BEGINNING + i64::from(minute) * 60;
    Timestamp::from_second(second).unwrap_or(Timestamp::MAX)
}

/// The minute of an instant; [`Minute::MAX`] for what is not in sight.
pub fn minute(at: Timestamp) -> Minute {
    let since: SignedDuration = at.duration_since(instant(0));
    Minute::try_from(since.as_mins().max(0)).unwrap_or(Minute::MAX)
}

fn file(rules: &ShopRules) -> String {
    let accept_within = if rules.offers_lapse { "20m" } else { "never" };
    let mut file = format!(
        r#"
        [brand]
        name = "Tienda"
        reference = "TI"
        languages = ["es"]
        calendar = "siempre"
        [calendars.siempre]
        tz = "UTC"
        always = true
        [shifts.siempre]
        tz = "UTC"
        always = true
        [shifts.corto]
        tz = "UTC"
        hours = {{ mon = [["09:00", "10:20"]], tue = [["09:00", "10:20"]] }}
        [[policies]]
        name = "General"
        calendar = "siempre"
        commitments = [{{ name = "respuesta", within = "1h" }}]
        chain = [{{ commitment = "respuesta", at = "due", tell = ["agent"] }}]
        [topics.general]
        label = {{ es = "General" }}
        team = "tienda"
        [teams.tienda]
        lead = "lucia"
        [escalation]
        manager = "lucia"
        fallback = "lucia"
        [routing]
        general_topic = "general"
        accept_within = "{accept_within}"
        weights = {{ {HEAVY} = 2 }}
        live_channels = []
        [[agents]]
        id = "lucia"
        name = "Lucía"
        email = "lucia@tienda.example"
        languages = ["es"]
        capacity = 0
        team = "tienda"
        shift = "siempre"
        "#
    );
    for (agent, (capacity, max)) in rules.capacity.iter().zip(rules.capacity_max).enumerate() {
        let shift = if agent == 0 && rules.first_goes_home {
            "corto"
        } else {
            "siempre"
        };
        // Writing to a string cannot fail.
        let _ = write!(
            file,
            r#"
        [[agents]]
        id = "agent{agent}"
        name = "Agent {agent}"
        email = "agent{agent}@tienda.example"
        languages = ["es"]
        capacity = {capacity}
        capacity_max = {max}
        team = "tienda"
        shift = "{shift}"
        "#
        );
    }
    file
}
