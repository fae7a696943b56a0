//! Images and sounds, up and down.

use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::reply::{fault, parts, pieces};

/// A form with files, or why it is none.
async fn form(headers: &HeaderMap, body: Bytes) -> Result<Vec<(String, String, Bytes)>, Response> {
    let media = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let refused =
        |error: multer::Error| fault(StatusCode::BAD_REQUEST, "invalid_form", &error.to_string(), json!({}));
    parts(media, body).await.map_err(refused)
}

pub(super) async fn edit_images(headers: HeaderMap, body: Bytes) -> Result<Json<Value>, Response> {
    let form = form(&headers, body).await?;
    let images = form.iter().filter(|(name, ..)| name == "image[]");
    let edited: Vec<_> = images
        .map(|(_, file_name, content)| {
            json!({"url": format!("https://images.example/{}/{file_name}", content.len())})
        })
        .collect();
    Ok(Json(json!({"data": edited})))
}

pub(super) async fn speak(Json(request): Json<Value>) -> Response {
    let input = request["input"].as_str().unwrap_or_default();
    let sounds = input.split_inclusive(' ').map(str::to_uppercase);
    pieces("audio/wav", std::iter::once("RIFF".to_owned()).chain(sounds).collect(), false)
}

pub(super) async fn sample(Path((voice, _)): Path<(String, String)>) -> Response {
    if voice != "alto" {
        return fault(
            StatusCode::NOT_FOUND,
            "voice_not_found",
            "Nobody sings so.",
            json!({"param": "voice"}),
        );
    }
    ([(CONTENT_TYPE, "audio/wav")], &b"RIFF\x00\xff"[..]).into_response()
}

pub(super) async fn transcribe(headers: HeaderMap, body: Bytes) -> Result<String, Response> {
    let form = form(&headers, body).await?;
    let text = |wanted: &str| {
        let part = form.iter().find(|(name, ..)| name == wanted);
        part.map(|(.., content)| String::from_utf8_lossy(content).into_owned()).unwrap_or_default()
    };
    if text("response_format") != "text" {
        return Err(fault(StatusCode::BAD_REQUEST, "unknown_format", "Only text.", json!({})));
    }
    Ok(format!("[{}] {}\n", text("language"), text("file").trim_start_matches("RIFF").to_lowercase()))
}
