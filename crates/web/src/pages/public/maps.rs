//! Where everything is: the site map for people, and for machines `sitemap.xml` and `robots.txt`.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use law::Lang;
use records::content_tree::{level_of, nodes_of};

use super::Unit;
use crate::design::Crumb;
use crate::error::WebError;
use crate::guard::Permit;
use crate::pages::frame::Frame;
use crate::pages::shown;
use crate::state::Web;
use crate::visit::Visit;

/// A unit with its columns.
struct Mapped {
    name: String,
    home: String,
    columns: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "public/sitemap.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    lang: Lang,
    units: Vec<Mapped>,
}

/// `GET /sitemap`
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let units = mapped(&web, lang).await?;
    let crumbs = vec![
        Crumb::to(lang.pick("首页", "Home"), "/"),
        Crumb::here(lang.pick("网站地图", "Site map")),
    ];
    let page = Page {
        frame: Frame::of(&web, &permit, &visit),
        unit: Unit::whole_site(&web, lang).await?.at(crumbs),
        lang,
        units,
    };
    shown(&page, StatusCode::OK, &visit)
}

async fn mapped(web: &Web, lang: Lang) -> Result<Vec<Mapped>, WebError> {
    let directory = web.directory().await?;
    let units = directory.all().filter_map(|it| {
        let standing = directory.tree().standing(it.value.id)?;
        standing.kind.keeps_records().then(|| {
            let unit = Unit::of(standing, &it.value.code, lang, "");
            let columns = unit.menu.into_iter().map(|it| (it.label, it.href)).collect();
            Mapped { name: unit.name, home: unit.home, columns }
        })
    });
    Ok(units.collect())
}

#[derive(Template)]
#[template(path = "public/sitemap.xml")]
struct Map {
    addresses: Vec<String>,
}

/// `GET /sitemap.xml`
pub(super) async fn for_machines(State(web): State<Web>) -> Result<Response, WebError> {
    let origin = web.settings().origin.url().to_owned();
    let (directory, site) = (web.directory().await?, web.site().await?);
    let mut addresses =
        ["/", "/tools", "/tools/deadline", "/tools/fee", "/tools/check", "/sitemap"]
            .map(|it| format!("{origin}{it}"))
            .to_vec();
    for unit in mapped(&web, Lang::Zh).await? {
        addresses.push(format!("{origin}{}", unit.home));
        addresses.extend(unit.columns.iter().map(|(_, href)| format!("{origin}{href}")));
        let code = unit.home.trim_start_matches("/o/");
        let Some(found) = directory.by_code(code) else { continue };
        let level = level_of(found.value.id, directory.tree());
        let nodes = level.into_iter().flat_map(nodes_of);
        addresses.extend(nodes.map(|it| format!("{origin}{}/content/{}", unit.home, it.code)));
        let reports = site.reports(found.value.id);
        let reports = reports.iter().map(|it| it.year);
        addresses.extend(reports.map(|year| format!("{origin}{}/reports/{year}", unit.home)));
    }
    let text = Map { addresses }.render().map_err(WebError::internal)?;
    Ok(([(CONTENT_TYPE, "application/xml; charset=utf-8")], text).into_response())
}

/// `GET /robots.txt`: what is public may be found; what is not has no page to find.
pub(super) async fn robots(State(web): State<Web>) -> Response {
    let origin = web.settings().origin.url();
    let text = format!(
        "User-agent: *\nDisallow: /office\nDisallow: /me\nDisallow: /sign-in\nDisallow: /welcome\n\
         Disallow: /api/\nDisallow: /search\nDisallow: /tools/check/\nSitemap: {origin}/sitemap.xml\n"
    );
    ([(CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
