//! Registering routes.

use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use records::policy::{Action, Denial, Principal, might};
use utoipa::openapi::{OpenApi, PathItem};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use super::asking::{Asking, identify};
use super::permit::Permit;
use crate::api::describe;
use crate::error::WebError;
use crate::state::Web;

/// One way in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The verb.
    pub method: &'static str,
    /// The path, with names of its variables.
    pub path: String,
    /// What is done there.
    pub action: Action,
}

/// Routes, each with its action.
pub struct Guarded {
    web: Web,
    router: OpenApiRouter<Web>,
    cells: Vec<Cell>,
}

impl Guarded {
    /// No routes yet.
    pub(crate) fn new(web: Web, api: OpenApi) -> Self {
        Self { web, router: OpenApiRouter::with_openapi(api), cells: Vec::new() }
    }

    /// A page: what is read there and what is sent there.
    pub(crate) fn page(
        mut self,
        method: &'static str,
        path: &str,
        action: Action,
        handler: MethodRouter<Web>,
    ) -> Self {
        self.cells.push(Cell { method, path: path.to_owned(), action });
        let handler = self.guard(action, handler);
        self.router = self.router.route(path, handler);
        self
    }

    /// A call of the API, described where it is written.
    pub(crate) fn api(mut self, action: Action, routes: UtoipaMethodRouter<Web>) -> Self {
        let (schemas, mut paths, handler) = routes;
        for (path, item) in &mut paths.paths {
            for (method, operation) in operations(item) {
                describe::guarded(operation, action);
                self.cells.push(Cell { method, path: path.clone(), action });
            }
        }
        let handler = self.guard(action, handler);
        self.router = self.router.routes((schemas, paths, handler));
        self
    }

    /// What the API says of itself, as text.
    pub(crate) fn described(&self) -> Result<String, WebError> {
        self.router.get_openapi().to_json().map_err(WebError::internal)
    }

    /// The routes, what they are in OpenAPI, and every way in.
    pub(crate) fn finish(self) -> (axum::Router<Web>, OpenApi, Vec<Cell>) {
        let (router, api) = self.router.split_for_parts();
        (router, api, self.cells)
    }

    fn guard(&self, action: Action, handler: MethodRouter<Web>) -> MethodRouter<Web> {
        // A verb that is not taken is told to anybody.
        handler.route_layer(from_fn_with_state((self.web.clone(), action), admit))
    }
}

fn operations(
    item: &mut PathItem,
) -> impl Iterator<Item = (&'static str, &mut utoipa::openapi::path::Operation)> {
    [
        ("GET", &mut item.get),
        ("POST", &mut item.post),
        ("PUT", &mut item.put),
        ("DELETE", &mut item.delete),
        ("PATCH", &mut item.patch),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// Lets in whoever may do this to anything at all.
async fn admit(
    State((web, action)): State<(Web, Action)>,
    mut request: Request,
    next: Next,
) -> Response {
    let asking = match identify(&web, request.uri().path(), request.headers()).await {
        Ok(asking) => asking,
        Err(error) => return error.into_response(),
    };
    if let Err(error) = admitted(&asking, action) {
        return error.into_response();
    }
    request.extensions_mut().insert(Permit::new(action, asking));
    next.run(request).await
}

fn admitted(asking: &Asking, action: Action) -> Result<(), WebError> {
    if might(&asking.principal, action) {
        return Ok(());
    }
    match &asking.principal {
        Principal::Anyone => Err(WebError::NotSignedIn),
        Principal::Member { scopes: Some(scopes), .. } if !scopes.contains(&action) => {
            Err(WebError::Denied(Denial::OutOfScope))
        }
        _ => Err(WebError::Denied(Denial::NotInTable)),
    }
}
