//! The errors that any endpoint may answer, and the order in which they are looked for.

use serde_json::json;

use super::wire::{call, get, send};
use super::*;

const JSON: (&str, &str) = ("Content-Type", "application/json");

fn invites() -> String {
    format!("/organizations/{ORGANIZATION_ID}/invites")
}

#[tokio::test]
async fn unknown_paths_and_methods_are_unknown_routes_before_the_token() {
    let server = start().await.expect("a server");
    let targets = [
        ("GET", "/api/v1/missing"),
        ("GET", "/api/v1"),
        ("GET", "/api/v1/"),
        ("GET", "/api/v1//organizations"),
        ("PUT", "/api/v1/organizations"),
        ("OPTIONS", "/api/v1/organizations"),
        ("BREW", "/api/v1/organizations"),
        ("GET", "/api/v1/organizations/x/y"),
        ("GET", "/api/v1/%6Frganizations"),
        ("PATCH", "/api/v1/invites/x"),
    ];
    for (method, target) in targets {
        let answer = send(&server, method, target, &[], b"{").await;
        assert_eq!(answer.error(404, "route_not_found"), json!({}), "{method} {target}");
    }
    let head = send(&server, "HEAD", "/api/v1/organizations", &[], b"").await;
    assert_eq!((head.status, head.body.as_str()), (404, ""));
}

#[tokio::test]
async fn outside_of_the_api_the_web_application_answers() {
    let server = start().await.expect("a server");
    for target in ["/", "/api", "/api/v2/organizations", "/api/v1x", "/API/V1/organizations"] {
        let answer = send(&server, "GET", target, &[], b"").await;
        assert_eq!((answer.status, answer.header("content-type")), (404, Some("text/html")), "{target}");
        assert_eq!(answer.header("x-api-schema"), None);
        assert!(answer.body.starts_with("<!DOCTYPE html>"));
    }
}

#[tokio::test]
async fn the_token_is_looked_at_before_anything_given() {
    let server = start().await.expect("a server");
    let target = format!("/api/v1{}", invites());
    for headers in [&[JSON][..], &[JSON, ("Authorization", "")]] {
        let answer = send(&server, "POST", &target, headers, b"{").await;
        assert_eq!(answer.error(401, "missing_api_token"), json!({}));
    }
    let lower_case = format!("bearer {ADMIN_TOKEN}");
    for authorization in ["Bearer nobody", "Bearer ", "Basic YTpi", &lower_case] {
        let answer = send(&server, "POST", &target, &[JSON, ("Authorization", authorization)], b"{").await;
        assert_eq!(answer.error(403, "invalid_api_token"), json!({"details": null}), "{authorization}");
    }
    let expired = get(&server, EXPIRED_TOKEN, "/organizations").await;
    assert_eq!(expired.error(403, "invalid_api_token"), json!({"details": "The API token has expired"}));
}

#[tokio::test]
async fn the_scope_is_looked_at_before_the_body() {
    let server = start().await.expect("a server");
    let authorization = format!("Bearer {READ_ONLY_TOKEN}");
    let headers = [JSON, ("Authorization", authorization.as_str())];
    let writes = [
        ("POST", invites(), "invites:write"),
        ("POST", "/invites/x/accept".to_owned(), "invites:write"),
        ("DELETE", "/invites/x".to_owned(), "invites:write"),
        ("PATCH", "/users/x".to_owned(), "users:write"),
    ];
    for (method, path, scope) in writes {
        let answer = send(&server, method, &format!("/api/v1{path}"), &headers, b"{").await;
        assert_eq!(answer.error(403, "scope_not_granted"), json!({"scopes": [scope]}));
    }
    for path in ["/organizations".to_owned(), invites(), format!("/users/{USER_ID}")] {
        get(&server, READ_ONLY_TOKEN, &path).await.ok();
    }
}

#[tokio::test]
async fn the_body_is_read_before_the_arguments() {
    let server = start().await.expect("a server");
    let authorization = format!("Bearer {ADMIN_TOKEN}");
    let headers =
        [("Content-Type", "application/json; charset=utf-8"), ("Authorization", authorization.as_str())];
    let answer =
        send(&server, "POST", "/api/v1/organizations/x/invites?organization=x", &headers, b"{\"a\":").await;
    let detail = answer.error(400, "invalid_json_body");
    assert!(detail["details"].as_str().is_some_and(|details| !details.is_empty()));
}

