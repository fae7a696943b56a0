//! The way of a call through the transport: as many attempts as its policies allow, with the credentials of the client, until
//! there is an outcome.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::header::AUTHORIZATION;
use http::{Request, StatusCode};

use super::Exchange;
use super::spare::Spare;
use crate::client::{Credentials, Issued};
use crate::error::{Delivery, ErrorResponse};
use crate::policy::{Deadline, Policies, Stalling, follow, is_worth_retrying};
use crate::request::Body;
use crate::response::{Failure, Outcome, collect, receive, receive_streamed};
use crate::trace::{AttemptTrace, CallTrace};
use crate::transport::{Answer, TransportError};

/// What of a call outlasts an attempt.
pub(super) struct Attempts {
    /// Its request is the next one to be sent, until that is under way.
    exchange: Box<Exchange>,
    /// Of the request that is under way, where one may be needed.
    spare: Option<Spare>,
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
    /// Hence the box as well.
    pub(super) async fn run(mut exchange: Box<Exchange>) -> Outcome {
        let trace = CallTrace::begin(exchange.spec);
        match exchange.request() {
            Ok(request) => exchange.is_idempotent |= request.method().is_idempotent(),
            Err(error) => {
                let failure = Failure::Request(error);
                trace.fail(&failure, 0);
                return Err(failure);
            }
        }
        let Policies { timeout, attempt_timeout, .. } = exchange.policies;
        let mut attempts = Self {
            deadline: Deadline::new(timeout, attempt_timeout),
            is_elsewhere: exchange.is_elsewhere,
            exchange,
            spare: None,
            sent: 0,
            retries: 0,
            redirects: 0,
            token: None,
            is_replayed: false,
            earlier: None,
            has_reached: false,
            trace,
        };
        loop {
            let failure = match attempts.attempt().await {
                Ok(mut success) => {
                    attempts.exchange.client.retry_budget().earn();
                    attempts.trace.succeed(&mut success, attempts.sent);
                    return Ok(success);
                }
                Err(failure) => failure,
            };
            let wait = match attempts.next(failure) {
                Ok(wait) => wait,
                Err(failure) => return Err(attempts.ended(failure)),
            };
            attempts.deadline.begin_attempt();
            if !wait.is_zero() {
                attempts.exchange.client.transport().sleep(wait).await;
                attempts.deadline.begin_attempt();
                // It may have taken longer than was asked.
                if attempts.deadline.over().is_some()
                    && let Some(failure) = attempts.earlier.take()
                {
                    return Err(attempts.ended(failure));
                }
            }
        }
    }

    /// The failure with which the call ends.
    fn ended(&self, failure: Failure) -> Failure {
        let failure = failure.after(self.sent, self.has_reached);
        self.trace.fail(&failure, self.sent);
        failure
    }

    /// Leaves a copy of the request that is sent behind, where one may be needed.
    fn keep_spare(&mut self, sent: &Request<Body>) {
        let Exchange { client, policies, is_idempotent, .. } = &*self.exchange;
        let may_retry = *is_idempotent || client.transport().can_fail_unsent();
        let is_needed = may_retry && policies.retry.allows(self.retries)
            || policies.redirects > self.redirects
            || self.token.is_some();
        if is_needed {
            self.spare = Spare::of(sent);
        }
    }

    /// Has the spare be the next request.
    fn take_spare(&mut self) {
        if let Some(spare) = self.spare.take() {
            self.exchange.request = Some(Ok(spare.into_request()));
        }
    }

    /// Whether there is a request that can be sent next.
    fn has_next(&self) -> bool {
        match (&self.exchange.request, &self.spare) {
            (Some(Ok(request)), _) => !request.body().is_spent(),
            (_, Some(spare)) => !spare.is_spent(),
            _ => false,
        }
    }

    /// Sends the request once, in a span of its own, and collects the answer.
    async fn attempt(&mut self) -> Outcome {
        self.take_spare();
        let Exchange { spec, is_readdressed, .. } = *self.exchange;
        let request = self.exchange.request().map_err(Failure::Request)?;
        let trace = self.trace.attempt(spec, request, self.sent, is_readdressed || self.redirects > 0);
        let outcome = trace.follow(pin!(self.send(&trace))).await;
        trace.end(&outcome);
        outcome
    }

    async fn send(&mut self, trace: &AttemptTrace) -> Outcome {
        let spec = self.exchange.spec;
        let failed = |error: TransportError| Failure::Transport(error.in_endpoint(spec.name));
        if let Some(timed_out) = self.deadline.over() {
            return Err(failed(TransportError::timed_out(timed_out, Delivery::NotSent)));
        }
        // That of the attempt before is none of this one's.
        self.token = None;
        if self.needs_token() {
            self.token = Box::pin(self.ask_for_token()).await?;
        }
        let mut answer = self.dispatch(trace)?;
        let Exchange { client, wants, policies, .. } = &*self.exchange;
        let transport = client.transport();
        let answer = match self.deadline.bound(transport, answer.as_mut()).await {
            Ok(answer) => answer,
            Err(timed_out) => Err(TransportError::timed_out(timed_out, Delivery::MaybeSent)),
        };
        let (head, mut body) = answer.map_err(failed)?.into_parts();
        if wants.is_streamed(head.status) {
            let body = match policies.read_timeout {
                Some(limit) => Body::new(Stalling::new(body, limit, client.clone())),
                None => body,
            };
            return receive_streamed(spec, head, body);
        }
        let collected = collect(&mut body, policies.response_limit, &mut self.deadline, transport).await;
        receive(spec, wants, head, collected, client.error_format(), policies.error_body_limit)
    }

