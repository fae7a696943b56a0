//! The streams of pages and of their items, and the iterators of both. At most one call is under way, and it is begun when
//! the page is wanted.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::course::{Course, refusal_of};
use super::page::Page;
use super::target::Template;
use crate::call::{Call, Exchange, Started};
use crate::error::{Error, ErrorSet};
use crate::request::{Body, PageRefusal, RequestError, idempotency};
use crate::response::{ResponseDecoder, read_with_head};

/// The pages of a list, as a [`Stream`]. See [`Call::pages`].
///
/// A page is asked for when the stream is polled for it. After an error the stream is at its end, and
/// [`position`](Self::position) says which page failed.
#[must_use = "no page is asked for until it is polled"]
pub struct Pages<T, E> {
    walk: Walk,
    decoder: ResponseDecoder<T>,
    errors: std::marker::PhantomData<fn() -> E>,
}

/// What of the way does not depend on the types of the endpoint.
struct Walk {
    /// Makes the calls; its own request is in the course.
    exchange: Box<Exchange>,
    course: Result<Course, Option<RequestError>>,
    under_way: Option<Started>,
    /// The header field of an idempotency key that was given, and is for the first page alone.
    own_key: Option<&'static str>,
    has_begun: bool,
    is_over: bool,
    /// How many pages may still be asked for.
    left: usize,
}

impl<T: Page, E: ErrorSet> Pages<T, E> {
    pub(crate) fn new(call: Call<T, E>) -> Self {
        let (exchange, decoder) = call.into_parts();
        Self { walk: Walk::new(exchange), decoder, errors: std::marker::PhantomData }
    }

    /// The next page; `None` behind the last one.
    pub async fn next(&mut self) -> Option<Result<T, Error<E>>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error<E>>>> {
        let Some(started) = self.walk.start() else { return Poll::Ready(None) };
        let outcome = ready!(started.as_mut().poll(context));
        self.walk.under_way = None;
        Poll::Ready(Some(match read_with_head(outcome, &self.decoder) {
            Ok(answer) => {
                let (head, page) = answer.into_parts();
                if let Ok(course) = &mut self.walk.course {
                    course.advance(page.item_count(), &page.next(), &head.headers);
                }
                Ok(page)
            }
            Err(error) => {
                self.walk.is_over = true;
                Err(error)
            }
        }))
    }

    /// Asks for so many pages at most, and then is at its end. [`position`](Self::position) says where to go on.
    pub fn limit_pages(mut self, pages: usize) -> Self {
        self.walk.left = pages;
        self
    }

    /// Begins at a position that [`position`](Self::position) gave: what is asked for otherwise stays the same.
    pub fn start_at(mut self, position: impl AsRef<str>) -> Self {
        if let Ok(course) = &mut self.walk.course {
            course.start_at(position.as_ref());
        }
        self
    }

    /// Where the next page is, to go on from later: a page number, an offset, a cursor, or an address, as text.
    ///
    /// `None` if there is no next page, or if it is the first one of a list with cursors or addresses. After an error it
    /// is that of the page that failed.
    pub fn position(&self) -> Option<String> {
        self.walk.course.as_ref().ok().and_then(Course::position)
    }

    /// The pages as an iterator, which waits for each, for a thread without an async runtime.
    #[cfg(feature = "blocking")]
    pub fn blocking(self) -> crate::Blocking<Self> {
        crate::Blocking::new(self)
    }
}

impl<T: Page, E: ErrorSet> Stream for Pages<T, E> {
    type Item = Result<T, Error<E>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<T, E> fmt::Debug for Pages<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // No position: an address may carry a secret.
        f.debug_struct("Pages").field("endpoint", &self.walk.exchange.spec.name).finish_non_exhaustive()
    }
}

impl Walk {
    fn new(mut exchange: Box<Exchange>) -> Self {
        let spec = exchange.spec;
        let mut own_key = None;
        let course = exchange.take_template().and_then(|request| {
            let (head, body) = request.into_parts();
            let field = spec.idempotency_key.unwrap_or(idempotency::USUAL_FIELD);
            own_key = head.headers.contains_key(field).then_some(field);
            match body.as_bytes().cloned() {
                Some(body) => Course::new(spec, Template { head, body }),
                None => Err(refusal_of(spec, PageRefusal::Streamed)),
            }
        });
        Self {
            exchange,
            course: course.map_err(Some),
            under_way: None,
            own_key,
            has_begun: false,
            is_over: false,
            left: usize::MAX,
        }
    }

    /// The call under way, or that of the next page. None if there is no next page.
    fn start(&mut self) -> Option<&mut Started> {
        if self.is_over {
            return None;
        }
        if self.under_way.is_none() {
            if self.left == 0 {
                return None;
            }
            let request = match &mut self.course {
                Ok(course) => course.request()?,
                Err(error) => Err(error.take()?),
            };
            self.left -= 1;
            let mut request =
                request.map(|Template { head, body }| http::Request::from_parts(head, Body::from(body)));
            if std::mem::replace(&mut self.has_begun, true)
                && let Some(field) = self.own_key
            {
                request = request.and_then(|request| with_new_key(request, field, self.exchange.spec.name));
            }
            self.under_way = Some(self.exchange.repeat(request).start());
        }
        self.under_way.as_mut()
    }
}

/// Another page is another request: with the key of the one before, a server would take it for that, or refuse it.
fn with_new_key(
    mut request: http::Request<Body>,
    field: &'static str,
    endpoint: &'static str,
) -> Result<http::Request<Body>, RequestError> {
    let (name, value) = idempotency::new_key(field).map_err(|error| error.in_endpoint(endpoint))?;
    request.headers_mut().insert(name, value);
    Ok(request)
}

/// The items of a list that comes in pages, as a [`Stream`]. See [`Call::items`].
///
/// A page is asked for when all items of the one before it have been taken. After an error the stream is at its end.
#[must_use = "no page is asked for until it is polled"]
pub struct Items<T: Page, E> {
    pages: Pages<T, E>,
    at_hand: std::vec::IntoIter<T::Item>,
}

impl<T: Page, E: ErrorSet> Items<T, E> {
    pub(super) fn new(pages: Pages<T, E>) -> Self {
        Self { pages, at_hand: Vec::new().into_iter() }
    }

    /// The next item; `None` behind the last one.
    pub async fn next(&mut self) -> Option<Result<T::Item, Error<E>>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T::Item, Error<E>>>> {
        loop {
            if let Some(item) = self.at_hand.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(context)) {
                Some(Ok(page)) => self.at_hand = page.into_items().into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    /// As [`Pages::limit_pages`].
    pub fn limit_pages(mut self, pages: usize) -> Self {
        self.pages = self.pages.limit_pages(pages);
        self
    }

    /// As [`Pages::start_at`].
    pub fn start_at(mut self, position: impl AsRef<str>) -> Self {
        self.pages = self.pages.start_at(position);
        self
    }

    /// The items as an iterator, which waits for each page, for a thread without an async runtime.
    #[cfg(feature = "blocking")]
    pub fn blocking(self) -> crate::Blocking<Self> {
        crate::Blocking::new(self)
    }
}

/// Items are moved out of a page, never pinned.
impl<T: Page, E> Unpin for Items<T, E> {}

impl<T: Page, E: ErrorSet> Stream for Items<T, E> {
    type Item = Result<T::Item, Error<E>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.at_hand.len(), None)
    }
}

impl<T: Page, E> fmt::Debug for Items<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).field("at_hand", &self.at_hand.len()).finish()
    }
}
