//! The thirty endpoints of the City Library, request by request, and what its client makes of answers.

use sigpost::transport::MemoryTransport;
use sigpost::{Bound, Client, Endpoint, Error, http};
use sigpost_examples::city_library::books::{BookLookup, Format, GetBookError, NewBook};
use sigpost_examples::city_library::files::Cover;
use sigpost_examples::city_library::loans::{LoanState, RenewError};
use sigpost_examples::city_library::members::{Address, MemberLookup};
use sigpost_examples::city_library::search::Filter;
use sigpost_examples::city_library::webhooks::Topic;
use sigpost_examples::city_library::{BookErrors, CityLibrary, CommonErrors, Part};

const BASE: &str = "https://h.example/v2";

/// A library that answers every request so.
fn answering(status: u16, body: &'static str) -> CityLibrary {
    let transport = MemoryTransport::new(move |_| {
        http::Response::builder().status(status).body(body.into()).expect("a plain response")
    });
    CityLibrary::build(Client::builder(BASE).bearer_token("secret").transport(transport)).expect("a client")
}

/// The request in one line: method, address without the base, and the body if it is text.
fn sent<E: Bound>(endpoint: E) -> String {
    let request = endpoint.call().to_request().expect("a request");
    let uri = request.uri().to_string();
    let body = request.body().as_bytes().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let body = body.filter(|body| !body.is_empty()).map(|body| format!(" {body}")).unwrap_or_default();
    format!("{} {}{body}", request.method(), uri.strip_prefix(BASE).unwrap_or(&uri))
}

