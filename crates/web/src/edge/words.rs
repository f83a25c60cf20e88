//! Puts what failed into words: a page for a browser, a problem (RFC 9457) for a program, in the language that
//! was asked for.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use law::Lang;
use records::policy::Denial;
use serde::Serialize;
use utoipa::ToSchema;

use super::request_id::RequestId;
use crate::error::{Failed, WebError};
use crate::pages::failure_page;
use crate::state::Web;
use crate::view::View;

/// What failed, for programs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// The status of the answer.
    #[schema(example = 422)]
    pub status: u16,
    /// What happened, in a few words.
    #[schema(example = "填写有误")]
    pub title: String,
    /// What happened and what to do, in a sentence.
    pub detail: String,
    /// Which values cannot be, where some cannot.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<ProblemField>,
    /// The number to tell when asking for help.
    pub request_id: String,
}

/// A value that cannot be.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProblemField {
    /// The field.
    pub field: String,
    /// What is wrong with it.
    pub detail: String,
}

pub(crate) async fn put_into_words(
    State(web): State<Web>,
    request: Request,
    next: Next,
) -> Response {
    let asked = RequestPlace::of(&request, &web);
    let response = next.run(request).await;
    let failed = response.extensions().get::<Failed>().map(|it| Arc::clone(&it.0));
    match failed {
        Some(error) => worded(&web, &asked, &error, response.headers()),
        None => response,
    }
}

/// What is known of a request without its handler.
pub(crate) struct RequestPlace {
    /// How pages are wanted.
    pub view: View,
    method: Method,
    /// The page.
    pub path: String,
    /// The number of the request.
    pub id: String,
    by_program: bool,
}

impl RequestPlace {
    fn of(request: &Request, web: &Web) -> Self {
        let path = request.uri().path().to_owned();
        let accept = request.headers().get("accept").and_then(|it| it.to_str().ok());
        let wants_json = accept.is_some_and(|it| it.starts_with("application/json"));
        Self {
            view: View::of(request.headers(), &web.settings().origin),
            method: request.method().clone(),
            by_program: path.starts_with("/api/") || wants_json,
            path,
            id: request.extensions().get::<RequestId>().map(|it| it.0.clone()).unwrap_or_default(),
        }
    }
}

