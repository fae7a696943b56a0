//! The head of an annotation, `METHOD "path"`. Whatever is wrong with it is one mistake, and what was meant is read all the
//! same; what those write who know another library is for `head_meant`.

use proc_macro2::{Delimiter, Group, Ident, Punct, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{LitStr, parse2};

use super::head_meant::{PATH_WORDS, assigned, path_as_string};
use crate::errors::Errors;
use crate::keys::{METHODS, key};
use crate::similar::similar;

/// A path for those who wrote none.
pub(super) const EXAMPLE: &str = "\"/users/<user>\"";

/// Method and path as they are written. What could not be read is missing.
#[derive(Default)]
pub(super) struct Head {
    pub(super) method: Option<Method>,
    pub(super) path: Option<LitStr>,
    /// What stands in the place of the method.
    pub(super) word: Option<Ident>,
}

/// A method as it is written.
pub(crate) enum Method {
    /// One of `METHODS`.
    Known(Ident),
    /// `method("PURGE")`
    Extension(LitStr),
}

impl Method {
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Known(word) => word.to_string(),
            Self::Extension(name) => name.value(),
        }
    }
}

impl Head {
    /// Reads the head off the pieces of an annotation, and leaves those of the keys.
    pub(super) fn read(pieces: &mut Vec<TokenStream>, errors: &mut Errors) -> Self {
        let mut head = Self::default();
        if pieces.is_empty() {
            errors.push(syn::Error::new(
                proc_macro2::Span::call_site(),
                format!("the `endpoint` attribute names a method and a path\nhelp: write `#[endpoint(GET {EXAMPLE})]`"),
            ));
        } else if assigned(&pieces[0]).is_some() {
            head.as_keys(pieces, errors);
        } else {
            let first: Vec<TokenTree> = pieces.remove(0).into_iter().collect();
            head.word = match first.first() {
                Some(TokenTree::Ident(word)) => Some(word.clone()),
                _ => None,
            };
            if let Some(leftover) = head.piece(&first, pieces, errors) {
                pieces.insert(0, leftover);
            }
        }
        head
    }

