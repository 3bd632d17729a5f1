//! What is due: a sweep reads this and nothing else, so its cost follows what is due and not what is open.

use aws_sdk_dynamodb::operation::put_item::PutItemError;
use domain::{AgentId, ThreadId};
use jiff::Timestamp;

use crate::error::StoreError;
use crate::item::{Item, key_item, text, text_of};
use crate::{DUE_SHARDS, Store, keys};

/// Something that is due, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The instant at which it stands in the index.
    pub at: Timestamp,
    /// What it is.
    pub what: DueWhat,
}

/// What is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DueWhat {
    /// A thread: somebody is to be told, or an agent to be looked for.
    Thread(ThreadId),
    /// An agent: their shift or leave changes, or somebody must look after what they have.
    Agent(DueAgent),
    /// Clocks are counted anew after a change of the configuration.
    Recount,
}

/// An agent who is due, as the index says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueAgent {
    /// Who.
    pub agent: AgentId,
    /// They were looked after a moment ago, and are once more: the index of who has what may have been behind then.
    pub again: bool,
    /// Where they stand in the index: whoever moves them on conditions on it.
    stands_at: String,
}

/// When an agent is looked after next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextLook {
    /// When something changes for them.
    At(Timestamp),
    /// Once more, because the index may have been behind.
    Again(Timestamp),
    /// Never, until somebody asks for it.
    Never,
}

impl Store {
    /// What of one shard is due at `now` or before, earliest first, at most `most`. The index may be a moment behind:
    /// whoever acts on a thread reads the thread itself and conditions on it.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn due(
        &self,
        shard: u32,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<Due>, StoreError> {
        // `$` sorts behind `#`: everything of this very instant is included.
        let until = format!("{}$", keys::instant(now));
        let partition = keys::due_shard(shard % DUE_SHARDS);
        let found = self
            .index_items("due", &partition, Some(&until), most)
            .await?;
        Ok(found.iter().filter_map(due).collect())
    }

    /// An agent is looked after at an instant, whenever they were before.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written.
    pub async fn look_after(&self, agent: &AgentId, at: Timestamp) -> Result<(), StoreError> {
        self.put(agent_due_item(agent, NextLook::At(at))).await
    }

    /// An agent was looked after, and is so next then, unless somebody asked for it meanwhile.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written.
    pub async fn looked_after(&self, due: &DueAgent, next: NextLook) -> Result<(), StoreError> {
        let item = agent_due_item(&due.agent, next);
        let written = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("due_sk = :seen")
            .expression_attribute_values(":seen", text(&due.stands_at))
            .send()
            .await;
        match written {
            Ok(_) => Ok(()),
            Err(error)
                if matches!(
                    error.as_service_error(),
                    Some(PutItemError::ConditionalCheckFailedException(_))
                ) =>
            {
                Ok(())
            }
            Err(error) => Err(StoreError::call("PutItem", error)),
        }
    }
}

/// What stands in the index for an agent.
pub(crate) fn agent_due_item(agent: &AgentId, next: NextLook) -> Item {
    let mut item = key_item(&keys::agent_due(agent));
    let (at, mark) = match next {
        NextLook::At(at) => (at, ""),
        NextLook::Again(at) => (at, AGAIN),
        NextLook::Never => return item,
    };
    item.insert("due_pk".to_owned(), text(keys::agent_due_partition(agent)));
    let order = format!("{}#AGENT#{agent}{mark}", keys::instant(at));
    item.insert("due_sk".to_owned(), text(order));
    item
}

/// What marks a second look in the index, which holds keys only. No agent's id has a `#`.
const AGAIN: &str = "#again";

fn due(item: &Item) -> Option<Due> {
    let stands_at = text_of(item, "due_sk");
    // What cannot be read is due, and first: nobody else would ever look at it.
    let at = stands_at.split('#').next().unwrap_or_default();
    let at = at.parse().unwrap_or(Timestamp::MIN);
    let what = due_what(&text_of(item, "pk"), stands_at)?;
    Some(Due { at, what })
}

fn due_what(pk: &str, stands_at: String) -> Option<DueWhat> {
    if let Some(thread) = pk.strip_prefix("THREAD#") {
        return Some(DueWhat::Thread(ThreadId::new(thread)));
    }
    if pk == keys::RECOUNT {
        return Some(DueWhat::Recount);
    }
    Some(DueWhat::Agent(DueAgent {
        agent: AgentId::new(pk.strip_prefix("AGENT#")?),
        again: stands_at.ends_with(AGAIN),
        stands_at,
    }))
}
