//! What was meant by a text that is no path of ours, or by a placeholder that is none: addresses, and placeholders as other
//! libraries write them.

use super::path::is_word;

/// What makes the text as a whole no path: then nothing else is said about it.
pub(super) fn no_path_of_ours(text: &str) -> Option<(String, String)> {
    if let Some(control) = text.chars().find(|character| character.is_control()) {
        let shown = control.escape_default();
        return Some((format!("the path has a control character: `{shown}`"), "remove it".into()));
    }
    if text.trim() != text {
        let what = "the path has a space at its beginning or end".into();
        return Some((what, format!("write `{}`, or `%20` for a space that is sent", text.trim())));
    }
    if let Some((scheme, rest)) = text.split_once("://") {
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let what = format!("the path `{text}` is a whole address");
        let help = format!(
            "write `/{path}`; the client has the base address, and `base = \"{scheme}://{host}\"` gives another"
        );
        return Some((what, help));
    }
    if text.is_empty() {
        return Some(("the path is empty".into(), "write `/` for the base address itself".into()));
    }
    if text.contains('\\') {
        let help =
            format!("write `{}`, or `%5C` for a backslash that is sent", rooted(&text.replace('\\', "/")));
        return Some((format!("the path `{text}` has backslashes"), help));
    }
    if !text.starts_with('/') {
        return Some((format!("the path `{text}` does not begin with `/`"), format!("write `/{text}`")));
    }
    // The one in `<r#type>` belongs to a placeholder.
    let is_fragment = |place: &(usize, &str)| !text[..place.0].ends_with("<r");
    if let Some((fragment, _)) = text.match_indices('#').find(is_fragment) {
        let what = format!("a path has no fragment: `{}`", &text[fragment..]);
        return Some((what, "remove it, or write `%23` for a `#` that is sent".into()));
    }
    let (wrong, mended) = other_placeholders(text)?;
    let what = format!("placeholders are not written `{wrong}`");
    let character = if wrong.starts_with(':') {
        "%3A` for a colon"
    } else if wrong.starts_with('*') {
        "%2A` for an asterisk"
    } else {
        "%7B` for a brace"
    };
    Some((what, format!("write `{mended}`, or `{character} that is sent")))
}

fn rooted(path: &str) -> String {
    if path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}

/// The first placeholder as other libraries write them, `{user}`, `${user}`, `:user`, `*path`, and the whole path with
/// ours in their place.
fn other_placeholders(text: &str) -> Option<(String, String)> {
    let mut first = None;
    let mut mended = String::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let begins_segment = mended.ends_with('/');
        let found = match character {
            '{' => braces(rest),
            '$' if rest[1..].starts_with('{') => braces(&rest[1..]).map(|(length, name)| (length + 1, name)),
            ':' | '*' if begins_segment => {
                let name: String = rest[1..].chars().take_while(|character| is_word(*character)).collect();
                let is_name = name.starts_with(|first: char| first.is_alphabetic() || first == '_');
                let is_rest = if character == '*' { ".." } else { "" };
                is_name.then(|| (1 + name.len(), format!("<{name}{is_rest}>")))
            }
            _ => None,
        };
        match found {
            Some((length, ours)) => {
                first.get_or_insert_with(|| rest[..length].to_owned());
                mended.push_str(&ours);
                rest = &rest[length..];
            }
            None => {
                mended.push(character);
                rest = &rest[character.len_utf8()..];
            }
        }
    }
    first.map(|first| (first, mended))
}

/// The length of `{name}`, or of `{?page,size}`, and what is meant.
fn braces(text: &str) -> Option<(usize, String)> {
    // The segments and pairs of a URI template (RFC 6570).
    let end = text.find('}').unwrap_or(text.len());
    if let Some((mark, names)) = text.get(1..end).and_then(|inside| inside.split_at_checked(1))
        && let "?" | "&" | "/" = mark
    {
        let names = names.split(',').map(|name| name.trim().trim_end_matches('*'));
        let ours: Vec<String> =
            names.filter(|name| !name.is_empty()).map(|name| format!("<{name}>")).collect();
        let between = if mark == "/" { "/" } else { "&" };
        let mark = if ours.is_empty() { "" } else { mark };
        return Some(((end + 1).min(text.len()), format!("{mark}{}", ours.join(between))));
    }
    let end = text.find(['}', '/', '?', '&']).unwrap_or(text.len());
    let inside = text.get(1..end)?;
    let is_rest = inside.starts_with('*') || inside.contains("..") || inside.contains(".*");
    let inside = inside.trim_start_matches(['*', '.', ' ']);
    let inside = inside.strip_prefix("self.").unwrap_or(inside);
    let name: String = inside.chars().take_while(|character| is_word(*character)).collect();
    let name = if name.is_empty() { "name".to_owned() } else { name };
    let closed = usize::from(text[end..].starts_with('}'));
    Some((end + closed, if is_rest { format!("<{name}..>") } else { format!("<{name}>") }))
}

/// The types that stand before a name in Flask and Django: `<int:user>`.
const CONVERTERS: [&str; 9] = ["any", "default", "float", "int", "path", "slug", "str", "string", "uuid"];

/// What to write in place of `<user: u64>`, `<int:user>`, `<user?>`, `<*path>`, `<user-id>`, and the like.
pub(super) fn placeholder_meant(inside: &str) -> String {
    if let Some((converter, name)) = inside.split_once(':')
        && CONVERTERS.contains(&converter)
        && !name.is_empty()
        && name.chars().all(is_word)
    {
        let rest = if converter == "path" { ".." } else { "" };
        return format!("write `<{name}{rest}>`; its type stands in the signature");
    }
    let name = inside.trim_start_matches(|character| !is_word(character));
    let name = name.strip_prefix("r#").unwrap_or(name);
    let rest = if inside.starts_with(['*', '.']) || inside.ends_with("...") { ".." } else { "" };
    let end = name.find([':', '?', ' ', '<', '(', '='].as_slice()).unwrap_or(name.len());
    let word: String =
        name[..end].chars().map(|character| if is_word(character) { character } else { '_' }).collect();
    match word.trim_end_matches('_') {
        word if word.is_empty() || word.starts_with(|first: char| first.is_ascii_digit()) => {
            "write `<name>` with the name of a parameter".into()
        }
        word if inside.contains(':') => format!("write `<{word}{rest}>`; its type stands in the signature"),
        word => format!("write `<{word}{rest}>`"),
    }
}
