//! Errors that endpoints share, as they come from a socket.

use sigpost::{Declared, Delivery, Error, ErrorSet, Report, endpoint};
use sigpost_tests::raw_server::RawServer;

use crate::builder;

#[derive(Debug, ErrorSet)]
enum SharedErrors {
    #[error(organization_not_found = 404)]
    OrganizationNotFound(Declared),
    #[error(5XX)]
    Unavailable(Declared),
    #[error(default)]
    Other(Declared),
}

#[endpoint(GET "/organizations/<organization>", errors(SharedErrors))]
async fn get_organization(organization: u64) -> String;

/// Calls a server that answers so.
async fn call(status: &str, body: &str) -> Error<GetOrganizationError> {
    let headers = "content-type: application/json\r\nx-request-id: r1\r\n";
    let server = RawServer::with_body(status, headers, body);
    builder(server.base("")).build().unwrap().send(get_organization(7)).await.unwrap_err()
}

#[tokio::test]
async fn an_error_of_a_set_keeps_its_answer() {
    let body = r#"{"error":{"code":"organization_not_found","description":"No such organization"}}"#;
    let error = call("404 Not Found", body).await;
    assert_eq!(error.request_id(), Some("r1"));
    assert_eq!(error.delivery(), Delivery::Answered);
    assert_eq!(
        Report(&error).to_string(),
        "get_organization: 404 Not Found, organization_not_found: No such organization"
    );
    match error {
        Error::Declared(GetOrganizationError::SharedErrors(SharedErrors::OrganizationNotFound(error))) => {
            assert_eq!(error.body(), body.as_bytes());
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_default_is_what_no_other_entry_takes() {
    use GetOrganizationError::SharedErrors as Shared;

    let unavailable = call("502 Bad Gateway", "<html>").await;
    assert!(matches!(unavailable, Error::Declared(Shared(SharedErrors::Unavailable(_)))), "{unavailable:?}");
    let other = call("404 Not Found", r#"{"error":{"code":"route_not_found"}}"#).await;
    assert!(matches!(other, Error::Declared(Shared(SharedErrors::Other(_)))), "{other:?}");
}
