//! The keys of an annotation: `key`, `key(…)`, and `key = value`, each read on its own.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;
use syn::{LitStr, parse2};

use super::constant_field::ConstantField;
use super::error_entry::DeclaredErrors;
use super::paginate::Paginate;
use super::policies::Policies;
use super::tokens::split_at_commas;
use crate::case::Style;
use crate::errors::Errors;
use crate::keys::{InGroup, KEYS, Word, form_of, key};
use crate::similar::similar;

/// The keys of an annotation, or of a group of them.
#[derive(Default)]
pub(crate) struct Keys {
    pub(crate) returns: Option<Returns>,
    pub(crate) errors: DeclaredErrors,
    pub(crate) rename_all: Option<Style>,
    pub(crate) encoding: Option<(Encoding, Ident)>,
    /// Constant members of the body.
    pub(crate) fields: Vec<ConstantField>,
    pub(crate) media: Option<LitStr>,
    pub(crate) scopes: Vec<LitStr>,
    pub(crate) auth: Option<Auth>,
    pub(crate) base: Option<LitStr>,
    pub(crate) headers: Vec<(LitStr, LitStr)>,
    pub(crate) idempotent: bool,
    pub(crate) idempotency_key: Option<LitStr>,
    pub(crate) policies: Policies,
    pub(crate) paginate: Option<Paginate>,
    pub(crate) request: Option<Ident>,
    pub(crate) error: Option<Ident>,
    pub(crate) krate: Option<syn::Path>,
    /// The keys that were read, to find those written twice.
    seen: Vec<String>,
}

/// `returns(invite)`.
pub(crate) struct Returns {
    pub(crate) members: Vec<String>,
    pub(crate) tokens: TokenStream,
}

/// `auth(none)` or `auth(name)`.
pub(crate) enum Auth {
    None,
    Named(String),
}

/// How the members of a body are written.
#[derive(Clone, Copy, Default, PartialEq)]
pub(crate) enum Encoding {
    #[default]
    Json,
    Form,
    Multipart,
}

/// What follows a key.
enum Value {
    None,
    List(Group),
    Assigned(TokenStream),
}

/// A key with its value, and all of its tokens for errors.
pub(super) struct Entry {
    key: Ident,
    value: Value,
    tokens: TokenStream,
}

impl Entry {
    fn parse(piece: TokenStream, errors: &mut Errors) -> Option<Self> {
        let mut tokens = piece.clone().into_iter();
        let key = match tokens.next() {
            Some(TokenTree::Ident(key)) => key,
            None => return None,
            Some(other) => {
                errors.at(
                    other,
                    "a key is expected here\nhelp: keys are written `key`, `key(…)`, or `key = value`",
                );
                return None;
            }
        };
        let value = match (tokens.next(), tokens.clone().next()) {
            (None, _) => Value::None,
            (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::Parenthesis => {
                Value::List(group)
            }
            (Some(TokenTree::Punct(equals)), Some(_)) if equals.as_char() == '=' => {
                Value::Assigned(tokens.collect())
            }
            _ => {
                let known = KEYS.iter().any(|(name, _)| key == name);
                let help =
                    if known { form_of(&key.to_string()) } else { "key`, `key(…)`, or `key = value" };
                errors
                    .at(&piece, format!("this cannot be read as a key and its value\nhelp: write `{help}`"));
                return None;
            }
        };
        Some(Self { key, value, tokens: piece })
    }

    fn misformed(&self, errors: &mut Errors) {
        let form = match (&self.value, self.key.to_string().as_str()) {
            // `error(not_found = 404)` means the other key.
            (Value::List(_), "error") => form_of("errors"),
            (Value::Assigned(_), "errors") => {
                "errors = SharedErrors`, the type of a set, or `errors(code = status)"
            }
            (_, key) => form_of(key),
        };
        errors.at(&self.tokens, format!("`{}` is not written like this\nhelp: write `{form}`", self.key));
    }

    fn flag(&self, errors: &mut Errors) -> bool {
        let flag = matches!(self.value, Value::None);
        if !flag {
            self.misformed(errors);
        }
        flag
    }

    pub(super) fn assigned<T: syn::parse::Parse>(&self, errors: &mut Errors) -> Option<T> {
        let parsed = match &self.value {
            Value::Assigned(tokens) => parse2(tokens.clone()).ok(),
            Value::None | Value::List(_) => None,
        };
        if parsed.is_none() {
            self.misformed(errors);
        }
        parsed
    }

    fn list(&self, errors: &mut Errors) -> Option<Vec<TokenStream>> {
        match &self.value {
            Value::List(group) if !group.stream().is_empty() => Some(split_at_commas(group.stream(), true)),
            _ => {
                self.misformed(errors);
                None
            }
        }
    }

    fn list_of<T: syn::parse::Parse>(&self, errors: &mut Errors) -> Vec<T> {
        let pieces = self.list(errors).unwrap_or_default();
        let parsed: Option<Vec<T>> = pieces.into_iter().map(|piece| parse2(piece).ok()).collect();
        if parsed.is_none() {
            self.misformed(errors);
        }
        parsed.unwrap_or_default()
    }
}

impl Keys {
    /// Whether errors are declared, readable or not.
    pub(crate) fn declares_errors(&self) -> bool {
        !self.errors.is_empty() || self.seen.iter().any(|key| key == "errors")
    }

