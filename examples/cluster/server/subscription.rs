//! Answers that go on: what is told to all who listen, for as long as they do.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use futures_core::Stream;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// All who listen. Their answers end when this is dropped.
#[derive(Debug, Default)]
pub(super) struct Subscribers(Vec<UnboundedSender<Bytes>>);

impl Subscribers {
    /// One more, who is told this at once; the body is that of the answer.
    pub(super) fn add(&mut self, told: impl IntoIterator<Item = String>) -> Body {
        let (sender, receiver) = unbounded_channel();
        for text in told {
            // The receiver is at hand.
            let _ = sender.send(text.into());
        }
        self.0.push(sender);
        Body::from_stream(Chunks(receiver))
    }

    /// Tells all of them; who has gone away is forgotten.
    pub(super) fn tell(&mut self, text: &str) {
        self.0.retain(|sender| sender.send(text.to_owned().into()).is_ok());
    }
}

struct Chunks(UnboundedReceiver<Bytes>);

impl Stream for Chunks {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|chunk| chunk.map(Ok))
    }
}
