//! `chat-model`: a session with a chat model, told against a server that the program starts itself.

use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

use sigpost_examples::chat_model::server;
use sigpost_examples::chat_model::story::Story;

fn main() -> ExitCode {
    // `#[tokio::main]` would panic where this can be said.
    match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime.block_on(run()),
        Err(error) => fail(format_args!("no runtime could be started: {error}")),
    }
}

async fn run() -> ExitCode {
    let server = match server::start().await {
        Ok(server) => server,
        Err(error) => return fail(format_args!("no server could be started on loopback: {error}")),
    };
    match Story::new(&server.base_url()) {
        Ok(story) => story.tell().await,
        Err(error) => fail(format_args!("no client can be made of this: {error}")),
    }
}

/// Says why there is no story at all.
fn fail(reason: impl Display) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{reason}");
    ExitCode::FAILURE
}