#[tokio::test]
async fn required_arguments_are_missed_in_the_order_of_the_table() {
    let server = start().await.expect("a server");
    for body in
        [None, Some(json!({})), Some(json!([])), Some(json!({"properties": null, "organization": "x"}))]
    {
        let answer = call(&server, ADMIN_TOKEN, "POST", "/organizations/missing/invites", body).await;
        let detail = answer.error(400, "missing_required_argument");
        assert_eq!(
            detail,
            json!({"path": ["properties"], "argument": {"name": "properties", "description": null}})
        );
    }
    // The set is checked as a whole, before the argument after it.
    let body = json!({"properties": {"owner": true}, "organization": "x"});
    let answer = call(&server, ADMIN_TOKEN, "POST", "/organizations/missing/invites", Some(body)).await;
    assert_eq!(
        answer.error(400, "missing_required_argument"),
        json!({
            "path": ["properties", "email_address"],
            "argument": {"name": "email_address", "description": null},
        })
    );
    let description = answer.json()["error"]["description"].clone();
    assert_eq!(description, "The 'properties.email_address' argument is required but has not been provided");
}

#[tokio::test]
async fn invalid_arguments_say_all_that_is_known_of_them() {
    let server = start().await.expect("a server");
    let body = json!({"properties": {"email_address": 5}});
    let answer = call(&server, ADMIN_TOKEN, "POST", "/organizations/missing/invites", Some(body)).await;
    let mut detail = answer.error(400, "invalid_argument");
    assert_eq!(answer.json()["error"]["description"], "The 'properties.email_address' argument is invalid");
    assert!(detail["issue_description"].take().is_string());
    assert_eq!(
        detail,
        json!({
            "path": ["properties", "email_address"],
            "index": null,
            "issue": "invalid_scalar",
            "issue_description": null,
            "errors": [],
            "argument": {
                "id": "KrystalIdentity/ArgumentSets/InviteProperties/EmailAddressArgument",
                "name": "email_address",
                "description": null,
            },
        })
    );

    let body = json!({"properties": {"email_address": "a@example.com", "role_names": ["billing", 5]}});
    let answer = call(&server, ADMIN_TOKEN, "POST", &invites(), Some(body)).await;
    let detail = answer.error(400, "invalid_argument");
    assert_eq!((&detail["path"], &detail["index"]), (&json!(["properties", "role_names"]), &json!(1)));

    let detail =
        get(&server, ADMIN_TOKEN, "/organizations?per_page=201").await.error(400, "invalid_argument");
    assert_eq!((&detail["path"], &detail["issue"]), (&json!(["per_page"]), &json!("validation_errors")));
    assert_eq!(detail["errors"], json!(["less_than_or_equal_to_one_hundred"]));
    assert_eq!(detail["issue_description"], json!(null));
}

#[tokio::test]
async fn lookups_that_say_nothing_or_too_much_are_invalid_arguments() {
    let server = start().await.expect("a server");
    let properties = json!({"email_address": "new@example.com"});
    let issue = async |query: &str, lookup: serde_json::Value| {
        let path = format!("/organizations/_/invites{query}");
        let body = json!({"properties": properties, "organization": lookup});
        let detail =
            call(&server, ADMIN_TOKEN, "POST", &path, Some(body)).await.error(400, "invalid_argument");
        assert_eq!(detail["path"], json!(["organization"]));
        detail["issue"].clone()
    };
    assert_eq!(issue("", json!({})).await, "missing_lookup_value");
    assert_eq!(issue("", json!({"id": "x", "identifier": "acme"})).await, "ambiguous_lookup_values");
    assert_eq!(issue("?organization[id]=x", json!({"identifier": "acme"})).await, "ambiguous_lookup_values");
    assert_eq!(issue("", json!("acme")).await, "object_expected");

    let bare = get(&server, ADMIN_TOKEN, "/organizations/_?organization=acme").await;
    assert_eq!(bare.error(400, "invalid_argument")["issue"], "object_expected");
}

#[tokio::test]
async fn queries_that_contradict_themselves_are_unhandled() {
    let server = start().await.expect("a server");
    for query in ["page=1&page[x]=2", "page=%zz"] {
        let answer = get(&server, ADMIN_TOKEN, &format!("/organizations?{query}")).await;
        assert_eq!(answer.error(500, "unhandled_exception"), json!({}));
        assert_eq!(answer.json()["error"]["description"], json!(null));
    }
}
