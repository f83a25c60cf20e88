//! Whoever changes something: who they are, that nobody else made them, and by which key it is known when it
//! comes twice. A call of the API carries its key as a header, a form of ours as a hidden field.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use store::Key;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::error::WebError;
use crate::extract::{Fields, Upload};
use crate::guard::Permit;
use crate::state::Web;
use crate::visit::Visit;

/// The longest key.
const LONGEST_KEY: usize = 100;

/// Whoever calls to change something.
#[derive(Debug, Clone)]
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

    fn of(key: &str, permit: &Permit) -> Result<Option<Self>, WebError> {
        let by = permit.account()?.to_string();
        let fits = (1..=LONGEST_KEY).contains(&key.len());
        Ok(fits.then(|| Self { key: key.to_owned(), by }))
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
        Self::of(given.unwrap_or_default(), &permit)?.ok_or_else(|| {
            WebError::Malformed {
                zh: "缺少 Idempotency-Key：请为每次提交生成一个新的标识（1 至 100 个字符），重试时使用同一个".to_owned(),
                en: "the header Idempotency-Key is missing: make a new one of 1 to 100 characters for each call, and use the same when trying again".to_owned(),
            }
        })
    }
}

/// A form of ours that came back: from whom it was given to, under the key it was given with.
#[derive(Debug)]
pub(crate) struct Filled {
    pub(crate) caller: Caller,
    values: BTreeMap<String, String>,
}

impl Filled {
    /// What was typed into a field, without spaces around it; nothing where there is no such field.
    pub(crate) fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |it| it.trim())
    }

    /// The same where a field may stay empty.
    pub(crate) fn given(&self, name: &str) -> Option<&str> {
        Some(self.value(name)).filter(|it| !it.is_empty())
    }

    /// Whether a box was ticked.
    pub(crate) fn is_ticked(&self, name: &str) -> bool {
        self.value(name) == "yes"
    }

    /// Everything that was typed, the key included, so that the form can be shown again.
    pub(crate) fn values(&self) -> &BTreeMap<String, String> {
        &self.values
    }

    /// Takes values as a form of ours, if they are one.
    pub(crate) fn of(
        web: &Web,
        permit: &Permit,
        visit: &Visit,
        pairs: Vec<(String, String)>,
    ) -> Result<Self, WebError> {
        let mut values = BTreeMap::new();
        for (name, value) in pairs {
            if values.insert(name.clone(), value).is_some() {
                return Err(WebError::Malformed {
                    zh: format!("表单中 {name} 重复"),
                    en: format!("the form has {name} twice"),
                });
            }
        }
        visit.require(web, &values.remove("form_token").unwrap_or_default())?;
        let key = values.get("key").map_or("", String::as_str);
        let caller = Caller::of(key, permit)?.ok_or_else(|| WebError::Malformed {
            zh: "表单不完整，请重新打开页面再填".to_owned(),
            en: "the form is not complete; open the page anew".to_owned(),
        })?;
        Ok(Self { caller, values })
    }
}

impl FromRequest<Web> for Filled {
    type Rejection = WebError;

    async fn from_request(request: Request, web: &Web) -> Result<Self, WebError> {
        let (mut parts, body) = request.into_parts();
        let permit = <Permit as FromRequestParts<Web>>::from_request_parts(&mut parts, web).await?;
        let visit = Visit::from_request_parts(&mut parts, web).await?;
        let request = Request::from_parts(parts, body);
        let Fields(pairs) = Fields::<Vec<(String, String)>>::from_request(request, web).await?;
        Self::of(web, &permit, &visit, pairs)
    }
}

/// A form of ours with a file: one that was chosen, or one that came along from the page before.
#[derive(Debug)]
pub(crate) struct FilledWithFile {
    pub(crate) filled: Filled,
    pub(crate) file: Vec<u8>,
}

impl FromRequest<Web> for FilledWithFile {
    type Rejection = WebError;

    async fn from_request(request: Request, web: &Web) -> Result<Self, WebError> {
        let (mut parts, body) = request.into_parts();
        let permit = <Permit as FromRequestParts<Web>>::from_request_parts(&mut parts, web).await?;
        let visit = Visit::from_request_parts(&mut parts, web).await?;
        let request = Request::from_parts(parts, body);
        let Upload { mut fields, file } = Upload::from_request(request, web).await?;
        let along = fields.iter().position(|(name, _)| name == "file64");
        let along = along.map(|it| fields.swap_remove(it).1);
        let filled = Filled::of(web, &permit, &visit, fields)?;
        let along = along.and_then(|it| BASE64.decode(it).ok());
        Ok(Self { filled, file: file.or(along).unwrap_or_default() })
    }
}
