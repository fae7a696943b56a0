//! Bodies that are not just JSON.

use serde::Serialize;
use serde_json::json;
use sigpost::{
    Body, BodyParam, Bytes, EncodeError, Endpoint, NdJson, Part, StreamBody, Text, endpoint, endpoints, kind,
};

use crate::{accept, answer, sent};

/// YAML, written already.
struct Yaml(&'static str);

impl BodyParam<kind::Plain> for Yaml {
    const MEDIA: &'static str = "application/apply-patch+yaml";

    fn to_body(&self) -> Result<Body, EncodeError> {
        Ok(Body::from(bytes::Bytes::from_static(self.0.as_bytes())))
    }
}

mod config_map {
    use serde::Serialize;
    use sigpost::{Bytes, endpoint};

    use super::Yaml;

    #[endpoint(PATCH "/configmaps/<name>", media = "application/json-patch+json")]
    pub(super) async fn json_patch(name: &str, #[body] operations: &[serde_json::Value]);
    #[endpoint(PATCH "/configmaps/<name>", media = "application/merge-patch+json")]
    pub(super) async fn merge_patch(name: &str, #[body] patch: impl Serialize);
    #[endpoint(PATCH "/configmaps/<name>", media = "application/strategic-merge-patch+json")]
    pub(super) async fn strategic_merge_patch(name: &str, data: Option<serde_json::Value>);
    #[endpoint(PATCH "/configmaps/<name>?<field_manager>&force=true", rename_all = "camelCase")]
    pub(super) async fn apply(name: &str, field_manager: &str, #[body] manifest: Yaml);
    #[endpoint(PATCH "/configmaps/<name>?<field_manager>", rename_all = "camelCase", media = "application/apply-patch+cbor")]
    pub(super) async fn apply_cbor(name: &str, field_manager: &str, #[body] manifest: impl Into<Bytes>);
}

/// Kubernetes: the media type of a PATCH says what its body means.
#[test]
fn five_media_types_for_patch() {
    let patched = |query: &str, media: &str, body: &str| {
        format!("PATCH /configmaps/c{query}\ncontent-type: application/{media}\n\n{body}")
    };
    assert_eq!(
        sent(config_map::json_patch("c", &[json!({"op": "remove", "path": "/data/a"})])),
        patched("", "json-patch+json", r#"[{"op":"remove","path":"/data/a"}]"#)
    );
    assert_eq!(
        sent(config_map::merge_patch("c", json!({"data": {"a": null}}))),
        patched("", "merge-patch+json", r#"{"data":{"a":null}}"#)
    );
    assert_eq!(
        sent(config_map::strategic_merge_patch("c").data(json!({"a": "1"}))),
        patched("", "strategic-merge-patch+json", r#"{"data":{"a":"1"}}"#)
    );
    assert_eq!(
        sent(config_map::apply("c", "me", Yaml("data:\n  a: '1'\n"))),
        patched("?fieldManager=me&force=true", "apply-patch+yaml", "data:\n  a: '1'")
    );
    assert_eq!(
        sent(config_map::apply_cbor("c", "me", b"\x61a")),
        patched("?fieldManager=me", "apply-patch+cbor", "aa")
    );
}

#[endpoint(POST "/_bulk", returns(errors))]
async fn bulk(#[query] refresh: Option<bool>, #[body] operations: NdJson<Vec<serde_json::Value>>) -> bool;
#[endpoint(POST "/<index>/_msearch", returns(responses))]
async fn multi_search(
    #[path(style = comma)] index: &[&str],
    #[query] max_concurrent_searches: Option<u8>,
    #[body] searches: NdJson<[serde_json::Value; 2]>,
) -> Vec<serde_json::Value>;

/// Elasticsearch: `POST /_bulk`, `_msearch`. Each value is a line, and the last line has an end as well.
#[test]
fn undocumented_ndjson() {
    let operations = NdJson(vec![json!({"index": {"_id": 1}}), json!({"title": "a\nb"})]);
    let request = bulk(operations).to_request("https://h").unwrap();
    assert_eq!(request.headers()["content-type"], "application/x-ndjson");
    let lines = "{\"index\":{\"_id\":1}}\n{\"title\":\"a\\nb\"}\n";
    assert_eq!(request.body().as_bytes().unwrap(), lines);
    assert!(!Bulk::decode(answer(200, &[], r#"{"took":3,"errors":false,"items":[]}"#)).unwrap());
    assert_eq!(
        sent(multi_search(&["a", "b"], NdJson([json!({}), json!({"size": 1})])).max_concurrent_searches(2)),
        "POST /a,b/_msearch?max_concurrent_searches=2\ncontent-type: application/x-ndjson\n\n{}\n{\"size\":1}"
    );
    let answered = MultiSearch::decode(answer(200, &[], r#"{"responses":[{"hits":{}},{"error":{}}]}"#));
    assert_eq!(answered.unwrap(), [json!({"hits": {}}), json!({"error": {}})]);
}

#[endpoint(POST "/repos/<owner>/<repo>/releases/<release>/assets?<name>", base = "https://uploads.example.com", returns(id))]
async fn upload_release_asset(
    owner: &str,
    repo: &str,
    release: u64,
    name: &str,
    #[header] content_type: &str,
    #[body] content: StreamBody,
) -> u64;

/// GitHub: `POST .../releases/{release_id}/assets` on uploads.github.com.
#[test]
fn other_host_raw_body() {
    let content = StreamBody::from_body(Body::from(bytes::Bytes::from_static(b"PK")));
    let request = upload_release_asset("o", "r", 7, "a b.zip", "application/zip", content);
    let request = request.to_request("https://api.example.com/v3").unwrap();
    assert_eq!(request.uri(), "https://uploads.example.com/repos/o/r/releases/7/assets?name=a%20b.zip");
    assert_eq!(request.headers()["content-type"], "application/zip");
    assert_eq!(http_body::Body::size_hint(request.body()).exact(), Some(2));
    assert_eq!(UploadReleaseAsset::decode(answer(201, &[], r#"{"id":9}"#)).unwrap(), 9);
}

#[derive(Serialize)]
struct Message {
    content: &'static str,
}

#[endpoint(POST "/channels/<channel>/messages")]
async fn create_message(channel: u64, content: &str);
#[endpoint(POST "/channels/<channel>/messages", form)]
async fn create_message_by_form(channel: u64, content: &str);
#[endpoint(POST "/channels/<channel>/messages", multipart)]
async fn create_message_with_files(
    channel: u64,
    payload_json: Message,
    #[field(style = indexed)] files: Vec<Part>,
);
#[endpoint(POST "/images/edits", multipart)]
async fn edit_images(prompt: &str, #[field(style = brackets)] image: Vec<Part>, n: Option<u8>);

/// The request with the boundary as `BOUNDARY`.
async fn parts(request: impl Endpoint) -> String {
    let request = request.to_request("https://h").unwrap();
    let content_type = request.headers()["content-type"].to_str().unwrap().to_owned();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let mut body = sigpost::ByteStream::from(request.into_body());
    let mut text = String::new();
    while let Some(chunk) = body.chunk().await.unwrap() {
        text.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    text.replace(boundary, "BOUNDARY")
}

/// Discord: `POST /channels/{channel_id}/messages` as JSON, as a form, or with `files[0]` and so on. OpenAI: `image[]`.
#[tokio::test]
async fn upload_with_fields() {
    let target = "POST /channels/1/messages\ncontent-type: application/";
    assert_eq!(sent(create_message(1, "hi")), format!("{target}json\n\n{{\"content\":\"hi\"}}"));
    assert_eq!(sent(create_message_by_form(1, "hi")), format!("{target}x-www-form-urlencoded\n\ncontent=hi"));
    let file = |name: &str| Part::bytes("GIF").file_name(name).media_type("image/gif");
    let with_files =
        create_message_with_files(1, Message { content: "hi" }, vec![file("a.gif"), file("b.gif")]);
    assert_eq!(
        parts(with_files).await,
        "--BOUNDARY\r\n\
         Content-Disposition: form-data; name=\"payload_json\"\r\n\
         Content-Type: application/json\r\n\
         \r\n\
         {\"content\":\"hi\"}\r\n\
         --BOUNDARY\r\n\
         Content-Disposition: form-data; name=\"files[0]\"; filename=\"a.gif\"\r\n\
         Content-Type: image/gif\r\n\
         \r\n\
         GIF\r\n\
         --BOUNDARY\r\n\
         Content-Disposition: form-data; name=\"files[1]\"; filename=\"b.gif\"\r\n\
         Content-Type: image/gif\r\n\
         \r\n\
         GIF\r\n\
         --BOUNDARY--\r\n"
    );
    assert_eq!(
        parts(edit_images("a cat", vec![file("a.gif"), file("b.gif")]).n(2)).await,
        "--BOUNDARY\r\n\
         Content-Disposition: form-data; name=\"prompt\"\r\n\
         \r\n\
         a cat\r\n\
         --BOUNDARY\r\n\
         Content-Disposition: form-data; name=\"image[]\"; filename=\"a.gif\"\r\n\
         Content-Type: image/gif\r\n\
         \r\n\
         GIF\r\n\
         --BOUNDARY\r\n\
         Content-Disposition: form-data; name=\"image[]\"; filename=\"b.gif\"\r\n\
         Content-Type: image/gif\r\n\
         \r\n\
         GIF\r\n\
         --BOUNDARY\r\n\
         Content-Disposition: form-data; name=\"n\"\r\n\
         \r\n\
         2\r\n\
         --BOUNDARY--\r\n"
    );
}

#[endpoint(POST "/media/v3/upload?<filename>", returns(content_uri))]
async fn upload_media(
    filename: Option<&str>,
    #[header] content_type: &str,
    #[body] content: impl Into<Bytes>,
) -> String;
#[endpoint(PUT "/playlists/<playlist>/images", media = "image/jpeg")]
async fn set_playlist_cover(playlist: &str, #[body] base64: impl Into<Text>);

/// Matrix: `POST /media/v3/upload`, whose type the caller knows. Spotify: `PUT /playlists/{id}/images`, base64 text that goes
/// as `image/jpeg`.
#[test]
fn bytes_with_chosen_type() {
    assert_eq!(
        sent(upload_media("image/png", b"PNG").filename("a b.png")),
        "POST /media/v3/upload?filename=a%20b.png\ncontent-type: image/png\n\nPNG"
    );
    let uri = UploadMedia::decode(answer(200, &[], r#"{"content_uri":"mxc://h.example/1"}"#)).unwrap();
    assert_eq!(uri, "mxc://h.example/1");
    assert_eq!(
        sent(set_playlist_cover("p", "/9j/4AAQ")),
        "PUT /playlists/p/images\ncontent-type: image/jpeg\n\n/9j/4AAQ"
    );
    SetPlaylistCover::decode(answer(202, &[], "")).unwrap();
}

#[endpoints(base = "https://influx.example.com")]
mod influx {
    use sigpost::{Bytes, Text, endpoint};

    #[endpoint(POST "/api/v2/write?<org>&<bucket>&<precision>", media = "text/plain; charset=utf-8")]
    pub(super) async fn write(
        org: &str,
        bucket: &str,
        precision: Option<&str>,
        #[header] content_encoding: Option<&str>,
        #[body] lines: impl Into<Bytes>,
    );

    #[endpoint(POST "/api/v2/query?<org>", media = "application/vnd.flux", headers("Accept" = "application/csv"))]
    pub(super) async fn query(org: &str, #[body] flux: impl Into<Text>) -> Text;
}

/// InfluxDB: `POST /write` of lines that the caller may have compressed, `POST /query` for annotated CSV.
#[test]
fn line_protocol_csv() {
    let write = influx::write("o", "b", "m,host=a v=1i 7").precision("s");
    let request = write.to_request("https://h").unwrap();
    assert_eq!(request.uri(), "https://influx.example.com/api/v2/write?org=o&bucket=b&precision=s");
    assert_eq!(request.headers()["content-type"], "text/plain; charset=utf-8");
    assert_eq!(request.body().as_bytes().unwrap(), "m,host=a v=1i 7");
    let compressed = [0x1f, 0x8b, 0x08, 0x00];
    let request = influx::write("o", "b", &compressed).content_encoding("gzip");
    let request = request.to_request("https://h").unwrap();
    assert_eq!(request.headers()["content-encoding"], "gzip");
    assert_eq!(request.body().as_bytes().unwrap(), &compressed[..]);
    influx::Write::decode(answer(204, &[], "")).unwrap();

    let query = influx::query("o", "from(bucket: \"b\")");
    assert_eq!(accept(&query), "application/csv");
    let request = query.to_request("https://h").unwrap();
    assert_eq!(request.headers()["content-type"], "application/vnd.flux");
    assert_eq!(request.body().as_bytes().unwrap(), "from(bucket: \"b\")");
    let csv = "#datatype,string,long\r\n,result,table\r\n,_result,0\r\n";
    assert_eq!(*influx::Query::decode(answer(200, &["content-type: text/csv"], csv)).unwrap(), *csv);
}
