//! What is sent and answered.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::Fault;

/// A model.
#[derive(Debug, Deserialize)]
pub struct Model {
    /// Its name.
    pub id: String,
}

/// A conversation that is to be answered. All but the model and the messages may be left out.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CompletionRequest {
    /// The name of a model.
    pub model: String,
    /// What was said until now.
    pub messages: Vec<Message>,
    /// How much is left to chance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature: Option<f32>,
    /// What the model may call.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tools: Vec<Tool>,
    /// To find it again.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub metadata: BTreeMap<String, String>,
}

/// Something that was said.
#[derive(Clone, Debug, Serialize)]
pub struct Message {
    /// By whom.
    pub role: Role,
    /// What.
    pub content: String,
}

/// Who says something.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Whoever made the application.
    Developer,
    /// Whoever uses it.
    User,
}

/// Something that a model may call.
#[derive(Clone, Debug, Serialize)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// The JSON schema of its arguments, which is sent as it is written.
    pub parameters: Box<RawValue>,
}

/// The answer to a conversation.
#[derive(Debug, Deserialize)]
pub struct Completion {
    /// Its name.
    pub id: String,
    /// What the model says.
    pub message: Reply,
    /// What it took.
    pub usage: Usage,
}

/// What a model says: a text, or calls of tools.
#[derive(Debug, Deserialize)]
pub struct Reply {
    /// The text.
    pub content: Option<String>,
    /// The calls.
    #[serde(default)]
    pub tool_calls: Vec<ToolCall>,
}

/// A call of a tool.
#[derive(Debug, Deserialize)]
pub struct ToolCall {
    /// The tool.
    pub name: String,
    /// The arguments, of a shape that the tool knows.
    pub arguments: serde_json::Value,
}

/// What an answer took.
#[derive(Debug, Deserialize)]
pub struct Usage {
    /// In tokens.
    pub total_tokens: u64,
}

/// The data of an event of `stream_completion`: a piece of the answer, or why there is no more of it.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum StreamItem {
    /// A piece.
    Delta {
        /// The text.
        delta: String,
    },
    /// What went wrong.
    Fault {
        /// The error, in the words of the API.
        error: Fault,
    },
}

/// An event of a run, by its name.
#[derive(Debug, Deserialize)]
pub enum RunEvent {
    /// It began.
    #[serde(rename = "run.created")]
    Created {
        /// Its name.
        id: String,
    },
    /// A piece of what the model says.
    #[serde(rename = "message.delta")]
    Delta {
        /// The text.
        text: String,
    },
    /// It ended.
    #[serde(rename = "run.completed")]
    Completed {
        /// What it took.
        usage: Usage,
    },
    /// An event that this client does not know.
    #[serde(untagged)]
    Other(serde_json::Value),
}

/// A completion that was kept.
#[derive(Debug, Deserialize)]
pub struct StoredCompletion {
    /// Its name.
    pub id: String,
    /// What it is found by.
    pub metadata: BTreeMap<String, String>,
}

/// By when they were made.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// The first one first.
    Asc,
    /// The last one first.
    Desc,
}

/// An image.
#[derive(Debug, Deserialize)]
pub struct Image {
    /// Where it is.
    pub url: String,
}

/// A conversation of a batch.
#[derive(Clone, Debug, Serialize)]
pub struct BatchLine {
    /// A name that the caller gives.
    pub custom_id: String,
    /// The conversation.
    pub body: CompletionRequest,
}

/// Many conversations.
#[derive(Debug, Deserialize)]
pub struct Batch {
    /// Its name.
    pub id: String,
    /// How many they are.
    pub lines: usize,
}

/// What came of a conversation of a batch.
#[derive(Debug, Deserialize)]
pub struct BatchResult {
    /// The name that the caller gave.
    pub custom_id: String,
    /// The answer.
    pub response: Option<Completion>,
    /// Why there is none.
    pub error: Option<Fault>,
}

/// Someone who may use the models.
#[derive(Debug, Deserialize)]
pub struct User {
    /// The address.
    pub email: String,
}
