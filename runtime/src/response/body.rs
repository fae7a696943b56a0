//! Collecting the body of an answer: up to a limit, up to a deadline, and never losing what has come.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body::Body as _;

use crate::policy::{Deadline, TimedOut};
use crate::request::Body;
use crate::transport::Transport;

/// How much memory is reserved because a server announces a length, in bytes.
const RESERVED: usize = 1024 * 1024;

/// How many frames are read before other tasks may run.
const FRAMES_AT_ONCE: usize = 64;

/// A body, whole or as much of it as came.
pub(crate) struct Collected {
    pub(crate) bytes: Bytes,
    /// Why it is not whole.
    pub(crate) error: Option<BodyError>,
}

impl Collected {
    pub(crate) fn whole(bytes: Bytes) -> Self {
        Self { bytes, error: None }
    }
}

/// Why a body did not come whole.
#[derive(Debug)]
pub(crate) enum BodyError {
    TooLarge(usize),
    TimedOut(TimedOut),
    /// Nothing came for so long, of a body that is read as it arrives.
    Stalled(Duration),
    Broken(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(limit) => write!(f, "the body is larger than the limit of {limit} bytes"),
            Self::TimedOut(TimedOut { limit, of_attempt }) => {
                let begun = if *of_attempt { "attempt" } else { "call" };
                write!(f, "the body did not arrive within {limit:?} of the {begun}'s beginning")
            }
            Self::Stalled(limit) => write!(f, "nothing of the body came for {limit:?}"),
            Self::Broken(_) => f.write_str("the connection broke in the middle of the body"),
        }
    }
}

impl std::error::Error for BodyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Broken(source) => Some(&**source),
            Self::TooLarge(_) | Self::TimedOut(_) | Self::Stalled(_) => None,
        }
    }
}

/// Reads `body` to its end, or to `limit` bytes, or until `deadline`.
pub(crate) async fn collect(
    body: &mut Body,
    limit: usize,
    deadline: &mut Deadline,
    clock: &dyn Transport,
) -> Collected {
    let mut taken = Taken::Nothing;
    let mut frames = 0_usize;
    let announced = body.size_hint().lower();
    let error = loop {
        frames += 1;
        // A body that always has more to give would keep the clock from going on, and the deadline from being seen.
        let look_up = frames.is_multiple_of(FRAMES_AT_ONCE);
        if look_up {
            pause().await;
        }
        let frame = poll_fn(|context| {
            if look_up && let Poll::Ready(timed_out) = deadline.poll(clock, context) {
                return Poll::Ready(Err(timed_out));
            }
            match Pin::new(&mut *body).poll_frame(context) {
                Poll::Ready(frame) => Poll::Ready(Ok(frame)),
                Poll::Pending => deadline.poll(clock, context).map(Err),
            }
        });
        match frame.await {
            Err(timed_out) => break Some(BodyError::TimedOut(timed_out)),
            Ok(None) => break None,
            Ok(Some(Err(error))) => break Some(BodyError::Broken(error)),
            Ok(Some(Ok(frame))) => {
                // Trailers are not data, and carry nothing that is asked for.
                let Ok(mut data) = frame.into_data() else { continue };
                let room = limit - taken.len();
                let too_large = data.len() > room;
                data.truncate(room);
                taken.push(data, announced);
                if too_large {
                    break Some(BodyError::TooLarge(limit));
                }
            }
        }
    };
    Collected { bytes: taken.into_bytes(), error }
}

/// Lets other tasks run, the clock among them.
async fn pause() {
    let mut paused = false;
    poll_fn(|context| {
        if std::mem::replace(&mut paused, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// What has come: most answers come in one piece, which then need not be copied.
enum Taken {
    Nothing,
    One(Bytes),
    Many(BytesMut),
}

impl Taken {
    fn len(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::One(bytes) => bytes.len(),
            Self::Many(bytes) => bytes.len(),
        }
    }

    fn push(&mut self, data: Bytes, announced: u64) {
        match self {
            Self::Nothing => *self = Self::One(data),
            Self::One(first) => {
                let announced = usize::try_from(announced).unwrap_or(RESERVED).min(RESERVED);
                let mut bytes = BytesMut::with_capacity(announced.max(first.len() + data.len()));
                bytes.extend_from_slice(first);
                bytes.extend_from_slice(&data);
                *self = Self::Many(bytes);
            }
            Self::Many(bytes) => bytes.extend_from_slice(&data),
        }
    }

    fn into_bytes(self) -> Bytes {
        match self {
            Self::Nothing => Bytes::new(),
            Self::One(bytes) => bytes,
            Self::Many(bytes) => bytes.freeze(),
        }
    }
}

/// As much of a body as an error keeps.
pub(super) struct Kept {
    pub(super) bytes: Bytes,
    pub(super) cut: bool,
}

pub(super) fn kept(bytes: Bytes, limit: usize) -> Kept {
    if bytes.len() <= limit {
        return Kept { bytes, cut: false };
    }
    // A copy: a slice would hold on to the memory of the whole.
    Kept { bytes: Bytes::copy_from_slice(&bytes[..limit]), cut: true }
}
