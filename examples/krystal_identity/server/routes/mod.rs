//! What an endpoint is, the table of all of them, and finding the one a request is for. What the endpoints do
//! lives in the modules below, by what they are about.

mod invites;
mod organizations;
mod users;

use axum::http::Method;
use serde::Serialize;

use super::arguments::{ArgumentSet, Arguments};
use super::auth::Identity;
use super::checking::PathArguments;
use super::data::Data;
use super::error::Error;
use super::urlencoded;

/// Everything that is checked of a request before its action runs, as data.
pub(super) struct Endpoint {
    method: Method,
    /// Below the API's prefix; a segment in braces is the argument of that name.
    path: &'static str,
    pub(super) scopes: &'static [&'static str],
    pub(super) arguments: &'static ArgumentSet,
    pub(super) action: fn(&mut Data, &Call<'_>) -> Result<Body, Error>,
}

/// What an action gets to see of a request.
pub(super) struct Call<'a> {
    pub(super) identity: &'a Identity,
    pub(super) arguments: &'a Arguments,
}

/// The JSON of a successful answer.
pub(super) struct Body(pub(super) Vec<u8>);

impl Body {
    fn new(value: &impl Serialize) -> Result<Self, Error> {
        serde_json::to_vec(value).map(Self).map_err(|_| Error::unhandled_exception())
    }
}

static ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: Method::GET,
        path: "organizations",
        scopes: &["organizations:read"],
        arguments: &organizations::LIST_ARGUMENTS,
        action: organizations::list,
    },
    Endpoint {
        method: Method::GET,
        path: "organizations/{organization}",
        scopes: &["organizations:read"],
        arguments: &organizations::INFO_ARGUMENTS,
        action: organizations::info,
    },
    Endpoint {
        method: Method::GET,
        path: "organizations/{organization}/invites",
        scopes: &["invites:read"],
        arguments: &invites::LIST_ARGUMENTS,
        action: invites::list,
    },
    Endpoint {
        method: Method::POST,
        path: "organizations/{organization}/invites",
        scopes: &["invites:write"],
        arguments: &invites::CREATE_ARGUMENTS,
        action: invites::create,
    },
    Endpoint {
        method: Method::GET,
        path: "invites/{invite}",
        scopes: &["invites:read"],
        arguments: &invites::INFO_ARGUMENTS,
        action: invites::info,
    },
    Endpoint {
        method: Method::POST,
        path: "invites/{invite}/accept",
        scopes: &["invites:write"],
        arguments: &invites::ACCEPT_ARGUMENTS,
        action: invites::accept,
    },
    Endpoint {
        method: Method::DELETE,
        path: "invites/{invite}",
        scopes: &["invites:write"],
        arguments: &invites::REVOKE_ARGUMENTS,
        action: invites::revoke,
    },
    Endpoint {
        method: Method::GET,
        path: "users/{user}",
        scopes: &["users:read"],
        arguments: &users::INFO_ARGUMENTS,
        action: users::info,
    },
    Endpoint {
        method: Method::PATCH,
        path: "users/{user}",
        scopes: &["users:write"],
        arguments: &users::UPDATE_ARGUMENTS,
        action: users::update,
    },
];

/// Finds the endpoint for a path below the API's prefix, and the arguments that are in the path.
pub(super) fn find(method: &Method, path: &str) -> Option<(&'static Endpoint, PathArguments)> {
    let mut endpoints = ENDPOINTS.iter().filter(|endpoint| endpoint.method == *method);
    // Slashes at the end do not count.
    let path = path.trim_end_matches('/');
    endpoints.find_map(|endpoint| Some((endpoint, path_arguments(endpoint.path, path)?)))
}

fn path_arguments(pattern: &'static str, path: &str) -> Option<PathArguments> {
    let mut arguments = PathArguments::new();
    let mut segments = path.split('/');
    for expected in pattern.split('/') {
        let segment = segments.next()?;
        match expected.strip_prefix('{').and_then(|expected| expected.strip_suffix('}')) {
            Some(name) => {
                // What can't be decoded is looked up as it stands, and then not found.
                let segment = urlencoded::decode(segment).unwrap_or_else(|| segment.to_owned());
                arguments.insert(name, segment);
            }
            None if expected == segment => {}
            None => return None,
        }
    }
    segments.next().is_none().then_some(arguments)
}
