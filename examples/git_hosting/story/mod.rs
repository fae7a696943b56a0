//! The steps of the story and their order. The steps themselves stand in `reading`, `writing`, and `failing`; `publishing`
//! is how an application takes the errors of several endpoints.

mod failing;
mod publishing;
mod reading;
mod writing;

use std::process::ExitCode;
use std::time::Duration;

use sigpost::{Client, Credentials, RequestError, RetryPolicy};
use tokio::runtime::Runtime;

use super::api::GitHost;
use super::server::{APPLICATION, TOKEN};
use crate::stage::{Stage, say};

/// All that the steps need.
#[derive(Debug)]
pub struct Story {
    base: String,
    host: GitHost,
    /// The address of the host of files.
    files: String,
}

impl Story {
    /// A story about the API at this address, and its host of files at that one.
    ///
    /// # Errors
    /// If no client can be made of it.
    pub fn new(base: &str, files: &str) -> Result<Self, RequestError> {
        let (id, secret) = APPLICATION;
        let client = Client::builder(base)
            .bearer_token(TOKEN)
            .credentials_named("application", Credentials::basic(id, secret))
            .user_agent("git-hosting-example")
            .retry(RetryPolicy::attempts(3).backoff(Duration::from_millis(5), Duration::from_millis(20)))
            .build()?;
        Ok(Self { base: base.to_owned(), host: client.into(), files: files.to_owned() })
    }

    /// Runs all steps. Succeeds only if each came out as it should.
    pub fn tell(&self, runtime: &Runtime) -> ExitCode {
        say(format_args!("A git host at {}", self.base));
        let mut stage = Stage::default();
        runtime.block_on(self.tell_of_reading(&mut stage));
        // On this thread no runtime is at work now, so that it may wait.
        self.tell_without_a_runtime(&mut stage);
        runtime.block_on(self.tell_of_writing(&mut stage));
        runtime.block_on(self.tell_of_failing(&mut stage));
        stage.close()
    }
}

/// Ends a step.
fn end(stage: &mut Stage, outcome: anyhow::Result<()>) {
    stage.end(outcome.map_err(|error| format!("{error:#}")));
}
