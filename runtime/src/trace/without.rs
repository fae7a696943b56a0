//! The same without the feature: nothing.

use std::pin::Pin;
use std::time::Duration;

use http::Request;

use crate::request::Body;
use crate::response::{Failure, Outcome, Success};
use crate::spec::EndpointSpec;

pub(crate) struct CallTrace;

impl CallTrace {
    pub(crate) fn none() -> Self {
        Self
    }

    pub(crate) fn begin(_: &'static EndpointSpec) -> Self {
        Self
    }

    pub(crate) fn attempt(
        &self,
        _: &'static EndpointSpec,
        _: &Request<Body>,
        _: u32,
        _: bool,
    ) -> AttemptTrace {
        AttemptTrace
    }

    pub(crate) fn retry(&self, _: Duration, _: &Failure) {}

    pub(crate) fn malformed(&self) {}

    pub(crate) fn succeed(self, _: &mut Success, _: u32) {}

    pub(crate) fn fail(&self, _: &Failure, _: u32) {}
}

pub(crate) struct AttemptTrace;

impl AttemptTrace {
    pub(crate) fn follow<F: Future>(&self, attempt: Pin<&mut F>) -> impl Future<Output = F::Output> {
        attempt
    }

    pub(crate) fn propagate(&self, _: &mut Request<Body>) {}

    pub(crate) fn end(&self, _: &Outcome) {}
}
