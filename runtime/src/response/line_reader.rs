//! Cuts a body into lines as it arrives. What a line means is the business of `lines` and `events`.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Buf, Bytes};
use futures_core::Stream;

use crate::byte_stream::ByteStream;
use crate::error::StreamError;

/// How long a line or event may be where nothing else is said, in bytes.
pub(super) const LIMIT: usize = 16 * 1024 * 1024;

/// How many chunks are read before other tasks may run.
const CHUNKS_AT_ONCE: usize = 64;

/// Where lines end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LineEnds {
    /// At LF, or CRLF.
    Lf,
    /// At LF, CRLF, or CR, as in `text/event-stream`.
    Any,
}

pub(super) enum Line {
    /// Without its end.
    Whole(Bytes),
    TooLong,
}

pub(super) struct LineReader {
    stream: ByteStream,
    ends: LineEnds,
    pub(super) limit: usize,
    /// What has come and is not cut yet.
    chunk: Bytes,
    /// The beginning of a line, of earlier chunks.
    begun: Vec<u8>,
    /// Whether the line that has begun is too long; what comes of it is thrown away.
    too_long: bool,
    /// Whether an LF that comes now belongs to the CR before it.
    after_cr: bool,
    /// Whether no line was read yet, so that a byte order mark may come.
    first: bool,
    ended: bool,
    /// How many chunks came since the last wait.
    at_once: usize,
}

impl LineReader {
    pub(super) fn new(stream: ByteStream, ends: LineEnds) -> Self {
        Self {
            stream,
            ends,
            limit: LIMIT,
            chunk: Bytes::new(),
            begun: Vec::new(),
            too_long: false,
            after_cr: false,
            first: true,
            ended: false,
            at_once: 0,
        }
    }

    /// The next line; the last may have no end. After an error there is none.
    pub(super) fn poll_line(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Line, StreamError>>> {
        loop {
            if let Some(line) = self.cut() {
                return Poll::Ready(Some(Ok(line)));
            }
            if self.ended {
                return Poll::Ready(self.last().map(Ok));
            }
            if self.at_once == CHUNKS_AT_ONCE {
                self.at_once = 0;
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            let Poll::Ready(chunk) = Pin::new(&mut self.stream).poll_next(context) else {
                self.at_once = 0;
                return Poll::Pending;
            };
            self.at_once += 1;
            match chunk {
                Some(Ok(chunk)) => self.chunk = chunk,
                Some(Err(error)) => {
                    self.end();
                    return Poll::Ready(Some(Err(error)));
                }
                None => self.ended = true,
            }
        }
    }

    /// Reads no more.
    pub(super) fn end(&mut self) {
        self.ended = true;
        self.stream = Bytes::new().into();
        self.chunk = Bytes::new();
        self.begun = Vec::new();
        self.too_long = false;
    }

    /// Cuts a line from the chunk; without an end of a line in it, all of it is kept.
    fn cut(&mut self) -> Option<Line> {
        if self.chunk.is_empty() {
            return None;
        }
        if std::mem::take(&mut self.after_cr) && self.chunk[0] == b'\n' {
            self.chunk.advance(1);
        }
        let any = self.ends == LineEnds::Any;
        let end = self.chunk.iter().position(|byte| *byte == b'\n' || (any && *byte == b'\r'));
        let Some(end) = end else {
            let rest = std::mem::take(&mut self.chunk);
            self.keep(&rest);
            return None;
        };
        let part = self.chunk.split_to(end);
        self.after_cr = self.chunk[0] == b'\r';
        self.chunk.advance(1);
        if self.begun.is_empty() && !self.too_long && part.len() <= self.limit {
            return Some(self.finish(part));
        }
        self.keep(&part);
        self.last().or_else(|| Some(self.finish(Bytes::new())))
    }

    fn keep(&mut self, part: &[u8]) {
        self.too_long |= part.len() > self.limit.saturating_sub(self.begun.len());
        if self.too_long {
            self.begun = Vec::new();
        } else {
            self.begun.extend_from_slice(part);
        }
    }

    /// What has been kept, if there is anything.
    fn last(&mut self) -> Option<Line> {
        if std::mem::take(&mut self.too_long) {
            self.first = false;
            return Some(Line::TooLong);
        }
        let begun = std::mem::take(&mut self.begun);
        (!begun.is_empty()).then(|| self.finish(begun.into()))
    }

    fn finish(&mut self, mut line: Bytes) -> Line {
        if std::mem::take(&mut self.first) && line.starts_with(b"\xef\xbb\xbf") {
            line.advance(3);
        }
        if self.ends == LineEnds::Lf && line.ends_with(b"\r") {
            line.truncate(line.len() - 1);
        }
        Line::Whole(line)
    }
}
