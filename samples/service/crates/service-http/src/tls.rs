use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::server::TlsStream;
use tracing::debug;

const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(5);
const WAITING_CONNECTIONS: usize = 64;

type Connection = (TlsStream<TcpStream>, SocketAddr);

/// Accepts connections with TLS.
///
/// A client may be slow to shake hands, so that is done beside the other connections.
#[derive(Debug)]
pub struct TlsListener {
    address: SocketAddr,
    ready: mpsc::Receiver<Connection>,
    accepting: JoinHandle<()>,
}

impl TlsListener {
    /// Accepts the connections of `listener` with TLS.
    pub fn new(listener: TcpListener, config: Arc<ServerConfig>) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let (sender, ready) = mpsc::channel(WAITING_CONNECTIONS);
        let accepting = tokio::spawn(accept_all(listener, config.into(), sender));
        Ok(Self {
            address,
            ready,
            accepting,
        })
    }
}

impl Drop for TlsListener {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(connection) => connection,
            // The runtime is shutting down: there are no more connections.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        Ok(self.address)
    }
}

async fn accept_all(
    mut listener: TcpListener,
    acceptor: TlsAcceptor,
    ready: mpsc::Sender<Connection>,
) {
    loop {
        // Axum's listener waits and tries again when the system is short of something.
        let (stream, client) = Listener::accept(&mut listener).await;
        let acceptor = acceptor.clone();
        let ready = ready.clone();
        tokio::spawn(async move {
            match timeout(HANDSHAKE_TIMEOUT, acceptor.accept(stream)).await {
                // Sending fails when the server stops, and then nobody needs the connection.
                Ok(Ok(stream)) => drop(ready.send((stream, client)).await),
                Ok(Err(error)) => debug!(%client, %error, "handshake failed"),
                Err(_) => debug!(%client, "handshake took too long"),
            }
        });
    }
}
