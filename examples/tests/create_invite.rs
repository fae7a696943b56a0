//! The program `create-invite` as a user runs it.

use std::process::{Command, Output, Stdio};

use sigpost_examples::krystal_identity::server;

fn run(arguments: &[&str]) -> (Output, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_create-invite")).args(arguments).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    (output, told)
}

#[test]
fn tells_the_whole_story_with_a_server_of_its_own() {
    let (output, told) = run(&[]);
    assert!(output.status.success(), "{told}");
    for part in [
        "45 organizations",
        "authorization: <redacted>",
        "for          invitee@example.com",
        "OrganizationNotFound: create_invite: 404",
        "Email address is invalid",
        "UserNotFound: update_user: 404",
        "ValidationError: update_user: 422",
        "InviteNotFound: revoke_invite: 404",
        "InviteRevoked: accept_invite: 409",
        "page 7 is the last, with 1 of 1201 invites",
        r#"PATCH {"properties":{"time_zone":"Europe/Berlin"}}"#,
        r#"PATCH {"properties":{"email_address":null}}"#,
        "invalid_api_token",
        "the endpoint takes one of the scopes: invites:write",
        "route_not_found",
        "text/html",
        "`organization` makes the path segment `..`",
        "could not connect to the server",
        "0 skipped",
    ] {
        assert!(told.contains(part), "{part} is missing in:\n{told}");
    }
    assert!(!told.contains(server::ADMIN_TOKEN), "{told}");
}

/// As against a real installation, with one that is at hand.
#[test]
fn aims_at_an_installation() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(server::start()).unwrap();
    let base_url = server.base_url();
    let arguments = [
        "--base-url",
        &base_url,
        "--token",
        server::ADMIN_TOKEN,
        "--organization",
        server::ORGANIZATION_IDENTIFIER,
        "--email",
        "grace.hopper@example.org",
    ];
    let (output, told) = run(&arguments);
    assert!(output.status.success(), "{told}");
    for part in [
        "for          grace.hopper@example.org",
        "Email address is invalid",
        "OrganizationNotFound",
        "skipped: it needs other tokens",
        "skipped: the new invite is for whoever was invited",
    ] {
        assert!(told.contains(part), "{part} is missing in:\n{told}");
    }
    assert!(!told.contains(server::ADMIN_TOKEN) && !told.contains("invalid_api_token"), "{told}");

    // Again, the address has been invited already: what the server says of it is told, and the story goes on.
    let (output, told) = run(&arguments);
    assert_eq!(output.status.code(), Some(1), "{told}");
    for part in ["Email address has already been invited", "skipped: there is no new invite", "1 failed"] {
        assert!(told.contains(part), "{part} is missing in:\n{told}");
    }
}

/// As `create-invite | head` does.
#[test]
fn goes_on_when_nobody_listens() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_create-invite"));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn fails_where_nothing_is_as_it_should_be() {
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let base_url = format!("http://{dead}");
    let (output, told) = run(&["--base-url", &base_url, "--token", "t", "--organization", "acme"]);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("NOT AS IT SHOULD BE") && told.contains("could not connect"), "{told}");
}

#[test]
fn an_installation_needs_a_token_and_an_organization() {
    let (output, _) = run(&["--base-url", "https://h.example"]);
    assert!(!output.status.success());
}
