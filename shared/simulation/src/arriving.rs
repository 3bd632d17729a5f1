//! A message arrives: whose it is, which thread it joins, who gets it.

use domain::customer::Customer;
use domain::person::Writer;
use domain::placement::{Placement, late_courtesy, place};
use domain::receive::{self, Arrival};
use domain::{ContactEvent, CustomerId, Language, ThreadId};
use jiff::Timestamp;

use crate::error::SimulationError;
use crate::floor::Floor;
use crate::recorded::RecordedEvent;

impl Floor<'_> {
    /// Handles a message as the desk does.
    pub(crate) fn arrives(
        &mut self,
        recorded: &RecordedEvent,
        now: Timestamp,
    ) -> Result<(), SimulationError> {
        let event = &recorded.event;
        let home = customer_of(recorded);
        let standing = self.standing(&home);
        let arrival = self.arrival(recorded, home, &standing.customer)?;
        let joins = self.joins(event, &standing.customer, &arrival);
        let promise = |source| SimulationError::Promise {
            event: event.event_key.clone(),
            source,
        };
        let joined = joins.and_then(|place| Some((place, self.threads.get(place)?.clone())));
        let (here, mut change) = match joined {
            Some((place, thread)) => {
                let change = receive::join(self.care, thread, &arrival, now).map_err(promise)?;
                (place, change)
            }
            None => {
                let customer = standing.customer.clone();
                let change = receive::open(self.care, self.new_reference(), customer, &arrival)
                    .map_err(promise)?;
                self.book
                    .opened(&change.thread, recorded, &arrival.topic.by);
                (self.add(change.thread.clone()), change)
            }
        };
        if receive::needs_an_agent(&change.thread) {
            let occasion = if joins.is_none() {
                "message"
            } else {
                "returned"
            };
            self.assign(&mut change, occasion, now);
        }
        change.keep_in_step(&standing, false, false);
        self.remember(event, here);
        self.apply(here, change, now);
        self.take_up(here, now)?;
        if self.is_busy() {
            self.watch_all(now);
        }
        Ok(())
    }

    fn arrival<'e>(
        &self,
        recorded: &'e RecordedEvent,
        home: CustomerId,
        customer: &Customer,
    ) -> Result<Arrival<'e>, SimulationError> {
        let event = &recorded.event;
        let hints: Vec<&str> = event
            .language
            .as_deref()
            .into_iter()
            .chain(customer.language.as_ref().map(Language::as_str))
            .collect();
        let understood = self.reader.read(self.care, event, &hints);
        if self.care.topic(&understood.topic.topic).is_none() {
            return Err(SimulationError::NoTopic(understood.topic.topic));
        }
        let subject = event.subject.as_deref().unwrap_or_default();
        Ok(Arrival {
            event,
            home,
            writer: Writer::Plausible,
            topic: understood.topic,
            language: understood.language,
            orders: self
                .care
                .orders_in(&format!("{subject}\n{}", event.new_text())),
            segment: self
                .care
                .segment_of(event)
                .or_else(|| recorded.segment.clone()),
            whole_text_at: None,
            text: event.text.clone().unwrap_or_default(),
            mood: understood.mood,
            held: None,
            receipt_to: None,
        })
    }

    /// The thread that a message joins; none for a new one.
    fn joins(
        &self,
        event: &ContactEvent,
        customer: &Customer,
        arrival: &Arrival<'_>,
    ) -> Option<usize> {
        let replies_to = self.replies_to(event, &customer.id);
        let motive = receive::explicit_motive(&arrival.topic);
        let ids = match place(
            event,
            customer,
            replies_to.as_ref(),
            motive,
            &arrival.orders,
        ) {
            Placement::Join(id) => vec![id],
            Placement::JoinLatestOf(ids) => ids,
            Placement::Open => late_courtesy(event, customer),
        };
        let places = ids.iter().filter_map(|id| self.places.get(id).copied());
        places.max_by_key(|place| {
            self.threads
                .get(*place)
                .map(|thread| thread.last_message_at)
        })
    }

    /// The customer's thread whose message this one answers.
    fn replies_to(&self, event: &ContactEvent, customer: &CustomerId) -> Option<ThreadId> {
        let nearest_first = event.reply_to.iter().chain(event.references.iter().rev());
        let known =
            nearest_first.filter_map(|id| self.messages.get(&(event.channel.clone(), id.clone())));
        let mut threads = known.filter_map(|place| self.threads.get(*place));
        let theirs = threads.find(|thread| thread.customer == *customer);
        theirs.map(|thread| thread.id.clone())
    }

    fn remember(&mut self, event: &ContactEvent, here: usize) {
        if let Some(id) = &event.external_message_id {
            self.messages
                .insert((event.channel.clone(), id.clone()), here);
        }
    }

    fn new_reference(&self) -> ThreadId {
        let number = 1_000_000 + self.threads.len();
        ThreadId::new(format!("{}-{number}", self.care.reference_prefix))
    }
}

/// Whose a message is: the record's word, else the contact's own.
fn customer_of(recorded: &RecordedEvent) -> CustomerId {
    recorded.customer.clone().unwrap_or_else(|| {
        let contact = recorded.event.contact_key();
        let one = contact.map_or_else(
            || recorded.event.order_group(),
            |key| key.as_str().to_owned(),
        );
        CustomerId::new(format!("contact {one}"))
    })
}
