//! Layers and services of tower and others around the transport, as their users write them.

use std::error::Error as _;
use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use http::{HeaderName, Request, Response};
use hyper_util::client::legacy;
use hyper_util::rt::TokioExecutor;
use sigpost::spec::EndpointSpec;
use sigpost::transport::{MemoryTransport, ServiceTransport, TransportService};
use sigpost::{Body, Client, Delivery, Error, RetryPolicy, TransportError, endpoint};
use sigpost_tests::raw_server::RawServer;
use sigpost_tests::recorder::Recorder;
use tower::limit::ConcurrencyLimitLayer;
use tower::util::{BoxCloneSyncService, MapRequestLayer, MapResponseLayer};
use tower::{Layer, Service, ServiceBuilder, service_fn};
use tower_http::decompression::DecompressionLayer;
use tower_http::request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer};
use tower_http::trace::TraceLayer;

use crate::builder;

#[endpoint(GET "/numbers/<number>")]
async fn get_number(number: u64) -> u64;
#[endpoint(GET "/text")]
async fn get_text() -> sigpost::Text;

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

#[tokio::test]
async fn answers_are_unzipped_and_limited_in_what_comes_out() {
    let text = "a".repeat(1 << 20);
    let server = RawServer::with_body("200 OK", "content-encoding: gzip\r\n", gzipped(text.as_bytes()));
    let client = || builder(server.base("")).layer(DecompressionLayer::new());
    assert_eq!(client().build().unwrap().send(get_text()).await.unwrap().0, text);
    assert!(server.request().contains("accept-encoding: gzip\r\n"), "{}", server.request());
    let error = client().response_limit(text.len() - 1).build().unwrap().send(get_text()).await.unwrap_err();
    assert!(matches!(error, Error::Malformed(_)), "{error:?}");
    assert_eq!(error.response().unwrap().body().len(), 256 * 1024);
    let cause = error.source().unwrap().to_string();
    assert_eq!(cause, "the body is larger than the limit of 1048575 bytes");
}

/// Counts requests.
#[derive(Clone, Default)]
struct Counted(Arc<AtomicUsize>);

impl MakeRequestId for Counted {
    fn make_request_id<B>(&mut self, _: &Request<B>) -> Option<RequestId> {
        let count = self.0.fetch_add(1, Ordering::Relaxed);
        Some(RequestId::new(format!("request-{count}").parse().ok()?))
    }
}

#[tokio::test]
async fn every_attempt_has_a_request_id() {
    let server = RawServer::with_body("503 Service Unavailable", "", "");
    let layers = ServiceBuilder::new()
        .layer(SetRequestIdLayer::x_request_id(Counted::default()))
        .layer(PropagateRequestIdLayer::x_request_id());
    let retry = RetryPolicy::attempts(2).backoff(Duration::ZERO, Duration::ZERO);
    let client = builder(server.base("")).retry(retry).layer(layers).build().unwrap();
    let error = client.send(get_number(7)).await.unwrap_err();
    // The server does not say it; the layer puts it into the answer.
    assert_eq!(error.request_id(), Some("request-1"));
    let requests = server.requests();
    assert!(requests[0].contains("x-request-id: request-0\r\n"), "{requests:?}");
    assert!(requests[1].contains("x-request-id: request-1\r\n"), "{requests:?}");
}

#[tokio::test]
async fn requests_are_sent_no_faster_than_a_rate() {
    let limited = |number, per| {
        let transport = MemoryTransport::new(|_| Response::new("7".into()));
        // A rate limit cannot be cloned, and so is shared by a buffer.
        let layers = ServiceBuilder::new().buffer(8).rate_limit(number, per);
        Client::builder("https://h.example").transport(transport).layer(layers).build().unwrap()
    };
    let client = limited(1, Duration::from_millis(20));
    let begun = Instant::now();
    for _ in 0..3 {
        client.send(get_number(7)).await.unwrap();
    }
    assert!(begun.elapsed() >= Duration::from_millis(40));
    // The wait for a layer is a part of the call's time.
    let client = limited(1, Duration::from_secs(3600));
    client.send(get_number(7)).await.unwrap();
    let error = client.send(get_number(7)).timeout(Duration::from_millis(1)).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn so_many_requests_at_once() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let seen = Arc::clone(&most);
    let service = service_fn(move |_: Request<Body>| {
        let (now, most) = (Arc::clone(&now), Arc::clone(&most));
        async move {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::task::yield_now().await;
            now.fetch_sub(1, Ordering::SeqCst);
            Ok::<_, TransportError>(Response::new(Body::from(bytes::Bytes::from("7"))))
        }
    });
    let client = Client::builder("https://h.example")
        .transport(ServiceTransport::new(service))
        .layer(ConcurrencyLimitLayer::new(2))
        .build()
        .unwrap();
    let calls: Vec<_> =
        (0..10).map(|number| tokio::spawn(client.send(get_number(number)).into_future())).collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), 7);
    }
    assert_eq!(seen.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_layer_that_gives_up_waiting() {
    let service =
        service_fn(|_: Request<Body>| std::future::pending::<Result<Response<Body>, TransportError>>());
    let client = Client::builder("https://h.example")
        .transport(ServiceTransport::new(service))
        .layer(tower::timeout::TimeoutLayer::new(Duration::ZERO))
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = client.send(get_number(7)).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::MaybeSent);
    assert!(error.source().unwrap().is::<tower::timeout::error::Elapsed>(), "{error:?}");
}

