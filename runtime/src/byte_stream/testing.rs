//! Streams for tests: cut anywhere, and read without a runtime.

use std::task::Waker;

use super::*;

/// A stream of these chunks, and of an error behind them if one is given.
pub(crate) fn stream_of(
    chunks: impl IntoIterator<Item: Into<Vec<u8>>>,
    error: Option<&'static str>,
) -> ByteStream {
    let chunks = chunks.into_iter().map(|chunk| Ok(Bytes::from(chunk.into())));
    let items: Vec<Result<Bytes, &'static str>> = chunks.chain(error.map(Err)).collect();
    ByteStream::new(Items(items.into_iter()))
}

struct Items(std::vec::IntoIter<Result<Bytes, &'static str>>);

impl Stream for Items {
    type Item = Result<Bytes, &'static str>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next())
    }
}

/// All items of a stream that never waits for long.
pub(crate) fn all<S: Stream + Unpin>(stream: &mut S) -> Vec<S::Item> {
    let mut items = Vec::new();
    let mut context = Context::from_waker(Waker::noop());
    loop {
        match Pin::new(&mut *stream).poll_next(&mut context) {
            Poll::Ready(Some(item)) => items.push(item),
            Poll::Ready(None) => return items,
            Poll::Pending => {}
        }
    }
}

/// The text cut at these places.
pub(crate) fn cut(text: &[u8], mut places: Vec<usize>) -> Vec<Vec<u8>> {
    places.iter_mut().for_each(|place| *place %= text.len() + 1);
    places.sort_unstable();
    places.push(text.len());
    let mut begin = 0;
    let chunks = places.into_iter().map(|end| text[std::mem::replace(&mut begin, end)..end].to_vec());
    chunks.collect()
}