    /// Reads the first piece; what is a key, or stands behind the path without a comma, is given back.
    fn piece(
        &mut self,
        tokens: &[TokenTree],
        others: &mut Vec<TokenStream>,
        errors: &mut Errors,
    ) -> Option<TokenStream> {
        match tokens {
            [TokenTree::Ident(word), TokenTree::Group(name), rest @ ..] if word == "method" => {
                self.extension(name, errors);
                match rest {
                    [] if self.path.is_some() => None,
                    [] => self.path_behind(word, others, errors),
                    rest => self.path(rest, errors),
                }
            }
            [TokenTree::Ident(word), TokenTree::Group(group)]
                if !is_key(word) && string(&group.stream()).is_some() =>
            {
                let name = word.to_string();
                let method = similar(&name, METHODS).unwrap_or(&name);
                let path = string(&group.stream());
                let help = format!("write `{method} {}`", path.to_token_stream());
                errors.at(
                    both(word, group),
                    format!("the method and the path stand without parentheses\nhelp: {help}"),
                );
                self.method = known(method, word);
                self.path = path;
                None
            }
            [TokenTree::Ident(word), rest @ ..]
                if is_key(word) && !matches!(rest, [TokenTree::Literal(_), ..]) =>
            {
                let message = "the method and the path are missing before this key";
                errors.at(word, format!("{message}\nhelp: write `GET {EXAMPLE},` before it"));
                Some(tokens.iter().cloned().collect())
            }
            [TokenTree::Ident(word)] if METHODS.iter().any(|known| word == known) => {
                self.method(word, errors);
                self.path_behind(word, others, errors)
            }
            [TokenTree::Ident(word)] => {
                self.no_method(word, others, errors);
                None
            }
            [TokenTree::Ident(word), TokenTree::Punct(colon), TokenTree::Punct(second), rest @ ..]
                if colon.as_char() == ':' && second.as_char() == ':' =>
            {
                // The path behind a comma.
                let next = others.first().filter(|next| string(next).is_some()).cloned();
                let is_alone = !rest.iter().any(|token| matches!(token, TokenTree::Literal(_)));
                match next.filter(|_| is_alone) {
                    Some(path) => {
                        others.remove(0);
                        let whole: Vec<TokenTree> = rest.iter().cloned().chain(path).collect();
                        self.qualified(&tokens[..3], word, &whole, errors)
                    }
                    None => self.qualified(&tokens[..3], word, rest, errors),
                }
            }
            [TokenTree::Ident(word), TokenTree::Punct(mark), rest @ ..]
                if matches!(mark.as_char(), ':' | '=') && matches!(rest, [TokenTree::Literal(_), ..]) =>
            {
                self.method(word, errors);
                let mark = mark_of(mark);
                errors.at(
                    &mark,
                    format!("nothing stands between the method and the path\nhelp: remove `{mark}`"),
                );
                self.path(rest, errors)
            }
            // `GET => "/users"`
            [TokenTree::Ident(word), TokenTree::Punct(first), TokenTree::Punct(second), rest @ ..]
                if matches!(rest, [TokenTree::Literal(_), ..]) =>
            {
                self.method(word, errors);
                let message = "nothing stands between the method and the path";
                errors.at(both(first, second), format!("{message}\nhelp: remove `{first}{second}`"));
                self.path(rest, errors)
            }
            [TokenTree::Ident(word), TokenTree::Ident(key), TokenTree::Punct(equals), path, ..]
                if PATH_WORDS.iter().any(|known| key == known) && equals.as_char() == '=' =>
            {
                self.method(word, errors);
                errors.at(
                    both(key, equals),
                    format!("the path is not written as a key\nhelp: write `{word} {path}`"),
                );
                self.path(&tokens[3..], errors)
            }
            [TokenTree::Ident(word), TokenTree::Ident(second), rest @ ..]
                if METHODS.iter().any(|known| second == known) =>
            {
                self.method(word, errors);
                errors.at(second, "an endpoint has one method\nhelp: write a function for each");
                self.path(rest, errors)
            }
            // `PUT | PATCH "/users"`
            [TokenTree::Ident(word), TokenTree::Punct(_), TokenTree::Ident(second), rest @ ..]
                if METHODS.iter().any(|known| second == known) =>
            {
                self.method(word, errors);
                errors.at(second, "an endpoint has one method\nhelp: write a function for each");
                let path = rest.iter().position(|token| matches!(token, TokenTree::Literal(_)));
                self.path(&rest[path.unwrap_or(rest.len())..], errors)
            }
            [TokenTree::Ident(word), rest @ ..] => {
                self.method(word, errors);
                self.path(rest, errors)
            }
            [TokenTree::Literal(first), rest @ ..] => {
                let Some(text) = string(&first.to_token_stream()) else {
                    errors.at(first, format!("a method is expected here\nhelp: write `GET {EXAMPLE}`"));
                    return None;
                };
                // `"/users", GET`
                let behind = others.first().and_then(|next| parse2::<Ident>(next.clone()).ok());
                let behind = behind.filter(|word| {
                    rest.is_empty() && METHODS.contains(&word.to_string().to_uppercase().as_str())
                });
                if let Some(word) = behind {
                    others.remove(0);
                    let method = word.to_string().to_uppercase();
                    let help = format!("write `{method} {}`", text.to_token_stream());
                    errors.at(&word, format!("the method stands before the path\nhelp: {help}"));
                    self.method = known(&method, &word);
                    self.path = Some(text);
                    return None;
                }
                self.literal(&text, rest, errors)
            }
            other => {
                let other: TokenStream = other.iter().cloned().collect();
                errors.at(other, format!("a method is expected here\nhelp: write `GET {EXAMPLE}`"));
                None
            }
        }
    }

    pub(super) fn method(&mut self, word: &Ident, errors: &mut Errors) {
        self.method = is_method(word, errors).then(|| Method::Known(word.clone()));
    }

    /// `method("PURGE")`
    fn extension(&mut self, name: &Group, errors: &mut Errors) {
        let pieces: Vec<TokenTree> = name.stream().into_iter().collect();
        if let [TokenTree::Literal(method), TokenTree::Punct(_), TokenTree::Literal(path)] = pieces.as_slice()
        {
            let help = format!("write `method({method}) {path}`");
            errors.at(path, format!("the path stands behind the method\nhelp: {help}"));
            self.method = string(&method.to_token_stream()).map(Method::Extension);
            self.path = string(&path.to_token_stream());
            return;
        }
        match string(&name.stream()).filter(|_| name.delimiter() == Delimiter::Parenthesis) {
            Some(method) => self.method = Some(Method::Extension(method)),
            None => {
                let written = name.stream().to_string();
                let example = if written.is_empty() { "PURGE" } else { written.trim_matches('"') };
                let help = format!("write `method(\"{example}\")`");
                errors.at(name, format!("the name of a method is a string\nhelp: {help}"));
            }
        }
    }

