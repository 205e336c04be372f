use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use service_model::InvalidSku;
use service_store::StoreError;
use tokio::task::JoinError;
use tracing::error;

/// A request that cannot be answered as it was meant.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// The address has something in it that is not a part code.
    #[error(transparent)]
    Sku(#[from] InvalidSku),
    /// The store cannot do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The work was given up.
    #[error("the work was given up")]
    GivenUp(#[from] JoinError),
}

#[derive(Serialize)]
struct Problem {
    error: String,
}

impl ApiError {
    fn status(&self) -> StatusCode {
        match self {
            Self::Sku(_) => StatusCode::BAD_REQUEST,
            Self::Store(StoreError::NoSuchPart(_)) => StatusCode::NOT_FOUND,
            Self::Store(
                StoreError::AlreadyThere(_) | StoreError::NotEnough(_) | StoreError::Refused(_),
            ) => StatusCode::CONFLICT,
            Self::Store(_) | Self::GivenUp(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = self.status();
        // What went wrong inside is for the log, not for clients.
        let error = if status.is_server_error() {
            error!(error = ?self, "request failed");
            "the service has a problem".to_owned()
        } else {
            self.to_string()
        };
        (status, Json(Problem { error })).into_response()
    }
}
