//! A number for each request, so that what a person reads aloud is found in the log. What a client calls its
//! request is not taken over.

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;

use crate::state::Web;

/// The header of an answer that holds it.
pub(crate) const HEADER: &str = "x-request-id";

/// The number of a request.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub String);

pub(crate) async fn give(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let id = hex::encode(web.store().edge().bytes::<8>());
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::try_from(id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}
