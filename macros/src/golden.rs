//! Golden expansions: what declarations become, as formatted files in `macros/expansions/`, each below its declaration.
//! `UPDATE_EXPECT=1 cargo test -p sigpost-macros` writes them anew.

use std::path::{Path, PathBuf};

use expect_test::expect_file;
use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Meta};

/// What a declaration expands to, formatted.
fn expansion(declaration: &str) -> String {
    let parser = |input: ParseStream<'_>| Ok((input.call(Attribute::parse_outer)?, input.parse()?));
    let (mut attributes, item): (Vec<Attribute>, TokenStream) =
        parser.parse_str(declaration).expect("attributes and an item");
    let ours = attributes.iter().position(|attribute| {
        ["endpoint", "endpoints", "derive"].iter().any(|name| attribute.path().is_ident(name))
    });
    let Meta::List(ours) = attributes.remove(ours.expect("an attribute of ours")).meta else {
        panic!("an attribute with arguments is expected");
    };
    let item = quote!(#(#attributes)* #item);
    let tokens = if ours.path.is_ident("endpoint") {
        crate::endpoint::endpoint(ours.tokens, item)
    } else if ours.path.is_ident("endpoints") {
        crate::group::endpoints(ours.tokens, item)
    } else if ours.tokens.to_string().contains("ErrorSet") {
        crate::error_set::derive(item)
    } else if ours.tokens.to_string() == "FromResponse" {
        crate::from_response::derive(item)
    } else {
        crate::lookup::derive(item)
    };
    prettyplease::unparse(&syn::parse2(tokens).expect("an expansion is Rust"))
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("expansions").join(format!("{name}.rs"))
}

fn golden(name: &str, declaration: &str) {
    let comment: String = declaration.trim().lines().map(|line| format!("// {line}\n")).collect();
    expect_file![file(name)].assert_eq(&format!("{comment}\n{}", expansion(declaration)));
}

const CREATE_INVITE: &str = r#"
/// Invites a user to the organization.
#[endpoint(
    POST "/organizations/<organization>/invites",
    returns(invite),
    errors(organization_not_found = 404, validation_error = 422 => ValidationErrors),
)]
pub async fn create_invite(organization: OrganizationLookup, properties: InviteProperties) -> Invite;
"#;

#[test]
fn create_invite() {
    golden("create_invite", CREATE_INVITE);
}

#[test]
fn optional_query() {
    golden(
        "optional_query",
        r#"
/// Lists the users of an organization.
#[endpoint(GET "/organizations/<organization>/users", returns(users))]
pub async fn list_users(
    organization: &str,
    page: Option<u32>,
    /// How many users a page has.
    per_page: Option<u32>,
) -> Vec<User>;
"#,
    );
}

#[test]
fn everything_in_the_request() {
    golden(
        "everything_in_the_request",
        r#"
#[endpoint(
    POST "/repos/<owner>/<repo>.git/contents/<path..>?<page>&per-page=<per_page>&sort=newest first&<filter..>",
    rename_all = "camelCase",
    headers("Accept" = "application/vnd.example+json"),
    media = "application/merge-patch+json",
    scopes("contents:read", "contents:write"),
    auth(uploads),
    base = "https://uploads.example.com",
    timeout = "30s",
    attempt_timeout = "10s",
    read_timeout = "1m",
    attempts = 5,
    response_limit = "64MiB",
    redirects = 0,
    idempotent
)]
#[deprecated]
pub(crate) fn replace(
    owner: String,
    #[path(allow_empty)] repo: String,
    path: &str,
    page: Option<u32>,
    per_page: u32,
    filter: Filter,
    #[query(style = comma)] label_ids: Vec<u64>,
    #[header] if_match: String,
    #[header("X-Request")] request_name: Option<String>,
    #[cookie] session_id: Option<String>,
    #[rename("content")] text: String,
    commit_message: Option<Option<String>>,
);
"#,
    );
}

#[test]
fn form() {
    golden(
        "form",
        r#"
/// Changes a customer.
#[endpoint(POST "/customers/<customer>", form)]
pub async fn update_customer(
    customer: &str,
    name: &str,
    email: Option<Option<String>>,
    #[field(style = brackets)] expand: Option<Vec<String>>,
    #[query] dry_run: Option<bool>,
) -> Customer;
"#,
    );
}

