//! What was meant by a piece of `errors(…)` that cannot be read: what to write for it, and, if it can be told, the error
//! itself, so that code that matches on it has no second error.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{LitStr, parse2};

use super::tokens::shown;
use crate::case::upper_camel;
use crate::status::{name_of, number_of};

const ARROW: &str = "the type of the detail stands behind `=>`";

/// What there is to say about a piece.
pub(super) struct Meant {
    /// The tokens at fault.
    pub(super) at: TokenStream,
    pub(super) message: String,
    /// What to write, in full.
    pub(super) written: String,
    /// The code or name, and the name of the variant, where they can be told.
    pub(super) error: Option<(Option<String>, Ident)>,
}

/// The code or name of an error as it is written, before what says its status.
struct Lead<'a> {
    tokens: &'a [TokenTree],
    /// As it must be written.
    written: String,
    mistake: Option<&'static str>,
    error: Option<(Option<String>, Ident)>,
}

pub(super) fn read(piece: &TokenStream) -> Option<Meant> {
    let tokens: Vec<TokenTree> = piece.clone().into_iter().collect();
    if let [TokenTree::Literal(status), rest @ ..] = tokens.as_slice()
        && status.to_string().starts_with(|first: char| first.is_ascii_digit())
    {
        return status_first(&status.to_string(), piece, rest);
    }
    if let Some(set) = path_with_status(&tokens) {
        return Some(set);
    }
    let end = tokens.iter().position(is_end_of_lead).unwrap_or(tokens.len());
    let (lead, rest) = tokens.split_at(end);
    if let Some(meant) = turned_round(lead, rest) {
        return Some(meant);
    }
    let lead = Lead::read(lead)?;
    let written = &lead.written;
    if let Some(mistake) = lead.mistake {
        let rest = if rest.is_empty() { " = status".to_owned() } else { spaced(rest) };
        return Some(Meant {
            at: collect(lead.tokens),
            message: mistake.to_owned(),
            written: format!("{written}{rest}"),
            error: lead.error,
        });
    }
    let (at, message, status): (TokenStream, &str, String) = match rest {
        [TokenTree::Group(group)] => {
            (group.to_token_stream(), "the status stands behind `=`", last_literal(group.stream()))
        }
        // `TooMany(Detail) = 409`
        [TokenTree::Group(detail), TokenTree::Punct(equals), status @ TokenTree::Literal(_)]
            if equals.as_char() == '=' && detail.delimiter() == Delimiter::Parenthesis =>
        {
            (detail.to_token_stream(), ARROW, format!("{status} => {}", detail.stream()))
        }
        [TokenTree::Punct(equals), value @ ..] if equals.as_char() == '=' && !is_arrow(value) => {
            let has_code = lead.error.as_ref().is_none_or(|(code, _)| code.is_some());
            behind_equals(value, has_code)?
        }
        [mark @ TokenTree::Punct(_), value @ ..] => {
            let has_arrow = matches!(value, [TokenTree::Punct(arrow), ..] if arrow.as_char() == '>');
            let marks = if has_arrow { &rest[..2] } else { std::slice::from_ref(mark) };
            let value = &rest[marks.len()..];
            // `not_found: NotFound = 404`
            if let [TokenTree::Ident(name), TokenTree::Punct(_), status @ TokenTree::Literal(_)] = value {
                return Some(Meant {
                    at: collect(marks),
                    message: "the name of an error stands behind `as`".to_owned(),
                    written: format!("\"{}\" as {name} = {status}", written.trim_matches('"')),
                    error: lead.error.map(|(code, _)| (code, name.clone())),
                });
            }
            // `crate::` is the beginning of anything.
            matches!(value, [TokenTree::Ident(_) | TokenTree::Literal(_), ..]).then_some(())?;
            (
                collect(marks),
                "`=` stands between an error and its status",
                spaced(value).trim_start().to_owned(),
            )
        }
        _ => return None,
    };
    Some(Meant {
        at,
        message: message.to_owned(),
        written: format!("{written} = {status}"),
        error: lead.error,
    })
}

