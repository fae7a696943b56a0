//! The words of the `endpoint` attribute, in one table: methods, keys, and the attributes of parameters. The tables in
//! `README.md` and in the docs of the runtime are written from it.

/// The methods that can be declared (RFC 9110, section 9, and RFC 5789).
pub(crate) const METHODS: [&str; 8] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];

/// What an editor says of each of them.
#[cfg(test)]
const MEANINGS_OF_METHODS: [&str; 8] = [
    "Gives what is at the path. Parameters are query pairs.",
    "As `GET`, but with an answer without a body. Parameters are query pairs.",
    "Makes something, or does it. Parameters are members of the body.",
    "Puts the body at the path. Parameters are members of the body.",
    "Changes what is at the path. Parameters are members of the body.",
    "Removes what is at the path. Parameters are query pairs.",
    "Says what can be done at the path. Parameters are query pairs.",
    "Gives the request back as it arrived. Parameters are query pairs.",
];

/// Methods whose parameters are members of the body where nothing else is said.
pub(crate) const METHODS_WITH_BODY: [&str; 3] = ["POST", "PUT", "PATCH"];

/// Methods with which no content is sent: to `HEAD` it has no meaning, to `TRACE` it is forbidden (RFC 9110, sections
/// 9.3.2 and 9.3.8).
pub(crate) const METHODS_WITHOUT_BODY: [&str; 2] = ["HEAD", "TRACE"];

/// The keys.
pub(crate) const KEYS: [(&str, Word); 24] = [
    (
        "returns",
        word(
            &["returns(member)"],
            "the value is that member of the JSON answer; `returns(data.invite)` is a member of a member, \
             `returns(a, b)` gives a tuple",
        ),
    ),
    (
        "errors",
        word(
            &["errors(code = status, code = status => Detail)", "errors = SharedErrors"],
            "the declared errors: found by their code, with a typed detail or without; by their status, \
             `Name = 404`, `Name = 5XX`, `Name = default`; or a set of them, `SharedErrors`; with `=` \
             there is no enum around the set",
        )
        .in_group(InGroup::AddsUp),
    ),
    (
        "rename_all",
        word(&["rename_all = \"camelCase\""], "the style of all names in the request, as in serde")
            .in_group(InGroup::Default),
    ),
    (
        "form",
        word(&["form"], "the members of the body are pairs of a form, instead of JSON")
            .in_group(InGroup::Default),
    ),
    (
        "multipart",
        word(&["multipart"], "the members of the body are parts of `multipart/form-data`, instead of JSON")
            .in_group(InGroup::Default),
    ),
    (
        "json",
        word(&["json"], "the members of the body are JSON, as is usual, in a group that says otherwise")
            .in_group(InGroup::Default),
    ),
    (
        "fields",
        word(
            &["fields(name = value)"],
            "constant members of the body, behind the others: strings, numbers, booleans; also of a JSON object that \
             is a `#[body]`",
        ),
    ),
    (
        "media",
        word(&["media = \"application/merge-patch+json\""], "another media type for the body")
            .in_group(InGroup::Default),
    ),
    (
        "scopes",
        word(&["scopes(\"scope\")"], "one of these is needed: said in the docs and in the text of a 403")
            .in_group(InGroup::AddsUp),
    ),
    (
        "auth",
        word(
            &["auth(none)", "auth(name)", "auth(default)"],
            "no credentials are sent; those are sent that are registered on the client under that name; the \
             client's usual ones are, in a group that says otherwise",
        )
        .in_group(InGroup::Default),
    ),
    (
        "base",
        word(&["base = \"https://uploads.example.com\""], "another base address than the client's")
            .in_group(InGroup::Default),
    ),
    (
        "headers",
        word(&["headers(\"Name\" = \"value\")"], "constant header fields").in_group(InGroup::AddsUp),
    ),
    ("idempotent", word(&["idempotent"], "sending it twice is harmless, whatever its method")),
    (
        "idempotency_key",
        word(
            &["idempotency_key = \"Idempotency-Key\""],
            "a key is made once for each call, a random UUID, and sent in that header field; \
             `Call::idempotency_key` sets it",
        ),
    ),
    (
        "timeout",
        word(
            &["timeout = \"30s\""],
            "how long a call may take in all (`ms`, `s`, or `m`): goes before the client's limit, and a call's \
             own before both",
        )
        .in_group(InGroup::Default),
    ),
    (
        "attempt_timeout",
        word(
            &["attempt_timeout = \"10s\""],
            "how long each attempt of a call may take, so that one that hangs leaves time for the next",
        )
        .in_group(InGroup::Default),
    ),
    (
        "read_timeout",
        word(
            &["read_timeout = \"60s\""],
            "how long the body of the answer may be silent, where it is read as it arrives",
        )
        .in_group(InGroup::Default),
    ),
    (
        "attempts",
        word(
            &["attempts = 5"],
            "how often a call is sent at most, where sending it twice is harmless; 1 is never again",
        )
        .in_group(InGroup::Default),
    ),
    (
        "response_limit",
        word(
            &["response_limit = \"64MiB\""],
            "how large the body of the answer may be (`B`, `KiB`, `MiB`, or `GiB`)",
        )
        .in_group(InGroup::Default),
    ),
    (
        "redirects",
        word(&["redirects = 3"], "how many redirects are followed; none where neither it nor the client says so")
            .in_group(InGroup::Default),
    ),
    (
        "paginate",
        word(
            &["paginate(page, size = per_page)", "paginate(cursor = after)"],
            "how the pages of the list follow each other",
        ),
    ),
    (
        "request",
        word(
            &["request = Name"],
            "another name for the type of the request, and so for the enum of its errors, `NameError`",
        ),
    ),
    ("error", word(&["error = Name"], "another name for the enum of its errors")),
    (
        "crate",
        word(&["crate = path"], "where the library lives, if it is renamed").in_group(InGroup::Default),
    ),
];

