//! The `Link` header field (RFC 8288): finds the address of the next page.

use http::HeaderMap;
use http::header::LINK;

/// The target of the first link whose relation types contain `next`. A link about another resource than the one that was
/// asked for, which `anchor` makes it, is none of ours.
pub(crate) fn next(headers: &HeaderMap) -> Option<String> {
    // A title may be in any encoding.
    let mut fields = headers.get_all(LINK).into_iter().map(|field| String::from_utf8_lossy(field.as_bytes()));
    fields.find_map(|field| next_in(&field))
}

fn next_in(field: &str) -> Option<String> {
    let mut rest = field;
    loop {
        // What stands between links, empty elements of the list among it.
        let (_, from_target) = rest.split_once('<')?;
        let (target, parameters) = from_target.split_once('>')?;
        let (link, behind) = parameters_of(parameters);
        if link.is_next && !link.is_anchored {
            return Some(target.trim().to_owned());
        }
        rest = behind;
    }
}

#[derive(Default)]
struct Link {
    is_next: bool,
    is_anchored: bool,
}

/// Reads `; rel="next"; title=…` up to the comma, and gives what stands behind that.
fn parameters_of(mut rest: &str) -> (Link, &str) {
    let mut link = Link::default();
    let mut has_rel = false;
    loop {
        rest = rest.trim_start();
        let Some(parameter) = rest.strip_prefix(';') else {
            return (link, rest.strip_prefix(',').unwrap_or(rest));
        };
        let end = parameter.find(['=', ';', ',', '<']).unwrap_or(parameter.len());
        let name = parameter[..end].trim();
        rest = &parameter[end..];
        let mut value = String::new();
        if let Some(text) = rest.strip_prefix('=') {
            (value, rest) = value_of(text.trim_start());
        }
        if name.eq_ignore_ascii_case("anchor") {
            link.is_anchored = true;
        } else if name.eq_ignore_ascii_case("rel") && !has_rel {
            // Of several, the first counts (section 3.3).
            has_rel = true;
            link.is_next =
                value.split_ascii_whitespace().any(|relation| relation.eq_ignore_ascii_case("next"));
        }
    }
}

/// A token or a quoted string, and what stands behind it.
fn value_of(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        return (text[..end].trim().to_owned(), &text[end..]);
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return (value, &quoted[index + 1..]),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            _ => value.push(character),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn finds_the_next_page() {
        for (field, found) in [
            (
                "<https://h/u?page=2>; rel=\"next\", <https://h/u?page=9>; rel=\"last\"",
                Some("https://h/u?page=2"),
            ),
            ("<https://h/u?page=1>; rel=prev, </u?page=3>; rel=next", Some("/u?page=3")),
            ("<a>; title=\"<b>; rel=\\\"next\\\", c\"; rel=prev,<d>;rel=\"last NEXT\"", Some("d")),
            ("<a>; rel=prev; rel=next", None),
            ("<a>; rel=next; anchor=\"/other\"", None),
            (" , ,<a,b>;REL = next", Some("a,b")),
            ("<a>, <b>; rel=next", Some("b")),
            ("<a>; title*=UTF-8''x; rel=\"next\"; type=t", Some("a")),
            ("<a>; rel=\"nexto\"", None),
            ("<a>; rel=\"next", Some("a")),
            ("<a; rel=next", None),
            ("rel=next", None),
            ("", None),
        ] {
            assert_eq!(next_in(field).as_deref(), found, "{field}");
        }
    }

    #[test]
    fn finds_it_in_any_field() {
        let mut headers = HeaderMap::new();
        headers.append(LINK, HeaderValue::from_static("<a>; rel=prev"));
        headers.append(LINK, HeaderValue::from_bytes(b"\xff").unwrap());
        headers.append(LINK, HeaderValue::from_static("<b>; rel=next"));
        assert_eq!(next(&headers).as_deref(), Some("b"));
    }

    proptest! {
        #[test]
        fn no_field_panics(field in "[<>;,=\" \\\\a-zé]{0,40}") {
            let _ = next_in(&field);
        }

        #[test]
        fn what_stands_before_a_link_does_not_hide_it(
            title in "[a-z<>;,= ]{0,20}",
            target in "[a-z/?=&]{1,20}",
        ) {
            let field = format!("<x>; rel=prev; title=\"{title}\", <{target}>; title=\"{title}\"; rel=\"next\"");
            prop_assert_eq!(next_in(&field), Some(target));
        }
    }
}
