//! What must hold for any bytes: one function for each target of `fuzz/`, which panics where it does not. The tests here run
//! all of them on bytes that proptest makes; cargo-fuzz looks further.

mod answers;
mod requests;
mod streams;

pub use self::answers::{error_format, link, reference, retry_after};
pub use self::requests::{multipart, path, query};
#[cfg(test)]
pub(crate) use self::streams::events_by_hand;
pub use self::streams::{events, lines};
use crate::endpoint::Endpoint;
use crate::request::RequestEncoder;
use crate::response::ResponseDecoder;
use crate::spec::EndpointSpec;

/// An endpoint of which nothing is wanted.
struct Nothing;

impl Endpoint for Nothing {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static EndpointSpec = &EndpointSpec::new("nothing", "GET", "/");
    const DECODER: ResponseDecoder<()> = ResponseDecoder::nothing();

    fn encode(&self, _: &mut RequestEncoder<'_>) {}
}

/// The first byte, to choose by, and the rest.
fn chosen(data: &[u8]) -> (usize, &[u8]) {
    data.split_first().map_or((0, data), |(first, rest)| (usize::from(*first), rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    /// Bytes of all kinds, most often of those that mean something to one of the targets.
    fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
        let words = prop::sample::select(vec![
            "data:",
            "id: 1",
            "event: e",
            "retry: 5",
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "\u{feff}",
            "<",
            ">",
            "; rel=\"next\"",
            ";",
            ",",
            "=",
            "\"",
            "\\",
            "anchor=x",
            "/",
            "//",
            "..",
            ".",
            "%2e",
            "%2E%2E",
            "?",
            "#",
            "@",
            ":",
            "http:",
            "https://h.example",
            "h",
            "&",
            "+",
            " ",
            "é",
            "\0",
            "{",
            "}",
            "[",
            "]",
            "\"error\":",
            "\"code\":",
            "\"type\":",
            "\"detail\":",
            "\"message\":",
            "null",
            "1",
            "120",
            "-",
            "Fri, 31 Dec 1999 23:59:59 GMT",
            "--",
            "\"title\":",
        ]);
        let word = prop_oneof![
            4 => words.prop_map(|word| word.as_bytes().to_vec()),
            1 => prop::collection::vec(any::<u8>(), 0..6),
            1 => "\\PC{0,6}".prop_map(String::into_bytes),
        ];
        (any::<u8>(), prop::collection::vec(word, 0..16)).prop_map(|(first, words)| {
            let mut bytes = vec![first];
            bytes.extend(words.concat());
            bytes
        })
    }

    macro_rules! targets {
        ($($target:ident)*) => {
            proptest! {
                $(
                    #[test]
                    fn $target(data in any_bytes()) {
                        super::$target(&data);
                    }
                )*
            }

            #[test]
            fn each_is_a_target_of_cargo_fuzz() {
                let manifest = include_str!("../../../fuzz/Cargo.toml");
                let named: Vec<&str> = manifest.lines().filter_map(|line| line.strip_prefix("path = \"fuzz_targets/")).collect();
                assert_eq!(named, [$(concat!(stringify!($target), ".rs\"")),*]);
            }
        };
    }

    /// What cargo-fuzz has found.
    #[test]
    fn what_was_found() {
        super::retry_after(b"+0");
        super::retry_after(b"99999999999999999999");
        super::retry_after(b"22 \xc2\xa0");
        super::reference(b"\0//zz.8./");
        super::lines(b"\x09<\r\n\xef\xbb\xbf");
    }

    targets! { error_format events lines link multipart path query reference retry_after }
}