/// `default = Other`, `NotFound as "not.found" = 404`, `"not.found" = 404 as NotFound`: what is right, in another order.
fn turned_round(lead: &[TokenTree], rest: &[TokenTree]) -> Option<Meant> {
    let text = |token: &TokenTree| parse2::<LitStr>(token.to_token_stream()).ok();
    let (at, message, written, code, name) = match (lead, rest) {
        ([word], [TokenTree::Punct(_), .., TokenTree::Ident(name)])
            if matches!(word.to_string().as_str(), "default" | "_" | "*") && rest.len() < 4 =>
        {
            let message = "the name of an error stands before its status";
            (name.to_token_stream(), message, format!("{name} = default"), None, name)
        }
        (
            [TokenTree::Ident(name), TokenTree::Ident(word), code],
            [TokenTree::Punct(_), TokenTree::Literal(_), ..],
        ) if word == "as" => {
            let message = "the code of an error stands before its name";
            (collect(lead), message, format!("{code} as {name}{}", spaced(rest)), text(code), name)
        }
        (
            [code @ TokenTree::Literal(_)],
            [
                TokenTree::Punct(_),
                status @ TokenTree::Literal(_),
                TokenTree::Ident(word),
                TokenTree::Ident(name),
            ],
        ) if word == "as" => {
            let message = "the name of an error stands before its status";
            (collect(&rest[2..]), message, format!("{code} as {name} = {status}"), text(code), name)
        }
        _ => return None,
    };
    let is_turned = code.is_some() || lead.len() == 1;
    (is_turned && name.to_string().starts_with(char::is_uppercase)).then(|| Meant {
        at,
        message: message.to_owned(),
        written,
        error: Some((code.map(|code| code.value()), name.clone())),
    })
}

/// `shared::Errors = 404`
fn path_with_status(tokens: &[TokenTree]) -> Option<Meant> {
    let is_colon = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ':');
    let equals =
        tokens.iter().position(|token| matches!(token, TokenTree::Punct(mark) if mark.as_char() == '='));
    let (path, status) = tokens.split_at(equals?);
    if !path.windows(2).any(|pair| pair.iter().all(is_colon)) {
        return None;
    }
    Some(Meant {
        at: collect(status),
        message: "a set of errors has the statuses in itself".to_owned(),
        written: shown(path.iter().cloned()),
        error: None,
    })
}

/// `404`, `404 = not_found`
fn status_first(status: &str, piece: &TokenStream, rest: &[TokenTree]) -> Option<Meant> {
    let written = match rest {
        [] => name_of(status)?,
        [TokenTree::Punct(_), word] => word.to_string(),
        [TokenTree::Punct(_), TokenTree::Punct(_), word] => word.to_string(),
        _ => return None,
    };
    let message = match rest {
        [] => "this error has no name",
        _ => "the code stands before its status",
    };
    let tokens: Vec<TokenTree> = written.parse::<TokenStream>().ok()?.into_iter().collect();
    let mut error = Lead::read(&tokens)?.error?;
    error.1.set_span(piece.clone().into_iter().last()?.span());
    Some(Meant {
        at: piece.clone(),
        message: message.to_owned(),
        written: format!("{written} = {status}"),
        error: Some(error),
    })
}

/// What is wrong with what stands behind `=`, and what must stand there.
fn behind_equals(value: &[TokenTree], has_code: bool) -> Option<(TokenStream, &'static str, String)> {
    match value {
        [TokenTree::Ident(any)] if any == "_" && !has_code => {
            Some((any.to_token_stream(), "the status of all other errors is a word", "default".to_owned()))
        }
        [TokenTree::Literal(first), TokenTree::Punct(dot), TokenTree::Punct(_), ..]
            if dot.as_char() == '.' =>
        {
            let both =
                |literal: &TokenTree| literal.to_string().starts_with('6') || literal.to_string() == "599";
            let written = match value.last() {
                _ if first.to_string().starts_with('5') => "5XX",
                Some(last) if both(last) && !has_code => "default",
                _ => "4XX",
            };
            Some((collect(value), "the statuses of a class are written as one", written.to_owned()))
        }
        [status @ TokenTree::Literal(_), TokenTree::Ident(word), detail @ ..]
            if word == "as" && !detail.is_empty() =>
        {
            Some((word.to_token_stream(), ARROW, format!("{status} => {}", shown(detail.iter().cloned()))))
        }
        [TokenTree::Ident(_), ..] => {
            let TokenTree::Ident(name) = value.last()? else { return None };
            let number =
                number_of(&name.to_string()).map_or_else(|| "404".to_owned(), |number| number.to_string());
            Some((collect(value), "the status is a number", number))
        }
        [status @ TokenTree::Literal(_), TokenTree::Group(detail)]
            if detail.delimiter() == Delimiter::Parenthesis =>
        {
            Some((detail.to_token_stream(), ARROW, format!("{status} => {}", detail.stream())))
        }
        [
            status @ TokenTree::Literal(_),
            minus @ TokenTree::Punct(_),
            TokenTree::Punct(arrow),
            detail @ ..,
        ] if arrow.as_char() == '>' && !minus.to_string().starts_with('=') => {
            let arrow = collect(&value[1..3]);
            Some((arrow, ARROW, format!("{status} => {}", shown(detail.iter().cloned()))))
        }
        [
            status @ TokenTree::Literal(_),
            TokenTree::Punct(_),
            TokenTree::Punct(_),
            TokenTree::Literal(detail),
        ] => {
            let name = detail.to_string();
            let message = "the detail is a type, not a string";
            Some((detail.to_token_stream(), message, format!("{status} => {}", name.trim_matches('"'))))
        }
        // `404: Detail`, `404 = Detail`
        [status @ TokenTree::Literal(_), mark @ TokenTree::Punct(_), TokenTree::Ident(word), ..]
            if word.to_string().starts_with(char::is_uppercase) =>
        {
            Some((
                mark.to_token_stream(),
                ARROW,
                format!("{status} => {}", shown(value[2..].iter().cloned())),
            ))
        }
        [status @ TokenTree::Literal(_), rest @ ..] if !rest.is_empty() => {
            let message = "an error has one status; where it has a code, that alone decides";
            Some((collect(rest), message, status.to_string()))
        }
        _ => None,
    }
}

