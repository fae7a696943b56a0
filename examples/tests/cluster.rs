//! The story of the cluster: how it comes out, and what it sends.

use std::process::{Command, ExitCode};

use sigpost_examples::cluster::server::Server;
use sigpost_examples::cluster::story::Story;
use sigpost_examples::loopback::Received;

/// Tells the story, and gives what came to the server.
async fn received() -> Vec<Received> {
    let server = Server::start().await.unwrap();
    assert_eq!(Story::new(&server.base_url()).unwrap().tell().await, ExitCode::SUCCESS);
    server.received()
}

/// The lines without what all of them begin with, and without those calls that may be over before they begin.
fn lines(received: &[Received]) -> String {
    let patient = received.iter().filter(|request| request.line != "GET /readyz/etcd");
    let lines = patient.map(|request| request.line.replace(" /api/v1/namespaces/shop", " ~") + "\n");
    lines.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_step_asks_for_what_the_documentation_says() {
    let received = received().await;
    let expected = "\
        GET ~/pods?limit=2\n\
        GET ~/pods?limit=2&continue=from:2\n\
        GET ~/pods?limit=2&continue=from:4\n\
        GET ~/pods?limit=10&labelSelector=app%3Dweb%2Ctier%3Dstable&fieldSelector=status.phase!%3DFailed\
            &resourceVersion=100&resourceVersionMatch=NotOlderThan&timeoutSeconds=30&sendInitialEvents=false\
            &allowWatchBookmarks=true&pretty=false&includeManagedFields=false&sortBy=metadata.name\
            &sortOrder=descending&nodeName=node-a&phase=Pending&phase=Running&columns=NAME,STATUS\
            &minRestartCount=0&createdAfter=2026-01-01T00:00:00Z&createdBefore=2026-12-31T23:00:00Z\
            &shardSelector=0/2\n\
        GET ~/pods?continue=from%20last%20year\n\
        GET /api/v1/nodes?labelSelector=zone%3Dz&limit=2\n\
        GET /api/v1/nodes?labelSelector=zone%3Dz&limit=2&continue=from:2\n\
        GET /apis/metrics.example.com/v1/nodes/node-a,node-c\n\
        POST ~/pods?dryRun=All\n\
        POST ~/pods?fieldManager=story\n\
        POST ~/pods\n\
        POST ~/pods\n\
        POST ~/pods\n\
        POST ~/configmaps?dryRun=All\n\
        POST ~/configmaps\n\
        PATCH ~/configmaps/theme\n\
        PATCH ~/configmaps/theme\n\
        PATCH ~/configmaps/theme\n\
        PATCH ~/configmaps/theme?fieldManager=story&force=true\n\
        PUT ~/configmaps/theme\n\
        PUT ~/configmaps/theme\n\
        GET ~/pods/cart\n\
        DELETE ~/pods/cart\n\
        DELETE ~/pods/cart\n\
        DELETE ~/pods/cart\n\
        POST ~/pods/search/eviction\n\
        POST ~/pods/web-0/eviction\n\
        GET ~/pods\n\
        GET ~/pods?watch=true&resourceVersion=116&allowWatchBookmarks=true\n\
        POST ~/pods\n\
        DELETE ~/pods/guest\n\
        GET ~/pods/web-1/log?tailLines=2\n\
        GET ~/pods/web-1/log?follow=true\n\
        DELETE ~/pods/web-1\n\
        GET ~/services/http:shop:8080/proxy/carts/7%20a\n\
        GET ~/services/http:bank:8080/proxy/accounts\n\
        GET ~/pods/nobody\n\
        GET /api/v1/namespaces/kube-system/pods/etcd\n\
        GET /api/v1/namespaces/kube-system/pods\n\
        GET /readyz/ping\n";
    assert_eq!(lines(&received), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_and_media_types_are_those_of_the_declarations() {
    let received = received().await;
    let sent = |method: &str, path: &str| {
        let line = format!("{method} /api/v1/namespaces/shop/{path}");
        let requests = received.iter().filter(|request| request.line.split('?').next() == Some(&line));
        requests
            .map(|request| (request.header("content-type").to_owned(), request.text()))
            .collect::<Vec<_>>()
    };
    let of = |media: &str, body: &str| (media.to_owned(), body.to_owned());
    let changes = [
        of("application/merge-patch+json", r#"{"data":{"color":"blue","size":null},"immutable":null}"#),
        of(
            "application/json-patch+json",
            r#"[{"op":"test","path":"/data/color","value":"blue"},{"op":"add","path":"/data/color","value":"green"}]"#,
        ),
        of(
            "application/json-patch+json",
            r#"[{"op":"test","path":"/data/color","value":"blue"},{"op":"remove","path":"/data/color"}]"#,
        ),
        of("application/apply-patch+yaml", "kind: ConfigMap\ndata:\n  color: black\n"),
    ];
    assert_eq!(sent("PATCH", "configmaps/theme"), changes);
    let removals = [
        of("application/json", r#"{"preconditions":{"resourceVersion":"1"}}"#),
        of("application/json", "{}"),
        of(
            "application/json",
            r#"{"gracePeriodSeconds":0,"propagationPolicy":"Foreground","preconditions":{"resourceVersion":"106"}}"#,
        ),
    ];
    assert_eq!(sent("DELETE", "pods/cart"), removals);
    let eviction = of("application/json", r#"{"metadata":{"name":"search"}}"#);
    assert_eq!(sent("POST", "pods/search/eviction"), [eviction]);
    let pod = r#"{"metadata":{"name":"cart"},"spec":{"containers":[{"name":"web","image":"web:1"}]}}"#;
    assert_eq!(sent("POST", "pods")[0], of("application/json", pod));
}

#[test]
fn the_program_tells_the_whole_story() {
    let output = Command::new(env!("CARGO_BIN_EXE_cluster")).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}");
    for part in [
        "2 pods, 3 are left",
        "list_pods: 410 Gone, Expired",
        "search is Pending",
        "FieldValueRequired at spec.containers[0].image",
        "keep no passwords here",
        "replace_config_map: 409 Conflict, Conflict",
        "cart is about to go",
        "again in 10 s",
        "guest is gone",
        "listening on 8080, GET /, GET /cart",
        "the path parameter `path` makes the path segment `..`",
        "no answer came within 300ms",
        "no answer came within 20ms",
        "0 skipped",
    ] {
        assert!(told.contains(part), "{part} is missing in:\n{told}");
    }
}

#[tokio::test]
async fn the_story_fails_where_nothing_is_as_it_should_be() {
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(Story::new(&format!("http://{dead}")).unwrap().tell().await, ExitCode::FAILURE);
}
