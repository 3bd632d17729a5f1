//! How Amazon Connect invokes us, for the conformance suite.

use channel::conformance;

use crate::Connect;

pub(crate) struct Specimen;

impl conformance::Specimen for Specimen {
    type Channel = Connect;

    const COLLECTED: &'static [&'static str] = &["connect"];

    fn channel() -> Connect {
        Connect
    }

    fn folder() -> &'static str {
        env!("CARGO_MANIFEST_DIR")
    }
}
