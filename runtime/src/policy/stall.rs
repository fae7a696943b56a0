//! The limit on the silence of a body that is read as it arrives, long after its call is over.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use crate::client::Client;
use crate::request::Body;
use crate::response::BodyError;
use crate::transport::Sleep;

/// A body that ends with an error where nothing comes for too long.
pub(crate) struct Stalling {
    body: Body,
    limit: Duration,
    /// Its transport keeps the time.
    client: Client,
    /// Begun when there is something to wait for.
    sleep: Option<Sleep>,
    /// Whether the time ran out.
    is_over: bool,
}

impl Stalling {
    pub(crate) fn new(body: Body, limit: Duration, client: Client) -> Self {
        Self { body, limit, client, sleep: None, is_over: false }
    }
}

impl http_body::Body for Stalling {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let Self { body, limit, client, sleep, is_over } = self.get_mut();
        if let Poll::Ready(frame) = Pin::new(body).poll_frame(context) {
            (*sleep, *is_over) = (None, false);
            return Poll::Ready(frame);
        }
        if *is_over {
            return Poll::Ready(Some(Err(BodyError::Stalled(*limit).into())));
        }
        let sleep = sleep.get_or_insert_with(|| client.transport().sleep(*limit));
        if sleep.as_mut().poll(context).is_ready() {
            // What came may wait for its turn, where something kept the thread busy: the task of the connection goes first.
            *is_over = true;
            context.waker().wake_by_ref();
        }
        Poll::Pending
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
