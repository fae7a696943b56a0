//! The rules that need more than one parameter or key, one function each, with what it refuses above it.

use proc_macro2::Ident;
use syn::{LitStr, Type};

use super::placement::is_token;
use crate::errors::Errors;
use crate::keys::{METHODS, METHODS_WITHOUT_BODY};
use crate::model::{Endpoint, Parameter, Place};
use crate::status::Status;
use crate::syntax::constant_field::ConstantField;
use crate::syntax::error_entry::{DeclaredErrors, ErrorEntry};
use crate::syntax::head::Method;
use crate::syntax::key::{Encoding, Returns};

/// `method("PURGE ALL")`, `method("GET")`, `method("CONNECT")`
pub(super) fn method_can_be_sent(method: Option<&Method>, errors: &mut Errors) {
    let Some(Method::Extension(literal)) = method else { return };
    let name = literal.value();
    if !is_token(&name) {
        errors.at(
            literal,
            format!("`{name}` cannot be the name of a method\nhelp: write letters, digits, and `-`"),
        );
    } else if let Some(known) = METHODS.iter().find(|known| known.eq_ignore_ascii_case(&name)) {
        errors.at(
            literal,
            format!("`{name}` is a usual method\nhelp: write `{known}` in place of `method(…)`"),
        );
    } else if name.eq_ignore_ascii_case("CONNECT") {
        // RFC 9110, section 9.3.6: its target is a host and a port.
        errors.at(
            literal,
            "`CONNECT` asks for a tunnel, not for what is at a path\nhelp: write another method",
        );
    }
}

/// `base = "uploads.example.com"`, `base = "https://user:secret@example.com"`
pub(super) fn base_is_an_address(base: Option<&LitStr>, errors: &mut Errors) {
    let Some(base) = base else { return };
    let text = base.value();
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let with_scheme;
    let (what, help) = if text.contains(['<', '{']) {
        ("a base has no placeholders", "write it out, or give a call its own: `Call::base`")
    } else if text.starts_with('/') {
        (
            "a base is a whole address",
            "write `base = \"https://uploads.example.com\"`, or this before the path",
        )
    } else if text.contains(['?', '#']) {
        ("a base has no query and no fragment", "write pairs behind the path: `GET \"/users?a=b\"`")
    } else if host.is_some_and(|host| host.split('/').next().unwrap_or_default().contains('@')) {
        ("a base has no user and no password", "give credentials to the client, and name them: `auth(name)`")
    } else if host.is_none()
        && text.contains('.')
        && !text.contains("://")
        && !text.contains(char::is_whitespace)
    {
        with_scheme = format!("write `base = \"https://{text}\"`");
        ("a base is a whole address", with_scheme.as_str())
    } else if host.is_none_or(str::is_empty) || text.contains(char::is_whitespace) {
        ("a base is a whole address", "write `base = \"https://uploads.example.com\"`")
    } else {
        return;
    };
    errors.at(base, format!("{what}\nhelp: {help}"));
}

/// `headers("Bad Name" = "x")`, `headers("X" = "1", "x" = "2")`, `headers("Content-Length" = "0")`, `media = "json"`
pub(super) fn headers_can_be_sent(headers: &[(LitStr, LitStr)], media: Option<&LitStr>, errors: &mut Errors) {
    for (index, (name, value)) in headers.iter().enumerate() {
        let text = name.value();
        if text.is_empty() {
            errors.at(name, "the name of a header field is empty\nhelp: write `\"X-Name\"`");
        } else if !is_token(&text) {
            errors.at(
                name,
                format!(
                    "`{text}` cannot be the name of a header field\nhelp: write letters, digits, and `-`"
                ),
            );
        } else if headers[..index].iter().any(|(earlier, _)| earlier.value().eq_ignore_ascii_case(&text)) {
            errors.at(name, format!("the header field `{text}` is written twice\nhelp: remove one of them"));
        } else if ["Content-Length", "Transfer-Encoding"].iter().any(|own| text.eq_ignore_ascii_case(own)) {
            errors.at(
                name,
                format!("`{text}` is the transport's to send, which knows the body\nhelp: remove this"),
            );
        }
        if !value.value().chars().all(|character| matches!(character, ' '..='~' | '\t')) {
            errors.at(
                value,
                "this cannot be the value of a header field\nhelp: write visible ASCII characters",
            );
        }
    }
    if let Some(media) = media {
        let text = media.value();
        let name = text.split(';').next().unwrap_or_default().trim();
        let is_media_type =
            name.split_once('/').is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype));
        if !is_media_type || !text.chars().all(|character| matches!(character, ' '..='~')) {
            let meant = match is_token(name) {
                true => format!("application/{name}"),
                false => "application/merge-patch+json".to_owned(),
            };
            errors.at(media, format!("`{text}` is no media type\nhelp: write `media = \"{meant}\"`"));
        }
    }
}

