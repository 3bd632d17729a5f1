//! A shop whose only thread has two promises: an answer within an hour, and within two at the latest.

use domain::config::CareFile;
use domain::{AgentId, Care};
use jiff::{SignedDuration, Timestamp};

use crate::shop::ShopError;

/// Minutes since the customer's first message.
pub type Minute = u16;

/// When half of the first promise is gone: the agent is reminded.
pub const HALF: Minute = 30;
/// The last instant that keeps the first promise.
pub const DUE: Minute = 60;
/// The last instant that keeps the second.
pub const LATEST: Minute = 120;
/// A day later.
pub const NEXT_DAY: Minute = 1500;

/// The topic that the thread has at first.
pub const GENERAL: &str = "general";
/// One that promises an answer within two hours, and nothing else.
pub const CALM: &str = "calma";

/// What differs from scenario to scenario.
#[derive(Clone, Copy, Debug)]
pub struct LedgerShop {
    /// The manager leads the team too, and is told of both promises.
    pub lead_is_manager: bool,
    /// Alarms to one recipient above which a digest stands for them.
    pub digest_above: u8,
}

/// Its checked configuration. The second one that somebody applies promises three hours instead of one.
///
/// # Errors
/// [`ShopError`] where the file below no longer fits what `care.toml` must be.
pub fn care(shop: LedgerShop, second: bool) -> Result<Care, ShopError> {
    let within = if second { "3h" } else { "1h" };
    let lead = if shop.lead_is_manager {
        "lucia"
    } else {
        "olga"
    };
    let text = TEXT
        .replace("WITHIN", within)
        .replace("LEAD", lead)
        .replace("ABOVE", &shop.digest_above.to_string());
    let file: CareFile = toml::from_str(&text)?;
    Care::check(&file).map_err(ShopError::Check)
}

/// The instant of a minute.
pub fn instant(minute: Minute) -> Timestamp {
    let since = SignedDuration::from_mins(i64::from(minute));
    let at = crate::shop::instant(0).checked_add(since);
    at.unwrap_or(Timestamp::MAX)
}

/// The minute of an instant; [`Minute::MAX`] for what is not in sight.
pub fn minute(at: Timestamp) -> Minute {
    let since = at.duration_since(instant(0));
    Minute::try_from(since.as_mins().max(0)).unwrap_or(Minute::MAX)
}

/// A number for everybody who may be told: agents first, then who leads them.
pub fn who(id: &AgentId) -> u8 {
    let known = ["agent0", "agent1", "lucia", "olga"];
    let known = (0..).zip(known).find(|(_, name)| *name == id.as_str());
    known.map_or(u8::MAX, |(number, _)| number)
}

const TEXT: &str = r#"
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
[[policies]]
name = "Calma"
topics = ["calma"]
calendar = "siempre"
commitments = [{ name = "tope", within = "2h", clock = "elapsed", when_closed = "strict" }]
chain = [{ commitment = "tope", at = "due", tell = ["manager"] }]
[[policies]]
name = "General"
calendar = "siempre"
commitments = [
    { name = "respuesta", within = "WITHIN" },
    { name = "tope", within = "2h", clock = "elapsed", when_closed = "strict" },
]
chain = [
    { commitment = "respuesta", at = "50%", tell = ["agent"] },
    { commitment = "respuesta", at = "due", tell = ["agent", "lead"], reassign = true },
    { commitment = "tope", at = "due", tell = ["manager"] },
]
[topics.general]
label = { es = "General" }
team = "tienda"
[topics.calma]
label = { es = "Calma" }
team = "tienda"
[teams.tienda]
lead = "LEAD"
[escalation]
manager = "lucia"
fallback = "lucia"
digest_above = ABOVE
[routing]
general_topic = "general"
accept_within = "never"
live_channels = []
[[agents]]
id = "lucia"
name = "Lucía"
email = "lucia@tienda.example"
languages = ["es"]
capacity = 0
team = "tienda"
shift = "siempre"
[[agents]]
id = "olga"
name = "Olga"
email = "olga@tienda.example"
languages = ["es"]
capacity = 0
team = "tienda"
shift = "siempre"
[[agents]]
id = "agent0"
name = "Agent 0"
email = "agent0@tienda.example"
languages = ["es"]
capacity = 2
team = "tienda"
shift = "siempre"
[[agents]]
id = "agent1"
name = "Agent 1"
email = "agent1@tienda.example"
languages = ["es"]
capacity = 2
team = "tienda"
shift = "siempre"
"#;
