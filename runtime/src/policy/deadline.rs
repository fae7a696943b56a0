//! How long a call may take, and each of its attempts.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::clock::Instant;
use crate::transport::{Sleep, Transport};

/// The time ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TimedOut {
    pub(crate) limit: Duration,
    /// Whether it was the time of one attempt, and not of the whole call.
    pub(crate) of_attempt: bool,
}

/// The end of the time that a call may take, and that of its attempt.
pub(crate) struct Deadline {
    begun: Instant,
    limit: Option<Duration>,
    attempt_begun: Instant,
    attempt_limit: Option<Duration>,
    /// Begun when the attempt first waits: many a call in memory never does.
    sleep: Option<(Sleep, TimedOut)>,
}

impl Deadline {
    pub(crate) fn new(limit: Option<Duration>, attempt_limit: Option<Duration>) -> Self {
        let begun = Instant::now();
        Self { begun, limit, attempt_begun: begun, attempt_limit, sleep: None }
    }

    /// An attempt ends, or what stands between two of them.
    pub(crate) fn begin_attempt(&mut self) {
        self.attempt_begun = Instant::now();
        self.sleep = None;
    }

    /// How much time the call has left; `None` if there is no end to it.
    pub(crate) fn remaining(&self) -> Option<Duration> {
        self.limit.map(|limit| limit.saturating_sub(self.begun.elapsed()))
    }

    /// When the time of the attempt ends; `None` if it does not, or later than a clock can say.
    pub(crate) fn end(&self) -> Option<Instant> {
        let whole = self.limit.and_then(|limit| self.begun.checked_add(limit));
        let attempt = self.attempt_limit.and_then(|limit| self.attempt_begun.checked_add(limit));
        whole.into_iter().chain(attempt).min()
    }

    /// Why there was no time left when the attempt began, if there was none.
    pub(crate) fn over(&self) -> Option<TimedOut> {
        let limit = self.limit?;
        let is_over = self.begun.checked_add(limit).is_some_and(|end| self.attempt_begun >= end);
        is_over.then_some(TimedOut { limit, of_attempt: false })
    }

    /// Ready when the time has run out.
    pub(crate) fn poll(&mut self, clock: &dyn Transport, context: &mut Context<'_>) -> Poll<TimedOut> {
        let (sleep, timed_out) = match &mut self.sleep {
            Some(sleep) => sleep,
            None => {
                let Some((left, timed_out)) = self.next() else { return Poll::Pending };
                self.sleep.insert((clock.sleep(left), timed_out))
            }
        };
        sleep.as_mut().poll(context).map(|()| *timed_out)
    }

    /// Which limit is reached first, and how long after the attempt's beginning. That is when it first waits, but for the time
    /// it takes to hand over a request: too little to look at the clock once more.
    fn next(&self) -> Option<(Duration, TimedOut)> {
        let before = self.attempt_begun.duration_since(self.begun);
        let whole = self.limit.map(|limit| (limit.saturating_sub(before), limit));
        let attempt = self.attempt_limit.map(|limit| (limit, limit));
        let of = |of_attempt| move |(left, limit)| (left, TimedOut { limit, of_attempt });
        match (whole.map(of(false)), attempt.map(of(true))) {
            (Some(whole), Some(attempt)) if attempt.0 < whole.0 => Some(attempt),
            (Some(whole), _) => Some(whole),
            (None, attempt) => attempt,
        }
    }

    /// What `future` gives, unless the time runs out before.
    pub(crate) async fn bound<T>(
        &mut self,
        clock: &dyn Transport,
        mut future: Pin<&mut (dyn Future<Output = T> + Send)>,
    ) -> Result<T, TimedOut> {
        poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(value) => Poll::Ready(Ok(value)),
            Poll::Pending => self.poll(clock, context).map(Err),
        })
        .await
    }
}
