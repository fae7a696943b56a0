//! Words that other libraries have, and that are none of ours, each with what to write in its place. Words of ours that
//! are misspelt are found by `similar`.

use crate::similar::similar;

/// In place of keys.
const KEYS: [(&[&str], &str); 25] = [
    (&["method", "verb"], "write the method first: `GET \"/users\"`"),
    (&["prefix", "path_prefix"], "write the whole path in the annotation of each endpoint"),
    (&["path", "route", "uri"], "write the path behind the method: `GET \"/users\"`"),
    (
        &["url", "base_url", "host", "server", "address"],
        "write the path behind the method, and another base address than the client's as `base = \"https://uploads.example.com\"`",
    ),
    (
        &["response", "responses", "output", "return_type", "result", "success", "ok"],
        "write the type of the answer behind `->` in the signature",
    ),
    (
        &["query", "queries", "param", "params", "parameter", "parameters", "args"],
        "write a parameter of the function, as `page: Option<u32>`; `#[query]` before it sends it in the query",
    ),
    (
        &["body", "payload", "data", "request_body"],
        "write `#[body]` before the parameter of the function that is the body",
    ),
    (&["urlencoded", "form_urlencoded"], "write `form`"),
    (
        &["xml", "binary", "text", "raw"],
        "write `#[body]` before a parameter whose type says what is sent: `Text`, `Bytes`, or a `BodyParam` of yours",
    ),
    (&["part", "parts", "file", "files"], "write `multipart`; each member of the body is a part then"),
    (&["content_type", "consumes", "mime", "format"], "write `media = \"application/merge-patch+json\"`"),
    (
        &["accept", "produces"],
        "the return type decides; a type of the API's own is written `headers(\"Accept\" = \"application/vnd.github+json\")`",
    ),
    (&["cookie", "cookies"], "write `#[cookie]` before a parameter of the function"),
    (
        &["retry", "retries", "max_retries", "max_attempts"],
        "write `attempts = 3` for how often it is sent at most, and `idempotent` if that is harmless whatever the method",
    ),
    (&["follow_redirects"], "write `redirects = 3` for how many are followed"),
    (
        &["status", "code", "success_status"],
        "remove this: each 2xx is a success; an enum with `#[derive(FromResponse)]` tells them apart",
    ),
    (&["permission", "permissions", "security", "oauth", "oauth2", "roles"], "write `scopes(\"scope\")`"),
    (
        &["bearer", "token", "authorization", "authenticate", "credentials"],
        "the client has the credentials; write `auth(name)` for others than the usual ones",
    ),
    (&["no_auth", "unauthenticated", "public", "anonymous"], "write `auth(none)`"),
    (&["name", "operation_id", "id"], "write `request = Name` to name the type of the request"),
    (&["tag", "tags", "summary", "description", "doc", "docs"], "write a doc comment before the function"),
    (&["deprecated"], "write `#[deprecated]` before the function"),
    (&["rename", "case", "naming"], "write `rename_all = \"camelCase\"`"),
    (&["async", "blocking", "sync"], "remove this: whoever sends the request chooses"),
    (
        &["pagination", "paginated", "pages", "page"],
        "write `paginate(page)`, with the parameter that takes the next page",
    ),
];

/// In place of the attributes of parameters.
const PARAMETER_ATTRIBUTES: [(&[&str], &str); 10] = [
    (
        &["param", "arg", "args", "parameter"],
        "remove it, or say where the parameter goes: `#[query]`, `#[header]`, `#[cookie]`, `#[field]`, or `#[body]`",
    ),
    (
        &["json", "data", "payload", "raw"],
        "write `#[body]` for the whole body, or `#[field]` for a member of it",
    ),
    (&["form", "urlencoded"], "write `form` in the annotation, and `#[field]` here"),
    (&["part", "multipart", "file"], "write `multipart` in the annotation, and `#[field]` here"),
    (&["serde"], "write `#[rename(\"other\")]` for another name; the rest of serde's attributes go on types"),
    (&["name", "alias"], "write `#[rename(\"other\")]`"),
    (&["default", "optional"], "write the type as `Option<…>`: then it may be left out"),
    (&["auth", "bearer", "token"], "the client has the credentials; a header field is written `#[header]`"),
    (&["secret", "private"], "write `#[sensitive]`"),
    (
        &["allow", "warn", "deny", "forbid", "expect"],
        "write it before the function: there it holds for what becomes of the parameters as well",
    ),
];

/// What to write in place of this key.
pub(crate) fn instead_of_key(word: &str) -> Option<&'static str> {
    find(&KEYS, word)
}

/// What to write in place of this attribute of a parameter.
pub(crate) fn instead_of_attribute(word: &str) -> Option<&'static str> {
    find(&PARAMETER_ATTRIBUTES, word)
}

/// The help for a word of others that is misspelt.
pub(crate) fn near_to_key(word: &str) -> Option<&'static str> {
    similar(word, KEYS.iter().flat_map(|(words, _)| words.iter().copied())).and_then(instead_of_key)
}

fn find(table: &[(&[&str], &'static str)], word: &str) -> Option<&'static str> {
    table.iter().find(|(words, _)| words.contains(&word)).map(|(_, help)| *help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys;

    #[test]
    fn no_word_of_ours_is_a_habit_of_others() {
        for (key, _) in keys::KEYS {
            assert_eq!(instead_of_key(key), None, "{key}");
        }
        for (attribute, _) in keys::PARAMETER_ATTRIBUTES {
            assert_eq!(instead_of_attribute(attribute), None, "{attribute}");
        }
    }
}
