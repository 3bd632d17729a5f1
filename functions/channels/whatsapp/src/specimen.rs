//! How Meta signs a request, for the conformance suite.

meta::specimen!(crate::Whatsapp, crate::webhook::PATH, "whatsapp");
