//! Bodies that are sent as they come, and sent again or not; answers that are read as they arrive, and fall silent.

use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll};

use futures_core::Stream;
use sigpost::transport::TransportService;
use sigpost::{ByteStream, Delivery, Lines, Part, StreamBody, StreamError, Text};
use sigpost_tests::raw_server::{ClosedPort, RawServer, Step, answer};
use tower_layer::layer_fn;

use super::*;

#[endpoint(PUT "/file")]
async fn put_file(#[body] content: StreamBody) -> Text;
#[endpoint(PUT "/form", multipart)]
async fn put_form(name: &str, file: Part) -> Text;

/// Two pieces.
fn pieces() -> Pieces {
    Pieces(vec!["tail", "head and "])
}

struct Pieces(Vec<&'static str>);

impl Stream for Pieces {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop().map(|piece| Ok(piece.into())))
    }
}

const CHUNKS: &str = "9\r\nhead and \r\n4\r\ntail\r\n0\r\n\r\n";

/// Fails once, then answers.
fn failing_once() -> RawServer {
    RawServer::scripted(|number, _| match number {
        0 => vec![answer("503 Busy", "", "")],
        _ => vec![answer("200 OK", "", "done")],
    })
}

#[tokio::test]
async fn what_can_be_had_once_is_not_sent_again() {
    for transport in 0..2 {
        let server = failing_once();
        let client = over(transport, server.base(""));
        let client = client.retry(at_once(3)).build().unwrap();
        let error = client.send(put_file(StreamBody::new(pieces()))).await.unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (503, 1));
        assert!(server.request().ends_with(CHUNKS));
        let server = failing_once();
        let client = over(transport, server.base(""));
        let client = client.retry(at_once(3)).build().unwrap();
        let error = client.send(put_form("a", Part::stream(StreamBody::new(pieces())))).await.unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (503, 1));
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn what_can_be_had_again_is_sent_again_whole() {
    for transport in 0..2 {
        let server = failing_once();
        let client = over(transport, server.base(""));
        let client = client.retry(at_once(3)).build().unwrap();
        client.send(put_file(StreamBody::from_fn(pieces))).await.unwrap();
        let requests = server.requests();
        assert_eq!(requests.len(), 2);
        assert!(requests[0] == requests[1] && requests[0].ends_with(CHUNKS), "{requests:?}");
        let server = failing_once();
        let client = over(transport, server.base(""));
        let client = client.retry(at_once(3)).build().unwrap();
        let file = Part::stream(StreamBody::from_fn(pieces)).file_name("f");
        client.send(put_form("a", file)).await.unwrap();
        let requests = server.requests();
        assert_eq!(requests.len(), 2);
        // The boundary as well.
        assert!(requests[0] == requests[1] && requests[0].contains("head and "), "{requests:?}");
    }
}

#[tokio::test]
async fn a_redirect_takes_what_can_be_had_again_and_nothing_else() {
    for transport in 0..2 {
        let server = RawServer::scripted(|number, _| match number % 2 {
            0 => vec![answer("307 Elsewhere", "location: /there\r\n", "")],
            _ => vec![answer("200 OK", "", "done")],
        });
        let client = over(transport, server.base("")).redirects(1).build().unwrap();
        client.send(put_file(StreamBody::from_fn(pieces))).await.unwrap();
        let requests = server.requests();
        assert!(requests[1].starts_with("PUT /there ") && requests[1].ends_with(CHUNKS), "{requests:?}");
        let error = client.send(put_file(StreamBody::new(pieces()))).await.unwrap_err();
        assert_eq!(
            (error.status().unwrap().as_u16(), error.attempts(), server.requests().len()),
            (307, 1, 3)
        );
    }
}

#[tokio::test]
async fn what_can_be_had_once_is_sent_when_there_is_a_connection() {
    for transport in 0..2 {
        let closed = ClosedPort::new();
        let builder = over(transport, closed.base());
        let port = Arc::new(Mutex::new(Port::Closed(closed)));
        // The server comes up when the first attempt has failed.
        let opening = Arc::clone(&port);
        let layer = layer_fn(move |service| OpenAfterFailure { service, port: Arc::clone(&opening) });
        let client = builder.layer(layer).retry(at_once(2)).build().unwrap();
        let answer = client.send(put_file(StreamBody::new(pieces()))).await.unwrap();
        assert_eq!(&*answer, "done");
        let Port::Open(server) = &*port.lock().unwrap() else { panic!("it is closed") };
        assert!(server.request().ends_with(CHUNKS));
    }
}

