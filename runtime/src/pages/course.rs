//! The course through a list: which page comes next, by what the last one said, and when there is none. No I/O, and nothing
//! of an endpoint's types.

use std::collections::HashSet;

use http::{HeaderMap, HeaderValue};

use super::link;
use super::page::NextPage;
use super::spec::{PageKind, PagesSpec};
use super::target::{Template, Value};
use crate::request::{PageRefusal, RequestError, RequestFault};
use crate::spec::{EndpointSpec, ParameterSpec};

/// Where in a list we are.
pub(super) struct Course {
    spec: &'static EndpointSpec,
    pages: PagesSpec,
    /// The first request, or the last one to an address that the server named.
    template: Template,
    next: Next,
    /// The positions of all pages so far, to find the server going in circles.
    asked: HashSet<String>,
}

/// What comes next.
enum Next {
    At(Position),
    Refused(RequestError),
    End,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Position {
    /// What the first request says, whose parameter is left out.
    Beginning,
    Value(Value),
    Address(String),
}

impl Course {
    /// Begins where the request says.
    pub(super) fn new(spec: &'static EndpointSpec, template: Template) -> Result<Self, RequestError> {
        let refused = |refusal| refusal_of(spec, refusal);
        let pages = spec.pages.ok_or_else(|| refused(PageRefusal::Undeclared))?;
        let mut course = Self { spec, pages, template, next: Next::End, asked: HashSet::new() };
        let position = match (pages.kind, course.parameter()) {
            (PageKind::Link | PageKind::NextUrl, _) => Position::Beginning,
            (kind, Some(parameter)) => match (kind, course.template.value(parameter)) {
                (_, None) => Position::Beginning,
                (PageKind::Cursor, Some(cursor)) => Position::Value(Value::Text(cursor)),
                (_, Some(number)) => Position::Value(Value::Number(read_number(&number).map_err(refused)?)),
            },
            (_, None) => return Err(refused(PageRefusal::Undeclared)),
        };
        course.next = Next::At(position);
        Ok(course)
    }

    /// Goes on from a position that [`position`](Self::position) gave.
    pub(super) fn start_at(&mut self, position: &str) {
        let position = match self.pages.kind {
            PageKind::Link | PageKind::NextUrl => Ok(Position::Address(position.to_owned())),
            PageKind::Cursor => Ok(Position::Value(Value::Text(position.to_owned()))),
            PageKind::Number { .. } | PageKind::Offset => {
                read_number(position).map(|number| Position::Value(Value::Number(number)))
            }
        };
        self.next = match position {
            Ok(position) => Next::At(position),
            Err(refusal) => Next::Refused(self.refused(refusal)),
        };
    }

    /// What a position that leads to this request would be.
    fn name(&self, template: &Template) -> String {
        match self.pages.kind {
            PageKind::Link | PageKind::NextUrl => None,
            _ => self.position(),
        }
        .unwrap_or_else(|| template.head.uri.to_string())
    }

    /// Where the next page is. None if there is none, or it is the first and has no position of its own.
    pub(super) fn position(&self) -> Option<String> {
        match &self.next {
            Next::At(Position::Value(value)) => Some(value.text()),
            Next::At(Position::Address(address)) => Some(address.clone()),
            Next::At(Position::Beginning) => match self.pages.kind {
                PageKind::Number { first } => Some(first.to_string()),
                PageKind::Offset => Some("0".to_owned()),
                _ => None,
            },
            Next::Refused(_) | Next::End => None,
        }
    }

    /// The request of the next page. None if there is none.
    pub(super) fn request(&mut self) -> Option<Result<Template, RequestError>> {
        let position = match std::mem::replace(&mut self.next, Next::End) {
            Next::End => return None,
            Next::Refused(error) => return Some(Err(error)),
            Next::At(position) => position,
        };
        let template = match &position {
            Position::Beginning => Ok(self.template.clone()),
            Position::Value(value) => match self.parameter() {
                Some(parameter) => self.template.with_value(parameter, value),
                None => Err(PageRefusal::Undeclared),
            },
            Position::Address(address) => self.template.at(address),
        };
        Some(match template {
            Ok(template) => {
                // Until the answer comes, this page is the next one.
                self.next = Next::At(position);
                self.asked.insert(self.name(&template));
                Ok(template)
            }
            Err(refusal) => Err(self.refused(refusal)),
        })
    }

    /// Goes on to the page behind one with so many items that says this.
    pub(super) fn advance(&mut self, items: usize, said: &NextPage, headers: &HeaderMap) {
        let items = u64::try_from(items).unwrap_or(u64::MAX);
        self.next = match self.following(items, said, headers) {
            Ok(Some(position)) => Next::At(position),
            Ok(None) => Next::End,
            Err(refusal) => Next::Refused(self.refused(refusal)),
        };
    }

