//! 依申请公开: how to ask, as the rule set says, and where.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::guide::Part;

use super::Unit;
use super::guide::{Written, about, written};
use super::home::office;
use super::unit::Opened;
use crate::design::Crumb;
use crate::error::WebError;
use crate::extract::At;
use crate::guard::Permit;
use crate::pages::frame::Frame;
use crate::pages::shown;
use crate::state::Web;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "public/apply.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    lang: Lang,
    title: &'static str,
    office: Vec<(String, String)>,
    sections: Vec<Written>,
}

/// `GET /o/{code}/apply`
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(code): At<String>,
) -> Result<Response, WebError> {
    let opened = Opened::of(&web, &permit, &visit, &code).await?;
    if !opened.standing.kind.answers_requests() {
        return Err(WebError::NotFound);
    }
    let lang = opened.lang;
    let site = web.site().await?;
    let whom = about(&opened, opened.today);
    let guide = match site.guide(opened.id).and_then(|it| it.in_force_on(opened.today)) {
        Some(version) => version.render(&whom, lang),
        // Without a released guide the rules are the same.
        None => whom.render_common(lang),
    };
    let mut sections = guide.map_err(WebError::internal)?.sections;
    sections.retain(|it| matches!(it.part, Part::Requests | Part::Remedies));
    let sections = written(&sections, lang)?;
    let title = lang.pick("依申请公开", "Ask for information");
    let in_short = lang.pick("怎样申请公开政府信息", "How to ask for government information");
    let office = office(&opened);
    let opened = opened.in_column(title, in_short, &[Crumb::here(title)]);
    let page = Page { frame: opened.frame, unit: opened.unit, lang, title, office, sections };
    shown(&page, StatusCode::OK, &visit)
}
