use std::time::Duration;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use service_model::{Movement, NewMovement, Part, Sku};
use time::OffsetDateTime;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::{ApiError, App};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const TIMEOUT: Duration = Duration::from_secs(10);

/// The answer to `GET /health`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// Always `ok`; a service that is not well does not answer.
    pub status: String,
    /// How many kinds of parts there are.
    pub parts: u32,
}

/// The answer to a movement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// What was moved.
    pub movement: Movement,
    /// The movement as the text that the receipt belongs to.
    pub message: String,
    /// Shows that the service made the message.
    pub receipt: String,
}

#[derive(Deserialize)]
struct Page {
    #[serde(default = "Page::default_limit")]
    limit: u32,
}

impl Page {
    fn default_limit() -> u32 {
        20
    }
}

/// The routes of the service.
pub fn router(app: App) -> Router {
    let routes = Router::new()
        .route("/health", get(health))
        .route("/parts", get(parts).post(add_part))
        .route("/parts/{sku}", get(part))
        .route("/parts/{sku}/movements", get(movements).post(move_stock))
        .with_state(app);
    compressed(routes)
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            TIMEOUT,
        ))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(TraceLayer::new_for_http())
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
}

#[cfg(feature = "compression")]
fn compressed(routes: Router) -> Router {
    routes.layer(tower_http::compression::CompressionLayer::new())
}

#[cfg(not(feature = "compression"))]
fn compressed(routes: Router) -> Router {
    routes
}

async fn health(State(app): State<App>) -> Result<Json<Health>, ApiError> {
    let parts = app.with_store(|store, _| store.count()).await?;
    let status = "ok".to_owned();
    Ok(Json(Health { status, parts }))
}

async fn parts(State(app): State<App>) -> Result<Json<Vec<Part>>, ApiError> {
    Ok(Json(app.with_store(|store, _| store.parts()).await?))
}

async fn part(State(app): State<App>, Path(sku): Path<String>) -> Result<Json<Part>, ApiError> {
    let sku: Sku = sku.try_into()?;
    Ok(Json(
        app.with_store(move |store, _| store.part(&sku)).await?,
    ))
}

async fn add_part(
    State(app): State<App>,
    Json(part): Json<Part>,
) -> Result<impl IntoResponse, ApiError> {
    let mut location = app.inner.public_url.clone();
    if let Ok(mut path) = location.path_segments_mut() {
        path.pop_if_empty().extend(["parts", part.sku.as_str()]);
    }
    let part = app
        .with_store(move |store, _| store.add(&part).map(|()| part))
        .await?;
    Ok((
        StatusCode::CREATED,
        [(header::LOCATION, String::from(location))],
        Json(part),
    ))
}

async fn movements(
    State(app): State<App>,
    Path(sku): Path<String>,
    Query(page): Query<Page>,
) -> Result<Json<Vec<Movement>>, ApiError> {
    let sku: Sku = sku.try_into()?;
    let movements = app
        .with_store(move |store, _| store.movements(&sku, page.limit))
        .await?;
    Ok(Json(movements))
}

async fn move_stock(
    State(app): State<App>,
    Path(sku): Path<String>,
    Json(new): Json<NewMovement>,
) -> Result<Json<Moved>, ApiError> {
    let sku: Sku = sku.try_into()?;
    let now = OffsetDateTime::now_utc();
    let movement = app
        .with_store(move |store, rules| {
            store.record(&sku, &new, now, |part| rules.check(part, new.delta))
        })
        .await?;

    let message = format!(
        "{} {:+} of {} ({:08x})",
        movement.id, movement.delta, movement.sku, movement.checksum
    );
    let receipt = app.inner.signer.sign(message.as_bytes());
    Ok(Json(Moved {
        movement,
        message,
        receipt,
    }))
}
