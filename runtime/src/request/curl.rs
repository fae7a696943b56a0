//! A request as a `curl` command for a POSIX shell, with secrets left out.

use std::fmt::Write as _;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method, Uri};

use super::Body;

/// What stands in the place of a secret.
pub(crate) const REDACTED: &str = "<redacted>";

/// An address or a part of one for people: what stands in the place of a secret is legible.
pub(crate) fn legible(address: &str) -> String {
    address.replace("%3Credacted%3E", REDACTED)
}

/// Writes the command. Header values that are marked as sensitive are left out.
pub(crate) fn command(request: &http::Request<Body>) -> String {
    written(request.method(), request.uri(), request.headers(), request.body())
}

/// As [`command`], of the parts of a request.
pub(crate) fn written(method: &Method, uri: &Uri, headers: &HeaderMap, body: &Body) -> String {
    let mut command = String::from("curl");
    if method == Method::HEAD {
        command.push_str(" --head");
    } else {
        let _ = write!(command, " -X {}", method);
    }
    command.push(' ');
    push_quoted(&mut command, &legible(&uri.to_string()));
    let multipart = body.as_multipart();
    for (name, value) in headers {
        if multipart.is_some() && name == CONTENT_TYPE {
            // curl chooses a boundary of its own.
            continue;
        }
        let value =
            if value.is_sensitive() { REDACTED.into() } else { String::from_utf8_lossy(value.as_bytes()) };
        command.push_str(" -H ");
        // `Name;` is how curl is told to send a field without a value.
        let field = if value.is_empty() { format!("{name};") } else { format!("{name}: {value}") };
        push_quoted(&mut command, &field);
    }
    match (body.as_bytes().map(|bytes| std::str::from_utf8(bytes)), multipart) {
        (Some(Ok("")), _) => {}
        (Some(Ok(text)), _) => {
            command.push_str(" --data-raw ");
            push_quoted(&mut command, text);
        }
        (_, Some(multipart)) => {
            for argument in multipart.curl_arguments() {
                command.push_str(" --form ");
                push_quoted(&mut command, &argument);
            }
        }
        _ => command.push_str(" --data-binary @-"),
    }
    command
}

/// Single quotes protect everything from the shell but themselves.
fn push_quoted(command: &mut String, text: &str) {
    command.push('\'');
    command.push_str(&text.replace('\'', r"'\''"));
    command.push('\'');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_secrets() {
        let mut secret = http::HeaderValue::from_static("Bearer abc");
        secret.set_sensitive(true);
        let request = http::Request::builder()
            .method("POST")
            .uri("https://h/p?a=1&b=2")
            .header("authorization", secret)
            .header("x-empty", "")
            .body(Body::from(bytes::Bytes::from_static(br#"{"name":"O'Hara; $(rm)"}"#)))
            .unwrap();
        assert_eq!(
            command(&request),
            r#"curl -X POST 'https://h/p?a=1&b=2' -H 'authorization: <redacted>' -H 'x-empty;' --data-raw '{"name":"O'\''Hara; $(rm)"}'"#
        );
    }
}
