//! What somebody does next, step by step, as the desk does it: read, decide, write, tell. Between any two of these others
//! may do theirs.

use crate::Acting;
use crate::decisions::{Decisions, Matter, Question};
use crate::scenario::Scenario;
use crate::shop::Minute;
use crate::state::State;
use crate::table::{Outcome, Proposal, Reading};
use crate::worker::{Attending, Doing, Job, line};

/// Somebody at work in a state.
pub(crate) struct Work<'w> {
    pub(crate) scenario: &'w Scenario,
    pub(crate) decisions: &'w Decisions,
    pub(crate) state: &'w mut State,
    /// Which of the workers.
    pub(crate) worker: usize,
}

impl Work<'_> {
    /// A router takes a message up and looks up whether it was handled before. Of one that was, what is unsent is sent.
    pub(crate) fn take_up(&mut self, message: u8) {
        if !self.scenario.habits.takes_off_late {
            self.state.off_queue |= 1 << message;
        }
        self.begin();
        if self.state.table.has_seen(message) {
            self.finish(message);
        } else if self.scenario.is_fine {
            self.goes_to(Doing::LookedUp(message));
        } else {
            self.read_thread_of(message);
        }
    }

    /// A person acts: the thread is read.
    pub(crate) fn act(&mut self, acting: Acting, thread: u8) {
        self.begin();
        let reading = self.state.table.read(thread);
        self.has_read(Job::Act(acting), reading);
    }

    /// A sweep comes to a thread that is due.
    pub(crate) fn sweep(&mut self, thread: u8) {
        self.begin();
        let reading = self.state.table.read(thread);
        self.has_read(Job::Due, reading);
    }

    /// The waiting line is read, but for those in `missed` that the index does not show yet.
    pub(crate) fn read_line(&mut self, missed: u8) {
        if self.doing() == Doing::Idle {
            self.begin();
        }
        let line = line(&self.state.table, missed);
        self.advance(Job::Line(line));
    }

    /// The next step. False where it takes a choice, or there is none.
    pub(crate) fn step(&mut self) -> bool {
        match self.doing() {
            Doing::LookedUp(message) => self.read_thread_of(message),
            Doing::HasRead(job, reading) => self.decide(job, reading),
            Doing::HasDecided(job, proposal) => self.write(job, &proposal),
            Doing::HasWritten(job, notice) => {
                self.state.table.unsent.retain(|unsent| *unsent != notice);
                self.advance(job);
                self.take_off_at_once();
            }
            Doing::GoesOn(Job::Message(message)) => self.take_off(message),
            Doing::GoesOn(Job::Attend(attending)) => self.go_on_attending(attending),
            Doing::GoesOn(_) | Doing::Idle => return false,
        }
        true
    }

    /// Forgets everything.
    pub(crate) fn end(&mut self) {
        if let Some(worker) = self.state.workers.get_mut(self.worker) {
            worker.since = 0;
            worker.doing = Doing::Idle;
        }
    }

    pub(crate) fn doing(&self) -> Doing {
        let worker = self.state.workers.get(self.worker);
        worker.map_or(Doing::Idle, |worker| worker.doing)
    }

    fn read_thread_of(&mut self, message: u8) {
        let thread = self.scenario.messages.get(usize::from(message));
        let reading = self.state.table.read(thread.copied().unwrap_or(0));
        self.has_read(Job::Message(message), reading);
    }

    /// Reading loads is a step of its own, or the same.
    pub(crate) fn has_read(&mut self, job: Job, reading: Reading) {
        if self.scenario.is_fine {
            self.goes_to(Doing::HasRead(job, reading));
        } else {
            self.decide(job, reading);
        }
    }

    fn decide(&mut self, job: Job, reading: Reading) {
        let matter = match job {
            Job::Message(_) => Matter::Message,
            Job::Act(acting) => Matter::Act(acting),
            Job::Due => Matter::Due,
            Job::Line(_) => Matter::Line,
            Job::Attend(attending) => Matter::Presence(attending.agent, attending.absent),
            Job::LookAfter(_) => return self.end(),
        };
        let verdict = self.decisions.ask(&Question {
            matter,
            thread: reading.thread,
            row: reading.row,
            loads: self.state.table.loads,
            now: self.now(),
        });
        let message = match job {
            Job::Message(message) => Some(message),
            _ => None,
        };
        match verdict {
            Some(verdict) => self.goes_to(Doing::HasDecided(
                job,
                Proposal {
                    message,
                    thread: reading.thread,
                    version: reading.version,
                    had: reading.row.and_then(|row| row.agent),
                    verdict,
                },
            )),
            None if matches!(job, Job::Act(_)) => self.end(),
            None => self.advance(job),
        }
    }

    fn write(&mut self, job: Job, proposal: &Proposal) {
        let most = &self.scenario.shop.capacity_max;
        let before = self.state.table.unsent.len();
        let table = &mut self.state.table;
        match table.transact(proposal, self.scenario.conditions, most) {
            Outcome::Written => {
                if let Some(agent) = proposal.verdict.absentee() {
                    self.is_due_anew(agent);
                }
                let table = &mut self.state.table;
                if !self.scenario.indexes_lag {
                    table.behind = 0;
                }
                let notice = (table.unsent.len() > before).then(|| {
                    table
                        .unsent
                        .iter()
                        .rfind(|n| n.thread == proposal.thread)
                        .copied()
                });
                match notice.flatten() {
                    Some(notice) => self.goes_to(Doing::HasWritten(job, notice)),
                    None => self.advance(job),
                }
            }
            Outcome::SeenBefore => match job {
                Job::Message(message) => self.finish(message),
                _ => self.end(),
            },
            Outcome::Changed => self.look_anew(job, proposal.thread),
        }
    }

    /// Others were faster. A message, an action and what is due are looked at anew from their beginning; a thread of the
    /// waiting line is left to them.
    fn look_anew(&mut self, job: Job, thread: u8) {
        match job {
            Job::Line(_) => self.advance(job),
            Job::Attend(attending) => self.goes_to(Doing::GoesOn(Job::Attend(Attending {
                left: attending.left | 1 << thread,
                ..attending
            }))),
            _ => self.end(),
        }
    }

    /// One part of a job is through.
    fn advance(&mut self, job: Job) {
        match job {
            Job::Line(mut left) => {
                let Some(next) = left[0].take() else {
                    return self.end();
                };
                left.rotate_left(1);
                self.has_read(Job::Line(left), next);
            }
            Job::Message(_) | Job::Act(_) | Job::Attend(_) => self.goes_to(Doing::GoesOn(job)),
            Job::Due | Job::LookAfter(_) => self.end(),
        }
    }

    /// Of a message that was handled before, what is unsent is sent.
    fn finish(&mut self, message: u8) {
        let unsent = &mut self.state.table.unsent;
        unsent.retain(|notice| notice.message != Some(message));
        self.goes_to(Doing::GoesOn(Job::Message(message)));
        self.take_off_at_once();
    }

    /// The message is through: it leaves its queue.
    fn take_off(&mut self, message: u8) {
        self.state.off_queue |= 1 << message;
        self.end();
    }

    fn take_off_at_once(&mut self) {
        if let Doing::GoesOn(Job::Message(message)) = self.doing()
            && !self.scenario.is_fine
        {
            self.take_off(message);
        }
    }

    pub(crate) fn begin(&mut self) {
        let now = self.state.now;
        if let Some(worker) = self.state.workers.get_mut(self.worker) {
            worker.since = now;
        }
    }

    pub(crate) fn now(&self) -> Minute {
        self.state
            .workers
            .get(self.worker)
            .map_or(0, |worker| worker.since)
    }

    pub(crate) fn goes_to(&mut self, doing: Doing) {
        if let Some(worker) = self.state.workers.get_mut(self.worker) {
            worker.doing = doing;
        }
    }
}
