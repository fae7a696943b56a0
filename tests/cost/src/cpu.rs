//! CPU time of the processes that this one starts.

use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

use crate::project::Outcome;

/// The CPU time of the processes that `work` starts and waits for, and of those that they wait for, in seconds.
pub(crate) fn seconds_of(work: impl FnOnce() -> Outcome) -> Outcome<f64> {
    let before = of_children()?;
    work()?;
    Ok((of_children()? - before).as_secs_f64())
}

fn of_children() -> Outcome<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = |time: TimeVal| time.tv_sec() * 1_000_000 + time.tv_usec();
    Ok(Duration::from_micros((micros(usage.user_time()) + micros(usage.system_time())).try_into()?))
}
