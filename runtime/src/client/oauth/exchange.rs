//! One exchange with an OAuth server: the crate `oauth2` writes the request and reads the answer, a client of ours sends it.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, OnceLock, PoisonError};
use std::time::Duration;

use http::StatusCode;
use http::header::AUTHORIZATION;
use oauth2::basic::{BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse};
use oauth2::{
    AccessToken, AsyncHttpClient, AuthType, ClientId, ClientSecret, HttpRequest, HttpResponse, RefreshToken,
    RequestTokenError, Scope, StandardRevocableToken, TokenResponse, TokenType,
};
use serde::{Deserialize, Deserializer, Serialize};

use super::super::{Client, Token};
use super::{Grant, OAuthError, Settings};
use crate::call::{Call, Exchange};
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::request::curl::REDACTED;
use crate::request::{Body, RequestEncoder, RequestError};
use crate::response::{Bytes, ResponseDecoder};
use crate::spec::EndpointSpec;

/// How large the answer of a token server may be, in bytes.
const RESPONSE_LIMIT: usize = 1024 * 1024;

type OAuthClient = oauth2::Client<
    BasicErrorResponse,
    Granted,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
>;

/// The endpoint as policies and layers see it; its request comes from `oauth2`.
struct TokenEndpoint;

impl Endpoint for TokenEndpoint {
    type Output = Bytes;
    type Error = Infallible;
    const SPEC: &'static EndpointSpec = &EndpointSpec::new("oauth_token", "POST", "/");
    const DECODER: ResponseDecoder<Bytes> = ResponseDecoder::whole();

    fn encode(&self, _: &mut RequestEncoder<'_>) {}
}

impl Settings {
    /// The client that the requests are sent with. It has no credentials of its own.
    pub(super) fn client(&self) -> Result<Client, RequestError> {
        let url = self.token_url.url();
        let mut builder = Client::builder(url.origin().ascii_serialization())
            .timeout(self.timeout)
            .response_limit(RESPONSE_LIMIT);
        builder.transport = self.transport.as_ref().map(Arc::clone);
        builder.build()
    }

    fn client_secret(&self) -> Option<ClientSecret> {
        self.client_secret.clone().map(ClientSecret::new)
    }

    /// What a server says, without our secrets: some repeat what they were sent.
    fn shown(&self, text: &str) -> String {
        let mut shown = text.to_owned();
        let secrets = [self.client_secret.clone(), self.grant.refresh_token()];
        for secret in secrets.into_iter().flatten().filter(|secret| !secret.is_empty()) {
            shown = shown.replace(&secret, REDACTED);
        }
        shown
    }
}

impl Grant {
    fn refresh_token(&self) -> Option<String> {
        match self {
            Self::ClientCredentials => None,
            Self::RefreshToken(token) => Some(token.lock().unwrap_or_else(PoisonError::into_inner).clone()),
        }
    }
}

/// Gets a token, and keeps the refresh token that may come with it.
pub(super) async fn exchange(settings: &Settings, client: &Client) -> Result<Token, OAuthError> {
    let mut server = OAuthClient::new(ClientId::new(settings.client_id.clone()))
        .set_token_uri(settings.token_url.clone())
        .set_auth_type(if settings.secret_in_body { AuthType::RequestBody } else { AuthType::BasicAuth });
    if let Some(secret) = settings.client_secret() {
        server = server.set_client_secret(secret);
    }
    let scopes = settings.scopes.iter().cloned().map(Scope::new);
    let refresh_token = settings.grant.refresh_token();
    // A refresh token may serve once only.
    let sender = Sender { client, is_idempotent: refresh_token.is_none(), status: OnceLock::new() };
    let answer = match refresh_token.clone().map(RefreshToken::new) {
        None => {
            let mut request = server.exchange_client_credentials().add_scopes(scopes);
            for (name, value) in &settings.parameters {
                request = request.add_extra_param(name, value);
            }
            request.request_async(&sender).await
        }
        Some(refresh_token) => {
            let mut request = server.exchange_refresh_token(&refresh_token).add_scopes(scopes);
            for (name, value) in &settings.parameters {
                request = request.add_extra_param(name, value);
            }
            request.request_async(&sender).await
        }
    };
    let granted = answer.map_err(|error| {
        let failure = failure(settings, error);
        match sender.status.get() {
            Some(status) => failure.with_status(*status),
            None => failure,
        }
    })?;
    if let (Grant::RefreshToken(known), Some(next)) = (&settings.grant, &granted.refresh_token)
        && refresh_token.as_ref() != Some(next.secret())
    {
        known.lock().unwrap_or_else(PoisonError::into_inner).clone_from(next.secret());
        if let Some(store) = &settings.on_rotation {
            store(next.secret());
        }
    }
    // What is not known, is not to be sent (section 7.1).
    if !granted.token_type.0.eq_ignore_ascii_case("bearer") {
        return Err(OAuthError::unreadable("its `token_type` is not `bearer`"));
    }
    let token = Token::new(granted.access_token.secret());
    Ok(match granted.expires_in {
        Some(lifetime) => token.expires_in(lifetime),
        None => token,
    })
}

struct Sender<'a> {
    client: &'a Client,
    is_idempotent: bool,
    /// That of the answer.
    status: OnceLock<StatusCode>,
}

