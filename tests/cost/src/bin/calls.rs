//! The process that is measured: makes calls of "Create invite", by hand or with sigpost, in memory or over loopback.
//! Counts its own allocations; its instructions are counted from outside. It also is the server that is called.

use std::alloc::System;
use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::extract::Path;
use axum::response::IntoResponse;
use bytes::Bytes;
use clap::{Parser, ValueEnum};
use http::{StatusCode, header};
use nix::sys::resource::{UsageWho, getrusage};
use reqwest::ResponseBuilderExt as _;
use sigpost::Error as CallError;
use sigpost::transport::{HyperTransport, MemoryTransport};
use sigpost_cost::{INVITE, ORGANIZATION_NOT_FOUND, by_hand};
use sigpost_examples::krystal_identity::api::{
    CreateInviteError, InviteProperties, OrganizationLookup, create_invite,
};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

#[derive(Parser)]
enum Command {
    /// Answers on loopback until its standard input ends; prints its address first.
    Serve,
    /// Makes calls one after the other; prints the allocations and reallocations of all but the first.
    Repeat { side: Side, answer: Answer, place: String, count: usize },
    /// Makes calls side by side: in each round, each client a slice of them, one client after the other. Prints a line
    /// for each slice, in the order of the clients: seconds, seconds of CPU, and median and 99th percentile of seconds
    /// per call.
    Load { address: String, in_flight: usize, rounds: usize, count: usize },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Side {
    ByHand,
    Ours,
    OursOverHyper,
}

/// What the API answers.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Answer {
    #[value(name = "200")]
    Invite,
    #[value(name = "404")]
    NotFound,
}

type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Outcome {
    // Without clap's help and colours there would be less to start, but a start is not what is measured.
    match Command::parse() {
        Command::Serve => on_threads()?.block_on(serve()),
        Command::Repeat { side, answer, place, count } => on_one_thread()?.block_on(async {
            let caller = Caller::new(side, &place, answer)?;
            caller.call(answer).await?;
            let for_addresses = FOR_ADDRESSES.load(Ordering::Relaxed);
            let allocations = Region::new(ALLOCATOR);
            for _ in 0..count {
                caller.call(answer).await?;
            }
            let change = allocations.change();
            let for_addresses = FOR_ADDRESSES.load(Ordering::Relaxed) - for_addresses;
            println!("{}", change.allocations + change.reallocations - for_addresses);
            Ok(())
        }),
        Command::Load { address, in_flight, rounds, count } => on_threads()?.block_on(async {
            let mut callers = Vec::new();
            for side in [Side::ByHand, Side::Ours, Side::OursOverHyper] {
                let caller = Arc::new(Caller::new(side, &address, Answer::Invite)?);
                // Connections come about, and the code is paged in.
                load(&caller, in_flight, in_flight * 4).await?;
                callers.push(caller);
            }
            for round in 0..rounds {
                let mut lines = vec![String::new(); callers.len()];
                for turn in 0..callers.len() {
                    // Each round begins with another client: what changes with time is nobody's.
                    let client = (round + turn) % callers.len();
                    // The caches are those of the client before.
                    load(&callers[client], in_flight, in_flight * 2).await?;
                    lines[client] = slice(&callers[client], in_flight, count).await?;
                }
                println!("{}", lines.join("\n"));
            }
            Ok(())
        }),
    }
}

fn on_one_thread() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

fn on_threads() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()
}

async fn serve() -> Outcome {
    let routes = axum::Router::new().route("/{*path}", axum::routing::post(answer_path));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    std::thread::spawn(|| {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        std::process::exit(0);
    });
    axum::serve(listener, routes).await?;
    Ok(())
}

async fn answer_path(Path(path): Path<String>, _body: Bytes) -> impl IntoResponse {
    let (status, text) = if path.contains("missing") { (404, ORGANIZATION_NOT_FOUND) } else { (200, INVITE) };
    let status = StatusCode::from_u16(status).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/json")], text)
}

/// A client, ready to call.
enum Caller {
    ByHand(by_hand::Client),
    Ours(sigpost::Client),
}

impl Caller {
    fn new(side: Side, place: &str, answer: Answer) -> Outcome<Self> {
        let memory = place == "memory";
        let base =
            if memory { "https://identity.example/api/v1".to_owned() } else { format!("{place}/api/v1") };
        match side {
            Side::ByHand => {
                let answer: by_hand::Memory = match answer {
                    Answer::Invite => |request| with_address(invite(), &request),
                    Answer::NotFound => |request| with_address(organization_not_found(), &request),
                };
                let client = by_hand::Client::new(&base, "0123456789abcdef", memory.then_some(answer));
                Ok(Self::ByHand(client.map_err(|error| error.to_string())?))
            }
            Side::Ours | Side::OursOverHyper => {
                let mut builder = sigpost::Client::builder(base).bearer_token("0123456789abcdef");
                if memory {
                    builder = match answer {
                        Answer::Invite => builder.transport(MemoryTransport::new(|_| invite())),
                        Answer::NotFound => {
                            builder.transport(MemoryTransport::new(|_| organization_not_found()))
                        }
                    };
                } else if side == Side::OursOverHyper {
                    builder = builder.transport(HyperTransport::new()?);
                }
                Ok(Self::Ours(builder.build()?))
            }
        }
    }

