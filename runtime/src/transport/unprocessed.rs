//! What a server says of a request that it did not process, so that it may be sent again whatever it is.

use std::error::Error as StdError;
use std::iter::successors;

/// Whether the server says that it did not process the request (RFC 9113, section 8.7).
pub(super) fn is_unprocessed(error: &(dyn StdError + 'static)) -> bool {
    let mut causes = successors(Some(error), |&cause| cause.source());
    let error = causes.find_map(|cause| cause.downcast_ref::<h2::Error>());
    error.is_some_and(|error| match error.reason() {
        Some(h2::Reason::NO_ERROR) => error.is_remote() && error.is_go_away(),
        Some(h2::Reason::REFUSED_STREAM) => error.is_remote() && error.is_reset(),
        _ => false,
    })
}
