//! What HTTP/2 says of a request that came to nothing: that the server did not process it, so that it may be sent again
//! whatever it is, or that its own body failed.

use std::error::Error as StdError;
use std::iter::successors;

/// Whether the server says that it did not process the request (RFC 9113, section 8.7).
pub(super) fn is_unprocessed(error: &(dyn StdError + 'static)) -> bool {
    error_of_http2(error).is_some_and(|error| match error.reason() {
        Some(h2::Reason::NO_ERROR) => error.is_remote() && error.is_go_away(),
        Some(h2::Reason::REFUSED_STREAM) => error.is_remote() && error.is_reset(),
        _ => false,
    })
}

/// Whether the stream was reset from here since the body of the request failed, which is all that hyper says of that over
/// HTTP/2. When a call is dropped, the reason is another one.
pub(super) fn is_failed_body(error: &(dyn StdError + 'static)) -> bool {
    error_of_http2(error).is_some_and(|error| {
        let is_from_here = !error.is_remote() && !error.is_library();
        is_from_here && error.is_reset() && error.reason() == Some(h2::Reason::INTERNAL_ERROR)
    })
}

fn error_of_http2<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a h2::Error> {
    let mut causes = successors(Some(error), |&cause| cause.source());
    causes.find_map(|cause| cause.downcast_ref::<h2::Error>())
}
