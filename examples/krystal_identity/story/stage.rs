//! Tells steps and counts how they came out.

use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

/// What has been told so far.
#[derive(Default)]
pub(super) struct Stage {
    told: usize,
    failed: Vec<String>,
    skipped: usize,
}

/// Why a step failed.
pub(super) type Outcome = Result<(), String>;

impl Stage {
    /// Begins a step.
    pub(super) fn step(&mut self, title: &str) {
        self.told += 1;
        say(format_args!("\n{}. {title}", self.told));
    }

    /// Ends a step; one that failed is remembered, and the story goes on.
    pub(super) fn end(&mut self, outcome: Outcome) {
        if let Err(reason) = outcome {
            line(format!("NOT AS IT SHOULD BE: {reason}"));
            self.failed.push(format!("step {}: {reason}", self.told));
        }
    }

    /// Leaves a step out, and says why.
    pub(super) fn skip(&mut self, title: &str, reason: &str) {
        self.step(title);
        line(format!("skipped: {reason}"));
        self.skipped += 1;
    }

    /// Says how all came out.
    pub(super) fn close(self) -> ExitCode {
        let Self { told, failed, skipped } = self;
        if failed.is_empty() {
            say(format_args!("\nAll as it should be: {told} steps, {skipped} skipped."));
            return ExitCode::SUCCESS;
        }
        // A step can end more than once, so these are not numbers of steps.
        let failures = failed.len();
        say(format_args!("\nNot all as it should be: {told} steps, {skipped} skipped, {failures} failed:"));
        for reason in failed {
            line(reason);
        }
        ExitCode::FAILURE
    }
}

/// One line of a step.
pub(super) fn line(text: impl Display) {
    say(format_args!("   {text}"));
}

/// Writes a line. A reader that has gone away, as `head` does, is no fault of the story, which goes on unheard.
pub(super) fn say(text: impl Display) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// What a step expected and met instead.
pub(super) fn unexpected<T>(expected: &str, met: impl Display) -> Result<T, String> {
    Err(format!("expected {expected}, met: {met}"))
}
