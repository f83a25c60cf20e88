//! `/search`: units, columns, rules and reports by their words.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::content_tree::{level_of, nodes_of};
use records::organisation::OrganisationId;
use records::rules_column::rules;
use serde::Deserialize;

use super::Unit;
use super::reports::report_title;
use crate::design::{Crumb, Pager};
use crate::directory::Directory;
use crate::error::WebError;
use crate::extract::Params;
use crate::guard::Permit;
use crate::pages::frame::Frame;
use crate::pages::shown;
use crate::site::Site;
use crate::state::Web;
use crate::visit::Visit;

/// Results of a page.
const PER_PAGE: usize = 20;

/// The longest question, in characters.
const LONGEST: usize = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    /// The unit that is searched; all where it is empty.
    #[serde(default)]
    o: String,
    #[serde(default = "first")]
    page: usize,
}

fn first() -> usize {
    1
}

/// Something found.
#[derive(Clone)]
struct Found {
    title: String,
    href: String,
    kind: &'static str,
    unit: String,
}

#[derive(Template)]
#[template(path = "public/search.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    lang: Lang,
    title: String,
    found: Vec<Found>,
    pager: Pager,
    whole: Option<String>,
}

/// `GET /search`
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    Params(asked): Params<Asked>,
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    if asked.q.chars().count() > LONGEST {
        return Err(WebError::field(
            "q",
            "请少输入一些字，不超过 100 字",
            "use at most 100 characters",
        ));
    }
    let directory = web.directory().await?;
    let only = directory.by_code(&asked.o).map(|it| it.value.id);
    let mut found = Vec::new();
    let words: Vec<String> = asked.q.split_whitespace().map(folded).collect();
    if !words.is_empty() {
        let places = Places { directory: &directory, only, lang };
        found = places.all(&*web.site().await?);
        found.retain(|it| {
            let text = folded(&it.title);
            words.iter().all(|word| text.contains(word.as_str()))
        });
    }
    let query = |pairs: &[(&str, &str)]| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(pairs.iter().filter(|(_, value)| !value.is_empty())).finish()
    };
    let pager = Pager::of(
        asked.page,
        PER_PAGE,
        found.len(),
        "/search",
        &query(&[("q", &asked.q), ("o", &asked.o)]),
    );
    let title = match asked.q.trim() {
        "" => lang.pick("搜索", "Search").to_owned(),
        q => lang.pick(format!("搜索“{q}”"), format!("Search for “{q}”")),
    };
    let mut unit = unit(&web, &directory, only, &asked.o, lang).await?;
    asked.q.clone_into(&mut unit.sought);
    unit.crumbs =
        vec![Crumb::to(lang.pick("首页", "Home"), "/"), Crumb::here(lang.pick("搜索", "Search"))];
    let page = Page {
        frame: Frame::of(&web, &permit, &visit).tagged("robots", "noindex"),
        unit,
        lang,
        title,
        found: pager.part(&found, PER_PAGE).to_vec(),
        pager,
        whole: only.map(|_| format!("/search?{}", query(&[("q", &asked.q)]))),
    };
    shown(&page, StatusCode::OK, &visit)
}

async fn unit(
    web: &Web,
    directory: &Directory,
    only: Option<OrganisationId>,
    code: &str,
    lang: Lang,
) -> Result<Unit, WebError> {
    let standing = only.and_then(|id| directory.tree().standing(id).map(|it| (id, it)));
    let Some((id, standing)) = standing else { return Unit::whole_site(web, lang).await };
    let shown = web.site().await?.shown(id, directory.tree());
    Ok(Unit::of(standing, code, lang, "").marked(&shown, lang))
}

/// Where is searched.
struct Places<'a> {
    directory: &'a Directory,
    only: Option<OrganisationId>,
    lang: Lang,
}

impl Places<'_> {
    /// Everything that has a title, the nearest to what people look for first.
    fn all(&self, site: &Site) -> Vec<Found> {
        let lang = self.lang;
        let mut all = Vec::new();
        for it in self.directory.all() {
            let id = it.value.id;
            let Some(standing) = self.directory.tree().standing(id) else { continue };
            if !standing.kind.keeps_records() || self.only.is_some_and(|only| only != id) {
                continue;
            }
            let (code, name) = (&it.value.code, standing.names.in_language(lang).to_owned());
            let found = |title: String, path: String, kind| Found {
                title,
                href: format!("/o/{code}{path}"),
                kind,
                unit: name.clone(),
            };
            all.push(found(name.clone(), String::new(), lang.pick("单位", "Body")));
            let level = level_of(id, self.directory.tree());
            let columns = level.into_iter().flat_map(nodes_of).map(|it| {
                let title = it.title.text(lang).to_owned();
                found(title, format!("/content/{}", it.code), lang.pick("栏目", "Column"))
            });
            all.extend(columns);
            let reports = site.reports(id).into_iter().map(|it| {
                let kind = lang.pick("年度报告", "Yearly report");
                found(report_title(&name, it.year, lang), format!("/reports/{}", it.year), kind)
            });
            all.extend(reports);
            if self.only.is_some() {
                let rules = rules().iter().map(|it| {
                    let title = format!("{} {}", it.title(lang), it.number);
                    found(title, "/rules".to_owned(), lang.pick("制度", "Rule"))
                });
                all.extend(rules);
            }
        }
        all
    }
}

/// A text as it is compared: letters small, full-width as half-width, every kind of bracket alike.
fn folded(text: &str) -> String {
    let fold = |it: char| match it {
        '〔' | '［' | '[' | '（' | '【' => '(',
        '〕' | '］' | ']' | '）' | '】' => ')',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(it).saturating_sub(0xfee0)).unwrap_or(it)
        }
        it => it,
    };
    text.chars().map(fold).flat_map(char::to_lowercase).filter(|it| !it.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_however_they_are_typed() {
        for typed in ["国办函[2020]109号", "国办函（2020）109号", "国办函〔２０２０〕109 号"]
        {
            assert_eq!(folded(typed), folded("国办函〔2020〕109号"), "{typed}");
        }
        assert_eq!(folded("ICP"), "icp");
    }
}
