//! Errors that endpoints share: which of them an answer is, and their way into an application's own errors.

use std::error::Error as StdError;

use serde::Deserialize;
use sigpost::spec::{ErrorSpec, StatusPattern};
use sigpost::{Declared, Endpoint, Error, ErrorSet, Report, endpoint, endpoints};

#[derive(Debug, Deserialize)]
pub(crate) struct Hours {
    opens: u8,
}

#[derive(Debug, ErrorSet)]
pub(crate) enum GeneralErrors {
    #[error(unauthorized = 401)]
    Unauthorized(Declared),
    #[error(503)]
    Unavailable(Declared),
    #[error(4XX)]
    Refused(Declared),
    #[error(default)]
    Other(Declared),
}

#[derive(Debug, ErrorSet)]
pub(crate) enum LibraryErrors {
    #[error(nested)]
    General(GeneralErrors),
    #[error(library_not_found = 404)]
    NotFound(Declared),
    #[error("library.closed" = 409)]
    Closed(Declared<Hours>),
    #[error(429)]
    Busy(Declared<()>),
}

mod elsewhere {
    #[derive(Debug, sigpost::ErrorSet)]
    pub(crate) enum ShelfErrors {
        #[error(shelf_not_found = 404)]
        NotFound(sigpost::Declared),
        // Never reached from an endpoint that has it by itself.
        #[error(book_lent = 409)]
        Lent(sigpost::Declared),
    }
}

/// Removes a book.
#[endpoint(
    DELETE "/books/<book>",
    errors(LibraryErrors, book_lent = 409, elsewhere::ShelfErrors as Shelf, Gone = 410, Broken = 5XX),
)]
#[expect(dead_code, reason = "only its types are used")]
fn delete_book(book: u64);

/// Gives a book.
#[endpoint(GET "/books/<book>", errors(LibraryErrors))]
#[expect(dead_code, reason = "only its types are used")]
fn get_book(book: u64) -> String;

