//! The values of keys that are lists: `returns(…)`, `auth(…)`, `scopes(…)`, and `headers(…)`.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{LitStr, parse2};

use super::entry::Entry;
use super::key::{Auth, Returns};
use super::tokens::{shown, split_at_commas};
use crate::errors::Errors;

/// `scopes("a", "a")`, `scopes("")`
pub(super) fn scopes_differ(scopes: &[LitStr], errors: &mut Errors) {
    for (index, scope) in scopes.iter().enumerate() {
        let text = scope.value();
        if text.is_empty() || text.contains(char::is_whitespace) {
            let message = format!("`{text}` is no scope");
            errors.at(
                scope,
                format!("{message}\nhelp: write one scope in each string: `scopes(\"a\", \"b\")`"),
            );
        } else if scopes[..index].iter().any(|earlier| earlier.value() == text) {
            errors.at(scope, format!("the scope `{text}` is written twice\nhelp: remove one of them"));
        }
    }
}

pub(super) fn returns(entry: &Entry, errors: &mut Errors) -> Option<Returns> {
    let mut members: Vec<String> = Vec::new();
    for piece in entry.list(errors)? {
        let Ok(member) = syn::parse::Parser::parse2(member, piece.clone()) else {
            errors
                .at(&piece, format!("a member of the answer is named here\nhelp: {}", named_member(&piece)));
            continue;
        };
        if member.split('/').any(str::is_empty) {
            errors
                .at(&piece, "this names no member of the answer\nhelp: write its name, as `returns(invite)`");
            continue;
        }
        let is_inside =
            |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'));
        if members.contains(&member) {
            errors.at(&piece, "this member is named twice\nhelp: remove one of them");
        } else if members.iter().any(|other| is_inside(other, &member) || is_inside(&member, other)) {
            errors.at(&piece, "one of these members is inside the other\nhelp: return the outer one alone");
        }
        members.push(member);
    }
    Some(Returns { members, tokens: entry.tokens.clone() })
}

/// What to write in place of a piece of `returns(…)` that is no member.
fn named_member(piece: &TokenStream) -> String {
    let tokens: Vec<TokenTree> = piece.clone().into_iter().collect();
    let is_word = |token: &TokenTree| matches!(token, TokenTree::Ident(_));
    let is_slash = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == '/');
    let is_mark =
        |token: &TokenTree, mark: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark);
    match tokens.as_slice() {
        // `$.data`
        [root, dot, way @ ..] if is_mark(root, '$') && is_mark(dot, '.') && way.iter().any(is_word) => {
            format!("write `{}`", shown(way.iter().cloned()))
        }
        // `data::invite`
        [outer, first, second, inner]
            if is_word(outer) && is_mark(first, ':') && is_mark(second, ':') && is_word(inner) =>
        {
            format!("write `{outer}.{inner}`")
        }
        // `data(invite)`
        [outer, TokenTree::Group(inner)]
            if is_word(outer)
                && inner.delimiter() == Delimiter::Parenthesis
                && parse2::<Ident>(inner.stream()).is_ok() =>
        {
            format!("write `{outer}.{}`", inner.stream())
        }
        // `book-list`
        name if name.len() > 1 && name.iter().all(|token| is_word(token) || is_mark(token, '-')) => {
            format!("write `\"{}\"`", name.iter().map(ToString::to_string).collect::<String>())
        }
        [name, TokenTree::Punct(mark), ..] if is_word(name) && mark.as_char() == ':' => {
            format!("write `{name}`; its type stands behind `->` in the signature")
        }
        way if way.iter().any(is_slash) && way.iter().all(|token| is_word(token) || is_slash(token)) => {
            let words: Vec<String> =
                way.iter().filter(|token| is_word(token)).map(ToString::to_string).collect();
            format!("write `{}`", words.join("."))
        }
        [.., TokenTree::Group(_) | TokenTree::Literal(_)] => {
            "write the name of the list; an element alone cannot be returned".to_owned()
        }
        _ => "write its name, a string, or the way to it: `data.invite`".to_owned(),
    }
}

/// `invite`, `"odd name"`, or `data.invite`, as the runtime takes it: `data/invite`. A word may be a keyword, and a
/// string may be anything.
fn member(input: syn::parse::ParseStream<'_>) -> syn::Result<String> {
    let mut name = String::new();
    loop {
        let key = match input.parse::<Option<LitStr>>()? {
            Some(text) => text.value(),
            None => {
                syn::ext::IdentExt::unraw(&input.call(<Ident as syn::ext::IdentExt>::parse_any)?).to_string()
            }
        };
        // As in a JSON pointer (RFC 6901, section 3).
        name.push_str(&key.replace('~', "~0").replace('/', "~1"));
        if input.is_empty() {
            return Ok(name);
        }
        input.parse::<syn::Token![.]>()?;
        name.push('/');
    }
}

