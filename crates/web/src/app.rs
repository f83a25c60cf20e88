//! The whole: every route behind the table, and around them what happens to each request.

use axum::Router;
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use records::policy::Action;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::openapi::OpenApi;

use crate::api::{self, describe};
use crate::edge::{headers, origin_check, rate, request_id, traditional, watch, words};
use crate::error::WebError;
use crate::guard::{Cell, Guarded};
use crate::health;
use crate::limits::TIME;
use crate::pages;
use crate::state::Web;

/// The program as a web service.
pub struct App {
    /// What answers.
    pub router: Router,
    /// What the API says of itself.
    pub api: OpenApi,
    /// Every way in, with its action.
    pub cells: Vec<Cell>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("cells", &self.cells).finish_non_exhaustive()
    }
}

impl App {
    /// Puts everything together.
    ///
    /// # Errors
    ///
    /// Where the origin is none that a browser sends.
    pub fn new(web: &Web) -> Result<Self, WebError> {
        let routes = Guarded::new(web.clone(), describe::document());
        let routes = api::routes(pages::routes(routes))
            .page("GET", "/health/live", Action::SeeHealth, get(health::live))
            .page("GET", "/health/ready", Action::SeeHealth, get(health::ready));
        let text = routes.described()?;
        let serve = move || {
            let text = text.clone();
            async move { ([("content-type", "application/json")], text) }
        };
        let routes = routes.page("GET", "/api/v1/openapi.json", Action::SeePolicy, get(serve));
        let (router, api, cells) = routes.finish();
        let origin = origin_check::of(&web.settings().origin).map_err(WebError::internal)?;
        // Laid from the inside to the outside.
        let router = router
            .fallback(|| async { WebError::NotFound })
            .layer(from_fn(right_verb))
            .layer(from_fn(in_time))
            .layer(origin)
            .layer(from_fn_with_state(web.clone(), rate::keep_pace))
            .layer(CatchPanicLayer::custom(|_| {
                WebError::internal("a handler panicked").into_response()
            }))
            .layer(from_fn_with_state(web.clone(), words::put_into_words))
            .layer(from_fn_with_state(web.clone(), traditional::render))
            .layer(from_fn_with_state(web.clone(), headers::add))
            .route_layer(from_fn(watch::watch))
            .layer(from_fn_with_state(web.clone(), request_id::give))
            .with_state(web.clone());
        Ok(Self { router, api, cells })
    }
}

/// A verb that an address does not take is told in our words.
async fn right_verb(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if response.status() != StatusCode::METHOD_NOT_ALLOWED {
        return response;
    }
    let mut told = WebError::NoSuchVerb.into_response();
    if let Some(allow) = response.headers().get("allow") {
        told.headers_mut().insert("allow", allow.clone());
    }
    told
}

/// Nobody waits longer than the limit.
async fn in_time(request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    match tokio::time::timeout(TIME, next.run(request)).await {
        Ok(response) => response,
        // A change that was under way may still be stored: its key tells.
        Err(_) if changes => WebError::Unknown.into_response(),
        Err(_) => WebError::TooSlow.into_response(),
    }
}
