//! The steps that change something: stars, files, issues, a pull request, a release.

use anyhow::{bail, ensure};
use sigpost::{Endpoint as _, Error};

use super::publishing::publish;
use super::{Story, end};
use crate::git_hosting::api::{ApiErrors, IssueState, MergeError, Whether, WriteFileError};
use crate::stage::{Stage, line};

impl Story {
    pub(super) async fn tell_of_writing(&self, stage: &mut Stage) {
        stage.step("Star a repository, and take the star back");
        end(stage, self.star().await);
        stage.step("Write a file, fail to overwrite it, overwrite it, remove it");
        end(stage, self.write().await);
        stage.step("Open an issue, then close it and take it out of its milestone");
        end(stage, self.issue().await);
        stage.step("Merge a pull request");
        end(stage, self.merge().await);
        stage.step("Publish a release, whose file goes to another host");
        end(stage, self.release().await);
    }

    async fn star(&self) -> anyhow::Result<()> {
        let is_starred = async || self.host.is_starred("acme", "rocket").await;
        ensure!(is_starred().await? == Whether::No, "no star was expected yet");
        self.host.star("acme", "rocket").await?;
        ensure!(is_starred().await? == Whether::Yes, "a star was expected");
        self.host.unstar("acme", "rocket").await?;
        ensure!(is_starred().await? == Whether::No, "no star was expected any more");
        line("no, yes, no");
        Ok(())
    }

    async fn write(&self) -> anyhow::Result<()> {
        let (path, message) = ("docs/how to fly.md", "Explain");
        let (sha, commit) = self.host.write_file("acme", "rocket", path, message, "Up.").await?;
        line(format!("written by {commit}"));
        match self.host.write_file("acme", "rocket", path, message, "Down.").await {
            Err(Error::Declared(WriteFileError::Conflict(error))) => line(error),
            other => bail!("a conflict was expected, not {other:?}"),
        }
        let (sha, _) = self.host.write_file("acme", "rocket", path, message, "Up, up.").sha(&sha).await?;
        let commit = self.host.remove_file("acme", "rocket", path, "Needless", &sha).await?;
        line(format!("removed by {commit}"));
        match self.host.get_file("acme", "rocket", path).await {
            Err(error) if error.status().is_some_and(|status| status == 404) => Ok(()),
            other => bail!("no file was expected, not {other:?}"),
        }
    }

    async fn issue(&self) -> anyhow::Result<()> {
        let issue = self.host.open_issue("acme", "rocket", "It falls").labels(&["bug"]).milestone(2).await?;
        line(format!(
            "{}: {}, {:?}, in milestone {:?}",
            issue.number, issue.title, issue.labels, issue.milestone
        ));
        // What is left out stays as it is: here the title.
        let change =
            self.host.change_issue("acme", "rocket", issue.number).state(IssueState::Closed).milestone(None);
        if let Some(body) = change.to_request(&self.base)?.body().as_bytes() {
            line(String::from_utf8_lossy(body));
        }
        let closed = change.await?;
        let is_right = closed.state == IssueState::Closed && closed.milestone.is_none();
        ensure!(is_right && closed.title == "It falls", "another issue was expected than {closed:?}");
        Ok(())
    }

    async fn merge(&self) -> anyhow::Result<()> {
        let before = self.host.is_merged("acme", "rocket", 7).await?;
        match self.host.merge("acme", "rocket", 7).sha("0000").await {
            Err(Error::Declared(MergeError::HeadChanged(error))) => line(error),
            other => bail!("another head was expected, not {other:?}"),
        }
        let commit = self.host.merge("acme", "rocket", 7).await?;
        line(format!("merged by {commit}"));
        match self.host.merge("acme", "rocket", 7).await {
            Err(Error::Declared(MergeError::NotMergeable(error))) => line(error),
            other => bail!("nothing to merge was expected, not {other:?}"),
        }
        match self.host.merge("acme", "rocket", 8).await {
            Err(Error::Declared(MergeError::ApiErrors(ApiErrors::NotFound(error)))) => line(error),
            other => bail!("no pull request was expected, not {other:?}"),
        }
        let after = self.host.is_merged("acme", "rocket", 7).await?;
        ensure!(
            (before, after) == (Whether::No, Whether::Yes),
            "no and yes were expected, not {before:?}, {after:?}"
        );
        Ok(())
    }

    async fn release(&self) -> anyhow::Result<()> {
        let asset = publish(&self.host, &self.files, "v1.0").await?;
        line(format!("{} has {} bytes of {}", asset.name, asset.size, asset.content_type));
        match publish(&self.host, &self.files, "v1.0").await {
            Ok(asset) => bail!("the tag was expected to be taken, not {asset:?}"),
            Err(error) => line(format!("{:#}", anyhow::Error::from(error))),
        }
        Ok(())
    }
}
