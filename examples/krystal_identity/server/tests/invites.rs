//! The endpoints of invites, and the exact objects they answer.

use serde_json::{Value, json};

use super::wire::{Answer, call, get, send};
use super::*;

async fn create(server: &Server, properties: Value) -> Answer {
    let path = format!("/organizations/{ORGANIZATION_ID}/invites");
    call(server, ADMIN_TOKEN, "POST", &path, Some(json!({ "properties": properties }))).await
}

fn ada() -> Value {
    json!({
        "id": USER_ID,
        "name": "Ada Lovelace",
        "first_name": "Ada",
        "last_name": "Lovelace",
        "time_zone": "Europe/London",
        "two_factor_auth_enabled": true,
        "email_address": "ada@example.com",
        "email_addresses": ["ada@example.com"],
        "roles": null,
        "roles_details": null,
        "role_permissions": null,
        "identity_check_state": "verified",
        "identity_check_verified_at": 1_700_000_000,
        "organizations": [
            {
                "user_id": USER_ID,
                "organization_id": ORGANIZATION_ID,
                "organization_name": "Acme",
                "organization_identifier": "acme",
                "organization_managed": true,
                "organization_parent_id": null,
                "owner": true,
                "organization_updated_at": NOW - 86_400,
                "roles": null,
            },
            {
                "user_id": USER_ID,
                "organization_id": super::ids::resource_id("org", 2),
                "organization_name": "Acme Labs",
                "organization_identifier": "acme-labs",
                "organization_managed": true,
                "organization_parent_id": ORGANIZATION_ID,
                "owner": false,
                "organization_updated_at": NOW - 86_400,
                "roles": ["billing"],
            },
        ],
    })
}

#[tokio::test]
async fn a_created_invite_is_answered_and_kept() {
    let server = start().await.expect("a server");
    let properties = json!({"email_address": "new@example.com", "owner": false, "role_names": ["billing"]});
    let created = create(&server, properties).await;
    // The order of the members is that of the documentation.
    let order = [
        "{\"invite\":{\"id\":",
        "\"inviter\":{\"id\":",
        "\"name\":",
        "\"first_name\":",
        "\"email_address\":\"ada",
        "\"identity_check_verified_at\":",
        "\"organizations\":[{\"user_id\":",
        "\"email_address\":\"new",
        "\"expires_at\":",
        "\"accepted_at\":",
        "\"rejected_at\":",
        "\"state\":",
        "\"owner\":false,\"role_names\":[\"billing\"]}}",
    ];
    let places: Vec<_> = order.iter().map(|text| created.body.find(text).expect(text)).collect();
    assert!(places.is_sorted());

    let mut body = created.ok();
    let id = body["invite"]["id"].as_str().expect("an id").to_owned();
    assert_eq!(get(&server, ADMIN_TOKEN, &format!("/invites/{id}")).await.ok(), body);
    body["invite"]["id"].take();
    assert_eq!(
        body,
        json!({"invite": {
            "id": null,
            "inviter": ada(),
            "email_address": "new@example.com",
            "expires_at": 1_750_604_800,
            "accepted_at": null,
            "rejected_at": null,
            "state": "pending",
            "owner": false,
            "role_names": ["billing"],
        }})
    );
}

#[tokio::test]
async fn null_is_not_the_same_as_left_out() {
    let server = start().await.expect("a server");
    let invite = create(&server, json!({"email_address": "a@example.com"})).await.ok()["invite"].take();
    assert_eq!((&invite["owner"], &invite["role_names"]), (&json!(false), &json!([])));
    let properties =
        json!({"email_address": "b@example.com", "owner": null, "role_names": null, "expires_at": null});
    let invite = create(&server, properties).await.ok()["invite"].take();
    assert_eq!((&invite["owner"], &invite["role_names"]), (&json!(null), &json!(null)));
    assert_eq!(invite["expires_at"], 1_750_604_800);
    let properties = json!({"email_address": "c@example.com", "owner": "yes", "expires_at": 1_800_000_000});
    let invite = create(&server, properties).await.ok()["invite"].take();
    assert_eq!((&invite["owner"], &invite["expires_at"]), (&json!(true), &json!(1_800_000_000)));
}

#[tokio::test]
async fn the_organization_of_a_new_invite_may_be_in_query_or_body() {
    let server = start().await.expect("a server");
    let body =
        json!({"properties": {"email_address": "a@example.com"}, "organization": {"identifier": "acme"}});
    call(&server, ADMIN_TOKEN, "POST", "/organizations/_/invites", Some(body)).await.ok();
    let body = json!({"properties": {"email_address": "b@example.com"}});
    let path = "/organizations/_/invites?organization[identifier]=acme";
    call(&server, ADMIN_TOKEN, "POST", path, Some(body.clone())).await.ok();
    let missing = call(&server, ADMIN_TOKEN, "POST", "/organizations/_/invites", Some(body)).await;
    assert_eq!(missing.error(404, "organization_not_found"), json!({}));

    let path = format!("/organizations/{ORGANIZATION_ID}/invites");
    assert_eq!(get(&server, ADMIN_TOKEN, &path).await.ok()["pagination"]["total"], 6);
}