    /// The path behind a lone method: behind a comma, as a key, or not at all.
    fn path_behind(
        &mut self,
        method: &Ident,
        others: &mut Vec<TokenStream>,
        errors: &mut Errors,
    ) -> Option<TokenStream> {
        let next = others.first().cloned();
        let assigned = next.as_ref().and_then(assigned).and_then(|(_, value)| string(&value));
        if let Some(path) = next.as_ref().and_then(string) {
            errors.at(method, "there is no comma between the method and the path\nhelp: remove it");
            self.path = Some(path);
        } else if let Some(path) = assigned {
            let help = format!("write `{method} {}`", path.to_token_stream());
            errors.at(&next, format!("the path is not written as a key\nhelp: {help}"));
            self.path = Some(path);
        } else if let Some((second, path)) = next.and_then(method_and_path) {
            errors.at(second, "an endpoint has one method\nhelp: write a function for each");
            self.path = Some(path);
        } else {
            errors.at(
                method,
                format!("the path is missing\nhelp: write it behind the method: `{method} {EXAMPLE}`"),
            );
            return None;
        }
        others.remove(0);
        None
    }

    /// Reads the path; what stands behind it without a comma is given back.
    pub(super) fn path(&mut self, tokens: &[TokenTree], errors: &mut Errors) -> Option<TokenStream> {
        let (first, rest) = tokens.split_first()?;
        let Some(path) = string(&first.to_token_stream()) else {
            let written: TokenStream = tokens.iter().cloned().collect();
            errors.at(written, format!("the path is a string literal\nhelp: {}", path_as_string(tokens)));
            return None;
        };
        if !path.suffix().is_empty() {
            let message = format!("a path has no suffix: `{}`", path.suffix());
            errors.at(first, format!("{message}\nhelp: write `{:?}`", path.value()));
        }
        self.path = Some(path);
        match rest {
            [] => None,
            [TokenTree::Ident(word), ..] => {
                errors.at(word, "there is no comma behind the path\nhelp: write a comma before this");
                Some(rest.iter().cloned().collect())
            }
            [TokenTree::Literal(more), ..] => {
                let joined = string(&more.to_token_stream()).map(|more| more.value()).unwrap_or_default();
                let whole = self.path.as_ref().map(LitStr::value).unwrap_or_default() + &joined;
                errors.at(more, format!("the path is one string\nhelp: write `\"{whole}\"`"));
                // Half a path has not all of its placeholders.
                self.path = None;
                None
            }
            // `"/users" -> User`
            [TokenTree::Punct(_), TokenTree::Punct(arrow), ty @ ..]
                if arrow.as_char() == '>' && !ty.is_empty() =>
            {
                let ty: TokenStream = ty.iter().cloned().collect();
                let all: TokenStream = rest.iter().cloned().collect();
                let message = "the type of the answer stands in the signature";
                errors.at(all, format!("{message}\nhelp: write `-> {ty}` behind the parameters"));
                None
            }
            _ => {
                let rest: TokenStream = rest.iter().cloned().collect();
                errors.at(rest, "this cannot stand behind the path\nhelp: write a comma, and keys behind it");
                None
            }
        }
    }
}

/// `POST "/users"`
fn method_and_path(piece: TokenStream) -> Option<(Ident, LitStr)> {
    let mut tokens = piece.into_iter();
    let (Some(TokenTree::Ident(method)), Some(path)) = (tokens.next(), tokens.next()) else { return None };
    let path = string(&path.to_token_stream()).filter(|_| METHODS.iter().any(|known| method == known));
    Some((method, path?))
}

pub(super) fn string(tokens: &TokenStream) -> Option<LitStr> {
    parse2(tokens.clone()).ok()
}

fn is_key(word: &Ident) -> bool {
    key(&word.to_string()).is_some()
}

/// The method that is meant, at what was written; none if there is no such method.
pub(super) fn known(name: &str, at: impl ToTokens) -> Option<Method> {
    let span = at
        .to_token_stream()
        .into_iter()
        .next()
        .map_or_else(proc_macro2::Span::call_site, |token| token.span());
    METHODS.contains(&name).then(|| Method::Known(Ident::new(name, span)))
}

fn mark_of(mark: &Punct) -> Punct {
    let mut alone = Punct::new(mark.as_char(), proc_macro2::Spacing::Alone);
    alone.set_span(mark.span());
    alone
}

fn both(first: impl ToTokens, second: impl ToTokens) -> TokenStream {
    quote!(#first #second)
}

/// Whether there is such a method; says so if not.
fn is_method(word: &Ident, errors: &mut Errors) -> bool {
    let name = word.to_string();
    if METHODS.contains(&name.as_str()) {
        return true;
    }
    if name == "method" {
        errors.at(word, "the name of the method is missing\nhelp: write `GET`, or `method(\"PURGE\")` for one that is not usual");
        return false;
    }
    let help = match similar(&name, METHODS) {
        Some(near) => format!("there is a method with a similar name: `{near}`"),
        None => {
            format!("the methods are `{}`; another is written `method(\"{name}\")`", METHODS.join("`, `"))
        }
    };
    errors.at(word, format!("unknown HTTP method `{name}`\nhelp: {help}"));
    false
}
