//! How things are shown to an operator.

pub(crate) mod agent;
pub(crate) mod commitments;
pub(crate) mod customer;
pub(crate) mod decision;
pub(crate) mod held;
pub(crate) mod quarantine;
pub(crate) mod retraining;
pub(crate) mod simulate;
pub(crate) mod spam;
pub(crate) mod table;
pub(crate) mod text;
pub(crate) mod thread;
pub(crate) mod time;
pub(crate) mod timeline;
pub(crate) mod topics;
