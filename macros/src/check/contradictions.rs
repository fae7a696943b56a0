//! Keys that contradict each other, the parameters, or the method. Each rule has what it refuses above it. Of keys that a
//! group has given nothing is said: they are for those in the group that need them.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident};
use syn::visit::{self, Visit};
use syn::{LitStr, Path, Type};

use super::placement::is_token;
use crate::errors::Errors;
use crate::model::{Endpoint, Parameter, Place};
use crate::syntax::key::{Encoding, Keys};

/// What was written of the keys that the rules are about.
pub(super) struct Written {
    json: Option<TokenStream>,
    form: Option<TokenStream>,
    multipart: Option<TokenStream>,
    media: Option<TokenStream>,
    returns: Option<TokenStream>,
    error: Option<TokenStream>,
    request: Option<TokenStream>,
    headers: Vec<(LitStr, LitStr)>,
    said_media: bool,
}

impl Written {
    pub(super) fn of(keys: &Keys) -> Self {
        let written = |key| keys.written(key).cloned();
        // One that could not be read was reported, and says nothing.
        let encoding = |key| written(key).filter(|_| keys.encoding.is_some());
        let own_headers = if written("headers").is_some() { keys.headers.clone() } else { vec![] };
        Self {
            json: encoding("json"),
            form: encoding("form"),
            multipart: encoding("multipart"),
            media: written("media").filter(|_| keys.media.is_some()),
            returns: written("returns"),
            error: written("error"),
            request: written("request"),
            headers: own_headers,
            said_media: keys.media.is_some(),
        }
    }

    pub(super) fn check(
        &self,
        endpoint: &mut Endpoint,
        taken: &[String],
        incomplete: bool,
        errors: &mut Errors,
    ) {
        self.the_encoding_has_a_body(endpoint, incomplete, errors);
        self.constant_headers_are_sent(endpoint, errors);
        self.constant_headers_have_no_placeholders(endpoint, errors);
        self.a_member_is_of_a_body(endpoint, errors);
        self.the_content_type_is_said_once(endpoint, errors);
        self.the_error_type_has_errors(endpoint, errors);
        request_and_error_have_two_names(endpoint, errors);
        self.the_request_is_none_of_its_types(endpoint, errors);
        self.its_types_have_names_of_their_own(taken, endpoint, errors);
    }

    /// `GET "/users", form`; `media = "application/merge-patch+json"` where nothing goes into the body
    fn the_encoding_has_a_body(&self, endpoint: &Endpoint, incomplete: bool, errors: &mut Errors) {
        let has_body = endpoint
            .parameters
            .iter()
            .any(|parameter| matches!(parameter.place, Place::Body | Place::Field { .. }));
        if has_body || !endpoint.fields.is_empty() || incomplete || endpoint.method.is_empty() {
            return;
        }
        let keys = [
            ("json", &self.json),
            ("form", &self.form),
            ("multipart", &self.multipart),
            ("media", &self.media),
        ];
        // Where there are two, the first explains both.
        if let Some((key, Some(tokens))) = keys.iter().find(|(_, written)| written.is_some()) {
            let message = format!("`{key}` is about the body, but nothing goes into it");
            let help = "remove it, or add a parameter with `#[field]` or `#[body]`";
            errors.at(tokens, format!("{message}\nhelp: {help}"));
        }
    }

    /// `headers("X-Team" = "a")` with `#[header] x_team: String`
    fn constant_headers_are_sent(&self, endpoint: &Endpoint, errors: &mut Errors) {
        for (name, _) in &self.headers {
            let text = name.value();
            let is_taken = |parameter: &&Parameter| {
                matches!(parameter.place, Place::Header { .. })
                    && !parameter.optional
                    && parameter.wire_name.eq_ignore_ascii_case(&text)
            };
            if let Some(parameter) = endpoint.parameters.iter().find(is_taken).filter(|_| is_token(&text)) {
                let parameter = &parameter.name;
                let message =
                    format!("`{parameter}` always gives `{text}`, so that the constant is never sent");
                errors.at(
                    name,
                    format!("{message}\nhelp: remove one of them, or write `{parameter}: Option<…>`"),
                );
            }
        }
    }

    /// `headers("Authorization" = "Bearer {token}")` with `token: &str`
    fn constant_headers_have_no_placeholders(&self, endpoint: &Endpoint, errors: &mut Errors) {
        for (name, value) in &self.headers {
            let text = value.value();
            let written = endpoint.parameters.iter().find_map(|parameter| {
                let name = &parameter.name;
                let placeholder = [format!("{{{name}}}"), format!("<{name}>")];
                Some((name, placeholder.into_iter().find(|placeholder| text.contains(placeholder))?))
            });
            if let Some((parameter, placeholder)) = written {
                let message = format!("a constant header field has no placeholders: `{placeholder}`");
                let attribute = format!("#[header({})]", name.to_token_stream());
                let help = format!("remove it, and write `{attribute}` before `{parameter}`");
                errors.at(value, format!("{message}\nhelp: {help}"));
            }
        }
    }

    /// `HEAD "/users", returns(user)`
    fn a_member_is_of_a_body(&self, endpoint: &Endpoint, errors: &mut Errors) {
        if let Some(returns) = self.returns.as_ref().filter(|_| endpoint.method == "HEAD") {
            let message = "the answer to a HEAD request has no body, and so no members";
            let help =
                "remove this, and write `-> sigpost::http::Response<()>` for its status and header fields";
            errors.at(returns, format!("{message}\nhelp: {help}"));
        }
    }

