//! What a client does beyond sending a request once: how long it waits, how often it tries, how much it takes. A client
//! has one of each, an endpoint may have its own, and so may a call. What is done with them stands in `call/attempts`.

mod budget;
mod deadline;
mod redirect;
mod retry;
mod stall;

use std::time::Duration;

pub(crate) use self::budget::RetryBudget;
pub(crate) use self::deadline::{Deadline, TimedOut};
pub(crate) use self::redirect::follow;
pub use self::retry::RetryPolicy;
pub(crate) use self::retry::is_worth_retrying;
pub(crate) use self::stall::Stalling;
use crate::spec::EndpointSpec;

/// The settings of one call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Policies {
    /// How long the call may take in all.
    pub(crate) timeout: Option<Duration>,
    /// How long one attempt may take, the body of its answer included.
    pub(crate) attempt_timeout: Option<Duration>,
    /// How long a body that is read as it arrives may be silent.
    pub(crate) read_timeout: Option<Duration>,
    /// How large the body of an answer may be, in bytes.
    pub(crate) response_limit: usize,
    /// How much of a body an error keeps, in bytes.
    pub(crate) error_body_limit: usize,
    pub(crate) retry: RetryPolicy,
    /// How many redirects are followed.
    pub(crate) redirects: u32,
}

/// How much of a body an error keeps, in bytes.
pub(crate) const ERROR_BODY_LIMIT: usize = 256 * 1024;

impl Policies {
    pub(crate) const DEFAULT: Self = Self {
        timeout: Some(Duration::from_secs(30)),
        attempt_timeout: None,
        read_timeout: Some(Duration::from_secs(300)),
        response_limit: 16 * 1024 * 1024,
        error_body_limit: ERROR_BODY_LIMIT,
        retry: RetryPolicy::DEFAULT,
        redirects: 0,
    };

    /// The same, where the endpoint does not say otherwise.
    pub(crate) fn of(mut self, spec: &EndpointSpec) -> Self {
        self.timeout = spec.timeout.or(self.timeout);
        self.attempt_timeout = spec.attempt_timeout.or(self.attempt_timeout);
        self.read_timeout = spec.read_timeout.or(self.read_timeout);
        self.response_limit = spec.response_limit.unwrap_or(self.response_limit);
        self.redirects = spec.redirects.unwrap_or(self.redirects);
        if let Some(attempts) = spec.attempts {
            self.retry = self.retry.with_attempts(attempts);
        }
        self
    }
}
