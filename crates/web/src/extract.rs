//! What a request carries, read strictly: unknown and doubled fields are refused, and every refusal is told in
//! our own words.

use std::net::{IpAddr, SocketAddr};

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Path, Request};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use law::Lang;
use serde::de::DeserializeOwned;

use crate::error::WebError;
use crate::limits;
use crate::state::Web;
use crate::view::View;

/// The language to answer in: as it was chosen, otherwise Chinese unless English is preferred.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Speaks(pub Lang);

/// The language that a request prefers among ours.
pub(crate) fn preferred_language(headers: &HeaderMap) -> Lang {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let mut best = (Lang::Zh, 0.0);
    for choice in accepted.split(',') {
        let (tag, weight) = match choice.split_once(";q=") {
            Some((tag, weight)) => (tag, weight.trim().parse().unwrap_or(0.0)),
            None => (choice, 1.0),
        };
        let lang = match tag.trim().get(..2).map(str::to_ascii_lowercase).as_deref() {
            Some("zh") => Lang::Zh,
            Some("en") => Lang::En,
            _ => continue,
        };
        if weight > best.1 {
            best = (lang, weight);
        }
    }
    best.0
}

impl FromRequestParts<Web> for Speaks {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, WebError> {
        Ok(Self(View::of(&parts.headers, &web.settings().origin).lang))
    }
}

/// Where a request comes from, as far as trusted proxies say.
pub(crate) fn client(web: &Web, parts: &Parts) -> IpAddr {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::from([127, 0, 0, 1]), |it| it.0.ip());
    // A proxy may add a line of its own behind the one that a client has made up.
    let lines = parts.headers.get_all("x-forwarded-for").into_iter();
    let lines: Vec<&str> = lines.map(|it| it.to_str().unwrap_or_default()).collect();
    web.settings().proxies.client(peer, &lines.join(","))
}

/// The whole body, within the limit.
pub(crate) async fn body(request: Request, limit: usize) -> Result<Bytes, WebError> {
    let limited = http_body_util::Limited::new(request.into_body(), limit);
    let collected =
        tokio::time::timeout(limits::ARRIVAL, http_body_util::BodyExt::collect(limited));
    match collected.await {
        Err(_) => Err(WebError::TooSlow),
        Ok(Ok(whole)) => Ok(whole.to_bytes()),
        Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => {
            Err(WebError::TooLarge { limit })
        }
        Ok(Err(_)) => Err(WebError::Malformed {
            zh: "请求没有传完".to_owned(),
            en: "the request broke off".to_owned(),
        }),
    }
}

/// A JSON body.
#[derive(Debug)]
pub(crate) struct Data<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Web> for Data<T> {
    type Rejection = WebError;

    async fn from_request(request: Request, _web: &Web) -> Result<Self, WebError> {
        require_type(request.headers(), "application/json")?;
        let bytes = body(request, limits::BODY).await?;
        let read = serde_json::from_slice(&bytes);
        read.map(Self).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => {
                let en = error.to_string();
                WebError::Invalid(vec![crate::error::FieldFault {
                    field: "body".to_owned(),
                    zh: format!("内容不合要求：{en}"),
                    en,
                }])
            }
            _ => WebError::Malformed {
                zh: format!("不是合格的 JSON：{error}"),
                en: format!("this is no JSON: {error}"),
            },
        })
    }
}

/// A form.
#[derive(Debug)]
pub(crate) struct Fields<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Web> for Fields<T> {
    type Rejection = WebError;

    async fn from_request(request: Request, _web: &Web) -> Result<Self, WebError> {
        require_type(request.headers(), "application/x-www-form-urlencoded")?;
        let bytes = body(request, limits::BODY).await?;
        serde_urlencoded::from_bytes(&bytes)
            .map(Self)
            .map_err(|error| not_understood("表单", &error))
    }
}

/// A form with a file in it, as browsers send one.
#[derive(Debug)]
pub(crate) struct Upload {
    pub(crate) fields: Vec<(String, String)>,
    /// The file, where one was chosen.
    pub(crate) file: Option<Vec<u8>>,
}

impl FromRequest<Web> for Upload {
    type Rejection = WebError;

    async fn from_request(request: Request, _web: &Web) -> Result<Self, WebError> {
        require_type(request.headers(), "multipart/form-data")?;
        let kind = request.headers().get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
        let boundary = multer::parse_boundary(kind.unwrap_or_default()).map_err(|_| torn())?;
        let whole = Body::from(body(request, limits::UPLOAD).await?);
        let mut parts = multer::Multipart::new(whole.into_data_stream(), boundary);
        let mut upload = Self { fields: Vec::new(), file: None };
        while let Some(part) = parts.next_field().await.map_err(|_| torn())? {
            let name = part.name().unwrap_or_default().to_owned();
            if part.file_name().is_some() {
                let bytes = part.bytes().await.map_err(|_| torn())?;
                upload.file = Some(bytes.to_vec()).filter(|it| !it.is_empty());
            } else {
                upload.fields.push((name, part.text().await.map_err(|_| torn())?));
            }
        }
        Ok(upload)
    }
}

fn torn() -> WebError {
    WebError::Malformed {
        zh: "上传的内容无法识别，请重新选择文件".to_owned(),
        en: "what was sent cannot be read; choose the file again".to_owned(),
    }
}

/// The query of an address.
#[derive(Debug)]
pub(crate) struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Web> for Params<T> {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _web: &Web) -> Result<Self, WebError> {
        let query = parts.uri.query().unwrap_or_default();
        serde_urlencoded::from_str(query)
            .map(Self)
            .map_err(|error| not_understood("查询参数", &error))
    }
}

/// The variables of a path. What is no id is not there.
#[derive(Debug)]
pub(crate) struct At<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Web> for At<T> {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, WebError> {
        let found = Path::<T>::from_request_parts(parts, web).await;
        found.map(|Path(it)| Self(it)).map_err(|error| match error.status() {
            StatusCode::INTERNAL_SERVER_ERROR => WebError::internal(error),
            _ => WebError::NotFound,
        })
    }
}

fn require_type(headers: &HeaderMap, wanted: &str) -> Result<(), WebError> {
    let given = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(wanted) {
        return Ok(());
    }
    Err(WebError::Malformed {
        zh: format!("内容类型应当是 {wanted}"),
        en: format!("the content type should be {wanted}"),
    })
}

fn not_understood(what: &str, error: &serde_urlencoded::de::Error) -> WebError {
    WebError::Malformed { zh: format!("{what}无法识别：{error}"), en: error.to_string() }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn chinese_unless_english_is_preferred() {
        let prefers = |text: &str| {
            let mut headers = HeaderMap::new();
            let value = HeaderValue::from_bytes(text.as_bytes()).expect("a header");
            headers.insert(ACCEPT_LANGUAGE, value);
            preferred_language(&headers)
        };
        assert_eq!(preferred_language(&HeaderMap::new()), Lang::Zh);
        assert_eq!(prefers("en-GB,en;q=0.9"), Lang::En);
        assert_eq!(prefers("zh-CN,zh;q=0.9,en;q=0.8"), Lang::Zh);
        assert_eq!(prefers("fr,en;q=0.3"), Lang::En);
        assert_eq!(prefers("de, *;q=0.1"), Lang::Zh);
        assert_eq!(prefers("中, en;q=x"), Lang::Zh);
    }
}
