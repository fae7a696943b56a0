//! Sets of errors in others: their tables joined into one when they are compiled, and the way of an index into the set
//! that it is of. What expansions call; nothing here is public.

use std::fmt;

use super::{ErrorResponse, ErrorSet};
use crate::spec::ErrorSpec;

/// A set of errors that has another in one of its variants, the `N`th of such. What the set in it must be is said of `Set`
/// alone, so that a type that is none is one compile error. `S` is that type again: an implementation is as private as
/// what it names, and so may have a private `Set`.
pub trait Nests<const N: usize, S>: Sized {
    /// The set in the variant.
    type Set: NestedSet;

    /// The variant.
    const VARIANT: fn(Self::Set) -> Self;
}

/// What is asked of a nested set: that it is an [`ErrorSet`], and no more. Asked for that itself, a set that is no `Debug`
/// would be blamed once more wherever it is nested.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no set of errors",
    label = "this stands among the errors of an endpoint",
    note = "`#[derive(sigpost::ErrorSet)]` makes an enum one; a single error is written `code = status` or `Name = status`"
)]
pub trait NestedSet: Sized {
    /// As in [`ErrorSet`].
    const ERRORS: &'static [ErrorSpec];

    /// As in [`ErrorSet`].
    ///
    /// # Errors
    /// As there.
    fn read(index: usize, response: ErrorResponse) -> Result<Self, ErrorResponse>;

    /// As in [`ErrorSet`].
    fn answer(&self) -> &ErrorResponse;

    /// The set, to be shown.
    fn shown(&self) -> &dyn fmt::Debug;
}

#[diagnostic::do_not_recommend]
impl<E: ErrorSet> NestedSet for E {
    const ERRORS: &'static [ErrorSpec] = E::ERRORS;

    fn read(index: usize, response: ErrorResponse) -> Result<Self, ErrorResponse> {
        E::from_response(index, response)
    }

    fn answer(&self) -> &ErrorResponse {
        self.response()
    }

    fn shown(&self) -> &dyn fmt::Debug {
        self
    }
}

/// The entries of the `N`th nested set.
pub const fn errors_of<E: Nests<N, S>, const N: usize, S>() -> &'static [ErrorSpec] {
    E::Set::ERRORS
}

/// The answer that an error of the `N`th nested set was read from.
pub fn response_of<E: Nests<N, S>, const N: usize, S>(error: &E::Set) -> &ErrorResponse {
    error.answer()
}

/// The error of the `N`th nested set, to be shown.
pub fn debug_of<E: Nests<N, S>, const N: usize, S>(error: &E::Set) -> &dyn fmt::Debug {
    error.shown()
}

/// How many entries these sets have together.
pub const fn count_errors(sets: &[&[ErrorSpec]]) -> usize {
    let (mut count, mut index) = (0, 0);
    while index < sets.len() {
        count += sets[index].len();
        index += 1;
    }
    count
}

/// The entries of all sets, one set behind the other. `N` is how many they are.
pub const fn joined_errors<const N: usize>(sets: &[&[ErrorSpec]]) -> [ErrorSpec; N] {
    let mut joined = [ErrorSpec::any(); N];
    let (mut filled, mut set) = (0, 0);
    while set < sets.len() {
        let mut index = 0;
        while index < sets[set].len() {
            joined[filled] = sets[set][index];
            filled += 1;
            index += 1;
        }
        set += 1;
    }
    joined
}

/// Finds the nested set that an index is of, and reads the error of that set.
#[derive(Debug)]
pub struct NestedErrors<E>(State<E>);

#[derive(Debug)]
enum State<E> {
    /// The index as the sets to come count, the next of them from 0.
    Searching(usize, ErrorResponse),
    Found(Result<E, ErrorResponse>),
}

impl<E> NestedErrors<E> {
    /// Begins with an index behind the entries of the outer set itself.
    pub fn new(index: usize, response: ErrorResponse) -> Self {
        Self(State::Searching(index, response))
    }

    /// The `N`th nested set.
    #[must_use]
    pub fn or<const N: usize, S>(self) -> Self
    where
        E: Nests<N, S>,
    {
        Self(match self.0 {
            State::Searching(index, response) => match index.checked_sub(E::Set::ERRORS.len()) {
                Some(later) => State::Searching(later, response),
                None => State::Found(E::Set::read(index, response).map(E::VARIANT)),
            },
            found => found,
        })
    }

    /// The error; the answer where there is no such index, or the detail cannot be read.
    ///
    /// # Errors
    /// The answer.
    pub fn read(self) -> Result<E, ErrorResponse> {
        match self.0 {
            State::Searching(_, response) => Err(response),
            State::Found(read) => read,
        }
    }
}
