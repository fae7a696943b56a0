//! The story of the git host: how it comes out, and what it sends.

use std::process::{Command, ExitCode};

use sigpost_examples::git_hosting::server::{Server, TOKEN};
use sigpost_examples::git_hosting::story::Story;
use sigpost_examples::loopback::Received;
use tokio::runtime::Runtime;

/// Tells the story, and gives what came to the API and to the host of files.
fn received() -> (Vec<Received>, Vec<Received>) {
    let runtime = Runtime::new().unwrap();
    let server = runtime.block_on(Server::start()).unwrap();
    let story = Story::new(&server.base_url(), &server.files_url()).unwrap();
    assert_eq!(story.tell(&runtime), ExitCode::SUCCESS);
    (server.received(), server.received_by_files())
}

/// The `index`th request of this line, from 0.
fn request<'a>(received: &'a [Received], line: &str, index: usize) -> &'a Received {
    received.iter().filter(|request| request.line == line).nth(index).expect(line)
}

#[test]
fn each_step_asks_for_what_the_documentation_says() {
    let (api, files) = received();
    let lines: Vec<_> = api.iter().map(|request| request.line.replace(" /api/v3", " ")).collect();
    let expected = "\
        GET /orgs/acme/repos?per_page=2\n\
        GET /orgs/acme/repos?per_page=2&page=2\n\
        GET /orgs/acme/repos?per_page=2&page=3\n\
        GET /orgs/acme/repos?type=sources\n\
        GET /search/repositories?q=acme/&per_page=4\n\
        GET /search/repositories?q=acme/&per_page=4&page=2\n\
        GET /search/repositories?q=rocket\n\
        GET /repos/acme/rocket\n\
        GET /repos/acme/rocket\n\
        GET /repos/acme/missile\n\
        GET /repos/acme/rocket/stats/contributors\n\
        GET /repos/acme/rocket/stats/contributors\n\
        GET /repos/acme/anvil/stats/contributors\n\
        GET /repos/acme/rocket/compare/main...grace:faster%2Fengine\n\
        GET /repos/acme/rocket/compare/main...faster\n\
        GET /repos/acme/rocket/git/commits/7e57.patch\n\
        GET /repos/acme/rocket/contents/?ref=main\n\
        GET /repos/acme/rocket/contents/src/engine.rs\n\
        GET /repos/acme/rocket/contents/LATEST\n\
        GET /repos/acme/rocket/contents/README.md\n\
        GET /repos/acme/rocket/tarball/heads/main\n\
        GET /repos/acme/rocket/tarball/heads/main\n\
        GET /orgs/acme/repos?per_page=3\n\
        GET /orgs/acme/repos?per_page=3&page=2\n\
        GET /user/starred/acme/rocket\n\
        PUT /user/starred/acme/rocket\n\
        GET /user/starred/acme/rocket\n\
        DELETE /user/starred/acme/rocket\n\
        GET /user/starred/acme/rocket\n\
        PUT /repos/acme/rocket/contents/docs/how%20to%20fly.md\n\
        PUT /repos/acme/rocket/contents/docs/how%20to%20fly.md\n\
        PUT /repos/acme/rocket/contents/docs/how%20to%20fly.md\n\
        DELETE /repos/acme/rocket/contents/docs/how%20to%20fly.md\n\
        GET /repos/acme/rocket/contents/docs/how%20to%20fly.md\n\
        POST /repos/acme/rocket/issues\n\
        PATCH /repos/acme/rocket/issues/1\n\
        GET /repos/acme/rocket/pulls/7/merge\n\
        PUT /repos/acme/rocket/pulls/7/merge\n\
        PUT /repos/acme/rocket/pulls/7/merge\n\
        PUT /repos/acme/rocket/pulls/7/merge\n\
        PUT /repos/acme/rocket/pulls/8/merge\n\
        GET /repos/acme/rocket/pulls/7/merge\n\
        POST /repos/acme/rocket/releases\n\
        POST /repos/acme/rocket/releases\n\
        GET /repos/status/busy\n\
        GET /repos/status/busy\n\
        GET /repos/acme/none\n\
        GET /repos/status/503\n\
        GET /repos/status/502\n\
        GET /repos/status/451\n\
        GET /repos/acme/rocket\n\
        GET /repos/acme/rocket\n\
        POST /repos/acme/rocket/issues\n\
        GET /zen\n\
        POST /applications/Iv1.acme/token\n\
        GET /repositories/1\n\
        GET /repos/acme/rocket";
    assert_eq!(lines.join("\n"), expected);
    let lines: Vec<_> = files.iter().map(|request| request.line.as_str()).collect();
    let expected = [
        "GET /acme/rocket/legacy.tar.gz/heads/main",
        "POST /repos/acme/rocket/releases/1/assets?name=rocket%20v1.0.tar.gz",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn headers_and_bodies_are_those_of_the_declarations() {
    let (api, files) = received();
    // The header of the group, and where an endpoint has its own.
    let repository = "GET /api/v3/repos/acme/rocket";
    let first = request(&api, repository, 0);
    assert_eq!(first.header("accept"), "application/vnd.github+json");
    assert_eq!(first.header("x-github-api-version"), "2022-11-28");
    assert_eq!(first.header("authorization"), format!("Bearer {TOKEN}"));
    assert!(!first.headers.contains_key("if-none-match"));
    assert_eq!(request(&api, repository, 1).header("if-none-match"), "\"v1\"");
    let diff = request(&api, "GET /api/v3/repos/acme/rocket/compare/main...faster", 0);
    assert_eq!(diff.header("accept"), "application/vnd.github.diff");
    let file = request(&api, "GET /api/v3/repos/acme/rocket/contents/README.md", 0);
    assert_eq!(file.header("accept"), "application/vnd.github.raw+json");

    let star = request(&api, "PUT /api/v3/user/starred/acme/rocket", 0);
    assert_eq!((star.header("content-length"), star.text().as_str()), ("0", ""));
    let removal = request(&api, "DELETE /api/v3/repos/acme/rocket/contents/docs/how%20to%20fly.md", 0);
    let sha = format!("{:040x}", 5);
    assert_eq!(removal.text(), format!(r#"{{"message":"Needless","sha":"{sha}"}}"#));
    let issue = request(&api, "POST /api/v3/repos/acme/rocket/issues", 0);
    assert_eq!(issue.text(), r#"{"title":"It falls","labels":["bug"],"milestone":2}"#);
    let change = request(&api, "PATCH /api/v3/repos/acme/rocket/issues/1", 0);
    assert_eq!(change.text(), r#"{"state":"closed","milestone":null}"#);

    // Credentials: of the application, none, none, and the usual ones also at the host of uploads.
    let check = request(&api, "POST /api/v3/applications/Iv1.acme/token", 0);
    assert!(check.header("authorization").starts_with("Basic "));
    assert_eq!(request(&api, "GET /api/v3/zen", 0).header("authorization"), "");
    assert_eq!(files[0].header("authorization"), "");
    assert_eq!(files[1].header("authorization"), format!("Bearer {TOKEN}"));
    assert_eq!(files[1].header("content-type"), "application/gzip");
    assert_eq!(files[1].body[..], [0x1f, 0x8b, 8, 0]);
}

#[test]
fn the_program_tells_the_whole_story() {
    let output = Command::new(env!("CARGO_BIN_EXE_git-hosting")).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}");
    for part in [
        "acme/tunnel, acme/magnet",
        "53 of 60 calls left",
        "the same again: not modified",
        "they are being counted",
        "LATEST is README.md",
        "write_file: 409 Conflict: The hash is not that of the file",
        "busy: get_repository: 503",
        "wait Some(60s)",
        "authorization: <redacted>",
        "0 skipped",
    ] {
        assert!(told.contains(part), "{part} is missing in:\n{told}");
    }
    assert!(!told.contains(TOKEN), "{told}");
}

#[test]
fn the_story_fails_where_nothing_is_as_it_should_be() {
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let story = Story::new(&format!("http://{dead}"), &format!("http://{dead}")).unwrap();
    assert_eq!(story.tell(&Runtime::new().unwrap()), ExitCode::FAILURE);
}
