// #[endpoint(
//     DELETE "/books/<book>",
//     errors(book_lent = 409, LibraryErrors, crate::shared::Errors as Shared, Other = default)
// )]
// fn delete_book(book: u64);

/// `DELETE /books/<book>`
///
/// | error | when |
/// |---|---|
/// | [`BookLent`](DeleteBookError::BookLent) | `book_lent`: 409 Conflict |
/// | [`Other`](DeleteBookError::Other) | any other error |
/// | [`LibraryErrors`](DeleteBookError::LibraryErrors) | one of [`LibraryErrors`](LibraryErrors) |
/// | [`Shared`](DeleteBookError::Shared) | one of [`crate::shared::Errors`](crate::shared::Errors) |
#[allow(clippy::all, clippy::nursery, clippy::pedantic)]
fn delete_book(book: u64) -> DeleteBook {
    ::sigpost::__editor! {
        DELETE; errors;; book
    }
    DeleteBook { book }
}
/// A request to [`delete_book`](delete_book()): `DELETE /books/<book>`.
#[allow(dead_code)]
#[must_use = "a request does nothing until it is sent"]
struct DeleteBook {
    book: u64,
}
impl ::core::fmt::Debug for DeleteBook {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::sigpost::__private::fmt_request(self, f)
    }
}
impl ::core::cmp::PartialEq for DeleteBook {
    fn eq(&self, other: &Self) -> bool {
        ::sigpost::__private::same_request(self, other)
    }
}
impl ::sigpost::Endpoint for DeleteBook {
    type Output = ();
    type Error = DeleteBookError;
    const SPEC: &'static ::sigpost::spec::EndpointSpec = &::sigpost::spec::EndpointSpec::new(
            "delete_book",
            "DELETE",
            "/books/<book>",
        )
        .parameters(
            &[::sigpost::spec::ParameterSpec::new("book", ::sigpost::spec::Place::Path)],
        )
        .errors(<DeleteBookError as ::sigpost::ErrorSet>::ERRORS);
    const DECODER: ::sigpost::ResponseDecoder<Self::Output> = ::sigpost::ResponseDecoder::nothing();
    fn encode(&self, request: &mut ::sigpost::RequestEncoder<'_>) {
        request.path(&[&self.book]);
    }
}
/// The declared errors of [`delete_book`](delete_book()).
#[allow(dead_code)]
#[non_exhaustive]
enum DeleteBookError {
    /// `book_lent`: 409 Conflict
    BookLent(::sigpost::Declared),
    /// any other error
    Other(::sigpost::Declared),
    /// One of [`LibraryErrors`](LibraryErrors).
    LibraryErrors(LibraryErrors),
    /// One of [`crate::shared::Errors`](crate::shared::Errors).
    Shared(crate::shared::Errors),
}
impl ::core::fmt::Debug for DeleteBookError {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let (name, error): (_, &dyn ::core::fmt::Debug) = match self {
            Self::BookLent(error) => ("BookLent", error),
            Self::Other(error) => ("Other", error),
            Self::LibraryErrors(error) => {
                ("LibraryErrors", ::sigpost::__private::debug_of::<Self, 0, _>(error))
            }
            Self::Shared(error) => {
                ("Shared", ::sigpost::__private::debug_of::<Self, 1, _>(error))
            }
        };
        f.debug_tuple(name).field(error).finish()
    }
}
impl ::sigpost::__private::Nests<0, LibraryErrors> for DeleteBookError {
    type Set = LibraryErrors;
    const VARIANT: fn(LibraryErrors) -> Self = Self::LibraryErrors;
}
impl ::sigpost::__private::Nests<1, crate::shared::Errors> for DeleteBookError {
    type Set = crate::shared::Errors;
    const VARIANT: fn(crate::shared::Errors) -> Self = Self::Shared;
}
impl ::sigpost::ErrorSet for DeleteBookError {
    const ERRORS: &'static [::sigpost::spec::ErrorSpec] = {
        const SETS: &[&[::sigpost::spec::ErrorSpec]] = &[
            &[
                ::sigpost::spec::ErrorSpec::code("book_lent", 409),
                ::sigpost::spec::ErrorSpec::any(),
            ],
            ::sigpost::__private::errors_of::<DeleteBookError, 0, _>(),
            ::sigpost::__private::errors_of::<DeleteBookError, 1, _>(),
        ];
        &::sigpost::__private::joined_errors::<
            { ::sigpost::__private::count_errors(SETS) },
        >(SETS)
    };
    fn from_response(
        index: usize,
        response: ::sigpost::ErrorResponse,
    ) -> ::core::result::Result<Self, ::sigpost::ErrorResponse> {
        match index {
            0 => ::core::result::Result::Ok(Self::BookLent(response.without_detail())),
            1 => ::core::result::Result::Ok(Self::Other(response.without_detail())),
            _ => {
                ::sigpost::__private::NestedErrors::new(index - 2, response)
                    .or::<0, _>()
                    .or::<1, _>()
                    .read()
            }
        }
    }
    fn response(&self) -> &::sigpost::ErrorResponse {
        match self {
            Self::BookLent(error) => error.response(),
            Self::Other(error) => error.response(),
            Self::LibraryErrors(error) => {
                ::sigpost::__private::response_of::<Self, 0, _>(error)
            }
            Self::Shared(error) => ::sigpost::__private::response_of::<Self, 1, _>(error),
        }
    }
}
impl ::core::fmt::Display for DeleteBookError {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(::sigpost::ErrorSet::response(self), f)
    }
}
impl ::core::error::Error for DeleteBookError {}
