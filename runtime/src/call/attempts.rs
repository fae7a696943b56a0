//! The way of a call through the transport: as many attempts as its policies allow, with the credentials of the client, until
//! there is an outcome.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::header::AUTHORIZATION;
use http::{Request, StatusCode};

use super::authorized;
use crate::client::{Client, Issued};
use crate::error::Delivery;
use crate::policy::{Deadline, Policies, Stalling, follow, is_worth_retrying};
use crate::request::{Body, RequestError};
use crate::response::{Failure, Outcome, Wants, collect, receive, receive_streamed};
use crate::spec::EndpointSpec;
use crate::trace::CallTrace;
use crate::transport::TransportError;

/// What of a call outlasts an attempt.
pub(super) struct Attempts {
    client: Client,
    spec: &'static EndpointSpec,
    policies: Policies,
    is_idempotent: bool,
    deadline: Deadline,
    /// How often a request was sent.
    sent: u32,
    /// How many of these times were second tries after a failure.
    retries: u32,
    redirects: u32,
    /// The token that was sent, of credentials that are asked for.
    token: Option<Arc<Issued>>,
    /// Whether a refused token was replaced by another one.
    is_replayed: bool,
    /// Whether it goes to another origin, where the credentials do not go: from the beginning, or by a redirect.
    is_elsewhere: bool,
    /// What the attempt before came to.
    earlier: Option<Failure>,
    /// Whether one of the attempts before may have reached the server.
    has_reached: bool,
    trace: CallTrace,
}

impl Attempts {
    /// Sends the request until there is an outcome.
    ///
    /// The future keeps only what it needs: from 1,024 bytes on, each one costs glibc's allocator 6,000 instructions more.
    pub(super) async fn run(
        client: Client,
        spec: &'static EndpointSpec,
        wants: &'static Wants,
        request: Result<Request<Body>, RequestError>,
        policies: Policies,
        is_idempotent: bool,
        is_elsewhere: bool,
    ) -> Outcome {
        let trace = CallTrace::begin(spec);
        let mut request = match request {
            Ok(request) => request,
            Err(error) => return Err(trace.fail(Failure::Request(error), 0)),
        };
        let mut attempts = Self {
            deadline: Deadline::new(policies.timeout, policies.attempt_timeout),
            client,
            spec,
            policies,
            is_idempotent: is_idempotent || request.method().is_idempotent(),
            sent: 0,
            retries: 0,
            redirects: 0,
            token: None,
            is_replayed: false,
            is_elsewhere,
            earlier: None,
            has_reached: false,
            trace,
        };
        loop {
            let spare = attempts.spare(&request);
            let trace = attempts.trace.attempt(spec, &request, attempts.sent, attempts.redirects > 0);
            if !attempts.is_elsewhere {
                trace.propagate(&mut request);
            }
            let outcome = trace.follow(pin!(attempts.send(request, wants))).await;
            trace.end(&outcome);
            let failure = match outcome {
                Ok(success) => {
                    attempts.client.retry_budget().earn();
                    return Ok(attempts.trace.succeed(success, attempts.sent));
                }
                Err(failure) => failure,
            };
            // Rare, and not to be paid for by the future of every call.
            match Box::pin(attempts.next(failure, spare)).await {
                Ok(next) => request = next,
                Err(failure) => {
                    let failure = failure.after(attempts.sent, attempts.has_reached);
                    return Err(attempts.trace.fail(failure, attempts.sent));
                }
            }
        }
    }

    /// A copy of the request, where it may be needed.
    fn spare(&self, request: &Request<Body>) -> Option<Request<Body>> {
        let is_needed = self.policies.retry.allows(self.retries)
            || self.policies.redirects > self.redirects
            || self.client.token_cell(self.spec).is_some();
        if !is_needed {
            return None;
        }
        let mut spare = Request::new(request.body().spare()?);
        *spare.method_mut() = request.method().clone();
        *spare.uri_mut() = request.uri().clone();
        *spare.headers_mut() = request.headers().clone();
        Some(spare)
    }

