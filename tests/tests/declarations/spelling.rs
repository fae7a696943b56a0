//! Spellings near to mistakes, and right: each of these looks like something that a rule refuses.

use sigpost::{Declared, Endpoint, ErrorSet, Lookup, endpoint};

use crate::sent;

/// Declares `probe`, and says what it sends.
macro_rules! sends {
    ([$($annotation:tt)*] ($($parameters:tt)*), ($($arguments:tt)*), $expected:expr) => {{
        #[endpoint($($annotation)*)]
        fn probe($($parameters)*);

        assert_eq!(sent(&probe($($arguments)*)), $expected);
    }};
}

#[test]
fn characters_of_paths() {
    sends!([GET "/"] (), (), "GET /");
    sends!([GET "/users/"] (), (), "GET /users/");
    sends!([GET r"/raw/<a>"] (a: u8), (1), "GET /raw/1");
    sends!([GET r#"/raw/<a>"#] (a: u8), (1), "GET /raw/1");
    sends!([GET "/a b/é"] (), (), "GET /a%20b/%C3%A9");
    sends!([GET "/%7Buser%7D"] (), (), "GET /%7Buser%7D");
    sends!([GET "/%3Auser"] (), (), "GET /%3Auser");
    sends!([GET "/%2Apath"] (), (), "GET /%2Apath");
    sends!([GET "/~me/@all/$count/a+b/(c)"] (), (), "GET /~me/@all/$count/a+b/(c)");
    sends!([GET "/a..b/...c"] (), (), "GET /a..b/...c");
    sends!([GET "/100%25"] (), (), "GET /100%25");
    sends!([GET "/a:b*c"] (), (), "GET /a:b*c");
    sends!([GET "/*"] (), (), "GET /*");
}

#[test]
fn placeholders_beside_other_characters() {
    sends!([POST "/jobs/<id>:cancel"] (id: u8), (7), "POST /jobs/7:cancel");
    sends!([GET "/<owner>/<repo>.git"] (owner: &str, repo: &str), ("a", "b"), "GET /a/b.git");
    sends!([GET "/compare/<base>...<head>"] (base: &str, head: &str), ("a", "b"), "GET /compare/a...b");
    sends!([GET "/Calls(<sid>)"] (sid: u8), (7), "GET /Calls(7)");
    sends!([GET "/v<version>/users"] (version: u8), (2), "GET /v2/users");
    sends!([GET "/<path..>"] (path: &str), ("a/b"), "GET /a/b");
    sends!([GET "/<a>-<b>,<c>"] (a: u8, b: u8, c: u8), (1, 2, 3), "GET /1-2,3");
}

#[test]
fn queries() {
    sends!([GET "/a?flag&<b>"] (b: u8), (1), "GET /a?flag&b=1");
    sends!([GET "/a?x=1&x=2"] (), (), "GET /a?x=1&x=2");
    sends!([GET "/a?empty="] (), (), "GET /a?empty=");
    sends!([GET "/a?next=/b?c"] (), (), "GET /a?next=/b?c");
    sends!([GET "/a?b[c]=<d>"] (d: u8), (1), "GET /a?b%5Bc%5D=1");
}

#[test]
fn methods() {
    sends!([method("PURGE") "/a"] (b: u8), (1), "PURGE /a?b=1");
    sends!([method("VERSION-CONTROL") "/a"] (), (), "VERSION-CONTROL /a");
    sends!([OPTIONS "/a"] (), (), "OPTIONS /a");
}

#[endpoint[GET "/brackets"]]
fn brackets();

#[endpoint { GET "/braces" }]
fn braces();

#[endpoint(GET "/commas", idempotent, scopes("a", "b",), errors(gone = 410,), headers("X-A" = "b",),)]
fn commas();

#[test]
fn delimiters() {
    assert_eq!(sent(&brackets()), "GET /brackets");
    assert_eq!(sent(&braces()), "GET /braces");
    assert_eq!(sent(&commas()), "GET /commas");
}

#[derive(Debug, ErrorSet)]
enum Shared {
    #[error("rate.limited" = 429)]
    RateLimited(Declared),
}

#[endpoint(
    GET "/errors",
    errors(
        "2fa.required" as TwoFactorRequired = 403,
        default = 400,
        error = 500,
        errors = 501,
        r#type = 422,
        NotFound = 404,
        Client = 4xx,
        Server = 5XX,
        Other = default,
        self::Shared as Common,
    ),
)]
#[expect(dead_code, reason = "only its types are used")]
fn errors_of_all_kinds();

