//! What is changed: good declarations, and everything that is annotated in `tests/ui`.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Attribute, item, and the name of the function.
pub(super) const DECLARATIONS: [(&str, &str, &str); 4] = [
    (
        r#"POST "/organizations/<organization>/invites", returns(invite),
           errors(organization_not_found = 404, validation_error = 422 => ValidationErrors)"#,
        "/// Docs.\npub async fn create_invite(organization: OrganizationLookup, properties: Properties) -> Invite;",
        "create_invite",
    ),
    (
        r#"GET "/a/<b>.git/<rest..>?<page>&per-page=<per_page>&c=d", rename_all = "camelCase", scopes("s"),
           headers("Accept" = "a/b"), auth(other), timeout = "30s", attempts = 3, response_limit = "1MiB", idempotent, base = "https://h.example",
           errors("odd.code" as Odd = 409, Server = 5XX, a::Set as Named, Rest = default), crate = waymark, group(errors(Other = 410))"#,
        "pub(crate) fn get(self: &Library, b: &str, #[path(allow_empty)] rest: String, page: Option<u32>, per_page: u32);",
        "get",
    ),
    (
        r#"PUT "/items", returns(data.a, type."b c"), paginate(page = a, size = b, first = 0, header = "X-Next"), media = "application/json", request = Put, error = PutError, errors(Conflict = 409), auth(default), json"#,
        r#"fn put<'x, T: Serialize>(#[header("X-A")] a: &'x str, #[cookie] b: Option<u8>, #[query(style = comma)] c: Vec<T>,
           #[rename("e")] d: impl Into<String>, #[sensitive] #[header(style = comma)] g: Vec<u8>, f: Cow<'_, [u8]>) -> (A, B) where T: Clone;"#,
        "put",
    ),
    (
        r#"method("PURGE") "/items/<item>", idempotency_key = "X-Key""#,
        "#[deprecated] fn r#type(#[cfg(all())] item: u64, #[field] x: fn(&str)) -> ();",
        "r#type",
    ),
];

/// An enum for either derive.
pub(super) const ENUM: &str = r#"#[from_response(crate = waymark)] #[lookup(crate = waymark)] pub enum Export<T: Clone> where T: Copy {
    #[status(200, 2XX)] Ready(http::Response<T>), #[status(304,)] NotModified, #[rename("a")] #[status(5xx)] Bad(String, u8),
}"#;

/// Which macro, its arguments, and the item.
#[derive(Clone, Debug)]
pub(super) struct Annotated {
    pub(super) name: String,
    pub(super) arguments: String,
    pub(super) item: String,
}

/// Everything that is annotated in `tests/ui`, as text, since token streams are of one thread.
pub(super) static FIXTURES: LazyLock<Vec<Annotated>> = LazyLock::new(|| {
    let mut found = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui");
    for topic in fs::read_dir(folder).expect("the fixtures").flatten().filter(|entry| entry.path().is_dir()) {
        for file in fs::read_dir(topic.path()).expect("a topic").flatten() {
            if file.path().extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(file.path()).expect("a fixture");
                annotated(text.parse().expect("tokens"), &mut found);
            }
        }
    }
    found.sort_by_key(|annotated| (annotated.arguments.clone(), annotated.item.clone()));
    found
});

/// Collects what has an attribute of ours, or a derive, at any depth.
fn annotated(tokens: TokenStream, found: &mut Vec<Annotated>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let after_hash = index > 0 && tokens[index - 1].to_string() == "#";
        if !after_hash || group.delimiter() != Delimiter::Bracket {
            annotated(group.stream(), found);
            continue;
        }
        let mut inside = group.stream().into_iter();
        let name = inside.next().map(|name| name.to_string()).unwrap_or_default();
        if ["endpoint", "endpoints", "derive"].contains(&name.as_str()) {
            let arguments = match inside.next() {
                Some(TokenTree::Group(arguments)) => arguments.stream().to_string(),
                _ => String::new(),
            };
            let is_end = |token: &TokenTree| match token {
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                token => token.to_string() == ";",
            };
            let rest = &tokens[index + 1..];
            let end = rest.iter().position(is_end).map_or(rest.len(), |end| end + 1);
            let item: TokenStream = rest[..end].iter().cloned().collect();
            found.push(Annotated { name, arguments, item: item.to_string() });
        }
    }
}
