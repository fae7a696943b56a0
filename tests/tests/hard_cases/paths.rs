//! Paths that are more than segments and values.

use serde::Serialize;
use sigpost::{Endpoint, PathRefusal, RequestFault, endpoint, endpoints};

use crate::{sent, target};

#[endpoints(form)]
mod box_com {
    use sigpost::endpoint;

    #[endpoint(POST "/oauth2/token", returns(access_token), fields(grant_type = "authorization_code"))]
    pub(super) async fn get_access_token(code: &str, #[sensitive] client_secret: &str) -> String;

    #[endpoint(POST "/oauth2/token", returns(access_token), fields(grant_type = "refresh_token"))]
    pub(super) async fn refresh_access_token(
        #[sensitive] refresh_token: &str,
        #[sensitive] client_secret: &str,
    ) -> String;
}

#[endpoint(PUT "/files/<file>")]
async fn update_file(file: u64, name: Option<&str>);
#[endpoint(PUT "/files/<file>?fields=shared_link")]
async fn add_shared_link(file: u64, shared_link: SharedLink);
#[endpoint(POST "/responses?beta=true")]
async fn create_response(model: &str);

#[derive(Serialize)]
struct SharedLink {
    access: &'static str,
}

/// Box: `POST /oauth2/token` and `POST /oauth2/token#refresh` are two functions on one path. OpenAI:
/// `POST /responses?beta=true`.
#[test]
fn path_key_is_not_a_path() {
    let head = "POST /oauth2/token\ncontent-type: application/x-www-form-urlencoded\n\n";
    assert_eq!(
        sent(box_com::get_access_token("c", "s")),
        format!("{head}code=c&client_secret=s&grant_type=authorization_code")
    );
    assert_eq!(
        sent(box_com::refresh_access_token("r", "s")),
        format!("{head}refresh_token=r&client_secret=s&grant_type=refresh_token")
    );
    assert_eq!(
        sent(update_file(7).name("a")),
        "PUT /files/7\ncontent-type: application/json\n\n{\"name\":\"a\"}"
    );
    assert_eq!(
        sent(add_shared_link(7, SharedLink { access: "open" })),
        "PUT /files/7?fields=shared_link\ncontent-type: application/json\n\n{\"shared_link\":{\"access\":\"open\"}}"
    );
    assert_eq!(
        sent(create_response("m")),
        "POST /responses?beta=true\ncontent-type: application/json\n\n{\"model\":\"m\"}"
    );
}

#[endpoints(rename_all = "PascalCase", form)]
mod twilio {
    use sigpost::endpoint;

    #[endpoint(GET "/2010-04-01/Accounts/<account_sid>/Calls.json")]
    pub(super) async fn list_calls(
        account_sid: &str,
        start_time: Option<&str>,
        #[rename("StartTime<")] start_time_before: Option<&str>,
        #[rename("StartTime>")] start_time_after: Option<&str>,
        page_size: Option<u16>,
    );

