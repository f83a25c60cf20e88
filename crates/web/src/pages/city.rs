//! `/`: the city's page, which lists its units.

use askama::Template;
use axum::extract::State;
use axum::http::header::HOST;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use law::Lang;
use records::organisation::Kind;

use super::frame::Frame;
use super::public::{self, Unit};
use super::shown;
use crate::directory::Directory;
use crate::error::WebError;
use crate::guard::Permit;
use crate::state::Web;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "public/city.html")]
struct City {
    frame: Frame,
    unit: Unit,
    lang: Lang,
    groups: Vec<Group>,
}

/// Units of one kind.
struct Group {
    label: &'static str,
    units: Vec<Listed>,
}

struct Listed {
    name: String,
    href: String,
}

/// `GET /`
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let directory = web.directory().await?;
    // A host of its own leads to its unit. The name comes from the client and chooses a public page, nothing
    // else: every link is a path.
    let host = headers.get(HOST).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    if let Some(code) = web.site().await?.of_host(host).and_then(|id| directory.code_of(id)) {
        return public::unit_home(&web, &permit, &visit, code).await;
    }
    let frame = Frame::of(&web, &permit, &visit);
    let unit = Unit::whole_site(&web, lang).await?;
    let page = City { frame, unit, lang, groups: groups(&directory, lang) };
    shown(&page, StatusCode::OK, &visit)
}

/// Units as people look for them: the bureau itself, the bodies below it, schools. Sections belong to their
/// agency and have no page.
fn groups(directory: &Directory, lang: Lang) -> Vec<Group> {
    let (mut own, mut below, mut schools) = (Vec::new(), Vec::new(), Vec::new());
    for it in directory.all() {
        let Some(standing) = directory.tree().standing(it.value.id) else { continue };
        let listed =
            Listed { name: standing.names.full.clone(), href: format!("/o/{}", it.value.code) };
        match standing.kind {
            Kind::Section => {}
            Kind::School { .. } => schools.push(listed),
            _ if standing.administrative_parent.is_none() => own.push(listed),
            _ => below.push(listed),
        }
    }
    let labels = [("本级", "This body"), ("下级单位", "Bodies below"), ("学校", "Schools")];
    let groups = labels.into_iter().zip([own, below, schools]);
    let groups = groups.map(|((zh, en), units)| Group { label: lang.pick(zh, en), units });
    groups.filter(|it| !it.units.is_empty()).collect()
}