/// The attributes of parameters.
pub(crate) const PARAMETER_ATTRIBUTES: [(&str, Word); 8] = [
    (
        "path",
        word(
            &["#[path(allow_empty)]", "#[path(style = comma)]"],
            "a path value that may be empty; a list in the path, `a,b`",
        ),
    ),
    (
        "query",
        word(
            &["#[query]", "#[query(style = comma)]"],
            "query pairs; the styles of lists are `repeat`, `brackets`, `indexed`, `comma`, `space`, `pipe`, `json`",
        ),
    ),
    (
        "header",
        word(
            &[
                "#[header]",
                "#[header(\"X-Name\")]",
                "#[header(style = comma)]",
                "#[header(\"X-Name\", style = comma)]",
            ],
            "a header field: by the name of the parameter where none is said, `if_match` is `If-Match`; a list in one, `a, b`",
        ),
    ),
    ("cookie", word(&["#[cookie]"], "a cookie")),
    (
        "field",
        word(
            &["#[field]", "#[field(style = comma)]"],
            "a member of the body, also on `DELETE` and `GET`; the styles are for lists in forms and multipart",
        ),
    ),
    ("body", word(&["#[body]"], "the whole body, as its type says")),
    ("rename", word(&["#[rename(\"other\")]"], "its name in the request")),
    (
        "sensitive",
        word(
            &["#[sensitive]"],
            "a secret: it is sent, and `<redacted>` stands for it in `Debug`, curl, and errors",
        ),
    ),
];

/// What there is to know about a key or an attribute.
#[derive(Clone, Copy)]
pub(crate) struct Word {
    /// The forms in which it is written. The first is the one to offer where it is written otherwise.
    pub(crate) forms: &'static [&'static str],
    /// What it means: one line of Markdown, without links.
    #[cfg_attr(not(test), allow(dead_code, reason = "for the docs"))]
    pub(crate) meaning: &'static str,
    /// Only keys are in groups.
    pub(crate) group: InGroup,
}

/// What a key in `#[endpoints(…)]` is to an endpoint in there.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum InGroup {
    /// A mistake: it belongs to one endpoint.
    Never,
    /// Used where the endpoint has none of its own.
    Default,
    /// Added to the endpoint's own.
    AddsUp,
}

const fn word(forms: &'static [&'static str], meaning: &'static str) -> Word {
    Word { forms, meaning, group: InGroup::Never }
}

impl Word {
    const fn in_group(self, group: InGroup) -> Self {
        Self { group, ..self }
    }
}

/// What there is to know about a key.
pub(crate) fn key(name: &str) -> Option<&'static Word> {
    KEYS.iter().find(|(key, _)| *key == name).map(|(_, word)| word)
}