    #[endpoint(POST "/2010-04-01/Accounts/<account_sid>/Calls/<sid>.json")]
    pub(super) async fn update_call(account_sid: &str, sid: &str, status_callback: Option<&str>);
}

/// Twilio: `/2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}.json`, with `StartTime<` and `StartTime>` beside `StartTime`.
#[test]
fn suffix_on_every_path() {
    assert_eq!(
        target(
            twilio::list_calls("AC1")
                .start_time("1")
                .start_time_before("2")
                .start_time_after("3")
                .page_size(50)
        ),
        "GET /2010-04-01/Accounts/AC1/Calls.json?StartTime=1&StartTime%3C=2&StartTime%3E=3&PageSize=50"
    );
    assert_eq!(
        sent(twilio::update_call("AC1", "CA/2").status_callback("https://a.example/?b=c")),
        "POST /2010-04-01/Accounts/AC1/Calls/CA%2F2.json\ncontent-type: application/x-www-form-urlencoded\n\n\
         StatusCallback=https://a.example/?b%3Dc"
    );
}

#[endpoint(GET "/repos/<owner>/<repo>/compare/<base>...<head>")]
async fn compare_commits(owner: &str, repo: &str, base: &str, head: &str);
#[endpoint(GET "/repos/<owner>/<repo>/pulls/<index>.<diff_type>")]
async fn download_pull_diff(owner: &str, repo: &str, index: u64, diff_type: &str);

/// GitHub: `/repos/{owner}/{repo}/compare/{base}...{head}`. Forgejo: `/pulls/{index}.{diffType}`.
#[test]
fn two_parameters_in_one_segment() {
    assert_eq!(
        target(compare_commits("o", "r", "release/1.0", "ada:main")),
        "GET /repos/o/r/compare/release%2F1.0...ada:main"
    );
    assert_eq!(target(download_pull_diff("o", "r", 7, "patch")), "GET /repos/o/r/pulls/7.patch");
    let error = compare_commits("o", "r", "", "main").to_request("https://h").unwrap_err();
    assert!(matches!(error.fault(), RequestFault::Path { parameter: "base", .. }), "{error:?}");
}

#[endpoint(GET "/repos/<owner>/<repo>/contents/<path..>")]
async fn get_content(owner: &str, repo: &str, path: &str);
#[endpoint(GET "/repos/<owner>/<repo>/git/ref/<reference..>")]
async fn get_ref(owner: &str, repo: &str, reference: &str);
#[endpoint(POST "/sys/auth/<path..>/tune")]
async fn tune_auth_method(path: &str, description: &str);
#[endpoint(GET "/api/v1/namespaces/<namespace>/pods/<name>/proxy/<path..>")]
async fn proxy_pod(namespace: &str, name: &str, path: &str);
#[endpoint(GET "/images/<name..>/json")]
async fn inspect_image(name: &str);

/// GitHub: `/contents/{path}`, `/git/ref/{ref}`. Vault: `/sys/auth/{path}/tune`. Kubernetes: `/proxy/{path}`. Docker:
/// `/images/{name}/json`.
#[test]
fn slashes_in_a_value() {
    assert_eq!(target(get_content("o", "r", "src/a b#1.rs")), "GET /repos/o/r/contents/src/a%20b%231.rs");
    assert_eq!(target(get_ref("o", "r", "heads/main")), "GET /repos/o/r/git/ref/heads/main");
    assert_eq!(
        sent(tune_auth_method("team/ldap", "d")),
        "POST /sys/auth/team/ldap/tune\ncontent-type: application/json\n\n{\"description\":\"d\"}"
    );
    assert_eq!(
        target(proxy_pod("n", "p", "metrics/cadvisor")),
        "GET /api/v1/namespaces/n/pods/p/proxy/metrics/cadvisor"
    );
    assert_eq!(
        target(inspect_image("registry.example:5000/team/app:1.0")),
        "GET /images/registry.example:5000/team/app:1.0/json"
    );
    // The slashes stay, and what they separate is checked, wherever it stands.
    for name in ["..", "a/../b", "a/.", "a//b", "/a", ""] {
        let error = inspect_image(name).to_request("https://h").unwrap_err();
        assert!(matches!(error.fault(), RequestFault::Path { parameter: "name", .. }), "{name}: {error:?}");
    }
}

#[endpoint(GET "/<index>/_search")]
async fn search(
    #[path(style = comma)] index: &[&str],
    #[query(style = comma)] stored_fields: Option<&[&str]>,
    ignore_unavailable: Option<bool>,
    #[field] query: Option<serde_json::Value>,
    #[field] size: Option<u32>,
);

/// Elasticsearch: `GET /{index}/_search`, with a body.
#[test]
fn list_in_the_path() {
    assert_eq!(
        sent(search(&["logs-*", "-logs,old"]).stored_fields(&["a", "b"]).ignore_unavailable(true).size(5)),
        "GET /logs-*,-logs%2Cold/_search?stored_fields=a,b&ignore_unavailable=true\n\
         content-type: application/json\n\n\
         {\"size\":5}"
    );
    assert_eq!(
        sent(search(&["a"]).query(serde_json::json!({"match_all": {}}))),
        "GET /a/_search\ncontent-type: application/json\n\n{\"query\":{\"match_all\":{}}}"
    );
}

#[endpoint(PUT "/rooms/<room>/state/<event_type>/<state_key>")]
async fn set_state(
    room: &str,
    event_type: &str,
    #[path(allow_empty)] state_key: &str,
    #[body] content: serde_json::Value,
);

/// Matrix: `PUT /rooms/{roomId}/state/{eventType}/{stateKey}`, whose last segment may be empty, and no other.
#[test]
fn empty_last_segment() {
    let name = || serde_json::json!({"name": "Room"});
    assert_eq!(
        sent(set_state("!r:h.example", "m.room.name", "", name())),
        "PUT /rooms/!r:h.example/state/m.room.name/\ncontent-type: application/json\n\n{\"name\":\"Room\"}"
    );
    assert_eq!(
        target(set_state("!r:h.example", "m.room.member", "@ada:h.example", name())),
        "PUT /rooms/!r:h.example/state/m.room.member/@ada:h.example"
    );
    let error = set_state("", "m.room.name", "", name()).to_request("https://h").unwrap_err();
    assert_eq!(*error.fault(), RequestFault::Path { parameter: "room", refusal: PathRefusal::Empty });
}

#[endpoint(GET "/api/v1/namespaces/<namespace>/deployments/<deployment_series_name>/<deployment_build_id>")]
async fn describe_deployment(
    namespace: &str,
    deployment_series_name: &str,
    deployment_build_id: &str,
    #[rename("report.task_types")] report_task_types: Option<&[&str]>,
);

/// Temporal: `/deployments/{deployment.series_name}/{deployment.build_id}`. The name of a path parameter is not sent, and
/// that of a query parameter may have dots.
#[test]
fn dotted_template_names() {
    assert_eq!(
        target(describe_deployment("n", "s.1", "b").report_task_types(&["A", "B"])),
        "GET /api/v1/namespaces/n/deployments/s.1/b?report.task_types=A&report.task_types=B"
    );
}