    /// `media = "text/csv", headers("Content-Type" = "text/plain")`
    fn the_content_type_is_said_once(&self, endpoint: &Endpoint, errors: &mut Errors) {
        let constant =
            self.headers.iter().find(|(name, _)| name.value().eq_ignore_ascii_case("content-type"));
        let Some((name, value)) = constant else { return };
        let said = match endpoint.encoding {
            _ if self.said_media => "media",
            Encoding::Multipart => "multipart",
            Encoding::Json | Encoding::Form => return,
        };
        let help = match said {
            "media" => format!("remove one of them: `media = {}` is enough", value.to_token_stream()),
            _ => "remove this".to_owned(),
        };
        errors.at(name, format!("`{said}` says the `Content-Type` already\nhelp: {help}"));
    }

    /// `error = UserError` without `errors(…)`
    fn the_error_type_has_errors(&self, endpoint: &Endpoint, errors: &mut Errors) {
        if let Some(error) =
            self.error.as_ref().filter(|_| endpoint.errors.is_empty() && !endpoint.declares_errors)
        {
            let message = "`error` names the type of the errors, but there are none";
            errors.at(error, format!("{message}\nhelp: add `errors(code = status)`, or remove this"));
        }
    }

    /// `fn create_user(#[body] user: CreateUser) …`, `fn invite(…) -> Invite`: both types would have one name. Gives the
    /// request the name that it should have.
    fn the_request_is_none_of_its_types(&self, endpoint: &mut Endpoint, errors: &mut Errors) {
        let parameters = endpoint.parameters.iter().map(|parameter| (&parameter.argument, "takes"));
        let output = endpoint.output.iter().map(|output| (output, "returns"));
        let details = endpoint.errors.entries.iter().filter_map(|entry| entry.detail.as_ref());
        let mut types =
            parameters.chain(output).chain(details.clone().map(|detail| (detail, "has as a detail")));
        let request = endpoint.request.clone();
        if let Some((name, verb)) =
            types.find_map(|(ty, verb)| Named::find(ty, &request).map(|name| (name, verb)))
        {
            let other = format_ident!("{}Request", request);
            let message = format!(
                "the request of `{}` would have the name of what it {verb}: `{request}`",
                endpoint.name
            );
            errors.at(name, format!("{message}\nhelp: {}", name_instead(&self.request, "request", &other)));
            endpoint.request = other;
        }
        let Some(error) = endpoint.error.clone() else { return };
        if let Some(name) = details.clone().find_map(|detail| Named::find(detail, &error)) {
            let other = format_ident!("{}s", error);
            let message =
                format!("the errors of `{}` would have the name of a detail: `{error}`", endpoint.name);
            errors.at(name, format!("{message}\nhelp: {}", name_instead(&self.error, "error", &other)));
            endpoint.error = Some(other);
        }
    }

    /// `fn list(self: &Books)` and `fn list(self: &Shelves)` in one module. Gives both types the names that they should have.
    fn its_types_have_names_of_their_own(
        &self,
        taken: &[String],
        endpoint: &mut Endpoint,
        errors: &mut Errors,
    ) {
        let Endpoint { name, request, error, receiver, .. } = endpoint;
        let is_taken = |name: &Ident| taken.iter().any(|taken| name == taken);
        if is_taken(request) {
            let behind = match receiver {
                Some(Type::Path(path)) => path.path.segments.last().map(|last| last.ident.to_string()),
                _ => None,
            };
            let other = format_ident!("{}{}", request, behind.unwrap_or_else(|| "Request".to_owned()));
            let message = format!(
                "the request of `{name}` would have a name that is taken in this module: `{request}`"
            );
            errors.at(
                &*request,
                format!("{message}\nhelp: {}", name_instead(&self.request, "request", &other)),
            );
            if let Some(error) = error.as_mut().filter(|_| self.error.is_none()) {
                *error = format_ident!("{}Error", other, span = error.span());
            }
            *request = other;
        }
        if let Some(error) = error.as_mut().filter(|error| is_taken(error)) {
            let other = format_ident!("{}s", error);
            let message =
                format!("the errors of `{name}` would have a name that is taken in this module: `{error}`");
            errors.at(&*error, format!("{message}\nhelp: {}", name_instead(&self.error, "error", &other)));
            *error = other;
        }
    }
}

/// How to write the name: in place of the one that is written, if there is one.
fn name_instead(written: &Option<TokenStream>, key: &str, other: &Ident) -> String {
    match written {
        Some(_) => format!("write another name: `{key} = {other}`"),
        None => format!("add `{key} = {other}` to the annotation"),
    }
}

/// `request = User, error = User`
fn request_and_error_have_two_names(endpoint: &mut Endpoint, errors: &mut Errors) {
    if let Some(error) = endpoint.error.as_mut().filter(|error| **error == endpoint.request) {
        let other = format_ident!("{}Error", error);
        let message = format!("the request and its errors would both be named `{error}`");
        errors.at(&*error, format!("{message}\nhelp: write `error = {other}`"));
        *error = other;
    }
}

/// Finds a type by its sole name.
struct Named<'a> {
    name: &'a Ident,
    found: Option<Path>,
}

impl<'a> Named<'a> {
    fn find(ty: &Type, name: &'a Ident) -> Option<Path> {
        let mut named = Self { name, found: None };
        named.visit_type(ty);
        named.found
    }
}

impl Visit<'_> for Named<'_> {
    fn visit_path(&mut self, path: &Path) {
        if path.segments.len() == 1 && path.leading_colon.is_none() && path.segments[0].ident == *self.name {
            self.found.get_or_insert_with(|| path.segments[0].ident.clone().into());
        }
        visit::visit_path(self, path);
    }
}
