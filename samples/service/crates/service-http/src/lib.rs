//! The HTTP interface.
//!
//! | Request | Answer |
//! | --- | --- |
//! | `GET /health` | whether the service works |
//! | `GET /parts` | every part |
//! | `POST /parts` | adds a part |
//! | `GET /parts/{sku}` | one part |
//! | `GET /parts/{sku}/movements?limit=20` | the last movements of a part |
//! | `POST /parts/{sku}/movements` | moves stock; answers with a signed receipt |

mod error;
mod routes;
mod tls;

use std::sync::Arc;

use parking_lot::Mutex;
use service_receipt::Signer;
use service_rules::Rules;
use service_store::{Store, StoreError};
use url::Url;

pub use error::ApiError;
pub use routes::{Health, Moved, router};
pub use tls::TlsListener;

/// What the routes work with. A clone shares everything with the original.
#[derive(Clone, Debug)]
pub struct App {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: Mutex<Store>,
    rules: Rules,
    signer: Signer,
    public_url: Url,
}

impl App {
    /// Puts the service together. `public_url` is where clients reach it.
    pub fn new(store: Store, rules: Rules, signer: Signer, public_url: Url) -> Self {
        Self {
            inner: Arc::new(Inner {
                store: Mutex::new(store),
                rules,
                signer,
                public_url,
            }),
        }
    }

    /// Works with the store on a thread that may wait for the disk.
    async fn with_store<T, F>(&self, work: F) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Store, &Rules) -> Result<T, StoreError> + Send + 'static,
    {
        let inner = Arc::clone(&self.inner);
        let work = move || work(&mut inner.store.lock(), &inner.rules);
        let answer = tokio::task::spawn_blocking(work).await?;
        Ok(answer?)
    }
}
