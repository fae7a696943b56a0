//! What is written once for an API: the connection, the address, the token, and the shape of its errors.

use std::time::Duration;

use bytes::Bytes;
use reqwest::{Request, RequestBuilder, Response, StatusCode, Url, redirect};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Answers in place of a server.
pub type Memory = fn(Request) -> http::Response<Bytes>;

#[derive(Clone)]
pub struct Client {
    pub(crate) http: reqwest::Client,
    base: Url,
    token: String,
    memory: Option<Memory>,
}

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("the request failed")]
    Transport(#[from] reqwest::Error),
    #[error(transparent)]
    Api(Box<ApiError>),
    #[error("the answer could not be read")]
    Decode(#[from] serde_json::Error),
}

#[derive(Debug, thiserror::Error)]
#[error("{status}: {code}: {description}")]
pub struct ApiError {
    pub status: StatusCode,
    pub code: String,
    pub description: String,
    pub detail: serde_json::Value,
}

impl Client {
    pub fn new(base: &str, token: &str, memory: Option<Memory>) -> Result<Self, Box<dyn std::error::Error>> {
        let http = reqwest::Client::builder()
            .user_agent("by-hand/1.0")
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(30))
            .redirect(redirect::Policy::none())
            .build()?;
        Ok(Self { http, base: base.parse()?, token: token.to_owned(), memory })
    }

    /// The address of an endpoint; segments are escaped.
    pub(crate) fn url(&self, segments: &[&str]) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(segments);
        }
        url
    }

    /// Sends a request; the body of a success, or the error.
    pub(crate) async fn send(&self, request: RequestBuilder) -> Result<Bytes, Failure> {
        let request = request.bearer_auth(&self.token).build()?;
        let response = match self.memory {
            Some(answer) => Response::from(answer(request)),
            None => self.http.execute(request).await?,
        };
        let status = response.status();
        let body = response.bytes().await?;
        if status.is_success() {
            Ok(body)
        } else {
            Err(Failure::Api(Box::new(ApiError::read(status, &body))))
        }
    }
}

impl ApiError {
    fn read(status: StatusCode, body: &[u8]) -> Self {
        #[derive(Deserialize)]
        struct Envelope {
            error: Error,
        }
        #[derive(Deserialize)]
        struct Error {
            code: String,
            #[serde(default)]
            description: Option<String>,
            #[serde(default)]
            detail: serde_json::Value,
        }
        match serde_json::from_slice::<Envelope>(body) {
            Ok(Envelope { error }) => Self {
                status,
                code: error.code,
                description: error.description.unwrap_or_default(),
                detail: error.detail,
            },
            Err(_) => Self {
                status,
                code: String::new(),
                description: String::from_utf8_lossy(body).into_owned(),
                detail: serde_json::Value::Null,
            },
        }
    }

    pub(crate) fn detail<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        T::deserialize(&self.detail)
    }
}

pub(crate) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    Ok(serde_json::from_slice(body)?)
}
