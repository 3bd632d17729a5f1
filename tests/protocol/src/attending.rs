//! Looking after an agent: what they have is handed over where they are not there.

use crate::THREADS;
use crate::shop::{Minute, agent_id, instant, minute};
use crate::work::Work;
use crate::worker::{Attending, Doing, Job};

impl Work<'_> {
    /// Somebody says that an agent is not there, or is again.
    pub(crate) fn set_absent(&mut self, agent: u8, is_absent: bool) {
        self.begin();
        let now = self.now();
        if let Some(load) = self.state.table.loads.get_mut(usize::from(agent)) {
            load.absent = is_absent.then_some((now, false));
            load.misses = 0;
        }
        if self.scenario.habits.absence_is_due {
            if let Some(due) = self.state.table.looked_after_at.get_mut(usize::from(agent)) {
                *due = Some(now);
            }
            self.is_due_anew(agent);
        }
        self.goes_to(Doing::GoesOn(Job::LookAfter(agent)));
    }

    /// An agent is looked after: their load is read, and what they have, but for those in `missed` that the index does not
    /// show yet.
    pub(crate) fn attend(&mut self, agent: u8, missed: u8) {
        let at = usize::from(agent);
        let mut due = None;
        if self.doing() == Doing::Idle {
            self.begin();
            due = self.state.table.looked_after_at.get(at).copied().flatten();
        }
        let table = &self.state.table;
        let theirs = (0..).zip(&table.threads).filter(|(thread, row)| {
            let hidden = table.behind & missed & 1 << thread != 0;
            !hidden
                && row
                    .and_then(|row| row.burden())
                    .is_some_and(|(who, _)| who == agent)
        });
        let left = theirs.fold(0, |all, (thread, _)| all | 1 << thread);
        let absent = table.loads.get(at).and_then(|load| load.absent);
        self.goes_to(Doing::GoesOn(Job::Attend(Attending {
            agent,
            absent,
            due,
            left,
        })));
    }

    pub(crate) fn go_on_attending(&mut self, attending: Attending) {
        let next = (0..THREADS as u8).find(|thread| attending.left & 1 << thread != 0);
        let Some(thread) = next else {
            return self.has_attended(attending);
        };
        let reading = self.state.table.read(thread);
        let rest = Attending {
            left: attending.left & !(1 << thread),
            ..attending
        };
        self.has_read(Job::Attend(rest), reading);
    }

    /// Notes when the agent is to be looked after again, unless somebody wants it sooner meanwhile.
    fn has_attended(&mut self, attending: Attending) {
        let again = self.scenario.habits.looks_again && attending.absent.is_some();
        let next = if again {
            attending.due
        } else {
            self.next_change(attending.agent)
        };
        let at = usize::from(attending.agent);
        if let Some(stands) = self.state.table.looked_after_at.get_mut(at)
            && attending.due.is_some()
            && *stands == attending.due
        {
            *stands = next;
        }
        self.end();
    }

    /// An agent is to be looked after from another instant on: whoever is about it already does not move that on. The
    /// model's minutes are too coarse to tell the two instants apart, the table's are not.
    pub(crate) fn is_due_anew(&mut self, agent: u8) {
        for worker in &mut self.state.workers {
            if let Some(Job::Attend(attending)) = worker.doing.job_mut()
                && attending.agent == agent
            {
                attending.due = None;
            }
        }
    }

    fn next_change(&self, agent: u8) -> Option<Minute> {
        let agent = self.decisions.care().agents.get(&agent_id(agent))?;
        let next = minute(agent.next_change(instant(self.now()))?);
        (next <= self.scenario.ends).then_some(next)
    }
}
