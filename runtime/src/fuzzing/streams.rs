//! Bodies that are read as they arrive, against readers that have all of a text.

use serde_json::Value;

use super::chosen;
use crate::byte_stream::testing::{all, cut, stream_of};
use crate::response::{Event, Events, Lines, Text};

/// The body in one piece, cut somewhere, and cut everywhere.
fn pieces(choice: usize, body: &[u8]) -> [Vec<Vec<u8>>; 3] {
    let places = (1..5).map(|step| choice * step).collect();
    [vec![body.to_vec()], cut(body, places), body.iter().map(|byte| vec![*byte]).collect()]
}

/// Server-sent events: those that another reader finds, however the body is cut.
///
/// # Panics
/// If not.
pub fn events(data: &[u8]) {
    let (choice, body) = chosen(data);
    let expected = std::str::from_utf8(body).ok().map(events_by_hand);
    let mut first = None;
    for chunks in pieces(choice, body) {
        let items = all(&mut Events::of_text(stream_of(chunks.clone(), None)));
        let items: Vec<_> =
            items.into_iter().map(|item| shown(item.expect("no event is too long"))).collect();
        if let Some(expected) = &expected {
            assert_eq!(items, *expected);
        }
        assert_eq!(items, *first.get_or_insert_with(|| items.clone()));
        // With a limit, and as JSON, some are errors, and still there is an end.
        let limited = all(&mut Events::<Value>::new(stream_of(chunks, None)).event_limit(choice % 16));
        assert!(limited.len() <= items.len() + body.len());
    }
}

/// Id, name, and data.
pub(crate) type Shown = (String, String, String);

fn shown(event: Event<Text>) -> Shown {
    (event.id, event.event, event.data.0)
}

/// The format once more, for a text that is there as a whole.
pub(crate) fn events_by_hand(text: &str) -> Vec<Shown> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<&str> = text.split('\n').collect();
    // What is behind the last end of a line cannot end an event.
    lines.pop();
    let mut id = String::new();
    let blocks = lines.split_inclusive(|line| line.is_empty()).filter(|block| block.ends_with(&[""]));
    let mut read = Vec::new();
    for block in blocks {
        let fields = |wanted: &'static str| {
            block.iter().filter_map(move |line| {
                let (name, value) = line.split_once(':').unwrap_or((line, ""));
                (name == wanted && !line.is_empty()).then(|| value.strip_prefix(' ').unwrap_or(value))
            })
        };
        if let Some(last) = fields("id").rfind(|id| !id.contains('\0')) {
            id = last.to_owned();
        }
        let data: Vec<&str> = fields("data").collect();
        if !data.is_empty() {
            let name = fields("event").next_back().filter(|name| !name.is_empty()).unwrap_or("message");
            read.push((id.clone(), name.to_owned(), data.join("\n")));
        }
    }
    read
}

/// Lines: those that another reader finds, however the body is cut.
///
/// # Panics
/// If not.
pub fn lines(data: &[u8]) {
    let (choice, body) = chosen(data);
    let text = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let whole = text.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let expected: Vec<&[u8]> = whole.filter(|line| !line.trim_ascii().is_empty()).collect();
    for chunks in pieces(choice, body) {
        let items = all(&mut Lines::of_text(stream_of(chunks.clone(), None)));
        // Lines that are no text are errors.
        let items: Vec<Option<String>> = items.into_iter().map(|item| item.ok().map(|text| text.0)).collect();
        let text = |line: &&[u8]| std::str::from_utf8(line).ok().map(str::to_owned);
        assert_eq!(items, expected.iter().map(text).collect::<Vec<_>>());
        // Of every line a byte order mark is taken away, and what is empty then is `null`.
        let values = all(&mut Lines::<Value>::new(stream_of(chunks.clone(), None)));
        let is_json = |line: &&[u8]| {
            let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
            std::str::from_utf8(line).is_ok()
                && (line.trim_ascii().is_empty() || serde_json::from_slice::<Value>(line).is_ok())
        };
        let read: Vec<bool> = values.iter().map(Result::is_ok).collect();
        assert_eq!(read, expected.iter().map(is_json).collect::<Vec<_>>());
        // With a limit, some are errors more, and still there is an end.
        let limited = all(&mut Lines::<Value>::new(stream_of(chunks, None)).line_limit(choice % 16));
        assert!(limited.len() >= expected.len());
    }
}
