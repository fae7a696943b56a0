//! Tokens from a source: asked for once, whoever waits; renewed ahead of their end; replaced once where they are refused.

use std::error::Error as _;
use std::future::IntoFuture;
use std::sync::Barrier;

use sigpost::{Credentials, Error, RequestFault, Token, TokenFuture, TokenSource};
use sigpost_tests::raw_server::{RawServer, answer};
use tokio::time::{Instant, advance};

use super::*;

/// A source that counts: what it gives depends on how often it was asked before.
struct Source<F> {
    asked: Arc<AtomicUsize>,
    give: F,
}

impl<F: Fn(usize) -> TokenFuture<'static> + Send + Sync + 'static> TokenSource for Source<F> {
    fn token(&self) -> TokenFuture<'_> {
        (self.give)(self.asked.fetch_add(1, Ordering::SeqCst))
    }
}

fn source<F>(give: F) -> (Credentials, Arc<AtomicUsize>)
where
    F: Fn(usize) -> TokenFuture<'static> + Send + Sync + 'static,
{
    let asked = Arc::new(AtomicUsize::new(0));
    (Credentials::token_source(Source { asked: Arc::clone(&asked), give }), asked)
}

/// The tokens `t0`, `t1`, and so on.
fn numbered() -> (Credentials, Arc<AtomicUsize>) {
    source(|number| Box::pin(async move { Ok(Token::new(format!("t{number}"))) }))
}

