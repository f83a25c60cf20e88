//! `/accessibility`: how the site can be used, and whom to ask who cannot.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;

use super::Unit;
use crate::design::Crumb;
use crate::error::WebError;
use crate::guard::Permit;
use crate::pages::frame::Frame;
use crate::pages::shown;
use crate::state::Web;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "public/accessibility.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    lang: Lang,
}

/// `GET /accessibility`
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let crumbs = vec![
        Crumb::to(lang.pick("首页", "Home"), "/"),
        Crumb::here(lang.pick("无障碍说明", "Accessibility")),
    ];
    let page = Page {
        frame: Frame::of(&web, &permit, &visit),
        unit: Unit::whole_site(&web, lang).await?.at(crumbs),
        lang,
    };
    shown(&page, StatusCode::OK, &visit)
}
