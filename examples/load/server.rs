//! A server that fails on purpose, on raw sockets, so that it can reset and stall; and its ledger, which says what it did.

use std::collections::{HashMap, HashSet};
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinHandle;

/// How many connections may wait to be accepted.
const BACKLOG: u32 = 4096;

/// A server that runs until it is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

struct Shared {
    percent_of_faults: u64,
    seed: u64,
    requests: AtomicU64,
    connections: AtomicUsize,
    most_connections: AtomicUsize,
    ledger: Mutex<Ledger>,
}

/// What the server did.
#[derive(Clone, Default)]
pub(crate) struct Ledger {
    /// How often an order was placed or shown, by its number.
    pub(crate) processed: HashMap<u64, u32>,
    pub(crate) faults: HashMap<Fault, u64>,
    keys: HashSet<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// 500, and nothing done.
    Error,
    /// 429, with `Retry-After: 0` or `1`, and nothing done.
    Limit,
    /// A reset, and nothing done.
    Reset,
    /// A reset once all was done: the answer is lost.
    LostAnswer,
    /// No answer until the client goes away, and nothing done.
    Stall,
}

struct Request {
    id: u64,
    key: Option<String>,
}

impl Server {
    pub(crate) fn start(percent_of_faults: u64, seed: u64) -> io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
        let listener = socket.listen(BACKLOG)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            percent_of_faults,
            seed,
            requests: AtomicU64::new(0),
            connections: AtomicUsize::new(0),
            most_connections: AtomicUsize::new(0),
            ledger: Mutex::default(),
        });
        let serving = Arc::clone(&shared);
        let accepting = tokio::spawn(async move {
            loop {
                if let Ok((stream, _)) = listener.accept().await {
                    let open = Open::new(Arc::clone(&serving));
                    tokio::spawn(async move {
                        // A connection that breaks is the client's to report.
                        let _ = open.0.serve(stream).await;
                    });
                }
            }
        });
        Ok(Self { address, shared, accepting })
    }

    /// How many requests it has read.
    pub(crate) fn requests(&self) -> u64 {
        self.shared.requests.load(Ordering::SeqCst)
    }

    /// How many connections are open.
    pub(crate) fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    pub(crate) fn most_connections(&self) -> usize {
        self.shared.most_connections.load(Ordering::SeqCst)
    }

    pub(crate) fn ledger(&self) -> Ledger {
        self.shared.ledger().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// A connection that counts as open until it is dropped.
struct Open(Arc<Shared>);

impl Open {
    fn new(shared: Arc<Shared>) -> Self {
        let open = shared.connections.fetch_add(1, Ordering::SeqCst) + 1;
        shared.most_connections.fetch_max(open, Ordering::SeqCst);
        Self(shared)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Shared {
    fn ledger(&self) -> std::sync::MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        let mut buffer = Vec::new();
        while let Some(request) = read(&mut stream, &mut buffer).await? {
            let chance = mixed(mixed(self.seed) ^ self.requests.fetch_add(1, Ordering::SeqCst));
            let fault = self.fault(chance);
            if let Some(fault) = fault {
                *self.ledger().faults.entry(fault).or_default() += 1;
            }
            let answer = match fault {
                None => {
                    self.process(&request);
                    let body = format!("{{\"order\":{}}}", request.id);
                    let length = body.len();
                    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json";
                    format!("{head}\r\ncontent-length: {length}\r\n\r\n{body}")
                }
                Some(Fault::Error) => {
                    "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n".to_owned()
                }
                Some(Fault::Limit) => {
                    let seconds = (chance >> 32) % 2;
                    let head = "HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0";
                    format!("{head}\r\nretry-after: {seconds}\r\n\r\n")
                }
                Some(Fault::Reset) => return reset(stream),
                Some(Fault::LostAnswer) => {
                    self.process(&request);
                    return reset(stream);
                }
                Some(Fault::Stall) => {
                    let _gone = stream.read(&mut [0]).await?;
                    return Ok(());
                }
            };
            stream.write_all(answer.as_bytes()).await?;
        }
        Ok(())
    }

    fn fault(&self, chance: u64) -> Option<Fault> {
        if chance % 100 >= self.percent_of_faults {
            return None;
        }
        Some(match (chance >> 16) % 8 {
            0 | 1 => Fault::Error,
            2 | 3 => Fault::Limit,
            4 => Fault::Reset,
            5 => Fault::LostAnswer,
            _ => Fault::Stall,
        })
    }

    /// Does what is asked for; with an idempotency key, once.
    fn process(&self, request: &Request) {
        let mut ledger = self.ledger();
        if request.key.as_ref().is_none_or(|key| ledger.keys.insert(key.clone())) {
            *ledger.processed.entry(request.id).or_default() += 1;
        }
    }
}

/// Closed without its linger time, a socket says so with a reset.
fn reset(stream: TcpStream) -> io::Result<()> {
    stream.set_zero_linger()
}

/// The next request on a connection, unless that is closed.
async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<Option<Request>> {
    loop {
        if let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
            let field = |name: &str| {
                let mut fields = head.lines().filter_map(|line| line.split_once(": "));
                fields.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
            };
            let length = field("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            while buffer.len() < end + 4 + length {
                if stream.read_buf(buffer).await? == 0 {
                    return Ok(None);
                }
            }
            buffer.drain(..end + 4 + length);
            let target = head.split(' ').nth(1).unwrap_or_default();
            let id = target.rsplit('/').next().and_then(|id| id.parse().ok());
            let id = id.ok_or_else(|| io::Error::other("a request for no order"))?;
            return Ok(Some(Request { id, key: field("idempotency-key") }));
        }
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
}

/// A number that looks random (SplitMix64).
fn mixed(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
