//! The only way from this crate to the network: no redirects, ten seconds, a bounded answer.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http};
use thiserror::Error;
use url::Url;

use super::settings::UnusableSettings;
use crate::address::is_trusted;

/// How long one call may take, from resolving the name to the last byte.
const PATIENCE: Duration = Duration::from_secs(10);

/// The largest answer that is read; keys and tokens of real providers take a tenth.
const LARGEST_ANSWER: usize = 256 * 1024;

pub(super) struct Door {
    client: reqwest::Client,
    plain: bool,
}

/// Why a call failed.
#[derive(Debug, Error)]
pub enum CallError {
    /// The provider wants us to talk where others can listen.
    #[error("an address of the provider is not encrypted")]
    NotEncrypted,
    /// No connection, no answer, no valid certificate.
    #[error("the call failed")]
    Http(#[from] reqwest::Error),
    /// An answer without end.
    #[error("the answer is larger than {} KiB", LARGEST_ANSWER / 1024)]
    TooLarge,
    /// What came back is no HTTP.
    #[error("the answer makes no sense")]
    Malformed(#[from] http::Error),
}

impl Door {
    pub(super) fn new(http: reqwest::ClientBuilder, plain: bool) -> Result<Self, UnusableSettings> {
        let client = http
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            .https_only(!plain)
            .referer(false)
            .build()
            .map_err(UnusableSettings::Http)?;
        Ok(Self { client, plain })
    }

    pub(super) fn admits(&self, url: &Url) -> bool {
        is_trusted(url, self.plain)
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, CallError> {
        let request = reqwest::Request::try_from(request)?;
        if !self.admits(request.url()) {
            return Err(CallError::NotEncrypted);
        }
        let mut response = self.client.execute(request).await?;
        let mut answer = http::Response::builder().status(response.status());
        if let Some(headers) = answer.headers_mut() {
            headers.clone_from(response.headers());
        }
        let mut body = Vec::new();
        // What the headers say of the length is not believed.
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > LARGEST_ANSWER {
                return Err(CallError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(answer.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Door {
    type Error = CallError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, CallError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
