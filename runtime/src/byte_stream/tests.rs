//! Chunks, limits, lengths, and where streams can be put.

use std::sync::{Arc, Mutex};

use super::testing::{all, stream_of};
use super::*;

#[tokio::test]
async fn chunks_come_as_they_are_without_empty_ones() {
    let mut stream = stream_of(["ab", "", "c"], Some("reset"));
    assert_eq!(stream.chunk().await.unwrap().unwrap(), "ab");
    assert_eq!(stream.chunk().await.unwrap().unwrap(), "c");
    let error = stream.chunk().await.unwrap_err();
    assert!(error.is_broken());
    assert_eq!(error.source().unwrap().to_string(), "reset");
    assert!(stream.chunk().await.unwrap().is_none());
}

#[tokio::test]
async fn all_at_once_up_to_a_limit() {
    assert_eq!(stream_of(["ab", "c"], None).collect(3).await.unwrap(), "abc");
    assert_eq!(ByteStream::from(Bytes::from("abc")).collect(3).await.unwrap(), "abc");
    assert_eq!(ByteStream::from(Bytes::new()).collect(0).await.unwrap(), "");
    let error = stream_of(["ab", "c"], None).collect(2).await.unwrap_err();
    assert_eq!(error.to_string(), "the body is larger than the limit of 2 bytes");
    assert!(stream_of(["ab"], Some("reset")).collect(9).await.unwrap_err().is_broken());
}

#[test]
fn lengths_and_progress() {
    assert_eq!(ByteStream::from(Bytes::from("abc")).length(), Some(3));
    assert_eq!(stream_of(["abc"], None).length(), None);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let watch = Arc::clone(&seen);
    let stream = stream_of(["ab", "c"], None).with_length(3);
    assert_eq!(stream.length(), Some(3));
    let mut stream = stream.on_progress(move |so_far, all| watch.lock().unwrap().push((so_far, all)));
    assert_eq!(all(&mut stream).len(), 2);
    assert_eq!(*seen.lock().unwrap(), [(2, Some(3)), (3, Some(3))]);
}

#[cfg(feature = "tokio")]
#[tokio::test]
async fn into_a_writer() {
    let mut written = Vec::new();
    assert_eq!(stream_of(["ab", "c"], None).write_to(&mut written).await.unwrap(), 3);
    assert_eq!(written, b"abc");
    // A writer with room for less.
    let mut room = [0; 2];
    let error = stream_of(["abc"], None).write_to(&mut std::io::Cursor::new(&mut room[..])).await;
    assert!(matches!(error, Err(StreamError::Write(_))), "{error:?}");
}

#[cfg(feature = "blocking")]
#[test]
fn from_a_thread() {
    use std::io::{BufRead as _, Read as _};

    let mut text = String::new();
    stream_of(["ab", "c\n"], None).reader().read_to_string(&mut text).unwrap();
    assert_eq!(text, "abc\n");
    let lines: Vec<String> = stream_of(["a\nb", "c"], None).reader().lines().map(Result::unwrap).collect();
    assert_eq!(lines, ["a", "bc"]);
    assert!(stream_of(["a"], Some("reset")).reader().read_to_string(&mut text).is_err());
    assert_eq!(stream_of(["a", "b"], None).blocking().count(), 2);
}

#[cfg(feature = "blocking")]
#[tokio::test]
async fn not_inside_a_runtime() {
    let items: Vec<_> = stream_of(["a"], None).blocking().collect();
    assert!(matches!(&items[..], [Err(StreamError::Broken(_))]), "{items:?}");
}
