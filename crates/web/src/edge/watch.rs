//! One line of the log and two figures for each request: what was asked by its route, never by its path, and
//! nothing about who asked.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use super::request_id::RequestId;

pub(crate) async fn watch(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().as_str().to_owned();
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("unmatched", MatchedPath::as_str).to_owned();
    let id = request.extensions().get::<RequestId>().map(|it| it.0.clone()).unwrap_or_default();
    let span = tracing::info_span!("request", id, method, route);
    let response = next.run(request).instrument(span.clone()).await;
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    span.in_scope(|| {
        tracing::info!(
            status,
            micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
            "answered"
        );
    });
    let labels = [("method", method), ("route", route), ("status", status.to_string())];
    metrics::counter!("gongkai_requests_total", &labels).increment(1);
    metrics::histogram!("gongkai_request_seconds", &labels[..2]).record(took.as_secs_f64());
    response
}