/// `multipart` with `media = "text/plain"`, or with `#[header] content_type: &str`
pub(super) fn multipart_says_its_media_type(
    media: Option<&LitStr>,
    endpoint: &Endpoint,
    errors: &mut Errors,
) {
    if endpoint.encoding != Encoding::Multipart {
        return;
    }
    if let Some(media) = media
        && !media.value().to_ascii_lowercase().starts_with("multipart/")
    {
        let help = "write a type that begins so, as `multipart/mixed`, or remove this";
        errors
            .at(media, format!("the media type of a multipart body begins with `multipart/`\nhelp: {help}"));
    }
    let is_content_type = |parameter: &&Parameter| {
        matches!(parameter.place, Place::Header { .. })
            && parameter.wire_name.eq_ignore_ascii_case("content-type")
    };
    if let Some(parameter) = endpoint.parameters.iter().find(is_content_type) {
        let message = "the `Content-Type` of a multipart body has its boundary, which is made anew each time";
        let help = "give the parts their media types: `Part::media_type`";
        errors.at(&parameter.ident, format!("{message}\nhelp: {help}"));
    }
}

/// `fields(a = 1)` with `HEAD`; `fields(a = 1, a = 2)`; `fields(a = 1)` beside a parameter `a`
pub(super) fn constant_fields_have_a_body(
    fields: &[ConstantField],
    endpoint: &Endpoint,
    errors: &mut Errors,
) {
    let Some(first) = fields.first() else { return };
    let method = &endpoint.method;
    if METHODS_WITHOUT_BODY.contains(&method.as_str()) {
        errors.at(
            &first.tokens,
            format!("a {method} request has no body\nhelp: remove `fields`, or change the method"),
        );
        return;
    }
    for (index, field) in fields.iter().enumerate() {
        let name = &field.name;
        let is_parameter = |parameter: &&Parameter| {
            matches!(parameter.place, Place::Field { .. }) && parameter.wire_name == *name
        };
        if fields[..index].iter().any(|earlier| earlier.name == *name) {
            errors.at(&field.tokens, format!("`{name}` is written twice\nhelp: remove one of them"));
        } else if let Some(parameter) = endpoint.parameters.iter().find(is_parameter) {
            let parameter = &parameter.name;
            errors.at(
                &field.tokens,
                format!("the parameter `{parameter}` gives `{name}` already\nhelp: remove one of them"),
            );
        }
    }
}

/// `idempotency_key = "Bad Name"`; beside a constant header, or a parameter that is always given, of that name
pub(super) fn the_key_has_a_field(key: Option<&LitStr>, endpoint: &Endpoint, errors: &mut Errors) {
    let Some(key) = key else { return };
    let name = key.value();
    let is_key = |other: &str| other.eq_ignore_ascii_case(&name);
    let parameter = endpoint.parameters.iter().find(|parameter| {
        matches!(parameter.place, Place::Header { .. }) && !parameter.optional && is_key(&parameter.wire_name)
    });
    if !is_token(&name) {
        errors.at(
            key,
            format!("`{name}` cannot be the name of a header field\nhelp: write `idempotency_key = \"Idempotency-Key\"`"),
        );
    } else if endpoint.headers.iter().any(|(other, _)| is_key(other)) {
        errors.at(
            key,
            format!(
                "`headers` has a constant `{name}`, so that no key is ever made\nhelp: remove one of them"
            ),
        );
    } else if let Some(parameter) = parameter {
        let parameter = &parameter.name;
        errors.at(
            key,
            format!("`{parameter}` always gives `{name}`, so that no key is ever made\nhelp: remove one of them, or write `{parameter}: Option<…>`"),
        );
    }
}

