//! `git-hosting`: the story of a host of git repositories, told against a server that the program starts itself.

use std::io::Write as _;
use std::process::ExitCode;

use sigpost_examples::git_hosting::server::Server;
use sigpost_examples::git_hosting::story::Story;

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
    let runtime = tokio::runtime::Runtime::new()?;
    let server = runtime.block_on(Server::start())?;
    let story = Story::new(&server.base_url(), &server.files_url())?;
    Ok(story.tell(&runtime))
}
