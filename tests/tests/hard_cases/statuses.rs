//! Answers whose status, header fields, or shape says what they are.

use std::collections::BTreeMap;
use std::io::Write as _;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use http::response::Parts;
use serde::Deserialize;
use sigpost::{Body, ByteStream, Bytes, Client, DecodeError, Endpoint, Error, FromResponse, endpoint, kind};
use sigpost_tests::raw_server::RawServer;

use crate::{accept, answer, target};

#[derive(Debug, Deserialize, PartialEq)]
struct Contributor {
    total: u64,
}

#[derive(Debug, FromResponse, PartialEq)]
enum ContributorStats {
    #[status(200)]
    Ready(Vec<Contributor>),
    #[status(202)]
    BeingComputed,
    #[status(204)]
    Empty,
}

#[endpoint(GET "/repos/<owner>/<repo>/stats/contributors", errors(NotFound = 404))]
async fn get_contributors_stats(owner: &str, repo: &str) -> ContributorStats;

/// GitHub: `GET /repos/{owner}/{repo}/stats/contributors`.
#[test]
fn status_200_202_or_204() {
    let read = |status, body: &'static str| GetContributorsStats::decode(answer(status, &[], body)).unwrap();
    assert_eq!(read(200, r#"[{"total":7}]"#), ContributorStats::Ready(vec![Contributor { total: 7 }]));
    assert_eq!(read(202, "{}"), ContributorStats::BeingComputed);
    assert_eq!(read(204, ""), ContributorStats::Empty);
    assert_eq!(accept(get_contributors_stats("o", "r")), "application/json");
    let error = GetContributorsStats::decode(answer(404, &[], r#"{"message":"Not Found"}"#)).unwrap_err();
    assert!(matches!(error, Error::Declared(GetContributorsStatsError::NotFound(_))), "{error:?}");
}

#[derive(Debug, FromResponse, PartialEq)]
enum Starred {
    #[status(204)]
    Yes,
    #[status(404)]
    No,
}

impl From<Starred> for bool {
    fn from(starred: Starred) -> Self {
        starred == Starred::Yes
    }
}

#[endpoint(GET "/gists/<gist>/star", errors(Forbidden = 403))]
#[expect(dead_code, reason = "only its types are used")]
async fn check_star(gist: &str) -> Starred;

/// GitHub: `GET /gists/{gist_id}/star`, where 404 is an answer.
#[test]
fn status_as_boolean() {
    assert!(bool::from(CheckStar::decode(answer(204, &[], "")).unwrap()));
    assert!(!bool::from(CheckStar::decode(answer(404, &[], r#"{"message":"Not Found"}"#)).unwrap()));
    let error = CheckStar::decode(answer(403, &[], r#"{"message":"No"}"#)).unwrap_err();
    assert!(matches!(error, Error::Declared(CheckStarError::Forbidden(_))), "{error:?}");
}

#[derive(Debug, FromResponse)]
enum Archive {
    #[status(302, 307)]
    At(http::Response<()>),
}

#[endpoint(GET "/repos/<owner>/<repo>/zipball/<reference..>", errors(NotFound = 404))]
async fn get_archive(owner: &str, repo: &str, reference: &str) -> Archive;
/// Gets what is at an address that an answer gave.
#[endpoint(GET "/")]
async fn download() -> ByteStream;

/// GitHub's archives (302), Twilio's payloads (307): the answer is where the file is, on another host, which must not be
/// shown the credentials.
#[tokio::test]
async fn redirect_as_result() {
    let files = RawServer::with_body("200 OK", "", "PK");
    let location = files.base("/o/r.zip?signature=a%2Fb&expires=7");
    let at = format!("location: {location}\r\n");
    let api = RawServer::with_body("302 Found", &at, "");
    let client = Client::builder(api.base("/v3"))
        .bearer_token("secret")
        .api_key_header("X-Key", "secret")
        .api_key_query("key", "secret")
        .build()
        .unwrap();

    let Archive::At(found) = client.send(get_archive("o", "r", "heads/main")).await.unwrap();
    assert!(api.request().starts_with("GET /v3/repos/o/r/zipball/heads/main?key=secret HTTP/1.1\r\n"));
    assert!(files.requests().is_empty(), "a redirect is not followed by itself");

    let location = found.headers()["location"].to_str().unwrap();
    let content = client.send(download()).url(location).await.unwrap().collect(10).await.unwrap();
    assert_eq!(content, "PK");
    let request = files.request();
    assert!(request.starts_with("GET /o/r.zip?signature=a%2Fb&expires=7 HTTP/1.1\r\n"), "{request}");
    assert!(!request.contains("secret"), "{request}");
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Entry {
    File { path: String, content: Option<String> },
    Symlink { target: String },
    Submodule { sha: String },
    Dir { path: String },
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(untagged)]
enum Content {
    Directory(Vec<Entry>),
    One(Entry),
}

#[derive(Debug, Deserialize)]
struct ContentObject {
    entries: Vec<Entry>,
}

#[endpoint(GET "/repos/<owner>/<repo>/contents/<path..>?ref=<reference>")]
async fn get_content(owner: &str, repo: &str, path: &str, reference: Option<&str>) -> Content;
#[endpoint(
    GET "/repos/<owner>/<repo>/contents/<path..>",
    request = GetContentAsObject,
    headers("Accept" = "application/vnd.github.object+json")
)]
async fn get_content_object(owner: &str, repo: &str, path: &str) -> ContentObject;
#[endpoint(
    GET "/repos/<owner>/<repo>/contents/<path..>",
    headers("Accept" = "application/vnd.github.raw+json")
)]
async fn get_raw_content(owner: &str, repo: &str, path: &str) -> Bytes;

/// GitHub: `GET /contents/{path}` is an array, a file, a symlink, or a submodule, and `Accept` makes another of it.
#[test]
fn one_of_several_shapes() {
    assert_eq!(target(get_content("o", "r", "a/b").reference("v1")), "GET /repos/o/r/contents/a/b?ref=v1");
    let read = |body: &'static str| GetContent::decode(answer(200, &[], body)).unwrap();
    assert_eq!(
        read(r#"[{"type":"dir","path":"a"},{"type":"file","path":"b"}]"#),
        Content::Directory(vec![
            Entry::Dir { path: "a".into() },
            Entry::File { path: "b".into(), content: None }
        ])
    );
    assert_eq!(
        read(r#"{"type":"file","path":"b","content":"eA=="}"#),
        Content::One(Entry::File { path: "b".into(), content: Some("eA==".into()) })
    );
    assert_eq!(
        read(r#"{"type":"symlink","target":"b"}"#),
        Content::One(Entry::Symlink { target: "b".into() })
    );
    assert_eq!(read(r#"{"type":"submodule","sha":"1"}"#), Content::One(Entry::Submodule { sha: "1".into() }));
    let error = GetContent::decode(answer(200, &[], r#"{"type":"socket"}"#)).unwrap_err();
    assert!(matches!(error, Error::Malformed(_)), "{error:?}");

    assert_eq!(accept(get_content_object("o", "r", "a")), "application/vnd.github.object+json");
    let object = answer(200, &[], r#"{"type":"dir","entries":[{"type":"dir","path":"a"}]}"#);
    assert_eq!(GetContentAsObject::decode(object).unwrap().entries, [Entry::Dir { path: "a".into() }]);
    assert_eq!(accept(get_raw_content("o", "r", "a")), "application/vnd.github.raw+json");
    assert_eq!(&*GetRawContent::decode(answer(200, &[], &b"\xff\x00"[..])).unwrap(), b"\xff\x00");
}

#[derive(Debug, Deserialize, PartialEq)]
struct PathStat {
    name: String,
    size: u64,
}

/// What Docker says of a path: base64 of JSON, in a header field.
struct StatOfHeader(PathStat);

impl FromResponse<kind::Plain> for StatOfHeader {
    const ACCEPT: &'static str = "*/*";

    fn from_response(head: &Parts, _: &mut Body) -> Result<Self, DecodeError> {
        let field = head.headers.get("X-Docker-Container-Path-Stat");
        let field = field.ok_or_else(|| DecodeError::new("there is no `X-Docker-Container-Path-Stat`"))?;
        let json = BASE64_STANDARD.decode(field).map_err(DecodeError::new)?;
        serde_json::from_slice(&json).map(Self).map_err(DecodeError::new)
    }
}

#[endpoint(HEAD "/containers/<id>/archive", errors(NotFound = 404))]
async fn container_archive_info(id: &str, path: &str) -> StatOfHeader;
#[endpoint(GET "/orgs/<org>/repos", paginate(link))]
async fn list_repos(org: &str) -> Vec<u64>;
#[endpoint(POST "/admin/realms/<realm>/users", errors(Exists = 409))]
#[expect(dead_code, reason = "only its types are used")]
async fn create_user(realm: &str, #[body] user: BTreeMap<&str, &str>) -> http::Response<()>;

/// Docker: `HEAD /containers/{id}/archive`. GitHub: `Link`. Keycloak: the id of what was created, in `Location`.
#[tokio::test]
async fn information_only_in_headers() {
    assert_eq!(target(container_archive_info("c", "/etc/a b")), "HEAD /containers/c/archive?path=/etc/a%20b");
    let stat = BASE64_STANDARD.encode(r#"{"name":"a b","size":7,"mode":420}"#);
    let stat = format!("X-Docker-Container-Path-Stat: {stat}");
    let StatOfHeader(stat) = ContainerArchiveInfo::decode(answer(200, &[&stat], "")).unwrap();
    assert_eq!(stat, PathStat { name: "a b".into(), size: 7 });
    let error = ContainerArchiveInfo::decode(answer(200, &[], "")).err().unwrap();
    assert!(matches!(error, Error::Malformed(_)), "{error:?}");

    let server = RawServer::behaving({
        let first = std::sync::atomic::AtomicBool::new(true);
        move |stream| {
            let is_first = first.swap(false, std::sync::atomic::Ordering::SeqCst);
            let link = if is_first { "link: <?page=2>; rel=\"next\"\r\n" } else { "" };
            let body = if is_first { "[1,2]" } else { "[3]" };
            let length = body.len();
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\n{link}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
            );
        }
    });
    let client = Client::new(server.base("")).unwrap();
    let mut repos = client.send(list_repos("o")).items();
    let mut all = Vec::new();
    while let Some(repo) = repos.next().await {
        all.push(repo.unwrap());
    }
    assert_eq!(all, [1, 2, 3]);
    assert!(server.requests()[1].starts_with("GET /orgs/o/repos?page=2 "), "{:?}", server.requests());

    let created = answer(201, &["location: https://h.example/admin/realms/r/users/1f"], "");
    let created = CreateUser::decode(created).unwrap();
    assert_eq!(created.headers()["location"].to_str().unwrap().rsplit_once('/').unwrap().1, "1f");
}
