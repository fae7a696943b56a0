//! Starting and stopping, and what does not depend on the endpoint.

use super::wire::{Connection, get, send};
use super::*;

#[tokio::test]
async fn each_server_has_an_address_and_data_of_its_own() {
    let (one, other) = (start().await.expect("a server"), start().await.expect("a server"));
    assert_eq!(one.base_url(), format!("http://127.0.0.1:{}/api/v1", one.address.port()));
    assert_ne!(one.base_url(), other.base_url());

    let path = format!("/invites/{PENDING_INVITE_ID}");
    let revoked = wire::call(&one, ADMIN_TOKEN, "DELETE", &path, None).await.ok();
    assert_eq!(revoked["invite"]["state"], "revoked");
    assert_eq!(get(&other, ADMIN_TOKEN, &path).await.ok()["invite"]["state"], "pending");
}

#[tokio::test]
async fn a_dropped_server_refuses_connections_at_once() {
    let server = start().await.expect("a server");
    let address = server.address;
    drop(server);
    let refused = tokio::net::TcpStream::connect(address).await.expect_err("refused");
    assert_eq!(refused.kind(), std::io::ErrorKind::ConnectionRefused);
}

#[tokio::test]
async fn a_stopped_server_has_closed_its_idle_connections() {
    let server = start().await.expect("a server");
    let address = server.address;
    let connection = Connection::open(&server).await.expect("a connection");
    connection.send(b"GET /api/v1/missing HTTP/1.1\r\nHost: identity\r\n\r\n").await;
    let answer = connection.receive(|received| received.ends_with(b"}}")).await;
    assert!(answer.starts_with(b"HTTP/1.1 404"));

    server.stop().await;
    assert_eq!(connection.receive(|_| false).await, b"");
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn request_ids_differ() {
    let server = start().await.expect("a server");
    let one = send(&server, "GET", "/api/v1/missing", &[], b"").await;
    let other = send(&server, "GET", "/", &[], b"").await;
    assert!(one.header("x-request-id").is_some_and(|id| id.len() == 36));
    assert!(other.header("x-request-id").is_some_and(|id| id.len() == 36));
    assert_ne!(one.header("x-request-id"), other.header("x-request-id"));
}

#[tokio::test]
async fn a_large_body_is_read_before_it_is_refused() {
    let server = start().await.expect("a server");
    let body = vec![b' '; 8 << 20];
    send(&server, "POST", "/api/v1/invites/x/accept", &[], &body).await.error(401, "missing_api_token");
}
