//! A call that changes something: who calls, that nobody else made them, and by which key it is known when it
//! comes twice.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use store::Key;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::error::WebError;
use crate::guard::Permit;
use crate::state::Web;
use crate::visit::Visit;

/// The longest key.
const LONGEST_KEY: usize = 100;

/// Whoever calls to change something.
#[derive(Debug)]
pub(crate) struct Caller {
    key: String,
    by: String,
}

impl Caller {
    /// The key of this call among all that this caller made for this purpose.
    pub(crate) fn key(
        &self,
        purpose: &str,
        asked: &impl serde::Serialize,
    ) -> Result<Key, WebError> {
        let asked = serde_json::to_vec(asked).map_err(WebError::internal)?;
        Ok(self.key_of_bytes(purpose, &asked))
    }

    /// A secret that this call gives out, made again when the call is repeated, and by no other call.
    pub(crate) fn code(&self, web: &Web, purpose: &str, id: Uuid) -> Zeroizing<[u8; 32]> {
        web.secrets().code(&[purpose, &id.to_string(), &self.by, &self.key])
    }

    /// The same where bytes are sent.
    pub(crate) fn key_of_bytes(&self, purpose: &str, asked: &[u8]) -> Key {
        Key::new(&format!("{purpose} {}", self.by), &self.key, asked)
    }
}

impl FromRequestParts<Web> for Caller {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, WebError> {
        let permit = <Permit as FromRequestParts<Web>>::from_request_parts(parts, web).await?;
        if permit.session().is_some() {
            // A browser sends its cookie whoever made it; only pages of ours have the token.
            Visit::from_request_parts(parts, web).await?.require_header(web)?;
        }
        let given = parts.headers.get("idempotency-key").and_then(|it| it.to_str().ok());
        let key = given.filter(|it| (1..=LONGEST_KEY).contains(&it.len())).ok_or_else(|| {
            WebError::Malformed {
                zh: "缺少 Idempotency-Key：请为每次提交生成一个新的标识（1 至 100 个字符），重试时使用同一个".to_owned(),
                en: "the header Idempotency-Key is missing: make a new one of 1 to 100 characters for each call, and use the same when trying again".to_owned(),
            }
        })?;
        Ok(Self { key: key.to_owned(), by: permit.account()?.to_string() })
    }
}
