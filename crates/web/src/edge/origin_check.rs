//! What changes something must come from our own pages: Origin and Sec-Fetch-Site are compared with the
//! configured origin (the layer of tower-http). The token of the form is compared where the form is read.

use axum::body::Body;
use axum::http::Response;
use axum::response::IntoResponse;
use tower_http::csrf::{ConfigError, CsrfLayer, ProtectionError};

use crate::error::WebError;
use crate::origin::Origin;

pub(crate) type OriginCheck = CsrfLayer<fn(ProtectionError) -> Response<Body>>;

/// The layer for an origin.
pub(crate) fn of(origin: &Origin) -> Result<OriginCheck, ConfigError> {
    let refuse: fn(ProtectionError) -> Response<Body> = |_| WebError::ForeignForm.into_response();
    Ok(CsrfLayer::new().add_trusted_origin(origin.url())?.with_rejection_response(refuse))
}
