//! What tells who a customer is, beside the id by which a channel knows them as a contact.

use domain::{Identity, IdentityKind, Proof};

/// A user name. Only claimed: a name can be given up, and then be taken by another person.
pub fn username(channel: &str, name: &str) -> Identity {
    let name = name.trim_start_matches('@').to_lowercase();
    Identity {
        kind: IdentityKind::Username,
        value: format!("{channel}:@{name}"),
        proof: Proof::Claimed,
    }
}
