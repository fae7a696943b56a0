//! Credentials that look like arguments, several kinds of them, and answers that are a part of proving who one is.

use http::response::Parts;
use serde::{Deserialize, Serialize};
use sigpost::{
    Client, Credentials, Endpoint, Error, ErrorBody, ErrorFormat, ErrorSet, FromResponse, endpoint, endpoints,
};
use sigpost_tests::raw_server::RawServer;

use crate::{answer, sent};

/// Slack says `"ok": false` in a 200.
struct SlackErrors;

impl ErrorFormat for SlackErrors {
    fn read(&self, _: &Parts, body: &[u8]) -> Option<ErrorBody> {
        #[derive(Deserialize)]
        struct Answer {
            ok: bool,
            error: Option<String>,
        }
        let answer: Answer = serde_json::from_slice(body).ok()?;
        (!answer.ok).then(|| ErrorBody::new().code(answer.error.unwrap_or_default()))
    }

    fn read_success(&self, head: &Parts, body: &[u8]) -> Option<ErrorBody> {
        self.read(head, body)
    }
}

#[derive(Debug, ErrorSet)]
enum SlackError {
    #[error(not_authed = 200)]
    NotAuthed(sigpost::Declared),
    #[error(default)]
    Other(sigpost::Declared),
}

#[endpoints(form, errors(SlackError))]
mod slack {
    use sigpost::endpoint;

    use super::SlackError;

    #[endpoint(GET "/users.info", returns(user.name))]
    pub(super) async fn get_user_info(user: &str) -> String;
    #[endpoint(POST "/admin.apps.approve", errors(app_not_found = 200))]
    pub(super) async fn approve_app(
        #[header("token")]
        #[sensitive]
        token: &str,
        app_id: &str,
    );
}

