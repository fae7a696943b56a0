//! Queries and forms with a structure of their own.

use std::collections::BTreeMap;

use serde::Serialize;
use sigpost::{Lookup, endpoint, endpoints};

use crate::{sent, target};

#[derive(Lookup)]
enum OrganizationLookup {
    Id(&'static str),
    SubDomain(&'static str),
}

#[derive(Serialize)]
struct AddressListArguments {
    name: &'static str,
}

#[endpoint(GET "/organizations/organization/address_lists", returns(address_lists))]
async fn list_address_lists(organization: OrganizationLookup, page: Option<u32>) -> Vec<String>;
#[endpoint(POST "/organizations/organization/address_lists", returns(address_list))]
async fn create_address_list(organization: OrganizationLookup, properties: AddressListArguments) -> String;
#[endpoint(DELETE "/organizations/organization")]
async fn delete_organization(#[field] organization: OrganizationLookup);

/// Katapult: `GET /organizations/organization/address_lists?organization[id]=`, whose path is literal; the same lookup is an
/// object in bodies.
#[test]
fn lookup_instead_of_path_parameter() {
    assert_eq!(
        target(list_address_lists(OrganizationLookup::Id("org_1")).page(2)),
        "GET /organizations/organization/address_lists?organization%5Bid%5D=org_1&page=2"
    );
    assert_eq!(
        target(list_address_lists(OrganizationLookup::SubDomain("acme"))),
        "GET /organizations/organization/address_lists?organization%5Bsub_domain%5D=acme"
    );
    assert_eq!(
        sent(create_address_list(OrganizationLookup::SubDomain("acme"), AddressListArguments { name: "n" })),
        "POST /organizations/organization/address_lists\ncontent-type: application/json\n\n\
         {\"organization\":{\"sub_domain\":\"acme\"},\"properties\":{\"name\":\"n\"}}"
    );
    assert_eq!(
        sent(delete_organization(OrganizationLookup::Id("org_1"))),
        "DELETE /organizations/organization\ncontent-type: application/json\n\n{\"organization\":{\"id\":\"org_1\"}}"
    );
}

#[derive(Serialize)]
struct Annotation {
    key: &'static str,
    value: Option<&'static str>,
}

#[endpoint(GET "/virtual_machines")]
async fn list_virtual_machines(#[query(style = brackets)] annotations: &[Annotation]);

/// Katapult: `annotations[][key]` and `annotations[][value]`, which belong together by their order.
#[test]
fn parallel_bracket_arrays() {
    let annotations =
        [Annotation { key: "a", value: Some("1") }, Annotation { key: "b", value: Some("x&y") }];
    assert_eq!(
        target(list_virtual_machines(&annotations)),
        "GET /virtual_machines?annotations%5B%5D%5Bkey%5D=a&annotations%5B%5D%5Bvalue%5D=1\
         &annotations%5B%5D%5Bkey%5D=b&annotations%5B%5D%5Bvalue%5D=x%26y"
    );
}

/// A point in time, or limits around it.
#[derive(Serialize)]
#[serde(untagged)]
enum Created {
    At(u64),
    Within { gte: Option<u64>, lt: Option<u64> },
}

#[derive(Serialize)]
struct Item {
    price_data: PriceData,
}

#[derive(Serialize)]
struct PriceData {
    currency: &'static str,
    recurring: Recurring,
}

#[derive(Serialize)]
struct Recurring {
    interval: &'static str,
}

#[endpoints(form)]
mod stripe {
    use sigpost::endpoint;

    use super::{Created, Item};

    #[endpoint(GET "/charges")]
    pub(super) async fn list_charges(
        created: Option<Created>,
        #[query(style = brackets)] expand: Option<&[&str]>,
    );

    #[endpoint(POST "/subscriptions")]
    pub(super) async fn create_subscription(
        #[field(style = indexed)] items: Vec<Item>,
        /// `None` unsets it: `description=`.
        description: Option<Option<&str>>,
        #[field(style = indexed)] expand: Option<&[&str]>,
    );
}

/// Stripe: `created` is an integer or `created[gte]`, any value may be `''`, and members nest.
#[test]
fn object_or_scalar() {
    assert_eq!(target(stripe::list_charges().created(Created::At(7))), "GET /charges?created=7");
    assert_eq!(
        target(
            stripe::list_charges()
                .created(Created::Within { gte: Some(1), lt: None })
                .expand(&["data.customer", "data.invoice"])
        ),
        "GET /charges?created%5Bgte%5D=1&expand%5B%5D=data.customer&expand%5B%5D=data.invoice"
    );
    let items = || {
        vec![Item { price_data: PriceData { currency: "eur", recurring: Recurring { interval: "month" } } }]
    };
    let head = "POST /subscriptions\ncontent-type: application/x-www-form-urlencoded\n\n";
    let item = "items%5B0%5D%5Bprice_data%5D%5Bcurrency%5D=eur\
                &items%5B0%5D%5Bprice_data%5D%5Brecurring%5D%5Binterval%5D=month";
    assert_eq!(sent(stripe::create_subscription(items())), format!("{head}{item}"));
    assert_eq!(
        sent(stripe::create_subscription(items()).description(None).expand(&["latest_invoice"])),
        format!("{head}{item}&description=&expand%5B0%5D=latest_invoice")
    );
}

#[derive(Serialize)]
struct Block {
    r#type: &'static str,
}

#[endpoint(GET "/containers/json")]
async fn list_containers(#[query(style = json)] filters: Option<BTreeMap<&str, Vec<&str>>>);
#[endpoint(GET "/sync")]
async fn sync(#[query(style = json)] filter: serde_json::Value, since: Option<&str>);
#[endpoint(POST "/chat.postMessage", form)]
async fn post_message(channel: &str, #[field(style = json)] blocks: &[Block]);

/// Docker's `filters` and Matrix's `filter`, documented as strings, and Slack's `blocks` in a form.
#[test]
fn json_in_a_string() {
    assert_eq!(
        target(list_containers().filters(BTreeMap::from([("status", vec!["running", "a&b"])]))),
        "GET /containers/json?filters=%7B%22status%22:%5B%22running%22%2C%22a%26b%22%5D%7D"
    );
    assert_eq!(
        target(sync(serde_json::json!({"room": {"rooms": []}})).since("s 1")),
        "GET /sync?filter=%7B%22room%22:%7B%22rooms%22:%5B%5D%7D%7D&since=s%201"
    );
    assert_eq!(
        sent(post_message("C1", &[Block { r#type: "divider" }])),
        "POST /chat.postMessage\ncontent-type: application/x-www-form-urlencoded\n\n\
         channel=C1&blocks=%5B%7B%22type%22:%22divider%22%7D%5D"
    );
}
