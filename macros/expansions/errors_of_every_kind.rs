// #[endpoint(
//     DELETE "/books/<book>",
//     errors(
//         book_not_found = 404,
//         book_lent = 409 => Lending<Person, Vec<Day>>,
//         "book.is-old" = 410,
//         "2old" as TooOld = 410,
//         quota = 4XX,
//         Forbidden = 403,
//         Server = 5XX,
//     ),
//     request = Removal,
//     error = RemovalError,
// )]
// fn delete_book(book: u64);

/// `DELETE /books/<book>`
///
/// | error | when |
/// |---|---|
/// | [`BookNotFound`](RemovalError::BookNotFound) | `book_not_found`: 404 Not Found |
/// | [`BookLent`](RemovalError::BookLent) | `book_lent`: 409 Conflict |
/// | [`BookIsOld`](RemovalError::BookIsOld) | `book.is-old`: 410 Gone |
/// | [`TooOld`](RemovalError::TooOld) | `2old`: 410 Gone |
/// | [`Quota`](RemovalError::Quota) | `quota`: 4XX |
/// | [`Forbidden`](RemovalError::Forbidden) | 403 Forbidden |
/// | [`Server`](RemovalError::Server) | 5XX |
#[allow(clippy::all, clippy::nursery, clippy::pedantic)]
fn delete_book(book: u64) -> Removal {
    ::sigpost::__editor! {
        DELETE; errors request error;; book
    }
    Removal { book }
}
/// A request to [`delete_book`](delete_book()): `DELETE /books/<book>`.
#[allow(dead_code)]
#[must_use = "a request does nothing until it is sent"]
struct Removal {
    book: u64,
}
impl ::core::fmt::Debug for Removal {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::sigpost::__private::fmt_request(self, f)
    }
}
impl ::core::cmp::PartialEq for Removal {
    fn eq(&self, other: &Self) -> bool {
        ::sigpost::__private::same_request(self, other)
    }
}
impl ::sigpost::Endpoint for Removal {
    type Output = ();
    type Error = RemovalError;
    const SPEC: &'static ::sigpost::spec::EndpointSpec = &::sigpost::spec::EndpointSpec::new(
            "delete_book",
            "DELETE",
            "/books/<book>",
        )
        .parameters(
            &[::sigpost::spec::ParameterSpec::new("book", ::sigpost::spec::Place::Path)],
        )
        .errors(<RemovalError as ::sigpost::ErrorSet>::ERRORS);
    const DECODER: ::sigpost::ResponseDecoder<Self::Output> = ::sigpost::ResponseDecoder::nothing();
    fn encode(&self, request: &mut ::sigpost::RequestEncoder<'_>) {
        request.path(&[&self.book]);
    }
}
/// The declared errors of [`delete_book`](delete_book()).
#[allow(dead_code)]
#[derive(::core::fmt::Debug)]
#[non_exhaustive]
enum RemovalError {
    /// `book_not_found`: 404 Not Found
    BookNotFound(::sigpost::Declared),
    /// `book_lent`: 409 Conflict
    BookLent(::sigpost::Declared<Lending<Person, Vec<Day>>>),
    /// `book.is-old`: 410 Gone
    BookIsOld(::sigpost::Declared),
    /// `2old`: 410 Gone
    TooOld(::sigpost::Declared),
    /// `quota`: 4XX
    Quota(::sigpost::Declared),
    /// 403 Forbidden
    Forbidden(::sigpost::Declared),
    /// 5XX
    Server(::sigpost::Declared),
}
impl ::sigpost::ErrorSet for RemovalError {
    const ERRORS: &'static [::sigpost::spec::ErrorSpec] = &[
        ::sigpost::spec::ErrorSpec::code("book_not_found", 404),
        ::sigpost::spec::ErrorSpec::code("book_lent", 409),
        ::sigpost::spec::ErrorSpec::code("book.is-old", 410),
        ::sigpost::spec::ErrorSpec::code("2old", 410),
        ::sigpost::spec::ErrorSpec::code_in_class("quota", 4),
        ::sigpost::spec::ErrorSpec::status(403),
        ::sigpost::spec::ErrorSpec::class(5),
    ];
    fn from_response(
        index: usize,
        response: ::sigpost::ErrorResponse,
    ) -> ::core::result::Result<Self, ::sigpost::ErrorResponse> {
        match index {
            0 => {
                ::core::result::Result::Ok(Self::BookNotFound(response.without_detail()))
            }
            1 => response.with_detail().map(Self::BookLent),
            2 => ::core::result::Result::Ok(Self::BookIsOld(response.without_detail())),
            3 => ::core::result::Result::Ok(Self::TooOld(response.without_detail())),
            4 => ::core::result::Result::Ok(Self::Quota(response.without_detail())),
            5 => ::core::result::Result::Ok(Self::Forbidden(response.without_detail())),
            6 => ::core::result::Result::Ok(Self::Server(response.without_detail())),
            _ => ::core::result::Result::Err(response),
        }
    }
    fn response(&self) -> &::sigpost::ErrorResponse {
        match self {
            Self::BookNotFound(error) => error.response(),
            Self::BookLent(error) => error.response(),
            Self::BookIsOld(error) => error.response(),
            Self::TooOld(error) => error.response(),
            Self::Quota(error) => error.response(),
            Self::Forbidden(error) => error.response(),
            Self::Server(error) => error.response(),
        }
    }
}
impl ::core::fmt::Display for RemovalError {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(::sigpost::ErrorSet::response(self), f)
    }
}
impl ::core::error::Error for RemovalError {}