/// What becomes of an error answer.
fn decoded(status: u16, code: &str) -> Error<DeleteBookError> {
    let body = format!(r#"{{"error":{{"code":"{code}","description":"d","detail":{{"opens":9}}}}}}"#);
    let answer = http::Response::builder().status(status).body(body.into()).unwrap();
    DeleteBook::decode(answer).unwrap_err()
}

#[test]
fn codes_go_before_statuses_and_an_endpoints_own_errors_before_those_of_its_sets() {
    use DeleteBookError::{BookLent, Broken, Gone, LibraryErrors as Library, Shelf};
    use elsewhere::ShelfErrors;
    macro_rules! is {
        ($status:literal, $code:literal, $pattern:pat) => {
            let error = decoded($status, $code);
            assert!(matches!(error, Error::Declared($pattern)), "{error:?}");
            assert_eq!(error.status().unwrap(), $status);
        };
    }
    is!(409, "book_lent", BookLent(_));
    is!(404, "library_not_found", Library(LibraryErrors::NotFound(_)));
    is!(410, "library_not_found", Library(LibraryErrors::NotFound(_)));
    is!(404, "shelf_not_found", Shelf(ShelfErrors::NotFound(_)));
    is!(410, "unauthorized", Library(LibraryErrors::General(GeneralErrors::Unauthorized(_))));
    is!(410, "other", Gone(_));
    is!(429, "other", Library(LibraryErrors::Busy(_)));
    // Exact in a nested set, before the endpoint's own class.
    is!(503, "other", Library(LibraryErrors::General(GeneralErrors::Unavailable(_))));
    is!(500, "other", Broken(_));
    is!(418, "other", Library(LibraryErrors::General(GeneralErrors::Refused(_))));
    is!(302, "other", Library(LibraryErrors::General(GeneralErrors::Other(_))));
}

#[test]
fn an_error_of_a_set_is_shown_as_by_a_derive() {
    let shown = |status, code| match decoded(status, code) {
        Error::Declared(error) => format!("{error:?}"),
        other => panic!("{other:?}"),
    };
    assert!(shown(410, "other").starts_with("Gone("), "{}", shown(410, "other"));
    let nested = shown(404, "library_not_found");
    assert!(nested.starts_with("LibraryErrors(NotFound(") && nested.ends_with("))"), "{nested}");
}

#[test]
fn a_detail_in_a_set_is_typed() {
    match decoded(409, "library.closed") {
        Error::Declared(DeleteBookError::LibraryErrors(LibraryErrors::Closed(error))) => {
            assert_eq!(error.detail.opens, 9);
            assert_eq!(error.message(), Some("d"));
        }
        other => panic!("{other:?}"),
    }
    let answer = http::Response::builder()
        .status(409)
        .body(r#"{"code":"library.closed","opens":"late"}"#.into())
        .unwrap();
    let error = DeleteBook::decode(answer).unwrap_err();
    assert!(matches!(error, Error::Undeclared(_)));
    assert!(Report(&error).to_string().contains("its detail could not be read): "), "{}", Report(&error));
}

#[test]
fn the_table_of_an_endpoint_has_the_errors_of_its_sets() {
    let codes: Vec<_> = DeleteBook::SPEC.errors.iter().map(|error| error.code.unwrap_or("-")).collect();
    let own = ["book_lent", "-", "-"];
    let library = ["library_not_found", "library.closed", "-", "unauthorized", "-", "-", "-"];
    let shelf = ["shelf_not_found", "book_lent"];
    assert_eq!(codes, [&own[..], &library, &shelf].concat());
    assert_eq!(GetBook::SPEC.errors, LibraryErrors::ERRORS);
    assert_eq!(GeneralErrors::ERRORS[3], ErrorSpec::any());
    assert_eq!(GeneralErrors::ERRORS[3].status, StatusPattern::Any);
}

// The set is more private than the endpoints.
#[endpoints(errors(GeneralErrors))]
mod grouped {
    use sigpost::endpoint;

    use super::GeneralErrors;

    #[endpoint(GET "/shelves/<shelf>", errors(shelf_not_found = 404))]
    pub fn get_shelf(shelf: u64);

    #[endpoint(GET "/shelves")]
    pub fn list_shelves();
}

#[test]
fn a_group_gives_its_set_to_every_endpoint() {
    assert_eq!(grouped::GetShelf::SPEC.errors.len(), 5);
    assert_eq!(grouped::ListShelves::SPEC.errors, GeneralErrors::ERRORS);
    let answer = http::Response::builder().status(500).body(bytes::Bytes::new()).unwrap();
    assert!(matches!(
        grouped::ListShelves::decode(answer),
        Err(Error::Declared(grouped::ListShelvesError::GeneralErrors(GeneralErrors::Other(_))))
    ));
}

#[endpoints(errors = LibraryErrors)]
mod of_one_set {
    use sigpost::endpoint;

    use super::{GeneralErrors, LibraryErrors};

    #[endpoint(GET "/libraries/<library>")]
    #[expect(dead_code, reason = "only its types are used")]
    pub(super) fn get_library(library: u64) -> String;

    #[endpoint(PUT "/libraries/<library>", errors = GeneralErrors)]
    #[expect(dead_code, reason = "only its types are used")]
    pub(super) fn put_library(library: u64);

    #[endpoint(POST "/libraries", errors = LibraryErrors)]
    #[expect(dead_code, reason = "only its types are used")]
    pub(super) fn add_library();

    #[endpoint(DELETE "/libraries/<library>", errors(library_not_empty = 409))]
    #[expect(dead_code, reason = "only its types are used")]
    pub(super) fn delete_library(library: u64);

    #[endpoint(GET "/libraries", error = ListError)]
    #[expect(dead_code, reason = "only its types are used")]
    pub(super) fn list_libraries() -> String;
}

#[test]
fn a_set_as_it_is_has_no_enum_around_it() {
    assert_eq!(of_one_set::GetLibrary::SPEC.errors, LibraryErrors::ERRORS);
    let closed = answered::<of_one_set::GetLibrary>(409, r#"{"code": "library.closed", "opens": 9}"#);
    assert!(matches!(closed, Err(Error::Declared(LibraryErrors::Closed(error))) if error.detail.opens == 9));
    // Said once more by an endpoint, it is the same.
    let closed = answered::<of_one_set::AddLibrary>(409, r#"{"code": "library.closed", "opens": 9}"#);
    assert!(matches!(closed, Err(Error::Declared(LibraryErrors::Closed(error))) if error.detail.opens == 9));
}

#[test]
fn a_set_beside_other_errors_or_under_a_name_is_one_of_them() {
    use of_one_set::{DeleteLibraryError, ListError, PutLibraryError};

    let own = answered::<of_one_set::DeleteLibrary>(409, r#"{"code": "library_not_empty"}"#);
    assert!(matches!(own, Err(Error::Declared(DeleteLibraryError::LibraryNotEmpty(_)))));
    let shared = answered::<of_one_set::DeleteLibrary>(404, r#"{"code": "library_not_found"}"#);
    assert!(matches!(
        shared,
        Err(Error::Declared(DeleteLibraryError::LibraryErrors(LibraryErrors::NotFound(_))))
    ));
    let own_set = answered::<of_one_set::PutLibrary>(500, "");
    assert!(matches!(own_set, Err(Error::Declared(PutLibraryError::GeneralErrors(GeneralErrors::Other(_))))));
    let of_group = answered::<of_one_set::PutLibrary>(404, r#"{"code": "library_not_found"}"#);
    assert!(matches!(
        of_group,
        Err(Error::Declared(PutLibraryError::LibraryErrors(LibraryErrors::NotFound(_))))
    ));
    let named = answered::<of_one_set::ListLibraries>(429, "");
    assert!(matches!(named, Err(Error::Declared(ListError::LibraryErrors(LibraryErrors::Busy(_))))));
}

/// A function over whatever set, as an application writes it.
fn described<E: ErrorSet>(error: &Error<E>) -> String {
    format!("{} {}", error.status().unwrap(), error.code().unwrap_or("-"))
}

#[test]
fn generic_code_sees_through_sets() {
    assert_eq!(described(&decoded(409, "library.closed")), "409 Conflict library.closed");
    let error = decoded(401, "unauthorized");
    assert_eq!(error.to_string(), "delete_book: 401 Unauthorized, unauthorized: d");
}

#[derive(Debug, thiserror::Error)]
enum ApplicationError {
    #[error("the book could not be removed")]
    Removal(#[from] Error<DeleteBookError>),
    #[error(transparent)]
    Reading(#[from] Error<GetBookError>),
}

fn answered<E: Endpoint>(status: u16, body: &'static str) -> Result<E::Output, Error<E::Error>> {
    E::decode(http::Response::builder().status(status).body(body.into()).unwrap())
}

const CLOSED: &str = r#"{"code":"library.closed","message":"come back","opens":9}"#;

#[test]
fn errors_go_into_an_enum_of_thiserror() {
    fn remove() -> Result<(), ApplicationError> {
        answered::<DeleteBook>(409, CLOSED)?;
        Ok(())
    }
    fn read() -> Result<String, ApplicationError> {
        Ok(answered::<GetBook>(409, CLOSED)?)
    }
    let error = remove().unwrap_err();
    assert_eq!(
        Report(&error).to_string(),
        "the book could not be removed: delete_book: 409 Conflict, library.closed: come back"
    );
    let ApplicationError::Removal(Error::Declared(DeleteBookError::LibraryErrors(LibraryErrors::Closed(
        closed,
    )))) = error
    else {
        panic!("another error");
    };
    assert_eq!(closed.detail.opens, 9);
    assert_eq!(read().unwrap_err().to_string(), "get_book: 409 Conflict, library.closed: come back");
}

#[test]
fn errors_go_into_anyhow_and_into_boxes() {
    use anyhow::Context as _;

    fn with_anyhow() -> anyhow::Result<String> {
        let book = answered::<GetBook>(200, "7").context("reading a book")?;
        Ok(book)
    }
    fn boxed() -> Result<(), Box<dyn StdError + Send + Sync>> {
        Ok(answered::<DeleteBook>(409, CLOSED)?)
    }
    let error = with_anyhow().unwrap_err();
    assert!(matches!(error.downcast_ref(), Some(Error::<GetBookError>::Malformed(_))));
    let line = "reading a book: get_book: 200 OK, but the body could not be read: \
                invalid type: integer `7`, expected a string at line 1 column 1";
    assert_eq!(format!("{error:#}"), line);
    assert_eq!(Report(&*error).to_string(), line);
    assert!(boxed().unwrap_err().downcast_ref::<Error<DeleteBookError>>().is_some());
}

#[test]
fn a_set_may_be_called_set() {
    let busy = || http::Response::builder().status(429).body(r#"{"code": "busy"}"#.into()).unwrap();
    let error = called_set::ListItems::decode(busy()).unwrap_err();
    assert!(matches!(error, Error::Declared(called_set::ListItemsError::Set(_))), "{error:?}");
    let error = called_set::ListSets::decode(busy()).unwrap_err();
    assert!(matches!(error, Error::Declared(called_set::ListSetsError::Other(_))), "{error:?}");
    assert_eq!(
        [crate::sent(&called_set::list_items()), crate::sent(&called_set::list_sets())],
        ["GET /items", "GET /sets"]
    );
}

/// A variant that is called as the type is that an expansion associates with it.
mod called_set {
    #[derive(Debug, sigpost::ErrorSet)]
    pub(super) enum Set {
        #[error(busy = 429)]
        Busy(sigpost::Declared),
    }

    #[sigpost::endpoint(GET "/items", errors(Set))]
    pub(super) fn list_items();
    #[sigpost::endpoint(GET "/sets", errors(set = 409, Set as Other))]
    pub(super) fn list_sets();
}

/// A set that is called as a status is: by its path it is one all the same.
mod called_as_a_status {
    #[derive(Debug, sigpost::ErrorSet)]
    pub(super) enum Conflict {
        #[error(title_taken = 409)]
        TitleTaken(sigpost::Declared),
    }

    #[sigpost::endpoint(POST "/books", errors(self::Conflict, Gone = 410))]
    pub(super) fn add_book();
}

#[test]
fn a_set_is_named_by_its_path() {
    use called_as_a_status::{AddBook, AddBookError, Conflict, add_book};
    assert_eq!(crate::sent(&add_book()), "POST /books");
    let body = r#"{"error":{"code":"title_taken","description":"d"}}"#;
    let answer = http::Response::builder().status(409).body(body.into()).unwrap();
    let error = AddBook::decode(answer).unwrap_err();
    assert!(matches!(error, Error::Declared(AddBookError::Conflict(Conflict::TitleTaken(_)))), "{error:?}");
}
