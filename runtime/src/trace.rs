//! What `tracing` is told of a call: a span for the call, one for each attempt, and an event where it is tried again. With
//! the feature off nothing is left of it.

#[cfg(feature = "opentelemetry")]
mod propagation;
#[cfg(feature = "tracing")]
mod spans;
#[cfg(feature = "tracing")]
pub(crate) use self::spans::CallTrace;

#[cfg(not(feature = "tracing"))]
mod without;
#[cfg(not(feature = "tracing"))]
pub(crate) use self::without::CallTrace;
