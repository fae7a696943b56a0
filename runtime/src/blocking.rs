//! Waiting for a call on a thread of one's own: one tokio runtime for the whole process, begun when first needed, so
//! that connections stay open from one call to the next.

use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use crate::request::{RequestError, RequestFault};

static RUNTIME: OnceLock<std::io::Result<Runtime>> = OnceLock::new();

/// Runs a future to its end.
///
/// # Errors
/// If this thread serves an async runtime, or none can be begun.
pub(crate) fn run<F: Future>(future: F) -> Result<F::Output, RequestError> {
    if Handle::try_current().is_ok() {
        let reason =
            "`blocking` was called inside an async runtime, where it would stop other tasks: use `.await`";
        return Err(RequestError::new(RequestFault::Blocking { reason }));
    }
    let runtime = RUNTIME.get_or_init(|| {
        Builder::new_multi_thread().worker_threads(1).thread_name("sigpost-blocking").enable_all().build()
    });
    match runtime {
        Ok(runtime) => Ok(runtime.block_on(future)),
        Err(error) => {
            let reason = "no runtime for blocking calls could be begun";
            Err(RequestError::new(RequestFault::Blocking { reason }).caused_by(error.to_string()))
        }
    }
}
