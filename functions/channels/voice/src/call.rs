//! The frame of a form: which call it is about, and who speaks with whom.

use channel::Unreadable;
use domain::{AccountId, ChannelId, ContactEvent, EventKey, EventKind};
use jiff::Timestamp;

use crate::CHANNEL;
use crate::address::{CALLER, Ends, LINE};
use crate::fields::{Fields, note, unreadable};
use crate::party::Party;

/// Which way a call goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// A customer calls us.
    Inbound,
    /// We call a customer.
    Outbound,
    /// The part of an inbound call that rings an agent.
    ToAgent,
}

/// A call.
pub(crate) struct Call {
    pub(crate) sid: String,
    pub(crate) direction: Direction,
    /// The customer, where the form or our own address names them.
    customer: Option<Party>,
    /// Our number.
    line: Option<Party>,
    name: Option<String>,
    /// The call that this one is a part of.
    parent: Option<String>,
    /// Who passed the call on to us.
    forwarded_from: Option<String>,
    received_at: Timestamp,
}

impl Call {
    /// Reads the frame.
    ///
    /// # Errors
    /// When the form names no call, or a field is there more than once.
    pub(crate) fn of(fields: &Fields<'_>, received_at: Timestamp) -> Result<Self, Unreadable> {
        let sid = fields.text("CallSid")?;
        let sid = sid.ok_or_else(|| unreadable("CallSid", "the form names no call"))?;
        let direction = match fields.word("Direction")?.as_deref() {
            Some("outbound-dial") => Direction::ToAgent,
            Some(word) if word.starts_with("outbound") => Direction::Outbound,
            _ => Direction::Inbound,
        };
        let (theirs, ours) = ends(fields, direction)?;
        Ok(Self {
            sid,
            direction,
            customer: theirs,
            line: ours,
            name: fields.text("CallerName")?,
            parent: fields.text("ParentCallSid")?,
            forwarded_from: fields.text("ForwardedFrom")?,
            received_at,
        })
    }

    /// An event of this call. `key` names it for ever, `id` is its own.
    ///
    /// All that is told of one call has one thread key and refers to the call's own id, so that it ends as one request: a
    /// missed call has that id, and what is left on the tape later joins it. A caller who withholds their number is a contact
    /// of this one call.
    pub(crate) fn event(&self, kind: EventKind, key: &[&str], id: &str) -> ContactEvent {
        let channel = ChannelId::new(CHANNEL);
        let key = EventKey::of(&channel, key);
        let line = self.line.as_ref().and_then(Party::id);
        let account = AccountId::new(line.unwrap_or("unknown"));
        let mut event = ContactEvent::new(channel, account, kind, key, self.received_at);
        event.external_message_id = Some(id.to_owned());
        event.thread_key = Some(format!("call:{}", self.sid));
        let is_own = |call: &&String| kind.is_message() && *call == id;
        let related = [self.parent.as_ref(), Some(&self.sid)]
            .into_iter()
            .flatten();
        event.references = related.filter(|call| !is_own(call)).cloned().collect();
        event.note = self.note();
        if let Some(customer) = &self.customer {
            event.sender_id = customer.id().map(str::to_owned);
            event.contact_id = event.sender_id.clone().or_else(|| Some(self.sid.clone()));
            event.contact_proof = customer.proof();
            event.identities = customer.identity().into_iter().collect();
            event.sender_name = self.name.clone();
        }
        event
    }

    fn note(&self) -> Option<String> {
        let about_number = match &self.customer {
            Some(Party::Withheld) => Some("number withheld"),
            Some(Party::Unconfirmed(_)) => Some("the network does not confirm the number"),
            _ => None,
        };
        let forwarded = self.forwarded_from.as_ref();
        note([
            about_number.map(str::to_owned),
            forwarded.map(|from| format!("forwarded from {from}")),
        ])
    }

    /// Who speaks with whom, as the addresses of this call carry it on.
    pub(crate) fn ends(&self) -> Ends {
        Ends {
            caller: self.customer.clone(),
            line: self.line.clone(),
        }
    }

    /// When we took it.
    pub(crate) fn received_at(&self) -> Timestamp {
        self.received_at
    }
}

/// The customer and our line: as our own address carried them, else as the form has them.
fn ends(
    fields: &Fields<'_>,
    direction: Direction,
) -> Result<(Option<Party>, Option<Party>), Unreadable> {
    let carried = |name| -> Result<Option<Party>, Unreadable> {
        Ok(fields.text(name)?.as_deref().and_then(Party::of_carried))
    };
    let named = |name| -> Result<Option<Party>, Unreadable> {
        Ok(fields.text(name)?.as_deref().and_then(Party::of))
    };
    let (from, to) = (named("From")?, named("To")?);
    let verdict = fields.text("StirVerstat")?;
    let (theirs, ours) = match direction {
        Direction::Inbound => (
            from.map(|caller| caller.confirmed_by(verdict.as_deref())),
            to,
        ),
        Direction::Outbound => (to, from),
        // It goes from the customer's number to the agent's: neither end is ours.
        Direction::ToAgent => (None, None),
    };
    Ok((carried(CALLER)?.or(theirs), carried(LINE)?.or(ours)))
}

/// One more thing that a reader of the event should know, before what is there.
pub(crate) fn noted(event: &mut ContactEvent, what: impl Into<String>) {
    event.note = note([Some(what.into()), event.note.take()]);
}