#[endpoint(POST "/item/get", returns(item), auth(none))]
async fn get_item(
    #[sensitive] client_id: &str,
    #[sensitive] secret: &str,
    #[sensitive] access_token: &str,
) -> serde_json::Value;
#[endpoint(POST "/item/get", returns(item), request = GetItemByHeaders)]
async fn get_item_by_headers(#[sensitive] access_token: &str) -> serde_json::Value;

/// Slack: a required `token` in the header or the query, and errors with status 200. Plaid: three API-key header fields
/// together, or the same in the body.
#[tokio::test]
async fn authentication_as_a_parameter() {
    // What all operations take belongs to the client, be it in the header or in the query.
    let client = |base: &str| Client::builder(base).error_format(SlackErrors);
    let by_query = client("https://h").api_key_query("token", "xoxb 1").build().unwrap();
    let request = by_query.send(slack::get_user_info("U1")).to_request().unwrap();
    assert_eq!(request.uri(), "https://h/users.info?user=U1&token=xoxb%201");
    let by_header = client("https://h").bearer_token("xoxb-1").build().unwrap();
    let request = by_header.send(slack::get_user_info("U1")).to_request().unwrap();
    assert_eq!(request.headers()["authorization"], "Bearer xoxb-1");
    // As an argument it is a secret that nothing shows.
    let approve = slack::approve_app("xoxp-2", "A1");
    assert_eq!(approve.to_request("https://h").unwrap().headers()["token"], "xoxp-2");
    assert!(!format!("{approve:?}").contains("xoxp-2"));

    let server = RawServer::with_json(r#"{"ok":false,"error":"not_authed"}"#);
    let slack = client(&server.base("")).build().unwrap();
    let error = slack.send(slack::get_user_info("U1")).await.unwrap_err();
    let Error::Declared(slack::GetUserInfoError::SlackError(SlackError::NotAuthed(error))) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.status(), 200);
    let server = RawServer::with_json(r#"{"ok":false,"error":"app_not_found"}"#);
    let slack = client(&server.base("")).build().unwrap();
    let error = slack.send(slack::approve_app("t", "A1")).await.unwrap_err();
    assert!(matches!(error, Error::Declared(slack::ApproveAppError::AppNotFound(_))), "{error:?}");
    let server = RawServer::with_json(r#"{"ok":true,"user":{"name":"ada"}}"#);
    let slack = client(&server.base("")).build().unwrap();
    assert_eq!(slack.send(slack::get_user_info("U1")).await.unwrap(), "ada");

    let plaid = Client::builder("https://h")
        .api_key_header("PLAID-CLIENT-ID", "c")
        .api_key_header("PLAID-SECRET", "s")
        .header("Plaid-Version", "2020-09-14")
        .build()
        .unwrap();
    let request = plaid.send(get_item_by_headers("a")).to_request().unwrap();
    let field = |name: &str| request.headers()[name].to_str().unwrap();
    assert_eq!(
        (field("plaid-client-id"), field("plaid-secret"), field("plaid-version")),
        ("c", "s", "2020-09-14")
    );
    assert_eq!(request.body().as_bytes().unwrap(), r#"{"access_token":"a"}"#);
    assert_eq!(
        sent(get_item("c", "s", "a")),
        "POST /item/get\ncontent-type: application/json\n\n{\"client_id\":\"c\",\"secret\":\"s\",\"access_token\":\"a\"}"
    );
    let curl = plaid.send(get_item("c", "s", "a")).to_curl().unwrap();
    assert!(
        curl.contains(r#"{"client_id":"<redacted>","secret":"<redacted>","access_token":"<redacted>"}"#),
        "{curl}"
    );
}

#[endpoint(GET "/models")]
async fn list_models();
#[endpoint(GET "/organization/users", auth(admin))]
async fn list_organization_users();
#[endpoint(GET "/publicRooms", auth(none))]
async fn list_public_rooms();

/// OpenAI's admin key; Discord and Matrix where a token is none, or may be none.
#[test]
fn two_kinds_of_key() {
    let client = Client::builder("https://h")
        .bearer_token("sk-usual")
        .credentials_named("admin", Credentials::bearer("sk-admin"))
        .build()
        .unwrap();
    let authorization = |request: http::Request<sigpost::Body>| {
        request.headers().get("authorization").map(|value| value.to_str().unwrap().to_owned())
    };
    let usual = client.send(list_models()).to_request().unwrap();
    assert_eq!(authorization(usual).as_deref(), Some("Bearer sk-usual"));
    let admin = client.send(list_organization_users()).to_request().unwrap();
    assert_eq!(authorization(admin).as_deref(), Some("Bearer sk-admin"));
    let open = client.send(list_public_rooms()).to_request().unwrap();
    assert_eq!(authorization(open), None);
    // Where a token may be left out, a client without one leaves it out; where it may not, nothing is sent.
    let stranger = Client::builder("https://h").build().unwrap();
    assert_eq!(authorization(stranger.send(list_models()).to_request().unwrap()), None);
    assert!(stranger.send(list_organization_users()).to_request().is_err());
}

/// Matrix: `{"errcode": "M_FORBIDDEN", "error": "No"}`.
struct MatrixErrors;

impl ErrorFormat for MatrixErrors {
    fn read(&self, _: &Parts, body: &[u8]) -> Option<ErrorBody> {
        #[derive(Deserialize)]
        struct Members {
            errcode: String,
            error: Option<String>,
        }
        let Members { errcode, error } = serde_json::from_slice(body).ok()?;
        Some(ErrorBody::new().code(errcode).message(error.unwrap_or_default()))
    }
}

#[derive(Debug, FromResponse)]
enum Registration {
    #[status(200)]
    Done(Registered),
    /// Some stage of authentication is missing.
    #[status(401)]
    Interactive(Interactive),
}

#[derive(Debug, Deserialize)]
struct Registered {
    user_id: String,
}

#[derive(Debug, Deserialize)]
struct Interactive {
    flows: Vec<Flow>,
    session: Option<String>,
    #[serde(default)]
    completed: Vec<String>,
    /// Why the last stage failed, if it did.
    errcode: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Flow {
    stages: Vec<String>,
}

#[derive(Serialize)]
struct Stage {
    r#type: String,
    session: String,
}

#[endpoint(POST "/register", auth(none), errors("M_USER_IN_USE" as UserInUse = 400))]
async fn register(username: &str, #[sensitive] password: &str, auth: Option<Stage>) -> Registration;

/// Matrix: `POST /register`. The 401 says which stages there are, and the second request goes through one of them.
#[tokio::test]
async fn interactive_authentication() {
    let call = async |status: &str, body: &str, request: Register<'_>| {
        let server = RawServer::with_body(status, "content-type: application/json\r\n", body);
        let client = Client::builder(server.base("")).error_format(MatrixErrors).bearer_token("t").build();
        let result = client.unwrap().send(request).await;
        let request = server.request();
        assert!(!request.contains("authorization"), "{request}");
        (result, request.split_once("\r\n\r\n").unwrap().1.to_owned())
    };
    let flows = r#"{"session":"s1","flows":[{"stages":["m.login.dummy"]}],"params":{}}"#;
    let (first, body) = call("401 Unauthorized", flows, register("ada", "p")).await;
    assert_eq!(body, r#"{"username":"ada","password":"p"}"#);
    let Ok(Registration::Interactive(Interactive { flows, session: Some(session), .. })) = first else {
        panic!("{first:?}")
    };
    let stage = || Stage { r#type: flows[0].stages[0].clone(), session: session.clone() };
    let (second, body) = call("200 OK", r#"{"user_id":"@ada:h"}"#, register("ada", "p").auth(stage())).await;
    assert_eq!(body, r#"{"username":"ada","password":"p","auth":{"type":"m.login.dummy","session":"s1"}}"#);
    let Ok(Registration::Done(Registered { user_id })) = second else { panic!("{second:?}") };
    assert_eq!(user_id, "@ada:h");

    // A stage that failed is an answer of the protocol as well, where its code is no declared error.
    let failed = r#"{"errcode":"M_FORBIDDEN","error":"No","flows":[],"completed":["a"]}"#;
    let (third, _) = call("401 Unauthorized", failed, register("ada", "p").auth(stage())).await;
    let Ok(Registration::Interactive(interactive)) = third else { panic!("{third:?}") };
    assert_eq!(
        (interactive.errcode.as_deref(), interactive.completed),
        (Some("M_FORBIDDEN"), vec!["a".into()])
    );
    let taken = r#"{"errcode":"M_USER_IN_USE","error":"Taken"}"#;
    let (fourth, _) = call("400 Bad Request", taken, register("ada", "p")).await;
    assert!(matches!(fourth, Err(Error::Declared(RegisterError::UserInUse(_)))), "{fourth:?}");
    // Without a connection it is the same.
    assert!(matches!(
        Register::decode(answer(200, &[], r#"{"user_id":"@ada:h"}"#)),
        Ok(Registration::Done(_))
    ));
}
