//! Layers around the transport: they see every attempt, and what they make of it is what the client goes by.

use std::error::Error as StdError;
use std::future::{Ready, ready};
use std::sync::Mutex;
use std::task::{Context, Poll};

use sigpost::spec::EndpointSpec;
use sigpost::transport::{ServiceTransport, TransportService};
use sigpost::{Delivery, Error};
use tower_layer::{Layer, layer_fn};
use tower_service::Service;

use super::*;

type BoxError = Box<dyn StdError + Send + Sync>;

/// Notes which endpoint each request is for, and has errors of its own type.
#[derive(Clone)]
struct Noting {
    name: &'static str,
    notes: Arc<Mutex<Vec<String>>>,
    service: TransportService,
}

impl Service<http::Request<Body>> for Noting {
    type Response = http::Response<Body>;
    type Error = BoxError;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.service.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let endpoint = request.extensions().get::<&'static EndpointSpec>().map(|spec| spec.name);
        self.notes.lock().unwrap().push(format!("{} {}", self.name, endpoint.unwrap_or("nobody")));
        let answer = self.service.call(request);
        Box::pin(async move { answer.await.map_err(|error| BoxError::from(Wrapped(error))) })
    }
}

#[derive(Debug, thiserror::Error)]
#[error("behind the layer")]
struct Wrapped(#[source] TransportError);

fn noting(
    name: &'static str,
    notes: &Arc<Mutex<Vec<String>>>,
) -> impl Layer<TransportService, Service = Noting> + use<> {
    let notes = Arc::clone(notes);
    layer_fn(move |service| Noting { name, notes: Arc::clone(&notes), service })
}

#[tokio::test]
async fn every_attempt_goes_through_all_layers_and_the_last_given_sees_it_first() {
    let notes = Arc::default();
    let (builder, seen) = scripted(|number, _| match number {
        0 => at_hand(Err(TransportError::connect("refused"))),
        1 => status(503),
        _ => status(200),
    });
    let builder = builder.layer(noting("inner", &notes)).layer(noting("outer", &notes));
    builder.retry(at_once(3)).build().unwrap().send(get_thing()).await.unwrap();
    assert_eq!(count(&seen), 3);
    assert_eq!(*notes.lock().unwrap(), ["outer get_thing", "inner get_thing"].repeat(3));
}

#[tokio::test(start_paused = true)]
async fn an_error_that_a_layer_wraps_says_how_far_the_request_got() {
    for (is_sent, attempts) in [(false, 3), (true, 1)] {
        let notes = Arc::default();
        let (builder, _) = scripted(move |_, _| {
            at_hand(Err(match is_sent {
                false => TransportError::connect_timeout("nobody there"),
                true => TransportError::broken("reset"),
            }))
        });
        let client = builder.layer(noting("layer", &notes)).build().unwrap();
        let error = client.send(post_thing("a")).await.unwrap_err();
        let expected = if is_sent { Delivery::MaybeSent } else { Delivery::NotSent };
        assert_eq!((error.attempts(), error.delivery(), error.is_timeout()), (attempts, expected, !is_sent));
        let report = sigpost::Report(&error).to_string();
        assert!(report.contains("behind the layer"), "{report}");
    }
}

/// A service that is not ready, or fails.
#[derive(Clone)]
struct Failing {
    is_ready: bool,
}

impl Service<http::Request<Body>> for Failing {
    type Response = http::Response<Body>;
    type Error = BoxError;
    type Future = Ready<Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(if self.is_ready { Ok(()) } else { Err("closed".into()) })
    }

    fn call(&mut self, _: http::Request<Body>) -> Self::Future {
        ready(Err("failed".into()))
    }
}

#[tokio::test]
async fn what_a_service_was_not_ready_for_it_has_not_sent() {
    for (is_ready, attempts, delivery) in [(false, 2, Delivery::NotSent), (true, 1, Delivery::MaybeSent)] {
        let transport = ServiceTransport::new(Failing { is_ready });
        let client = Client::builder("https://h.example").transport(transport).retry(at_once(2));
        let error = client.build().unwrap().send(post_thing("a")).await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)));
        assert_eq!((error.attempts(), error.delivery()), (attempts, delivery));
    }
}
