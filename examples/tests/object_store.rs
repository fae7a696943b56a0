//! The program `object-store` as a user runs it, and what its server gets.

use std::process::{Command, Output};

use sigpost_examples::loopback::Received;
use sigpost_examples::object_store::server;

const FILM: &str = "/buckets/media/objects/films/2026/Ada%20&%20Grace.mp4";

fn run(arguments: &[&str]) -> (Output, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_object-store")).args(arguments).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    (output, told)
}

/// What a server gets while the story is told.
fn received() -> Vec<Received> {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(server::start()).unwrap();
    let (output, told) = run(&["--base-url", &server.base_url()]);
    assert!(output.status.success(), "{told}");
    server.received()
}

/// The first request with this line.
fn first<'r>(received: &'r [Received], line: &str) -> &'r Received {
    let lines: Vec<&str> = received.iter().map(|request| &*request.line).collect();
    received.iter().find(|request| request.line == line).unwrap_or_else(|| panic!("{line}: {lines:#?}"))
}

#[test]
fn tells_the_whole_story_with_a_server_of_its_own() {
    let (output, told) = run(&[]);
    assert!(output.status.success(), "{told}");
    for part in [
        "archive, media, scratch",
        "300000 bytes are there as Some(\"\\\"v1\\\"\")",
        "the stream ended before it had given as many bytes as it promised",
        "x-meta-camera: Some(\"Bolex H16\")",
        "the connection broke",
        "going on at byte 16384",
        "283616 bytes came with 206",
        "304: it is what it was",
        "416: there is no more",
        "PreconditionFailed: delete_object: 412",
        "size: 300000, etag: \"\\\"v6\\\"\"",
        "Created, and then Replaced",
        "purged from the cache",
        "folders: films, notes",
        "?signature=<redacted>",
        "<Resource>media/films/&lt;none&gt; &amp; more</Resource>",
        "NotFound: head_object: 404",
        "makes the path segment `..`",
        "none: was not there",
        "media: 5 objects",
        "14 steps, 0 skipped",
    ] {
        assert!(told.contains(part), "{part} is missing in:\n{told}");
    }
    assert!(!told.contains(server::KEY) && !told.contains(server::PASSWORD), "{told}");
}

#[test]
fn a_length_is_sent_where_it_is_known() {
    let received = received();
    let film = first(&received, &format!("PUT {FILM}"));
    assert_eq!((film.header("content-length"), film.body.len()), ("300000", 300_000));
    assert_eq!(film.header("content-type"), "video/mp4");
    assert_eq!(film.header("cache-tags"), "films, 2026");
    assert_eq!(film.header("x-meta-camera"), "Bolex H16");
    let known = first(&received, "PUT /buckets/media/objects/notes/known.txt");
    assert_eq!((known.header("content-length"), known.header("transfer-encoding")), ("8", ""));
    let unknown = first(&received, "PUT /buckets/media/objects/notes/unknown.txt");
    assert_eq!((unknown.header("content-length"), unknown.header("transfer-encoding")), ("", "chunked"));
    assert_eq!(unknown.text(), "one\ntwo\n");
    // What broke off is no request.
    assert!(!received.iter().any(|request| request.line.contains("short.txt")));
}

#[test]
fn a_download_goes_on_with_a_range_of_the_same_version() {
    let received = received();
    let asked = |request: &Received| {
        ["range", "if-range", "if-none-match"].map(|name| request.header(name).to_owned())
    };
    let line = format!("GET {FILM}");
    let downloads: Vec<_> = received.iter().filter(|request| request.line == line).map(asked).collect();
    let downloads: Vec<_> = downloads.iter().map(|fields| fields.each_ref().map(String::as_str)).collect();
    assert_eq!(
        downloads,
        [
            ["", "", ""],
            ["bytes=16384-", "\"v1\"", ""],
            ["", "", "\"v1\""],
            ["bytes=300000-", "", ""],
            ["bytes=7-", "\"v0\"", ""],
            // With a wrong key.
            ["", "", ""],
        ]
    );
}