fn worded(web: &Web, asked: &RequestPlace, error: &WebError, kept: &HeaderMap) -> Response {
    let to_sign_in = matches!(error, WebError::NotSignedIn) && !asked.by_program;
    let mut response = if to_sign_in && matches!(asked.method, Method::GET | Method::HEAD) {
        // Only the path comes along, and only one of ours is followed afterwards.
        let to: String = url::form_urlencoded::byte_serialize(asked.path.as_bytes()).collect();
        (StatusCode::SEE_OTHER, [(LOCATION, format!("/sign-in?to={to}"))]).into_response()
    } else if asked.by_program {
        problem(asked, error)
    } else {
        let page = failure_page(web, asked, error);
        (error.status(), Html(page)).into_response()
    };
    let headers = response.headers_mut();
    for name in ["allow", "set-cookie"] {
        for value in kept.get_all(name) {
            headers.append(name, value.clone());
        }
    }
    match error {
        WebError::TooMany { wait } => {
            headers.insert(RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
        }
        WebError::Unavailable | WebError::Unknown => {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("60"));
        }
        WebError::NotSignedIn if asked.by_program => {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        _ => {}
    }
    response
}

fn problem(asked: &RequestPlace, error: &WebError) -> Response {
    let (title, detail) = sentences(error, asked.view.lang);
    let fields = match error {
        WebError::Invalid(faults) => faults.as_slice(),
        _ => &[],
    };
    let told = Problem {
        status: error.status().as_u16(),
        title: title.to_owned(),
        detail,
        fields: fields
            .iter()
            .map(|it| ProblemField {
                field: it.field.clone(),
                detail: asked.view.lang.pick(&it.zh, &it.en).clone(),
            })
            .collect(),
        request_id: asked.id.clone(),
    };
    let body = serde_json::to_string(&told).unwrap_or_default();
    (error.status(), [(CONTENT_TYPE, "application/problem+json")], Body::from(body)).into_response()
}

/// What happened in a few words, and in a sentence with what to do.
pub(crate) fn sentences(error: &WebError, lang: Lang) -> (&'static str, String) {
    let (zh, en) = match error {
        WebError::NotSignedIn => (
            ("请先登录", "这里的内容需要登录后才能办理。"),
            ("Sign in first", "Somebody has to be signed in for this."),
        ),
        WebError::Denied(Denial::Oneself) => (
            ("不能办理本人事项", "任何人不能审批、变更本人的权限，请由另一位管理员办理。"),
            (
                "Not about yourself",
                "Nobody approves a change of their own rights; ask another administrator.",
            ),
        ),
        WebError::Denied(Denial::Administrator) => (
            (
                "三员的登录方式不在这里办理",
                "系统、安全、审计三员必须是三个人：谁也不能重置另一位管理员的登录方式或者以其名义签发令牌。请在服务器上用 gongkai user reset 办理。",
            ),
            (
                "Not for an administrator",
                "The three administrators are three people: nobody resets another's sign-in or issues a token in their name. It is done on the server, with `gongkai user reset`.",
            ),
        ),
        WebError::Denied(Denial::Drafter) => (
            (
                "起草人不能审核或发布",
                "起草与审核、发布须由不同的人负责（《政府信息公开条例》第十七条），请交另一位同事办理。",
            ),
            (
                "Not what you drafted",
                "Whoever drafts does not review or release (Article 17); hand it to a colleague.",
            ),
        ),
        WebError::Denied(Denial::OutOfScope) => (
            ("令牌没有这项授权", "这个接口令牌签发时没有包括这项操作，请由安全管理员另行签发。"),
            (
                "Outside the token's scopes",
                "The token was not issued for this; ask the security administrator for another.",
            ),
        ),
        WebError::Denied(Denial::NotInTable) => (
            (
                "没有这项权限",
                "您的角色不包括这项操作。权限表写明了谁可以办理，需要时请联系安全管理员。",
            ),
            (
                "Not in your roles",
                "None of your roles includes this. The table of permissions says whose does.",
            ),
        ),
        WebError::ForeignForm => (
            ("表单已经失效", "为防止他人冒用，这次提交没有接收。请返回重新打开页面，再提交一次。"),
            (
                "The form is no longer valid",
                "For your protection nothing was accepted. Open the page anew and submit again.",
            ),
        ),
        WebError::NotFound => (
            ("没有找到", "没有这一页或者这条记录。请核对地址，或者从首页查找。"),
            (
                "Not found",
                "There is no such page or record. Check the address, or start from the front page.",
            ),
        ),
        WebError::NoSuchVerb => (
            ("不能这样访问", "这个地址不接受这种请求方式。"),
            ("Not in this way", "This address does not take requests of this kind."),
        ),
        WebError::Malformed { zh, en } => {
            return (lang.pick("请求无法识别", "Not understood"), lang.pick(zh, en).clone());
        }
        WebError::Invalid(faults) => {
            let told: Vec<&str> =
                faults.iter().map(|it| lang.pick(it.zh.as_str(), &it.en)).collect();
            return (
                lang.pick("填写有误", "Some of it cannot be"),
                told.join(lang.pick("；", "; ")),
            );
        }
        WebError::Conflict { zh, en } => {
            return (lang.pick("没有办理", "Not done"), lang.pick(zh, en).clone());
        }
        WebError::TooLarge { limit } => {
            let kilobytes = limit / 1024;
            return (
                lang.pick("内容太大", "Too large"),
                lang.pick(
                    format!("一次最多接收 {kilobytes} KB，这次没有接收。"),
                    format!("At most {kilobytes} KB are taken at once; nothing was accepted."),
                ),
            );
        }
        WebError::TooSlow => (
            ("超时", "15 秒内没有完成，这次没有接收，请重试。"),
            ("Too slow", "It was not done within 15 seconds; nothing was accepted, try again."),
        ),
        WebError::TooMany { wait } => {
            let seconds = wait.as_secs().max(1);
            return (
                lang.pick("请稍候再试", "Too many at once"),
                lang.pick(
                    format!("同一网络的访问过于频繁，请 {seconds} 秒后再试；您填写的内容没有丢失，返回即可重新提交。"),
                    format!("Too much came from one network; try again in {seconds} seconds."),
                ),
            );
        }
        WebError::Unavailable => (
            (
                "暂时不能办理",
                "系统暂时无法保存，这次没有接收。请稍后重试，或者通过电话、信函、当面等其他方式办理。",
            ),
            (
                "Not now",
                "Nothing can be stored for the moment, and nothing was accepted. Try again later, or by telephone, letter or in person.",
            ),
        ),
        WebError::Unknown => (
            ("不能确定是否已经保存", "请用同一个表单再提交一次：已经保存的不会重复。"),
            (
                "Not known whether it was stored",
                "Submit the same form once more: what was stored is not stored twice.",
            ),
        ),
        WebError::Internal => (
            ("出现故障", "系统出现故障，没有办理。请把下面的编号告诉管理员。"),
            (
                "Something went wrong",
                "A fault of ours; nothing was done. Tell the administrator the number below.",
            ),
        ),
    };
    let (title, detail) = lang.pick(zh, en);
    (title, detail.to_owned())
}
