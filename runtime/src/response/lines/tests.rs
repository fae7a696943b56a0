//! Ends of lines, wrong lines, long lines, and bodies cut anywhere.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::byte_stream::testing::{all, cut, stream_of};

fn lines<T: DeserializeOwned>(text: &str) -> Vec<Result<T, StreamError>> {
    all(&mut Lines::new(stream_of([text], None)))
}

#[test]
fn every_end_of_a_line() {
    let text = "\u{feff}{\"a\":1}\r\n\n \t\r\n[2,\r3]\n\"x\"";
    let values: Vec<Value> = lines(text).into_iter().map(Result::unwrap).collect();
    assert_eq!(values, [serde_json::json!({"a": 1}), serde_json::json!([2, 3]), "x".into()]);
    assert!(lines::<Value>("").is_empty());
    assert!(lines::<Value>("\n\n").is_empty());
}

#[test]
fn a_wrong_line_is_an_error_and_the_next_is_read() {
    #[derive(Debug, serde::Deserialize)]
    struct Item {
        id: u8,
    }
    let mut items = lines::<Item>("{\"id\":1}\n\n{\"id\":\"é\"}\n{\n{\"id\":2}\n").into_iter();
    assert_eq!(items.next().unwrap().unwrap().id, 1);
    let error = items.next().unwrap().unwrap_err();
    assert_eq!(error.to_string(), "item 3 of the stream could not be read, at `id`");
    let StreamError::Unreadable(item) = &error else { panic!("{error:?}") };
    assert_eq!((item.number(), item.json_path(), item.text()), (3, Some("id"), "{\"id\":\"é\"}"));
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "invalid type: string \"é\", expected u8 at line 1 column 10"
    );
    assert_eq!(items.next().unwrap().unwrap_err().number(), Some(4));
    assert_eq!(items.next().unwrap().unwrap().id, 2);
    assert!(items.next().is_none());
}

#[test]
fn a_long_line_is_an_error_and_the_next_is_read() {
    for chunks in [vec!["123", "45", "6\n7\n12345\n123456"], vec!["123456\n7\n12345\n123456"]] {
        let items = all(&mut Lines::<u64>::new(stream_of(chunks, None)).line_limit(5));
        let [Err(first), Ok(7), Ok(12345), Err(last)] = &items[..] else { panic!("{items:?}") };
        assert_eq!((first.number(), last.number()), (Some(1), Some(4)));
        assert_eq!(first.to_string(), "item 1 of the stream is larger than the limit of 5 bytes");
    }
}

#[test]
fn a_break_is_the_end() {
    let items = all(&mut Lines::<u64>::new(stream_of(["1\n", "2"], Some("reset"))));
    let [Ok(1), Err(StreamError::Broken(cause))] = &items[..] else { panic!("{items:?}") };
    assert_eq!(cause.to_string(), "reset");
}

#[test]
fn lines_as_they_are() {
    let items = all(&mut Lines::of_text(stream_of(["a b\r\n", "\nc"], None)));
    assert_eq!(items.into_iter().map(|line| line.unwrap().0).collect::<Vec<_>>(), ["a b", "c"]);
}

proptest! {
    /// However the body is cut, the lines are the same.
    #[test]
    fn cuts_do_not_matter(
        text in r#"\u{feff}?([ \r\n]{0,3}(\{"a":1\}|2|"é"|\[|\xff|)){0,8}"#,
        places in prop::collection::vec(any::<usize>(), 0..8),
        limit in 0_usize..12,
    ) {
        let read = |chunks: Vec<Vec<u8>>| {
            let lines = all(&mut Lines::<Value>::new(stream_of(chunks, None)).line_limit(limit));
            lines.into_iter().map(|line| format!("{line:?}")).collect::<Vec<_>>()
        };
        let bytes = text.as_bytes();
        let whole = read(vec![bytes.to_vec()]);
        prop_assert_eq!(read(cut(bytes, places)), &whole[..]);
        prop_assert_eq!(read(bytes.iter().map(|byte| vec![*byte]).collect()), whole);
    }

    #[test]
    fn no_bytes_panic(chunks in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..20), 0..6)) {
        all(&mut Lines::<Value>::new(stream_of(chunks, None)));
    }
}
