//! Against the examples of the standard, and against a second reader of the format that takes a text whole.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::byte_stream::testing::{all, cut, stream_of};
use crate::fuzzing::events_by_hand;

/// Id, name, and data.
type Shown = (String, String, String);

fn shown(event: Event<Text>) -> Shown {
    (event.id, event.event, event.data.0)
}

fn events(text: &str) -> Vec<Shown> {
    all(&mut Events::of_text(stream_of([text], None)))
        .into_iter()
        .map(|event| shown(event.unwrap()))
        .collect()
}

fn event(id: &str, event: &str, data: &str) -> Shown {
    (id.into(), event.into(), data.into())
}

#[test]
fn examples_of_the_standard() {
    assert_eq!(
        events(
            "data: This is the first message.\n\ndata: This is the second message, it\ndata: has two lines.\n\ndata: This is the third message.\n\n"
        ),
        [
            event("", "message", "This is the first message."),
            event("", "message", "This is the second message, it\nhas two lines."),
            event("", "message", "This is the third message."),
        ]
    );
    assert_eq!(
        events("event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\n"),
        [event("", "add", "73857293"), event("", "remove", "2153")]
    );
    assert_eq!(events("data: YHOO\ndata: +2\ndata: 10\n\n"), [event("", "message", "YHOO\n+2\n10")]);
    assert_eq!(
        events(
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n"
        ),
        [
            event("1", "message", "first event"),
            event("", "message", "second event"),
            event("", "message", " third event"),
        ]
    );
    assert_eq!(events("data\n\ndata\ndata\n\ndata:"), [event("", "message", ""), event("", "message", "\n")]);
    assert_eq!(
        events("data:test\n\ndata: test\n\n"),
        [event("", "message", "test"), event("", "message", "test")]
    );
}

#[test]
fn every_end_of_a_line_and_a_byte_order_mark() {
    let expected = [event("7", "e", "a\nb"), event("7", "message", "c")];
    for end in ["\n", "\r", "\r\n"] {
        let text = format!("\u{feff}event: e{end}id: 7{end}data: a{end}data: b{end}{end}data: c{end}{end}");
        assert_eq!(events(&text), expected, "{end:?}");
    }
    // Only the first mark is one.
    assert_eq!(events("\u{feff}\u{feff}data: a\n\ndata: b\n\n"), [event("", "message", "b")]);
    // An end of a line is heeded when it comes, not when it is known what comes behind it.
    assert_eq!(events("data: a\r\r"), [event("", "message", "a")]);
}

#[test]
fn bytes_that_are_no_text_are_replaced() {
    let items =
        all(&mut Events::of_text(stream_of([b"data: a\xff\xc3".to_vec(), b"\xa9\xc3\n\n".to_vec()], None)));
    assert!(matches!(&items[..], [Ok(event)] if event.data.0 == "a\u{fffd}é\u{fffd}"), "{items:?}");
}

#[test]
fn fields_that_mean_nothing_are_passed_over() {
    assert_eq!(
        events("Data: x\nfoo: y\n: z\n:\n data: w\n\nevent: only\n\ndata: a\n\n"),
        [event("", "message", "a")]
    );
    assert_eq!(events("id: 1\0\ndata: a\n\n"), [event("", "message", "a")]);
    assert_eq!(events("data: not ended\n"), []);
}

#[test]
fn ids_and_times_for_the_next_try() {
    let text = "retry: 1500\nid: 1\n\ndata: a\n\nretry: 1s\nretry:\nretry: 99999999999999999999999\nid: 2\ndata: b\n";
    let mut stream = Events::of_text(stream_of([text], None));
    assert_eq!((stream.retry(), stream.last_event_id()), (None, ""));
    let read: Vec<_> = all(&mut stream).into_iter().map(|event| shown(event.unwrap())).collect();
    assert_eq!(read, [event("1", "message", "a")]);
    // The second id belongs to an event that did not end.
    assert_eq!((stream.retry(), stream.last_event_id()), (Some(Duration::from_millis(1500)), "1"));
}

#[test]
fn json_and_faults_in_it() {
    let text = "data: {\"a\":\ndata: 1}\n\nevent: odd\ndata: {\"a\": [tru]}\n\ndata: 2\n\n";
    let items = all(&mut Events::<Value>::new(stream_of([text], None)));
    let [Ok(first), Err(error), Ok(last)] = &items[..] else { panic!("{items:?}") };
    assert_eq!((&first.data, &last.data), (&serde_json::json!({"a": 1}), &Value::from(2)));
    assert_eq!(error.to_string(), "item 2 of the stream could not be read, at `a[0]`");
    let StreamError::Unreadable(item) = error else { panic!("{error:?}") };
    assert_eq!(item.event(), Some("odd"));
    assert_eq!(item.text(), "{\"a\": [tru]}");
}

#[test]
fn an_end_that_is_no_event() {
    let text = "data: 1\n\ndata: [DONE]\n\ndata: 2\n\n";
    let items = all(&mut Events::<u8>::new(stream_of([text], Some("reset"))).until("[DONE]"));
    assert!(matches!(&items[..], [Ok(event)] if event.data == 1), "{items:?}");
}

#[test]
fn a_long_event_is_an_error_and_the_next_is_read() {
    for text in ["data: 123456789\n\ndata: 2\n\n", "data: 123\ndata: 45678\n\ndata: 2\n\n"] {
        for chunks in [vec![text.to_owned()], text.chars().map(String::from).collect()] {
            let items = all(&mut Events::<u64>::new(stream_of(chunks, None)).event_limit(12).event_limit(9));
            let [Err(error), Ok(event)] = &items[..] else { panic!("{items:?}") };
            assert_eq!((error.number(), event.data), (Some(1), 2));
        }
    }
}

#[test]
fn a_break_is_the_end() {
    let items = all(&mut Events::of_text(stream_of(["data: a\n\ndata: b\n"], Some("reset"))));
    assert!(matches!(&items[..], [Ok(_), Err(StreamError::Broken(_))]), "{items:?}");
}

proptest! {
    /// However the body is cut, the events are the same, and those that the other reader finds.
    #[test]
    fn cuts_do_not_matter(
        text in "\u{feff}?((data|event|id|retry|foo|)(:|: |)(|a|é|\0|:|12)(\r\n|\n|\r)|\n|\r|\u{feff}|[ x]){0,24}",
        places in prop::collection::vec(any::<usize>(), 0..8),
    ) {
        let read = |chunks: Vec<Vec<u8>>| {
            let items = all(&mut Events::of_text(stream_of(chunks, None)));
            items.into_iter().map(|event| shown(event.unwrap())).collect::<Vec<_>>()
        };
        let expected = events_by_hand(&text);
        let bytes = text.as_bytes();
        prop_assert_eq!(&read(vec![bytes.to_vec()]), &expected);
        prop_assert_eq!(&read(cut(bytes, places)), &expected);
        prop_assert_eq!(&read(bytes.iter().map(|byte| vec![*byte]).collect()), &expected);
    }

    #[test]
    fn no_bytes_panic(
        chunks in prop::collection::vec(
            prop_oneof![
                prop::collection::vec(any::<u8>(), 0..20),
                prop::sample::select(vec!["data:", "\n", "\r", "id: 1", "retry: 5", "\n\n"]).prop_map(|text| text.as_bytes().to_vec()),
            ],
            0..12,
        ),
        limit in 0_usize..20,
    ) {
        all(&mut Events::<Value>::new(stream_of(chunks, None)).event_limit(limit));
    }
}
