//! How Meta signs a request, for the conformance suite.

meta::specimen!(crate::Facebook, crate::webhook::PATH, "facebook");
