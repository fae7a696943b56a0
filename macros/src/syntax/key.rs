//! The keys of an annotation, each read on its own. The forms that they have in common are read in `entry`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{LitStr, parse2};

use super::entry::{Entry, Value};
use super::error_entry::DeclaredErrors;
use super::paginate::Paginate;
use super::policies::Policies;
use super::tokens::split_at_commas;
use crate::case::Style;
use crate::errors::Errors;
use crate::habits;
use crate::keys::{InGroup, KEYS, Word, form_of, key};
use crate::similar::similar;

/// The keys of an annotation, or of a group of them.
#[derive(Default)]
pub(crate) struct Keys {
    pub(crate) returns: Option<Returns>,
    pub(crate) errors: DeclaredErrors,
    pub(crate) rename_all: Option<Style>,
    pub(crate) encoding: Option<(Encoding, Ident)>,
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
    /// The keys that were read, with all of their tokens; not those of a group. Without tokens where a mistake was
    /// reported: then no rule speaks of them again.
    seen: Vec<(String, Option<TokenStream>)>,
    /// The keys as they are written, known or not.
    pub(crate) words: Vec<Ident>,
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

impl Keys {
    /// Whether errors are declared, readable or not.
    pub(crate) fn declares_errors(&self) -> bool {
        !self.errors.is_empty() || self.has_seen("errors")
    }

    /// What was written of a key in the annotation itself.
    pub(crate) fn written(&self, name: &str) -> Option<&TokenStream> {
        self.seen.iter().find(|(key, _)| key == name).and_then(|(_, tokens)| tokens.as_ref())
    }

    fn has_seen(&self, name: &str) -> bool {
        self.seen.iter().any(|(key, _)| key == name)
    }

    /// `auth(none), scopes("users")`. Of one annotation: where a group has scopes, one endpoint in it may well be public.
    pub(super) fn contradictions(&self, errors: &mut Errors) {
        if let (Some(Auth::None), Some(scopes)) = (&self.auth, self.written("scopes")) {
            let message = "without credentials no scope is ever granted";
            errors.at(scopes, format!("{message}\nhelp: remove this, or `auth(none)`"));
        }
    }

    /// Reads the keys of a group.
    pub(crate) fn group(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut keys = Self::default();
        for piece in split_at_commas(tokens, false, errors) {
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
            idempotent: self.idempotent,
            idempotency_key: self.idempotency_key,
            paginate: self.paginate,
            request: self.request,
            error: self.error,
            seen: self.seen,
            words: self.words,
        }
    }

    pub(super) fn piece(&mut self, piece: TokenStream, is_allowed: fn(&Word) -> bool, errors: &mut Errors) {
        let Some((entry, leftover)) = Entry::parse(piece, errors) else { return };
        self.entry(entry, is_allowed, errors);
        // What cannot begin a key was reported already.
        if let Some(leftover) = leftover.filter(begins_with_a_word) {
            self.piece(leftover, is_allowed, errors);
        }
    }

    fn entry(&mut self, mut entry: Entry, is_allowed: fn(&Word) -> bool, errors: &mut Errors) {
        self.words.push(entry.key.clone());
        let mut name = entry.key.to_string();
        // `error(not_found = 404)` means the other key.
        if name == "error" && matches!(entry.value, Value::List(_)) {
            entry.misformed(errors);
            entry.mended = true;
            name = "errors".to_owned();
        }
        let word = match key(&name) {
            Some(word) => word,
            None => {
                if !entry.mended {
                    unknown(&entry.key, errors);
                }
                // What was meant is read all the same, so that what it declares is there.
                let Some(near) = similar(&name, KEYS.map(|(key, _)| key)) else { return };
                let Some(word) = key(near) else { return };
                name = near.to_owned();
                entry.mended = true;
                word
            }
        };
        if !is_allowed(word) {
            let help = "write it in the annotation of the endpoint";
            errors.at(
                &entry.tokens,
                format!("`{name}` belongs to one endpoint, not to a group of them\nhelp: {help}"),
            );
            return;
        }
        let mut said_already = Errors::default();
        if self.has_seen(&name) {
            // One that was mended is no reason to remove another.
            if self.written(&name).is_none() {
                self.read(&name, &entry, if entry.mended { &mut said_already } else { errors });
            } else if !entry.mended {
                errors.at(&entry.tokens, format!("`{name}` is written twice\nhelp: remove one of them"));
            }
            return;
        }
        let errors = if entry.mended { &mut said_already } else { errors };
        self.read(&name, &entry, errors);
        self.seen.push((name, (!entry.mended).then_some(entry.tokens)));
    }

