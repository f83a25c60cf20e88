//! 政府信息公开制度.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::organisation::Kind;
use records::rules_column::{Class, rules};

use super::Unit;
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
#[template(path = "public/rules.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    lang: Lang,
    title: &'static str,
    groups: Vec<Group>,
}

struct Group {
    label: &'static str,
    rules: Vec<Row>,
}

struct Row {
    title: String,
    number: String,
    issuer: String,
    from: String,
    remark: String,
}

/// `GET /o/{code}/rules`
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(code): At<String>,
) -> Result<Response, WebError> {
    let opened = Opened::of(&web, &permit, &visit, &code).await?;
    let lang = opened.lang;
    let title = lang.pick("政府信息公开制度", "Rules");
    let about =
        lang.pick("政府信息公开的法规、解释和规范", "Regulations, interpretations and norms");
    let school = matches!(opened.standing.kind, Kind::School { .. });
    let opened = opened.in_column(title, about, &[Crumb::here(title)]);
    let groups = Class::ALL.map(|class| Group {
        label: class.label(lang),
        rules: rules()
            .iter()
            .filter(|it| it.class == class)
            // What is for schools alone is listed by the bodies that guide them, too.
            .filter(|it| it.class != Class::Interpretation || !school)
            .map(|it| Row {
                title: it.title(lang),
                number: it.number.clone(),
                issuer: it.issuer.clone(),
                from: it.from.map(|day| day.to_string()).unwrap_or_default(),
                remark: it.remark.as_ref().map(|it| it.text(lang).to_owned()).unwrap_or_default(),
            })
            .collect(),
    });
    let groups = groups.into_iter().filter(|it| !it.rules.is_empty()).collect();
    let page = Page { frame: opened.frame, unit: opened.unit, lang, title, groups };
    shown(&page, StatusCode::OK, &visit)
}
