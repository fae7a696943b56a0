//! The in-memory server of Krystal Identity: starting it, stopping it, and what it is seeded with. It speaks
//! HTTP as Apia does and knows nothing of any client, which is why it declares its own types throughout.
//!
//! | method | path below [`Server::base_url`] | scope | own errors |
//! | --- | --- | --- | --- |
//! | GET | `/organizations` | `organizations:read` | |
//! | GET | `/organizations/{organization}` | `organizations:read` | `organization_not_found` |
//! | GET | `/organizations/{organization}/invites` | `invites:read` | `organization_not_found` |
//! | POST | `/organizations/{organization}/invites` | `invites:write` | `organization_not_found`, `validation_error` |
//! | GET | `/invites/{invite}` | `invites:read` | `invite_not_found` |
//! | POST | `/invites/{invite}/accept` | `invites:write` | `invite_not_found`, `invite_already_accepted`, `invite_revoked` |
//! | DELETE | `/invites/{invite}` | `invites:write` | `invite_not_found`, `invite_already_accepted` |
//! | GET | `/users/{user}` | `users:read` | `user_not_found` |
//! | PATCH | `/users/{user}` | `users:write` | `user_not_found`, `validation_error` |
//!
//! The clock stands still at [`NOW`], and the same calls in the same order create the same ids, so a test can
//! name everything it expects.

mod arguments;
mod auth;
mod checking;
mod data;
mod dispatch;
mod error;
mod ids;
mod input;
mod listener;
mod lookup;
mod objects;
mod pagination;
mod routes;
mod scalars;
mod seed;
mod urlencoded;

#[cfg(test)]
mod tests;

use std::future::IntoFuture as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub use auth::{ADMIN_TOKEN, EXPIRED_TOKEN, READ_ONLY_TOKEN};
pub use seed::{
    ACCEPTED_INVITE_ID, LARGE_ORGANIZATION_ID, LARGE_ORGANIZATION_INVITES, NOW, ORGANIZATION_COUNT,
    ORGANIZATION_ID, ORGANIZATION_IDENTIFIER, OTHER_USER_EMAIL_ADDRESS, OTHER_USER_ID,
    PENDING_INVITE_EMAIL_ADDRESS, PENDING_INVITE_ID, REJECTED_INVITE_ID, REVOKED_INVITE_ID,
    USER_EMAIL_ADDRESS, USER_ID,
};

use dispatch::Application;
use listener::ClosableListener;

/// Where the API begins on the server.
const API_PREFIX: &str = "/api/v1";

/// A running server with data of its own.
///
/// It lives on the runtime it was started on. Dropping it closes the port at once and lets answers under way
/// finish; [`Server::stop`] also waits for them.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    listener: ClosableListener,
    finish: Option<oneshot::Sender<()>>,
    serving: Option<JoinHandle<()>>,
}

/// Starts a server with fresh data on a free port of 127.0.0.1.
pub async fn start() -> std::io::Result<Server> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let listener = ClosableListener::new(listener, address);
    let (finish, finished) = oneshot::channel::<()>();

    // One handler for everything: axum's own routing would answer 405 where Apia answers `route_not_found`.
    let router = Router::new().fallback(dispatch::answer).with_state(Arc::new(Application::default()));
    let serving = axum::serve(listener.clone(), router).with_graceful_shutdown(async {
        // A dropped sender means the same as a sent message.
        let _ = finished.await;
    });
    let serving = tokio::spawn(async {
        // It only ends by the signal above; there is no error to report.
        let _ = serving.into_future().await;
    });
    Ok(Server { address, listener, finish: Some(finish), serving: Some(serving) })
}

impl Server {
    /// The address of the API, such as `http://127.0.0.1:40123/api/v1`.
    pub fn base_url(&self) -> String {
        format!("http://{}{API_PREFIX}", self.address)
    }

    /// Stops the server. Afterwards the port refuses connections and every connection it had is closed.
    ///
    /// A client that keeps a half-sent request open is waited for; dropping the server does not wait.
    pub async fn stop(mut self) {
        self.close();
        if let Some(serving) = self.serving.take() {
            // An error here is a panic of the serving task, which then has ended as well.
            let _ = serving.await;
        }
    }

    fn close(&mut self) {
        self.listener.close();
        if let Some(finish) = self.finish.take() {
            let _ = finish.send(());
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.close();
    }
}