#[tokio::test]
async fn the_spans_of_a_layer_are_inside_that_of_the_attempt() {
    let (recorder, _guard) = Recorder::start();
    let server = RawServer::with_json("7");
    let client = builder(server.base("")).layer(TraceLayer::new_for_http()).build().unwrap();
    client.send(get_number(7)).await.unwrap();
    let spans = recorder.spans("tower_http::trace::make_span");
    assert_eq!((spans.len(), spans[0].parent), (1, Some("sigpost.attempt")), "{spans:?}");
}

#[tokio::test]
async fn hypers_client_as_it_is() {
    let server = RawServer::with_json("7");
    let service = legacy::Client::builder(TokioExecutor::new()).build_http::<Body>();
    let client =
        Client::builder(server.base("/v1")).transport(ServiceTransport::new(service)).build().unwrap();
    assert_eq!(client.send(get_number(7)).await.unwrap(), 7);
    assert!(server.request().starts_with("GET /v1/numbers/7 HTTP/1.1\r\n"), "{}", server.request());
}

#[tokio::test]
async fn a_service_without_a_name() {
    let service = service_fn(async |_: Request<Body>| {
        Ok::<_, TransportError>(Response::new(Body::from(bytes::Bytes::from("7"))))
    });
    let transport = ServiceTransport::new(BoxCloneSyncService::new(service));
    let client = Client::builder("https://h.example").transport(transport).build().unwrap();
    assert_eq!(client.send(get_number(7)).await.unwrap(), 7);
}

/// Which endpoint a request is for.
fn endpoint_of(request: &Request<Body>) -> &'static str {
    request.extensions().get::<&'static EndpointSpec>().map_or("unknown", |spec| spec.name)
}

#[tokio::test]
async fn a_layer_sees_which_endpoint_it_serves_and_the_last_one_sees_it_first() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let noting = |name: &'static str| {
        let seen = Arc::clone(&seen);
        MapRequestLayer::new(move |mut request: Request<Body>| {
            seen.lock().unwrap().push((name, endpoint_of(&request)));
            request.headers_mut().append(HeaderName::from_static("x-layer"), name.parse().unwrap());
            request
        })
    };
    let server = RawServer::with_json("7");
    let client = builder(server.base("")).layer(noting("one")).layer(noting("two")).build().unwrap();
    client.send(get_number(7)).await.unwrap();
    assert_eq!(*seen.lock().unwrap(), [("two", "get_number"), ("one", "get_number")]);
    assert!(server.request().contains("x-layer: two\r\nx-layer: one\r\n"), "{}", server.request());
}

/// Answers by itself what it has an answer for.
#[derive(Clone)]
struct Cache;

impl Layer<TransportService> for Cache {
    type Service = Cached;

    fn layer(&self, inner: TransportService) -> Cached {
        Cached { inner }
    }
}

#[derive(Clone)]
struct Cached {
    inner: TransportService,
}

impl Service<Request<Body>> for Cached {
    type Response = Response<Body>;
    type Error = TransportError;
    type Future = sigpost::transport::Answer;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        match request.uri().path() {
            "/numbers/1" => {
                Box::pin(std::future::ready(Ok(Response::new(Body::from(bytes::Bytes::from("1"))))))
            }
            _ => self.inner.call(request),
        }
    }
}

#[tokio::test]
async fn a_layer_that_answers_by_itself() {
    let server = RawServer::with_json("7");
    let client = builder(server.base("")).layer(Cache).build().unwrap();
    assert_eq!(client.send(get_number(1)).await.unwrap(), 1);
    assert!(server.requests().is_empty());
    assert_eq!(client.send(get_number(2)).await.unwrap(), 7);
    assert_eq!(server.requests().len(), 1);
}

/// Is never ready.
#[derive(Clone)]
struct Closed;

impl Service<Request<Body>> for Closed {
    type Response = Response<Body>;
    type Error = std::io::Error;
    type Future = std::future::Pending<Result<Response<Body>, std::io::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), std::io::Error>> {
        Poll::Ready(Err(std::io::Error::other("closed on Sundays")))
    }

    fn call(&mut self, _: Request<Body>) -> Self::Future {
        std::future::pending()
    }
}

#[tokio::test]
async fn a_layer_that_refuses_has_sent_nothing() {
    let server = RawServer::with_json("7");
    let layer = tower::layer::layer_fn(|_: TransportService| Closed);
    let client = builder(server.base("")).layer(layer).retry(RetryPolicy::none()).build().unwrap();
    let error = client.send(get_number(7)).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(error.to_string(), "get_number: the request was not processed");
    assert_eq!(error.source().unwrap().to_string(), "closed on Sundays");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn an_error_of_the_transport_is_known_behind_layers() {
    let layers = ServiceBuilder::new().buffer(8).rate_limit(8, Duration::from_secs(1));
    let client = builder("http://127.0.0.1:1").layer(layers).retry(RetryPolicy::none()).build().unwrap();
    let error = client.send(get_number(7)).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(error.to_string(), "get_number: could not connect to the server");
}

#[tokio::test]
async fn a_body_is_handed_through_as_it_is() {
    let same = MapResponseLayer::new(|response: Response<Body>| {
        assert_eq!(response.body().as_bytes().unwrap(), "7");
        response
    });
    let transport = MemoryTransport::new(|_| Response::new("7".into()));
    let client = Client::builder("https://h.example")
        .transport(transport)
        .layer(same.clone())
        .layer(same)
        .build()
        .unwrap();
    assert_eq!(client.send(get_number(7)).await.unwrap(), 7);
    assert!(Body::new(Body::new(Body::from(bytes::Bytes::from("7")))).as_bytes().is_some());
}
