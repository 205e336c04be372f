//! Puts the parts of the service together and runs it.

use std::fs;
use std::future::Future;
use std::sync::Arc;

use anyhow::{Context, Result};
use rustls::ServerConfig;
use service_http::{App, TlsListener, router};
use service_receipt::Signer;
use service_rules::Rules;
use service_store::Store;
use service_tls::Identity;
use tokio::net::TcpListener;
use tracing::warn;

use crate::settings::Settings;

/// The service as the settings describe it.
pub(crate) fn app(settings: &Settings) -> Result<App> {
    let store = match &settings.database {
        None => {
            warn!("no database file: the stock is forgotten in the end");
            Store::in_memory()?
        }
        Some(path) => {
            Store::open(path).with_context(|| format!("cannot open {}", path.display()))?
        }
    };
    let signer = match &settings.receipt_secret {
        None => Signer::random()?,
        Some(path) => fs::read(path)
            .map_err(anyhow::Error::from)
            .and_then(|secret| Ok(Signer::new(secret.trim_ascii())?))
            .with_context(|| format!("cannot use {}", path.display()))?,
    };
    Ok(App::new(
        store,
        rules(settings)?,
        signer,
        settings.public_url.clone(),
    ))
}

#[allow(unsafe_code)]
fn rules(settings: &Settings) -> Result<Rules> {
    let Some(path) = &settings.rules else {
        return Ok(Rules::none());
    };
    // SAFETY: whoever runs the server vouches for the library that they name.
    unsafe { Rules::load(path) }.with_context(|| format!("cannot use {}", path.display()))
}

/// The TLS settings, if there are any.
pub(crate) fn tls(settings: &Settings) -> Result<Option<Arc<ServerConfig>>> {
    let Some(files) = &settings.tls else {
        return Ok(None);
    };
    let identity = Identity::from_files(&files.certificate, &files.key)?;
    Ok(Some(service_tls::server_config(identity)?))
}

/// Answers requests until `stop` is ready.
pub(crate) async fn run(
    listener: TcpListener,
    tls: Option<Arc<ServerConfig>>,
    app: App,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let router = router(app);
    match tls {
        None => {
            axum::serve(listener, router)
                .with_graceful_shutdown(stop)
                .await?;
        }
        Some(config) => {
            axum::serve(TlsListener::new(listener, config)?, router)
                .with_graceful_shutdown(stop)
                .await?;
        }
    }
    Ok(())
}
