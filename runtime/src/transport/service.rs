//! The bridge to tower: any service over `http` types as a transport, and a transport as a service, so that layers can be
//! put around it.

use std::error::Error as StdError;
use std::fmt;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use tower_layer::Layer;
use tower_service::Service;

use super::{Answer, Sleep, Transport, TransportError};
use crate::request::Body;

/// Sends requests with a [`tower_service::Service`] over [`http`] types.
///
/// Each request is sent by a clone of the service, once that is ready. In its extensions is the endpoint that it is for,
/// as `&'static` [`EndpointSpec`](crate::spec::EndpointSpec).
///
/// An error of the service is taken to mean that the server may have received the request, unless it is, or is caused by,
/// a [`TransportError`] that says otherwise; one that comes before the service is ready means that it has not.
///
/// ```
/// use sigpost::transport::ServiceTransport;
/// use sigpost::{Body, Client};
///
/// # #[derive(Clone)]
/// # struct Teapot;
/// # impl tower_service::Service<http::Request<Body>> for Teapot {
/// #     type Response = http::Response<Body>;
/// #     type Error = std::convert::Infallible;
/// #     type Future = std::future::Ready<Result<Self::Response, Self::Error>>;
/// #     fn poll_ready(
/// #         &mut self,
/// #         _: &mut std::task::Context<'_>,
/// #     ) -> std::task::Poll<Result<(), Self::Error>> {
/// #         std::task::Poll::Ready(Ok(()))
/// #     }
/// #     fn call(&mut self, _: http::Request<Body>) -> Self::Future {
/// #         std::future::ready(Ok(http::Response::new(Body::empty())))
/// #     }
/// # }
/// # let service = Teapot;
/// let client = Client::builder("https://api.example.com").transport(ServiceTransport::new(service)).build()?;
/// # Ok::<(), sigpost::RequestError>(())
/// ```
///
/// Timeouts are kept by tokio's clock, and calls tried again, where a tokio runtime is at hand; in a browser by the
/// browser's clock; and otherwise not at all.
#[derive(Clone, Debug)]
pub struct ServiceTransport<S>(S);

impl<S> ServiceTransport<S> {
    /// A transport over this service.
    pub fn new(service: S) -> Self {
        Self(service)
    }
}

impl<S, B> Transport for ServiceTransport<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
    S::Error: Into<Box<dyn StdError + Send + Sync>>,
    S::Future: Send + 'static,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
{
    fn send(&self, request: http::Request<Body>) -> Answer {
        let mut service = self.0.clone();
        Box::pin(async move {
            let ready = poll_fn(|context| service.poll_ready(context)).await;
            ready.map_err(|error| transport_error(error.into(), TransportError::unprocessed))?;
            let answer = service.call(request).await;
            let answer = answer.map_err(|error| transport_error(error.into(), TransportError::broken))?;
            Ok(answer.map(Body::new))
        })
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        super::usual_sleep(duration)
    }

    fn has_clock(&self) -> bool {
        super::has_usual_clock()
    }
}

type BoxError = Box<dyn StdError + Send + Sync>;

/// The transport's own error, if a service hands one on, or what `otherwise` makes of another.
fn transport_error(error: BoxError, otherwise: fn(BoxError) -> TransportError) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => {
            let mut causes = std::iter::successors(error.source(), |&cause| cause.source());
            let known = causes.find_map(|cause| cause.downcast_ref::<TransportError>());
            match known.map(TransportError::without_source) {
                Some(known) => known.caused_by(error),
                None => otherwise(error),
            }
        }
    }
}

/// A [`Transport`] as a [`tower_service::Service`]: what [`ClientBuilder::layer`](crate::ClientBuilder::layer) puts layers
/// around.
#[derive(Clone)]
pub struct TransportService(Arc<dyn Transport>);

impl Service<http::Request<Body>> for TransportService {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = Answer;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Answer {
        self.0.send(request)
    }
}

impl fmt::Debug for TransportService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportService").finish_non_exhaustive()
    }
}

/// A transport with a layer around it, which keeps its time.
struct Layered<S> {
    service: ServiceTransport<S>,
    clock: Arc<dyn Transport>,
}

impl<S> Transport for Layered<S>
where
    ServiceTransport<S>: Transport,
    S: Send + Sync + 'static,
{
    fn send(&self, request: http::Request<Body>) -> Answer {
        self.service.send(request)
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        self.clock.sleep(duration)
    }

    fn has_clock(&self) -> bool {
        self.clock.has_clock()
    }
}

/// A transport with a layer around it.
pub(crate) fn layered<L, S, B>(transport: Arc<dyn Transport>, layer: &L) -> Arc<dyn Transport>
where
    L: Layer<TransportService, Service = S>,
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    let service = ServiceTransport::new(layer.layer(TransportService(Arc::clone(&transport))));
    Arc::new(Layered { service, clock: transport })
}