    /// Sends the request once, and collects the answer.
    async fn send(&mut self, mut request: Request<Body>, wants: &Wants) -> Outcome {
        let Self { client, spec, policies, deadline, .. } = self;
        let transport = client.transport();
        let failed = |error: TransportError| Failure::Transport(error.in_endpoint(spec.name));
        if let Some(timed_out) = deadline.over() {
            return Err(failed(TransportError::timed_out(timed_out, Delivery::NotSent)));
        }
        // That of the attempt before is none of this one's.
        self.token = None;
        if !self.is_elsewhere {
            // What the endpoint or the call says for itself goes before, and needs no token.
            if let Some(cell) = client.token_cell(spec)
                && !request.headers().contains_key(AUTHORIZATION)
            {
                let mut token = Box::pin(cell.token(transport));
                let token = match deadline.bound(transport, token.as_mut()).await {
                    Ok(token) => token.map_err(|error| Failure::Request(error.in_endpoint(spec.name)))?,
                    Err(timed_out) => {
                        return Err(failed(TransportError::timed_out(timed_out, Delivery::NotSent)));
                    }
                };
                request.headers_mut().insert(AUTHORIZATION, token.header.clone());
                self.token = Some(token);
            }
            request = authorized(client, spec, request).map_err(Failure::Request)?;
        }
        if transport.reads_extensions() {
            request.extensions_mut().insert(*spec);
        }
        self.sent += 1;
        let mut answer = transport.send(request);
        let answer = match deadline.bound(transport, answer.as_mut()).await {
            Ok(answer) => answer,
            Err(timed_out) => Err(TransportError::timed_out(timed_out, Delivery::MaybeSent)),
        };
        let answer = answer.map_err(failed)?;
        let (head, body) = answer.into_parts();
        if wants.is_streamed(head.status) {
            let body = match policies.read_timeout {
                Some(limit) => Body::new(Stalling::new(body, limit, client.clone())),
                None => body,
            };
            return receive_streamed(spec, head, body);
        }
        let collected = collect(body, policies.response_limit, deadline, transport).await;
        receive(spec, wants, head, collected, client.error_format(), policies.error_body_limit)
    }

    /// The request that may mend a failure, when its time has come.
    async fn next(
        &mut self,
        failure: Failure,
        spare: Option<Request<Body>>,
    ) -> Result<Request<Body>, Failure> {
        if let Failure::Request(error) = failure {
            // That there is no token for another attempt says less than what came of the one before.
            return Err(match self.earlier.take() {
                Some(earlier) => earlier.caused_by(error),
                None => Failure::Request(error),
            });
        }
        let Some(request) = self.mend(&failure, spare).await else { return Err(failure) };
        self.has_reached |= failure.delivery() != Delivery::NotSent;
        self.earlier = Some(failure);
        self.deadline.begin_attempt();
        Ok(request)
    }

    async fn mend(&mut self, failure: &Failure, spare: Option<Request<Body>>) -> Option<Request<Body>> {
        if let Failure::Error(response) = failure {
            if response.status() == StatusCode::UNAUTHORIZED
                && let Some(token) = self.token.take()
                && let Some(cell) = self.client.token_cell(self.spec)
            {
                cell.refuse(&token);
                let is_first = !std::mem::replace(&mut self.is_replayed, true);
                return spare.filter(|request| is_first && !request.body().is_spent());
            }
            if self.redirects < self.policies.redirects
                && let Some(followed) = spare.as_ref().and_then(|request| follow(request, response))
            {
                self.redirects += 1;
                self.is_elsewhere |= !followed.is_same_origin;
                // A POST may have become a GET.
                self.is_idempotent |= followed.request.method().is_idempotent();
                return Some(followed.request);
            }
        }
        if !is_worth_retrying(failure, self.is_idempotent) {
            // A server in trouble earns nothing, whether or not it may be asked again.
            let is_healthy = !is_worth_retrying(failure, true);
            if is_healthy && failure.delivery() == Delivery::Answered {
                self.client.retry_budget().earn();
            }
            return None;
        }
        let request = spare.filter(|request| !request.body().is_spent())?;
        self.wait(failure).await.then_some(request)
    }

    /// Waits before another attempt. Not, if there is to be none.
    async fn wait(&mut self, failure: &Failure) -> bool {
        let Self { client, policies, deadline, .. } = self;
        // Without random numbers the wait is as long as it can be.
        let random = getrandom::u64().unwrap_or(u64::MAX);
        let backoff = policies.retry.wait(self.retries, random);
        let asked = match failure {
            Failure::Error(response) => response.retry_after().unwrap_or_default(),
            _ => Duration::ZERO,
        };
        let wait = backoff.max(asked);
        if !policies.retry.allows(self.retries)
            || !client.transport().has_clock()
            || deadline.remaining().is_some_and(|remaining| remaining <= wait)
            || !client.retry_budget().spend()
        {
            return false;
        }
        self.retries += 1;
        self.trace.retry(wait, failure);
        client.transport().sleep(wait).await;
        // It may have taken longer than was asked.
        deadline.over().is_none()
    }
}
