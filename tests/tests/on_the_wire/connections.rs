//! Connections: used again where they can be, and no request is sent twice for it.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sigpost::{Delivery, endpoint};
use sigpost_tests::raw_server::RawServer;
use tokio::sync::Notify;

use crate::builder;

#[endpoint(POST "/thing")]
async fn make_thing();

/// Answers, and leaves the connection open.
fn answer(stream: &mut TcpStream) {
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").unwrap();
}

/// Waits for one more request, which has no body.
fn next_request(stream: &mut TcpStream) -> bool {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        match stream.read(&mut byte) {
            Ok(1) => request.extend(byte),
            _ => return false,
        }
    }
    true
}

#[tokio::test]
async fn one_connection_for_calls_one_after_another() {
    // Only the first request of a connection is recorded.
    let server = RawServer::behaving(|stream| {
        answer(stream);
        while next_request(stream) {
            answer(stream);
        }
    });
    let client = builder(server.base("")).build().unwrap();
    for _ in 0..10 {
        client.clone().send(make_thing()).await.unwrap();
    }
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_connection_that_was_closed_while_it_waited() {
    let closed = Arc::new(Notify::new());
    let notify = Arc::clone(&closed);
    let server = RawServer::behaving(move |stream| {
        answer(stream);
        let _ = stream.shutdown(Shutdown::Both);
        notify.notify_one();
    });
    let client = builder(server.base("")).build().unwrap();
    for _ in 0..10 {
        client.send(make_thing()).await.unwrap();
        closed.notified().await;
        // Where the notice was there already, the runtime has not yet looked at its sockets.
        tokio::task::yield_now().await;
    }
    assert_eq!(server.requests().len(), 10);
}

#[tokio::test]
async fn a_connection_that_is_closed_instead_of_an_answer() {
    // A second request on a connection in use may have been obeyed, and so is not sent again.
    let seen = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&seen);
    let server = RawServer::behaving(move |stream| {
        count.fetch_add(1, Ordering::SeqCst);
        answer(stream);
        if next_request(stream) {
            count.fetch_add(1, Ordering::SeqCst);
        }
    });
    let client = builder(server.base("")).build().unwrap();
    client.send(make_thing()).await.unwrap();
    let error = client.send(make_thing()).await.unwrap_err();
    assert_eq!((error.delivery(), error.is_timeout()), (Delivery::MaybeSent, false));
    assert_eq!(seen.load(Ordering::SeqCst), 2);
}
