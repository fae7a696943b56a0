//! The objects of the API, and what surrounds them: lists, events, options.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sigpost::{FromResponse, NextPage, Page};

/// What every object has.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct ObjectMeta {
    /// The name, which no other of its kind has in its namespace.
    pub name: String,
    /// Which of its versions this is. The server makes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_version: Option<String>,
    /// What it is found by.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
}

impl ObjectMeta {
    /// That of a new object.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }
}

/// Containers that run together.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
pub struct Pod {
    /// Its name, and so on.
    pub metadata: ObjectMeta,
    /// What it should be.
    pub spec: PodSpec,
    /// What it is. The server says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<PodStatus>,
}

/// What a pod should be.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
pub struct PodSpec {
    /// What runs in it.
    pub containers: Vec<Container>,
}

/// What runs in a pod.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
pub struct Container {
    /// The name.
    pub name: String,
    /// The image that it is started from.
    pub image: String,
}

/// What a pod is.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
pub struct PodStatus {
    /// In a word.
    pub phase: Phase,
}

/// How far a pod is.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
pub enum Phase {
    /// Not started yet.
    Pending,
    /// Running.
    Running,
    /// Over, without an error.
    Succeeded,
    /// Over, with an error.
    Failed,
}

/// Texts by names.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
pub struct ConfigMap {
    /// Its name, and so on.
    pub metadata: ObjectMeta,
    /// The texts.
    #[serde(default)]
    pub data: BTreeMap<String, String>,
    /// Whether it can be changed no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub immutable: Option<bool>,
}

/// A machine of the cluster.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Node {
    /// Its name, and so on.
    pub metadata: ObjectMeta,
}

/// What a node does.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct NodeMetrics {
    /// Its name, and so on.
    pub metadata: ObjectMeta,
    /// How much it uses of what: `cpu`, `memory`.
    pub usage: BTreeMap<String, String>,
}

/// A page of a list.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct List<T> {
    /// Where in the list it is.
    pub metadata: ListMeta,
    /// The objects.
    pub items: Vec<T>,
}

/// Where in a list a page is.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct ListMeta {
    /// The version of the whole list, from which a watch can go on.
    pub resource_version: String,
    /// Where the next page begins; nothing on the last one.
    pub r#continue: Option<String>,
    /// How many objects are behind this page.
    pub remaining_item_count: Option<u64>,
}

impl<T> Page for List<T> {
    type Item = T;

    fn item_count(&self) -> usize {
        self.items.len()
    }

    fn next(&self) -> NextPage {
        NextPage::unknown().at(self.metadata.r#continue.clone())
    }

    fn into_items(self) -> Vec<T> {
        self.items
    }
}

/// What a version that is asked for means.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq)]
pub enum VersionMatch {
    /// This one.
    Exact,
    /// This one, or a later one.
    NotOlderThan,
}

/// In which order a list is.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum SortOrder {
    /// The smallest first.
    Ascending,
    /// The greatest first.
    Descending,
}

/// Which nodes are listed: several lists take these together.
#[derive(Clone, Debug, Default, Serialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Selector<'a> {
    /// By labels, as in `zone=a`.
    pub label_selector: Option<&'a str>,
    /// By other members, as in `spec.unschedulable=false`.
    pub field_selector: Option<&'a str>,
}

/// What happened to an object.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(tag = "type", content = "object", rename_all = "UPPERCASE")]
pub enum WatchEvent<T> {
    /// It is there now.
    Added(T),
    /// It is another now.
    Modified(T),
    /// It is gone.
    Deleted(T),
    /// Nothing: only how far the watch is.
    Bookmark(Value),
    /// The watch cannot go on.
    Error(Status),
}

/// How an operation came out.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Status {
    /// `Success` or `Failure`.
    pub status: String,
    /// Why it failed, in a word.
    pub reason: Option<String>,
}

/// What became of an object that was sent.
#[derive(Clone, Debug, FromResponse, PartialEq, Eq)]
pub enum Written<T> {
    /// Nothing: it was only tried.
    #[status(200)]
    Tried(T),
    /// It is there.
    #[status(201)]
    Created(T),
    /// It will be there.
    #[status(202)]
    Accepted(T),
}

/// What became of an object that was removed.
#[derive(Clone, Debug, FromResponse, PartialEq, Eq)]
pub enum Removed<T> {
    /// It is gone.
    #[status(200)]
    Gone(Status),
    /// It is about to go.
    #[status(202)]
    Going(T),
}

/// What becomes of what depends on an object that is removed.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq)]
pub enum PropagationPolicy {
    /// It stays.
    Orphan,
    /// It goes later.
    Background,
    /// It goes first.
    Foreground,
}

/// What an object must be to be removed.
#[derive(Clone, Debug, Default, Serialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Preconditions {
    /// Of this version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_version: Option<String>,
}

/// One step of a JSON patch (RFC 6902).
#[derive(Clone, Debug, Serialize, PartialEq)]
#[serde(tag = "op", rename_all = "lowercase")]
pub enum PatchStep<'a> {
    /// What is there must be this.
    Test {
        /// Where, as a JSON pointer (RFC 6901).
        path: &'a str,
        /// What.
        value: Value,
    },
    /// This comes there.
    Add {
        /// Where.
        path: &'a str,
        /// What.
        value: Value,
    },
    /// What is there goes.
    Remove {
        /// Where.
        path: &'a str,
    },
}
