//! The calls: what is declared, how each of them is made, and the trail of its attempts.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Deserialize;
use sigpost::transport::{Answer, ReqwestTransport, Sleep};
use sigpost::{Body, Client, Delivery, Error, ErrorSet, Transport, TransportError, endpoint, http};

#[derive(Debug, Deserialize)]
pub(crate) struct Order {
    pub(crate) order: u64,
}

/// Shows an order: harmless to send again.
#[endpoint(GET "/orders/<id>")]
pub(crate) async fn show_order(id: u64) -> Order;

/// Places an order under a key, by which the server knows it when it comes again.
#[endpoint(POST "/orders/<id>", idempotency_key = "Idempotency-Key")]
pub(crate) async fn place_order(id: u64, amount: u32) -> Order;

/// Places an order that must not be sent again once it may have arrived.
#[endpoint(POST "/plain/<id>")]
pub(crate) async fn place_plain_order(id: u64, amount: u32) -> Order;

/// Which endpoint a call is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Show,
    Place,
    PlacePlain,
}

impl Kind {
    pub(crate) fn of(id: u64) -> Self {
        [Self::Show, Self::Place, Self::PlacePlain][(id % 3) as usize]
    }
}

/// What came of a call.
pub(crate) struct Outcome {
    pub(crate) id: u64,
    pub(crate) took: Duration,
    pub(crate) result: Result<u64, Failed>,
}

/// What an error says of itself.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) status: Option<u16>,
    pub(crate) delivery: Delivery,
    pub(crate) attempts: u32,
    pub(crate) text: String,
}

/// Makes calls until there are none left.
pub(crate) async fn work(client: Client, next: Arc<AtomicU64>, calls: u64) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    loop {
        let id = next.fetch_add(1, Ordering::Relaxed);
        if id >= calls {
            return outcomes;
        }
        let begun = Instant::now();
        let result = match Kind::of(id) {
            Kind::Show => read(client.send(show_order(id)).await),
            Kind::Place => read(client.send(place_order(id, 7)).await),
            Kind::PlacePlain => read(client.send(place_plain_order(id, 7)).await),
        };
        outcomes.push(Outcome { id, took: begun.elapsed(), result });
    }
}

fn read<E: ErrorSet>(result: Result<Order, Error<E>>) -> Result<u64, Failed> {
    match result {
        Ok(order) => Ok(order.order),
        Err(error) => Err(Failed {
            status: error.status().map(|status| status.as_u16()),
            delivery: error.delivery(),
            attempts: error.attempts(),
            text: error.to_string(),
        }),
    }
}

/// How an attempt ended, as the transport sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum End {
    Answered(u16),
    NoConnection,
    Broken,
    /// The client did not wait any longer.
    GivenUp,
}

/// The ends of all attempts of each call, in their order.
#[derive(Clone, Default)]
pub(crate) struct Trails(Arc<Mutex<HashMap<u64, Vec<End>>>>);

impl Trails {
    fn add(&self, id: u64, end: End) {
        let mut trails = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        trails.entry(id).or_default().push(end);
    }

    pub(crate) fn take(&self) -> HashMap<u64, Vec<End>> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The default transport, which keeps the trails.
pub(crate) struct Trailing {
    pub(crate) transport: ReqwestTransport,
    pub(crate) trails: Trails,
}

/// An attempt: one that is dropped before its end was given up.
struct Attempt {
    id: u64,
    end: End,
    trails: Trails,
}

impl Drop for Attempt {
    fn drop(&mut self) {
        self.trails.add(self.id, self.end);
    }
}

impl Transport for Trailing {
    fn send(&self, request: http::Request<Body>) -> Answer {
        let id = request.uri().path().rsplit('/').next().and_then(|id| id.parse().ok()).unwrap_or(u64::MAX);
        let mut attempt = Attempt { id, end: End::GivenUp, trails: self.trails.clone() };
        let answer = self.transport.send(request);
        Box::pin(async move {
            let attempt = &mut attempt;
            let answer = answer.await;
            attempt.end = match &answer {
                Ok(answer) => End::Answered(answer.status().as_u16()),
                Err(error) => end_of(error),
            };
            answer
        })
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        self.transport.sleep(duration)
    }
}

fn end_of(error: &TransportError) -> End {
    if error.is_connect() { End::NoConnection } else { End::Broken }
}