#[test]
fn parts_are_texts_json_and_files() {
    let received = received();
    let form = first(&received, "POST /buckets/media/uploads");
    let text = form.text();
    for part in [
        "Content-Disposition: form-data; name=\"key\"\r\n\r\nfilms/1951/b.mp4\r\n",
        "Content-Disposition: form-data; name=\"visibility\"\r\n\r\npublic\r\n",
        "Content-Disposition: form-data; name=\"labels\"\r\nContent-Type: application/json\r\n\r\n\
         {\"title\":\"It's \\\"new\\\"\",\"year\":\"1951\"}\r\n",
        "Content-Disposition: form-data; name=\"content\"; filename=\"film.mp4\"\r\nContent-Type: video/mp4\r\n",
        "name=\"previews\"; filename=\"0.png\"\r\nContent-Type: image/png\r\n\r\n0.png\r\n",
        "name=\"previews\"; filename=\"1.png\"\r\nContent-Type: image/png\r\n\r\n1.png\r\n",
    ] {
        assert!(text.contains(part), "{part} is missing in {:?}", form.headers);
    }
    assert!(form.header("content-type").starts_with("multipart/form-data; boundary="));
    assert_eq!(form.header("content-length"), form.body.len().to_string());
}

#[test]
fn verbs_conditions_and_lines_are_as_declared() {
    let received = received();
    let copy = first(&received, "COPY /buckets/media/objects/notes/a.txt");
    assert_eq!((copy.header("destination"), copy.header("overwrite")), ("archive/a.txt", "T"));
    first(&received, "PURGE /buckets/archive/objects/a.txt");
    let put = "PUT /buckets/media/objects/notes/a.txt";
    let conditions: Vec<_> = received
        .iter()
        .filter(|request| request.line == put)
        .map(|request| (request.header("if-match"), request.header("if-none-match"), request.text()))
        .collect();
    let expected = [("", "", "first"), ("\"v4\"", "", "second"), ("\"v4\"", "", "third"), ("", "*", "third")];
    assert_eq!(conditions, expected.map(|(one, other, text)| (one, other, text.to_owned())));
    let deletions = first(&received, "POST /buckets/media/deletions");
    assert_eq!(deletions.header("content-type"), "application/x-ndjson");
    assert_eq!(
        deletions.text(),
        "{\"key\":\"notes/known.txt\"}\n{\"key\":\"notes/unknown.txt\"}\n{\"key\":\"none\"}\n"
    );
}

#[test]
fn lists_go_on_until_a_page_is_not_full_or_empty() {
    let received = received();
    let of = |start: &str| -> Vec<&str> {
        let lines = received.iter().map(|request| &*request.line);
        lines.filter(|line| line.starts_with(start)).collect()
    };
    assert_eq!(
        of("GET /buckets?").as_slice(),
        ["GET /buckets?page=2", "GET /buckets?page=3"],
        "the first is asked for without a number"
    );
    let objects = "GET /buckets/media/objects?prefix=films/&";
    assert_eq!(
        of(objects),
        ["limit=2", "limit=2&offset=2", "limit=2&offset=4"].map(|end| format!("{objects}{end}"))
    );
    let folders = "GET /buckets/media/folders/";
    assert_eq!(of(folders), [folders.to_owned(), format!("{folders}films/2026")]);
}

#[test]
fn the_key_goes_where_it_belongs() {
    let received = received();
    for request in &received {
        let (_, path) = request.line.split_once(' ').unwrap();
        let is_open = path.starts_with("/edge/") || path.starts_with("/console/");
        assert_eq!(request.header("x-store-key").is_empty(), is_open, "{}", request.line);
        if let Some(query) = path.strip_prefix("/edge/media/notes/a.txt?expires=1780000060&signature=") {
            assert_eq!(query.len(), 16);
        }
    }
    let session = first(&received, "POST /console/sessions");
    assert_eq!(session.text(), "user=operator&password=correct%20horse");
    assert_eq!(first(&received, "GET /console/usage").header("cookie"), "session=s-7f3a9c");
}

#[test]
fn fails_where_nothing_is_as_it_should_be() {
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (output, told) = run(&["--base-url", &format!("http://{dead}")]);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("NOT AS IT SHOULD BE") && told.contains("14 failed"), "{told}");
}
