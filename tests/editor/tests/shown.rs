//! What rust-analyzer shows of a declaration, whole and half written. Where the toolchain has no rust-analyzer, this is
//! said, and nothing is tested.

use std::path::Path;

use sigpost as _;
use sigpost_editor_test::Editor;

const WHOLE: &str = r#"use sigpost::endpoint;

pub struct Organization;
pub struct Properties;
pub struct Invite;
pub struct Problems;

/// Invites a user.
#[endpoint(
    POST "/organizations/<organization>/invites?<limit>",
    returns(invite),
    errors(organization_not_found = 404, invalid = 422 => Problems),
    timeout = "30s",
)]
pub async fn create_invite(organization: Organization, limit: u8, #[body] properties: Properties) -> Invite;

fn used(error: CreateInviteError) {
    let request: CreateInvite = create_invite(Organization, 1, Properties);
    match error {
        CreateInviteError::OrganizationNotFound(_) => {}
        _ => {}
    }
}
"#;

fn opened(name: &str, text: &str) -> Option<Editor> {
    let editor = Editor::open(&Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), text);
    if editor.is_none() {
        println!("skipped: this toolchain has no rust-analyzer (`rustup component add rust-analyzer`)");
    }
    editor
}

#[test]
fn hover_and_definitions() {
    let Some(mut editor) = opened("whole", WHOLE) else { return };

    let post = editor.hover("POST");
    assert!(post.contains("Parameters are members of the body."), "{post}");
    let returns = editor.hover("returns(");
    assert!(returns.contains("the value is that member of the JSON answer"), "{returns}");
    let timeout = editor.hover("timeout =");
    assert!(timeout.contains("how long a call may take in all"), "{timeout}");
    let body = editor.hover("body]");
    assert!(body.contains("the whole body, as its type says"), "{body}");
    let path = editor.hover("\"/organizations");
    assert!(path.contains("organization: Organization") && path.contains("limit: u8"), "{path}");
    let parameter = editor.hover("properties: ");
    assert!(parameter.contains("properties: Properties"), "{parameter}");
    let function = editor.hover("create_invite(Organization");
    assert!(function.contains("pub fn create_invite") && function.contains("Invites a user."), "{function}");

    let path = editor.definitions("\"/organizations");
    assert!(path.iter().any(|line| line.starts_with("main.rs: organization: Organization")), "{path:?}");
    assert!(path.iter().any(|line| line.starts_with("main.rs: limit: u8")), "{path:?}");
    // The call that a type must satisfy has its span, and leads elsewhere as well.
    for (mark, expected) in [
        ("Properties) -> Invite", "main.rs: Properties;"),
        ("Invite;\n\nfn", "main.rs: Invite;"),
        ("Problems)", "main.rs: Problems;"),
    ] {
        let found = editor.definitions(mark);
        assert_eq!(found.first().map(String::as_str), Some(expected), "{found:?}");
    }
    let variant = editor.definitions("OrganizationNotFound(_)");
    assert!(
        matches!(variant.as_slice(), [line] if line.starts_with("main.rs: organization_not_found = 404")),
        "{variant:?}"
    );
    let function = editor.definitions("create_invite(Organization");
    assert!(
        matches!(function.as_slice(), [line] if line.starts_with("main.rs: create_invite(organization")),
        "{function:?}"
    );
    let request = editor.definitions("CreateInvite =");
    assert!(
        matches!(request.as_slice(), [line] if line.starts_with("main.rs: create_invite(organization")),
        "{request:?}"
    );
    let key = editor.definitions("timeout =");
    assert!(matches!(key.as_slice(), [line] if line.starts_with("__editor.rs: timeout")), "{key:?}");
}

#[test]
fn completion_while_it_is_written() {
    let Some(mut editor) = opened("half", WHOLE) else { return };
    let methods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"];

    editor.type_text(&WHOLE.replace("POST", "P"));
    assert_eq!(editor.completions("    P"), methods);
    // Of the method alone, with no path behind it.
    editor.type_text(&WHOLE.replace("POST \"/organizations/<organization>/invites?<limit>\",", "P"));
    assert_eq!(editor.completions("    P"), methods);

    editor.type_text(&WHOLE.replace("timeout = \"30s\"", "t"));
    let keys = editor.completions("    t");
    assert!(
        ["errors", "idempotent", "paginate", "timeout"]
            .iter()
            .all(|key| keys.iter().any(|known| known == key)),
        "{keys:?}"
    );
    assert!(!keys.iter().any(|key| methods.contains(&key.as_str()) || key == "self"), "{keys:?}");

    // Without a semicolon, and with half a type.
    editor.type_text(&WHOLE.replace("-> Invite;", "-> Inv"));
    assert!(editor.completions("-> Inv").iter().any(|name| name == "Invite"));
    editor.type_text(&WHOLE.replace("properties: Properties)", "properties: Pro)"));
    assert!(editor.completions("properties: Pro").iter().any(|name| name == "Properties"));
    editor.type_text(&WHOLE.replace("properties: Properties)", "properties: )"));
    assert!(editor.completions("properties: ").iter().any(|name| name == "Properties"));

    // A mistake hides nothing of the rest.
    let mistaken =
        WHOLE.replace("returns(invite)", "retruns(invite)").replace("invalid = 422", "invalid = 2");
    editor.type_text(&mistaken);
    let function = editor.definitions("create_invite(Organization");
    assert!(
        matches!(function.as_slice(), [line] if line.starts_with("main.rs: create_invite(organization")),
        "{function:?}"
    );
    let variant = editor.definitions("OrganizationNotFound(_)");
    assert!(
        matches!(variant.as_slice(), [line] if line.starts_with("main.rs: organization_not_found = 404")),
        "{variant:?}"
    );
    let timeout = editor.hover("timeout =");
    assert!(timeout.contains("how long a call may take in all"), "{timeout}");
}