    /// Reads the keys of a group.
    pub(crate) fn group(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut keys = Self::default();
        for piece in split_at_commas(tokens, false) {
            keys.piece(piece, |key| key.group != InGroup::Never, errors);
        }
        keys
    }

    /// The keys of an endpoint with those of its group: its own win; errors, headers, and scopes add up.
    pub(super) fn inherit(self, group: Self) -> Self {
        let own_headers = self.headers;
        let is_own = |name: &LitStr| {
            own_headers.iter().any(|(own, _)| own.value().eq_ignore_ascii_case(&name.value()))
        };
        let inherited: Vec<_> = group.headers.into_iter().filter(|(name, _)| !is_own(name)).collect();
        Self {
            errors: self.errors.and(group.errors),
            rename_all: self.rename_all.or(group.rename_all),
            // The media type of the group belongs to its encoding.
            media: self.media.or(if self.encoding.is_some() { None } else { group.media }),
            encoding: self.encoding.or(group.encoding),
            scopes: self.scopes.into_iter().chain(group.scopes).collect(),
            auth: self.auth.or(group.auth),
            base: self.base.or(group.base),
            headers: own_headers.into_iter().chain(inherited).collect(),
            policies: self.policies.inherit(group.policies),
            krate: self.krate.or(group.krate),
            returns: self.returns,
            fields: self.fields,
            idempotent: self.idempotent,
            idempotency_key: self.idempotency_key,
            paginate: self.paginate,
            request: self.request,
            error: self.error,
            seen: self.seen,
        }
    }

    pub(super) fn piece(&mut self, piece: TokenStream, is_allowed: fn(&Word) -> bool, errors: &mut Errors) {
        let Some(entry) = Entry::parse(piece, errors) else { return };
        let name = entry.key.to_string();
        let Some(word) = key(&name) else { return unknown(&entry.key, errors) };
        if !is_allowed(word) {
            errors.at(&entry.tokens, format!("`{name}` belongs to one endpoint, not to a group of them"));
            return;
        }
        if self.seen.contains(&name) {
            errors.at(&entry.tokens, format!("`{name}` is written twice\nhelp: remove one of them"));
            return;
        }
        self.read(&name, &entry, errors);
        self.seen.push(name);
    }

