//! `load`: many calls at once against a server that fails on purpose, and an account of every one of them.

mod account;
mod calls;
mod server;

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};

use clap::Parser;
use sigpost::transport::ReqwestTransport;
use sigpost::{Client, RetryPolicy};
use tokio::runtime::Handle;

use crate::account::{Account, Holdings};
use crate::calls::{Trailing, Trails, work};
use crate::server::Server;

/// How long connections and tasks may take to come to their end.
const SETTLING: Duration = Duration::from_secs(10);

/// Makes many calls at once against a server that fails on purpose, and accounts for every one of them.
#[derive(Debug, Parser)]
#[command(name = "load")]
struct Arguments {
    /// How many calls are made.
    #[arg(long, default_value_t = 5000)]
    calls: u64,

    /// How many of them are in flight at once.
    #[arg(long, default_value_t = 1000)]
    in_flight: usize,

    /// How many of a hundred requests meet a fault.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(0..=100))]
    faults: u64,

    /// How long an attempt may take, in milliseconds.
    #[arg(long, default_value_t = 2000)]
    attempt_timeout: u64,

    /// Where the chances begin: the same number makes the same faults.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    allow_descriptors(arguments.in_flight);
    let account = tokio::runtime::Runtime::new()
        .map_err(Into::into)
        .and_then(|runtime| runtime.block_on(run(&arguments)));
    let mut out = std::io::stdout();
    match account {
        Ok(account) => {
            let faults = account.faults();
            let _ = write!(out, "{account}");
            if faults.is_empty() {
                let _ = writeln!(out, "Every call is accounted for.");
                return ExitCode::SUCCESS;
            }
            for fault in faults {
                let _ = writeln!(out, "UNACCOUNTED FOR: {fault}");
            }
            ExitCode::FAILURE
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> Result<Account, Box<dyn std::error::Error>> {
    let server = Server::start(arguments.faults, arguments.seed)?;
    let before = holdings(&server);
    let trails = Trails::default();
    let transport = Trailing { transport: ReqwestTransport::new()?, trails: trails.clone() };
    let client = Client::builder(format!("http://{}", server.address))
        .transport(transport)
        .timeout(Duration::from_secs(15))
        .attempt_timeout(Duration::from_millis(arguments.attempt_timeout))
        .retry(RetryPolicy::attempts(5).backoff(Duration::from_millis(50), Duration::from_secs(1)))
        .build()?;

    let begun = Instant::now();
    let next = Arc::new(AtomicU64::new(0));
    let workers: Vec<_> = (0..arguments.in_flight)
        .map(|_| tokio::spawn(work(client.clone(), Arc::clone(&next), arguments.calls)))
        .collect();
    let mut outcomes = Vec::new();
    for worker in workers {
        outcomes.extend(worker.await?);
    }
    let took = begun.elapsed();

    // With the client goes its pool of connections, and with those their tasks.
    drop(client);
    let settled = Instant::now() + SETTLING;
    let after = loop {
        let after = holdings(&server);
        let is_idle =
            after.connections == 0 && after.tasks <= before.tasks && after.descriptors <= before.descriptors;
        if is_idle || Instant::now() >= settled {
            break after;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    };
    Ok(Account {
        calls: arguments.calls,
        took,
        outcomes,
        trails: trails.take(),
        requests: server.requests(),
        ledger: server.ledger(),
        most_connections: server.most_connections(),
        before,
        after,
    })
}

fn holdings(server: &Server) -> Holdings {
    Holdings {
        connections: server.connections(),
        tasks: Handle::current().metrics().num_alive_tasks(),
        descriptors: std::fs::read_dir("/proc/self/fd").ok().map(Iterator::count),
    }
}

/// Both ends of each connection are in this process: more than many systems allow one unless it asks.
fn allow_descriptors(in_flight: usize) {
    #[cfg(unix)]
    {
        use nix::sys::resource::{Resource, getrlimit, setrlimit};

        let wanted = in_flight as u64 * 4 + 100;
        if let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_NOFILE)
            && soft < wanted
        {
            let _ = setrlimit(Resource::RLIMIT_NOFILE, wanted.min(hard), hard);
        }
    }
    #[cfg(not(unix))]
    let _ = in_flight;
}
