//! Bytes whose origin is proved.

use bytes::Bytes;

/// Bytes whose origin is proved. Only this crate makes one, so a reader cannot be given anything else.
#[derive(Clone, Debug)]
pub struct Verified {
    bytes: Bytes,
}

impl Verified {
    /// For the proofs in [`crate::signature`].
    pub(crate) fn proved(bytes: &Bytes) -> Self {
        Self {
            bytes: bytes.clone(),
        }
    }

    /// Bytes that AWS itself delivered to a function which nobody else may call: IAM is the proof (SES through SQS).
    pub fn delivered_by_aws(bytes: impl Into<Bytes>) -> Self {
        Self {
            bytes: bytes.into(),
        }
    }

    /// Bytes that an operator hands in at the command line: they answer for them.
    pub fn handed_in_by_operator(bytes: impl Into<Bytes>) -> Self {
        Self {
            bytes: bytes.into(),
        }
    }

    /// The bytes.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}
