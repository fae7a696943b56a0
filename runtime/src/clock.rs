//! What time it is: tokio's, where that is at hand, so that a paused clock stops everything; a browser's on WebAssembly.
//! Waiting is the transport's.

#[cfg(all(feature = "tokio", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub(crate) use tokio::time::Instant;

#[cfg(all(not(feature = "tokio"), not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub(crate) use std::time::Instant;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) use web_time::Instant;

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use std::time::SystemTime;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
use web_time::SystemTime;

/// How long it is since 1970, where the clock is not set to a time before.
pub(crate) fn since_epoch() -> std::time::Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}
