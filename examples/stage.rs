//! Where the programs of the examples tell their steps, and count how these came out.

use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

use sigpost::{Error, ErrorSet, Report};

/// What has been told so far.
#[derive(Debug, Default)]
pub struct Stage {
    told: usize,
    failed: Vec<String>,
    skipped: usize,
}

/// Why a step failed.
pub type Outcome = Result<(), String>;

impl Stage {
    /// Begins a step.
    pub fn step(&mut self, title: &str) {
        self.told += 1;
        say(format_args!("\n{}. {title}", self.told));
    }

    /// Ends a step; one that failed is remembered, and the story goes on.
    pub fn end(&mut self, outcome: Outcome) {
        if let Err(reason) = outcome {
            line(format!("NOT AS IT SHOULD BE: {reason}"));
            self.failed.push(format!("step {}: {reason}", self.told));
        }
    }

    /// Leaves a step out, and says why.
    pub fn skip(&mut self, title: &str, reason: &str) {
        self.step(title);
        line(format!("skipped: {reason}"));
        self.skipped += 1;
    }

    /// Says how all came out.
    pub fn close(self) -> ExitCode {
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
pub fn line(text: impl Display) {
    say(format_args!("   {text}"));
}

/// Writes a line. A reader that has gone away, as `head` does, is no fault of the story, which goes on unheard.
pub fn say(text: impl Display) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// What a step expected and met instead.
pub fn unexpected<T>(expected: &str, met: impl Display) -> Result<T, String> {
    Err(format!("expected {expected}, met: {met}"))
}

/// Holds what a step met against what it expected.
///
/// # Errors
/// If they differ.
pub fn check(holds: bool, expected: &str, met: impl Display) -> Outcome {
    if holds { Ok(()) } else { unexpected(expected, met) }
}

/// The text of an error, for a step that should have had none.
pub fn text<E: ErrorSet>(error: Error<E>) -> String {
    Report(&error).to_string()
}

/// Tells the error that a step provoked, if it is the right one.
///
/// # Errors
/// If it is another, or there is none.
pub fn told<T, E: ErrorSet>(
    expected: &str,
    result: Result<T, Error<E>>,
    is_right: impl FnOnce(&Error<E>) -> bool,
) -> Outcome {
    match result {
        Ok(_) => unexpected(expected, "a success"),
        Err(error) if is_right(&error) => {
            line(format_args!("{expected}: {}", Report(&error)));
            Ok(())
        }
        Err(error) => unexpected(expected, Report(&error)),
    }
}
