//! Thousands of random schedules of faults: nothing is processed twice that may not be, nothing is given up that need not
//! be, no call outlasts its deadline, nothing panics, and every attempt is accounted for.

use std::sync::Mutex;

use http::Method;
use http_body::Body as _;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sigpost::{Credentials, Delivery, Error, ErrorSet, StreamBody, Token};
use sigpost_tests::raw_server::{RawServer, Step, answer};
use tokio::time::Instant;

use super::faulty::{Fault, Seen, act, fault};
use super::*;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Get,
    Post,
    PostIdempotent,
    PostWithKey,
    /// Idempotent, with a body that can be had once.
    PutOnce,
}

#[derive(Clone, Debug)]
struct Schedule {
    kind: Kind,
    /// After the last one all is well.
    faults: Vec<Fault>,
    attempts: u32,
    first_wait: u64,
    longest_wait: u64,
    timeout: u64,
    attempt_timeout: Option<u64>,
    budget: u32,
    has_token: bool,
}

fn schedule() -> impl Strategy<Value = Schedule> {
    let kinds = [Kind::Get, Kind::Post, Kind::PostIdempotent, Kind::PostWithKey, Kind::PutOnce];
    let limits = (1..7_u32, 0..2_000_u64, 0..10_000_u64, 1..60_000_u64);
    let attempt_timeout = prop_oneof![Just(None), (1..5_000_u64).prop_map(Some)];
    (
        prop::sample::select(kinds.to_vec()),
        prop::collection::vec(fault(), 0..8),
        limits,
        attempt_timeout,
        prop_oneof![1 => 0..4_u32, 3 => Just(100)],
        any::<bool>(),
    )
        .prop_map(|(kind, faults, limits, attempt_timeout, budget, has_token)| {
            let (attempts, first_wait, longest_wait, timeout) = limits;
            Schedule {
                kind,
                faults,
                attempts,
                first_wait,
                longest_wait,
                timeout,
                attempt_timeout,
                budget,
                has_token,
            }
        })
}

#[endpoint(PUT "/thing")]
async fn put_once(#[body] content: StreamBody) -> sigpost::Text;

struct Once(Option<Bytes>);

impl futures_core::Stream for Once {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.take().map(Ok))
    }
}

/// What came of a call: the number of its attempts and how far it got, if it failed.
type Came = Result<(), (u32, Delivery, String)>;

fn came<T, E: ErrorSet>(outcome: Result<T, Error<E>>) -> Came {
    outcome.map(drop).map_err(|error| (error.attempts(), error.delivery(), format!("{error:?}")))
}

async fn call(client: &Client, kind: Kind) -> Came {
    match kind {
        Kind::Get => came(client.send(get_thing()).await),
        Kind::Post => came(client.send(post_thing("a")).await),
        Kind::PostIdempotent => came(client.send(post_idempotent("a")).await),
        Kind::PostWithKey => came(client.send(post_with_key("a")).await),
        Kind::PutOnce => came(client.send(put_once(StreamBody::new(Once(Some("once".into()))))).await),
    }
}

