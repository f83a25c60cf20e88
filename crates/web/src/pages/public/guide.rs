//! 政府信息公开指南: rendered from the profile of the office and the rule set, version by version.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use law::{Authority, Lang};
use records::content_tree::level_of;
use records::guide::{Block, Guide, GuideAbout, GuideVersion, RenderedGuide, Statement};

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
#[template(path = "public/guide.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    lang: Lang,
    title: String,
    facts: Vec<(String, String)>,
    /// Set where a newer version is out.
    old: Option<String>,
    guide: Option<RenderedGuide>,
    versions: Vec<Version>,
    missing: Vec<&'static str>,
}

/// A version that is out.
struct Version {
    label: String,
    href: Option<String>,
}

/// The articles of a statement, for small print.
pub(super) fn grounds(authorities: &[Authority], lang: Lang) -> String {
    let mut cites: Vec<String> = Vec::new();
    for it in authorities {
        let remark = it.remark.as_ref().map(|it| it.text(lang));
        let cite = match remark {
            Some(remark) => lang.pick(format!("{}，{remark}", it.cite), format!("{}, {remark}", it.cite)),
            None => it.cite.clone(),
        };
        if !cites.contains(&cite) {
            cites.push(cite);
        }
    }
    cites.join(lang.pick("；", "; "))
}

/// A statement with its small print.
pub(crate) fn ground_of(statement: &Statement, lang: Lang) -> String {
    grounds(&statement.authorities, lang)
}

/// `GET /o/{code}/guide`
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(code): At<String>,
) -> Result<Response, WebError> {
    let opened = Opened::of(&web, &permit, &visit, &code).await?;
    let guide = web.guide(opened.id).await?;
    let today = opened.today;
    let version = guide.as_ref().and_then(|it| it.in_force_on(today)).cloned();
    page(opened, guide.as_ref(), version.as_ref(), &visit)
}

/// `GET /o/{code}/guide/{number}`: an earlier version, as it was on the day it came out.
pub(super) async fn show_version(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At((code, number)): At<(String, u32)>,
) -> Result<Response, WebError> {
    let opened = Opened::of(&web, &permit, &visit, &code).await?;
    let guide = web.guide(opened.id).await?.ok_or(WebError::NotFound)?;
    let wanted = |it: &&GuideVersion| it.number == number && it.released.is_some();
    let version = guide.versions().iter().find(wanted).cloned().ok_or(WebError::NotFound)?;
    page(opened, Some(&guide), Some(&version), &visit)
}

fn page(
    opened: Opened,
    guide: Option<&Guide>,
    version: Option<&GuideVersion>,
    visit: &Visit,
) -> Result<Response, WebError> {
    let lang = opened.lang;
    let column = lang.pick("政府信息公开指南", "Guide to open information");
    let about = lang.pick("怎样获取政府信息", "How to get government information");
    let current = guide.and_then(|it| it.in_force_on(opened.today)).map(|it| it.number);
    let is_old = version.is_some_and(|it| Some(it.number) != current);
    // The version that is in force speaks of today's law and office; an older one of its own day.
    let day = version
        .and_then(|it| it.released)
        .filter(|_| is_old)
        .map_or(opened.today, |it| it.on);
    let rendered = version.map(|it| rendered(&opened, it, day)).transpose()?;
    let base = format!("/o/{}/guide", opened.code);
    let title = rendered.as_ref().map_or_else(|| column.to_owned(), |it| it.title.clone());
    let facts = version.map(|it| facts(guide, it, is_old, lang)).transpose()?.unwrap_or_default();
    let missing = opened.standing.office.missing();
    let last = [Crumb::here(column)];
    let opened = opened.in_column(column, about, &last);
    let page = Page {
        versions: versions(guide, version, &base, lang),
        old: is_old.then(|| base.clone()),
        frame: opened.frame,
        unit: opened.unit,
        lang,
        title,
        facts,
        guide: rendered,
        missing,
    };
    shown(&page, StatusCode::OK, visit)
}

/// A version as it reads on a day.
pub(super) fn rendered(
    opened: &Opened,
    version: &GuideVersion,
    day: NaiveDate,
) -> Result<RenderedGuide, WebError> {
    let about = GuideAbout {
        standing: &opened.standing,
        level: level_of(opened.id, opened.directory.tree()),
        day,
    };
    version.render(&about, opened.lang).map_err(WebError::internal)
}

/// Its number, when it came out, when it was last looked over and when it will be again.
fn facts(
    guide: Option<&Guide>,
    version: &GuideVersion,
    is_old: bool,
    lang: Lang,
) -> Result<Vec<(String, String)>, WebError> {
    let number = version.number;
    let version_in_words = lang.pick(format!("第 {number} 版"), format!("No. {number}"));
    let mut facts = vec![(lang.pick("版本", "Version").to_owned(), version_in_words)];
    let mut day = |zh: &str, en: &str, day: Option<NaiveDate>| {
        facts.extend(day.map(|it| (lang.pick(zh, en).to_owned(), it.to_string())));
    };
    day("发布日期", "Released", version.released.map(|it| it.on));
    day("最近核对", "Last reviewed", version.last_reviewed_on());
    if !is_old {
        let next = guide.map(Guide::next_review).transpose().map_err(WebError::internal)?.flatten();
        day("下次核对", "Next review by", next.map(|(on, _)| on));
    }
    Ok(facts)
}

fn versions(
    guide: Option<&Guide>,
    shown: Option<&GuideVersion>,
    base: &str,
    lang: Lang,
) -> Vec<Version> {
    let out = guide.map(Guide::versions).unwrap_or_default().iter().rev();
    out.filter_map(|it| {
        let on = it.released?.on;
        let number = it.number;
        let is_shown = shown.is_some_and(|shown| shown.number == number);
        Some(Version {
            label: lang.pick(
                format!("第 {number} 版（{on} 发布）"),
                format!("No. {number}, released {on}"),
            ),
            href: (!is_shown).then(|| format!("{base}/{number}")),
        })
    })
    .collect()
}
