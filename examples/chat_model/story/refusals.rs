//! The steps in which something is refused, and what is known of it then.

use std::time::Duration;

use sigpost::{Bound as _, Client, Error, ErrorSet, Report};

use super::{Story, asking};
use crate::chat_model::api::{
    ChatApi, ChatErrors, CompletionRequest, CreateCompletionError, GetVoiceSampleError, ListUsersError,
};
use crate::chat_model::server::{KEY, LIMIT, WAIT};
use crate::stage::{Outcome, check, line, text, told, unexpected};

/// How long the server asks to wait, whatever the endpoint.
fn wait<E: ErrorSet>(error: &Error<E>) -> Duration {
    error.retry_after().unwrap_or_default()
}

impl Story {
    pub(super) async fn organization(&self) -> Outcome {
        for user in self.api.list_users().await.map_err(text)? {
            line(user.email);
        }
        // Without a key for it nothing is sent; with one of the other kind it is refused.
        let client = |builder: sigpost::ClientBuilder| builder.build().map_err(|error| error.to_string());
        let poor = ChatApi::from(client(Client::builder(&self.base).bearer_token(KEY))?);
        told("no key for it", poor.list_users().await, |error| matches!(error, Error::Request(_)))?;
        let key = sigpost::Credentials::bearer(KEY);
        let wrong = ChatApi::from(client(Client::builder(&self.base).credentials_named("admin", key))?);
        told("the wrong key", wrong.list_users().await, |error| {
            use ListUsersError::ChatErrors as Shared;
            matches!(error, Error::Declared(Shared(ChatErrors::InvalidApiKey(_))))
        })
    }

    pub(super) async fn too_much(&self) -> Outcome {
        let busy = asking("busy?");
        let error = match self.api.create_completion(&busy).await {
            Err(error) => error,
            Ok(completion) => return unexpected("a refusal", completion.id),
        };
        line(Report(&error));
        line(format_args!("again in {:?}, request {}", wait(&error), error.request_id().unwrap_or("none")));
        check(wait(&error) == Duration::from_secs(WAIT), "a time to wait", Report(&error))?;
        // Before a stream begins, its errors are those of every call.
        let refused = self.api.stream_completion(&busy).await.map(|_| ()).map_err(|error| wait(&error));
        check(refused == Err(Duration::from_secs(WAIT)), "the same of a stream", "something else")?;

        let long = asking(&"word ".repeat(LIMIT + 1));
        match self.api.create_completion(&long).await {
            Err(Error::Declared(CreateCompletionError::ContextLengthExceeded(error))) => {
                line(format_args!("{error} It has more than {}.", error.detail.limit));
                check(error.detail.limit == LIMIT as u64, "the limit", error.detail.limit)
            }
            Err(error) => unexpected("ContextLengthExceeded", Report(&error)),
            Ok(completion) => unexpected("a refusal", completion.id),
        }
    }

    pub(super) async fn other_errors(&self) -> Outcome {
        use CreateCompletionError::ChatErrors as Shared;

        let unknown = CompletionRequest { model: "eagle-9".to_owned(), ..asking("Who?") };
        told("a model that is not there", self.api.create_completion(&unknown).await, |error| {
            matches!(error, Error::Declared(Shared(ChatErrors::ModelNotFound(error)))
                if error.detail.param.as_deref() == Some("model"))
        })?;
        told("a bad day", self.api.create_completion(&asking("broken?")).await, |error| {
            matches!(error, Error::Declared(Shared(ChatErrors::Unavailable(error)))
                if error.body_text() == "<html>Later</html>")
        })?;
        told(
            "nothing to answer",
            self.api.create_completion(&CompletionRequest { messages: vec![], ..asking("") }).await,
            |error| matches!(error, Error::Undeclared(_)) && error.code() == Some("missing_parameter"),
        )?;
        told("a voice that is not there", self.api.get_voice_sample("bass").await, |error| {
            matches!(error, Error::Declared(GetVoiceSampleError::VoiceNotFound(_)))
        })?;
        let late = self.api.list_models().timeout(Duration::ZERO).await;
        told("no time at all", late, |error| error.is_timeout())?;
        let models = self.api.list_models().await.map_err(text)?;
        line(models.iter().map(|model| model.id.as_str()).collect::<Vec<_>>().join(", "));
        check(models.len() == 1, "one model", models.len())
    }
}
