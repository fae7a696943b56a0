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
}

impl Stalling {
    pub(crate) fn new(body: Body, limit: Duration, client: Client) -> Self {
        Self { body, limit, client, sleep: None }
    }
}

impl http_body::Body for Stalling {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let Self { body, limit, client, sleep } = self.get_mut();
        if let Poll::Ready(frame) = Pin::new(body).poll_frame(context) {
            *sleep = None;
            return Poll::Ready(frame);
        }
        let sleep = sleep.get_or_insert_with(|| client.transport().sleep(*limit));
        sleep.as_mut().poll(context).map(|()| Some(Err(BodyError::Stalled(*limit).into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
