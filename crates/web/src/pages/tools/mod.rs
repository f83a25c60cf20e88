//! Tools that anybody can use at once, without an account: a deadline, a fee, a report checked.

mod check;
mod deadline;
mod fee;
mod story;

pub(crate) use story::values;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use law::{Lang, StepKind, Working};
use records::policy::Action;

use super::frame::Frame;
use super::public::Unit;
use super::shown;
use crate::design::Crumb;
use crate::error::WebError;
use crate::guard::{Guarded, Permit};
use crate::state::Web;
use crate::visit::Visit;

/// The tools.
pub(super) fn routes(routes: Guarded) -> Guarded {
    let tools = Action::UseTools;
    routes
        .page("GET", "/tools", tools, get(show))
        .page("GET", "/tools/deadline", tools, get(deadline::show))
        .page("GET", "/tools/fee", tools, get(fee::show))
        .page("GET", "/tools/check", tools, get(check::show))
        .page("POST", "/tools/check", tools, post(check::submit))
        .page("GET", "/tools/check/{result}", tools, get(check::show_result))
        .page("GET", "/tools/check/{result}/{file}", tools, get(check::show_report))
        .page("GET", "/tools/check/{result}/{file}/{document}", tools, get(check::download))
}

/// A step of a working, in one language.
pub(crate) struct Told {
    /// What the step does, as a class.
    pub class: &'static str,
    /// The sentence.
    pub text: String,
    /// Its ground and how sure it is.
    pub ground: String,
}

impl Told {
    /// Every step of a working.
    pub(crate) fn all(working: &Working, lang: Lang) -> Vec<Self> {
        let told = working.steps().iter().map(|it| Self {
            class: if it.kind == StepKind::LastDay { "last_day" } else { "step" },
            text: lang.pick(&it.zh, &it.en).clone(),
            ground: {
                let remark = it.remark.as_ref().map(|it| it.text(lang));
                let behind: Vec<_> = it.cite.as_deref().into_iter().chain(remark).collect();
                behind.join(lang.pick("；", "; "))
            },
        });
        told.collect()
    }
}

/// The way to a tool.
fn crumbs(lang: Lang, tool: Option<&str>) -> Vec<Crumb> {
    let home = Crumb::to(lang.pick("首页", "Home"), "/");
    let tools = lang.pick("公开工具", "Public tools");
    match tool {
        None => vec![home, Crumb::here(tools)],
        Some(tool) => vec![home, Crumb::to(tools, "/tools"), Crumb::here(tool)],
    }
}

#[derive(Template)]
#[template(path = "tools/tools.html")]
struct Tools {
    frame: Frame,
    unit: Unit,
    lang: Lang,
}

/// `GET /tools`
async fn show(State(web): State<Web>, permit: Permit, visit: Visit) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let unit = Unit::whole_site(&web, lang).await?.at(crumbs(lang, None));
    let page = Tools { frame: Frame::of(&web, &permit, &visit), unit, lang };
    shown(&page, StatusCode::OK, &visit)
}
