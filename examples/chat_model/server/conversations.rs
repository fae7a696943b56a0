//! Conversations: answered whole or in pieces, one by one or many at once, and followed from any event on.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use serde_json::{Value, json};

use super::reply::{event, fault, pieces};
use super::{LIMIT, MODEL, Shared, WAIT};
use crate::urlencoded;

const EVENTS: &str = "text/event-stream";
const LINES: &str = "application/x-ndjson";

/// The last thing that was said, or why it is not answered.
fn said(request: &Value) -> Result<String, Box<Response>> {
    let model = request["model"].as_str().unwrap_or_default();
    if model != MODEL {
        let message = format!("The model `{model}` does not exist.");
        let unknown = json!({"param": "model"});
        return Err(fault(StatusCode::NOT_FOUND, "model_not_found", &message, unknown).into());
    }
    let messages = request["messages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut said = messages.iter().filter_map(|message| message["content"].as_str());
    if said.clone().flat_map(str::split_whitespace).count() > LIMIT {
        let message = format!("This model takes {LIMIT} tokens.");
        let limit = json!({"param": "messages", "limit": LIMIT});
        return Err(fault(StatusCode::BAD_REQUEST, "context_length_exceeded", &message, limit).into());
    }
    match said.next_back() {
        Some("busy?") => {
            let message = "Slow down.";
            let busy = fault(StatusCode::TOO_MANY_REQUESTS, "rate_limit_exceeded", message, json!({}));
            Err(([(RETRY_AFTER, WAIT.to_string())], busy).into_response().into())
        }
        Some("broken?") if request["stream"] != true => {
            Err((StatusCode::SERVICE_UNAVAILABLE, Html("<html>Later</html>")).into_response().into())
        }
        Some(last) => Ok(last.to_owned()),
        None => {
            let missing = json!({"param": "messages"});
            Err(fault(StatusCode::BAD_REQUEST, "missing_parameter", "Say something.", missing).into())
        }
    }
}

/// What the model says to that.
fn completion(request: &Value, said: &str, number: usize) -> Value {
    let id = format!("chatcmpl_{number}");
    let usage = json!({"total_tokens": 2 * said.split_whitespace().count()});
    let message = match request["tools"][0]["name"].as_str() {
        Some(tool) => {
            json!({"content": null, "tool_calls": [{"name": tool, "arguments": {"question": said}}]})
        }
        None => json!({"content": said}),
    };
    json!({"id": id, "message": message, "usage": usage})
}

pub(super) async fn complete(
    State(memory): State<Shared>,
    Json(request): Json<Value>,
) -> Result<Response, Response> {
    let said = said(&request).map_err(|refused| *refused)?;
    if request["stream"] == true {
        let delta = |text: &str| event(None, None, &json!({"delta": text}).to_string());
        let mut events: Vec<_> = said.split_inclusive(' ').map(delta).collect();
        if said == "broken?" {
            let error =
                json!({"error": {"code": "server_error", "message": "The line is cut.", "param": null}});
            events.push(event(None, None, &error.to_string()));
        }
        // A comment keeps the connection alive.
        events.insert(0, ": hello\n\n".to_owned());
        events.push(event(None, None, "[DONE]"));
        return Ok(pieces(EVENTS, events, false));
    }
    let mut memory = memory.lock().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())?;
    let completion = completion(&request, &said, memory.completions.len() + 1);
    memory.tokens += 2 * said.split_whitespace().count();
    let metadata = request.get("metadata").cloned().unwrap_or_else(|| json!({}));
    memory.completions.push(json!({"id": completion["id"], "model": MODEL, "metadata": metadata}));
    Ok(Json(completion).into_response())
}

pub(super) async fn list(State(memory): State<Shared>, address: Uri) -> Json<Value> {
    let wanted = urlencoded::parse(address.query().unwrap_or_default());
    let mut found = memory.lock().map(|memory| memory.completions.clone()).unwrap_or_default();
    if let Some(topic) = wanted["metadata"]["topic"].as_str() {
        found.retain(|completion| completion["metadata"]["topic"] == topic);
    }
    if wanted["order"] == "desc" {
        found.reverse();
    }
    found.truncate(wanted["limit"].as_str().and_then(|limit| limit.parse().ok()).unwrap_or(20));
    Json(json!({"data": found}))
}

pub(super) async fn complete_text(Json(request): Json<Value>) -> Json<Value> {
    Json(json!({"text": request["prompt"]}))
}

/// The events of the only run, from the one behind `last` on.
fn run_events(last: usize) -> Vec<String> {
    let events = [
        ("run.created", json!({"id": "run_1"})),
        ("message.delta", json!({"text": "One, "})),
        ("run.heartbeat", json!(1)),
        ("message.delta", json!({"text": "two, "})),
        ("message.delta", json!({"text": "three."})),
        ("run.completed", json!({"usage": {"total_tokens": 3}})),
    ];
    let numbered = events.into_iter().enumerate().skip(last);
    numbered.map(|(index, (name, data))| event(Some(index + 1), Some(name), &data.to_string())).collect()
}

pub(super) async fn run() -> Response {
    let mut events = run_events(0);
    events.truncate(2);
    events.insert(0, "retry: 1\n\n".to_owned());
    pieces(EVENTS, events, true)
}

pub(super) async fn follow(headers: HeaderMap) -> Response {
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    pieces(EVENTS, run_events(last.unwrap_or(0)), false)
}

pub(super) async fn batch(State(memory): State<Shared>, body: String) -> Result<Json<Value>, Response> {
    let lines: Result<Vec<Value>, _> = body.lines().map(serde_json::from_str).collect();
    let lines = lines
        .map_err(|error| fault(StatusCode::BAD_REQUEST, "invalid_line", &error.to_string(), json!({})))?;
    let mut memory = memory.lock().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())?;
    let count = lines.len();
    memory.batches.push(lines);
    Ok(Json(json!({"id": format!("batch_{}", memory.batches.len()), "lines": count})))
}

pub(super) async fn output(State(memory): State<Shared>, Path(batch): Path<String>) -> Response {
    let index = batch.strip_prefix("batch_").and_then(|number| number.parse::<usize>().ok()?.checked_sub(1));
    let lines = memory.lock().ok().and_then(|memory| memory.batches.get(index?).cloned());
    let Some(lines) = lines else { return StatusCode::NOT_FOUND.into_response() };
    let result = |(index, line): (usize, &Value)| {
        let result = match said(&line["body"]) {
            Ok(said) => {
                json!({"custom_id": line["custom_id"], "response": completion(&line["body"], &said, index)})
            }
            Err(refused) => {
                let error =
                    json!({"code": "refused", "message": refused.status().to_string(), "param": null});
                json!({"custom_id": line["custom_id"], "error": error})
            }
        };
        format!("{result}\n")
    };
    pieces(LINES, lines.iter().enumerate().map(result).collect(), false)
}
