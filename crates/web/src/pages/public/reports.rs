//! 政府信息公开年报: every yearly report that is out, as a page with real tables and charts, and as files.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use documents::{compose, html};
use law::Lang;
use records::organisation::Line;
use report::Report;
use report::json::from_json;
use serde::Deserialize;
use store::GivenReportPlace;
use uuid::Uuid;

use super::Unit;
use super::files::{Format, encoded, name_for_download};
use super::unit::Opened;
use crate::design::{Crumb, Pager};
use crate::error::WebError;
use crate::extract::{At, Params};
use crate::guard::Permit;
use crate::made::Edition;
use crate::pages::frame::Frame;
use crate::pages::shown;
use crate::state::Web;
use crate::visit::Visit;

/// Reports of a page.
const PER_PAGE: usize = 20;

/// What a year's report is called.
pub(super) fn report_title(unit: &str, year: i32, lang: Lang) -> String {
    lang.pick(
        format!("{unit}{year}年政府信息公开工作年度报告"),
        format!("{unit}: yearly report {year} on open government information"),
    )
}

/// A report in a list.
#[derive(Clone)]
struct Listed {
    title: String,
    href: String,
    unit: String,
    year: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// A year, or nothing for all of them.
    #[serde(default)]
    year: String,
    #[serde(default = "first")]
    page: usize,
}

fn first() -> usize {
    1
}

#[derive(Template)]
#[template(path = "public/reports.html")]
struct List {
    frame: Frame,
    unit: Unit,
    lang: Lang,
    title: &'static str,
    years: Vec<(i32, bool)>,
    all: bool,
    reports: Vec<Listed>,
    pager: Pager,
}

/// `GET /o/{code}/reports`: the unit's own and those of the units below, by year.
pub(super) async fn list(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(code): At<String>,
    Params(wanted): Params<Wanted>,
) -> Result<Response, WebError> {
    let opened = Opened::of(&web, &permit, &visit, &code).await?;
    let lang = opened.lang;
    let all = listed(&web, &opened).await?;
    let year: Option<i32> = wanted.year.parse().ok();
    let mut years: Vec<i32> = all.iter().map(|it| it.year).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    let reports: Vec<Listed> =
        all.into_iter().filter(|it| year.is_none_or(|year| it.year == year)).collect();
    let query = year.map(|it| format!("year={it}")).unwrap_or_default();
    let path = format!("/o/{code}/reports");
    let pager = Pager::of(wanted.page, PER_PAGE, reports.len(), &path, &query);
    let title = lang.pick("政府信息公开年报", "Yearly reports");
    let about = lang.pick("历年政府信息公开工作年度报告", "The yearly reports of every year");
    let opened = opened.in_column(title, about, &[Crumb::here(title)]);
    let page = List {
        frame: opened.frame,
        unit: opened.unit,
        lang,
        title,
        years: years.into_iter().map(|it| (it, Some(it) == year)).collect(),
        all: year.is_none(),
        reports: pager.part(&reports, PER_PAGE).to_vec(),
        pager,
    };
    shown(&page, StatusCode::OK, &visit)
}

/// The latest first; of one year the unit itself before those below it.
async fn listed(web: &Web, opened: &Opened) -> Result<Vec<Listed>, WebError> {
    let site = web.site().await?;
    let tree = opened.directory.tree();
    let below = tree.children(Line::Administrative, opened.id);
    let mut listed = Vec::new();
    for id in std::iter::once(opened.id).chain(below) {
        let (Some(standing), Some(code)) = (tree.standing(id), opened.directory.code_of(id)) else {
            continue;
        };
        let unit = standing.names.in_language(opened.lang);
        listed.extend(site.reports(id).into_iter().map(|it| Listed {
            title: report_title(unit, it.year, opened.lang),
            href: format!("/o/{code}/reports/{}", it.year),
            unit: unit.to_owned(),
            year: it.year,
        }));
    }
    listed.sort_by_key(|it| std::cmp::Reverse(it.year));
    Ok(listed)
}

/// A report that is out.
struct Read {
    edition: Arc<Edition>,
    editions: Vec<GivenReportPlace>,
    /// The record of the edition that holds.
    record: Uuid,
}

/// The report that an edition gives. It is read where a page or a file is made of it, which is once.
fn report_of(edition: &Edition) -> Result<Report, WebError> {
    from_json(&edition.given.report.to_string()).map_err(WebError::internal)
}

async fn read(web: &Web, opened: &Opened, year: i32) -> Result<Read, WebError> {
    let site = web.site().await?;
    let editions = site.editions(opened.id, year);
    let place = editions.last().ok_or(WebError::NotFound)?;
    let (edition, record) = (web.edition(place).await?, place.record);
    Ok(Read { edition, editions, record })
}

#[derive(Template)]
#[template(path = "public/report.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    lang: Lang,
    title: String,
    facts: Vec<(String, String)>,
    files: Vec<(String, String)>,
    /// Written by our own crate, hence safe.
    body: String,
    pictures: String,
    replaced: String,
}