/// `returns(user)` without `->`; `returns(User)` without `->`, which means the type; `returns(users, pagination)` with
/// `-> Vec<User>`
pub(super) fn returns_fit_the_return_type(
    returns: Option<&Returns>,
    endpoint: &mut Endpoint,
    errors: &mut Errors,
) {
    let Some(Returns { members, tokens }) = returns else { return };
    match (&endpoint.output, members.len()) {
        (None, 1) if members[0].starts_with(char::is_uppercase) => {
            let name = &members[0];
            let help = format!(
                "write `-> {name}` behind the parameters; `returns(member)` names a member of the answer, not its type"
            );
            errors.at(tokens, format!("there is no return type for `returns`\nhelp: {help}"));
            endpoint.output = syn::parse_str(name).ok();
        }
        (None, _) => {
            errors.at(
                tokens,
                "there is no return type for `returns`\nhelp: write `-> Type` behind the parameters",
            );
        }
        (Some(Type::Tuple(tuple)), count) if count > 1 && tuple.elems.len() != count => {
            let elements = tuple.elems.len();
            let message =
                format!("`returns` names {count} members, but the returned tuple has {elements} elements");
            errors.at(tokens, format!("{message}\nhelp: name one member for each element"));
        }
        (Some(output), count) if count > 1 && !matches!(output, Type::Tuple(_) | Type::Path(_)) => {
            errors.at(
                output,
                format!("`returns` names {count} members\nhelp: return a tuple with as many elements"),
            );
        }
        _ => {}
    }
}

/// `errors(gone = 404, gone = 410)`; `errors(NotFound = 404, Missing = 404)`; `errors(gone = 404, "Gone" as Gone = 410)`;
/// `errors(Shared, other::Shared)`
pub(crate) fn errors_differ(declared: &mut DeclaredErrors, errors: &mut Errors) {
    for (index, entry) in declared.entries.iter().enumerate() {
        let earlier = &declared.entries[..index];
        let same_code = |other: &&ErrorEntry| entry.code.is_some() && other.code == entry.code;
        let same_status = |other: &&ErrorEntry| {
            let are_known = !entry.unread && !other.unread;
            are_known && entry.code.is_none() && other.code.is_none() && other.status == entry.status
        };
        let same_name = |other: &&ErrorEntry| other.variant == entry.variant;
        let Some(other) = earlier
            .iter()
            .find(same_code)
            .or_else(|| earlier.iter().find(same_status))
            .or_else(|| earlier.iter().find(same_name))
        else {
            continue;
        };
        // What a group declares is right for its other endpoints.
        let with_group = entry.of_group && !other.of_group;
        let (name, status) = (&entry.variant, entry.status.describe());
        let (message, help) = if same_code(&other) {
            let code = entry.code.as_deref().unwrap_or_default();
            let twice = if with_group { "by the group already" } else { "twice" };
            (format!("the code `{code}` is declared {twice}"), "remove one of them; the code alone decides")
        } else if same_status(&other) {
            let of_group = if with_group { " of the group" } else { "" };
            let taken = if entry.status == Status::Any { "takes" } else { "has the status" };
            let other = &other.variant;
            let message = format!("`{name}`{of_group} is never reached: `{other}` {taken} {status} already");
            (message, "remove one of them, or name their codes")
        } else {
            let of_group = if with_group { ", one of them of the group" } else { "" };
            let message = format!("there are two errors with the name `{name}`{of_group}");
            (message, "write `\"code\" as OtherName = status` for one of them")
        };
        let at = if with_group { &other.tokens } else { &entry.tokens };
        errors.at(at, format!("{message}\nhelp: {help}"));
    }
    for (index, set) in declared.sets.iter().enumerate() {
        let names = declared.entries.iter().map(|entry| &entry.variant);
        if names.chain(declared.sets[..index].iter().map(|set| &set.variant)).any(|name| *name == set.variant)
        {
            let message = format!("there are two errors with the name `{}`", set.variant);
            errors.at(
                &set.tokens,
                format!("{message}\nhelp: remove one of them, or write `{} as OtherName`", set.variant),
            );
        }
    }
    // One variant of a name is enough for whoever matches on it.
    let mut names = Vec::new();
    let mut is_new = |name: &Ident| {
        let is_new = !names.contains(name);
        names.push(name.clone());
        is_new
    };
    declared.entries.retain(|entry| is_new(&entry.variant));
    declared.sets.retain(|set| is_new(&set.variant));
}

/// `self: &sigpost::Client`: only the crate of a type can declare its methods. What is left is a function.
pub(super) fn the_receiver_is_ones_own(endpoint: &mut Endpoint, errors: &mut Errors) {
    let Some(Type::Path(path)) = &endpoint.receiver else { return };
    let segments = &path.path.segments;
    let is_client = segments.len() == 2 && segments[0].ident == "sigpost" && segments[1].ident == "Client";
    if is_client {
        let function = "remove the receiver, and send what the function returns: `client.send(…)`";
        let method = "or write `self: &Api`, with a type of yours that has the client";
        errors.at(path, format!("the methods of `sigpost::Client` are its own\nhelp: {function}; {method}"));
        endpoint.receiver = None;
    }
}
