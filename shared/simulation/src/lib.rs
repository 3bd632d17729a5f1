#![doc = include_str!("../README.md")]

mod agenda;
mod arriving;
mod assigning;
mod assumptions;
mod book;
mod compare;
mod error;
mod floor;
mod hours;
mod picture;
mod reader;
mod recorded;
mod replay;
mod run;
mod sweeping;
mod totals;
mod working;

pub use assumptions::Assumptions;
pub use compare::{AgentPair, Comparison, HourPair, Moved, PromisePair, compare};
pub use error::SimulationError;
pub use picture::{Labels, picture};
pub use reader::{ByTopics, Reads, Understood};
pub use recorded::{BadLine, RecordedEvent, of_thread, read_lines};
pub use replay::{Progress, simulate};
pub use run::{
    AgentRun, AnswerTimes, LeftOut, Outcome, PromiseRun, PromiseTotals, Run, ThreadRun, Totals,
};
