//! A listening socket that can be closed from outside of the task that accepts on it. Serving the accepted
//! connections is axum's part.

use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};

/// Aborting the accepting task would close the socket at some later moment; taking it out of here does so at
/// once, also in a destructor.
#[derive(Clone, Debug)]
pub(super) struct ClosableListener {
    socket: Arc<Mutex<Option<TcpListener>>>,
    address: SocketAddr,
}

impl ClosableListener {
    pub(super) fn new(socket: TcpListener, address: SocketAddr) -> Self {
        Self { socket: Arc::new(Mutex::new(Some(socket))), address }
    }

    /// From here on the port refuses connections.
    pub(super) fn close(&self) {
        self.socket.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

impl Listener for ClosableListener {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        loop {
            let accepted = poll_fn(|context| {
                match &*self.socket.lock().unwrap_or_else(PoisonError::into_inner) {
                    Some(socket) => socket.poll_accept(context),
                    // Nothing wakes this: the signal that comes with closing ends the task.
                    None => Poll::Pending,
                }
            });
            match accepted.await {
                Ok(accepted) => return accepted,
                // The peer has gone again or the process is out of descriptors; either passes.
                Err(_) => tokio::task::yield_now().await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}
