//! The endpoints of users: nullable members, and the difference between null and left out.

use serde_json::{Value, json};

use super::wire::{Answer, call, get};
use super::*;

async fn update(server: &Server, properties: Value) -> Answer {
    let body = Some(json!({ "properties": properties }));
    call(server, ADMIN_TOKEN, "PATCH", &format!("/users/{USER_ID}"), body).await
}

#[tokio::test]
async fn a_user_is_found_by_id_and_by_email_address() {
    let server = start().await.expect("a server");
    let by_id = get(&server, READ_ONLY_TOKEN, &format!("/users/{OTHER_USER_ID}")).await.ok();
    let by_address = format!("/users/_?user[email_address]={OTHER_USER_EMAIL_ADDRESS}");
    assert_eq!(get(&server, READ_ONLY_TOKEN, &by_address).await.ok(), by_id);
    assert_eq!(
        by_id,
        json!({"user": {
            "id": OTHER_USER_ID,
            "name": "Grace Hopper",
            "first_name": "Grace",
            "last_name": "Hopper",
            "time_zone": "America/New_York",
            "two_factor_auth_enabled": false,
            "email_address": "grace@example.com",
            "email_addresses": null,
            "roles": ["billing", "support"],
            "roles_details": [
                {
                    "name": "billing",
                    "label": "Billing",
                    "description": "Sees and pays invoices",
                    "require_two_factor_auth": true,
                    "organization_id": ORGANIZATION_ID,
                },
                {
                    "name": "support",
                    "label": "Support",
                    "description": null,
                    "require_two_factor_auth": false,
                    "organization_id": null,
                },
            ],
            "role_permissions": ["invoices.view", "invoices.pay"],
            "identity_check_state": "unverified",
            "identity_check_verified_at": null,
            "organizations": [{
                "user_id": OTHER_USER_ID,
                "organization_id": ORGANIZATION_ID,
                "organization_name": "Acme",
                "organization_identifier": "acme",
                "organization_managed": true,
                "organization_parent_id": null,
                "owner": false,
                "organization_updated_at": NOW - 86_400,
                "roles": ["billing", "support"],
            }],
        }})
    );
}

#[tokio::test]
async fn unknown_users_are_not_found() {
    let server = start().await.expect("a server");
    for path in ["/users/missing", "/users/_?user[email_address]=nobody@example.com"] {
        assert_eq!(get(&server, ADMIN_TOKEN, path).await.error(404, "user_not_found"), json!({}));
    }
    let body = Some(json!({"properties": {"first_name": ""}}));
    call(&server, ADMIN_TOKEN, "PATCH", "/users/missing", body).await.error(404, "user_not_found");
}

#[tokio::test]
async fn what_is_left_out_stays_and_null_clears() {
    let server = start().await.expect("a server");
    let user = update(&server, json!({"first_name": "Augusta"})).await.ok()["user"].take();
    assert_eq!(
        (&user["name"], &user["email_address"]),
        (&json!("Augusta Lovelace"), &json!("ada@example.com"))
    );

    let user = update(&server, json!({"email_address": null})).await.ok()["user"].take();
    assert_eq!((&user["first_name"], &user["email_address"]), (&json!("Augusta"), &json!(null)));
    assert_eq!(user["email_addresses"], json!([]));

    // By the old address the user isn't found any more, by the new one at once.
    let path = format!("/users/_?user[email_address]={USER_EMAIL_ADDRESS}");
    get(&server, ADMIN_TOKEN, &path).await.error(404, "user_not_found");
    let user =
        update(&server, json!({"email_address": "augusta@example.com", "time_zone": "UTC"})).await.ok();
    let found = get(&server, ADMIN_TOKEN, "/users/_?user[email_address]=augusta@example.com").await.ok();
    assert_eq!(found, user);
    assert_eq!(user["user"]["email_addresses"], json!(["augusta@example.com"]));
}

#[tokio::test]
async fn a_lookup_by_the_address_that_changes_still_answers_the_user() {
    let server = start().await.expect("a server");
    let body = json!({"properties": {"email_address": null}, "user": {"email_address": USER_EMAIL_ADDRESS}});
    let user = call(&server, ADMIN_TOKEN, "PATCH", "/users/_", Some(body)).await.ok()["user"].take();
    assert_eq!((&user["id"], &user["email_address"]), (&json!(USER_ID), &json!(null)));
}

#[tokio::test]
async fn all_complaints_come_at_once_and_nothing_changes() {
    let server = start().await.expect("a server");
    let refused =
        update(&server, json!({"first_name": " ", "last_name": null, "email_address": "ada"})).await;
    assert_eq!(
        refused.error(422, "validation_error"),
        json!({"details": [
            "First name can't be blank",
            "Last name can't be blank",
            "Email address is invalid",
        ]})
    );
    let taken = update(&server, json!({"first_name": "A", "email_address": OTHER_USER_EMAIL_ADDRESS})).await;
    assert_eq!(
        taken.error(422, "validation_error"),
        json!({"details": ["Email address has already been taken"]})
    );
    let user = get(&server, ADMIN_TOKEN, &format!("/users/{USER_ID}")).await.ok()["user"].take();
    assert_eq!((&user["name"], &user["email_address"]), (&json!("Ada Lovelace"), &json!("ada@example.com")));
}
