//! What makes a channel one that may run: it has passed the conformance suite.

use crate::Reader;

/// A channel that passes the conformance suite. Whatever runs or lists channels asks for it, so a channel without the
/// suite does not build. Only [`crate::conformance!`] implements it, and makes the tests in the same breath.
pub trait Conforms: Reader {
    #[doc(hidden)]
    fn passes_the_conformance_suite(&self) {}
}

/// Gives a channel the conformance suite: one line in its `lib.rs`, beside a `#[cfg(test)] mod specimen` that says how
/// its provider signs. `reader` is for a channel whose events AWS itself delivers.
///
/// ```text
/// channel::conformance!(Telegram, crate::specimen::Specimen);
/// channel::conformance!(reader Email, crate::specimen::Specimen);
/// ```
///
/// What the suite asks is listed in [the kit's README](crate).
#[macro_export]
macro_rules! conformance {
    (reader $channel:ty, $specimen:path) => {
        impl $crate::Conforms for $channel {}

        #[cfg(test)]
        mod conformance_suite {
            use $specimen as Specimen;
            $crate::conformance!(@tests Specimen:
                all_fixtures_read_as_recorded,
                all_collected_samples_read_as_recorded,
                garbage_is_kept_and_never_panics,
                the_same_event_ten_times_has_one_key,
                arbitrary_bytes_never_panic,
                damaged_fixtures_never_panic_and_lose_nothing,
                nothing_planted_is_told,
            );
        }
    };
    ($channel:ty, $specimen:path) => {
        $crate::conformance!(reader $channel, $specimen);

        #[cfg(test)]
        mod conformance_of_proof {
            use $specimen as Specimen;
            $crate::conformance!(@tests Specimen:
                a_good_proof_is_taken,
                a_missing_proof_is_refused,
                a_wrong_proof_is_refused,
                a_truncated_or_longer_proof_is_refused,
                a_tampered_body_is_refused,
                an_expired_proof_is_refused,
                a_rotated_secret_counts_until_it_is_dropped,
                an_empty_secret_proves_nothing,
                an_oversize_body_is_refused_unread,
                garbage_after_a_good_proof_is_read_without_panic,
                arbitrary_requests_never_panic,
            );
        }
    };
    (@tests $specimen:ident: $($name:ident,)*) => {
        $(
            #[test]
            fn $name() {
                $crate::conformance::$name::<$specimen>();
            }
        )*
    };
}
