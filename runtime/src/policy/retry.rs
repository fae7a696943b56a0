//! Which failures a second try may mend, when it is harmless, and how long to wait before it.

use std::time::Duration;

use crate::error::Delivery;
use crate::response::Failure;

/// How often a call is tried, and how long the waits between are.
///
/// A call is tried again only where that is harmless: where the method is idempotent (RFC 9110, section 9.2.2), or the
/// endpoint or the call says so (`idempotent`), or an idempotency key goes with it, or nothing of the request reached the
/// server. And only what may mend itself is tried again: connections that fail or break, attempts that time out, and the
/// statuses 408, 429, 500, 502, 503, and 504. What an endpoint's type claims as an answer is never tried again.
///
/// The waits grow: the first is a random time of up to 200 ms, the next one of up to 400 ms, and so on up to 10 s ("full
/// jitter"). Where the server says `Retry-After`, the wait is at least that. A wait that would outlast the time limit of
/// the call is not begun: the call gives what it has.
///
/// ```
/// use std::time::Duration;
///
/// use sigpost::{Client, RetryPolicy};
///
/// let patient = RetryPolicy::attempts(5).backoff(Duration::from_secs(1), Duration::from_secs(60));
/// let client = Client::builder("https://api.example.com").retry(patient).build()?;
/// # Ok::<(), sigpost::RequestError>(())
/// ```
///
/// A client's calls share a [budget](crate::ClientBuilder::retry_budget) of retries besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    first_wait: Duration,
    longest_wait: Duration,
}

impl RetryPolicy {
    pub(crate) const DEFAULT: Self =
        Self { attempts: 3, first_wait: Duration::from_millis(200), longest_wait: Duration::from_secs(10) };

    /// A call is sent once, whatever comes of it.
    pub const fn none() -> Self {
        Self::attempts(1)
    }

    /// A call is sent at most so many times, the first one counted; 3 times by default. 0 is 1.
    pub const fn attempts(attempts: u32) -> Self {
        Self::DEFAULT.with_attempts(attempts)
    }

    /// The wait before the second attempt is a random time of up to `first`, and that before each further one of up to
    /// twice as much, but not of more than `longest`.
    #[must_use]
    pub const fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.first_wait = first;
        self.longest_wait = longest;
        self
    }

    pub(crate) const fn with_attempts(mut self, attempts: u32) -> Self {
        self.attempts = if attempts == 0 { 1 } else { attempts };
        self
    }

    /// Whether there is another attempt after so many retries.
    pub(crate) fn allows(&self, retries: u32) -> bool {
        retries + 1 < self.attempts
    }

    /// How long to wait before another attempt, after so many retries. `random` is any number.
    pub(crate) fn wait(&self, retries: u32, random: u64) -> Duration {
        let factor = 1_u32.checked_shl(retries).unwrap_or(u32::MAX);
        let most = self.first_wait.saturating_mul(factor).min(self.longest_wait);
        // The upper 32 bits as a fraction of one.
        let fraction = (random >> 32) as f64 / f64::from(u32::MAX);
        // The longest there are cannot be had exactly.
        Duration::try_from_secs_f64(most.as_secs_f64() * fraction).unwrap_or(most)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Whether what went wrong may go right the next time, and the next time is harmless.
pub(crate) fn is_worth_retrying(failure: &Failure, is_idempotent: bool) -> bool {
    match failure {
        Failure::Request(_) => false,
        Failure::Transport(error) if error.is_unusable() || error.is_body() => false,
        Failure::Transport(error) => is_idempotent || error.delivery() == Delivery::NotSent,
        Failure::Error(response) => {
            is_idempotent
                && (matches!(response.status().as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
                    || response.is_cut_off())
        }
        Failure::Malformed(malformed) => is_idempotent && malformed.response().is_cut_off(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: RetryPolicy =
        RetryPolicy::attempts(3).backoff(Duration::from_millis(100), Duration::from_secs(1));

    #[test]
    fn attempts_count_the_first_one() {
        assert_eq!([0, 1, 2].map(|retries| POLICY.allows(retries)), [true, true, false]);
        assert!(!RetryPolicy::none().allows(0));
        assert!(!RetryPolicy::attempts(0).allows(0));
    }

    #[test]
    fn waits_are_random_and_their_bound_grows_up_to_the_longest() {
        let longest = |retries| POLICY.wait(retries, u64::MAX).as_millis();
        assert_eq!([0, 1, 2, 3, 4, 31, 32, 1000].map(longest), [100, 200, 400, 800, 1000, 1000, 1000, 1000]);
        assert_eq!(POLICY.wait(3, 0), Duration::ZERO);
        let endless = POLICY.backoff(Duration::MAX, Duration::MAX);
        assert_eq!(endless.wait(3, u64::MAX), Duration::MAX);
        assert_eq!(POLICY.wait(1, 1 << 62).as_millis(), 50);
    }
}
