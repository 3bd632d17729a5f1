//! What somebody does next, step by step, as the desk does it: read and decide, write, queue, mark, flush. Between any two
//! of these others may do theirs.

use std::collections::BTreeMap;

use crate::ledger::decisions::{Decisions, Matter, Question};
use crate::ledger::deed::Deed;
use crate::ledger::kept::Kept;
use crate::ledger::outcome::{Outcome, Seed};
use crate::ledger::scenario::{Scenario, Steps};
use crate::ledger::state::State;
use crate::ledger::worker::{Doing, Job, Todo};

/// Somebody at work in a state.
pub(crate) struct Work<'w> {
    pub(crate) scenario: &'w Scenario,
    pub(crate) decisions: &'w Decisions,
    pub(crate) state: &'w mut State,
    /// Which of the workers.
    pub(crate) worker: usize,
}

impl Work<'_> {
    /// They begin something: the time and the configuration of this moment are theirs to its end.
    pub(crate) fn begin(&mut self, matter: Matter) {
        let job = Job {
            matter,
            now: self.state.now(self.scenario),
            second: self.state.table.second,
        };
        if matter == Matter::Flush {
            let todo = self.flush();
            return self.tells(todo);
        }
        self.goes_to(Doing::Began(job));
        if self.scenario.steps != Steps::All {
            self.read(job);
        }
    }

    /// The next step.
    pub(crate) fn step(&mut self) {
        match self.doing() {
            Doing::Idle => {}
            Doing::Began(job) => self.read(job),
            Doing::HasDecided(job, before) => self.write(job, &before),
            Doing::Tells(todo) => self.tell(todo),
        }
    }

    /// Forgets everything.
    pub(crate) fn end(&mut self) {
        self.goes_to(Doing::Idle);
    }

    fn read(&mut self, job: Job) {
        let thread = self.state.table.thread.clone();
        match self.ask(job, &thread) {
            Some(_) => self.goes_to(Doing::HasDecided(job, thread)),
            None => {
                self.is_done(job);
                self.end();
            }
        }
    }

    fn ask(&self, job: Job, thread: &Kept) -> Option<std::sync::Arc<Outcome>> {
        self.decisions.ask(&Question {
            thread: thread.clone(),
            matter: job.matter,
            now: job.now,
            second: job.second,
        })
    }

    /// Others may have been faster: then the thread is read anew.
    fn write(&mut self, job: Job, before: &Kept) {
        let Some(outcome) = self.ask(job, before) else {
            return self.end();
        };
        let conditions = self.scenario.conditions;
        if !self.state.table.transact(before, &outcome, conditions) {
            return self.goes_to(Doing::Began(job));
        }
        self.is_done(job);
        let notices = outcome.notices.iter().copied();
        let (alarms, others): (Vec<Seed>, Vec<Seed>) =
            notices.partition(|it| it.kind.is_alarm() && job.matter == Matter::Sweep);
        let mut todo = queue(ids(&others));
        todo.extend(self.alarms(&ids(&alarms)));
        match self.scenario.steps {
            Steps::Two => self.tell(todo),
            Steps::Three | Steps::All => self.tells(todo),
        }
    }

    /// It need not be done again.
    fn is_done(&mut self, job: Job) {
        let deeds = (0..).zip(&self.scenario.deeds);
        let mut found = deeds.filter(|(_, deed)| job.matter == Matter::Deed(**deed));
        if let Some((index, deed)) = found.find(|(index, _)| self.state.done & 1 << index == 0) {
            self.state.done |= 1 << index;
            if let Deed::Apply { second } = deed {
                self.state.table.second = *second;
            }
        }
    }

    fn tells(&mut self, todo: Vec<Todo>) {
        let doing = if todo.is_empty() {
            Doing::Idle
        } else {
            Doing::Tells(todo)
        };
        self.goes_to(doing);
    }

    /// One call, or where steps are large all that is left.
    fn tell(&mut self, mut todo: Vec<Todo>) {
        while !todo.is_empty() {
            let first = todo.remove(0);
            let mut before = self.call(first);
            before.append(&mut todo);
            todo = before;
            if self.scenario.steps == Steps::All {
                break;
            }
        }
        self.tells(todo);
    }

    /// One call, and what is to be done after it before anything else.
    fn call(&mut self, todo: Todo) -> Vec<Todo> {
        match todo {
            Todo::Send(ids) => {
                for id in ids {
                    self.state
                        .table
                        .row_mut(id)
                        .into_iter()
                        .for_each(|row| row.queued = true);
                }
                Vec::new()
            }
            Todo::Mark(id) => {
                self.state
                    .table
                    .row_mut(id)
                    .into_iter()
                    .for_each(|row| row.unsent = false);
                Vec::new()
            }
            Todo::Together(ids) => self.put_together(ids),
        }
    }

    fn put_together(&mut self, ids: Vec<u64>) -> Vec<Todo> {
        let Some(digest) = self.decisions.digest(&ids) else {
            return Vec::new();
        };
        let table = &mut self.state.table;
        if table.put_together(digest, &ids, self.scenario.conditions) {
            return queue(vec![digest.id]);
        }
        let unsent = |id: &u64| table.row(*id).is_some_and(|row| row.unsent);
        let left: Vec<u64> = ids.into_iter().filter(unsent).collect();
        if left.is_empty() {
            return Vec::new();
        }
        vec![Todo::Together(left)]
    }

    /// What a sweep does in the end: everything unsent is queued, however young, for a sweep may be slow. It may come at any
    /// moment, as there are others who sweep.
    fn flush(&mut self) -> Vec<Todo> {
        let rows = self.state.table.notices.iter().filter(|row| row.unsent);
        let (alarms, others): (Vec<Seed>, Vec<Seed>) =
            rows.map(|row| row.seed).partition(|it| it.kind.is_alarm());
        let mut todo = queue(ids(&others));
        todo.extend(self.alarms(&ids(&alarms)));
        todo
    }

    /// One by one, or where somebody would get too many, together.
    fn alarms(&self, ids: &[u64]) -> Vec<Todo> {
        let mut theirs: BTreeMap<u8, Vec<u64>> = BTreeMap::new();
        for row in ids.iter().filter_map(|id| self.state.table.row(*id)) {
            theirs.entry(row.seed.to).or_default().push(row.seed.id);
        }
        let most = usize::from(self.scenario.shop.digest_above);
        let told = theirs.into_values().map(|ids| match ids.len() <= most {
            true => queue(ids),
            false => vec![Todo::Together(ids)],
        });
        told.flatten().collect()
    }

    fn doing(&self) -> Doing {
        let worker = self.state.workers.get(self.worker);
        worker.map_or(Doing::Idle, |worker| worker.doing.clone())
    }

    fn goes_to(&mut self, doing: Doing) {
        if let Some(worker) = self.state.workers.get_mut(self.worker) {
            worker.doing = doing;
        }
    }
}

fn ids(seeds: &[Seed]) -> Vec<u64> {
    seeds.iter().map(|seed| seed.id).collect()
}

/// Queue them, then note of each that it is queued.
fn queue(ids: Vec<u64>) -> Vec<Todo> {
    if ids.is_empty() {
        return Vec::new();
    }
    let marks: Vec<Todo> = ids.iter().copied().map(Todo::Mark).collect();
    std::iter::once(Todo::Send(ids)).chain(marks).collect()
}