enum Port {
    Closed(ClosedPort),
    Open(RawServer),
    Opening,
}

#[derive(Clone)]
struct OpenAfterFailure {
    service: TransportService,
    port: Arc<Mutex<Port>>,
}

impl tower_service::Service<http::Request<Body>> for OpenAfterFailure {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = Answer;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, request: http::Request<Body>) -> Answer {
        let answering = self.service.call(request);
        let port = Arc::clone(&self.port);
        Box::pin(async move {
            let outcome = answering.await;
            let mut port = port.lock().unwrap();
            *port = match std::mem::replace(&mut *port, Port::Opening) {
                Port::Closed(closed) => {
                    assert_eq!(outcome.as_ref().unwrap_err().delivery(), Delivery::NotSent);
                    Port::Open(closed.open(|_, _| vec![answer("200 OK", "", "done")]))
                }
                open => open,
            };
            outcome
        })
    }
}

#[endpoint(GET "/film")]
async fn film() -> ByteStream;
#[endpoint(GET "/log")]
async fn log() -> Lines<Text>;

#[tokio::test]
async fn a_stream_that_falls_silent_ends() {
    for transport in 0..2 {
        let server = RawServer::scripted(|_, _| {
            let head = "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\none\ntw";
            vec![Step::Send(head.into()), Step::Await]
        });
        let client = over(transport, server.base(""));
        let client = client.read_timeout(Duration::from_millis(100)).build().unwrap();
        let mut stream = client.send(film()).await.unwrap();
        let mut received = Vec::new();
        let error = loop {
            match stream.chunk().await {
                Ok(chunk) => received.extend_from_slice(&chunk.unwrap()),
                Err(error) => break error,
            }
        };
        assert_eq!(received, b"one\ntw");
        assert!(error.is_timeout() && matches!(error, StreamError::Broken(_)), "{error:?}");
        assert_eq!(error.to_string(), "nothing more of the body came in time");
        assert_eq!(
            sigpost::Report(&error).to_string(),
            "nothing more of the body came in time: nothing of the body came for 100ms"
        );
        // That was all.
        assert!(stream.chunk().await.unwrap().is_none());
        let mut lines = client.send(log()).await.unwrap();
        assert_eq!(&*lines.next().await.unwrap().unwrap(), "one");
        assert!(lines.next().await.unwrap().unwrap_err().is_timeout());
        assert!(lines.next().await.is_none());
    }
}

/// A body that another task brings, as connections do.
struct Brought(tokio::sync::mpsc::UnboundedReceiver<Bytes>);

impl http_body::Body for Brought {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        self.0.poll_recv(context).map(|data| data.map(|data| Ok(http_body::Frame::data(data))))
    }
}

/// A clock that is always late, as where something kept the thread of the runtime busy.
struct Late;

impl Transport for Late {
    fn send(&self, _: http::Request<Body>) -> Answer {
        let (bring, brought) = tokio::sync::mpsc::unbounded_channel();
        tokio::spawn(async move { bring.send(Bytes::from("film")) });
        at_hand(Ok(http::Response::new(Body::new(Brought(brought)))))
    }

    fn sleep(&self, _: Duration) -> Sleep {
        Box::pin(std::future::ready(()))
    }
}

#[tokio::test]
async fn what_could_not_be_brought_because_the_thread_was_busy_is_not_silence() {
    let client = Client::builder("https://h.example").transport(Late).build().unwrap();
    let mut stream = client.send(film()).await.unwrap();
    assert_eq!(stream.chunk().await.unwrap().unwrap(), "film");
    assert!(stream.chunk().await.unwrap().is_none());
}

#[tokio::test]
async fn the_head_of_a_stream_is_tried_again_and_its_body_is_not() {
    for transport in 0..2 {
        let server = RawServer::scripted(|number, _| match number {
            0 => vec![answer("503 Busy", "", "")],
            _ => vec![Step::Send("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf".into()), Step::Reset],
        });
        let client = over(transport, server.base(""));
        let client = client.retry(at_once(5)).build().unwrap();
        let stream = client.send(film()).await.unwrap();
        let error = stream.collect(usize::MAX).await.unwrap_err();
        assert!(error.is_broken() && !error.is_timeout(), "{error:?}");
        assert_eq!(server.requests().len(), 2);
    }
}