#[tokio::test]
async fn addresses_are_validated_after_the_lookup() {
    let server = start().await.expect("a server");
    let invalid = create(&server, json!({"email_address": "nobody"})).await;
    assert_eq!(invalid.error(422, "validation_error"), json!({"details": ["Email address is invalid"]}));
    assert_eq!(invalid.json()["error"]["description"], "An error ocurred with the input provided");
    let twice = create(&server, json!({"email_address": PENDING_INVITE_EMAIL_ADDRESS})).await;
    assert_eq!(
        twice.error(422, "validation_error"),
        json!({"details": ["Email address has already been invited"]})
    );
    // Someone whose invite was revoked may be invited again.
    create(&server, json!({"email_address": "barbara@example.com"})).await.ok();

    let body = json!({"properties": {"email_address": "nobody"}});
    let missing = call(&server, ADMIN_TOKEN, "POST", "/organizations/x/invites", Some(body)).await;
    missing.error(404, "organization_not_found");
}

#[tokio::test]
async fn a_body_without_the_json_type_is_a_form() {
    let server = start().await.expect("a server");
    let authorization = format!("Bearer {ADMIN_TOKEN}");
    let target = format!("/api/v1/organizations/{ORGANIZATION_ID}/invites");
    let headers = [("Authorization", authorization.as_str())];
    let json = br#"{"properties":{"email_address":"a@example.com"}}"#;
    send(&server, "POST", &target, &headers, json).await.error(400, "missing_required_argument");
    let form = b"properties[email_address]=a%40example.com&properties%5Brole_names%5D%5B%5D=billing";
    let invite = send(&server, "POST", &target, &headers, form).await.ok()["invite"].take();
    assert_eq!(
        (&invite["email_address"], &invite["role_names"]),
        (&json!("a@example.com"), &json!(["billing"]))
    );
}

#[tokio::test]
async fn invites_are_listed_in_every_state() {
    let server = start().await.expect("a server");
    let path = format!("/organizations/{ORGANIZATION_ID}/invites");
    let body = get(&server, READ_ONLY_TOKEN, &path).await.ok();
    let invites = body["invites"].as_array().expect("an array");
    let members = |name: &str| invites.iter().map(|invite| invite[name].clone()).collect::<Vec<_>>();
    assert_eq!(members("id"), [PENDING_INVITE_ID, ACCEPTED_INVITE_ID, REJECTED_INVITE_ID, REVOKED_INVITE_ID]);
    assert_eq!(members("state"), ["pending", "accepted", "rejected", "revoked"]);
    assert_eq!(members("accepted_at"), [json!(null), json!(NOW - 86_400), json!(null), json!(null)]);
    assert_eq!(members("rejected_at"), [json!(null), json!(null), json!(NOW - 172_800), json!(null)]);

    let empty =
        get(&server, ADMIN_TOKEN, "/organizations/_/invites?organization[identifier]=branch-07").await.ok();
    assert_eq!(
        empty,
        json!({"invites": [], "pagination":
            {"current_page": 1, "total_pages": 0, "total": 0, "per_page": 30, "large_set": false}})
    );
}

#[tokio::test]
async fn a_large_set_has_no_totals() {
    let server = start().await.expect("a server");
    let path = format!("/organizations/{LARGE_ORGANIZATION_ID}/invites?per_page=200&page=7");
    let body = get(&server, ADMIN_TOKEN, &path).await.ok();
    assert_eq!(
        body["pagination"],
        json!({"current_page": 7, "total_pages": null, "total": null, "per_page": 200, "large_set": true})
    );
    assert_eq!(body["invites"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn accepting_works_once() {
    let server = start().await.expect("a server");
    let accept =
        async |id: &str| call(&server, ADMIN_TOKEN, "POST", &format!("/invites/{id}/accept"), None).await;
    let accepted = accept(PENDING_INVITE_ID).await.ok()["invite"].take();
    assert_eq!((&accepted["state"], &accepted["accepted_at"]), (&json!("accepted"), &json!(NOW)));
    assert_eq!(accept(PENDING_INVITE_ID).await.error(409, "invite_already_accepted"), json!({}));
    assert_eq!(accept(REVOKED_INVITE_ID).await.error(409, "invite_revoked"), json!({}));
    assert_eq!(accept("missing").await.error(404, "invite_not_found"), json!({}));
    let accepted = accept(REJECTED_INVITE_ID).await.ok()["invite"].take();
    assert_eq!((&accepted["state"], &accepted["rejected_at"]), (&json!("accepted"), &json!(null)));
}

#[tokio::test]
async fn revoking_is_final() {
    let server = start().await.expect("a server");
    let revoke = async |id: &str| call(&server, ADMIN_TOKEN, "DELETE", &format!("/invites/{id}"), None).await;
    for _ in 0..2 {
        assert_eq!(revoke(PENDING_INVITE_ID).await.ok()["invite"]["state"], "revoked");
    }
    let accept =
        call(&server, ADMIN_TOKEN, "POST", &format!("/invites/{PENDING_INVITE_ID}/accept"), None).await;
    accept.error(409, "invite_revoked");
    assert_eq!(revoke(ACCEPTED_INVITE_ID).await.error(409, "invite_already_accepted"), json!({}));
    assert_eq!(revoke("missing").await.error(404, "invite_not_found"), json!({}));
    get(&server, ADMIN_TOKEN, "/invites/missing").await.error(404, "invite_not_found");
}

#[tokio::test]
async fn a_delete_takes_its_lookup_from_a_body() {
    let server = start().await.expect("a server");
    let body = json!({"invite": {"id": PENDING_INVITE_ID}});
    let revoked = call(&server, ADMIN_TOKEN, "DELETE", "/invites/_", Some(body)).await.ok();
    assert_eq!(revoked["invite"]["id"], PENDING_INVITE_ID);
}