pub(super) fn auth(entry: &Entry, errors: &mut Errors) -> Option<Auth> {
    let pieces = entry.list(errors)?;
    let [piece, others @ ..] = pieces.as_slice() else {
        entry.misformed(errors);
        return None;
    };
    if let Some(other) = others.first() {
        errors.at(other, format!("credentials have one name\nhelp: write `auth({piece})`"));
    }
    if let Ok(name) = parse2::<LitStr>(piece.clone()) {
        let (auth, what) = match name.value() {
            text if text == "none" => (Auth::None, "no credentials are"),
            text if text == "default" => (Auth::Default, "the usual credentials are"),
            text => return Some(Auth::Named(text)),
        };
        let help = format!("write `auth({})`", name.value());
        errors.at(name, format!("{what} said with a word, not with a string\nhelp: {help}"));
        return Some(auth);
    }
    let word = piece.to_string();
    if means_none(&word) {
        errors.at(piece, format!("`{word}` names no credentials\nhelp: write `auth(none)` to send none"));
        return Some(Auth::None);
    }
    match parse2::<Ident>(piece.clone()) {
        Ok(word) if word == "none" => Some(Auth::None),
        Ok(word) if word == "default" => Some(Auth::Default),
        Ok(word) => Some(Auth::Named(word.to_string())),
        Err(_) => {
            entry.misformed(errors);
            None
        }
    }
}

/// Whether this is one of the words that nobody's credentials are named by.
pub(super) fn means_none(word: &str) -> bool {
    ["no", "None", "NONE", "non", "off", "false", "never", "nothing"].contains(&word)
}

pub(super) fn headers(entry: &Entry, errors: &mut Errors) -> Vec<(LitStr, LitStr)> {
    let mut headers = Vec::new();
    let pieces = entry.list(errors).unwrap_or_default();
    // `headers("X-Version", "2")`
    let is_lone_text =
        |piece: &TokenStream| parse2::<LitStr>(piece.clone()).is_ok_and(|text| !text.value().contains(':'));
    if pieces.len().is_multiple_of(2) && !pieces.is_empty() && pieces.iter().all(is_lone_text) {
        let fields: Vec<String> = pieces.chunks(2).map(|pair| format!("{} = {}", pair[0], pair[1])).collect();
        let help = format!("write `headers({})`", fields.join(", "));
        errors.at(&entry.tokens, format!("`=` stands between a header field and its value\nhelp: {help}"));
        return headers;
    }
    for piece in pieces {
        let pair = syn::parse::Parser::parse2(
            |input: syn::parse::ParseStream<'_>| {
                let name: LitStr = input.parse()?;
                input.parse::<syn::Token![=]>()?;
                Ok((name, input.parse::<LitStr>()?))
            },
            piece.clone(),
        );
        match pair {
            Ok(pair) => headers.push(pair),
            Err(_) => {
                errors.at(
                    &piece,
                    format!("a header field is named here\nhelp: write {}", header_field(&piece)),
                );
            }
        }
    }
    headers
}

/// `headers("Name" = "value")` of what stands in other brackets, with other marks, or both.
pub(super) fn header_fields(inside: TokenStream) -> String {
    let is_right = |piece: &TokenStream| piece.clone().into_iter().any(|token| token.to_string() == "=");
    let fields: Vec<String> = split_at_commas(inside, false, &mut Errors::default())
        .into_iter()
        .map(|piece| if is_right(&piece) { piece.to_string() } else { header_field(&piece) })
        .map(|field| field.trim_matches('`').to_owned())
        .collect();
    format!("headers({})", fields.join(", "))
}

/// What to write in place of a piece of `headers(…)` that is no field.
fn header_field(piece: &TokenStream) -> String {
    let tokens: Vec<TokenTree> = piece.clone().into_iter().collect();
    let is_text = |token: &TokenTree| parse2::<LitStr>(token.to_token_stream()).is_ok();
    match tokens.as_slice() {
        [name] if is_text(name) => {
            let text = parse2::<LitStr>(name.to_token_stream()).map(|text| text.value()).unwrap_or_default();
            match text.split_once(':') {
                Some((name, value)) => format!("`{:?} = {:?}`", name.trim(), value.trim()),
                None => format!("`{name} = \"value\"`"),
            }
        }
        [name, TokenTree::Punct(_), value] if is_text(name) && is_text(value) => {
            format!("`{name} = {value}`")
        }
        [name @ TokenTree::Ident(_), TokenTree::Punct(_), value] if is_text(value) => {
            format!("`\"{}\" = {value}`", name.to_string().replace('_', "-"))
        }
        [name, TokenTree::Punct(_), TokenTree::Ident(value)] if is_text(name) => {
            format!(
                "the value out: `{name} = \"value\"`; for one that changes, a parameter `#[header({name})] {}: &str`",
                value.to_string().to_lowercase()
            )
        }
        // `("X-Version", "2")`
        [TokenTree::Group(pair)] => header_field(&pair.stream()),
        tokens => {
            let is_mark = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if ['=', ':', ','].contains(&mark.as_char()));
            let end = tokens.iter().position(is_mark).unwrap_or(tokens.len());
            let name: String = tokens[..end].iter().map(ToString::to_string).collect();
            let name = name.trim_matches('"').replace('_', "-");
            let is_name =
                !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || letter == '-');
            let value = match tokens.get(end + 1..) {
                Some([value @ TokenTree::Literal(_)]) => value.to_string(),
                _ => "value".to_owned(),
            };
            let name = if is_name { &name } else { "Name" };
            format!("`\"{name}\" = \"{}\"`", value.trim_matches('"'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members() {
        let name = |text: &str| syn::parse::Parser::parse_str(member, text).ok();
        assert_eq!(name("invite").as_deref(), Some("invite"));
        assert_eq!(name("data.type.\"odd.name\"").as_deref(), Some("data/type/odd.name"));
        assert_eq!(name("\"a/b~c\".d").as_deref(), Some("a~1b~0c/d"));
        for wrong in ["", ".", "a.", "a.0", "a b", "7"] {
            assert_eq!(name(wrong), None, "{wrong}");
        }
    }
}
