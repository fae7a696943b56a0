//! A download that goes on where a broken connection left it (RFC 9110, section 14).

use std::io::SeekFrom;

use sigpost::http::Response;
use sigpost::{ByteStream, Client, StreamError};
use sigpost_examples::object_store::api::{ByteRange, Download, get_object};
use sigpost_examples::stage::{line, text, unexpected};
use tokio::fs::File;
use tokio::io::AsyncSeekExt as _;

/// How often a download is begun before it is given up.
const TRIES: usize = 5;

/// Writes an object into a file, and says how many bytes it has.
pub(crate) async fn download(
    client: &Client,
    bucket: &str,
    key: &str,
    file: &mut File,
) -> Result<u64, String> {
    let mut etag: Option<String> = None;
    for _ in 0..TRIES {
        let have = file.stream_position().await.map_err(|error| error.to_string())?;
        let mut request = get_object(bucket, key);
        // Without the `ETag` of what is there already, a part may be one of another version.
        if let Some(etag) = etag.as_deref().filter(|_| have > 0) {
            line(format_args!("going on at byte {have}"));
            request = request.range(ByteRange(have)).if_range(etag);
        }
        let answer = match client.send(request).await.map_err(text)? {
            Download::Whole(answer) => {
                file.set_len(0).await.map_err(|error| error.to_string())?;
                file.seek(SeekFrom::Start(0)).await.map_err(|error| error.to_string())?;
                answer
            }
            Download::Part(answer) => answer,
            Download::Complete => return Ok(have),
            Download::NotModified => return unexpected("content", "nothing new"),
        };
        etag = etag_of(&answer);
        match watched(answer).write_to(file).await {
            Ok(_) => return file.stream_position().await.map_err(|error| error.to_string()),
            Err(StreamError::Broken(_)) => line("the connection broke"),
            Err(error) => return Err(error.to_string()),
        }
    }
    unexpected("the whole object", format_args!("{TRIES} broken connections"))
}

/// The version of an object.
pub(crate) fn etag_of<T>(answer: &Response<T>) -> Option<String> {
    Some(answer.headers().get("etag")?.to_str().ok()?.to_owned())
}

/// The body, which tells when it is there.
fn watched(answer: Response<ByteStream>) -> ByteStream {
    let status = answer.status();
    answer.into_body().on_progress(move |so_far, all| {
        if Some(so_far) == all {
            line(format_args!("{so_far} bytes came with {}", status.as_u16()));
        }
    })
}