impl<'c> AsyncHttpClient<'c> for Sender<'_> {
    type Error = OAuthError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, OAuthError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

impl Sender<'_> {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, OAuthError> {
        let mut request = request.map(|body| Body::from(bytes::Bytes::from(body)));
        if let Some(secret) = request.headers_mut().get_mut(AUTHORIZATION) {
            secret.set_sensitive(true);
        }
        request.headers_mut().extend(self.client.0.headers.clone());
        let exchange = Exchange::new(self.client.clone(), &TokenEndpoint, Ok(request), None).readdressed();
        let call = Call::<_, Infallible>::new(exchange, TokenEndpoint::DECODER);
        let call = if self.is_idempotent { call.idempotent() } else { call };
        let mut answer = http::Response::new(());
        let body = match call.with_response().await {
            Ok(response) => {
                let (head, body) = response.into_parts();
                *answer.status_mut() = head.status;
                *answer.headers_mut() = head.headers;
                body.0
            }
            Err(Error::Undeclared(response)) => {
                *answer.status_mut() = response.status();
                *answer.headers_mut() = response.headers().clone();
                response.body().clone()
            }
            Err(Error::Declared(never)) => match never {},
            Err(Error::Request(error)) => return Err(OAuthError::request(error)),
            Err(Error::Transport(error)) => return Err(OAuthError::transport(error)),
            Err(Error::Malformed(malformed)) => {
                let reason =
                    std::error::Error::source(&malformed).map(ToString::to_string).unwrap_or_default();
                return Err(OAuthError::unreadable(reason).with_status(malformed.status()));
            }
        };
        let status = answer.status();
        let _ = self.status.set(status);
        if is_refusal(&body) {
            // Some say so with 200.
            if status.is_success() {
                *answer.status_mut() = StatusCode::BAD_REQUEST;
            }
        } else if !status.is_success() {
            return Err(OAuthError::no_oauth());
        }
        Ok(answer.map(|()| body.to_vec()))
    }
}

/// Whether this is an error answer (section 5.2).
fn is_refusal(body: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Refusal {
        #[expect(dead_code, reason = "that it is there says it")]
        error: String,
    }
    serde_json::from_slice::<Refusal>(body).is_ok()
}

fn failure(settings: &Settings, error: RequestTokenError<OAuthError, BasicErrorResponse>) -> OAuthError {
    match error {
        RequestTokenError::Request(error) => error,
        RequestTokenError::ServerResponse(refusal) => {
            let description = refusal.error_description().map(|text| settings.shown(text));
            OAuthError::refused(settings.shown(refusal.error().as_ref()), description)
        }
        // What serde says of a value repeats it, and it may be a token.
        RequestTokenError::Parse(error, _) => {
            let path = error.path().to_string();
            OAuthError::unreadable(match error.inner().classify() {
                serde_json::error::Category::Data if path == "." => {
                    "it has no `access_token` or no `token_type`".to_owned()
                }
                serde_json::error::Category::Data => format!("its `{path}` is of another type"),
                _ => "it is no JSON".to_owned(),
            })
        }
        RequestTokenError::Other(reason) => OAuthError::unreadable(settings.shown(&reason)),
    }
}

/// A token as a server gives it (section 5.1). Unlike the answer that `oauth2` has itself, it takes a lifetime in quotes, as
/// some servers send it.
#[derive(Debug, Deserialize, Serialize)]
struct Granted {
    access_token: AccessToken,
    token_type: Type,
    #[serde(default, deserialize_with = "seconds")]
    expires_in: Option<Duration>,
    refresh_token: Option<RefreshToken>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Type(String);

impl TokenType for Type {}

impl TokenResponse for Granted {
    type TokenType = Type;

    fn access_token(&self) -> &AccessToken {
        &self.access_token
    }

    fn token_type(&self) -> &Type {
        &self.token_type
    }

    fn expires_in(&self) -> Option<Duration> {
        self.expires_in
    }

    fn refresh_token(&self) -> Option<&RefreshToken> {
        self.refresh_token.as_ref()
    }

    fn scopes(&self) -> Option<&Vec<Scope>> {
        None
    }
}

fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Seconds {
        Number(f64),
        Text(String),
    }
    let seconds = match Option::<Seconds>::deserialize(deserializer)? {
        None => return Ok(None),
        Some(Seconds::Number(seconds)) => Some(seconds),
        Some(Seconds::Text(text)) => text.trim().parse().ok(),
    };
    // Longer than can be counted is for ever.
    Ok(seconds.map(|seconds: f64| Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(Duration::MAX)))
}
