//! How Meta signs a request, for the conformance suite.

meta::specimen!(crate::Instagram, crate::webhook::PATH, "instagram");
