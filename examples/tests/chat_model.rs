//! The session with the chat model: how it comes out, and what it sends.

use std::process::{Command, ExitCode};

use sigpost_examples::chat_model::server::{self, ADMIN_KEY, KEY};
use sigpost_examples::chat_model::story::Story;
use sigpost_examples::loopback::Received;

/// Tells the story, and gives what came to the server.
async fn received() -> Vec<Received> {
    let server = server::start().await.unwrap();
    let story = Story::new(&server.base_url()).unwrap();
    assert_eq!(story.tell().await, ExitCode::SUCCESS);
    server.received()
}

/// The `index`th request of this line, from 0.
fn request<'a>(received: &'a [Received], line: &str, index: usize) -> &'a Received {
    received.iter().filter(|request| request.line == line).nth(index).expect(line)
}

#[tokio::test]
async fn each_step_sends_what_the_documentation_says() {
    let received = received().await;
    let ask = |index| request(&received, "POST /v1/chat/completions", index);

    let question = r#"{"role":"user","content":"Who built the first engine?"}"#;
    let whole = ask(0);
    assert_eq!(
        whole.text(),
        format!(
            r#"{{"model":"parrot-1","messages":[{question}],"temperature":0.5,"metadata":{{"topic":"engines"}}}}"#
        )
    );
    assert_eq!(whole.header("accept"), "application/json");
    assert_eq!(whole.header("authorization"), format!("Bearer {KEY}"));
    let streamed = ask(1);
    assert_eq!(streamed.text(), format!(r#"{{"model":"parrot-1","messages":[{question}],"stream":true}}"#));
    assert_eq!(streamed.header("accept"), "text/event-stream");
    let tools = r#""tools":[{"name":"library","parameters":{"properties":{"question":{"type":"string"}},"type":"object"}}]"#;
    assert!(ask(2).text().contains(tools), "{}", ask(2).text());

    request(&received, "GET /v1/chat/completions", 0);
    request(&received, "GET /v1/chat/completions?metadata%5Btopic%5D=engines&limit=1&order=desc", 0);
    assert_eq!(request(&received, "POST /v1/runs", 0).text(), r#"{"prompt":"Count.","stream":true}"#);
    let follow = request(&received, "GET /v1/runs/run_1/events", 0);
    assert_eq!(follow.header("last-event-id"), "2");

    let batch = request(&received, "POST /v1/batches", 0);
    assert_eq!(batch.header("content-type"), "application/x-ndjson");
    let line = |id: &str, model: &str, question: &str| {
        format!(
            "{{\"custom_id\":\"{id}\",\"body\":{{\"model\":\"{model}\",\"messages\":[{{\"role\":\"user\",\"content\":\"{question}\"}}]}}}}\n"
        )
    };
    assert_eq!(
        batch.text(),
        line("first", "parrot-1", "One?")
            + &line("second", "eagle-9", "Two?")
            + &line("third", "parrot-1", "Three?")
    );
    let output = request(&received, "GET /v1/batches/batch_1/output", 0);
    assert!(output.header("accept").starts_with("application/x-ndjson, "), "{output:?}");

    let images = request(&received, "POST /v1/images/edits", 0);
    assert!(images.header("content-type").starts_with("multipart/form-data; boundary="), "{images:?}");
    for part in [
        "name=\"image[]\"; filename=\"engine.png\"",
        "name=\"image[]\"; filename=\"wheel.png\"",
        "name=\"size\"",
    ] {
        assert!(images.text().contains(&format!("\r\nContent-Disposition: form-data; {part}\r\n")), "{part}");
    }
    let speech = request(&received, "POST /v1/audio/speech", 0);
    assert_eq!(speech.text(), r#"{"input":"Hello out there","voice":"alto","speed":1.5}"#);
    assert_eq!(speech.header("accept"), "audio/wav");
    assert_eq!(request(&received, "GET /v1/audio/voices/alto/sample.wav", 0).header("accept"), "*/*");
    let transcription = request(&received, "POST /v1/audio/transcriptions", 0);
    assert!(transcription.text().contains("name=\"response_format\"\r\n\r\ntext\r\n"), "{transcription:?}");

    let users = |index| request(&received, "GET /v1/organization/users", index).header("authorization");
    assert_eq!((users(0), users(1)), (&*format!("Bearer {ADMIN_KEY}"), &*format!("Bearer {KEY}")));
}

#[test]
fn the_program_tells_the_story() {
    let output = Command::new(env!("CARGO_BIN_EXE_chat-model")).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}");
    for part in [
        "12. Ask for too much",
        "10 tokens used, 990 left, request req_1",
        "\"stream\":true",
        "Who built the first engine? (5 events)",
        "library({\"question\":\"Who built the first engine?\"})",
        "server_error: The line is cut.",
        "the connection broke in the middle of the body, behind event 2",
        "One, two, three. 3 tokens",
        "second was refused: 404 Not Found",
        "[en] hello out there",
        "create_completion: 429 Too Many Requests, rate_limit_exceeded: Slow down.",
        "again in 2s, request req_",
        "It has more than 100.",
        "0 skipped",
    ] {
        assert!(told.contains(part), "{part} is missing in:\n{told}");
    }
    assert!(!told.contains(KEY) && !told.contains(ADMIN_KEY), "{told}");
}
