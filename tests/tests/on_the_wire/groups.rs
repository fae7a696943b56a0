//! The keys of a group on the wire: each reaches the endpoints inside, and an endpoint's own go before it.

use serde::Deserialize;
use sigpost::{Client, Credentials, Endpoint, Error, ErrorBody, ErrorFormat, endpoints};
use sigpost_tests::raw_server::RawServer;

use super::requests::sent_by;
use crate::builder;

#[endpoints(
    rename_all = "camelCase",
    headers("X-Version" = "2", "X-Tenant" = "t"),
    media = "application/vnd.example+json",
    auth(machine),
    scopes("all"),
    timeout = "5s",
    errors(rate_limited = 429, "account.closed" as AccountClosed = 403)
)]
mod api {
    use serde::Deserialize;
    use sigpost::endpoint;

    #[derive(Debug, Deserialize)]
    pub(super) struct Wait {
        pub(super) seconds: u64,
    }

    #[endpoint(PUT "/people/<person_id>?<dry_run>", scopes("people"))]
    pub async fn put_person(
        person_id: u64,
        dry_run: Option<bool>,
        #[query] notify_all: Option<bool>,
        #[header] request_id: Option<u8>,
        #[cookie] session_key: Option<u8>,
        first_name: Option<&str>,
        #[rename("last-name")] last_name: Option<&str>,
    );

    #[endpoint(
        PATCH "/own",
        rename_all = "kebab-case",
        headers("x-version" = "3"),
        media = "application/merge-patch+json",
        auth(none),
        timeout = "1s",
        errors(own_limit = 429 => Wait)
    )]
    pub async fn own(first_name: &str);

    pub(super) mod inner {
        use sigpost::endpoint;

        #[deprecated]
        #[endpoint(GET "/inner")]
        pub async fn find_all(page_size: u8);
    }
}

/// What a client sends that has credentials under the name that the group asks for, and others.
async fn sent(endpoint: impl Endpoint) -> String {
    let settings = |builder: sigpost::ClientBuilder| {
        builder.bearer_token("usual").credentials_named("machine", Credentials::api_key_header("X-Key", "k"))
    };
    let request = sent_by(settings, endpoint).await;
    request.replace("user-agent: test\r\n", "").replace("host: HOST\r\n", "").replace("accept: */*\r\n", "")
}

#[tokio::test]
async fn keys_reach_the_endpoints_inside() {
    let request = api::put_person(7).dry_run(true).notify_all(false).request_id(1).session_key(2);
    assert_eq!(
        sent(request.first_name("Ada").last_name("L")).await,
        "PUT /v1/people/7?dryRun=true&notifyAll=false HTTP/1.1\r\nx-version: 2\r\nx-tenant: t\r\nrequest-id: 1\r\n\
         cookie: sessionKey=2\r\ncontent-type: application/vnd.example+json\r\nx-key: k\r\ncontent-length: 35\r\n\r\n\
         {\"firstName\":\"Ada\",\"last-name\":\"L\"}"
    );
    let spec = api::PutPerson::SPEC;
    assert_eq!(
        (spec.scopes, spec.timeout),
        (&["people", "all"][..], Some(std::time::Duration::from_secs(5)))
    );
}

#[tokio::test]
async fn own_keys_go_before_those_of_the_group() {
    assert_eq!(
        sent(api::own("Ada")).await,
        "PATCH /v1/own HTTP/1.1\r\nx-version: 3\r\nx-tenant: t\r\n\
         content-type: application/merge-patch+json\r\ncontent-length: 20\r\n\r\n{\"first-name\":\"Ada\"}"
    );
    let spec = api::Own::SPEC;
    assert_eq!((spec.scopes, spec.timeout), (&["all"][..], Some(std::time::Duration::from_secs(1))));
    let codes: Vec<_> = spec.errors.iter().map(|error| error.code.unwrap()).collect();
    assert_eq!(codes, ["own_limit", "rate_limited", "account.closed"]);
}

#[tokio::test]
#[expect(deprecated, reason = "what the test is about")]
async fn an_inner_module_and_a_deprecated_endpoint() {
    assert_eq!(target_of_inner().await, "GET /v1/inner?pageSize=9");
    assert!(api::inner::FindAll::SPEC.deprecated && !api::Own::SPEC.deprecated);
    // Without the credentials that the group asks for, nothing is sent.
    let error = Client::builder("https://h.example").build().unwrap().send(api::inner::find_all(1));
    assert!(error.to_request().unwrap_err().to_string().contains("`machine`"));
}

#[expect(deprecated, reason = "what the test is about")]
async fn target_of_inner() -> String {
    let request = sent(api::inner::find_all(9)).await;
    request.lines().next().unwrap().trim_end_matches(" HTTP/1.1").to_owned()
}

/// Errors as Slack words them: with 200, also where nothing is returned.
struct OkFalse;

impl ErrorFormat for OkFalse {
    fn read(&self, _: &http::response::Parts, _: &[u8]) -> Option<ErrorBody> {
        None
    }

    fn read_success(&self, _: &http::response::Parts, body: &[u8]) -> Option<ErrorBody> {
        #[derive(Deserialize)]
        struct Members {
            ok: bool,
            error: Option<String>,
        }
        let Members { ok, error } = serde_json::from_slice(body).ok()?;
        let detail = serde_json::from_slice(body).ok()?;
        (!ok).then(|| ErrorBody::new().code(error.unwrap_or_default()).detail(detail))
    }
}

#[tokio::test]
async fn errors_inside_a_200_where_nothing_is_returned() {
    let call = |json: &str| {
        let server = RawServer::with_json(json);
        builder(server.base("")).error_format(OkFalse).build().unwrap().send(api::own("Ada"))
    };
    call(r#"{"ok":true}"#).await.unwrap();
    let error = call(r#"{"ok":false,"error":"account.closed"}"#).await.unwrap_err();
    assert!(matches!(error, Error::Declared(api::OwnError::AccountClosed(_))), "{error:?}");
    let error = call(r#"{"ok":false,"error":"own_limit","seconds":3}"#).await.unwrap_err();
    let Error::Declared(api::OwnError::OwnLimit(limit)) = error else { panic!("{error:?}") };
    assert_eq!((limit.detail.seconds, limit.status().as_u16()), (3, 200));
    let error = call(r#"{"ok":false,"error":"another"}"#).await.unwrap_err();
    assert!(matches!(&error, Error::Undeclared(_)) && error.code() == Some("another"), "{error:?}");
}

#[endpoints(form, auth(machine))]
mod forms {
    use sigpost::endpoint;

    #[endpoint(POST "/form")]
    pub async fn form(name: &str);

    #[endpoint(POST "/json", json, auth(default))]
    pub async fn json(name: &str);
}

#[tokio::test]
async fn the_usual_encoding_and_credentials_in_a_group_that_says_otherwise() {
    assert_eq!(
        sent(forms::form("Ada")).await,
        "POST /v1/form HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded\r\nx-key: k\r\n\
         content-length: 8\r\n\r\nname=Ada"
    );
    assert_eq!(
        sent(forms::json("Ada")).await,
        "POST /v1/json HTTP/1.1\r\ncontent-type: application/json\r\nauthorization: Bearer usual\r\n\
         content-length: 14\r\n\r\n{\"name\":\"Ada\"}"
    );
}
