//! The in-memory server of the payments: starting it, who may call what, and the way of a request to its answer. It speaks
//! HTTP as Stripe does, and knows nothing of any client. What the calls do stands in `till`.
//!
//! | method | path below [`Server::base_url`] | key |
//! | --- | --- | --- |
//! | POST | `/customers`, `/customers/{customer}` | secret |
//! | GET, DELETE | `/customers/{customer}` | secret |
//! | POST | `/payment_methods` | publishable |
//! | POST, GET | `/charges` | secret |
//! | GET | `/charges/{charge}` | secret |
//! | POST | `/subscriptions`, `/notifications.send` | secret |
//! | GET | `/reports/balance.csv` | that of reports, in the query |
//!
//! The same calls in the same order create the same ids at the same times.

mod reply;
mod till;

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::prelude::{BASE64_STANDARD, Engine as _};

use self::reply::{Refusal, Reply};
use self::till::Till;
use crate::loopback::{Loopback, Received};
use crate::urlencoded;

/// A secret key.
pub const SECRET_KEY: &str = "sk_test_4eC39HqLyjWDarjtT1zdp7dc";
/// A publishable key.
pub const PUBLISHABLE_KEY: &str = "pk_test_TYooMQauvdEDq54NiTphI7jx";
/// A key for the reports.
pub const REPORTS_KEY: &str = "rk_test_8fJ2mP0wQx";
/// The account of a shop that the owner of the keys may act for.
pub const SHOP_ACCOUNT: &str = "acct_shop";
/// A card that can be charged.
pub const GOOD_CARD: &str = "4242424242424242";
/// A card with too little money behind it.
pub const EMPTY_CARD: &str = "4000000000009995";
/// A card that is charged, and a proxy loses the answer.
pub const UNLUCKY_CARD: &str = "4000000000000119";
/// A channel that notifications can be sent to.
pub const CHANNEL: &str = "cash-desk";

const PREFIX: &str = "/v1";

/// A running server with data of its own, until it is dropped.
#[derive(Debug)]
pub struct Server(Loopback);

/// Starts a server with no data on a free port of 127.0.0.1.
///
/// # Errors
/// If there is no free port.
pub async fn start() -> io::Result<Server> {
    let router = Router::new().fallback(answer).with_state(Arc::new(Mutex::new(Bank::default())));
    Loopback::start(router).await.map(Server)
}

impl Server {
    /// The address of the API, such as `http://127.0.0.1:40123/v1`.
    pub fn base_url(&self) -> String {
        self.0.origin() + PREFIX
    }

    /// The requests that came until now.
    pub fn received(&self) -> Vec<Received> {
        self.0.received()
    }
}

/// The tills of all accounts, and the answers to requests with an idempotency key.
#[derive(Default)]
struct Bank {
    tills: BTreeMap<String, Till>,
    kept: BTreeMap<String, Kept>,
}

/// What came with an idempotency key, and what was answered.
struct Kept {
    target: String,
    form: Bytes,
    reply: Reply,
}

async fn answer(State(bank): State<Arc<Mutex<Bank>>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Ok(form) = to_bytes(body, usize::MAX).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    bank.lock().unwrap_or_else(PoisonError::into_inner).answer(&head, form)
}

impl Bank {
    fn answer(&mut self, head: &Parts, form: Bytes) -> Response {
        let account = text(head, "payments-account");
        let Some(key) = head.headers.get("idempotency-key").and_then(|key| key.to_str().ok()) else {
            return self.execute(head, account, &form).into_response();
        };
        // A key is one of its account.
        let key = format!("{account} {key}");
        let target = head.uri.path().to_owned();
        if let Some(kept) = self.kept.get(&key) {
            if (&kept.target, &kept.form) != (&target, &form) {
                let message = "The key was sent before, with another request.";
                return Refusal::new(StatusCode::BAD_REQUEST, "idempotency_error", message).into_response();
            }
            let mut response = kept.reply.clone().into_response();
            response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
            return response;
        }
        let reply = self.execute(head, account, &form);
        self.kept.insert(key, Kept { target, form, reply: reply.clone() });
        if reply.is_lost { StatusCode::BAD_GATEWAY.into_response() } else { reply.into_response() }
    }

    fn execute(&mut self, head: &Parts, account: &str, form: &[u8]) -> Reply {
        let result = allowed(head).and_then(|()| {
            let till = self.tills.entry(account.to_owned()).or_insert_with(|| Till::of(account));
            let query = urlencoded::parse(head.uri.query().unwrap_or_default());
            let form = urlencoded::parse(&String::from_utf8_lossy(form));
            let path = head.uri.path().strip_prefix(PREFIX).unwrap_or_default();
            let segments: Vec<&str> = path.split('/').skip(1).collect();
            match (head.method.as_str(), segments.as_slice()) {
                ("POST", ["customers"]) => till.create_customer(&form),
                ("GET", ["customers", id]) => till.customer(id).cloned().map(Reply::json),
                ("POST", ["customers", id]) => till.update_customer(id, &form),
                ("DELETE", ["customers", id]) => till.delete_customer(id),
                ("POST", ["payment_methods"]) => till.create_payment_method(&form),
                ("POST", ["charges"]) => till.create_charge(&form),
                ("GET", ["charges"]) => till.list_charges(&query),
                ("GET", ["charges", id]) => till.get_charge(id, &query),
                ("POST", ["subscriptions"]) => till.create_subscription(&form),
                ("POST", ["notifications.send"]) => Ok(till.send_notification(&form)),
                ("GET", ["reports", "balance.csv"]) => Ok(till.balance(&query)),
                _ => Err(Refusal::missing("There is no such address.")),
            }
        });
        result.unwrap_or_else(Refusal::into_reply)
    }
}

/// Which key a call needs, and whether it was sent where it belongs.
fn allowed(head: &Parts) -> Result<(), Refusal> {
    let sent = head.headers.get(AUTHORIZATION).map_or(&b""[..], HeaderValue::as_bytes);
    let is_sent = match head.uri.path().strip_prefix(PREFIX).unwrap_or_default() {
        "/payment_methods" => sent == format!("Bearer {PUBLISHABLE_KEY}").as_bytes(),
        "/reports/balance.csv" => {
            let key = format!("key={REPORTS_KEY}");
            sent.is_empty() && head.uri.query().unwrap_or_default().split('&').any(|pair| pair == key)
        }
        _ => {
            let pair = BASE64_STANDARD.encode(format!("{SECRET_KEY}:"));
            sent == format!("Basic {pair}").as_bytes()
        }
    };
    let message = "No key was sent, or a wrong one.";
    if is_sent {
        Ok(())
    } else {
        Err(Refusal::new(StatusCode::UNAUTHORIZED, "invalid_request_error", message))
    }
}

fn text<'h>(head: &'h Parts, name: &str) -> &'h str {
    head.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
