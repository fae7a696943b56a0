//! HTTP/1.1 by hand, one connection per request, so that no client's view of it gets between the tests and
//! the bytes.

use std::io::ErrorKind;

use serde_json::Value;
use tokio::net::TcpStream;

use super::Server;

/// An answer as it came.
pub(super) struct Answer {
    pub(super) status: u16,
    headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(given, _)| given.eq_ignore_ascii_case(name));
        values.next().map(|(_, value)| value.as_str())
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("a JSON body")
    }

    /// The members of a success, after a check of everything successes have in common.
    pub(super) fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        assert_eq!(self.header("content-type"), Some("application/json"));
        assert_eq!(self.header("x-api-schema"), None);
        assert!(self.header("x-request-id").is_some_and(|id| id.len() == 36));
        self.json()
    }

    /// The detail of an error, after a check of everything errors have in common.
    pub(super) fn error(&self, status: u16, code: &str) -> Value {
        let mut body = self.json();
        assert_eq!((self.status, body["error"]["code"].as_str()), (status, Some(code)), "{}", self.body);
        assert_eq!(self.header("content-type"), Some("application/json"));
        assert_eq!(self.header("x-api-schema"), Some("json-error"));
        assert!(self.header("x-request-id").is_some_and(|id| id.len() == 36));
        assert_eq!(body.as_object().map(|members| members.len()), Some(1));
        let error = body["error"].as_object_mut().expect("an object");
        assert_eq!(error.keys().collect::<Vec<_>>(), ["code", "description", "detail"]);
        error.remove("detail").filter(Value::is_object).expect("a detail")
    }
}

/// A connection to the server that sends and receives whole texts.
pub(super) struct Connection(TcpStream);

impl Connection {
    pub(super) async fn open(server: &Server) -> std::io::Result<Self> {
        TcpStream::connect(server.address).await.map(Self)
    }

    pub(super) async fn send(&self, text: &[u8]) {
        let mut rest = text;
        while !rest.is_empty() {
            self.0.writable().await.expect("an open connection");
            match self.0.try_write(rest) {
                Ok(sent) => rest = &rest[sent..],
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => panic!("sending failed: {error}"),
            }
        }
    }

    /// Receives until `enough` or until the server closes the connection.
    pub(super) async fn receive(&self, enough: impl Fn(&[u8]) -> bool) -> Vec<u8> {
        let mut received = Vec::new();
        let mut part = [0; 4096];
        while !enough(&received) {
            self.0.readable().await.expect("an open connection");
            match self.0.try_read(&mut part) {
                Ok(0) => break,
                Ok(count) => received.extend_from_slice(&part[..count]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => panic!("receiving failed: {error}"),
            }
        }
        received
    }
}

/// Sends a request with these headers to this target, of which nothing is changed.
pub(super) async fn send(
    server: &Server,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let mut request = format!("{method} {target} HTTP/1.1\r\nHost: identity\r\nConnection: close\r\n");
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    if !body.is_empty() {
        request += &format!("Content-Length: {}\r\n", body.len());
    }
    request += "\r\n";
    let connection = Connection::open(server).await.expect("a connection");
    connection.send(request.as_bytes()).await;
    connection.send(body).await;
    parse(&connection.receive(|_| false).await)
}

fn parse(received: &[u8]) -> Answer {
    let received = std::str::from_utf8(received).expect("UTF-8");
    let (head, body) = received.split_once("\r\n\r\n").expect("a head");
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|status| status.parse().ok());
    let headers = lines.filter_map(|line| line.split_once(": "));
    Answer {
        status: status.expect("a status"),
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        body: body.to_owned(),
    }
}

/// A GET of a path of the API.
pub(super) async fn get(server: &Server, token: &str, path: &str) -> Answer {
    call(server, token, "GET", path, None).await
}

/// A request to a path of the API, with a JSON body if there is one.
pub(super) async fn call(
    server: &Server,
    token: &str,
    method: &str,
    path: &str,
    body: Option<Value>,
) -> Answer {
    let authorization = format!("Bearer {token}");
    let mut headers = vec![("Authorization", authorization.as_str())];
    if body.is_some() {
        headers.push(("Content-Type", "application/json"));
    }
    let body = body.map(|body| body.to_string()).unwrap_or_default();
    send(server, method, &format!("/api/v1{path}"), &headers, body.as_bytes()).await
}
