//! What is written into a request, read again by parsers that know nothing of ours.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use futures_core::Stream;
use percent_encoding::percent_decode_str;
use url::Url;

use super::{Nothing, chosen};
use crate::byte_stream::ByteStream;
use crate::endpoint::{Endpoint as _, Requested, request_to};
use crate::error::StreamError;
use crate::request::{Body, ListStyle, Part, PathRefusal, RequestEncoder, RequestError, RequestFault};
use crate::response::Wants;
use crate::spec::EndpointSpec;

const BASE: &str = "https://h.example/api";

/// Longer addresses are refused, and nothing is new behind that.
const LONGEST: usize = 10_000;

/// A request that is written by a function.
struct Written<W> {
    spec: &'static EndpointSpec,
    write: W,
}

impl<W: Fn(&mut RequestEncoder<'_>)> Requested for Written<W> {
    fn spec(&self) -> &'static EndpointSpec {
        self.spec
    }

    fn wants(&self) -> &'static Wants {
        const { Nothing::DECODER.wants() }
    }

    fn write(&self, request: &mut RequestEncoder<'_>) {
        (self.write)(request);
    }
}

fn written(
    spec: &'static EndpointSpec,
    write: impl Fn(&mut RequestEncoder<'_>),
) -> Result<http::Request<Body>, RequestError> {
    request_to(&Written { spec, write }, BASE, false)
}

/// The address as a URL parser reads it, which must not change it.
fn parsed(request: &http::Request<Body>) -> Url {
    let address = request.uri().to_string();
    let url = Url::parse(&address).expect("an address of ours is one");
    assert_eq!(url.as_str(), address);
    assert_eq!((url.scheme(), url.host_str(), url.fragment()), ("https", Some("h.example"), None));
    url
}

/// A template with one placeholder, and what stands around the value in its segment.
const TEMPLATES: [(&EndpointSpec, &str, &str); 5] = [
    (&EndpointSpec::new("whole", "GET", "/a/<x>/z"), "", ""),
    (&EndpointSpec::new("within", "GET", "/a/pre.<x>.json/z"), "pre.", ".json"),
    (&EndpointSpec::new("behind_a_dot", "GET", "/a/.<x>/z"), ".", ""),
    (&EndpointSpec::new("behind_an_escaped_dot", "GET", "/a/%2E<x>/z"), ".", ""),
    (&EndpointSpec::new("rest", "GET", "/a/<x..>"), "", ""),
];

/// A path value: the same comes out at the other end, in the same place, or it is refused for a reason.
///
/// # Panics
/// If not.
pub fn path(data: &[u8]) {
    let (choice, data) = chosen(&data[..data.len().min(LONGEST)]);
    let (spec, before, behind) = TEMPLATES[choice % TEMPLATES.len()];
    let value = String::from_utf8_lossy(data);
    let is_rest = spec.name == "rest";
    let mut expected = vec!["api".to_owned(), "a".to_owned()];
    if is_rest {
        expected.extend(value.split('/').map(str::to_owned));
    } else {
        expected.extend([format!("{before}{value}{behind}"), "z".to_owned()]);
    }
    let is_odd = |segment: &String| ["", ".", ".."].contains(&segment.as_str());
    let is_refused = value.is_empty() || expected.iter().any(is_odd);
    match written(spec, |request| request.path(&[&value])) {
        Ok(request) => {
            assert!(!is_refused, "{value:?} leads to another route: {}", request.uri());
            let url = parsed(&request);
            let decoded = |segment| percent_decode_str(segment).decode_utf8().map(Cow::into_owned);
            let segments: Result<Vec<String>, _> =
                url.path_segments().into_iter().flatten().map(decoded).collect();
            assert_eq!(segments.expect("what is escaped is UTF-8"), expected);
            assert_eq!(url.query(), None);
        }
        Err(error) => {
            let is_right = matches!(
                error.fault(),
                RequestFault::Path {
                    refusal: PathRefusal::Empty | PathRefusal::EmptySegment | PathRefusal::DotSegment(_),
                    ..
                }
            );
            assert!(is_right && is_refused, "{value:?}: {error}");
        }
    }
}

const STYLES: [ListStyle; 7] = [
    ListStyle::Repeat,
    ListStyle::Brackets,
    ListStyle::Indexed,
    ListStyle::Comma,
    ListStyle::Space,
    ListStyle::Pipe,
    ListStyle::Json,
];

/// Query pairs of a value, a list, and a map: the same pairs come out.
///
/// # Panics
/// If not.
pub fn query(data: &[u8]) {
    const SPEC: &EndpointSpec = &EndpointSpec::new("query", "GET", "/q");
    let (choice, data) = chosen(&data[..data.len().min(LONGEST)]);
    let style = STYLES[choice % STYLES.len()];
    let text = String::from_utf8_lossy(data);
    let (value, list) = text.split_once('\n').unwrap_or((&text, ""));
    let list: Vec<&str> = list.split('\n').collect();
    let map: BTreeMap<&str, &str> =
        list.iter().filter_map(|line| line.split_once('=')).filter(|(name, _)| !name.is_empty()).collect();
    let request = written(SPEC, |request| {
        request.query("x", value);
        request.query_styled("y", style, &list);
        request.query_fields("z", &map);
    });
    let url = parsed(&request.expect("texts can stand in a query"));
    assert_eq!(url.path(), "/api/q");

    let mut expected = vec![("x".to_owned(), value.to_owned())];
    let each = list.iter();
    let joined = |separator: &str| vec![("y".to_owned(), list.join(separator))];
    expected.extend(match style {
        ListStyle::Repeat => each.map(|element| ("y".to_owned(), (*element).to_owned())).collect(),
        ListStyle::Brackets => each.map(|element| ("y[]".to_owned(), (*element).to_owned())).collect(),
        ListStyle::Indexed => {
            each.enumerate().map(|(index, element)| (format!("y[{index}]"), (*element).to_owned())).collect()
        }
        ListStyle::Comma => joined(","),
        ListStyle::Space => joined(" "),
        ListStyle::Pipe => joined("|"),
        ListStyle::Json => vec![("y".to_owned(), serde_json::to_string(&list).expect("texts can be JSON"))],
    });
    expected.extend(map.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    assert_eq!(url.query_pairs().into_owned().collect::<Vec<_>>(), expected);
}

/// Parts of a multipart body: a parser finds them again, whatever they contain.
///
/// # Panics
/// If not.
pub fn multipart(data: &[u8]) {
    const SPEC: &EndpointSpec = &EndpointSpec::new("multipart", "POST", "/m");
    let mut pieces = data.splitn(3, |byte| *byte == b'|');
    let mut piece = || pieces.next().unwrap_or_default();
    // How parsers read a backslash, they do not agree on; and a line is one line to them whatever its end is.
    let name = String::from_utf8_lossy(piece()).replace('\\', "");
    let text = String::from_utf8_lossy(piece()).into_owned();
    let content = piece().to_vec();
    let request = written(SPEC, |request| {
        request.part("text", text.as_str());
        request.part("file", &Part::bytes(content.clone()).file_name(&name).media_type("image/png"));
    });
    let request = request.expect("parts of any content can be sent");
    let media = request.headers()["content-type"].to_str().expect("a media type is ASCII").to_owned();
    let boundary = multer::parse_boundary(media).expect("a boundary is said");
    let mut parts = multer::Multipart::new(Chunks(ByteStream::from(request.into_body())), boundary);
    let read = ready(async {
        let mut read = Vec::new();
        while let Some(part) = parts.next_field().await? {
            let name = part.name().map(str::to_owned);
            let file_name = part.file_name().map(str::to_owned);
            read.push((name, file_name, part.bytes().await?.to_vec()));
        }
        Ok::<_, multer::Error>(read)
    });
    let escaped: String = name
        .chars()
        .map(|character| match character {
            '"' => "%22".to_owned(),
            control if control.is_ascii_control() && control != '\t' => {
                format!("%{:02X}", u32::from(control))
            }
            other => other.to_string(),
        })
        .collect();
    let named = |name: &str| Some(name.to_owned());
    let expected = [(named("text"), None, text.into_bytes()), (named("file"), Some(escaped), content)];
    assert_eq!(read.expect("a multipart body can be read"), expected);
}

struct Chunks(ByteStream);

impl Stream for Chunks {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.0).poll_next(context)
    }
}

/// What a future gives that waits for nothing but its turn.
fn ready<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}
