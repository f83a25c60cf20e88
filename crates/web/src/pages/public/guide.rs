//! 政府信息公开指南: rendered from the profile of the office and the rule set, version by version.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use law::{Authority, Lang};
use records::content_tree::level_of;
use records::guide::{Block, Guide, GuideAbout, GuideVersion, RenderedGuide, Section};

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
    sections: Vec<Written>,
    versions: Vec<Version>,
}

/// A version that is out.
struct Version {
    label: String,
    href: Option<String>,
}

/// The Regulation as authorities name it, and as a page names it once it has said so.
const REGULATION: &str = "《政府信息公开条例》（国务院令第711号）";
const SHORT: &str = "《条例》";

/// A part of a guide as it stands on a page.
pub(crate) struct Written {
    pub heading: String,
    /// Made by a template of ours, hence safe.
    pub html: String,
}

#[derive(Template)]
#[template(path = "public/guide_section.html")]
struct SectionTemplate<'a> {
    section: &'a Section,
    lang: Lang,
}

impl SectionTemplate<'_> {
    /// The articles of a statement, for small print.
    fn grounds(&self, authorities: &[Authority]) -> String {
        let lang = self.lang;
        let mut cites: Vec<String> = Vec::new();
        for it in authorities {
            let cite = match it.remark.as_ref().map(|it| it.text(lang)) {
                Some(remark) => {
                    lang.pick(format!("{}，{remark}", it.cite), format!("{}, {remark}", it.cite))
                }
                None => it.cite.clone(),
            };
            let cite = cite.replace(REGULATION, SHORT);
            if !cites.contains(&cite) {
                cites.push(cite);
            }
        }
        cites.join(lang.pick("；", "; "))
    }
}

/// The parts of a guide as they stand on a page.
pub(crate) fn written(sections: &[Section], lang: Lang) -> Result<Vec<Written>, WebError> {
    let written = sections.iter().map(|section| {
        let html = SectionTemplate { section, lang }.render().map_err(WebError::internal)?;
        Ok(Written { heading: section.heading.clone(), html })
    });
    written.collect()
}

/// `GET /o/{code}/guide`
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(code): At<String>,
) -> Result<Response, WebError> {
    let opened = Opened::of(&web, &permit, &visit, &code).await?;
    let site = web.site().await?;
    let guide = site.guide(opened.id);
    let version = guide.and_then(|it| it.in_force_on(opened.today));
    page(opened, guide, version, &visit)
}

/// `GET /o/{code}/guide/{number}`: an earlier version, as it was on the day it came out.
pub(super) async fn show_version(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At((code, number)): At<(String, u32)>,
) -> Result<Response, WebError> {
    let opened = Opened::of(&web, &permit, &visit, &code).await?;
    let site = web.site().await?;
    let guide = site.guide(opened.id).ok_or(WebError::NotFound)?;
    let wanted = |it: &&GuideVersion| it.number == number && it.released.is_some();
    let version = guide.versions().iter().find(wanted).ok_or(WebError::NotFound)?;
    page(opened, Some(guide), Some(version), &visit)
}

fn page(
    opened: Opened,
    guide: Option<&Guide>,
    version: Option<&GuideVersion>,
    visit: &Visit,
) -> Result<Response, WebError> {
    let lang = opened.lang;
    let column = lang.pick("政府信息公开指南", "Guide to open information");
    let in_short = lang.pick("怎样获取政府信息", "How to get government information");
    let current = guide.and_then(|it| it.in_force_on(opened.today)).map(|it| it.number);
    let is_old = version.is_some_and(|it| Some(it.number) != current);
    // The version that is in force speaks of today's law and office; an older one of its own day.
    let day =
        version.and_then(|it| it.released).filter(|_| is_old).map_or(opened.today, |it| it.on);
    let rendered = version.map(|it| rendered(&opened, it, day)).transpose()?;
    let base = format!("/o/{}/guide", opened.code);
    let title = rendered.as_ref().map_or_else(|| column.to_owned(), |it| it.title.clone());
    let sections = rendered.map(|it| written(&it.sections, lang)).transpose()?.unwrap_or_default();
    let facts = version.map(|it| facts(guide, it, is_old, lang)).transpose()?.unwrap_or_default();
    let last = [Crumb::here(column)];
    let opened = opened.in_column(column, in_short, &last);
    let page = Page {
        versions: versions(guide, version, &base, lang),
        old: is_old.then(|| base.clone()),
        frame: opened.frame,
        unit: opened.unit,
        lang,
        title,
        facts,
        sections,
    };
    shown(&page, StatusCode::OK, visit)
}

/// A version as it reads on a day.
fn rendered(
    opened: &Opened,
    version: &GuideVersion,
    day: NaiveDate,
) -> Result<RenderedGuide, WebError> {
    version.render(&about(opened, day), opened.lang).map_err(WebError::internal)
}

/// Whom a guide is about, on a day.
pub(super) fn about(opened: &Opened, day: NaiveDate) -> GuideAbout<'_> {
    let level = level_of(opened.id, opened.directory.tree());
    GuideAbout { standing: &opened.standing, level, day }
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
