//! Who says how long, how often, and how much: the client, the endpoint, or the call. The call goes before the endpoint,
//! and that before the client.

use sigpost::{Error, RetryPolicy};
use tokio::time::Instant;

use super::*;

const SECOND: Duration = Duration::from_secs(1);

#[endpoint(
    GET "/thing",
    attempts = 4,
    timeout = "40s",
    attempt_timeout = "7s",
    response_limit = "1KiB",
    redirects = 3
)]
async fn get_set() -> sigpost::Text;

#[tokio::test(start_paused = true)]
async fn attempts() {
    let (builder, seen) = scripted(|_, _| status(503));
    let client = builder.retry(at_once(2)).build().unwrap();
    for (call, expected) in [
        (client.send(get_thing()), 2),
        (client.send(get_set()), 4),
        (client.send(get_set()).retry(at_once(6)), 6),
        (client.send(get_set()).retry(RetryPolicy::none()), 1),
    ] {
        let before = count(&seen);
        let begin = Instant::now();
        assert_eq!(call.await.unwrap_err().attempts(), expected);
        assert_eq!(count(&seen) - before, expected as usize);
        // What the endpoint does not say, how long the waits are, is the client's.
        assert!(begin.elapsed() < SECOND, "{:?}", begin.elapsed());
    }
    let (builder, _) = scripted(|_, _| status(503));
    assert_eq!(builder.build().unwrap().send(get_thing()).await.unwrap_err().attempts(), 3, "the default");
}

#[tokio::test(start_paused = true)]
async fn timeouts() {
    let (builder, _) = scripted(|_, _| Box::pin(std::future::pending()));
    let client = builder.timeout(20 * SECOND).retry(RetryPolicy::none()).build().unwrap();
    #[endpoint(GET "/thing", timeout = "40s")]
    async fn patient() -> sigpost::Text;
    for (call, seconds) in [
        (client.send(get_thing()), 20),
        (client.send(patient()), 40),
        (client.send(patient()).timeout(3 * SECOND), 3),
        (client.send(get_thing()).timeout(50 * SECOND), 50),
    ] {
        let begin = Instant::now();
        assert!(call.await.unwrap_err().is_timeout());
        assert_eq!(begin.elapsed().as_secs(), seconds);
    }
}

#[tokio::test(start_paused = true)]
async fn timeouts_of_attempts() {
    let (builder, _) = scripted(|_, _| Box::pin(std::future::pending()));
    let client = builder.attempt_timeout(5 * SECOND).timeout(60 * SECOND).retry(at_once(2)).build().unwrap();
    for (call, seconds) in [
        (client.send(get_thing()), 10),
        (client.send(get_set()).retry(at_once(2)), 14),
        (client.send(get_set()).retry(at_once(2)).attempt_timeout(3 * SECOND), 6),
        (client.send(get_thing()).attempt_timeout(100 * SECOND), 60),
    ] {
        let begin = Instant::now();
        assert!(call.await.unwrap_err().is_timeout());
        assert_eq!(begin.elapsed().as_secs(), seconds);
    }
}

#[tokio::test]
async fn sizes() {
    let (builder, _) =
        scripted(|_, _| at_hand(Ok(http::Response::new(Body::from(Bytes::from(vec![b'a'; 2000]))))));
    let client = builder.response_limit(100).error_body_limit(50).build().unwrap();
    for (call, limit) in [
        (client.send(get_thing()), Some(100)),
        (client.send(get_set()), Some(1024)),
        (client.send(get_set()).response_limit(1999), Some(1999)),
        (client.send(get_set()).response_limit(2000), None),
    ] {
        match (call.await, limit) {
            (Ok(text), None) => assert_eq!(text.len(), 2000),
            (Err(error @ Error::Malformed(_)), Some(limit)) => {
                let cause = std::error::Error::source(&error).unwrap().to_string();
                assert_eq!(cause, format!("the body is larger than the limit of {limit} bytes"));
                assert_eq!(error.response().unwrap().body().len(), 50);
            }
            (outcome, _) => panic!("{outcome:?}"),
        }
    }
}

#[tokio::test]
async fn redirects() {
    let (builder, seen) = scripted(|_, _| at_hand(Ok(response(302, &[("location", "/thing")], ""))));
    let client = builder.redirects(1).build().unwrap();
    for (call, requests) in [
        (client.send(get_thing()), 2),
        (client.send(get_set()), 4),
        (client.send(get_set()).redirects(0), 1),
        (client.send(get_set()).redirects(9), 10),
    ] {
        let before = count(&seen);
        assert_eq!(call.await.unwrap_err().attempts(), requests);
        assert_eq!(count(&seen) - before, requests as usize);
    }
    let (builder, _) = scripted(|_, _| at_hand(Ok(response(302, &[("location", "/thing")], ""))));
    assert_eq!(builder.build().unwrap().send(get_thing()).await.unwrap_err().attempts(), 1, "the default");
}

#[tokio::test(start_paused = true)]
async fn silences() {
    #[endpoint(GET "/film")]
    async fn film() -> sigpost::ByteStream;
    #[endpoint(GET "/film", read_timeout = "20s")]
    async fn other_film() -> sigpost::ByteStream;
    let (builder, _) =
        scripted(|_, _| at_hand(Ok(http::Response::new(Body::from(sigpost::ByteStream::new(Silence))))));
    let client = builder.read_timeout(10 * SECOND).build().unwrap();
    let (default, _) =
        scripted(|_, _| at_hand(Ok(http::Response::new(Body::from(sigpost::ByteStream::new(Silence))))));
    for (call, seconds) in [
        (default.build().unwrap().send(film()), 300),
        (client.send(film()), 10),
        (client.send(other_film()), 20),
        (client.send(other_film()).read_timeout(30 * SECOND), 30),
    ] {
        let mut stream = call.await.unwrap();
        let begin = Instant::now();
        assert!(stream.chunk().await.unwrap_err().is_timeout());
        assert_eq!(begin.elapsed().as_secs(), seconds);
    }
}

struct Silence;

impl futures_core::Stream for Silence {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Pending
    }
}