impl<'a> Lead<'a> {
    fn read(tokens: &'a [TokenTree]) -> Option<Self> {
        let as_word = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "as");
        let (code, name) = match tokens.iter().position(as_word) {
            Some(place) if place > 0 => (&tokens[..place], Some(&tokens[place + 1..])),
            _ => (tokens, None),
        };
        let text = match code {
            [TokenTree::Literal(literal)] => parse2::<LitStr>(literal.to_token_stream()).ok()?.value(),
            code => {
                let first_is_word = matches!(code, [TokenTree::Ident(_), ..]);
                let no_group = !code.iter().any(|token| matches!(token, TokenTree::Group(_)));
                first_is_word.then_some(())?;
                no_group.then_some(())?;
                // `Vec<String>` is no code.
                let is_type = code.iter().any(|token| token.to_string() == "<");
                (!is_type).then_some(())?;
                code.iter().map(ToString::to_string).collect()
            }
        };
        let span = code.first()?.span();
        let camel = upper_camel(&text);
        let variant = match name {
            Some([TokenTree::Ident(name)]) => {
                let mut name: Ident = syn::parse_str(&upper_camel(&name.to_string())).ok()?;
                name.set_span(span);
                Some(name)
            }
            _ => syn::parse_str::<Ident>(&camel).ok().map(|mut name| {
                name.set_span(span);
                name
            }),
        };
        let is_plain = matches!(code, [TokenTree::Ident(_)]);
        let is_name = is_plain && text.starts_with(char::is_uppercase);
        let shown_name = variant.as_ref().map_or_else(|| "Name".to_owned(), ToString::to_string);
        let (written, mistake) = match (is_plain, name) {
            (true, None) => (text.clone(), None),
            (true, Some(_)) => (
                format!("\"{text}\" as {shown_name}"),
                Some("a code with a name of its own stands in quotes"),
            ),
            (false, None) if code.len() == 1 => (format!("\"{text}\""), None),
            (false, None) => (
                format!("\"{text}\" as {shown_name}"),
                Some("a code that is more than a word stands in quotes"),
            ),
            (false, Some([TokenTree::Ident(_)])) => (format!("\"{text}\" as {shown_name}"), None),
            (false, Some(_)) => {
                (format!("\"{text}\" as {shown_name}"), Some("the name behind `as` is missing"))
            }
        };
        let code = if is_name { None } else { Some(text) };
        let error = variant.map(|variant| (code, variant));
        Some(Self { tokens, written, mistake, error })
    }
}

/// Whether a code ends before this token.
fn is_end_of_lead(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(mark) => matches!(mark.as_char(), '=' | ':'),
        TokenTree::Group(_) => true,
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    }
}

fn is_arrow(value: &[TokenTree]) -> bool {
    matches!(value, [TokenTree::Punct(arrow), ..] if arrow.as_char() == '>')
}

/// ` = 404` as it stands behind the code.
fn spaced(rest: &[TokenTree]) -> String {
    let mut text = String::new();
    for token in rest {
        match token {
            TokenTree::Punct(mark) if mark.spacing() == proc_macro2::Spacing::Joint => {
                text.push_str(&format!(" {mark}"));
            }
            TokenTree::Punct(mark) if mark.as_char() == '>' => text.push('>'),
            token => text.push_str(&format!(" {token}")),
        }
    }
    text
}

/// The last literal in there, or all of it if there is none.
fn last_literal(tokens: TokenStream) -> String {
    let literal = tokens.clone().into_iter().filter(|token| matches!(token, TokenTree::Literal(_))).last();
    literal.map_or_else(|| tokens.to_string(), |literal| literal.to_string())
}

fn collect(tokens: &[TokenTree]) -> TokenStream {
    tokens.iter().cloned().collect()
}