    fn following(
        &self,
        items: u64,
        said: &NextPage,
        headers: &HeaderMap,
    ) -> Result<Option<Position>, PageRefusal> {
        let given = match (self.pages.kind, self.pages.header) {
            (PageKind::Link, _) => link::next(headers),
            (_, Some(name)) => headers.get(name).map(text).transpose()?,
            (_, None) => said.at.clone(),
        };
        let given = given.filter(|given| !given.is_empty() && said.more != Some(false));
        let by_header = self.pages.header.is_some();
        match (self.pages.kind, given) {
            (PageKind::Link | PageKind::NextUrl, Some(address)) => self.address(&address).map(Some),
            (PageKind::Cursor, Some(cursor)) => {
                self.admit(&cursor)?;
                Ok(Some(Position::Value(Value::Text(cursor))))
            }
            (PageKind::Number { .. } | PageKind::Offset, Some(number)) => {
                let number = read_number(&number)?;
                self.admit(&number.to_string())?;
                Ok(Some(Position::Value(Value::Number(number))))
            }
            (PageKind::Number { first }, None) if !by_header => {
                let number = self.current(first);
                let pages = number.saturating_sub(first).saturating_add(1);
                let size = self.size(said);
                let by_totals = match (said.total_pages, said.total_items, size) {
                    (Some(total), _, _) => Some(pages < total),
                    (None, Some(total), Some(size)) => Some(pages.saturating_mul(size) < total),
                    _ => None,
                };
                let is_more = said.more.or(by_totals).unwrap_or_else(|| is_full(items, size));
                Ok(is_more.then(|| number.checked_add(1)).flatten().map(Value::Number).map(Position::Value))
            }
            (PageKind::Offset, None) if !by_header => {
                let Some(offset) = self.current(0).checked_add(items) else { return Ok(None) };
                let by_totals = said.total_items.map(|total| offset < total);
                let is_more = said.more.or(by_totals).unwrap_or_else(|| is_full(items, self.size(said)));
                match (is_more, items) {
                    // There is no place to go on from.
                    (true, 0) if said.more.is_some() => Err(PageRefusal::Missing),
                    (true, 1..) => Ok(Some(Position::Value(Value::Number(offset)))),
                    _ => Ok(None),
                }
            }
            (_, None) if said.more == Some(true) => Err(PageRefusal::Missing),
            (_, None) => Ok(None),
        }
    }

    /// An address that the server gave, made absolute.
    fn address(&self, address: &str) -> Result<Position, PageRefusal> {
        // Relative ones are so to the page that named them.
        let asked = match &self.next {
            Next::At(Position::Address(asked)) => self.template.at(asked)?,
            _ => self.template.clone(),
        };
        let address = asked.at(address)?.head.uri.to_string();
        self.admit(&address)?;
        Ok(Position::Address(address))
    }

    /// Refuses a position that the server gave if that page was asked for before.
    fn admit(&self, position: &str) -> Result<(), PageRefusal> {
        if self.asked.contains(position) { Err(PageRefusal::Repeated) } else { Ok(()) }
    }

    /// The number of the page that was just asked for.
    fn current(&self, first: u64) -> u64 {
        match self.next {
            Next::At(Position::Value(Value::Number(number))) => number,
            _ => first,
        }
    }

    /// How many items a full page has, as far as it is known.
    fn size(&self, said: &NextPage) -> Option<u64> {
        let asked = || {
            let name = self.pages.size?;
            let parameter = self.spec.parameters.iter().find(|parameter| parameter.name == name)?;
            self.template.value(parameter)?.parse().ok()
        };
        said.size.or_else(asked).filter(|size| *size > 0)
    }

    fn parameter(&self) -> Option<&'static ParameterSpec> {
        self.spec.parameters.iter().find(|parameter| parameter.name == self.pages.parameter)
    }

    fn refused(&self, refusal: PageRefusal) -> RequestError {
        refusal_of(self.spec, refusal)
    }
}

/// Whether a page has all the items that it can have. Where that is not known, only an empty page is the end.
fn is_full(items: u64, size: Option<u64>) -> bool {
    items >= size.unwrap_or(1)
}

fn text(field: &HeaderValue) -> Result<String, PageRefusal> {
    std::str::from_utf8(field.as_bytes()).map(str::to_owned).map_err(|_| PageRefusal::Unusable)
}

fn read_number(text: &str) -> Result<u64, PageRefusal> {
    text.trim().parse().map_err(|_| PageRefusal::Unusable)
}

pub(super) fn refusal_of(spec: &'static EndpointSpec, refusal: PageRefusal) -> RequestError {
    RequestError::new(RequestFault::Page { refusal }).in_endpoint(spec.name)
}
