//! 依申请公开: how to ask, as the rule set says, and where.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::guide::{Block, Guide, Part, Section, Statement};

use super::Unit;
use super::guide::{grounds, ground_of, rendered};
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
    sections: Vec<Section>,
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
    let guide = web.guide(opened.id).await?;
    // Without a released guide the rules are the same: what every guide says of requests.
    let version = match guide.as_ref().and_then(|it| it.in_force_on(opened.today)) {
        Some(version) => version.clone(),
        None => Guide::of(opened.id).unwritten(),
    };
    let guide = rendered(&opened, &version, opened.today)?;
    let wanted = [Part::Requests, Part::Remedies];
    let sections = guide.sections.into_iter().filter(|it| wanted.contains(&it.part)).collect();
    let title = lang.pick("依申请公开", "Ask for information");
    let about = lang.pick("怎样申请公开政府信息", "How to ask for government information");
    let office = office(&opened);
    let opened = opened.in_column(title, about, &[Crumb::here(title)]);
    let page = Page { frame: opened.frame, unit: opened.unit, lang, title, office, sections };
    shown(&page, StatusCode::OK, &visit)
}
