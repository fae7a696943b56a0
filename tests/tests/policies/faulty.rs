//! A server in memory that fails as it is told, and notes what it sees: what the random schedules are made of.

use std::sync::Mutex;

use http_body::Body as _;
use proptest::prelude::*;
use tokio::time::Instant;

use super::*;

/// What becomes of one request.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fault {
    /// There is no connection.
    Refused,
    /// There is none after so many milliseconds.
    NoConnection(u64),
    /// The server says that it did nothing with it.
    Unprocessed,
    /// It may have been processed, but nothing comes back.
    Broken,
    /// The same, and the connection stays open.
    Silent,
    /// An answer after so many milliseconds, perhaps with `Retry-After` in seconds.
    Answer { status: u16, after: u64, retry_after: Option<u64> },
    /// A success whose body breaks off.
    CutOff,
    /// A success whose body does not end.
    Stalled,
}

impl Fault {
    pub(super) fn reaches_the_server(self) -> bool {
        !matches!(self, Self::Refused | Self::NoConnection(_) | Self::Unprocessed)
    }

    /// Whether the server may have done what was asked.
    pub(super) fn is_processed(self) -> bool {
        self.reaches_the_server() && !matches!(self, Self::Answer { status: 401, .. })
    }

    pub(super) fn retry_after(self) -> Duration {
        match self {
            Self::Answer { retry_after: Some(seconds), .. } => Duration::from_secs(seconds),
            _ => Duration::ZERO,
        }
    }

    /// Whether another attempt may go better.
    pub(super) fn may_mend(self) -> bool {
        match self {
            Self::Answer { status, .. } => matches!(status, 408 | 429 | 500 | 502 | 503 | 504),
            _ => true,
        }
    }
}

pub(super) fn fault() -> impl Strategy<Value = Fault> {
    let statuses = prop::sample::select(vec![200, 401, 404, 408, 429, 500, 501, 502, 503, 504]);
    let retry_after = prop_oneof![3 => Just(None), 1 => (0..20_u64).prop_map(Some)];
    prop_oneof![
        2 => Just(Fault::Refused),
        1 => (0..5_000_u64).prop_map(Fault::NoConnection),
        1 => Just(Fault::Unprocessed),
        2 => Just(Fault::Broken),
        1 => Just(Fault::Silent),
        8 => (statuses, 0..4_000_u64, retry_after)
            .prop_map(|(status, after, retry_after)| Fault::Answer { status, after, retry_after }),
        1 => Just(Fault::CutOff),
        1 => Just(Fault::Stalled),
    ]
}

/// What a server noted of a request.
pub(super) struct Seen {
    pub(super) fault: Fault,
    pub(super) at: Instant,
    pub(super) key: Option<String>,
    pub(super) body: String,
    /// Whether an answer, or the news that there is no connection, came before the client had enough.
    pub(super) is_answered: bool,
}

/// A body that breaks off or falls silent behind its first bytes.
struct Half {
    breaks: bool,
    given: bool,
}

impl http_body::Body for Half {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        if !std::mem::replace(&mut self.given, true) {
            return std::task::Poll::Ready(Some(Ok(http_body::Frame::data(Bytes::from("half")))));
        }
        match self.breaks {
            true => std::task::Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into()))),
            false => std::task::Poll::Pending,
        }
    }
}

async fn read(mut body: Body) -> String {
    let mut text = String::new();
    while let Some(frame) =
        std::future::poll_fn(|context| std::pin::Pin::new(&mut body).poll_frame(context)).await
    {
        text.push_str(std::str::from_utf8(&frame.unwrap().into_data().unwrap()).unwrap());
    }
    text
}

pub(super) async fn act(
    fault: Fault,
    body: Body,
    seen: Arc<Mutex<Vec<Seen>>>,
    index: usize,
) -> Result<http::Response<Body>, TransportError> {
    if fault.reaches_the_server() {
        let body = read(body).await;
        seen.lock().unwrap()[index].body = body;
    }
    match fault {
        Fault::Refused => Err(TransportError::connect("refused")),
        Fault::NoConnection(after) => {
            tokio::time::sleep(Duration::from_millis(after)).await;
            seen.lock().unwrap()[index].is_answered = true;
            Err(TransportError::connect_timeout("nobody there"))
        }
        Fault::Unprocessed => Err(TransportError::unprocessed("refused stream")),
        Fault::Broken => Err(TransportError::broken("reset")),
        Fault::Silent => std::future::pending().await,
        Fault::Answer { status, after, retry_after } => {
            tokio::time::sleep(Duration::from_millis(after)).await;
            seen.lock().unwrap()[index].is_answered = true;
            let seconds = retry_after.map(|seconds| seconds.to_string());
            let headers: Vec<_> = seconds.iter().map(|seconds| ("retry-after", seconds.as_str())).collect();
            Ok(response(status, &headers, "whole"))
        }
        Fault::CutOff => Ok(http::Response::new(Body::new(Half { breaks: true, given: false }))),
        Fault::Stalled => Ok(http::Response::new(Body::new(Half { breaks: false, given: false }))),
    }
}
