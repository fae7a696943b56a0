//! Addresses that a server names: relative ones made absolute, and whose they are.

use http::Uri;
use http::uri::{PathAndQuery, Scheme};

use super::path::is_dot_segment;

/// The address that a server names in an answer to a request to `base`, which may be relative to that (RFC 3986, section
/// 5.2), without its fragment. None if it is no address, or one that parsers read in different ways.
pub(crate) fn resolve(base: &Uri, reference: &str) -> Option<Uri> {
    let reference = reference.split('#').next().unwrap_or_default();
    // URL parsers read a backslash as a slash, and drop some of the others.
    let is_odd = |character: char| character == '\\' || character.is_whitespace() || character.is_control();
    if reference.is_empty() || reference.contains(is_odd) {
        return None;
    }
    let uri = if let Some(rest) = reference.strip_prefix("//") {
        format!("{}://{rest}", base.scheme_str()?).parse().ok()?
    } else if has_scheme(reference) {
        reference.parse::<Uri>().ok()?
    } else {
        let target = if reference.starts_with('/') {
            reference.to_owned()
        } else if reference.starts_with('?') {
            format!("{}{reference}", base.path())
        } else {
            let folder = base.path().rsplit_once('/').map_or("", |(folder, _)| folder);
            format!("{folder}/{reference}")
        };
        let mut parts = base.clone().into_parts();
        parts.path_and_query = Some(PathAndQuery::try_from(target).ok()?);
        Uri::from_parts(parts).ok()?
    };
    let is_usable =
        uri.scheme().is_some() && uri.authority().is_some() && !uri.path().split('/').any(is_dot_segment);
    is_usable.then_some(uri)
}

/// Whether a reference begins with `name:`.
fn has_scheme(reference: &str) -> bool {
    let end = reference.find([':', '/', '?']).filter(|end| reference[*end..].starts_with(':'));
    end.is_some_and(|end| end > 0)
}

/// Whether two addresses are of one origin. Not if one of them has none.
pub(crate) fn is_same_origin(one: &Uri, other: &Uri) -> bool {
    origin(one).is_some_and(|one| Some(one) == origin(other))
}

/// Scheme, host, and port (RFC 6454, section 4). None where there are none, or a user beside them, or it is not HTTP.
pub(crate) fn origin(uri: &Uri) -> Option<(&Scheme, String, u16)> {
    let (scheme, authority) = (uri.scheme()?, uri.authority()?);
    if authority.as_str().contains('@') || authority.host().is_empty() {
        return None;
    }
    let usual = match scheme {
        https if *https == Scheme::HTTPS => 443,
        http if *http == Scheme::HTTP => 80,
        _ => return None,
    };
    let port = authority.port_u16();
    // A colon without a port that can be read.
    if port.is_none() && authority.as_str().len() != authority.host().len() {
        return None;
    }
    Some((scheme, authority.host().to_ascii_lowercase(), port.unwrap_or(usual)))
}
