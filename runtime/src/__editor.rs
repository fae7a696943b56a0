//! What editors show of the words of an annotation: nothing that a compiler ever sees. An expansion has them in the call
//! of a macro, `__editor!`, which is nothing to the compiler; rust-analyzer sets a `cfg` of its own, and then it names the
//! constants here, so that their docs are shown, and what there is to complete.

// The words, from `macros/src/keys.rs`.

#[allow(non_upper_case_globals)]
pub mod method {
    /// Gives what is at the path. Parameters are query pairs.
    pub const GET: () = ();
    /// As `GET`, but with an answer without a body. Parameters are query pairs.
    pub const HEAD: () = ();
    /// Makes something, or does it. Parameters are members of the body.
    pub const POST: () = ();
    /// Puts the body at the path. Parameters are members of the body.
    pub const PUT: () = ();
    /// Changes what is at the path. Parameters are members of the body.
    pub const PATCH: () = ();
    /// Removes what is at the path. Parameters are query pairs.
    pub const DELETE: () = ();
    /// Says what can be done at the path. Parameters are query pairs.
    pub const OPTIONS: () = ();
    /// Gives the request back as it arrived. Parameters are query pairs.
    pub const TRACE: () = ();
}

#[allow(non_upper_case_globals)]
pub mod key {
    /// `returns(member)`: the value is that member of the JSON answer; `returns(data.invite)` is a member of a member, `returns(a, b)` gives a tuple.
    pub const returns: () = ();
    /// `errors(code = status, code = status => Detail)`, `errors = SharedErrors`: the declared errors: found by their code, with a typed detail or without; by their status, `Name = 404`, `Name = 5XX`, `Name = default`; or a set of them, `SharedErrors`; with `=` there is no enum around the set.
    pub const errors: () = ();
    /// `rename_all = "camelCase"`: the style of all names in the request, as in serde.
    pub const rename_all: () = ();
    /// `form`: the members of the body are pairs of a form, instead of JSON.
    pub const form: () = ();
    /// `multipart`: the members of the body are parts of `multipart/form-data`, instead of JSON.
    pub const multipart: () = ();
    /// `json`: the members of the body are JSON, as is usual, in a group that says otherwise.
    pub const json: () = ();
    /// `fields(name = value)`: constant members of the body, behind the others: strings, numbers, booleans; also of a JSON object that is a `#[body]`.
    pub const fields: () = ();
    /// `media = "application/merge-patch+json"`: another media type for the body.
    pub const media: () = ();
    /// `scopes("scope")`: one of these is needed: said in the docs and in the text of a 403.
    pub const scopes: () = ();
    /// `auth(none)`, `auth(name)`, `auth(default)`: no credentials are sent; those are sent that are registered on the client under that name; the client's usual ones are, in a group that says otherwise.
    pub const auth: () = ();
    /// `base = "https://uploads.example.com"`: another base address than the client's.
    pub const base: () = ();
    /// `headers("Name" = "value")`: constant header fields.
    pub const headers: () = ();
    /// `idempotent`: sending it twice is harmless, whatever its method.
    pub const idempotent: () = ();
    /// `idempotency_key = "Idempotency-Key"`: a key is made once for each call, a random UUID, and sent in that header field; `Call::idempotency_key` sets it.
    pub const idempotency_key: () = ();
    /// `timeout = "30s"`: how long a call may take in all (`ms`, `s`, or `m`): goes before the client's limit, and a call's own before both.
    pub const timeout: () = ();
    /// `attempt_timeout = "10s"`: how long each attempt of a call may take, so that one that hangs leaves time for the next.
    pub const attempt_timeout: () = ();
    /// `read_timeout = "60s"`: how long the body of the answer may be silent, where it is read as it arrives.
    pub const read_timeout: () = ();
    /// `attempts = 5`: how often a call is sent at most, where sending it twice is harmless; 1 is never again.
    pub const attempts: () = ();
    /// `response_limit = "64MiB"`: how large the body of the answer may be (`B`, `KiB`, `MiB`, or `GiB`).
    pub const response_limit: () = ();
    /// `redirects = 3`: how many redirects are followed; none where neither it nor the client says so.
    pub const redirects: () = ();
    /// `paginate(page, size = per_page)`, `paginate(cursor = after)`: how the pages of the list follow each other.
    pub const paginate: () = ();
    /// `request = Name`: another name for the type of the request, and so for the enum of its errors, `NameError`.
    pub const request: () = ();
    /// `error = Name`: another name for the enum of its errors.
    pub const error: () = ();
}

#[allow(non_upper_case_globals)]
pub mod attribute {
    /// `#[path(allow_empty)]`, `#[path(style = comma)]`: a path value that may be empty; a list in the path, `a,b`.
    pub const path: () = ();
    /// `#[query]`, `#[query(style = comma)]`: query pairs; the styles of lists are `repeat`, `brackets`, `indexed`, `comma`, `space`, `pipe`, `json`.
    pub const query: () = ();
    /// `#[header]`, `#[header("X-Name")]`, `#[header(style = comma)]`, `#[header("X-Name", style = comma)]`: a header field: by the name of the parameter where none is said, `if_match` is `If-Match`; a list in one, `a, b`.
    pub const header: () = ();
    /// `#[cookie]`: a cookie.
    pub const cookie: () = ();
    /// `#[field]`, `#[field(style = comma)]`: a member of the body, also on `DELETE` and `GET`; the styles are for lists in forms and multipart.
    pub const field: () = ();
    /// `#[body]`: the whole body, as its type says.
    pub const body: () = ();
    /// `#[rename("other")]`: its name in the request.
    pub const rename: () = ();
    /// `#[sensitive]`: a secret: it is sent, and `<redacted>` stands for it in `Debug`, curl, and errors.
    pub const sensitive: () = ();
}
