//! The end of the time that a call has: to connect, for an attempt, in all; and calls that nobody waits for any more.

use std::future::IntoFuture;
use std::net::TcpListener;
use std::sync::mpsc;

use sigpost::transport::MemoryTransport;
use sigpost::{Delivery, Error};
use sigpost_tests::raw_server::{RawServer, Step, answer};
use tokio::time::Instant;

use super::*;

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn a_connection_that_does_not_come_about() {
    // It accepts, and never says hello.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("https://{}", silent.local_addr().unwrap());
    let builders = [
        Client::builder(&base).transport(ReqwestTransport::connecting_within(2 * SECOND).unwrap()),
        Client::builder(&base).transport(HyperTransport::connecting_within(2 * SECOND).unwrap()),
        Client::builder(&base).connect_timeout(2 * SECOND),
    ];
    for builder in builders {
        let client = builder.retry(at_once(3)).build().unwrap();
        let begin = Instant::now();
        let error = client.send(post_thing("a")).await.unwrap_err();
        let Error::Transport(cause) = &error else { panic!("{error:?}") };
        assert!(cause.is_connect() && cause.is_timeout(), "{error:?}");
        assert_eq!((error.attempts(), error.delivery()), (3, Delivery::NotSent));
        assert_eq!(begin.elapsed().as_secs(), 6);
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_without_an_answer_leaves_time_for_the_next() {
    for transport in 0..2 {
        let (seen, requests) = mpsc::channel();
        let server = RawServer::scripted(move |_, _| {
            let _ = seen.send(());
            vec![Step::Await]
        });
        let client = over(transport, server.base(""));
        let client = client.attempt_timeout(4 * SECOND).retry(at_once(5)).build().unwrap();
        let begin = Instant::now();
        let error = client.send(get_thing()).timeout(10 * SECOND).await.unwrap_err();
        assert!(error.is_timeout() && matches!(error, Error::Transport(_)), "{error:?}");
        assert_eq!((error.attempts(), error.delivery()), (3, Delivery::MaybeSent), "{error:?}");
        assert_eq!(begin.elapsed().as_secs(), 10);
        assert_eq!(error.to_string(), "get_thing: no answer came within 10s (after 3 attempts)");
        let next = || requests.recv_timeout(60 * SECOND).unwrap();
        (0..3).for_each(|_| next());
        // A POST is not sent again, but ends no later.
        let begin = Instant::now();
        let error = client.send(post_thing("a")).await.unwrap_err();
        assert_eq!((error.attempts(), error.delivery()), (1, Delivery::MaybeSent));
        assert_eq!(begin.elapsed().as_secs(), 4);
        assert_eq!(error.to_string(), "post_thing: no answer came within 4s");
        next();
        assert!(requests.try_recv().is_err());
    }
}

/// A body that never comes to its end.
fn silent_body() -> Body {
    Body::new(Silent)
}

struct Silent;

impl http_body::Body for Silent {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        std::task::Poll::Pending
    }
}

#[tokio::test(start_paused = true)]
async fn the_time_of_an_attempt_is_for_its_body_too() {
    let (builder, seen) = scripted(|number, _| match number {
        0 | 1 => at_hand(Ok(http::Response::new(silent_body()))),
        _ => status(200),
    });
    let client = builder.attempt_timeout(4 * SECOND).retry(at_once(3)).build().unwrap();
    let begin = Instant::now();
    client.send(get_thing()).await.unwrap();
    assert_eq!((begin.elapsed().as_secs(), count(&seen)), (8, 3));
    let (builder, _) = scripted(|_, _| at_hand(Ok(http::Response::new(silent_body()))));
    let client = builder.attempt_timeout(4 * SECOND).retry(at_once(3)).build().unwrap();
    let error = client.send(get_thing()).await.unwrap_err();
    assert!(matches!(error, Error::Malformed(_)) && error.is_timeout(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "get_thing: 200 OK, but the body did not arrive in time (after 3 attempts)"
    );
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "the body did not arrive within 4s of the attempt's beginning"
    );
}

#[tokio::test(start_paused = true)]
async fn the_time_of_a_call_is_for_all_its_attempts_and_waits() {
    let (builder, seen) = scripted(|_, _| {
        Box::pin(async {
            tokio::time::sleep(4 * SECOND).await;
            Ok(response(503, &[], ""))
        })
    });
    let begin = Instant::now();
    let client = builder.timeout(10 * SECOND).retry(at_once(10)).build().unwrap();
    let error = client.send(get_thing()).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!((begin.elapsed().as_secs(), error.attempts(), count(&seen)), (10, 3, 3));
}

#[tokio::test(start_paused = true)]
async fn a_deadline_of_nothing_sends_nothing() {
    let (builder, seen) = scripted(|_, _| status(200));
    let error = builder.timeout(Duration::ZERO).build().unwrap().send(get_thing()).await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!((error.attempts(), error.delivery(), count(&seen)), (0, Delivery::NotSent, 0));
}

#[tokio::test(start_paused = true)]
async fn redirects_and_replays_have_no_time_of_their_own() {
    let (builder, seen) = scripted(|_, _| {
        Box::pin(async {
            tokio::time::sleep(4 * SECOND).await;
            Ok(response(302, &[("location", "/next")], ""))
        })
    });
    let begin = Instant::now();
    let client = builder.timeout(10 * SECOND).redirects(100).build().unwrap();
    let error = client.send(get_thing()).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!((begin.elapsed().as_secs(), error.attempts(), count(&seen)), (10, 3, 3));
    assert_eq!(error.delivery(), Delivery::MaybeSent);
}

/// A byte of the body each second.
struct Trickle(Sleep);

impl http_body::Body for Trickle {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        std::task::ready!(self.0.as_mut().poll(context));
        *self = trickle();
        std::task::Poll::Ready(Some(Ok(http_body::Frame::data(Bytes::from_static(b" ")))))
    }
}

