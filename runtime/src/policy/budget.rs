//! The retry budget: what all calls of a client may spend on second tries, so that a server in trouble is not hammered.

use std::sync::atomic::{AtomicU32, Ordering};

/// What a retry costs, in tenths.
const COST: u32 = 10;

/// What an answer earns that needs no retry, in tenths: in the long run one call in ten may be tried again.
const EARNED: u32 = 1;

/// A bucket of tokens, as gRPC's (gRFC A6) and the AWS SDKs' are. It needs no clock: what fills it are answers.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    /// In tenths of a retry.
    tokens: AtomicU32,
    full: u32,
}

impl RetryBudget {
    /// Room for so many retries, all of them at hand.
    pub(crate) fn new(retries: u32) -> Self {
        let full = retries.saturating_mul(COST);
        Self { tokens: AtomicU32::new(full), full }
    }

    /// Takes one retry, if there is one left.
    pub(crate) fn spend(&self) -> bool {
        let spent = |tokens: u32| tokens.checked_sub(COST);
        self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, spent).is_ok()
    }

    /// Puts a little back.
    pub(crate) fn earn(&self) {
        // Most often it is full, and a look is cheaper than a write.
        if self.tokens.load(Ordering::Relaxed) < self.full {
            let earned = |tokens: u32| Some(tokens.saturating_add(EARNED).min(self.full));
            let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, earned);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spent_is_earned_by_ten_answers() {
        let budget = RetryBudget::new(2);
        assert_eq!([budget.spend(), budget.spend(), budget.spend()], [true, true, false]);
        for _ in 0..9 {
            budget.earn();
        }
        assert!(!budget.spend());
        budget.earn();
        assert_eq!([budget.spend(), budget.spend()], [true, false]);
    }

    #[test]
    fn it_never_holds_more_than_at_first() {
        let budget = RetryBudget::new(1);
        (0..100).for_each(|_| budget.earn());
        assert_eq!([budget.spend(), budget.spend()], [true, false]);
    }
}
