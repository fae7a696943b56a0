//! The words of the `endpoint` attribute, in one table: methods, keys, and the attributes of parameters.

/// The methods that can be declared (RFC 9110, section 9, and RFC 5789).
pub(crate) const METHODS: [&str; 8] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];

/// Methods whose parameters are members of the body where nothing else is said.
pub(crate) const METHODS_WITH_BODY: [&str; 3] = ["POST", "PUT", "PATCH"];

/// The keys, each with the form in which it is written.
pub(crate) const KEYS: [(&str, &str); 17] = [
    ("returns", "returns(member)"),
    ("errors", "errors(code = status, code = status => Detail)"),
    ("rename_all", "rename_all = \"camelCase\""),
    ("form", "form"),
    ("multipart", "multipart"),
    ("media", "media = \"application/merge-patch+json\""),
    ("scopes", "scopes(\"scope\")"),
    ("auth", "auth(none)"),
    ("base", "base = \"https://uploads.example.com\""),
    ("headers", "headers(\"Name\" = \"value\")"),
    ("idempotent", "idempotent"),
    ("idempotency_key", "idempotency_key = \"Idempotency-Key\""),
    ("timeout", "timeout = \"30s\""),
    ("paginate", "paginate(page, size = per_page)"),
    ("request", "request = Name"),
    ("error", "error = Name"),
    ("crate", "crate = path"),
];

/// The keys that a group can give to the endpoints in it.
pub(crate) const GROUP_KEYS: [&str; 11] = [
    "errors",
    "rename_all",
    "scopes",
    "auth",
    "base",
    "headers",
    "timeout",
    "crate",
    "media",
    "form",
    "multipart",
];

/// Methods with which no content is sent: to `HEAD` it has no meaning, to `TRACE` it is forbidden (RFC 9110, sections
/// 9.3.2 and 9.3.8).
pub(crate) const METHODS_WITHOUT_BODY: [&str; 2] = ["HEAD", "TRACE"];

/// The attributes of parameters.
pub(crate) const PARAMETER_ATTRIBUTES: [&str; 8] =
    ["path", "query", "header", "cookie", "field", "body", "rename", "sensitive"];

/// The form in which a key is written.
pub(crate) fn form_of(key: &str) -> &'static str {
    KEYS.iter().find(|(name, _)| *name == key).map_or("", |(_, form)| form)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tables for users are written by hand; none of them may forget a word.
    #[test]
    fn every_word_is_documented() {
        let readme = include_str!("../../README.md");
        let rustdoc = include_str!("../../runtime/src/lib.rs");
        for (name, text) in [("README.md", readme), ("runtime/src/lib.rs", rustdoc)] {
            for (key, _) in KEYS {
                let written = [" ", "(", "`"].iter().any(|end| text.contains(&format!("`{key}{end}")));
                assert!(written, "the key `{key}` is missing in {name}");
            }
            for attribute in PARAMETER_ATTRIBUTES {
                let written = text.contains(&format!("`#[{attribute}"));
                assert!(written, "the parameter attribute `{attribute}` is missing in {name}");
            }
        }
        for method in METHODS {
            assert!(readme.contains(&format!("`{method}`")), "the method {method} is missing in README.md");
        }
        for key in GROUP_KEYS {
            assert!(KEYS.iter().any(|(known, _)| *known == key), "{key}");
        }
    }
}