/// The form in which a key is written.
pub(crate) fn form_of(name: &str) -> &'static str {
    key(name).and_then(|word| word.forms.first()).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use expect_test::expect_file;

    use super::*;

    fn forms(word: &Word) -> String {
        word.forms.iter().map(|form| format!("`{form}`")).collect::<Vec<_>>().join(", ")
    }

    fn table_of_keys() -> String {
        let rows = KEYS.iter().map(|(_, word)| {
            let group = match word.group {
                InGroup::Never => "no",
                InGroup::Default => "yes",
                InGroup::AddsUp => "adds up",
            };
            format!("| {} | {} | {group} |\n", forms(word), word.meaning)
        });
        ["| key | means | in a group |\n| --- | --- | --- |\n".to_owned()].into_iter().chain(rows).collect()
    }

    fn table_of_attributes() -> String {
        let rows =
            PARAMETER_ATTRIBUTES.iter().map(|(_, word)| format!("| {} | {} |\n", forms(word), word.meaning));
        ["| attribute | means |\n| --- | --- |\n".to_owned()].into_iter().chain(rows).collect()
    }

    /// `text` with `table` between its markers, each line of it behind `comment`.
    fn with_table(text: &str, name: &str, table: &str, comment: &str) -> String {
        let (begin, end) = (format!("<!-- {name}: begin -->\n"), format!("{comment}<!-- {name}: end -->"));
        let (before, rest) = text.split_once(&begin).expect("the marker before a table");
        let (_, after) = rest.split_once(&end).expect("the marker behind a table");
        let table: String = table.lines().map(|line| format!("{comment}{line}\n")).collect();
        format!("{before}{begin}{table}{end}{after}")
    }

    /// A module of constants, each with what there is to say about it.
    fn module_of_words(name: &str, words: impl Iterator<Item = (&'static str, String)>) -> String {
        let constants: String = words
            // A keyword cannot be a constant, so that of this one nothing is shown.
            .filter(|(word, _)| syn::parse_str::<syn::Ident>(word).is_ok())
            .map(|(word, docs)| format!("    /// {docs}\n    pub const {word}: () = ();\n"))
            .collect();
        format!("#[allow(non_upper_case_globals)]\npub mod {name} {{\n{constants}}}\n")
    }

    /// Markers stand before and behind them. `UPDATE_EXPECT=1 cargo test -p sigpost-macros` writes them anew.
    #[test]
    fn what_editors_show_is_written_from_here() {
        let docs =
            |(name, word): (&'static str, Word)| (name, format!("{}: {}.", forms(&word), word.meaning));
        let methods = METHODS.into_iter().zip(MEANINGS_OF_METHODS.map(ToOwned::to_owned));
        let words = [
            module_of_words("method", methods),
            module_of_words("key", KEYS.into_iter().map(docs)),
            module_of_words("attribute", PARAMETER_ATTRIBUTES.into_iter().map(docs)),
        ];
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/src/__editor.rs");
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let (before, _) = text.split_once("// The words").expect("the comment before the words");
        expect_file![path]
            .assert_eq(&format!("{before}// The words, from `macros/src/keys.rs`.\n\n{}", words.join("\n")));
    }

    /// Markers stand before and behind each table. `UPDATE_EXPECT=1 cargo test -p sigpost-macros` writes them anew.
    #[test]
    fn the_tables_for_users_are_written_from_those_here() {
        for (file, comment) in [("../README.md", ""), ("../runtime/src/lib.rs", "/// ")] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
            let text = std::fs::read_to_string(&path).expect("a readable file");
            let text = with_table(&text, "keys", &table_of_keys(), comment);
            let text = with_table(&text, "parameter attributes", &table_of_attributes(), comment);
            expect_file![path].assert_eq(&text);
        }
    }

    #[test]
    fn words_are_written_as_their_forms_begin() {
        for (name, word) in KEYS {
            assert!(word.forms.iter().all(|form| form.starts_with(name)), "{name}");
        }
        for (name, word) in PARAMETER_ATTRIBUTES {
            assert!(word.forms.iter().all(|form| form.starts_with(&format!("#[{name}"))), "{name}");
        }
    }

    #[test]
    fn the_readme_names_every_method() {
        let readme = include_str!("../../README.md");
        for method in METHODS {
            assert!(readme.contains(&format!("`{method}`")), "the method {method} is missing in README.md");
        }
    }
}
