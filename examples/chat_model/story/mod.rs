//! The steps of the story and their order. The steps themselves stand in `conversations`, `runs`, `files`, and `refusals`.

mod conversations;
mod files;
mod refusals;
mod runs;

use std::process::ExitCode;

use sigpost::{Client, Credentials, RequestError};

use super::api::{ChatApi, CompletionRequest, Message, Role};
use super::server::{ADMIN_KEY, KEY, MODEL};
use crate::stage::{Stage, say};

/// All that the steps need.
#[derive(Debug)]
pub struct Story {
    base: String,
    api: ChatApi,
}

impl Story {
    /// A story about the API at this address.
    ///
    /// # Errors
    /// If no client can be made of it.
    pub fn new(base: &str) -> Result<Self, RequestError> {
        let client = Client::builder(base)
            .bearer_token(KEY)
            .credentials_named("admin", Credentials::bearer(ADMIN_KEY))
            .build()?;
        Ok(Self { base: base.to_owned(), api: client.into() })
    }

    /// Runs all steps. Succeeds only if each came out as it should.
    pub async fn tell(&self) -> ExitCode {
        say(format_args!("A chat model at {}", self.base));
        let mut stage = Stage::default();
        stage.step("Get an answer when it is whole");
        stage.end(self.whole().await);
        stage.step("Get the same one word by word");
        stage.end(self.word_by_word().await);
        stage.step("Let the model call a tool");
        stage.end(self.tool_call().await);
        stage.step("Meet an error in the middle of a stream");
        stage.end(self.fault_in_a_stream().await);
        stage.step("Find what was kept");
        stage.end(self.find().await);
        stage.step("Use an operation that is no longer recommended");
        stage.end(self.deprecated().await);
        stage.step("Follow a run over a line that breaks");
        stage.end(self.run().await);
        stage.step("Hand in a batch, one conversation a line");
        stage.end(self.batch().await);
        stage.step("Send images");
        stage.end(self.images().await);
        stage.step("Hear a text, and write down what is heard");
        stage.end(self.sounds().await);
        stage.step("Use the key of the organization");
        stage.end(self.organization().await);
        stage.step("Ask for too much");
        stage.end(self.too_much().await);
        stage.step("Meet other errors");
        stage.end(self.other_errors().await);
        stage.close()
    }
}

/// A conversation of one message.
fn asking(question: &str) -> CompletionRequest {
    let message = Message { role: Role::User, content: question.to_owned() };
    CompletionRequest { model: MODEL.to_owned(), messages: vec![message], ..Default::default() }
}
