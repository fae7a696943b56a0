//! The tokens the server knows, and the checks of token and scope. Which scopes an endpoint takes is in its
//! definition.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;

use super::error::Error;
use super::seed::{OTHER_USER_ID, USER_ID};

/// A token of the user [`USER_ID`] with all scopes.
pub const ADMIN_TOKEN: &str = "kid_5c1d0e7a94b84f2fa6a3d2c8e09b7f41";

/// A token of the user [`OTHER_USER_ID`] with the scopes `organizations:read`, `invites:read` and
/// `users:read`; an endpoint that writes answers it with `scope_not_granted`.
pub const READ_ONLY_TOKEN: &str = "kid_e2b7a6f0c3d94e158d0f6b1a7c52984e";

/// A token that has expired; it is answered with `invalid_api_token`.
pub const EXPIRED_TOKEN: &str = "kid_08f4d9b1727c4c0e9ab5e63d1f80c2a7";

/// Who sends a request, and what they may do.
#[derive(Debug)]
pub(super) struct Identity {
    token: &'static str,
    pub(super) user_id: &'static str,
    scopes: &'static [&'static str],
    expired: bool,
}

static IDENTITIES: [Identity; 3] = [
    Identity {
        token: ADMIN_TOKEN,
        user_id: USER_ID,
        scopes: &["organizations:read", "invites:read", "invites:write", "users:read", "users:write"],
        expired: false,
    },
    Identity {
        token: READ_ONLY_TOKEN,
        user_id: OTHER_USER_ID,
        scopes: &["organizations:read", "invites:read", "users:read"],
        expired: false,
    },
    Identity { token: EXPIRED_TOKEN, user_id: USER_ID, scopes: &[], expired: true },
];

pub(super) fn authenticate(headers: &HeaderMap) -> Result<&'static Identity, Error> {
    let header = match headers.get(AUTHORIZATION) {
        Some(header) if !header.is_empty() => header.as_bytes(),
        _ => return Err(Error::missing_api_token()),
    };
    // The scheme is compared with its capital, so `bearer …` as a whole is a token that nobody has.
    let token = header.strip_prefix(b"Bearer ").unwrap_or(header);
    match IDENTITIES.iter().find(|identity| identity.token.as_bytes() == token) {
        Some(identity) if identity.expired => {
            Err(Error::invalid_api_token(Some("The API token has expired")))
        }
        Some(identity) => Ok(identity),
        None => Err(Error::invalid_api_token(None)),
    }
}

/// Any one of the endpoint's scopes is enough, and an endpoint without scopes is open to every identity.
pub(super) fn authorize(identity: &Identity, scopes: &'static [&'static str]) -> Result<(), Error> {
    if scopes.is_empty() || scopes.iter().any(|scope| identity.scopes.contains(scope)) {
        Ok(())
    } else {
        Err(Error::scope_not_granted(scopes))
    }
}