async fn keep(schedule: Schedule) {
    let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
    let noted = Arc::clone(&seen);
    let faults = schedule.faults.clone();
    let (builder, _) = scripted(move |index, request| {
        let fault = faults.get(index).copied();
        let fault = fault.unwrap_or(Fault::Answer { status: 200, after: 0, retry_after: None });
        let (head, body) = request.into_parts();
        let key = head.headers.get("idempotency-key").map(|key| key.to_str().unwrap().to_owned());
        noted.lock().unwrap().push(Seen {
            fault,
            at: Instant::now(),
            key,
            body: String::new(),
            is_answered: false,
        });
        assert_eq!(head.method == Method::GET, body.size_hint().exact() == Some(0));
        Box::pin(act(fault, body, Arc::clone(&noted), index))
    });
    let milliseconds = Duration::from_millis;
    let policy = RetryPolicy::attempts(schedule.attempts)
        .backoff(milliseconds(schedule.first_wait), milliseconds(schedule.longest_wait));
    let mut builder =
        builder.retry(policy).retry_budget(schedule.budget).timeout(milliseconds(schedule.timeout));
    if let Some(limit) = schedule.attempt_timeout {
        builder = builder.attempt_timeout(milliseconds(limit));
    }
    if schedule.has_token {
        let source = || std::future::ready(Ok(Token::new("t")));
        builder = builder.credentials(Credentials::token_source(source));
    }
    let client = builder.build().unwrap();
    let begin = Instant::now();
    let outcome = call(&client, schedule.kind).await;
    let elapsed = begin.elapsed();

    let seen = seen.lock().unwrap();
    // The clock of tokio counts in milliseconds.
    assert!(elapsed <= milliseconds(schedule.timeout + 2), "{elapsed:?}");
    let processed = seen.iter().filter(|seen| seen.fault.is_processed()).count();
    if schedule.kind == Kind::Post {
        assert!(processed <= 1, "processed {processed} times");
    }
    let expected_body = match schedule.kind {
        Kind::Get => "",
        Kind::PutOnce => "once",
        _ => r#"{"name":"a"}"#,
    };
    let arrived: Vec<_> = seen.iter().filter(|seen| seen.fault.reaches_the_server()).collect();
    // A deadline may cut the last one off.
    assert!(arrived.iter().all(|seen| seen.body == expected_body));
    if schedule.kind == Kind::PostWithKey {
        assert!(seen.iter().all(|one| one.key.is_some() && one.key == seen[0].key));
    }
    for pair in seen.windows(2) {
        let is_replay = matches!(pair[0].fault, Fault::Answer { status: 401, .. });
        let asked =
            if pair[0].is_answered && !is_replay { pair[0].fault.retry_after() } else { Duration::ZERO };
        assert!(pair[1].at - pair[0].at >= asked, "`Retry-After` is obeyed");
    }
    let Err((attempts, delivery, error)) = outcome else {
        let last = seen.last().unwrap().fault;
        assert!(matches!(last, Fault::Answer { status: 200, .. }), "{last:?}");
        return;
    };
    assert_eq!(attempts as usize, seen.len(), "{error}");
    if !arrived.is_empty() {
        assert_ne!(delivery, Delivery::NotSent, "{error}");
    }
    let Some(last) = seen.last() else { return };
    // That a client that had enough had no connection yet, it does not know.
    let is_not_sent = match last.fault {
        Fault::NoConnection(_) => last.is_answered,
        fault => !fault.reaches_the_server(),
    };
    let is_harmless = schedule.kind != Kind::Post || is_not_sent;
    let is_spent = schedule.kind == Kind::PutOnce && !arrived.is_empty();
    let replays = usize::from(
        schedule.has_token
            && seen[..seen.len() - 1]
                .iter()
                .any(|seen| seen.is_answered && matches!(seen.fault, Fault::Answer { status: 401, .. })),
    );
    let retries = (seen.len() - 1 - replays) as u32;
    let may_go_on = retries + 1 < schedule.attempts && retries < schedule.budget;
    let may_mend = last.fault.may_mend() || !last.is_answered;
    if may_mend && is_harmless && !is_spent && may_go_on {
        let longest = schedule.first_wait.saturating_mul(1 << retries).min(schedule.longest_wait);
        let wait = milliseconds(longest).max(last.fault.retry_after());
        assert!(elapsed + wait + milliseconds(2) >= milliseconds(schedule.timeout), "given up: {error}");
    }
}

fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

fn block_on(is_paused: bool, future: impl Future<Output = ()>) {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().start_paused(is_paused).build().unwrap().block_on(future);
}

#[test]
fn four_thousand_schedules_in_memory() {
    let outcome = runner(4_000).run(&schedule(), |schedule| {
        block_on(true, keep(schedule));
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[derive(Clone, Copy, Debug)]
enum SocketFault {
    Close,
    Reset,
    HalfAHead,
    HalfABody,
    Status(u16),
}

impl SocketFault {
    fn steps(self) -> Vec<Step> {
        let half = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n";
        match self {
            Self::Close => vec![Step::Close],
            Self::Reset => vec![Step::Reset],
            Self::HalfAHead => vec![Step::Send(half.into()), Step::Reset],
            Self::HalfABody => vec![Step::Send(format!("{half}\r\nhalf").into()), Step::Reset],
            Self::Status(status) => vec![answer(&format!("{status} X"), "", "{}")],
        }
    }

    fn may_mend(self) -> bool {
        !matches!(self, Self::Status(404 | 501))
    }
}

#[test]
fn two_hundred_schedules_on_sockets() {
    let fault = prop_oneof![
        Just(SocketFault::Close),
        Just(SocketFault::Reset),
        Just(SocketFault::HalfAHead),
        Just(SocketFault::HalfABody),
        prop::sample::select(vec![404, 429, 500, 501, 503]).prop_map(SocketFault::Status),
    ];
    let kinds = vec![Kind::Get, Kind::Post, Kind::PostIdempotent, Kind::PostWithKey];
    let schedule = (prop::sample::select(kinds), prop::collection::vec(fault, 0..6), 1..5_u32, any::<bool>());
    let outcome = runner(200).run(&schedule, |(kind, faults, attempts, over_hyper)| {
        let script = faults.clone();
        let server = RawServer::scripted(move |number, _| {
            script.get(number).map_or_else(|| vec![answer("200 OK", "", "whole")], |fault| fault.steps())
        });
        let client = over(usize::from(over_hyper), server.base("")).retry(at_once(attempts)).build().unwrap();
        block_on(false, async {
            let outcome = call(&client, kind).await;
            let stop = faults.iter().position(|fault| kind == Kind::Post || !fault.may_mend());
            let expected = faults.len().min(stop.unwrap_or(usize::MAX)).min(attempts as usize - 1) + 1;
            let requests = server.requests();
            assert_eq!(requests.len(), expected, "{outcome:?}");
            assert!(requests.iter().all(|request| *request == requests[0]), "{requests:?}");
            match outcome {
                Ok(()) => assert_eq!(expected, faults.len() + 1),
                Err((counted, delivery, error)) => {
                    assert_eq!(counted as usize, expected, "{error}");
                    assert_ne!(delivery, Delivery::NotSent);
                }
            }
        });
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