#[test]
fn constant_fields() {
    golden(
        "constant_fields",
        r#"
#[endpoint(POST "/chat", fields(stream = true, "n-best" = 2, temperature = -0.5, mode = "chat"))]
pub async fn stream_chat(#[body] request: ChatRequest) -> Events<Delta>;
"#,
    );
}

#[test]
fn multipart() {
    golden(
        "multipart",
        r#"
/// Uploads images.
#[endpoint(POST "/images", multipart)]
pub async fn upload_images(
    prompt: String,
    #[field(style = brackets)] image: Vec<Part>,
    mask: Option<Part>,
    #[field(style = json)] tags: Option<Vec<String>>,
);
"#,
    );
}

#[test]
fn secrets_and_lists() {
    golden(
        "secrets_and_lists",
        r#"
#[endpoint(method("UNLOCK") "/vaults/<vault>/<keys>", idempotency_key = "Idempotency-Key")]
pub fn unlock(
    #[sensitive] vault: u64,
    #[sensitive]
    #[path(style = comma)]
    keys: Vec<String>,
    #[query(style = indexed)] owners: Vec<Owner>,
    #[query]
    #[sensitive]
    token: Option<String>,
    #[header("X-Tags", style = comma)] tags: Option<Vec<String>>,
    #[header]
    #[sensitive]
    pin: u32,
    #[field]
    #[sensitive]
    password: Option<String>,
);
"#,
    );
}

#[test]
fn method_receiver() {
    golden(
        "method_receiver",
        r#"
/// Gives a user.
#[endpoint(GET "/users/<user>", errors(user_not_found = 404))]
pub async fn get_user(self: &Identity, user: u64, expand: Option<bool>) -> User;
"#,
    );
}

#[test]
fn generics_and_lifetimes() {
    golden(
        "generics_and_lifetimes",
        r#"
#[endpoint(PUT "/shelves/<shelf>/<section>")]
pub fn fill<T: Serialize, R: DeserializeOwned>(
    shelf: &str,
    section: impl Display,
    title: impl Into<String>,
    author: Cow<'_, str>,
    note: Option<impl Into<String>>,
    #[query] content: T,
) -> R
where
    T: Clone;
"#,
    );
}

#[test]
fn errors_of_every_kind() {
    golden(
        "errors_of_every_kind",
        r#"
#[endpoint(
    DELETE "/books/<book>",
    errors(
        book_not_found = 404,
        book_lent = 409 => Lending<Person, Vec<Day>>,
        "book.is-old" = 410,
        "2old" as TooOld = 410,
        quota = 4XX,
        Forbidden = 403,
        Server = 5XX,
    ),
    request = Removal,
    error = RemovalError,
)]
fn delete_book(book: u64);
"#,
    );
}

#[test]
fn errors_of_sets() {
    golden(
        "errors_of_sets",
        r#"
#[endpoint(
    DELETE "/books/<book>",
    errors(book_lent = 409, LibraryErrors, crate::shared::Errors as Shared, Other = default)
)]
fn delete_book(book: u64);
"#,
    );
}

#[test]
fn errors_of_one_set() {
    golden(
        "errors_of_one_set",
        r#"
/// Removes a book.
#[endpoint(DELETE "/books/<book>", errors = crate::shared::Errors)]
fn delete_book(book: u64);
"#,
    );
}

#[test]
fn error_set() {
    golden(
        "error_set",
        r#"
#[derive(Debug, ErrorSet)]
pub enum LibraryErrors {
    #[error(library_not_found = 404)]
    NotFound(Declared),
    #[error("library.closed" = 409)]
    Closed(sigpost::Declared<OpeningHours>),
    #[error(429)]
    Busy(Declared<()>),
    #[error(5XX)]
    Broken(Declared),
    #[error(nested)]
    General(GeneralErrors),
}
"#,
    );
}

#[test]
fn pages() {
    golden(
        "pages",
        r#"
#[endpoint(GET "/users", returns(users, pagination), paginate(page = number, size = per_page, first = 0))]
fn list_users(#[rename("p")] number: Option<u32>, per_page: Option<u32>) -> (Vec<User>, Pagination);
"#,
    );
}

#[test]
fn mistaken() {
    golden(
        "mistaken",
        r#"
/// Gives a member.
#[endpoint(GET "/teams/<tem>/members", error(not_found = 404), errors(member_not_found = 404 => Missing))]
pub async fn get_member(team: &str, member: Option<u64>) -> Member;
"#,
    );
}

#[test]
fn lookup() {
    golden(
        "lookup",
        r#"
#[derive(Lookup)]
pub enum OrganizationLookup<'a> {
    Id(u64),
    Identifier(&'a str),
    #[rename("subdomain")]
    SubDomain(String),
}
"#,
    );
}

#[test]
fn nested_members() {
    golden(
        "nested_members",
        r#"
#[endpoint(GET "/users", returns(data.users, meta."next page"))]
pub async fn list_users() -> (Vec<User>, Option<u32>);
"#,
    );
}

#[test]
fn from_response() {
    golden(
        "from_response",
        r#"
#[derive(FromResponse)]
pub enum Export<T> {
    #[status(2XX)]
    Ready(http::Response<T>),
    #[status(202, 425)]
    Pending,
    #[status(206)]
    Part(ByteStream),
    #[status(302)]
    Elsewhere(http::Response<()>),
}
"#,
    );
}

#[test]
fn group() {
    golden(
        "group",
        r#"
#[endpoints(rename_all = "camelCase", scopes("users:read"))]
pub mod users {
    use sigpost::endpoint;
    #[endpoint(GET "/users")]
    pub async fn list_users(page_size: u32) -> Vec<User>;
    pub mod admins {
        #[sigpost::endpoint(GET "/admins", rename_all = "kebab-case",)]
        pub fn list_admins(page_size: u32);
    }
}
"#,
    );
}

/// ARCHITECTURE.md shows this expansion, word for word.
#[test]
fn architecture_shows_the_expansion_of_create_invite() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../ARCHITECTURE.md"));
    let text = text.expect("a readable ARCHITECTURE.md");
    let (_, section) = text.split_once("## The expansion of `create_invite`").expect("the section");
    let (_, block) = section.split_once("```rust\n").expect("a block of Rust");
    let (shown, _) = block.split_once("```").expect("the end of the block");
    assert!(
        shown == expansion(CREATE_INVITE),
        "paste `macros/expansions/create_invite.rs`, without the comment at its top"
    );
}
