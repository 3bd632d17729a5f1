//! How Meta signs a request, for the conformance suite.

meta::specimen!(crate::Messenger, crate::webhook::PATH, "messenger");
