//! Where a request comes from: as all of Meta's.

meta::webhook!(crate::Messenger, "/messenger");