/// `GET /o/{code}/reports/{year}`
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At((code, year)): At<(String, i32)>,
) -> Result<Response, WebError> {
    let opened = Opened::of(&web, &permit, &visit, &code).await?;
    let lang = opened.lang;
    let read = read(&web, &opened, year).await?;
    let title = report_title(&opened.unit.name, year, lang);
    let column = lang.pick("政府信息公开年报", "Yearly reports");
    let last = [Crumb::to(column, format!("/o/{code}/reports")), Crumb::here(year.to_string())];
    let given = &read.edition.given;
    let facts = facts(&opened, &read, lang);
    let body = written(&web, &read, "body").await?;
    let pictures = written(&web, &read, "pictures").await?;
    let base = format!("/o/{code}/reports/{year}");
    let files = Format::ALL.map(|it| (it.label(lang).to_owned(), format!("{base}/{}", it.file())));
    let released_on = given.released_on;
    let replaced = given.replaces_because.clone();
    let opened = opened.in_column(column, &title, &last);
    let frame = article(opened.frame, &title, released_on, &opened.unit.name);
    let page = Page {
        frame,
        unit: opened.unit,
        lang,
        title,
        facts,
        files: files.to_vec(),
        body,
        pictures,
        replaced,
    };
    shown(&page, StatusCode::OK, &visit)
}

/// The tags of a page that is an article.
fn article(frame: Frame, title: &str, on: NaiveDate, by: &str) -> Frame {
    let url = frame.canonical.clone();
    frame
        .tagged("ArticleTitle", title)
        .tagged("PubDate", format!("{on} 00:00"))
        .tagged("ContentSource", by)
        .tagged("Author", by)
        .tagged("Description", title)
        .tagged("Url", url)
}

fn facts(opened: &Opened, read: &Read, lang: Lang) -> Vec<(String, String)> {
    let given = &read.edition.given;
    let pair = |zh: &str, en: &str, value: String| (lang.pick(zh, en).to_owned(), value);
    let mut facts = vec![
        pair("发布机构", "Publisher", opened.unit.name.clone()),
        pair("发布日期", "Published", given.released_on.to_string()),
        pair("报告年度", "Year", given.year.to_string()),
        pair("公开方式", "Way", lang.pick("主动公开", "on its own initiative").to_owned()),
    ];
    if read.editions.len() > 1 {
        let edition = given.edition;
        let edition = lang.pick(format!("第 {edition} 版"), format!("No. {edition}"));
        facts.push(pair("版本", "Edition", edition));
    }
    facts
}

/// A part of the page that is made once for a report.
async fn written(web: &Web, read: &Read, part: &'static str) -> Result<String, WebError> {
    let edition = Arc::clone(&read.edition);
    let make = move || {
        let report = report_of(&edition)?;
        let page = match part {
            "pictures" => compose::summary(&[&report]),
            _ => Some(compose::report(&report)),
        };
        let text =
            page.map(|it| html::write_blocks(&it)).transpose().map_err(WebError::internal)?;
        Ok(text.unwrap_or_default().into_bytes())
    };
    let bytes = web.made().or_make((read.record, part), make).await?;
    String::from_utf8(bytes.to_vec()).map_err(WebError::internal)
}

/// `GET /o/{code}/reports/{year}/{file}`
pub(super) async fn download(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At((code, year, file)): At<(String, i32, String)>,
) -> Result<Response, WebError> {
    let opened = Opened::of(&web, &permit, &visit, &code).await?;
    let format = Format::of_file(&file).ok_or(WebError::NotFound)?;
    let read = read(&web, &opened, year).await?;
    let faces = web.settings().faces.clone();
    let edition = Arc::clone(&read.edition);
    let make = move || encoded(&report_of(&edition)?, format, &faces);
    let bytes = web.made().or_make((read.record, format.ending()), make).await?;
    let name = report_title(&opened.unit.name, year, Lang::Zh);
    let headers = [
        (CONTENT_TYPE, format.media_type().to_owned()),
        (CONTENT_DISPOSITION, name_for_download(&name, format)),
        (CACHE_CONTROL, "no-cache".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

#[derive(Template)]
#[template(path = "public/feed.xml")]
struct Feed {
    title: String,
    address: String,
    own: String,
    updated: String,
    entries: Vec<Entry>,
}

struct Entry {
    title: String,
    address: String,
    on: String,
}

/// `GET /o/{code}/feed.xml`: what came out last, as an Atom feed.
pub(super) async fn feed(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(code): At<String>,
) -> Result<Response, WebError> {
    let opened = Opened::of(&web, &permit, &visit, &code).await?;
    let origin = web.settings().origin.url();
    let site = web.site().await?;
    let mut entries = Vec::new();
    for place in site.reports(opened.id).iter().take(PER_PAGE) {
        let edition = web.edition(place).await?;
        let given = &edition.given;
        entries.push(Entry {
            title: report_title(&opened.unit.name, given.year, Lang::Zh),
            address: format!("{origin}/o/{code}/reports/{}", given.year),
            on: format!("{}T00:00:00+08:00", given.released_on),
        });
    }
    let updated = entries.iter().map(|it| it.on.clone()).max();
    let feed = Feed {
        title: format!("{} 政府信息公开", opened.standing.names.full),
        address: format!("{origin}/o/{code}"),
        own: format!("{origin}/o/{code}/feed.xml"),
        updated: updated
            .unwrap_or_else(|| format!("{}T00:00:00+08:00", opened.standing.founded_on)),
        entries,
    };
    let text = feed.render().map_err(WebError::internal)?;
    Ok(([(CONTENT_TYPE, "application/atom+xml; charset=utf-8")], text).into_response())
}
