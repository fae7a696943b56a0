//! What time it is: tokio's, where that is at hand, so that a paused clock stops everything; a browser's on WebAssembly.
//! Waiting is the transport's.

#[cfg(all(feature = "tokio", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub(crate) use tokio::time::Instant;

#[cfg(all(not(feature = "tokio"), not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub(crate) use std::time::Instant;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) use web_time::Instant;

/// The date and the time.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) fn now() -> std::time::SystemTime {
    std::time::SystemTime::now()
}

/// The date and the time.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) fn now() -> std::time::SystemTime {
    let now = web_time::SystemTime::now().duration_since(web_time::UNIX_EPOCH);
    std::time::SystemTime::UNIX_EPOCH + now.unwrap_or_default()
}
