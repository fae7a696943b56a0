//! `cluster`: the story of a cluster of containers, told against a server that the program starts itself.

use std::io::Write as _;
use std::process::ExitCode;

use sigpost_examples::cluster::server::Server;
use sigpost_examples::cluster::story::Story;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "there is no story: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<ExitCode> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let server = Server::start().await?;
        Ok(Story::new(&server.base_url())?.tell().await)
    })
}
