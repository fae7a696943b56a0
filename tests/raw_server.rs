//! A server on a loopback socket that speaks no HTTP of its own: it records the bytes of each request, and what it sends
//! back is up to the test.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use socket2::SockRef;

/// What a [scripted](RawServer::scripted) server does on a connection when it has read a request.
#[derive(Clone, Debug)]
pub enum Step {
    /// Sends these bytes.
    Send(Vec<u8>),
    /// Waits until the client closes the connection or sends more.
    Await,
    /// Closes the connection in an orderly way.
    Close,
    /// Breaks the connection off with a reset, as a crashed host does.
    Reset,
}

/// An answer of known length, behind which the connection stays open.
pub fn answer(status: &str, headers: &str, body: &str) -> Step {
    let length = body.len();
    Step::Send(format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n{body}").into_bytes())
}

/// A listening server. It serves until the test's process ends.
#[derive(Debug)]
pub struct RawServer {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl RawServer {
    /// Answers each request with `answer`, and closes the connection.
    pub fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::behaving(move |stream| {
            let _ = stream.write_all(&answer);
            let _ = stream.shutdown(Shutdown::Write);
        })
    }

    /// Answers each request with a status line, these header lines, and a body of known length.
    pub fn with_body(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let length = body.len();
        let head =
            format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n");
        Self::answering([head.as_bytes(), body].concat())
    }

    /// Answers 200 with JSON.
    pub fn with_json(json: &str) -> Self {
        Self::with_body("200 OK", "content-type: application/json\r\n", json)
    }

    /// Does with a connection what `behavior` says, once a request is read from it.
    pub fn behaving(behavior: impl Fn(&mut TcpStream) + Send + Sync + 'static) -> Self {
        Self::serving(move |stream, record| {
            let Some(request) = read_request(stream) else { return };
            record.lock().expect("no recording thread panics").push(request);
            behavior(stream);
        })
    }

    /// Does what `script` makes of the number of a request, counted over all connections from 0, and of its text. A
    /// connection stays open for the next request unless a step ends it.
    pub fn scripted(script: impl Fn(usize, &str) -> Vec<Step> + Send + Sync + 'static) -> Self {
        Self::scripted_at(SocketAddr::from(([127, 0, 0, 1], 0)), script)
    }

    /// As [`scripted`](Self::scripted), at this address.
    ///
    /// # Panics
    /// If it is taken.
    pub fn scripted_at(
        address: SocketAddr,
        script: impl Fn(usize, &str) -> Vec<Step> + Send + Sync + 'static,
    ) -> Self {
        Self::serving_at(address, move |stream, record| {
            while let Some(request) = read_request(stream) {
                let number = {
                    let mut requests = record.lock().expect("no recording thread panics");
                    requests.push(request.clone());
                    requests.len() - 1
                };
                for step in script(number, &request) {
                    match step {
                        Step::Send(bytes) if stream.write_all(&bytes).is_ok() => {}
                        Step::Await if stream.read(&mut [0]).is_ok_and(|count| count > 0) => {}
                        Step::Reset => return reset(stream),
                        Step::Send(_) | Step::Await | Step::Close => return,
                    }
                }
            }
        })
    }

    fn serving(serve: impl Fn(&mut TcpStream, &Mutex<Vec<String>>) + Send + Sync + 'static) -> Self {
        Self::serving_at(SocketAddr::from(([127, 0, 0, 1], 0)), serve)
    }

    fn serving_at(
        address: SocketAddr,
        serve: impl Fn(&mut TcpStream, &Mutex<Vec<String>>) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind(address).expect("loopback has a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let requests = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&requests);
        let serve = Arc::new(serve);
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let (record, serve) = (Arc::clone(&record), Arc::clone(&serve));
                thread::spawn(move || serve(&mut stream, &record));
            }
        });
        Self { address, requests }
    }

    /// Resets each connection in the middle of its first request, which is not recorded.
    pub fn resetting() -> Self {
        Self::serving(|stream, _| {
            // Closed with bytes unread, a socket says so with a reset.
            let _ = stream.read_exact(&mut [0]);
        })
    }

    /// The base address with this prefix.
    pub fn base(&self, prefix: &str) -> String {
        format!("http://{}{prefix}", self.address)
    }

    /// The requests so far, each as it came, with the server's address as `HOST`.
    pub fn requests(&self) -> Vec<String> {
        let requests = self.requests.lock().expect("no recording thread panics");
        requests.iter().map(|request| request.replace(&self.address.to_string(), "HOST")).collect()
    }

    /// The only request so far.
    ///
    /// # Panics
    /// If there were none or several.
    pub fn request(&self) -> String {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "one request is expected: {requests:?}");
        requests.remove(0)
    }
}

/// Has the connection end with a reset when it is closed.
pub fn reset(stream: &TcpStream) {
    let _ = SockRef::from(stream).set_linger(Some(Duration::ZERO));
}

/// A head, and as much body as it announces: by its length, or up to the last of its chunks.
fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
            let is_chunked = head.lines().any(|line| line == "transfer-encoding: chunked");
            let is_whole = if is_chunked {
                body == "0\r\n\r\n" || body.ends_with("\r\n0\r\n\r\n")
            } else {
                body.len() >= length.unwrap_or(0)
            };
            if is_whole {
                return Some(text.into_owned());
            }
        }
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return None,
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
        }
    }
}
