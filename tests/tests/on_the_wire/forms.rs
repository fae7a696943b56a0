//! The exact bytes of forms.

use std::collections::BTreeMap;

use serde::Serialize;
use sigpost::{ClientBuilder, ListStyle, Part, endpoint};

use crate::multipart::sent_parts;
use crate::requests::{sent, sent_by};

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Interval {
    #[serde(rename = "month")]
    Monthly,
}

#[derive(Clone, Serialize)]
pub(super) struct Recurring {
    interval: Interval,
    trial: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ends: Option<Option<u8>>,
}

#[derive(Clone, Serialize)]
pub(super) struct Price {
    currency: &'static str,
    recurring: Recurring,
}

pub(super) const PRICE: Price = Price {
    currency: "eur",
    recurring: Recurring { interval: Interval::Monthly, trial: None, ends: Some(None) },
};

#[endpoint(POST "/f", form)]
async fn form(
    name: &str,
    price: Price,
    #[query] dry_run: bool,
    active: Option<bool>,
    email: Option<Option<&str>>,
    tags: Option<&[&str]>,
    metadata: Option<BTreeMap<&str, &str>>,
);
#[endpoint(POST "/f", form)]
async fn styled<'l>(
    #[field(style = repeat)] repeat: &'l [&'l str],
    #[field(style = brackets)] brackets: &'l [&'l str],
    #[field(style = comma)] comma: &'l [&'l str],
    #[field(style = space)] space: &'l [&'l str],
    #[field(style = pipe)] pipe: Option<&'l [&'l str]>,
    #[field(style = json)] json: Option<Price>,
);
#[endpoint(PUT "/f", form)]
async fn whole_form(#[body] price: Price);
#[endpoint(PUT "/f", form)]
async fn optional_form(#[body] price: Option<Price>);
#[endpoint(DELETE "/f", form, rename_all = "PascalCase")]
async fn form_on_delete(dry_run: bool, #[field] clear_usage: bool);

#[endpoint(POST "/f", form, fields(grant_type = "refresh_token", scope = "a b"))]
async fn constant_form(#[body] price: Option<Price>);

fn form_of(request: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "{request} HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

#[tokio::test]
async fn forms() {
    let price =
        "price%5Bcurrency%5D=eur&price%5Brecurring%5D%5Binterval%5D=month&price%5Brecurring%5D%5Bends%5D=";
    assert_eq!(
        sent(form("A&B = C+D é", PRICE, true)).await,
        form_of("POST /v1/f?dry_run=true", &format!("name=A%26B%20%3D%20C%2BD%20%C3%A9&{price}"))
    );
    let request = form("n", PRICE, true).active(false).email(None).tags(&["a", "b"]);
    assert_eq!(
        sent(request.metadata(BTreeMap::from([("k[]", "v")]))).await,
        form_of(
            "POST /v1/f?dry_run=true",
            &format!("name=n&{price}&active=false&email=&tags=a&tags=b&metadata%5Bk%5B%5D%5D=v")
        )
    );
    assert_eq!(
        sent(whole_form(PRICE)).await,
        form_of("PUT /v1/f", "currency=eur&recurring%5Binterval%5D=month&recurring%5Bends%5D=")
    );
    assert_eq!(sent(optional_form()).await, form_of("PUT /v1/f", ""));
    let constants = "grant_type=refresh_token&scope=a%20b";
    assert_eq!(sent(constant_form()).await, form_of("POST /v1/f", constants));
    assert_eq!(
        sent(constant_form().price(PRICE)).await,
        form_of(
            "POST /v1/f",
            &format!("currency=eur&recurring%5Binterval%5D=month&recurring%5Bends%5D=&{constants}")
        )
    );
    assert_eq!(sent(optional_form().price(PRICE)).await, sent(whole_form(PRICE)).await);
    assert_eq!(
        sent(form_on_delete(true, false)).await,
        form_of("DELETE /v1/f?DryRun=true", "ClearUsage=false")
    );
}

#[tokio::test]
async fn lists_in_forms_in_each_style() {
    let list: &[&str] = &["a", "b,c"];
    let request = styled(list, list, list, list).pipe(list).json(PRICE);
    assert_eq!(
        sent(request).await,
        form_of(
            "POST /v1/f",
            "repeat=a&repeat=b%2Cc&brackets%5B%5D=a&brackets%5B%5D=b%2Cc&comma=a,b%2Cc&space=a%20b%2Cc&pipe=a%7Cb%2Cc\
             &json=%7B%22currency%22:%22eur%22%2C%22recurring%22:%7B%22interval%22:%22month%22%2C%22trial%22:null%2C%22ends%22:null%7D%7D"
        )
    );
    assert_eq!(sent(styled(&[], &[], &[], &[])).await, form_of("POST /v1/f", ""));
    let settings = |builder: ClientBuilder| builder.query_style(ListStyle::Brackets);
    let request = sent_by(settings, form("n", PRICE, true).tags(&["a", "b"])).await;
    assert!(request.ends_with("&tags%5B%5D=a&tags%5B%5D=b"), "{request}");
}

#[sigpost::endpoints(form, media = "application/x-www-form-urlencoded; charset=utf-8")]
mod group {
    use sigpost::{Part, endpoint};

    #[endpoint(GET "/g")]
    pub(super) async fn get(a: u8);
    #[endpoint(POST "/g")]
    pub(super) async fn post(a: u8);
    #[endpoint(POST "/g", multipart)]
    pub(super) async fn upload(a: Part);
}

#[tokio::test]
async fn a_group_says_the_encoding_and_an_endpoint_another() {
    assert_eq!(sent(group::get(1)).await, "GET /v1/g?a=1 HTTP/1.1\r\n\r\n");
    assert_eq!(
        sent(group::post(1)).await,
        "POST /v1/g HTTP/1.1\r\n\
         content-type: application/x-www-form-urlencoded; charset=utf-8\r\n\
         content-length: 3\r\n\
         \r\n\
         a=1"
    );
    let request = sent_parts(group::upload(Part::text("1"))).await;
    assert!(request.contains("\r\ncontent-type: multipart/form-data; boundary=BOUNDARY\r\n"), "{request}");
}

#[tokio::test]
async fn lists_of_structs_with_indexes() {
    #[derive(Serialize)]
    struct Item {
        price: u8,
        tags: Vec<&'static str>,
    }
    #[endpoint(POST "/f", form)]
    async fn order(#[field(style = indexed)] items: Vec<Item>);
    let items = vec![Item { price: 1, tags: vec!["a"] }, Item { price: 2, tags: vec![] }];
    assert!(sent(order(items)).await.ends_with(
        "\r\n\r\nitems%5B0%5D%5Bprice%5D=1&items%5B0%5D%5Btags%5D%5B0%5D=a&items%5B1%5D%5Bprice%5D=2"
    ));
}
