//! The model check: all holds in every state, each condition is needed, and the model decides as the domain does.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod holds;
mod ledger;
mod needed;
mod scenarios;
mod true_to_life;
