// /// Removes a book.
// #[endpoint(DELETE "/books/<book>", errors = crate::shared::Errors)]
// fn delete_book(book: u64);

/// Removes a book.
///
/// `DELETE /books/<book>`
///
/// Its errors are those of [`crate::shared::Errors`](crate::shared::Errors).
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
    type Error = crate::shared::Errors;
    const SPEC: &'static ::sigpost::spec::EndpointSpec = &::sigpost::spec::EndpointSpec::new(
            "delete_book",
            "DELETE",
            "/books/<book>",
        )
        .parameters(
            &[::sigpost::spec::ParameterSpec::new("book", ::sigpost::spec::Place::Path)],
        )
        .errors(::sigpost::__private::errors_of_endpoint::<Self>())
        .docs("Removes a book.");
    const DECODER: ::sigpost::ResponseDecoder<Self::Output> = ::sigpost::ResponseDecoder::nothing();
    fn encode(&self, request: &mut ::sigpost::RequestEncoder<'_>) {
        request.path(&[&self.book]);
    }
}