fn trickle() -> Trickle {
    Trickle(Box::pin(tokio::time::sleep(SECOND)))
}

#[tokio::test(start_paused = true)]
async fn a_byte_a_second_keeps_no_call_alive() {
    let (builder, _) = scripted(|_, _| at_hand(Ok(http::Response::new(Body::new(trickle())))));
    let begin = Instant::now();
    let error = builder.build().unwrap().send(get_thing()).await.unwrap_err();
    assert_eq!(begin.elapsed().as_secs(), 30, "the default");
    let Error::Malformed(malformed) = &error else { panic!("{error:?}") };
    assert!(error.is_timeout() && malformed.is_truncated());
    assert!((29..=30).contains(&malformed.body().len()), "{} bytes", malformed.body().len());
}

#[endpoint(GET "/film", read_timeout = "5s")]
async fn film() -> sigpost::ByteStream;

#[tokio::test(start_paused = true)]
async fn a_byte_a_second_keeps_a_stream_alive() {
    let (builder, _) = scripted(|_, _| at_hand(Ok(http::Response::new(Body::new(trickle())))));
    let mut stream = builder.build().unwrap().send(film()).await.unwrap();
    let begin = Instant::now();
    for _ in 0..1000 {
        assert_eq!(stream.chunk().await.unwrap().unwrap().len(), 1);
    }
    assert!((1000..1010).contains(&begin.elapsed().as_secs()), "{:?}", begin.elapsed());
}

#[tokio::test]
async fn a_call_that_is_dropped_closes_its_connection_and_sends_nothing_more() {
    for transport in 0..2 {
        let (tell, told) = mpsc::channel();
        let server = RawServer::behaving(move |stream| {
            tell.send("request").unwrap();
            // Until the client closes.
            let _ = std::io::Read::read(stream, &mut [0]);
            tell.send("closed").unwrap();
        });
        let client = over(transport, server.base(""));
        let client = client.retry(at_once(10)).build().unwrap();
        let call = tokio::spawn(client.send(get_thing()).into_future());
        let told = Arc::new(std::sync::Mutex::new(told));
        let next = || {
            let told = Arc::clone(&told);
            tokio::task::spawn_blocking(move || told.lock().unwrap().recv().unwrap())
        };
        assert_eq!(next().await.unwrap(), "request");
        call.abort();
        assert!(call.await.unwrap_err().is_cancelled());
        assert_eq!(next().await.unwrap(), "closed");
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_while_it_waits_sends_nothing_more() {
    let (builder, seen) = scripted(|_, _| at_hand(Ok(response(503, &[("retry-after", "5")], ""))));
    let client = builder.build().unwrap();
    let call = tokio::spawn(client.send(get_thing()).into_future());
    tokio::time::sleep(2 * SECOND).await;
    assert_eq!(count(&seen), 1);
    call.abort();
    tokio::time::sleep(100 * SECOND).await;
    assert_eq!(count(&seen), 1);
}

#[test]
fn blocking_keeps_time_and_tries_again() {
    let server = RawServer::scripted(|number, _| match number % 2 {
        0 => vec![answer("503 Busy", "", "")],
        _ => vec![answer("200 OK", "", "done")],
    });
    for builder in builders(server.base("")) {
        let client = builder.retry(at_once(2)).build().unwrap();
        assert_eq!(&*client.send(get_thing()).blocking().unwrap(), "done");
    }
    assert_eq!(server.requests().len(), 4);
    // In memory too, where the clock is that of the runtime behind.
    let transport =
        MemoryTransport::new(|_| http::Response::builder().status(503).body(Bytes::new()).unwrap());
    let client = Client::builder("https://h.example").transport(transport).retry(at_once(3)).build().unwrap();
    assert_eq!(client.send(get_thing()).blocking().unwrap_err().attempts(), 3);
    let silent = RawServer::scripted(|_, _| vec![Step::Await]);
    for builder in builders(silent.base("")) {
        let client = builder.retry(at_once(2)).attempt_timeout(Duration::from_millis(20)).build().unwrap();
        let error = client.send(get_thing()).blocking().unwrap_err();
        assert!(error.is_timeout() && error.attempts() == 2, "{error:?}");
    }
}

#[tokio::test]
async fn the_longest_times_are_no_limit() {
    for transport in 0..2 {
        let server = RawServer::scripted(|number, _| {
            vec![answer(if number == 0 { "503 Service Unavailable" } else { "200 OK" }, "", "done")]
        });
        let token = || std::future::ready(Ok(sigpost::Token::new("a").expires_in(Duration::MAX)));
        let client = over(transport, server.base(""))
            .timeout(Duration::MAX)
            .attempt_timeout(Duration::MAX)
            .read_timeout(Duration::MAX)
            .retry(RetryPolicy::attempts(u32::MAX).backoff(Duration::ZERO, Duration::MAX))
            .retry_budget(u32::MAX)
            .response_limit(usize::MAX)
            .error_body_limit(usize::MAX)
            .credentials(sigpost::Credentials::token_source(token))
            .build()
            .unwrap();
        assert_eq!(&*client.send(get_thing()).await.unwrap(), "done");
        assert_eq!(client.send(film()).await.unwrap().collect(usize::MAX).await.unwrap(), "done");
        assert_eq!(server.requests().len(), 3);
    }
    let server = RawServer::with_body("200 OK", "", "done");
    let client = Client::builder(server.base("")).connect_timeout(Duration::MAX).build().unwrap();
    client.send(get_thing()).await.unwrap();
}
