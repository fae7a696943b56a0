//! The steps that change nothing: lists in pages, answers by status, several forms of one thing.

use anyhow::{Context as _, bail, ensure};
use sigpost::Bound as _;

use super::{Story, end};
use crate::git_hosting::api::{
    ComparisonStatus, Conditional, Contents, Contributors, Entry, PatchFormat, RateLimit, RepositoryKind,
};
use crate::git_hosting::server::REPOSITORIES;
use crate::stage::{Stage, line};

impl Story {
    pub(super) async fn tell_of_reading(&self, stage: &mut Stage) {
        stage.step("List the repositories of an organization, page by page, as `Link` leads");
        end(stage, self.list().await);
        stage.step("Find repositories, and see what may still be asked for");
        end(stage, self.search().await);
        stage.step("Get a repository only if it has changed");
        end(stage, self.get_if_changed().await);
        stage.step("Ask who contributed: being counted, known, none");
        end(stage, self.contributions().await);
        stage.step("Compare two branches, and see the difference in other forms");
        end(stage, self.compare().await);
        stage.step("Look at a directory, a file, a link");
        end(stage, self.contents().await);
        stage.step("See where an archive is, and download it from there");
        end(stage, self.archive().await);
    }

    async fn list(&self) -> anyhow::Result<()> {
        let mut pages = self.host.list_repositories("acme").per_page(2).pages();
        let mut count = 0;
        while let Some(page) = pages.next().await.transpose()? {
            let names: Vec<_> = page.iter().map(|repository| repository.full_name.as_str()).collect();
            line(names.join(", "));
            count += page.len();
        }
        ensure!(count == REPOSITORIES, "{REPOSITORIES} repositories were expected, not {count}");
        let sources = self.host.list_repositories("acme").kind(RepositoryKind::Sources).await?;
        ensure!(sources.len() == REPOSITORIES - 1, "a fork was expected to be left out of {sources:?}");
        Ok(())
    }

    /// Iterates as any Rust program does.
    pub(super) fn tell_without_a_runtime(&self, stage: &mut Stage) {
        stage.step("List them again, from a thread without an async runtime");
        let items = self.host.list_repositories("acme").per_page(3).items().blocking();
        end(
            stage,
            items.collect::<Result<Vec<_>, _>>().map_err(anyhow::Error::from).and_then(|all| {
                line(format!("{} repositories", all.len()));
                ensure!(all.len() == REPOSITORIES, "{REPOSITORIES} were expected, not {}", all.len());
                Ok(())
            }),
        );
    }

    async fn search(&self) -> anyhow::Result<()> {
        let mut found = self.host.search_repositories("acme/").per_page(4).items();
        let mut last = None;
        while let Some(repository) = found.next().await.transpose()? {
            last = Some(repository.full_name);
        }
        ensure!(last.as_deref() == Some("acme/paint"), "acme/paint was expected at last, not {last:?}");
        let answer = self.host.search_repositories("rocket").with_response().await?;
        let limit = RateLimit::of(answer.headers()).context("there is no word of the limit")?;
        line(format!("{} found, {} of {} calls left", answer.body().len(), limit.remaining, limit.limit));
        ensure!(limit.remaining < limit.limit, "calls were expected to be counted");
        Ok(())
    }

    async fn get_if_changed(&self) -> anyhow::Result<()> {
        let first = self.host.get_repository("acme", "rocket").await?;
        let etag = first.etag().context("it has no version")?;
        let Conditional::Current(response) = &first else {
            bail!("a repository was expected, not {first:?}")
        };
        line(format!("{} in version {etag}", response.body().full_name));
        let again = self.host.get_repository("acme", "rocket").if_none_match(etag).await?;
        ensure!(matches!(again, Conditional::NotModified), "nothing new was expected, not {again:?}");
        line("the same again: not modified");
        match self.host.get_repository("acme", "missile").await? {
            Conditional::Moved(response) => {
                line(format!(
                    "moved to {:?}",
                    response.headers().get("location").context("it has no address")?
                ));
            }
            other => bail!("a new address was expected, not {other:?}"),
        }
        Ok(())
    }

    async fn contributions(&self) -> anyhow::Result<()> {
        let first = self.host.count_contributions("acme", "rocket").await?;
        ensure!(first == Contributors::BeingCounted, "counting was expected, not {first:?}");
        line("they are being counted");
        match self.host.count_contributions("acme", "rocket").await? {
            Contributors::Known(all) => {
                let first = all.first().context("there is nobody")?;
                line(format!("{} of {}", first.total, first.author));
            }
            other => bail!("contributors were expected, not {other:?}"),
        }
        let none = self.host.count_contributions("acme", "anvil").await?;
        ensure!(none == Contributors::None, "nobody was expected, not {none:?}");
        Ok(())
    }

    async fn compare(&self) -> anyhow::Result<()> {
        let comparison = self.host.compare("acme", "rocket", "main", "grace:faster/engine").await?;
        line(format!("{:?}, by {}", comparison.status, comparison.ahead_by));
        ensure!(comparison.status == ComparisonStatus::Ahead, "more was expected in {comparison:?}");
        let diff = self.host.compare_as_diff("acme", "rocket", "main", "faster").await?;
        ensure!(diff.starts_with("--- a/src/engine.rs"), "a diff was expected, not {diff:?}");
        let patch = self.host.get_patch("acme", "rocket", "7e57", PatchFormat::Patch).await?;
        line(patch.lines().next().unwrap_or_default());
        ensure!(patch.starts_with("From 7e57\n"), "a patch was expected, not {patch:?}");
        Ok(())
    }

    async fn contents(&self) -> anyhow::Result<()> {
        match self.host.get_contents("acme", "rocket", "").reference("main").await? {
            Contents::Directory(entries) => line(format!("{entries:?}")),
            Contents::Single(entry) => bail!("a directory was expected, not {entry:?}"),
        }
        match self.host.get_contents("acme", "rocket", "src/engine.rs").await? {
            Contents::Single(Entry::File { path, size, .. }) => line(format!("{path} has {size} bytes")),
            other => bail!("a file was expected, not {other:?}"),
        }
        match self.host.get_contents("acme", "rocket", "LATEST").await? {
            Contents::Single(Entry::Symlink { path, target }) => line(format!("{path} is {target}")),
            other => bail!("a link was expected, not {other:?}"),
        }
        let bytes = self.host.get_file("acme", "rocket", "README.md").await?;
        ensure!(bytes == b"# Rocket\n", "the bytes of the file were expected, not {bytes:?}");
        Ok(())
    }

    async fn archive(&self) -> anyhow::Result<()> {
        let found = self.host.find_archive("acme", "rocket", "heads/main").await?;
        let address = found.address().context("the answer has no address")?;
        let path =
            address.strip_prefix(&self.files).context("it is on another host than that of the files")?;
        line(format!("it is at {path} of another host"));
        let archive = self.host.download_archive("acme", "rocket", "heads/main").await?;
        let mut bytes = Vec::new();
        archive.write_to(&mut bytes).await?;
        ensure!(bytes == [0x1f, 0x8b, 8, 0], "an archive was expected, not {bytes:?}");
        Ok(())
    }
}
