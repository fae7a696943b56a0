//! A transport over hyper's own client, with a connection pool, TLS by rustls, HTTP/1.1 and HTTP/2.

use std::error::Error as StdError;
use std::future::poll_fn;
use std::io;
use std::iter::successors;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_rustls::{ConfigBuilderExt as _, HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, Error, ResponseFuture};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tower_service::Service;

use super::unprocessed::{is_failed_body, is_unprocessed};
use super::{Answer, CONNECT_TIMEOUT, Sleep, Transport, TransportError};
use crate::request::Body;

/// How long a connection waits in the pool for its next request.
const IDLE_TIMEOUT: Duration = Duration::from_secs(90);

/// How long a connection is silent before the system asks for a sign of life, and how long between one and the next.
const PROBE_INTERVAL: Duration = Duration::from_secs(15);

/// How many signs of life may fail to come.
const PROBES: u32 = 3;

/// How long what was sent may go without being acknowledged.
#[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
const USER_TIMEOUT: Duration = Duration::from_secs(30);

/// Sends requests with hyper's client, on the tokio runtime that the call is awaited on.
///
/// It does less than [`ReqwestTransport`](super::ReqwestTransport): there are no proxies, not even those that the
/// environment names. Certificates are judged by the platform.
///
/// The cryptography is ring's, whatever provider the process has installed. Where another one is built in as well, a
/// program's own `rustls::ClientConfig::builder()` cannot choose by itself, and panics unless one is installed.
///
/// The runtime must have I/O and timers (`enable_all`); tokio panics at their first use otherwise, and cannot be asked.
#[derive(Clone, Debug)]
pub struct HyperTransport(Client<Connector, Body>);

impl HyperTransport {
    /// A transport with safe settings: ten seconds to connect, no redirects followed.
    ///
    /// # Errors
    /// If TLS cannot be set up, as where the platform has no certificates.
    pub fn new() -> Result<Self, TransportError> {
        Self::connecting_within(CONNECT_TIMEOUT)
    }

    /// As [`new`](Self::new), with another limit on the time to connect.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn connecting_within(limit: Duration) -> Result<Self, TransportError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|config| config.try_with_platform_verifier())
            .map(|config| Self::with_tls(config.with_no_client_auth(), limit))
            .map_err(TransportError::connect)
    }

    fn with_tls(config: rustls::ClientConfig, connect_timeout: Duration) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        // Divided among a server's addresses, so that one that does not answer leaves time for the next.
        tcp.set_connect_timeout(Some(connect_timeout));
        tcp.set_keepalive(Some(PROBE_INTERVAL));
        tcp.set_keepalive_interval(Some(PROBE_INTERVAL));
        tcp.set_keepalive_retries(Some(PROBES));
        #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
        tcp.set_tcp_user_timeout(Some(USER_TIMEOUT));
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(config)
            .https_or_http()
            .enable_all_versions()
            .wrap_connector(tcp);
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE_TIMEOUT)
            .pool_timer(TokioTimer::new())
            .build(Connector { connector: Arc::new(connector), timeout: connect_timeout });
        Self(client)
    }
}

impl Transport for HyperTransport {
    fn send(&self, request: http::Request<Body>) -> Answer {
        // Connections are tasks, and there is nothing to ask before tokio panics.
        if tokio::runtime::Handle::try_current().is_err() {
            let reason = "there is no tokio runtime here: await the call on one, or use `blocking`";
            return Box::pin(std::future::ready(Err(TransportError::unusable(reason))));
        }
        let answer = self.0.request(request);
        Box::pin(async move { received(answer.await) })
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        super::usual_sleep(duration)
    }

    fn reads_extensions(&self) -> bool {
        false
    }
}

fn received(answer: <ResponseFuture as Future>::Output) -> Result<http::Response<Body>, TransportError> {
    match answer {
        Ok(response) => Ok(response.map(Body::new)),
        Err(error) if is_unprocessed(&error) => Err(TransportError::unprocessed(error)),
        Err(error) if is_failed_body(&error) => Err(TransportError::failed_body(error)),
        Err(error) if !error.is_connect() => Err(TransportError::broken(error)),
        Err(error) if is_timeout(&error) => Err(TransportError::connect_timeout(error)),
        Err(error) => Err(TransportError::connect(error)),
    }
}

fn is_timeout(error: &Error) -> bool {
    causes(error)
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::TimedOut)
}

fn causes(error: &Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    successors(error.source(), |&cause| cause.source())
}

/// Connects by TCP and, for `https`, TLS, within the timeout in all.
///
/// The client clones it for every request; hence the pointer.
#[derive(Clone)]
struct Connector {
    connector: Arc<HttpsConnector<HttpConnector>>,
    timeout: Duration,
}