    fn read(&mut self, name: &str, entry: &Entry, errors: &mut Errors) {
        match name {
            "returns" => self.returns = returns(entry, errors),
            "errors" => match &entry.value {
                Value::Assigned(value) => match DeclaredErrors::assigned(value.clone()) {
                    Some(declared) => self.errors = declared,
                    None => entry.misformed(errors),
                },
                _ => {
                    let pieces = entry.list(errors).unwrap_or_default();
                    pieces.into_iter().for_each(|piece| self.errors.piece(piece, errors));
                }
            },
            "rename_all" => {
                if let Some(word) = entry.assigned::<LitStr>(errors) {
                    match Style::parse(&word.value()) {
                        Ok(style) => self.rename_all = Some(style),
                        Err(message) => errors.at(word, message),
                    }
                }
            }
            "form" => self.encoding(Encoding::Form, entry, errors),
            "multipart" => self.encoding(Encoding::Multipart, entry, errors),
            "fields" => {
                let pieces = entry.list(errors).unwrap_or_default();
                let read = pieces.into_iter().filter_map(|piece| ConstantField::parse(piece, errors));
                self.fields = read.collect();
            }
            "media" => self.media = entry.assigned(errors),
            "scopes" => self.scopes = entry.list_of(errors),
            "auth" => self.auth = auth(entry, errors),
            "base" => self.base = entry.assigned(errors),
            "headers" => self.headers = headers(entry, errors),
            "idempotent" => self.idempotent = entry.flag(errors),
            "idempotency_key" => self.idempotency_key = entry.assigned(errors),
            "paginate" => {
                let pieces = entry.list(errors).unwrap_or_default();
                self.paginate = Paginate::parse(pieces, &entry.tokens, errors);
            }
            "request" => self.request = entry.assigned(errors),
            "error" => self.error = entry.assigned(errors),
            "crate" => self.krate = entry.assigned(errors),
            _ => self.policies.read(name, entry, errors),
        }
    }
}

impl Keys {
    fn encoding(&mut self, encoding: Encoding, entry: &Entry, errors: &mut Errors) {
        if !entry.flag(errors) {
            return;
        }
        match &self.encoding {
            None => self.encoding = Some((encoding, entry.key.clone())),
            Some((_, first)) => errors.at(
                &entry.tokens,
                format!("the body is encoded as `{first}` says already\nhelp: remove one of them"),
            ),
        }
    }
}

fn unknown(key: &Ident, errors: &mut Errors) {
    let name = key.to_string();
    let help = match similar(&name, KEYS.map(|(key, _)| key)) {
        Some(near) => format!("there is a key with a similar name: `{}`", form_of(near)),
        None => format!("the keys are `{}`", KEYS.map(|(key, _)| key).join("`, `")),
    };
    errors.at(key, format!("unknown key `{name}`\nhelp: {help}"));
}

fn returns(entry: &Entry, errors: &mut Errors) -> Option<Returns> {
    let mut members: Vec<String> = Vec::new();
    for piece in entry.list(errors)? {
        let Ok(member) = syn::parse::Parser::parse2(member, piece.clone()) else {
            let help = "write its name, a string, or the way to it: `data.invite`";
            errors.at(&piece, format!("a member of the answer is named here\nhelp: {help}"));
            continue;
        };
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

fn auth(entry: &Entry, errors: &mut Errors) -> Option<Auth> {
    let pieces = entry.list(errors)?;
    let [piece] = pieces.as_slice() else {
        entry.misformed(errors);
        return None;
    };
    if let Ok(name) = parse2::<LitStr>(piece.clone()) {
        return Some(Auth::Named(name.value()));
    }
    match parse2::<Ident>(piece.clone()) {
        Ok(word) if word == "none" => Some(Auth::None),
        Ok(word) => Some(Auth::Named(word.to_string())),
        Err(_) => {
            entry.misformed(errors);
            None
        }
    }
}

fn headers(entry: &Entry, errors: &mut Errors) -> Vec<(LitStr, LitStr)> {
    let mut headers = Vec::new();
    for piece in entry.list(errors).unwrap_or_default() {
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
                errors.at(quote!(#piece), "a header field is named here\nhelp: write `\"Name\" = \"value\"`")
            }
        }
    }
    headers
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
