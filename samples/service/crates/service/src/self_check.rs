//! Starts the server on a free port, asks for its health, and stops it.

use std::net::Ipv4Addr;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use http_body_util::{BodyExt, Empty};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::{Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use service_tls::Identity;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio_rustls::TlsConnector;

use crate::server;
use crate::settings::Settings;

const HOST: &str = "localhost";

pub(crate) async fn run() -> Result<()> {
    println!("http:  {}", check(None).await?);
    let identity = Identity::self_signed(&[HOST])?;
    println!("https: {}", check(Some(identity)).await?);
    Ok(())
}

/// What a server with the given identity says about its health.
async fn check(identity: Option<Identity>) -> Result<String> {
    let client_tls = identity
        .as_ref()
        .map(|identity| service_tls::client_config(identity.certificates()))
        .transpose()?;
    let server_tls = identity.map(service_tls::server_config).transpose()?;

    let app = server::app(&Settings::default())?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(server::run(listener, server_tls, app, async {
        // The sender sends, or is dropped because of an error: the server stops either way.
        let _ = stopped.await;
    }));

    let stream = TcpStream::connect(address).await?;
    let health = match client_tls {
        None => ask(stream).await,
        Some(config) => ask_with_tls(stream, config).await,
    };
    drop(stop);
    server.await?.context("the server failed")?;
    health
}

async fn ask_with_tls(stream: TcpStream, config: Arc<ClientConfig>) -> Result<String> {
    let stream = TlsConnector::from(config)
        .connect(HOST.try_into()?, stream)
        .await?;
    ask(stream).await
}

/// Sends `GET /health` and returns the body of the answer.
async fn ask<S>(stream: S) -> Result<String>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let connection = tokio::spawn(connection);

    let request = Request::get("/health")
        .header(header::HOST, HOST)
        .body(Empty::<Bytes>::new())?;
    let response = sender.send_request(request).await?;
    ensure!(
        response.status() == StatusCode::OK,
        "the server answered {}",
        response.status()
    );
    let body = response.into_body().collect().await?.to_bytes();

    // The connection ends when there is nobody left to send requests.
    drop(sender);
    connection.await??;
    Ok(String::from_utf8(body.to_vec())?)
}
