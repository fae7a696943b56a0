//! `payments`: a story about money, told against a server that the program starts itself, or one that runs already. What
//! the steps are stands in `story`, and those of a program without an async runtime in `ledger`.

mod ledger;
mod story;

use std::fmt::Display;
use std::process::ExitCode;

use clap::Parser;
use sigpost_examples::payments::server;
use sigpost_examples::stage::{self, Stage};

/// Charges cards, and meets what can come of it.
#[derive(Debug, Parser)]
#[command(name = "payments")]
struct Arguments {
    /// Where the server of this example runs; without it, one is started here.
    #[arg(long)]
    base_url: Option<String>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match tokio::runtime::Runtime::new() {
        Ok(runtime) => run(&runtime, arguments),
        Err(error) => fail("no runtime could be started", error),
    }
}

fn run(runtime: &tokio::runtime::Runtime, arguments: Arguments) -> ExitCode {
    let mut started = None;
    let base_url = match arguments.base_url {
        Some(base_url) => base_url,
        None => match runtime.block_on(server::start()) {
            Ok(server) => started.insert(server).base_url(),
            Err(error) => return fail("no server could be started on loopback", error),
        },
    };
    stage::say(format_args!("Payments at {base_url}"));
    let mut stage = Stage::default();
    if let Err(error) = runtime.block_on(story::tell(&base_url, &mut stage)) {
        return fail("no client can be made of this", error);
    }
    // This thread is none of the runtime's, as that of a command-line tool is.
    if let Err(error) = ledger::tell(&base_url, &mut stage) {
        return fail("no client can be made of this", error);
    }
    stage.close()
}

/// Says why there is no story, or no end of it.
fn fail(what: &str, reason: impl Display) -> ExitCode {
    stage::say(format_args!("{what}: {reason}"));
    ExitCode::FAILURE
}