#[test]
fn books() {
    let library = answering(200, "");
    let dune = || BookLookup::Isbn("9780441172719".into());
    assert_eq!(
        sent(
            library
                .list_books()
                .page_size(50)
                .author(vec!["Le Guin".into(), "Lem".into()])
                .format(Format::Audio)
        ),
        "GET /books?pageSize=50&author=Le%20Guin&author=Lem&format=audio"
    );
    assert_eq!(sent(library.get_book(BookLookup::Id(7))), "GET /books/7");
    assert_eq!(sent(library.get_book(dune())), "GET /books/_?book%5Bisbn%5D=9780441172719");
    assert_eq!(sent(library.add_book(NewBook::new("Dune"))), r#"POST /books {"title":"Dune","authors":[]}"#);
    assert_eq!(
        sent(library.update_book(BookLookup::Id(7)).title("Dune").isbn(None).if_match("\"v1\"")),
        r#"PATCH /books/7 {"title":"Dune","isbn":null}"#
    );
    assert_eq!(sent(library.remove_book(BookLookup::Id(7))), "DELETE /books/7");
    assert_eq!(sent(library.list_copies(BookLookup::Id(7))), "GET /books/7/copies");
    assert_eq!(
        sent(library.put_copy(BookLookup::Id(7), "A 1", "SF")),
        r#"PUT /books/7/copies/A%201 {"shelf":"SF"}"#
    );
}

#[test]
fn loans() {
    let library = answering(200, "");
    let states = vec![LoanState::Open, LoanState::Overdue];
    let due = jiff::civil::date(2026, 5, 1);
    assert_eq!(
        sent(library.list_loans(MemberLookup::Id(3)).state(states).due_before(due)),
        "GET /members/3/loans?state=open,overdue&dueBefore=2026-05-01"
    );
    assert_eq!(sent(library.get_loan(9)), "GET /loans/9");
    assert_eq!(
        sent(library.lend(MemberLookup::Card("C-1".into()), "A1").due(due)),
        r#"POST /members/_/loans?member%5Bcard%5D=C-1 {"barcode":"A1","due":"2026-05-01"}"#
    );
    assert_eq!(sent(library.renew(9)), "POST /loans/9:renew");
    assert_eq!(sent(library.take_back(9).damage("wet")), r#"POST /loans/9:return {"damage":"wet"}"#);
}

#[test]
fn members_and_reservations() {
    let library = answering(200, "");
    let member = || MemberLookup::Id(3);
    let address = Address { street: "Main St 1".into(), postal_code: "0100".into(), city: "Oslo".into() };
    assert_eq!(sent(library.list_members().after("c1".into())), "GET /members?after=c1");
    assert_eq!(sent(library.get_member(member())), "GET /members/3");
    assert_eq!(
        sent(library.register_member("Ada", address, "1234")),
        r#"POST /members {"name":"Ada","address":{"street":"Main St 1","postalCode":"0100","city":"Oslo"},"pin":"1234"}"#
    );
    assert_eq!(sent(library.update_member(member()).email(None)), r#"PATCH /members/3 {"email":null}"#);
    assert_eq!(sent(library.remove_member(member())), "DELETE /members/3");
    assert_eq!(sent(library.list_reservations(member())), "GET /members/3/reservations");
    assert_eq!(
        sent(library.reserve(member(), BookLookup::Id(7))),
        r#"POST /members/3/reservations {"book":{"id":7}}"#
    );
    assert_eq!(sent(library.cancel_reservation(5)), "DELETE /reservations/5");
}

#[test]
fn search_files_and_webhooks() {
    let library = answering(200, "");
    let book = || BookLookup::Id(7);
    let filter = Filter { title: Some("dune".into()), since: Some(1965), ..Filter::default() };
    assert_eq!(sent(library.search(filter)), "GET /search?title=dune&since=1965");
    assert_eq!(sent(library.suggest("du").limit(5)), "GET /search/suggestions?q=du&limit=5");
    assert_eq!(sent(library.get_cover(book())), "GET /books/7/cover");
    assert_eq!(sent(library.set_cover(book(), "jpeg")), "PUT /books/7/cover jpeg");
    assert_eq!(sent(library.download(book())), "GET https://files.city-library.example/books/7/file");
    let import = sent(library.import_books(Part::bytes("Dune\r\n").file_name("list.csv")).dry_run(true));
    assert!(import.starts_with("POST https://files.city-library.example/imports"), "{import}");
    assert_eq!(sent(library.list_webhooks()), "GET /webhooks");
    assert_eq!(
        sent(library.add_webhook("https://a.example", vec![Topic::LoanOpened], "s")),
        r#"POST /webhooks {"url":"https://a.example","topics":["loan.opened"],"secret":"s"}"#
    );
    assert_eq!(sent(library.remove_webhook(2)), "DELETE /webhooks/2");
    assert_eq!(
        sent(library.follow_news().topics(vec![Topic::LoanReturned]).last_event_id("41".into())),
        "GET /news?topics=loan.returned"
    );
}

#[test]
fn the_guide_names_all_thirty_endpoints() {
    let modules = [
        include_str!("../city_library/books.rs"),
        include_str!("../city_library/files.rs"),
        include_str!("../city_library/loans.rs"),
        include_str!("../city_library/members.rs"),
        include_str!("../city_library/reservations.rs"),
        include_str!("../city_library/search.rs"),
        include_str!("../city_library/webhooks.rs"),
    ];
    let after_fn = modules.iter().flat_map(|module| module.split("pub async fn ").skip(1));
    let names: Vec<&str> = after_fn.filter_map(|rest| rest.split('(').next()).collect();
    assert_eq!(names.len(), 30, "{names:?}");
    let guide = include_str!("../../runtime/src/guide/client_crate.md");
    let (_, table) = guide.split_once("| module | endpoints |").expect("the table of endpoints");
    for name in names {
        assert!(table.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn every_request_names_the_version_and_who_asks_and_the_catalogue_is_open() {
    let library = answering(200, "");
    let request = library.list_books().call().to_request().expect("a request");
    assert_eq!(request.headers()["x-api-version"], "2026-03-01");
    assert_eq!(request.headers()["authorization"], "Bearer secret");
    let agent = request.headers()["user-agent"].to_str().expect("text");
    assert!(agent.starts_with("city-library/"), "{agent}");

    let request = library.suggest("du").call().to_request().expect("a request");
    assert!(!request.headers().contains_key("authorization"));
}

#[test]
fn a_pin_is_shown_nowhere() {
    let address = Address { street: String::new(), postal_code: String::new(), city: String::new() };
    let request = answering(200, "").register_member("Ada", address, "1234");
    let shown = format!("{request:?} {}", request.to_curl(BASE).expect("a command"));
    assert!(!shown.contains("1234"), "{shown}");
}

#[tokio::test]
async fn shared_errors_are_found_in_their_sets() {
    let library = answering(404, r#"{"code": "book_not_found", "message": "no such book"}"#);
    match library.get_book(BookLookup::Id(7)).await {
        Err(Error::Declared(GetBookError::BookErrors(BookErrors::NotFound(error)))) => {
            assert_eq!(error.message(), Some("no such book"));
        }
        other => panic!("{other:?}"),
    }
    let library = answering(502, "<html>");
    match library.renew(9).await {
        Err(Error::Declared(RenewError::CommonErrors(CommonErrors::Unavailable(error)))) => {
            assert_eq!(error.status(), 502);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_detail_is_typed() {
    let library = answering(409, r#"{"error": {"code": "too_many_renewals", "detail": {"limit": 3}}}"#);
    match library.renew(9).await {
        Err(Error::Declared(RenewError::TooManyRenewals(error))) => assert_eq!(error.detail.limit, 3),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_missing_cover_is_an_answer_and_a_missing_book_an_error() {
    assert!(matches!(answering(404, "").get_cover(BookLookup::Id(7)).await, Ok(Cover::Missing)));
    assert!(matches!(answering(304, "").get_cover(BookLookup::Id(7)).await, Ok(Cover::NotModified)));
    let gone = answering(404, r#"{"code": "book_not_found", "message": ""}"#);
    assert!(matches!(gone.get_cover(BookLookup::Id(7)).await, Err(Error::Declared(_))));
}

#[tokio::test]
async fn what_is_new_in_an_enum_is_kept() {
    let book =
        r#"{"book": {"id": 7, "title": "Dune", "authors": [], "format": "braille", "availableCopies": 1}}"#;
    let book = answering(200, book).get_book(BookLookup::Id(7)).await.expect("a book");
    assert_eq!(book.format, Format::Other("braille".into()));
    assert_eq!(book.isbn, None);
}

#[tokio::test]
async fn lists_go_on_to_their_end() {
    let transport = MemoryTransport::new(|request| {
        let body = match request.uri().query() {
            None => r#"{"members": [], "paging": {"next": "c1"}}"#,
            Some("after=c1") => {
                r#"{"members": [{"id": 3, "name": "Ada", "card": "C-1",
                    "address": {"street": "", "postalCode": "", "city": ""}}], "paging": {"next": null}}"#
            }
            Some(other) => panic!("{other}"),
        };
        http::Response::new(body.into())
    });
    let library = CityLibrary::build(Client::builder(BASE).transport(transport)).expect("a client");
    let mut members = library.list_members().items();
    assert_eq!(members.next().await.expect("a member").expect("no error").name, "Ada");
    assert!(members.next().await.is_none());
}
