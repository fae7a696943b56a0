//! The steps in which the model answers.

use std::collections::BTreeMap;

use serde_json::value::to_raw_value;
use sigpost::Bound as _;

use super::{Story, asking};
use crate::chat_model::api::{CompletionRequest, Message, Order, Role, StreamItem, Tool};
use crate::stage::{Outcome, check, line, text, unexpected};

const QUESTION: &str = "Who built the first engine?";

impl Story {
    pub(super) async fn whole(&self) -> Outcome {
        let request = CompletionRequest {
            temperature: Some(0.5),
            metadata: BTreeMap::from([("topic".to_owned(), "engines".to_owned())]),
            ..asking(QUESTION)
        };
        let response = self.api.create_completion(&request).with_response().await.map_err(text)?;
        let request_id = sigpost::request_id(response.headers()).unwrap_or("none").to_owned();
        let left = response.headers().get("x-ratelimit-remaining-tokens").and_then(|left| left.to_str().ok());
        let left = left.unwrap_or("unknown").to_owned();
        let completion = response.into_body();
        let content = completion.message.content.unwrap_or_default();
        line(format_args!("{}: {content}", completion.id));
        let used = completion.usage.total_tokens;
        line(format_args!("{used} tokens used, {left} left, request {request_id}"));
        check(content == QUESTION, QUESTION, content)?;
        check(left == (1000 - used).to_string(), "what is left in a header field", left)?;
        check(request_id.starts_with("req_"), "a request id", request_id)
    }

    pub(super) async fn word_by_word(&self) -> Outcome {
        let request = asking(QUESTION);
        for curl in [
            self.api.create_completion(&request).call().to_curl(),
            self.api.stream_completion(&request).call().to_curl(),
        ] {
            let curl = curl.map_err(|error| error.to_string())?;
            line(curl.split_once("--data-raw ").map_or(curl.as_str(), |(_, body)| body));
        }
        let mut events = self.api.stream_completion(&request).await.map_err(text)?.until("[DONE]");
        let (mut said, mut count) = (String::new(), 0);
        while let Some(event) = events.next().await {
            match event.map_err(|error| error.to_string())?.data {
                StreamItem::Delta { delta } => said.push_str(&delta),
                StreamItem::Fault { error } => return unexpected("a piece", error.message),
            }
            count += 1;
        }
        line(format_args!("{said} ({count} events)"));
        check(said == QUESTION && count == 5, QUESTION, said)
    }

    pub(super) async fn tool_call(&self) -> Outcome {
        let schema = serde_json::json!({"type": "object", "properties": {"question": {"type": "string"}}});
        let parameters = to_raw_value(&schema).map_err(|error| error.to_string())?;
        let advice = Message { role: Role::Developer, content: "Use the library.".to_owned() };
        let mut request = asking(QUESTION);
        request.messages.insert(0, advice);
        request.tools = vec![Tool { name: "library".to_owned(), parameters }];
        let completion = self.api.create_completion(&request).await.map_err(text)?;
        for call in &completion.message.tool_calls {
            line(format_args!("{}({})", call.name, call.arguments));
        }
        let asked = completion.message.tool_calls.first().map(|call| &call.arguments["question"]);
        check(asked.is_some_and(|asked| asked == QUESTION), "a call of the tool", completion.id)
    }

    pub(super) async fn fault_in_a_stream(&self) -> Outcome {
        let mut events = self.api.stream_completion(&asking("broken?")).await.map_err(text)?.until("[DONE]");
        while let Some(event) = events.next().await {
            match event.map_err(|error| error.to_string())?.data {
                StreamItem::Delta { delta } => line(delta),
                StreamItem::Fault { error } => {
                    line(format_args!("{}: {}", error.code, error.message));
                    return check(error.code == "server_error", "server_error", error.code);
                }
            }
        }
        unexpected("an error in the stream", "the end")
    }

    pub(super) async fn find(&self) -> Outcome {
        let all = self.api.list_completions().await.map_err(text)?;
        let topic = BTreeMap::from([("topic", "engines")]);
        let last = self.api.list_completions().metadata(topic).limit(1).order(Order::Desc);
        let last = last.await.map_err(text)?;
        line(format_args!("{} in all", all.len()));
        for completion in &last {
            line(format_args!("{} is about {}", completion.id, completion.metadata["topic"]));
        }
        let found = last.iter().map(|completion| completion.id.as_str()).collect::<Vec<_>>();
        check(all.len() == 2 && found == ["chatcmpl_1"], "the first of two", found.join(", "))
    }

    #[expect(deprecated, reason = "what the step is about")]
    pub(super) async fn deprecated(&self) -> Outcome {
        let completed = self.api.complete("parrot-1", "Once upon").await.map_err(text)?;
        line(&completed);
        check(completed == "Once upon", "the text again", completed)
    }
}
