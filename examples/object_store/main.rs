//! `object-store`: a story about files, told against a server that the program starts itself, or one that runs already.
//! What the steps are stands in `story`, how a download goes on after a break in `resume`.

mod resume;
mod story;

use std::fmt::Display;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use sigpost_examples::object_store::server;
use sigpost_examples::stage::{self, Stage};

/// Stores files, and gets them back over a bad line.
#[derive(Debug, Parser)]
#[command(name = "object-store")]
struct Arguments {
    /// Where the server of this example runs; without it, one is started here.
    #[arg(long)]
    base_url: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut started = None;
    let base_url = match Arguments::parse().base_url {
        Some(base_url) => base_url,
        None => match server::start().await {
            Ok(server) => started.insert(server).base_url(),
            Err(error) => return fail("no server could be started on loopback", error),
        },
    };
    stage::say(format_args!("An object store at {base_url}"));
    let folder = std::env::temp_dir().join(format!("sigpost-object-store-{}", std::process::id()));
    if let Err(error) = std::fs::create_dir_all(&folder) {
        return fail("there is no place for files", error);
    }
    let ended = tell(&base_url, &folder).await;
    // What is left behind there harms nobody.
    let _ = std::fs::remove_dir_all(&folder);
    ended
}

async fn tell(base_url: &str, folder: &Path) -> ExitCode {
    let mut stage = Stage::default();
    match story::tell(base_url, folder, &mut stage).await {
        Ok(()) => stage.close(),
        Err(error) => fail("no client can be made of this", error),
    }
}

/// Says why there is no story.
fn fail(what: &str, reason: impl Display) -> ExitCode {
    stage::say(format_args!("{what}: {reason}"));
    ExitCode::FAILURE
}
