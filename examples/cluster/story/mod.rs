//! The steps of the story and their order. The steps themselves stand in `lists`, `objects`, `streams`, and `failing`.

mod failing;
mod lists;
mod objects;
mod streams;

use std::process::ExitCode;
use std::time::Duration;

use sigpost::{Client, RequestError, RetryPolicy};

use super::api;
use crate::stage::{Stage, say};

/// All that the steps need.
#[derive(Debug)]
pub struct Story {
    base: String,
    cluster: Client,
}

impl Story {
    /// A story about the cluster at this address.
    ///
    /// # Errors
    /// If no client can be made of it.
    pub fn new(base: &str) -> Result<Self, RequestError> {
        let quickly = RetryPolicy::attempts(3).backoff(Duration::from_millis(5), Duration::from_millis(20));
        let cluster = api::client(base).user_agent("cluster-example").retry(quickly).build()?;
        Ok(Self { base: base.to_owned(), cluster })
    }

    /// Runs all steps. Succeeds only if each came out as it should.
    pub async fn tell(&self) -> ExitCode {
        say(format_args!("A cluster at {}", self.base));
        let mut stage = Stage::default();
        self.tell_of_lists(&mut stage).await;
        self.tell_of_objects(&mut stage).await;
        self.tell_of_streams(&mut stage).await;
        self.tell_of_failing(&mut stage).await;
        stage.close()
    }
}

/// Ends a step.
fn end(stage: &mut Stage, outcome: anyhow::Result<()>) {
    stage.end(outcome.map_err(|error| format!("{error:#}")));
}
