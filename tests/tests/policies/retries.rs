//! What is sent again, how often, when, and what is in it.

use std::net::TcpListener;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use sigpost::transport::MemoryTransport;
use sigpost::{Client, Delivery, Error, RetryPolicy, TransportError, endpoint};
use sigpost_tests::raw_server::{RawServer, Step, answer};
use tokio::time::Instant;

use super::*;

const BUSY: &str = "503 Busy";

/// Fails as often as this, then answers.
fn failing(times: usize, failure: Vec<Step>) -> RawServer {
    RawServer::scripted(
        move |number, _| {
            if number < times { failure.clone() } else { vec![answer("200 OK", "", "done")] }
        },
    )
}

#[tokio::test]
async fn five_errors_and_then_an_answer() {
    let server = failing(5, vec![answer("500 Oops", "", "")]);
    for (calls, builder) in (1..).zip(builders(server.base(""))) {
        let fresh = if calls == 1 { 0 } else { 6 };
        let client = builder.retry(at_once(6)).build().unwrap();
        assert_eq!(&*client.send(get_thing()).await.unwrap(), "done");
        let requests = server.requests();
        assert_eq!(requests.len() - fresh, if calls == 1 { 6 } else { 1 });
        assert!(requests[fresh..].windows(2).all(|pair| pair[0] == pair[1]), "{requests:?}");
    }
}

