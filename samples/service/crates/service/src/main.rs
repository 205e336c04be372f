//! The stock server.

mod self_check;
mod server;
mod settings;

use std::io;

use anyhow::{Context, Result};
use clap::Parser;
use tokio::net::TcpListener;
use tokio::signal::ctrl_c;
use tracing::{error, info};
use tracing_subscriber::EnvFilter;

use crate::settings::{Args, LogFormat, Settings};

#[tokio::main]
async fn main() -> Result<()> {
    let args = Args::parse();
    start_log(args.log);

    if args.self_check {
        return self_check::run().await;
    }

    let settings = Settings::load(&args)?;
    let app = server::app(&settings)?;
    let tls = server::tls(&settings)?;
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("cannot listen on {}", settings.listen))?;
    info!(address = %listener.local_addr()?, tls = tls.is_some(), "ready");
    server::run(listener, tls, app, stop_signal()).await?;
    info!("stopped");
    Ok(())
}

/// Writes the log to standard error, as much of it as `RUST_LOG` asks for.
fn start_log(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
}

/// Waits until somebody presses Ctrl-C.
async fn stop_signal() {
    if let Err(error) = ctrl_c().await {
        error!(%error, "cannot wait for a signal");
    }
}