    /// One call, whose answer must be the one that is expected.
    async fn call(&self, expected: Answer) -> Outcome {
        let organization = OrganizationLookup::Id(match expected {
            Answer::Invite => "p0CqUeIWs9hJd3Yk".to_owned(),
            Answer::NotFound => "missing".to_owned(),
        });
        let properties = InviteProperties::new("grace@example.com");
        let came = match self {
            Self::ByHand(client) => match client.create_invite(&organization, &properties).await {
                Ok(_) => Answer::Invite,
                Err(by_hand::CreateInviteError::OrganizationNotFound(_)) => Answer::NotFound,
                Err(error) => return Err(error.into()),
            },
            Self::Ours(client) => match client.send(create_invite(organization, properties)).await {
                Ok(_) => Answer::Invite,
                Err(CallError::Declared(CreateInviteError::OrganizationNotFound(_))) => Answer::NotFound,
                Err(error) => return Err(error.into()),
            },
        };
        if came == expected { Ok(()) } else { Err("another answer than expected".into()) }
    }
}

fn invite() -> http::Response<Bytes> {
    json(StatusCode::OK, INVITE)
}

fn organization_not_found() -> http::Response<Bytes> {
    json(StatusCode::NOT_FOUND, ORGANIZATION_NOT_FOUND)
}

fn json(status: StatusCode, text: &'static str) -> http::Response<Bytes> {
    let mut response = http::Response::new(Bytes::from_static(text.as_bytes()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, http::HeaderValue::from_static("application/json"));
    response
}

/// The allocations for addresses on their way into answers.
static FOR_ADDRESSES: AtomicUsize = AtomicUsize::new(0);

/// The answer with the address that reqwest gives to each of its own: without one it parses a made-up one for each call,
/// which is no cost of code written by hand. Nor is the way it has to take, which is not there over a network: neither
/// allocations nor, by the name of this function, instructions are counted here.
#[inline(never)]
fn with_address(response: http::Response<Bytes>, request: &reqwest::Request) -> http::Response<Bytes> {
    let (mut parts, body) = response.into_parts();
    let address = request.url().clone();
    let allocations = Region::new(ALLOCATOR);
    if let Ok(carrier) = http::Response::builder().url(address).body(()) {
        parts.extensions = carrier.into_parts().0.extensions;
    }
    FOR_ADDRESSES.fetch_add(allocations.change().allocations, Ordering::Relaxed);
    http::Response::from_parts(parts, body)
}

/// Makes `count` calls, `in_flight` of them at a time; what they took, as a line.
async fn slice(caller: &Arc<Caller>, in_flight: usize, count: usize) -> Outcome<String> {
    let (start, cpu) = (Instant::now(), cpu_time()?);
    let mut latencies = load(caller, in_flight, count).await?;
    let (seconds, cpu) = (start.elapsed(), cpu_time()? - cpu);
    latencies.sort_unstable();
    let at = |share: usize| latencies[(latencies.len() - 1) * share / 100].as_secs_f64();
    Ok(format!("{} {} {} {}", seconds.as_secs_f64(), cpu.as_secs_f64(), at(50), at(99)))
}

/// Makes `count` calls, `in_flight` of them at a time; how long each took.
async fn load(caller: &Arc<Caller>, in_flight: usize, count: usize) -> Outcome<Vec<Duration>> {
    let left = Arc::new(AtomicUsize::new(count));
    let tasks: Vec<_> = (0..in_flight)
        .map(|_| {
            let (caller, left) = (caller.clone(), left.clone());
            tokio::spawn(async move {
                let mut latencies = Vec::new();
                while left
                    .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1))
                    .is_ok()
                {
                    let start = Instant::now();
                    caller.call(Answer::Invite).await?;
                    latencies.push(start.elapsed());
                }
                Outcome::Ok(latencies)
            })
        })
        .collect();
    let mut latencies = Vec::with_capacity(count);
    for task in tasks {
        latencies.extend(task.await??);
    }
    Ok(latencies)
}

/// The CPU time of this process, user's and system's together: how it is split up is sampled, and too coarse for a slice.
fn cpu_time() -> Outcome<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let micros = |time: nix::sys::time::TimeVal| time.tv_sec() * 1_000_000 + time.tv_usec();
    Ok(Duration::from_micros((micros(usage.user_time()) + micros(usage.system_time())).try_into()?))
}
