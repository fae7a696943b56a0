//! The steps that fail, each in its way, and those whose credentials are not the usual ones.

use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use sigpost::{Bound as _, Client, Error, RetryPolicy};

use super::{Story, end};
use crate::git_hosting::api::{ApiErrors, Conditional, GitHost, LimitErrors, OpenIssueError};
use crate::git_hosting::server::{APPLICATION, SPENT_TOKEN, TOKEN};
use crate::stage::{Stage, line};

impl Story {
    pub(super) async fn tell_of_failing(&self, stage: &mut Stage) {
        stage.step("Come again when the host is not busy");
        end(stage, self.come_again().await);
        stage.step("Meet the errors that all endpoints share");
        end(stage, self.shared_errors().await);
        stage.step("Meet those of one endpoint, with their detail");
        end(stage, self.invalid().await);
        stage.step("Go without a token, and as an application");
        end(stage, self.other_credentials().await);
        stage.step("Call what is deprecated");
        end(stage, self.deprecated().await);
    }

    /// The call does so itself, where sending it twice is harmless.
    async fn come_again(&self) -> anyhow::Result<()> {
        let answer = self.host.get_repository("status", "busy").await?;
        ensure!(matches!(answer, Conditional::Current(_)), "a repository was expected, not {answer:?}");
        line("there it is");
        Ok(())
    }

    /// The error that a repository is answered with.
    async fn error_of(host: &GitHost, owner: &str, repo: &str) -> anyhow::Result<ApiErrors> {
        match host.get_repository(owner, repo).retry(RetryPolicy::none()).await {
            Err(Error::Declared(error)) => Ok(error),
            Err(error) => bail!("an error that all share was expected, not {error}"),
            Ok(answer) => bail!("an error was expected, not {answer:?}"),
        }
    }

    async fn shared_errors(&self) -> anyhow::Result<()> {
        for (owner, repo) in [("acme", "none"), ("status", "503"), ("status", "502"), ("status", "451")] {
            let told = match (repo, Self::error_of(&self.host, owner, repo).await?) {
                ("none", ApiErrors::NotFound(error)) => format!("not found: {error}"),
                ("503", ApiErrors::Limits(LimitErrors::Busy(error))) => format!("busy: {error}"),
                ("502", ApiErrors::Unavailable(error)) => format!("out of order: {error}"),
                ("451", ApiErrors::Other(error)) => format!("something else: {error}"),
                (_, error) => bail!("another error was expected for {repo} than {error:?}"),
            };
            line(told);
        }
        match Self::error_of(&self.with_token("wrong")?, "acme", "rocket").await? {
            ApiErrors::BadCredentials(error) => line(error),
            error => bail!("a wrong token was expected to be refused, not {error:?}"),
        }
        match Self::error_of(&self.with_token(SPENT_TOKEN)?, "acme", "rocket").await? {
            ApiErrors::Limits(LimitErrors::TooManyRequests(error)) => {
                let wait = error.retry_after();
                line(format!("{error}, wait {wait:?}"));
                ensure!(wait == Some(Duration::from_secs(60)), "a minute was expected, not {wait:?}");
            }
            error => bail!("an end of the calls was expected, not {error:?}"),
        }
        Ok(())
    }

    fn with_token(&self, token: &str) -> anyhow::Result<GitHost> {
        Ok(Client::builder(&self.base).bearer_token(token).build()?.into())
    }

    async fn invalid(&self) -> anyhow::Result<()> {
        match self.host.open_issue("acme", "rocket", "").await {
            Err(Error::Declared(OpenIssueError::ValidationFailed(error))) => {
                let fault = error.detail.errors.first().context("it is not said what is wrong")?;
                line(format!("{}.{}: {}", fault.resource, fault.field, fault.code));
                ensure!(fault.code == "missing_field", "another fault was expected than {fault:?}");
                Ok(())
            }
            other => bail!("an invalid issue was expected, not {other:?}"),
        }
    }

    async fn other_credentials(&self) -> anyhow::Result<()> {
        line(self.host.say_something_wise().await?);
        let check = self.host.check_token(APPLICATION.0, TOKEN);
        let curl = check.call().to_curl()?;
        ensure!(!curl.contains(TOKEN) && !curl.contains(APPLICATION.1), "a secret is told: {curl}");
        line(curl.lines().last().unwrap_or_default().trim());
        let login = self.host.check_token(APPLICATION.0, TOKEN).await?;
        ensure!(login == "ada", "ada was expected, not {login}");
        Ok(())
    }

    /// The compiler warns of the call, as of that of any deprecated function.
    #[expect(deprecated, reason = "what the step is about")]
    async fn deprecated(&self) -> anyhow::Result<()> {
        let by_id = self.host.get_repository_by_id(1).await?;
        let by_name = self.host.get_repository("acme", "rocket").await?;
        let Conditional::Current(by_name) = by_name else {
            bail!("a repository was expected, not {by_name:?}")
        };
        line(&by_id.full_name);
        ensure!(by_id == *by_name.body(), "the same repository was expected");
        Ok(())
    }
}