#[test]
fn names_of_errors() {
    let error = |status: u16, code: &str| {
        let body = format!(r#"{{"code": "{code}"}}"#);
        let answer = sigpost::http::Response::builder().status(status).body(body.into()).unwrap();
        match ErrorsOfAllKinds::decode(answer) {
            Err(sigpost::Error::Declared(error)) => {
                format!("{error:?}").split('(').next().unwrap().to_owned()
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(error(403, "2fa.required"), "TwoFactorRequired");
    assert_eq!(error(400, "default"), "Default");
    assert_eq!(error(422, "type"), "Type");
    assert_eq!(error(429, "rate.limited"), "Common");
    assert_eq!(error(404, "whatever"), "NotFound");
    assert_eq!(error(418, "whatever"), "Client");
}

mod models {
    #[derive(serde::Serialize)]
    pub(super) struct CreateUser {
        pub(super) name: String,
    }
}

// The type of the parameter and that of the request have one name, in two modules.
#[endpoint(POST "/users")]
fn create_user(#[body] user: models::CreateUser);

// The name of a type parameter is none of a request.
#[endpoint(POST "/users")]
fn replace_user<ReplaceUserBody: serde::Serialize>(#[body] user: ReplaceUserBody);

#[test]
fn names_of_types() {
    let user = models::CreateUser { name: "Ada".into() };
    assert_eq!(sent(&create_user(user)), r#"POST /users {"name":"Ada"}"#);
    assert_eq!(sent(&replace_user([1])), "POST /users [1]");
}

// A parameter may replace a constant header field where it is given.
#[endpoint(GET "/users", headers("X-Team" = "all"))]
fn list_users(#[header] x_team: Option<&str>);

#[test]
fn a_constant_as_default() {
    let team = |request: ListUsers<'_>| {
        request.to_request("https://h").unwrap().headers()["x-team"].to_str().unwrap().to_owned()
    };
    assert_eq!(team(list_users()), "all");
    assert_eq!(team(list_users().x_team("math")), "math");
}

#[derive(Lookup)]
enum TeamLookup {
    #[expect(dead_code, reason = "only the other is looked up here")]
    Id(u64),
    #[rename("the-slug")]
    Slug(&'static str),
}

// In a path the name of a lookup is that of its query pair.
#[endpoint(GET "/teams/<team>")]
fn get_team(#[rename("Team")] team: TeamLookup);

#[test]
fn a_renamed_lookup() {
    assert_eq!(sent(&get_team(TeamLookup::Slug("math"))), "GET /teams/_?Team%5Bthe-slug%5D=math");
}

#[endpoint(POST "/a", auth("two words"), returns("odd name"."x/y", type), timeout = "500ms", crate = ::sigpost)]
#[must_use]
fn odd_values<const N: usize>(
    bytes: [u8; N],
    none: (),
    nested: Option<Option<[(u8, &str); 1]>>,
) -> (String, u8)
where
    [u8; N]: serde::Serialize;

#[test]
fn values_and_types() {
    assert_eq!(sent(&odd_values([1, 2], ())), r#"POST /a {"bytes":[1,2],"none":null}"#);
    let request = odd_values([1], ()).nested(Some([(1, "a")]));
    assert_eq!(sent(&request), r#"POST /a {"bytes":[1],"none":null,"nested":[[1,"a"]]}"#);
    let answer = sigpost::http::Response::new(r#"{"odd name": {"x/y": "a"}, "type": 7}"#.into());
    assert_eq!(OddValues::<1>::decode(answer).unwrap(), ("a".to_owned(), 7));
}