    /// Whether a token is to be asked for. What the endpoint or the call says for itself goes before, and needs none.
    fn needs_token(&self) -> bool {
        let Exchange { client, spec, request, .. } = &*self.exchange;
        let has_own =
            || matches!(request, Some(Ok(request)) if request.headers().contains_key(AUTHORIZATION));
        !self.is_elsewhere && client.token_cell(spec).is_some() && !has_own()
    }

    async fn ask_for_token(&mut self) -> Result<Option<Arc<Issued>>, Failure> {
        let Exchange { client, spec, .. } = &*self.exchange;
        let Some(cell) = client.token_cell(spec) else { return Ok(None) };
        let mut token = Box::pin(cell.token(client.transport(), self.deadline.end()));
        match self.deadline.bound(client.transport(), token.as_mut()).await {
            Ok(Ok(token)) => Ok(Some(token)),
            Ok(Err(error)) => Err(Failure::Request(error.in_endpoint(spec.name))),
            Err(timed_out) => {
                let error = TransportError::timed_out(timed_out, Delivery::NotSent);
                Err(Failure::Transport(error.in_endpoint(spec.name)))
            }
        }
    }

    /// Hands the request to the transport, with all that only what is sent has.
    fn dispatch(&mut self, trace: &AttemptTrace) -> Result<Answer, Failure> {
        let mut request = match self.exchange.take_request() {
            Ok(request) => request,
            Err(error) => return Err(Failure::Request(error)),
        };
        self.keep_spare(&request);
        let Exchange { client, spec, .. } = &*self.exchange;
        if !self.is_elsewhere {
            if let Some(token) = &self.token {
                request.headers_mut().insert(AUTHORIZATION, token.header.clone());
            }
            client.authorize(spec, &mut request, Credentials::apply).map_err(Failure::Request)?;
            trace.propagate(&mut request);
        }
        let transport = client.transport();
        if transport.reads_extensions() {
            request.extensions_mut().insert(*spec);
        }
        self.sent += 1;
        Ok(transport.send(request))
    }

    /// How long to wait before another attempt, if there is one.
    fn next(&mut self, failure: Failure) -> Result<Duration, Failure> {
        if let Failure::Request(error) = failure {
            // That there is no token for another attempt says less than what came of the one before.
            return Err(match self.earlier.take() {
                Some(earlier) => earlier.caused_by(error),
                None => Failure::Request(error),
            });
        }
        let Some(wait) = self.mend(&failure) else { return Err(failure) };
        self.has_reached |= failure.delivery() != Delivery::NotSent;
        self.earlier = Some(failure);
        Ok(wait)
    }

    /// How long to wait until the next request may mend a failure, if it may at all.
    fn mend(&mut self, failure: &Failure) -> Option<Duration> {
        if let Failure::Error(response) = failure {
            let Exchange { client, spec, .. } = &*self.exchange;
            if response.status() == StatusCode::UNAUTHORIZED
                && let Some(token) = self.token.take()
                && let Some(cell) = client.token_cell(spec)
            {
                cell.refuse(&token);
                let is_first = !std::mem::replace(&mut self.is_replayed, true);
                return (is_first && self.has_next()).then_some(Duration::ZERO);
            }
            if self.redirects < self.exchange.policies.redirects
                && response.status().is_redirection()
                && self.redirect(response).is_some()
            {
                return Some(Duration::ZERO);
            }
        }
        if !is_worth_retrying(failure, self.exchange.is_idempotent) {
            // A server in trouble earns nothing, whether or not it may be asked again.
            let is_healthy = !is_worth_retrying(failure, true);
            if is_healthy && failure.delivery() == Delivery::Answered {
                self.exchange.client.retry_budget().earn();
            }
            return None;
        }
        if self.has_next() { self.wait(failure) } else { None }
    }

    /// Makes the next request of a redirect, where it may be followed.
    fn redirect(&mut self, response: &ErrorResponse) -> Option<()> {
        self.take_spare();
        let Exchange { client, spec, request, .. } = &mut *self.exchange;
        let mut followed = follow(request.as_ref()?.as_ref().ok()?, response)?;
        self.redirects += 1;
        self.is_elsewhere |= !followed.is_same_origin;
        if self.is_elsewhere {
            client.authorize(spec, &mut followed.request, Credentials::withdraw).ok()?;
        }
        // A POST may have become a GET.
        self.exchange.is_idempotent |= followed.request.method().is_idempotent();
        self.exchange.request = Some(Ok(followed.request));
        Some(())
    }

    /// How long to wait before a second try, if there is to be one.
    fn wait(&mut self, failure: &Failure) -> Option<Duration> {
        let Exchange { client, policies, .. } = &*self.exchange;
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
            || self.deadline.remaining().is_some_and(|remaining| remaining <= wait)
            || !client.retry_budget().spend()
        {
            return None;
        }
        self.retries += 1;
        self.trace.retry(wait, failure);
        Some(wait)
    }
}
