//! Threads and runtimes: calls that are spawned, calls that wait, and calls in the wrong place.

use std::error::Error as _;
use std::future::IntoFuture;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use sigpost::transport::MemoryTransport;
use sigpost::{
    Bound as _, ByteStream, Call, CallFuture, Client, Delivery, Error, Events, Lines, RequestError,
    RequestFault, TransportError, endpoint,
};
use sigpost_tests::raw_server::RawServer;

use crate::builder;

#[endpoint(GET "/name/<of>", returns(name), errors(NotFound = 404))]
async fn name(of: &str) -> String;

struct Api(Client);

impl AsRef<Client> for Api {
    fn as_ref(&self) -> &Client {
        &self.0
    }
}

#[endpoint(GET "/name/<of>", returns(name), request = BoundName)]
async fn bound_name(self: &Api, of: &str, lang: Option<&str>) -> String;

fn is_send_sync_static<T: Send + Sync + 'static>() {}
fn is_send_static<T: Send + 'static>(value: T) -> T {
    value
}

#[test]
fn what_can_cross_threads() {
    is_send_sync_static::<Client>();
    is_send_sync_static::<Error<NameError>>();
    is_send_sync_static::<RequestError>();
    is_send_sync_static::<TransportError>();
    let _: fn(Call<String, NameError>) -> Call<String, NameError> = is_send_static;
    let _: fn(CallFuture<String, NameError>) -> CallFuture<String, NameError> = is_send_static;
    let _: fn(ByteStream) -> ByteStream = is_send_static;
    let _: fn(Lines<String>) -> Lines<String> = is_send_static;
    let _: fn(Events<String>) -> Events<String> = is_send_static;
    let _: fn(&Client) -> Client = Clone::clone;
}

#[tokio::test]
async fn calls_are_spawned_even_if_their_arguments_are_borrowed() {
    let server = RawServer::with_json(r#"{"name":"Ada"}"#);
    let client = builder(server.base("")).build().unwrap();
    let future = {
        let of = String::from("ada");
        is_send_static(client.send(name(&of)).into_future())
    };
    drop(client);
    assert_eq!(tokio::spawn(future).await.unwrap().unwrap(), "Ada");
}

#[tokio::test]
async fn methods() {
    let server = RawServer::with_json(r#"{"name":"Ada"}"#);
    let api = Api(builder(server.base("")).build().unwrap());
    assert_eq!(api.bound_name("ada").lang("en").await.unwrap(), "Ada");
    let response = api.bound_name("ada").header("x-one", "1").with_response().await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(api.bound_name("ada").call().to_curl().unwrap().starts_with("curl -X GET"));
    assert!(server.requests()[0].starts_with("GET /name/ada?lang=en "));
}

#[test]
fn waiting_on_a_plain_thread() {
    let server = RawServer::with_json(r#"{"name":"Ada"}"#);
    let client = builder(server.base("")).build().unwrap();
    assert_eq!(client.send(name("ada")).blocking().unwrap(), "Ada");
    assert_eq!(client.send(name("ada")).with_response().blocking().unwrap().status(), 200);
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let client = client.clone();
            thread::spawn(move || client.send(name("ada")).blocking().unwrap())
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), "Ada");
    }
    let api = Api(client);
    assert_eq!(api.bound_name("ada").blocking().unwrap(), "Ada");
}

#[tokio::test]
async fn waiting_inside_a_runtime_is_refused() {
    let server = RawServer::with_json("{}");
    let client = builder(server.base("")).build().unwrap();
    let error = client.send(name("ada")).blocking().unwrap_err();
    let Error::Request(refused) = &error else { panic!("{error:?}") };
    assert!(matches!(refused.fault(), RequestFault::Blocking { .. }));
    assert_eq!(
        error.to_string(),
        "name: `blocking` was called inside an async runtime, where it would stop other tasks: use `.await`, or a \
         thread of `std::thread`; in `spawn_blocking`, `Handle::current().block_on(call.into_future())`"
    );
    assert_eq!(server.requests().len(), 0);
}

struct Nobody;

impl Wake for Nobody {
    fn wake(self: Arc<Self>) {}
}

/// Polls once, with no runtime anywhere.
fn poll_once<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Nobody));
    match pin!(future).poll(&mut Context::from_waker(&waker)) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("not ready at once"),
    }
}

#[test]
fn without_a_runtime_the_transport_says_so() {
    let client = builder("http://127.0.0.1:1").build().unwrap();
    let error = poll_once(client.send(name("ada")).into_future()).unwrap_err();
    assert!(error.to_string().starts_with("name: there is no tokio runtime here"), "{error}");
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(error.source().is_none());
}

#[test]
fn a_transport_in_memory_needs_none() {
    let transport = MemoryTransport::new(|request| {
        assert_eq!(request.uri(), "https://h.example/name/ada");
        http::Response::new(r#"{"name":"Ada"}"#.into())
    });
    let client = Client::builder("https://h.example").transport(transport).build().unwrap();
    assert_eq!(poll_once(client.send(name("ada")).into_future()).unwrap(), "Ada");
}

#[tokio::test]
async fn a_thread_for_what_blocks_waits_by_its_handle() {
    let server = RawServer::with_json(r#"{"name":"Ada"}"#);
    let client = builder(server.base("")).build().unwrap();
    let waiting = tokio::task::spawn_blocking(move || {
        assert!(client.send(name("a")).blocking().is_err());
        tokio::runtime::Handle::current().block_on(client.send(name("a")).into_future())
    });
    assert_eq!(waiting.await.unwrap().unwrap(), "Ada");
}
