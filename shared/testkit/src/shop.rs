//! A shop for tests. Every test has a counter of its own in it: a topic that only its own agents serve, so that tests
//! run side by side and none takes another's room.

use std::fmt::Write as _;

use anyhow::{Result, anyhow};
use domain::config::{CareFile, read_file};
use domain::{AgentId, Care, TopicId};

/// A configuration in the making.
#[derive(Clone, Debug, Default)]
pub struct Shop {
    topics: String,
    agents: String,
}

impl Shop {
    /// A shop that is always open, with nobody but its manager.
    pub fn new() -> Self {
        Self::default()
    }

    /// A counter: a topic told by its own name as a word, and `agents` agents of this capacity who serve it.
    pub fn counter(mut self, name: &str, agents: u32, capacity: u32) -> Self {
        let _ = write!(
            self.topics,
            "[topics.{name}]\nlabel = {{ es = \"{name}\" }}\nskills = {{ {name} = 1 }}\nkeywords = [\"{name}\"]\n"
        );
        for number in 1..=agents {
            self.agents
                .push_str(&agent(&format!("{name}-{number}"), capacity, name));
        }
        self
    }

    /// A counter whose agents have these capacities.
    pub fn counter_of(mut self, name: &str, capacities: &[u32]) -> Self {
        self = self.counter(name, 0, 0);
        for (number, capacity) in (1_u32..).zip(capacities) {
            let id = format!("{name}-{number}");
            self.agents.push_str(&agent(&id, *capacity, name));
        }
        self
    }

    /// A counter with one agent who is told in Slack only.
    pub fn counter_told_in_slack(self, name: &str, channel: &str) -> Self {
        let mut shop = self.counter(name, 1, 10);
        let by_mail = format!("email = \"{name}-1@tienda.example\"");
        shop.agents = shop
            .agents
            .replace(&by_mail, &format!("slack = \"{channel}\""));
        shop
    }

    /// A counter with one agent who is told by mail and in Slack, `first` (`email`, `slack`) before the other.
    pub fn counter_told_both_ways(self, name: &str, first: &str, channel: &str) -> Self {
        let mut shop = self.counter(name, 1, 10);
        let by_mail = format!("email = \"{name}-1@tienda.example\"");
        let both = format!("{by_mail}\nslack = \"{channel}\"\ntell_by = \"{first}\"");
        shop.agents = shop.agents.replace(&by_mail, &both);
        shop
    }

    /// The configuration.
    ///
    /// # Errors
    /// When a test asked for something that is not valid.
    pub fn build(&self) -> Result<(CareFile, Care)> {
        let manager = agent("jefa", 0, "ninguna").replace("{ ninguna = 1 }", "{}");
        let text = format!("{HEAD}\n{}\n{}\n{manager}", self.topics, self.agents);
        read_file(&text).map_err(|error| anyhow!("{error}"))
    }
}

/// The topic of a counter.
pub fn topic(counter: &str) -> TopicId {
    TopicId::new(counter)
}

/// An agent of a counter.
pub fn agent_of(counter: &str, number: u32) -> AgentId {
    AgentId::new(format!("{counter}-{number}"))
}

fn agent(id: &str, capacity: u32, skill: &str) -> String {
    format!(
        "[[agents]]\nid = \"{id}\"\nname = \"Agente {id}\"\nemail = \"{id}@tienda.example\"\nlanguages = [\"es\", \"en\"]\n\
         skills = {{ {skill} = 1 }}\ncapacity = {capacity}\nshift = \"siempre\"\n\n"
    )
}

const HEAD: &str = r#"
[brand]
name = "Tienda de pruebas"
reference = "TP"
languages = ["es", "en"]
calendar = "siempre"

[calendars.siempre]
tz = "Europe/Madrid"
always = true

[shifts.siempre]
tz = "Europe/Madrid"
always = true

[[policies]]
name = "todos"
calendar = "siempre"
commitments = [
    { name = "primera", within = "4h" },
    { name = "tope", within = "24h", clock = "elapsed" },
]
chain = [
    { commitment = "primera", at = "75%", tell = ["agent"] },
    { commitment = "primera", at = "due", tell = ["agent", "lead"] },
    { commitment = "tope", at = "due", tell = ["manager"] },
]

[escalation]
manager = "jefa"
fallback = "jefa"

[routing]
general_topic = "general"
weights = { voice = 2 }

[topics.general]
label = { es = "General" }
skills = { general = 1 }
"#;
