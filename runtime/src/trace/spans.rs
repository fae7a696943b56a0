//! The spans, under the names of OpenTelemetry's conventions for HTTP clients. No field has a value of a parameter, a
//! header, or an address beyond host and port.

use std::borrow::Cow;
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use http::{Method, Request, StatusCode, Uri};
use tracing::field::Empty;
use tracing::{Level, Span, debug, span};

use crate::request::Body;
use crate::response::{Failure, Outcome, Success};
use crate::spec::EndpointSpec;

/// The error type of an answer that cannot be read.
const MALFORMED: &str = "malformed";

/// The span of a call. It is never entered: what happens in a call happens in one of its attempts, or between them.
pub(crate) struct CallTrace(Span);

impl CallTrace {
    /// That of an answer which is read without a call.
    pub(crate) fn none() -> Self {
        Self(Span::none())
    }

    pub(crate) fn begin(spec: &'static EndpointSpec) -> Self {
        Self(span!(
            target: "sigpost",
            Level::INFO,
            "sigpost.call",
            otel.name = spec.name,
            otel.kind = "internal",
            otel.status_code = Empty,
            sigpost.endpoint = spec.name,
            sigpost.attempts = Empty,
            http.response.status_code = Empty,
            error.type = Empty,
        ))
    }

    /// The span of the next attempt, after so many.
    pub(crate) fn attempt(
        &self,
        spec: &'static EndpointSpec,
        request: &Request<Body>,
        sent: u32,
        is_readdressed: bool,
    ) -> AttemptTrace {
        // Of another address the template says nothing.
        let template = || (!is_readdressed).then(|| template(spec.path));
        AttemptTrace(span!(
            target: "sigpost",
            parent: self.id(),
            Level::INFO,
            "sigpost.attempt",
            otel.name = name(request.method(), template()),
            otel.kind = "client",
            otel.status_code = Empty,
            sigpost.endpoint = spec.name,
            http.request.method = known(request.method()).unwrap_or("_OTHER"),
            http.request.method_original =
                known(request.method()).is_none().then_some(request.method().as_str()),
            http.request.resend_count = (sent > 0).then_some(sent),
            http.response.status_code = Empty,
            url.template = template(),
            server.address = request.uri().host().map(|host| host.trim_matches(['[', ']'])),
            server.port = port(request.uri()),
            error.type = Empty,
        ))
    }

    /// The request is sent again, after this wait.
    pub(crate) fn retry(&self, wait: Duration, failure: &Failure) {
        debug!(
            target: "sigpost",
            parent: self.id(),
            wait_ms = wait.as_millis() as u64,
            reason = &*error_type(failure),
            "the request is sent again"
        );
    }

    /// The answer could not be read.
    pub(crate) fn malformed(&self) {
        fail(&self.0, MALFORMED);
    }

    /// There is an answer, after so many attempts. The trace ends when it has been read.
    pub(crate) fn succeed(self, success: &mut Success, sent: u32) {
        // A span that is off knows its fields nevertheless, and would look for them.
        if !self.0.is_disabled() {
            self.0.record("sigpost.attempts", sent);
            record_status(&self.0, Some(success.status()));
        }
        success.set_trace(self);
    }

    pub(crate) fn fail(&self, failure: &Failure, sent: u32) {
        if !self.0.is_disabled() {
            self.0.record("sigpost.attempts", sent);
            record_status(&self.0, failure.status());
            fail(&self.0, &error_type(failure));
        }
    }

    /// What attempts are part of; where this span is filtered out, what the call is part of.
    fn id(&self) -> Option<tracing::Id> {
        self.0.id().or_else(|| Span::current().id())
    }
}

/// The span of an attempt.
pub(crate) struct AttemptTrace(Span);

impl AttemptTrace {
    /// The attempt, inside its span while it is polled.
    pub(crate) fn follow<F: Future>(&self, mut attempt: Pin<&mut F>) -> impl Future<Output = F::Output> {
        poll_fn(move |context| self.0.in_scope(|| attempt.as_mut().poll(context)))
    }

    /// Has its context go with the request, with the feature `opentelemetry`.
    pub(crate) fn propagate(&self, request: &mut Request<Body>) {
        #[cfg(feature = "opentelemetry")]
        super::propagation::inject(&self.0, request.headers_mut());
        let _ = request;
    }

    pub(crate) fn end(&self, outcome: &Outcome) {
        if self.0.is_disabled() {
            return;
        }
        match outcome {
            Ok(success) => record_status(&self.0, Some(success.status())),
            Err(failure) => {
                record_status(&self.0, failure.status());
                // Where a server sends a request elsewhere, the attempt itself has gone well.
                if !matches!(failure, Failure::Error(response) if response.status().is_redirection()) {
                    fail(&self.0, &error_type(failure));
                }
            }
        }
    }
}

fn record_status(span: &Span, status: Option<StatusCode>) {
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
}

fn fail(span: &Span, error_type: &str) {
    span.record("otel.status_code", "ERROR");
    span.record("error.type", error_type);
}

/// What went wrong, in one of a few words; of an error answer its status.
fn error_type(failure: &Failure) -> Cow<'static, str> {
    Cow::Borrowed(match failure {
        Failure::Request(_) => "request",
        Failure::Transport(error) => error.type_name(),
        Failure::Error(response) => return Cow::Owned(response.status().as_str().to_owned()),
        Failure::Malformed(malformed) if malformed.response().is_timeout() => "timeout",
        Failure::Malformed(malformed) if malformed.response().is_cut_off() => "broken",
        Failure::Malformed(_) => MALFORMED,
    })
}

/// The name of an attempt: few, so that they can be counted by it.
fn name(method: &Method, template: Option<String>) -> String {
    let method = known(method).unwrap_or("HTTP");
    match template {
        Some(template) => format!("{method} {template}"),
        None => method.to_owned(),
    }
}

/// The method, if it is one of those that OpenTelemetry knows (RFC 9110, RFC 5789).
fn known(method: &Method) -> Option<&str> {
    let is_known = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::DELETE,
        Method::CONNECT,
        Method::OPTIONS,
        Method::TRACE,
        Method::PATCH,
    ]
    .contains(method);
    is_known.then_some(method.as_str())
}

/// The path as OpenTelemetry writes it: `/users/{id}` for `/users/<id>`.
fn template(path: &str) -> String {
    path.replace("..>", ">").replace('<', "{").replace('>', "}")
}

fn port(uri: &Uri) -> Option<u16> {
    uri.port_u16().or(match uri.scheme_str() {
        Some("https") => Some(443),
        Some("http") => Some(80),
        _ => None,
    })
}