fn authorization(request: &http::Request<Body>) -> &str {
    request.headers().get("authorization").map_or("", |value| value.to_str().unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn calls_that_all_meet_an_expired_token_cause_one_refresh() {
    const CALLS: usize = 200;
    for transport in 0..2 {
        // No call gets its 401 before all have sent the old token.
        let barrier = Barrier::new(CALLS);
        let server = RawServer::scripted(move |_, request| {
            if request.contains("authorization: Bearer t0\r\n") {
                barrier.wait();
                return vec![answer("401 Unauthorized", "", "")];
            }
            assert!(request.contains("authorization: Bearer t1\r\n"), "{request}");
            vec![answer("200 OK", "", "done")]
        });
        let (credentials, asked) = numbered();
        let client = over(transport, server.base(""));
        let client = client.credentials(credentials).timeout(Duration::from_secs(300)).build().unwrap();
        let calls: Vec<_> =
            (0..CALLS).map(|_| tokio::spawn(client.send(post_thing("a")).into_future())).collect();
        for call in calls {
            assert_eq!(&*call.await.unwrap().unwrap(), "done");
        }
        assert_eq!(count(&asked), 2, "one for the first token, one for the next");
        let requests = server.requests();
        assert_eq!(requests.len(), 2 * CALLS);
        // What is replayed has its body.
        assert!(requests.iter().all(|request| request.ends_with(r#"{"name":"a"}"#)));
    }
}

#[tokio::test]
async fn a_token_that_is_refused_twice_is_not_tried_a_third_time() {
    let (credentials, asked) = numbered();
    let (builder, seen) = scripted(|_, _| status(401));
    let client = builder.credentials(credentials).build().unwrap();
    let error = client.send(get_thing()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!((error.attempts(), count(&seen), count(&asked)), (2, 2, 2));
}

#[tokio::test]
async fn a_failure_is_sent_again_with_the_same_token() {
    let (credentials, asked) = numbered();
    let (builder, seen) = scripted(|number, request| {
        assert_eq!(authorization(&request), "Bearer t0");
        status(if number < 2 { 503 } else { 200 })
    });
    builder.credentials(credentials).retry(at_once(3)).build().unwrap().send(get_thing()).await.unwrap();
    assert_eq!((count(&seen), count(&asked)), (3, 1));
}

#[tokio::test(start_paused = true)]
async fn one_failure_of_the_source_is_that_of_all_who_wait() {
    let (credentials, asked) = source(|number| {
        Box::pin(async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            match number {
                0 => Err("the issuer is down".into()),
                _ => Ok(Token::new("t")),
            }
        })
    });
    let (builder, seen) = scripted(|_, _| status(200));
    let client = builder.credentials(credentials).build().unwrap();
    let calls: Vec<_> = (0..200).map(|_| tokio::spawn(client.send(get_thing()).into_future())).collect();
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        let Error::Request(refused) = &error else { panic!("{error:?}") };
        assert_eq!((refused.fault(), error.attempts()), (&RequestFault::Token, 0));
        assert_eq!(error.source().unwrap().to_string(), "the issuer is down");
    }
    assert_eq!((count(&seen), count(&asked)), (0, 1));
    // Who comes later asks anew.
    client.send(get_thing()).await.unwrap();
    assert_eq!(count(&asked), 2);
}

#[tokio::test(start_paused = true)]
async fn who_waits_takes_over_from_one_who_was_cancelled() {
    let (credentials, asked) = source(|number| {
        Box::pin(async move {
            if number == 0 {
                std::future::pending::<()>().await;
            }
            Ok(Token::new("t"))
        })
    });
    let (builder, seen) = scripted(|_, _| status(200));
    let client = builder.credentials(credentials).build().unwrap();
    let first = tokio::spawn(client.send(get_thing()).timeout(Duration::from_secs(2)).into_future());
    tokio::task::yield_now().await;
    let begin = Instant::now();
    let second = tokio::spawn(client.send(get_thing()).into_future());
    second.await.unwrap().unwrap();
    assert_eq!(begin.elapsed().as_secs(), 2);
    let error = first.await.unwrap().unwrap_err();
    assert!(error.is_timeout() && error.delivery() == sigpost::Delivery::NotSent, "{error:?}");
    assert_eq!((error.attempts(), count(&seen), count(&asked)), (0, 1, 2));
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_ahead_of_its_end_by_one_call() {
    let (credentials, asked) = source(|number| {
        Box::pin(async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Ok(Token::new(format!("t{number}")).expires_in(Duration::from_secs(100)))
        })
    });
    let (builder, _) = scripted(|_, request| {
        let token = authorization(&request).to_owned();
        at_hand(Ok(http::Response::new(Body::from(Bytes::from(token)))))
    });
    let client = builder.credentials(credentials).build().unwrap();
    assert_eq!(&*client.send(get_thing()).await.unwrap(), "Bearer t0");
    advance(Duration::from_secs(89)).await;
    assert_eq!(&*client.send(get_thing()).await.unwrap(), "Bearer t0");
    assert_eq!(count(&asked), 1);
    advance(Duration::from_secs(2)).await;
    let begin = Instant::now();
    let calls: Vec<_> = (0..10).map(|_| tokio::spawn(client.send(get_thing()).into_future())).collect();
    let mut waited = Vec::new();
    for call in calls {
        let token = call.await.unwrap().unwrap();
        waited.push((token.to_string(), begin.elapsed().as_secs()));
    }
    let (renewing, others): (Vec<_>, Vec<_>) =
        waited.into_iter().partition(|(token, _)| token == "Bearer t1");
    assert_eq!((renewing.len(), others.len(), count(&asked)), (1, 9, 2));
    assert_eq!(&*client.send(get_thing()).await.unwrap(), "Bearer t1");
    // Who finds it expired waits for the next.
    advance(Duration::from_secs(200)).await;
    assert_eq!(&*client.send(get_thing()).await.unwrap(), "Bearer t2");
}

#[tokio::test(start_paused = true)]
async fn a_token_at_hand_serves_while_the_next_cannot_be_had() {
    let (credentials, asked) = source(|number| {
        Box::pin(async move {
            match number {
                0 => Ok(Token::new("t0").expires_in(Duration::from_secs(100))),
                _ => Err("the issuer is down".into()),
            }
        })
    });
    let (builder, _) = scripted(|_, request| {
        assert_eq!(authorization(&request), "Bearer t0");
        status(200)
    });
    let client = builder.credentials(credentials).build().unwrap();
    client.send(get_thing()).await.unwrap();
    advance(Duration::from_secs(95)).await;
    for _ in 0..10 {
        client.send(get_thing()).await.unwrap();
    }
    assert_eq!(count(&asked), 2, "an issuer that is down is not asked by every call");
    advance(Duration::from_secs(10)).await;
    client.send(get_thing()).await.unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn a_token_at_hand_serves_while_the_next_does_not_come() {
    let (credentials, asked) = source(|number| {
        Box::pin(async move {
            match number {
                0 => Ok(Token::new("t0").expires_in(Duration::from_secs(1000))),
                _ => std::future::pending().await,
            }
        })
    });
    let (builder, _) = scripted(|_, request| {
        assert_eq!(authorization(&request), "Bearer t0");
        status(200)
    });
    let client = builder.credentials(credentials).build().unwrap();
    client.send(get_thing()).await.unwrap();
    advance(Duration::from_secs(950)).await;
    let begin = Instant::now();
    client.send(get_thing()).await.unwrap();
    assert_eq!(begin.elapsed().as_secs(), 5);
    // Who comes after does not wait, until half of the time is over.
    client.send(get_thing()).await.unwrap();
    assert_eq!((begin.elapsed().as_secs(), count(&asked)), (5, 2));
    // A call that has less time waits for half of it.
    advance(Duration::from_secs(21)).await;
    let call =
        client.send(post_thing("a")).attempt_timeout(Duration::from_secs(1)).retry(RetryPolicy::none());
    call.await.unwrap();
    assert_eq!((begin.elapsed().as_millis(), count(&asked)), (26_500, 3));
    advance(Duration::from_secs(12)).await;
    client.send(post_thing("a")).timeout(Duration::from_secs(2)).await.unwrap();
    assert_eq!((begin.elapsed().as_millis(), count(&asked)), (39_500, 4));
}

#[tokio::test(start_paused = true)]
async fn a_token_that_lasts_no_time_serves_all_who_wait_for_it() {
    let (credentials, asked) = source(|number| {
        Box::pin(async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Ok(Token::new(format!("t{number}")).expires_in(Duration::ZERO))
        })
    });
    let (builder, _) = scripted(|_, request| {
        assert_eq!(authorization(&request), "Bearer t0");
        status(200)
    });
    let client = builder.credentials(credentials).build().unwrap();
    let calls: Vec<_> = (0..20).map(|_| tokio::spawn(client.send(get_thing()).into_future())).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(count(&asked), 1);
}

#[tokio::test]
async fn what_came_is_not_lost_where_the_next_token_cannot_be_had() {
    for code in [401, 503] {
        let (credentials, _) = source(|number| {
            Box::pin(async move {
                match number {
                    0 => Ok(Token::new("t0").expires_in(Duration::ZERO)),
                    _ => Err("the issuer is down".into()),
                }
            })
        });
        let (builder, seen) = scripted(move |_, _| status(code));
        let client = builder.credentials(credentials).retry(at_once(3)).build().unwrap();
        let error = client.send(get_thing()).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(code), "{error:?}");
        assert_eq!((error.attempts(), count(&seen)), (1, 1));
        let report = sigpost::Report(&error).to_string();
        assert!(
            report.contains("no token could be had") && report.contains("the issuer is down"),
            "{report}"
        );
    }
}

#[tokio::test]
async fn a_token_is_asked_for_only_where_it_is_sent() {
    #[endpoint(GET "/open", auth(none))]
    async fn open();
    let (credentials, asked) = numbered();
    let (builder, _) = scripted(|_, request| {
        assert!(["", "Own"].contains(&authorization(&request)));
        status(401)
    });
    let client = builder.credentials(credentials).build().unwrap();
    assert_eq!(client.send(open()).await.unwrap_err().attempts(), 1);
    assert_eq!(count(&asked), 0);
    // What the call says for itself goes before.
    let call = client.send(get_thing()).header("Authorization", "Own");
    assert_eq!(call.await.unwrap_err().attempts(), 1);
    assert_eq!(count(&asked), 0);
}

#[tokio::test]
async fn an_unusable_token_is_an_error_that_does_not_show_it() {
    for secret in ["", "SECRET\r\nx-injected: 1"] {
        let (credentials, _) = source(move |_| Box::pin(async move { Ok(Token::new(secret)) }));
        let (builder, seen) = scripted(|_, _| status(200));
        let client = builder.credentials(credentials).build().unwrap();
        let error = client.send(get_thing()).await.unwrap_err();
        assert!(matches!(&error, Error::Request(refused) if *refused.fault() == RequestFault::Token));
        assert!(!format!("{error} {error:?} {client:?}").contains("SECRET"));
        assert_eq!(count(&seen), 0);
    }
}