    fn read(&mut self, name: &str, entry: &Entry, errors: &mut Errors) {
        match name {
            "returns" => self.returns = returns(entry, errors),
            "errors" => {
                let pieces = entry.list(errors).unwrap_or_default();
                pieces.into_iter().for_each(|piece| self.errors.piece(piece, errors));
            }
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
            "media" => self.media = entry.assigned(errors),
            "scopes" => {
                self.scopes = entry.list_of(errors);
                scopes_differ(&self.scopes, errors);
            }
            "auth" => self.auth = auth(entry, errors),
            "base" => self.base = entry.assigned(errors),
            "headers" => self.headers = headers(entry, errors),
            "idempotent" => self.idempotent = entry.flag(errors),
            "idempotency_key" => self.idempotency_key = entry.assigned(errors),
            "paginate" => {
                let pieces = entry.list(errors).unwrap_or_default();
                self.paginate = Paginate::parse(pieces, &entry.tokens, errors);
            }
            "request" => self.request = entry.name(errors),
            "error" => self.error = entry.name(errors),
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

/// `scopes("a", "a")`, `scopes("")`
fn scopes_differ(scopes: &[LitStr], errors: &mut Errors) {
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

fn begins_with_a_word(tokens: &TokenStream) -> bool {
    matches!(tokens.clone().into_iter().next(), Some(TokenTree::Ident(_)))
}

fn unknown(key: &Ident, errors: &mut Errors) {
    let name = key.to_string();
    let near = similar(&name, KEYS.map(|(key, _)| key));
    let help = match (habits::instead_of_key(&name), near) {
        (Some(habit), _) => habit.to_owned(),
        (None, Some(near)) => format!("there is a key with a similar name: `{}`", form_of(near)),
        (None, None) => match habits::near_to_key(&name) {
            Some(habit) => habit.to_owned(),
            None => format!("the keys are `{}`", KEYS.map(|(key, _)| key).join("`, `")),
        },
    };
    errors.at(key, format!("unknown key `{name}`\nhelp: {help}"));
}

fn returns(entry: &Entry, errors: &mut Errors) -> Option<Returns> {
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
    match tokens.as_slice() {
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

fn auth(entry: &Entry, errors: &mut Errors) -> Option<Auth> {
    let pieces = entry.list(errors)?;
    let [piece, others @ ..] = pieces.as_slice() else {
        entry.misformed(errors);
        return None;
    };
    if let Some(other) = others.first() {
        errors.at(other, format!("credentials have one name\nhelp: write `auth({piece})`"));
    }
    if let Ok(name) = parse2::<LitStr>(piece.clone()) {
        if name.value() == "none" {
            errors
                .at(name, "no credentials are said with a word, not with a string\nhelp: write `auth(none)`");
            return Some(Auth::None);
        }
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
                errors.at(
                    &piece,
                    format!("a header field is named here\nhelp: write {}", header_field(&piece)),
                );
            }
        }
    }
    headers
}

/// What to write in place of a piece of `headers(…)` that is no field.
fn header_field(piece: &TokenStream) -> String {
    let tokens: Vec<TokenTree> = piece.clone().into_iter().collect();
    let is_text = |token: &TokenTree| parse2::<LitStr>(token.to_token_stream()).is_ok();
    match tokens.as_slice() {
        [name] if is_text(name) => format!("`{name} = \"value\"`"),
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
        _ => "`\"Name\" = \"value\"`".to_owned(),
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
