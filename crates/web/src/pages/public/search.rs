//! `/search`: units, columns, rules and reports by their words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::content_tree::{Node, level_of, nodes};
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
    let words = Words::of(&asked.q);
    if !words.is_empty() {
        let places = Places { directory: &directory, only, lang };
        found = places.found(&*web.site().await?, &words);
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
    /// Everything whose title has the words, the nearest to what people look for first.
    fn found(&self, site: &Site, words: &Words) -> Vec<Found> {
        let lang = self.lang;
        let columns: Vec<&Node> =
            nodes().iter().filter(|it| words.are_in(titles_of(it).pick(lang))).collect();
        let mut all = Vec::new();
        for it in self.directory.all() {
            let id = it.value.id;
            let Some(standing) = self.directory.tree().standing(id) else { continue };
            if !standing.kind.keeps_records() || self.only.is_some_and(|only| only != id) {
                continue;
            }
            let (code, name) = (&it.value.code, standing.names.in_language(lang));
            let found = |title: &str, path: String, kind| Found {
                title: title.to_owned(),
                href: format!("/o/{code}{path}"),
                kind,
                unit: name.to_owned(),
            };
            if words.are_in(&folded(name)) {
                all.push(found(name, String::new(), lang.pick("单位", "Body")));
            }
            let level = level_of(id, self.directory.tree());
            let here = columns.iter().filter(|it| level.is_some_and(|at| it.levels.contains(&at)));
            all.extend(here.map(|it| {
                let path = format!("/content/{}", it.code);
                found(it.title.text(lang), path, lang.pick("栏目", "Column"))
            }));
            for year in site.reports(id).into_iter().map(|it| it.year) {
                let title = report_title(name, year, lang);
                if words.are_in(&folded(&title)) {
                    let kind = lang.pick("年度报告", "Yearly report");
                    all.push(found(&title, format!("/reports/{year}"), kind));
                }
            }
            if self.only.is_some() {
                let titles = rules().iter().map(|it| format!("{} {}", it.title(lang), it.number));
                let titles = titles.filter(|it| words.are_in(&folded(it)));
                let kind = lang.pick("制度", "Rule");
                all.extend(titles.map(|it| found(&it, "/rules".to_owned(), kind)));
            }
        }
        all
    }
}

/// The words that are looked for.
struct Words(Vec<String>);

impl Words {
    fn of(typed: &str) -> Self {
        Self(typed.split_whitespace().map(folded).collect())
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether all of them are in a text, which is folded already.
    fn are_in(&self, text: &str) -> bool {
        self.0.iter().all(|word| text.contains(word.as_str()))
    }
}

/// The title of a column in both languages, folded.
struct Titles {
    zh: String,
    en: String,
}

impl Titles {
    fn pick(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// Titles of columns are the program's own: they are folded once.
static TITLES: LazyLock<BTreeMap<&'static str, Titles>> = LazyLock::new(|| {
    let of = |it: &'static Node| {
        let [zh, en] = [Lang::Zh, Lang::En].map(|lang| folded(it.title.text(lang)));
        (it.code.as_str(), Titles { zh, en })
    };
    nodes().iter().map(of).collect()
});

fn titles_of(node: &Node) -> &'static Titles {
    TITLES.get(node.code.as_str()).expect("every node is in the table that is made of all of them")
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
