//! What the API takes and gives.

use std::fmt;

use serde::{Deserialize, Serialize};
use sigpost::http::header::{ETAG, LOCATION};
use sigpost::http::{HeaderMap, Response};
use sigpost::{FromResponse, Text};

/// A repository.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Repository {
    /// The id.
    pub id: u64,
    /// Owner and name, as in `acme/rocket`.
    pub full_name: String,
    /// What it is about.
    pub description: Option<String>,
    /// The branch that is meant where none is named.
    pub default_branch: String,
}

/// Which repositories are listed.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum RepositoryKind {
    /// All of them.
    All,
    /// Those that are no forks.
    Sources,
    /// Forks.
    Forks,
}

/// A repository, if it is not what the caller has seen already.
#[derive(Debug, FromResponse)]
pub enum Conditional {
    /// As it is now.
    #[status(200)]
    Current(Response<Repository>),
    /// It has another name now.
    #[status(301)]
    Moved(Response<()>),
    /// As the caller has seen it.
    #[status(304)]
    NotModified,
}

impl Conditional {
    /// The version of the repository, for `if_none_match`.
    pub fn etag(&self) -> Option<&str> {
        match self {
            Self::Current(response) => response.headers().get(ETAG)?.to_str().ok(),
            Self::Moved(_) | Self::NotModified => None,
        }
    }
}

/// Whether something is so. Both are answers: 204 says yes, and 404 no.
#[derive(Clone, Copy, Debug, FromResponse, PartialEq, Eq)]
pub enum Whether {
    /// It is.
    #[status(204)]
    Yes,
    /// It is not.
    #[status(404)]
    No,
}

/// Who contributed how much, if that is known.
#[derive(Debug, FromResponse, PartialEq, Eq)]
pub enum Contributors {
    /// It is.
    #[status(200)]
    Known(Vec<Contributor>),
    /// It is being counted: ask again.
    #[status(202)]
    BeingCounted,
    /// Nobody contributed yet.
    #[status(204)]
    None,
}

/// Who contributed to a repository.
#[derive(Debug, Deserialize, PartialEq, Eq)]
pub struct Contributor {
    /// The login.
    pub author: String,
    /// How many commits.
    pub total: u64,
}

/// How one commit stands to another.
#[derive(Debug, Deserialize)]
pub struct Comparison {
    /// In a word.
    pub status: ComparisonStatus,
    /// How many commits only the head has.
    pub ahead_by: u64,
    /// How many commits only the base has.
    pub behind_by: u64,
}

/// How one commit stands to another, in a word.
#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum ComparisonStatus {
    /// The head has more.
    Ahead,
    /// The base has more.
    Behind,
    /// Each has what the other has not.
    Diverged,
    /// They are the same.
    Identical,
}

/// How a commit is written as a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatchFormat {
    /// What it changes.
    Diff,
    /// The same, as an e-mail.
    Patch,
}

impl fmt::Display for PatchFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Diff => "diff",
            Self::Patch => "patch",
        })
    }
}

/// What is at a path.
#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Contents {
    /// A directory, with what is in it.
    Directory(Vec<Entry>),
    /// One thing.
    Single(Entry),
}

/// Something that a repository contains.
#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Entry {
    /// A directory.
    Dir {
        /// The whole path.
        path: String,
    },
    /// A file.
    File {
        /// The whole path.
        path: String,
        /// The hash of what is in it.
        sha: String,
        /// How many bytes it has.
        size: u64,
    },
    /// A symbolic link.
    Symlink {
        /// The whole path.
        path: String,
        /// The path that it leads to.
        target: String,
    },
}

/// An issue.
#[derive(Debug, Deserialize)]
pub struct Issue {
    /// The number.
    pub number: u64,
    /// The title.
    pub title: String,
    /// Whether there is still something to do.
    pub state: IssueState,
    /// The number of the milestone.
    pub milestone: Option<u64>,
    /// The labels.
    pub labels: Vec<String>,
}

/// Whether there is something to do.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum IssueState {
    /// There is.
    Open,
    /// There is not.
    Closed,
}

/// A release.
#[derive(Debug, Deserialize)]
pub struct Release {
    /// The id.
    pub id: u64,
    /// The tag.
    pub tag_name: String,
}

/// A file that belongs to a release.
#[derive(Debug, Deserialize)]
pub struct Asset {
    /// The name.
    pub name: String,
    /// The media type that it was uploaded with.
    pub content_type: String,
    /// How many bytes it has.
    pub size: u64,
}

/// Where an archive is.
#[derive(Debug, FromResponse)]
pub enum Archive {
    /// There, for a few minutes.
    #[status(302)]
    At(Response<()>),
}

impl Archive {
    /// The address.
    pub fn address(&self) -> Option<&str> {
        let Self::At(response) = self;
        response.headers().get(LOCATION)?.to_str().ok()
    }
}

/// A diff, as it is shown to people.
pub type Diff = Text;

/// How much may still be asked for, which every answer says in its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// Calls in an hour.
    pub limit: u64,
    /// Calls that are left.
    pub remaining: u64,
}

impl RateLimit {
    /// What the header of an answer says of it.
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let number = |name| headers.get(name)?.to_str().ok()?.parse().ok();
        Some(Self { limit: number("x-ratelimit-limit")?, remaining: number("x-ratelimit-remaining")? })
    }
}