impl Service<Uri> for Connector {
    type Response = <HttpsConnector<HttpConnector> as Service<Uri>>::Response;
    type Error = Box<dyn StdError + Send + Sync>;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, server: Uri) -> Self::Future {
        let mut connector = HttpsConnector::clone(&self.connector);
        let timeout = self.timeout;
        Box::pin(async move {
            let connection = async {
                poll_fn(|context| connector.poll_ready(context)).await?;
                connector.call(server).await
            };
            tokio::time::timeout(timeout, connection).await.map_err(io::Error::from)?
        })
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use rustls::pki_types::pem::PemObject;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::{TcpListener, TcpStream};
    use tokio_rustls::TlsAcceptor;
    use tokio_rustls::server::TlsStream;

    use super::*;
    use crate::error::Delivery;

    const LOOPBACK: &[u8] = include_bytes!("loopback.pem");

    /// Serves each connection with `serve`, over TLS and the protocol of this name.
    async fn server<S>(
        protocol: &str,
        serve: impl Fn(TlsStream<TcpStream>) -> S + Send + 'static,
    ) -> SocketAddr
    where
        S: Future<Output = ()> + Send + 'static,
    {
        let certificate = CertificateDer::from_pem_slice(LOOPBACK).unwrap();
        let key = PrivateKeyDer::from_pem_slice(LOOPBACK).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                if let Ok(stream) = acceptor.accept(stream).await {
                    tokio::spawn(serve(stream));
                }
            }
        });
        address
    }

    /// A transport that trusts the server above.
    fn trusting() -> HyperTransport {
        let mut roots = rustls::RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(LOOPBACK).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        HyperTransport::with_tls(config, CONNECT_TIMEOUT)
    }

    fn post(server: SocketAddr) -> http::Request<Body> {
        http::Request::post(format!("https://{server}/x")).body(Body::from(bytes::Bytes::from("{}"))).unwrap()
    }

    /// Serves HTTP/2, and refuses as many requests as this.
    async fn refusing(requests: usize) -> (SocketAddr, Arc<AtomicUsize>) {
        let seen = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&seen);
        let address = server("h2", move |stream| {
            let seen = Arc::clone(&count);
            async move {
                let mut connection = h2::server::handshake(stream).await.unwrap();
                while let Some(Ok((request, mut respond))) = connection.accept().await {
                    assert_eq!((request.method().as_str(), request.uri().path()), ("POST", "/x"));
                    if seen.fetch_add(1, Ordering::SeqCst) < requests {
                        respond.send_reset(h2::Reason::REFUSED_STREAM);
                    } else {
                        respond.send_response(http::Response::default(), true).unwrap();
                    }
                }
            }
        });
        (address.await, seen)
    }

    #[tokio::test]
    async fn http2_is_chosen_in_tls() {
        let (server, _) = refusing(0).await;
        let response = trusting().send(post(server)).await.unwrap();
        assert_eq!((response.status().as_u16(), response.version()), (200, http::Version::HTTP_2));
    }

    #[tokio::test]
    async fn what_a_server_refused_was_not_processed() {
        let (server, seen) = refusing(usize::MAX).await;
        let error = trusting().send(post(server)).await.unwrap_err();
        assert_eq!(error.delivery(), Delivery::NotSent, "{error:?}");
        assert!(!error.is_connect(), "{error:?}");
        assert_eq!(seen.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn what_a_server_took_before_it_went_away_is_not_sent_again() {
        let seen = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&seen);
        let server = server("h2", move |stream| {
            let seen = Arc::clone(&count);
            async move {
                let mut connection = h2::server::handshake(stream).await.unwrap();
                let _taken = connection.accept().await;
                seen.fetch_add(1, Ordering::SeqCst);
                connection.abrupt_shutdown(h2::Reason::NO_ERROR);
                while connection.accept().await.is_some() {}
            }
        });
        let error = trusting().send(post(server.await)).await.unwrap_err();
        assert_eq!(error.delivery(), Delivery::MaybeSent, "{error:?}");
        assert_eq!(seen.load(Ordering::SeqCst), 1);
    }

    /// Gives some bytes, and then fails.
    struct Failing(bool);

    impl http_body::Body for Failing {
        type Data = bytes::Bytes;
        type Error = io::Error;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<http_body::Frame<bytes::Bytes>, io::Error>>> {
            Poll::Ready(Some(match std::mem::replace(&mut self.0, true) {
                false => Ok(http_body::Frame::data(bytes::Bytes::from("x"))),
                true => Err(io::Error::other("no more")),
            }))
        }
    }

    #[tokio::test]
    async fn a_body_that_fails_over_http2() {
        let server = server("h2", |stream| async move {
            let mut connection = h2::server::handshake(stream).await.unwrap();
            let mut taken = Vec::new();
            while let Some(request) = connection.accept().await {
                taken.push(request);
            }
        });
        let request = post(server.await).map(|_| Body::new(Failing(false)));
        let error = trusting().send(request).await.unwrap_err();
        assert!(error.is_body(), "{error:?}");
        assert_eq!(error.delivery(), Delivery::MaybeSent);
    }

    #[tokio::test]
    async fn http1_is_chosen_in_tls() {
        let server = server("http/1.1", |mut stream| async move {
            let _ = stream.read(&mut [0; 1024]).await;
            let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await;
        });
        let response = trusting().send(post(server.await)).await.unwrap();
        assert_eq!((response.status().as_u16(), response.version()), (204, http::Version::HTTP_11));
    }

    #[tokio::test]
    async fn a_certificate_that_the_platform_does_not_trust() {
        let server = server("h2", |_| async {}).await;
        let error = HyperTransport::new().unwrap().send(post(server)).await.unwrap_err();
        assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
        assert!(format!("{error:?}").contains("UnknownIssuer"), "{error:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_server_that_never_says_hello() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let error = trusting().send(post(listener.local_addr().unwrap())).await.unwrap_err();
        assert!(error.is_connect() && error.is_timeout(), "{error:?}");
        assert_eq!(error.delivery(), Delivery::NotSent);
    }
}
