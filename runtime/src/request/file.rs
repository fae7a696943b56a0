//! The content of a file as a body: opened at the first read, and read by tokio.

use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream as _;
use http_body::Frame;
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use super::body::BoxError;

/// How many bytes are read at once.
const CHUNK: usize = 64 * 1024;

pub(super) enum FileBody {
    Named(PathBuf),
    Opening(Pin<Box<dyn Future<Output = io::Result<File>> + Send>>),
    Open(ReaderStream<File>),
}

impl FileBody {
    pub(super) fn new(path: PathBuf) -> Self {
        Self::Named(path)
    }
}

impl http_body::Body for FileBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        // tokio panics without a runtime, and cannot be asked.
        if tokio::runtime::Handle::try_current().is_err() {
            return Poll::Ready(Some(
                Err("a file is read by a tokio runtime, and there is none here".into()),
            ));
        }
        let this = self.get_mut();
        loop {
            match this {
                Self::Named(path) => *this = Self::Opening(Box::pin(File::open(std::mem::take(path)))),
                Self::Opening(opening) => match ready!(opening.as_mut().poll(context)) {
                    Ok(file) => *this = Self::Open(ReaderStream::with_capacity(file, CHUNK)),
                    Err(error) => return Poll::Ready(Some(Err(error.into()))),
                },
                Self::Open(stream) => {
                    return Pin::new(stream).poll_next(context).map_ok(Frame::data).map_err(Into::into);
                }
            }
        }
    }
}
