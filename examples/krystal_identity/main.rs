//! `create-invite`: the story of one annotation, told against a server that the program starts itself, or against a real
//! installation. What the steps are stands in `story`.

mod story;

use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;
use sigpost_examples::krystal_identity::server;

use crate::story::{Story, Target};

/// Invites someone, and meets every error that can come of it.
#[derive(Debug, Parser)]
#[command(name = "create-invite")]
struct Arguments {
    /// The address of an installation, as in `https://identity.krystal.io/api/v1`; without it a server is started here.
    #[arg(long, requires = "token", requires = "organization")]
    base_url: Option<String>,

    /// A bearer token for the installation.
    #[arg(long, requires = "base_url")]
    token: Option<String>,

    /// The identifier of an organization of the installation.
    #[arg(long, requires = "base_url")]
    organization: Option<String>,

    /// Who is invited.
    #[arg(long, default_value = "invitee@example.com")]
    email: String,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // `#[tokio::main]` would panic where this can be said.
    match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime.block_on(run(arguments)),
        Err(error) => fail(format_args!("no runtime could be started: {error}")),
    }
}

/// Says why there is no story at all.
fn fail(reason: impl Display) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{reason}");
    ExitCode::FAILURE
}

async fn run(arguments: Arguments) -> ExitCode {
    let Arguments { base_url, token, organization, email } = arguments;
    let story = match (base_url, token, organization) {
        (Some(base_url), Some(token), Some(organization)) => {
            Story::new(Target { base_url, token, organization, email }, None)
        }
        _ => match server::start().await {
            Ok(server) => {
                let target = Target {
                    base_url: server.base_url(),
                    token: server::ADMIN_TOKEN.to_owned(),
                    organization: server::ORGANIZATION_IDENTIFIER.to_owned(),
                    email,
                };
                Story::new(target, Some(server))
            }
            Err(error) => return fail(format_args!("no server could be started on loopback: {error}")),
        },
    };
    match story {
        Ok(story) => story.tell().await,
        Err(error) => fail(format_args!("no client can be made of this: {error}")),
    }
}
