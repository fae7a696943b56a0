//! The API, declared: one annotation for each operation, two where an operation answers in two ways.

mod errors;
mod types;

use sigpost::{Client, endpoints};

pub use self::endpoints::*;
pub use self::errors::{ChatErrors, ContextLength, Fault};
pub use self::types::{
    Batch, BatchLine, BatchResult, Completion, CompletionRequest, Image, Message, Model, Order, Reply, Role,
    RunEvent, StoredCompletion, StreamItem, Tool, ToolCall, Usage, User,
};

/// A client of the API.
#[derive(Clone, Debug)]
pub struct ChatApi(Client);

impl From<Client> for ChatApi {
    fn from(client: Client) -> Self {
        Self(client)
    }
}

impl AsRef<Client> for ChatApi {
    fn as_ref(&self) -> &Client {
        &self.0
    }
}

#[endpoints(errors(ChatErrors))]
mod endpoints {
    use std::collections::BTreeMap;

    use sigpost::{ByteStream, Bytes, Events, Lines, Named, NdJson, Part, Text, endpoint};

    use super::*;

    /// Lists the models.
    #[endpoint(GET "/models", returns(data))]
    pub async fn list_models(self: &ChatApi) -> Vec<Model>;

    /// Answers a conversation, when the answer is whole.
    #[endpoint(POST "/chat/completions", errors(context_length_exceeded = 400 => ContextLength))]
    pub async fn create_completion(self: &ChatApi, #[body] request: &CompletionRequest) -> Completion;

    /// Answers a conversation, word by word. The data of the last event is `[DONE]`.
    #[endpoint(
        POST "/chat/completions",
        fields(stream = true),
        errors(context_length_exceeded = 400 => ContextLength)
    )]
    pub async fn stream_completion(self: &ChatApi, #[body] request: &CompletionRequest)
    -> Events<StreamItem>;

    /// Lists the completions that were kept.
    #[endpoint(GET "/chat/completions", returns(data))]
    pub async fn list_completions(
        self: &ChatApi,
        model: Option<&str>,
        metadata: Option<BTreeMap<&str, &str>>,
        after: Option<&str>,
        limit: Option<u8>,
        order: Option<Order>,
    ) -> Vec<StoredCompletion>;

    /// Completes a text.
    #[endpoint(POST "/completions", returns(text))]
    #[deprecated(note = "use `create_completion`")]
    pub async fn complete(self: &ChatApi, model: &str, prompt: &str) -> String;

    /// Starts a run, and tells of it until it ends.
    #[endpoint(POST "/runs", fields(stream = true))]
    pub async fn start_run(self: &ChatApi, prompt: &str) -> Events<Named<RunEvent>>;

    /// Tells of a run, from the beginning or behind an event.
    #[endpoint(GET "/runs/<run>/events")]
    pub async fn follow_run(
        self: &ChatApi,
        run: &str,
        #[header("Last-Event-ID")] last_event_id: Option<&str>,
    ) -> Events<Named<RunEvent>>;

    /// Makes new images of some.
    #[endpoint(POST "/images/edits", multipart, returns(data))]
    pub async fn edit_images(
        self: &ChatApi,
        prompt: &str,
        #[field(style = brackets)] image: Vec<Part>,
        size: Option<&str>,
    ) -> Vec<Image>;

    /// Speaks a text.
    #[endpoint(POST "/audio/speech", headers("Accept" = "audio/wav"))]
    pub async fn speak(self: &ChatApi, input: &str, voice: &str, speed: Option<f32>) -> ByteStream;

    /// Gives a sample of a voice.
    #[endpoint(GET "/audio/voices/<voice>/sample.wav", errors(voice_not_found = 404))]
    pub async fn get_voice_sample(self: &ChatApi, voice: &str) -> Bytes;

    /// Writes down what is said in a file.
    #[endpoint(POST "/audio/transcriptions", multipart, fields(response_format = "text"))]
    pub async fn transcribe(self: &ChatApi, file: Part, language: Option<&str>) -> Text;

    /// Hands in many conversations, one a line.
    #[endpoint(POST "/batches")]
    pub async fn create_batch(self: &ChatApi, #[body] lines: NdJson<Vec<BatchLine>>) -> Batch;

    /// Gives what came of a batch, one conversation a line.
    #[endpoint(GET "/batches/<batch>/output")]
    pub async fn get_batch_output(self: &ChatApi, batch: &str) -> Lines<BatchResult>;

    /// Lists who may use the organization's models. It takes a key of its own.
    #[endpoint(GET "/organization/users", auth(admin), returns(data))]
    pub async fn list_users(self: &ChatApi) -> Vec<User>;
}
