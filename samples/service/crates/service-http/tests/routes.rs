//! Sends requests to the routes, without a network.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use service_http::{App, Moved, router};
use service_receipt::Signer;
use service_rules::Rules;
use service_store::Store;
use tower::ServiceExt;

const SECRET: &[u8] = b"a secret of enough bytes";

fn service() -> Router {
    router(App::new(
        Store::in_memory().unwrap(),
        Rules::none(),
        Signer::new(SECRET).unwrap(),
        "https://stock.example/api".parse().unwrap(),
    ))
}

async fn get(service: &Router, path: &str) -> Response<Body> {
    let request = Request::get(path).body(Body::empty()).unwrap();
    service.clone().oneshot(request).await.unwrap()
}

async fn post(service: &Router, path: &str, body: Value) -> Response<Body> {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    service.clone().oneshot(request).await.unwrap()
}

async fn json(response: Response<Body>) -> Value {
    let body = response.into_body().collect().await.unwrap().to_bytes();
    serde_json::from_slice(&body).unwrap()
}

fn ferrule() -> Value {
    json!({ "sku": "BRS-0042", "name": "Brass ferrule", "quantity": 10 })
}

#[tokio::test]
async fn health_counts_the_parts() {
    let service = service();
    let response = get(&service, "/health").await;
    assert!(response.headers().contains_key("x-request-id"));
    assert_eq!(json(response).await, json!({ "status": "ok", "parts": 0 }));

    post(&service, "/parts", ferrule()).await;
    let health = json(get(&service, "/health").await).await;
    assert_eq!(health["parts"], 1);
}

#[tokio::test]
async fn a_part_is_added_and_found() {
    let service = service();
    let response = post(&service, "/parts", ferrule()).await;
    assert_eq!(response.status(), StatusCode::CREATED);
    assert_eq!(
        response.headers()[header::LOCATION],
        "https://stock.example/api/parts/BRS-0042"
    );

    assert_eq!(
        json(get(&service, "/parts/BRS-0042").await).await,
        ferrule()
    );
    assert_eq!(
        json(get(&service, "/parts").await).await,
        json!([ferrule()])
    );

    let again = post(&service, "/parts", ferrule()).await;
    assert_eq!(again.status(), StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_movement_has_a_receipt() {
    let service = service();
    post(&service, "/parts", ferrule()).await;

    let path = "/parts/BRS-0042/movements";
    let response = post(&service, path, json!({ "delta": -4, "reason": "order 1" })).await;
    assert_eq!(response.status(), StatusCode::OK);
    let moved: Moved = serde_json::from_value(json(response).await).unwrap();
    assert!(moved.message.starts_with("1 -4 of BRS-0042 ("));
    Signer::new(SECRET)
        .unwrap()
        .verify(moved.message.as_bytes(), &moved.receipt)
        .unwrap();

    let part = json(get(&service, "/parts/BRS-0042").await).await;
    assert_eq!(part["quantity"], 6);
    let movements = json(get(&service, &format!("{path}?limit=5")).await).await;
    assert_eq!(movements, json!([moved.movement]));
}

#[tokio::test]
async fn problems_have_a_status_and_a_text() {
    let service = service();
    post(&service, "/parts", ferrule()).await;

    let response = get(&service, "/parts/ring").await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);

    let response = get(&service, "/parts/BRS-9999").await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert_eq!(
        json(response).await,
        json!({ "error": "there is no part BRS-9999" })
    );

    let order = json!({ "delta": -11, "reason": "order 1" });
    let response = post(&service, "/parts/BRS-0042/movements", order).await;
    assert_eq!(response.status(), StatusCode::CONFLICT);
}

#[cfg(feature = "compression")]
#[tokio::test]
async fn long_answers_are_compressed() {
    let service = service();
    post(&service, "/parts", ferrule()).await;

    let request = Request::get("/parts")
        .header(header::ACCEPT_ENCODING, "gzip")
        .body(Body::empty())
        .unwrap();
    let response = service.oneshot(request).await.unwrap();
    assert_eq!(response.headers()[header::CONTENT_ENCODING], "gzip");
}
