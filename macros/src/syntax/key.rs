//! The keys of an annotation, each read on its own. The forms that they have in common are read in `entry`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::LitStr;

use super::constant_field::ConstantField;
use super::entry::{Entry, Value};
use super::error_entry::DeclaredErrors;
use super::paginate::Paginate;
use super::policies::Policies;
use super::tokens::split_at_commas;
use super::value::{auth, headers, returns, scopes_differ};
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

/// `auth(none)`, `auth(name)`, or `auth(default)`.
pub(crate) enum Auth {
    None,
    Default,
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
            fields: self.fields,
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
                    unknown(&entry.key, is_allowed, errors);
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
                let help = match self.written(&name).and_then(|first| as_one(&name, first, &entry)) {
                    Some(one) => format!("write `{one}`"),
                    None => "remove one of them".to_owned(),
                };
                errors.at(&entry.tokens, format!("`{name}` is written twice\nhelp: {help}"));
                // What the second declares is there all the same.
                if name == "errors" {
                    self.read(&name, &entry, errors);
                }
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
            "errors" => match &entry.value {
                Value::Assigned(value) => match DeclaredErrors::assigned(value.clone()) {
                    Some(declared) if self.errors.is_empty() => self.errors = declared,
                    Some(_) => {}
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
            "json" => self.encoding(Encoding::Json, entry, errors),
            "multipart" => self.encoding(Encoding::Multipart, entry, errors),
            "fields" => {
                let pieces = entry.list(errors).unwrap_or_default();
                let read = pieces.into_iter().filter_map(|piece| ConstantField::parse(piece, errors));
                self.fields = read.collect();
            }
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

/// `errors(not_found = 404, gone = 410)` of two lists.
fn as_one(name: &str, first: &TokenStream, second: &Entry) -> Option<String> {
    let adds_up = ["errors", "headers", "scopes", "fields"].contains(&name);
    let Some(TokenTree::Group(first)) = first.clone().into_iter().last().filter(|_| adds_up) else {
        return None;
    };
    let Value::List(second) = &second.value else { return None };
    let (first, second) = (first.stream().to_string(), second.stream().to_string());
    let same = first == second;
    (!same).then(|| {
        format!("{name}({}, {})", first.trim_end_matches([',', ' ']), second.trim_end_matches([',', ' ']))
    })
}

fn begins_with_a_word(tokens: &TokenStream) -> bool {
    matches!(tokens.clone().into_iter().next(), Some(TokenTree::Ident(_)))
}

fn unknown(key: &Ident, is_allowed: fn(&Word) -> bool, errors: &mut Errors) {
    let name = key.to_string();
    let near = similar(&name, KEYS.map(|(key, _)| key));
    let help = match (habits::instead_of_key(&name), near) {
        (Some(habit), _) => habit.to_owned(),
        (None, Some(near)) => format!("there is a key with a similar name: `{}`", form_of(near)),
        (None, None) => match habits::near_to_key(&name) {
            Some(habit) => habit.to_owned(),
            None => {
                let allowed = KEYS.iter().filter(|(_, word)| is_allowed(word)).map(|(key, _)| *key);
                format!("the keys are `{}`", allowed.collect::<Vec<_>>().join("`, `"))
            }
        },
    };
    errors.at(key, format!("unknown key `{name}`\nhelp: {help}"));
}
