//! A TCP server for tests: it keeps the exact bytes of every request and answers with given bytes, well or badly.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use sigpost::{Client, ClientBuilder};

/// A server on a free port of 127.0.0.1. Each connection has a thread of its own.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    seen: Seen,
    closed: Arc<AtomicBool>,
}

type Seen = Arc<Mutex<Vec<String>>>;

impl Server {
    /// Serves each connection with `serve`; when that returns, the connection is closed.
    ///
    /// # Panics
    /// If no port can be had.
    pub fn new<S>(serve: S) -> Self
    where
        S: Fn(&mut Connection) -> io::Result<()> + Send + Sync + 'static,
    {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("the port is bound");
        let seen = Seen::default();
        let closed = Arc::new(AtomicBool::new(false));
        let (all_seen, is_closed, serve) = (Arc::clone(&seen), Arc::clone(&closed), Arc::new(serve));
        thread::spawn(move || {
            for stream in listener.incoming() {
                if is_closed.load(Ordering::SeqCst) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let mut connection = Connection { stream, seen: Arc::clone(&all_seen) };
                let serve = Arc::clone(&serve);
                // An error here is the client's leaving, which is what many tests are about.
                thread::spawn(move || serve(&mut connection));
            }
        });
        Self { address, seen, closed }
    }

    /// Answers every request with the same bytes.
    pub fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::new(move |connection| {
            loop {
                connection.request()?;
                connection.send(&answer)?;
            }
        })
    }

    /// Answers the first request on each connection with these bytes and closes the connection.
    pub fn closing_after(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::new(move |connection| {
            connection.request()?;
            connection.send(&answer)
        })
    }

    /// Host and port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Begins a client for the API at `/v1` on this server.
    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder(format!("http://{}/v1", self.address))
    }

    /// A client for the API at `/v1` on this server.
    ///
    /// # Panics
    /// If it cannot be set up.
    pub fn client(&self) -> Client {
        self.client_builder().build().expect("usable settings")
    }

    /// The requests so far, byte for byte, with `HOST` for host and port.
    pub fn requests(&self) -> Vec<String> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.iter().map(|request| request.replace(&self.address.to_string(), "HOST")).collect()
    }

    /// The only request so far.
    ///
    /// # Panics
    /// If there was none, or more than one.
    pub fn request(&self) -> String {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests.remove(0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.closed.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for connections.
        drop(TcpStream::connect(self.address));
    }
}

/// A connection to a [`Server`], and what can be done with it.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    seen: Seen,
}

impl Connection {
    /// Reads one request and keeps it.
    ///
    /// # Errors
    /// If the client left.
    pub fn request(&mut self) -> io::Result<()> {
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"\r\n\r\n") {
            bytes.push(self.byte()?);
        }
        let head = String::from_utf8_lossy(&bytes).to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        let head_length = bytes.len();
        bytes.resize(head_length + length.unwrap_or(0_usize), 0);
        self.stream.read_exact(&mut bytes[head_length..])?;
        let request = String::from_utf8_lossy(&bytes).into_owned();
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        Ok(())
    }

    /// Reads one byte. A connection that is closed with more of them unread is reset.
    ///
    /// # Errors
    /// If the client left.
    pub fn byte(&mut self) -> io::Result<u8> {
        let mut byte = [0];
        self.stream.read_exact(&mut byte)?;
        Ok(byte[0])
    }

    /// Sends bytes.
    ///
    /// # Errors
    /// If the client left.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        self.stream.write_all(bytes.as_ref())
    }

    /// Sends the same bytes again and again, until the client leaves.
    ///
    /// # Errors
    /// When the client left.
    pub fn send_forever(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        loop {
            self.send(&bytes)?;
        }
    }

    /// Says nothing more, but stays until the client leaves.
    ///
    /// # Errors
    /// If the client left with a bang.
    pub fn stay(&mut self) -> io::Result<()> {
        io::copy(&mut self.stream, &mut io::sink()).map(drop)
    }
}

/// A whole answer with this status, and a JSON body.
pub fn json(status: u16, body: &str) -> String {
    answer(status, "content-type: application/json\r\n", body)
}

/// A whole answer with this status, these header lines, and a body.
pub fn answer(status: u16, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status} Reason\r\n{headers}content-length: {}\r\n\r\n{body}", body.len())
}
