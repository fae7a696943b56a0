//! The API as its documentation has it: one annotation for each operation; types and errors beside them.
//!
//! What the same path does with `watch=true` or `follow=true` is an operation of its own, as it answers otherwise; and so
//! is each kind of patch.

mod errors;
mod types;

use std::collections::BTreeMap;

use jiff::Timestamp;
use sigpost::{Client, ClientBuilder, endpoints};

pub use self::endpoints::*;
pub use self::errors::{ClusterErrors, StatusCause, StatusDetails, StatusFormat};
pub use self::types::{
    ConfigMap, Container, List, ListMeta, Node, NodeMetrics, ObjectMeta, PatchStep, Phase, Pod, PodSpec,
    PodStatus, Preconditions, PropagationPolicy, Removed, Selector, SortOrder, Status, VersionMatch,
    WatchEvent, Written,
};

/// A client of the cluster at this address, to be set up further.
pub fn client(base: &str) -> ClientBuilder {
    Client::builder(base).error_format(StatusFormat)
}

#[endpoints(rename_all = "camelCase", errors = ClusterErrors)]
mod endpoints {
    use sigpost::{ByteStream, Bytes, Lines, Text, endpoint, http};

    use super::*;

    /// Lists the pods of a namespace.
    #[endpoint(GET "/api/v1/namespaces/<namespace>/pods", paginate(cursor = continue))]
    pub async fn list_pods(
        namespace: &str,
        r#continue: Option<&str>,
        limit: Option<u32>,
        label_selector: Option<&str>,
        field_selector: Option<&str>,
        resource_version: Option<&str>,
        resource_version_match: Option<VersionMatch>,
        timeout_seconds: Option<u32>,
        send_initial_events: Option<bool>,
        allow_watch_bookmarks: Option<bool>,
        pretty: Option<bool>,
        include_managed_fields: Option<bool>,
        sort_by: Option<&str>,
        sort_order: Option<SortOrder>,
        node_name: Option<&str>,
        phase: Option<&[Phase]>,
        #[query(style = comma)] columns: Option<&[&str]>,
        min_restart_count: Option<u32>,
        created_after: Option<Timestamp>,
        created_before: Option<Timestamp>,
        shard_selector: Option<&str>,
    ) -> List<Pod>;

    /// Says what happens to the pods of a namespace, from a version on, as it happens.
    #[endpoint(GET "/api/v1/namespaces/<namespace>/pods?watch=true", read_timeout = "10m")]
    pub async fn watch_pods(
        namespace: &str,
        resource_version: Option<&str>,
        label_selector: Option<&str>,
        allow_watch_bookmarks: Option<bool>,
    ) -> Lines<WatchEvent<Pod>>;

    /// Gives a pod.
    #[endpoint(GET "/api/v1/namespaces/<namespace>/pods/<name>")]
    pub async fn get_pod(namespace: &str, name: &str) -> Pod;

    /// Makes a pod, or only tries to.
    #[endpoint(POST "/api/v1/namespaces/<namespace>/pods?<dry_run>&<field_manager>")]
    pub async fn create_pod(
        namespace: &str,
        #[body] pod: &Pod,
        dry_run: Option<&str>,
        field_manager: Option<&str>,
    ) -> Written<Pod>;

    /// Removes a pod.
    #[endpoint(DELETE "/api/v1/namespaces/<namespace>/pods/<name>")]
    pub async fn remove_pod(
        namespace: &str,
        name: &str,
        #[field] grace_period_seconds: Option<u32>,
        #[field] propagation_policy: Option<PropagationPolicy>,
        #[field] preconditions: Option<Preconditions>,
    ) -> Removed<Pod>;

    /// Moves a pod away from its node, if that harms nobody.
    #[endpoint(POST "/api/v1/namespaces/<namespace>/pods/<name>/eviction")]
    pub async fn evict_pod(namespace: &str, name: &str, metadata: &ObjectMeta) -> Status;

    /// Gives what a container of a pod wrote.
    #[endpoint(GET "/api/v1/namespaces/<namespace>/pods/<name>/log")]
    pub async fn get_log(
        namespace: &str,
        name: &str,
        container: Option<&str>,
        tail_lines: Option<u32>,
        timestamps: Option<bool>,
        previous: Option<bool>,
    ) -> Text;

    /// Gives what a container of a pod writes, as it writes it.
    #[endpoint(GET "/api/v1/namespaces/<namespace>/pods/<name>/log?follow=true", read_timeout = "60m")]
    pub async fn follow_log(namespace: &str, name: &str, container: Option<&str>) -> ByteStream;

    /// Makes a config map.
    #[endpoint(POST "/api/v1/namespaces/<namespace>/configmaps?<dry_run>")]
    pub async fn create_config_map(
        namespace: &str,
        #[body] config_map: &ConfigMap,
        dry_run: Option<&str>,
    ) -> ConfigMap;

    /// Puts a config map in the place of one of the same version.
    #[endpoint(PUT "/api/v1/namespaces/<namespace>/configmaps/<name>")]
    pub async fn replace_config_map(namespace: &str, name: &str, #[body] config_map: &ConfigMap)
    -> ConfigMap;

    /// Changes what is given of a config map; what is `None`, as a whole or in `data`, goes (RFC 7396).
    #[endpoint(
        PATCH "/api/v1/namespaces/<namespace>/configmaps/<name>",
        media = "application/merge-patch+json"
    )]
    pub async fn merge_config_map(
        namespace: &str,
        name: &str,
        data: Option<Option<BTreeMap<&str, Option<&str>>>>,
        immutable: Option<Option<bool>>,
    ) -> ConfigMap;

    /// Changes a config map step by step, or not at all (RFC 6902).
    #[endpoint(
        PATCH "/api/v1/namespaces/<namespace>/configmaps/<name>",
        media = "application/json-patch+json"
    )]
    pub async fn patch_config_map(namespace: &str, name: &str, #[body] steps: &[PatchStep<'_>]) -> ConfigMap;

    /// Makes of a config map what a manifest says, which is YAML.
    #[endpoint(
        PATCH "/api/v1/namespaces/<namespace>/configmaps/<name>?<field_manager>&<force>",
        media = "application/apply-patch+yaml"
    )]
    pub async fn apply_config_map(
        namespace: &str,
        name: &str,
        field_manager: &str,
        force: Option<bool>,
        #[body] manifest: impl Into<Text>,
    ) -> ConfigMap;

    /// Lists the nodes.
    #[endpoint(
        GET "/api/v1/nodes?<selector..>",
        returns(items, metadata.continue),
        paginate(cursor = continue)
    )]
    pub async fn list_nodes(
        selector: Selector<'_>,
        r#continue: Option<&str>,
        limit: Option<u32>,
    ) -> (Vec<Node>, Option<String>);

    /// Says what some nodes do.
    #[endpoint(GET "/apis/metrics.example.com/v1/nodes/<names>", returns(items))]
    pub async fn get_node_metrics(#[path(style = comma)] names: &[&str]) -> Vec<NodeMetrics>;

    /// Asks a service of the cluster for what is at a path of it.
    #[endpoint(
        GET "/api/v1/namespaces/<namespace>/services/<scheme>:<service>:<port>/proxy/<path..>",
        attempts = 1
    )]
    pub async fn get_from_service(
        namespace: &str,
        scheme: &str,
        service: &str,
        port: u16,
        path: &str,
    ) -> http::Response<Bytes>;

    /// Says whether a part of the cluster is ready.
    #[endpoint(GET "/readyz/<check>", timeout = "300ms")]
    pub async fn check_readiness(check: &str) -> Text;
}
