//! The endpoints of organizations: pages, and the places where a lookup can stand.

use serde_json::json;

use super::wire::get;
use super::*;

#[tokio::test]
async fn pages_follow_each_other_up_to_an_empty_one() {
    let server = start().await.expect("a server");
    let mut ids = Vec::new();
    for (page, count) in [(1, 20), (2, 20), (3, 5), (4, 0)] {
        let body = get(&server, ADMIN_TOKEN, &format!("/organizations?page={page}&per_page=20")).await.ok();
        assert_eq!(
            body["pagination"],
            json!({"current_page": page, "total_pages": 3, "total": 45, "per_page": 20, "large_set": false})
        );
        let organizations = body["organizations"].as_array().expect("an array");
        assert_eq!(organizations.len(), count);
        ids.extend(organizations.iter().map(|organization| organization["id"].to_string()));
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), ORGANIZATION_COUNT);
}

#[tokio::test]
async fn a_page_has_thirty_by_default() {
    let server = start().await.expect("a server");
    for path in ["/organizations", "/organizations/?page&per_page&other=1"] {
        let body = get(&server, ADMIN_TOKEN, path).await.ok();
        assert_eq!(body["organizations"].as_array().map(Vec::len), Some(30));
        assert_eq!(
            (&body["pagination"]["current_page"], &body["pagination"]["per_page"]),
            (&json!(1), &json!(30))
        );
    }
}

#[tokio::test]
async fn an_organization_is_found_by_segment_and_by_query() {
    let server = start().await.expect("a server");
    let paths = [
        format!("/organizations/{ORGANIZATION_ID}"),
        // The same id with each of its first letters encoded; decoding happens once.
        format!("/organizations/%6F%72{}", &ORGANIZATION_ID[2..]),
        format!("/organizations/_?organization[identifier]={ORGANIZATION_IDENTIFIER}"),
        format!("/organizations/_?organization%5Bid%5D={ORGANIZATION_ID}"),
        format!("/organizations/{LARGE_ORGANIZATION_ID}?organization[identifier]={ORGANIZATION_IDENTIFIER}"),
    ];
    for path in paths {
        assert_eq!(
            get(&server, ADMIN_TOKEN, &path).await.ok(),
            json!({"organization": {
                "id": ORGANIZATION_ID, "name": "Acme", "identifier": "acme", "managed": true,
                "parent_id": null, "updated_at": NOW - 86_400,
            }}),
            "{path}"
        );
    }
}

#[tokio::test]
async fn what_is_no_organization_is_not_found() {
    let server = start().await.expect("a server");
    let paths = [
        "/organizations/acme".to_owned(),
        "/organizations/_".to_owned(),
        "/organizations/%zz".to_owned(),
        format!("/organizations/%256Frg{}", &ORGANIZATION_ID[3..]),
        "/organizations/_?organization[identifier]=nobody".to_owned(),
        "/organizations/_?organization[identifier]".to_owned(),
        "/organizations//invites".to_owned(),
    ];
    for path in paths {
        assert_eq!(
            get(&server, ADMIN_TOKEN, &path).await.error(404, "organization_not_found"),
            json!({}),
            "{path}"
        );
    }
}
