//! The context of a trace as header fields: which ones, the global propagator of OpenTelemetry decides.

use http::{HeaderMap, HeaderName, HeaderValue};
use opentelemetry::propagation::Injector;
use opentelemetry::trace::TraceContextExt as _;
use opentelemetry::{Context, global};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

/// Writes the context of `span`; where no OpenTelemetry layer knows that, the context that is current.
pub(super) fn inject(span: &Span, headers: &mut HeaderMap) {
    let of_span = span.context();
    let context = if of_span.has_active_span() { of_span } else { Context::current() };
    global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut Fields(headers)));
}

struct Fields<'a>(&'a mut HeaderMap);

impl Injector for Fields<'_> {
    /// What the call says for itself goes before. A value that cannot be sent is left out: a call does not fail for it.
    fn set(&mut self, key: &str, value: String) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(key), HeaderValue::try_from(value)) {
            self.0.entry(name).or_insert(value);
        }
    }
}