#[tokio::test]
async fn body_and_key_are_the_same_in_every_attempt() {
    for transport in 0..2 {
        let server = failing(2, vec![answer(BUSY, "", "")]);
        let [reqwest, hyper] = builders(server.base(""));
        let client = if transport == 0 { reqwest } else { hyper }.retry(at_once(3)).build().unwrap();
        client.send(post_with_key("Ada")).await.unwrap();
        let requests = server.requests();
        assert_eq!(requests.len(), 3);
        assert!(requests.iter().all(|request| *request == requests[0]), "{requests:?}");
        assert!(requests[0].contains("idempotency-key: ") && requests[0].ends_with(r#"{"name":"Ada"}"#));
        // Another call has another key.
        client.send(post_with_key("Ada")).await.unwrap();
        assert_ne!(server.requests()[3], requests[0]);
    }
}

#[tokio::test]
async fn what_may_not_be_sent_twice_is_sent_once() {
    let failures = [
        vec![answer(BUSY, "retry-after: 0\r\n", "")],
        vec![Step::Close],
        vec![Step::Reset],
        vec![Step::Send(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf".to_vec()), Step::Reset],
    ];
    for failure in failures {
        let server = failing(usize::MAX, failure);
        for (number, builder) in (1..).zip(builders(server.base(""))) {
            let error = builder.retry(at_once(5)).build().unwrap().send(post_thing("a")).await.unwrap_err();
            assert_eq!((error.attempts(), server.requests().len()), (1, number), "{error:?}");
            assert_ne!(error.delivery(), Delivery::NotSent);
        }
    }
}

#[tokio::test]
async fn what_may_be_sent_twice_is_sent_as_often_as_it_takes() {
    for builder_of in [0, 1] {
        let server = failing(usize::MAX, vec![answer(BUSY, "", "")]);
        let client = over(builder_of, server.base(""));
        let client = client.retry(at_once(4)).build().unwrap();
        let errors = [
            client.send(get_thing()).await.unwrap_err(),
            client.send(post_idempotent("a")).await.unwrap_err(),
            client.send(post_with_key("a")).await.unwrap_err(),
            client.send(post_thing("a")).idempotent().await.unwrap_err(),
            client.send(post_thing("a")).idempotency_key("k").await.unwrap_err(),
        ];
        for error in &errors {
            assert_eq!((error.attempts(), error.status().unwrap().as_u16()), (4, 503));
        }
        assert_eq!(server.requests().len(), 4 * errors.len());
        assert_eq!(
            errors[0].to_string(),
            "get_thing: 503 Service Unavailable, empty body (after 4 attempts)"
        );
    }
}

#[tokio::test]
async fn which_statuses_are_worth_another_attempt() {
    for (code, attempts) in [
        (400, 1),
        (401, 1),
        (404, 1),
        (408, 2),
        (409, 1),
        (425, 1),
        (429, 2),
        (500, 2),
        (501, 1),
        (502, 2),
        (503, 2),
        (504, 2),
        (505, 1),
    ] {
        let (builder, seen) = scripted(move |_, _| status(code));
        let error = builder.retry(at_once(2)).build().unwrap().send(get_thing()).await.unwrap_err();
        assert_eq!((error.attempts(), count(&seen)), (attempts, attempts as usize), "{code}");
    }
}

#[tokio::test]
async fn connections_that_break() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n".to_vec();
    let chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let failures = [
        vec![Step::Close],
        vec![Step::Reset],
        vec![Step::Send(b"HTTP/1.1 200 OK\r\ncont".to_vec()), Step::Reset],
        vec![Step::Send(head.clone()), Step::Reset],
        vec![Step::Send(head.clone()), Step::Close],
        vec![Step::Send([&head[..], b"half"].concat()), Step::Reset],
        vec![Step::Send([&head[..], b"half"].concat()), Step::Close],
        vec![Step::Send([&chunked[..], b"4\r\nhalf\r\nzz\r\n"].concat()), Step::Close],
        vec![Step::Send([&chunked[..], b"9\r\nhalf"].concat()), Step::Reset],
    ];
    for failure in failures {
        for transport in 0..2 {
            let server = failing(2, failure.clone());
            let client = over(transport, server.base(""));
            let client = client.retry(at_once(2)).build().unwrap();
            let error = client.send(get_thing()).await.unwrap_err();
            assert_eq!((error.attempts(), server.requests().len()), (2, 2), "{failure:?}: {error:?}");
            assert!(!error.is_timeout());
            match &error {
                Error::Transport(error) => assert_eq!(error.delivery(), Delivery::MaybeSent),
                Error::Malformed(malformed) => assert!(malformed.is_truncated(), "{malformed:?}"),
                other => panic!("{other:?}"),
            }
            assert_eq!(&*client.send(get_thing()).await.unwrap(), "done");
            assert_eq!(server.requests().len(), 3);
        }
    }
}

#[tokio::test]
async fn a_reset_on_a_connection_that_was_used_before() {
    for transport in 0..2 {
        let server = RawServer::scripted(|number, _| match number {
            1 | 3 => vec![Step::Reset],
            _ => vec![answer("200 OK", "", "done")],
        });
        let client = over(transport, server.base(""));
        let client = client.retry(at_once(2)).build().unwrap();
        client.send(post_thing("a")).await.unwrap();
        let error = client.send(post_thing("a")).await.unwrap_err();
        assert_eq!((error.attempts(), error.delivery()), (1, Delivery::MaybeSent), "{error:?}");
        client.send(post_thing("a")).await.unwrap();
        client.send(get_thing()).await.unwrap();
        assert_eq!(server.requests().len(), 5);
    }
}

#[tokio::test]
async fn a_body_that_is_longer_than_announced() {
    for transport in 0..2 {
        let server = RawServer::scripted(|_, _| {
            vec![Step::Send(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\ndone and more".to_vec())]
        });
        let client = over(transport, server.base("")).build().unwrap();
        // What is too much is no answer to the next request.
        for _ in 0..3 {
            assert_eq!(&*client.send(get_thing()).await.unwrap(), "done");
        }
        assert_eq!(server.requests().len(), 3);
    }
}

#[tokio::test]
async fn a_server_that_refuses_connections() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for builder in builders(format!("http://{closed}")) {
        // Nothing reached it, so that a POST is tried again as well.
        let error = builder.retry(at_once(4)).build().unwrap().send(post_thing("a")).await.unwrap_err();
        assert_eq!((error.attempts(), error.delivery()), (4, Delivery::NotSent), "{error:?}");
        assert_eq!(error.to_string(), "post_thing: could not connect to the server (after 4 attempts)");
    }
}

#[tokio::test]
async fn a_request_that_may_have_arrived_once_may_have_arrived() {
    let (builder, seen) = scripted(|number, _| {
        at_hand(Err(match number {
            0 => TransportError::broken("reset"),
            _ => TransportError::connect("refused"),
        }))
    });
    let error = builder.retry(at_once(3)).build().unwrap().send(get_thing()).await.unwrap_err();
    assert_eq!((error.attempts(), count(&seen)), (3, 3));
    assert_eq!(error.delivery(), Delivery::MaybeSent, "the first attempt may have arrived: {error:?}");
}

#[tokio::test(start_paused = true)]
async fn the_server_says_how_long_to_wait() {
    let date = |seconds| httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(seconds));
    // A date has no fractions of a second.
    for (value, least, most) in [("7".to_owned(), 7, 8), (date(7), 5, 8), (date(0), 0, 1), ("0".into(), 0, 1)]
    {
        for code in [429, 503] {
            let value = value.clone();
            let (builder, seen) = scripted(move |number, _| match number {
                0 => at_hand(Ok(response(code, &[("retry-after", &value)], ""))),
                _ => status(200),
            });
            let begin = Instant::now();
            builder.retry(at_once(2)).build().unwrap().send(get_thing()).await.unwrap();
            let waited = begin.elapsed();
            assert!(waited >= Duration::from_secs(least) && waited < Duration::from_secs(most), "{waited:?}");
            assert_eq!(count(&seen), 2);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_would_outlast_the_deadline_is_not_begun() {
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(60));
    for value in ["31", "30", &date, "18446744073709551616", "999999999999999999999999"] {
        let value = value.to_owned();
        let (builder, seen) =
            scripted(move |_, _| at_hand(Ok(response(503, &[("retry-after", &value)], ""))));
        let begin = Instant::now();
        let client = builder.timeout(Duration::from_secs(30)).build().unwrap();
        let error = client.send(get_thing()).await.unwrap_err();
        assert_eq!((error.attempts(), count(&seen), begin.elapsed()), (1, 1, Duration::ZERO), "{error:?}");
        assert_eq!(error.status().unwrap(), 503);
        assert!(error.retry_after().unwrap() >= Duration::from_secs(30));
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_waits_as_long_as_it_can_does_not_panic() {
    let (builder, _) =
        scripted(|_, _| at_hand(Ok(response(503, &[("retry-after", "99999999999999999999")], ""))));
    let longest = RetryPolicy::attempts(2).backoff(Duration::MAX, Duration::MAX);
    let client = builder.timeout(Duration::MAX).retry(longest).build().unwrap();
    let call = tokio::spawn(std::future::IntoFuture::into_future(client.send(get_thing())));
    tokio::time::sleep(Duration::from_secs(1_000_000)).await;
    assert!(!call.is_finished());
}

#[test]
fn without_a_clock_nothing_waits_for_another_attempt() {
    let transport =
        MemoryTransport::new(|_| http::Response::builder().status(503).body(bytes::Bytes::new()).unwrap());
    let client = Client::builder("https://h.example").transport(transport).build().unwrap();
    let call = std::future::IntoFuture::into_future(client.send(get_thing()));
    let Poll::Ready(outcome) = pin!(call).poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("it would wait for ever")
    };
    assert_eq!(outcome.unwrap_err().attempts(), 1);
}

#[endpoint(GET "/page")]
async fn page() -> Option<u8>;

#[tokio::test]
async fn what_is_no_failure_of_the_server_is_not_tried_again() {
    let html = "<!doctype html><title>Login</title>";
    for builder_of in 0..2 {
        let server = RawServer::with_body("200 OK", "content-type: text/html\r\n", html);
        let client = over(builder_of, server.base("")).build().unwrap();
        let error = client.send(page()).await.unwrap_err();
        let Error::Malformed(malformed) = &error else { panic!("{error:?}") };
        assert_eq!((&*malformed.body_text(), error.attempts(), server.requests().len()), (html, 1, 1));
        let server = RawServer::with_body("200 OK", "", b"\"\xff\xfe\"");
        let client = over(builder_of, server.base("")).build().unwrap();
        assert!(matches!(client.send(page()).await.unwrap_err(), Error::Malformed(_)));
        assert!(matches!(client.send(get_thing()).await.unwrap_err(), Error::Malformed(_)));
        assert_eq!(server.requests().len(), 2);
    }
}

#[tokio::test]
async fn interim_answers_come_before_the_real_one() {
    for transport in 0..2 {
        let server = RawServer::scripted(|number, _| {
            let interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </s.css>\r\n\r\n";
            let real = answer(if number == 0 { BUSY } else { "200 OK" }, "", "done");
            vec![Step::Send(interim.into()), real]
        });
        let client = over(transport, server.base(""));
        let client = client.retry(at_once(2)).build().unwrap();
        assert_eq!(&*client.send(get_thing()).await.unwrap(), "done");
        assert_eq!(server.requests().len(), 2);
    }
}
