//! 法定主动公开内容: the statutory tree, each column with its ground, its time limit and who answers for it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::content_tree::{Level, Node, level_of, node, nodes_of, under};
use records::organisation::{Line, OrganisationId};

use super::Unit;
use super::unit::Opened;
use crate::design::{Crumb, MenuItem};
use crate::error::WebError;
use crate::extract::At;
use crate::guard::Permit;
use crate::pages::frame::Frame;
use crate::pages::shown;
use crate::state::Web;
use crate::visit::Visit;

/// A column of the tree.
struct Column {
    title: String,
    href: String,
    within: Vec<Column>,
}

#[derive(Template)]
#[template(path = "public/content.html")]
struct Tree {
    frame: Frame,
    unit: Unit,
    lang: Lang,
    title: &'static str,
    columns: Vec<Column>,
}

/// `GET /o/{code}/content`
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(code): At<String>,
) -> Result<Response, WebError> {
    let opened = Opened::of(&web, &permit, &visit, &code).await?;
    let lang = opened.lang;
    let level = level(&opened)?;
    let title = title(lang);
    let columns = columns(level, None, &opened.code, lang);
    let mut opened = opened.in_column(title, about(lang), &[Crumb::here(title)]);
    open_menu(&mut opened.unit, level, lang, visit.here());
    let page = Tree { frame: opened.frame, unit: opened.unit, lang, title, columns };
    shown(&page, StatusCode::OK, &visit)
}

fn title(lang: Lang) -> &'static str {
    lang.pick("法定主动公开内容", "Disclosed by law")
}

fn about(lang: Lang) -> &'static str {
    lang.pick("依法应当主动公开的信息", "What must be published without being asked for")
}

fn level(opened: &Opened) -> Result<Level, WebError> {
    level_of(opened.id, opened.directory.tree()).ok_or(WebError::NotFound)
}

fn columns(level: Level, parent: Option<&str>, code: &str, lang: Lang) -> Vec<Column> {
    let columns = under(level, parent).map(|it| Column {
        title: it.title.text(lang).to_owned(),
        href: format!("/o/{code}/content/{}", it.code),
        within: columns(level, Some(&it.code), code, lang),
    });
    columns.collect()
}

/// Shows the first rank of the tree in the menu.
fn open_menu(unit: &mut Unit, level: Level, lang: Lang, here: &str) {
    let base = format!("{}/content", unit.home);
    let entries: Vec<MenuItem> = under(level, None)
        .map(|it| {
            let mut entry = MenuItem::to(it.title.text(lang), format!("{base}/{}", it.code), here);
            let below = |code: &str| {
                node(code).is_some_and(|found| found.above().iter().any(|up| up.code == it.code))
            };
            entry.current |= here.split(['?', '/']).rfind(|it| !it.is_empty()).is_some_and(below);
            entry
        })
        .collect();
    if let Some(column) = unit.menu.iter_mut().find(|it| it.href == base) {
        column.within = entries;
    }
}

/// What the organisation itself says in a column that its records already fill.
struct Entry {
    title: String,
    text: String,
    href: Option<String>,
}

#[derive(Template)]
#[template(path = "public/node.html")]
struct NodePage {
    frame: Frame,
    unit: Unit,
    lang: Lang,
    title: String,
    facts: Vec<(String, String)>,
    columns: Vec<Column>,
    entries: Vec<Entry>,
    phone: String,
    apply: Option<String>,
}

/// `GET /o/{code}/content/{node}`
pub(super) async fn show_node(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At((code, name)): At<(String, String)>,
) -> Result<Response, WebError> {
    let opened = Opened::of(&web, &permit, &visit, &code).await?;
    let lang = opened.lang;
    let level = level(&opened)?;
    let found = nodes_of(level).find(|it| it.code == name).ok_or(WebError::NotFound)?;
    let title = found.title.text(lang).to_owned();
    let base = format!("/o/{code}/content");
    let mut crumbs = vec![Crumb::to(self::title(lang), base.clone())];
    crumbs.extend(
        found
            .above()
            .into_iter()
            .map(|it| Crumb::to(it.title.text(lang), format!("{base}/{}", it.code))),
    );
    crumbs.push(Crumb::here(title.clone()));
    let facts = facts(found, &opened)?;
    let entries = entries(found, &opened);
    let phone = opened.standing.office.phone.clone();
    let answers = opened.standing.kind.answers_requests();
    let apply = answers.then(|| format!("/o/{code}/apply"));
    let mut opened = opened.in_column(&title, about(lang), &crumbs);
    open_menu(&mut opened.unit, level, lang, visit.here());
    let page = NodePage {
        frame: opened.frame,
        unit: opened.unit,
        lang,
        title,
        facts,
        columns: columns(level, Some(&found.code), &code, lang),
        entries,
        phone,
        apply,
    };
    shown(&page, StatusCode::OK, &visit)
}

/// 公开依据、时限、更新周期、责任科室、公开层级、情况说明.
fn facts(found: &Node, opened: &Opened) -> Result<Vec<(String, String)>, WebError> {
    let lang = opened.lang;
    let (limit, ground) = found.limit_on(opened.today, lang).map_err(WebError::internal)?;
    let own = found.authority();
    let remark = own.remark.as_ref().map(|it| it.text(lang));
    let between = lang.pick("、", ", ");
    let levels: Vec<&str> = found.levels.iter().map(|it| it.label(lang)).collect();
    let mut facts = vec![
        (lang.pick("公开依据", "Ground"), with_remark(own.cite.clone(), remark, lang)),
        (
            lang.pick("公开时限", "Time limit"),
            with_remark(format!("{limit}（{}）", ground.cite), None, lang),
        ),
        (lang.pick("更新周期", "Looked at"), found.cycle.label(lang).to_owned()),
        (lang.pick("公开层级", "Published by"), levels.join(between)),
    ];
    if let Some(section) = &found.section {
        facts.push((lang.pick("责任科室", "Section"), section.text(lang).to_owned()));
    }
    Ok(facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn with_remark(text: String, remark: Option<&str>, lang: Lang) -> String {
    match remark {
        None => text,
        Some(remark) => lang.pick(format!("{text}（{remark}）"), format!("{text} ({remark})")),
    }
}

/// What the directory of organisations itself tells in a column.
fn entries(found: &Node, opened: &Opened) -> Vec<Entry> {
    let lang = opened.lang;
    let tree = opened.directory.tree();
    let children = || tree.children(Line::Administrative, opened.id);
    let keeps_records = |id| tree.standing(id).is_some_and(|it| it.kind.keeps_records());
    let entry = |id: OrganisationId| {
        let standing = tree.standing(id)?;
        let code = opened.directory.code_of(id)?;
        let href = standing.kind.keeps_records().then(|| format!("/o/{code}"));
        Some(Entry {
            title: standing.names.in_language(lang).to_owned(),
            text: String::new(),
            href,
        })
    };
    match found.code.as_str() {
        "sections" => children().filter(|it| !keeps_records(*it)).filter_map(entry).collect(),
        "subordinates" => children().filter(|it| keeps_records(*it)).filter_map(entry).collect(),
        "contact" => contact(opened),
        _ => Vec::new(),
    }
}

fn contact(opened: &Opened) -> Vec<Entry> {
    let (lang, office) = (opened.lang, &opened.standing.office);
    let lines = [
        (lang.pick("公开工作机构", "Disclosure office"), &office.name),
        (lang.pick("办公地址", "Address"), &office.address),
        (lang.pick("办公时间", "Hours"), &office.hours),
        (lang.pick("联系电话", "Telephone"), &office.phone),
        (lang.pick("传真", "Fax"), &office.fax),
        (lang.pick("电子邮箱", "Mail"), &office.mail),
    ];
    let said = lines.into_iter().filter(|(_, text)| !text.is_empty());
    said.map(|(title, text)| Entry { title: title.to_owned(), text: text.clone(), href: None })
        .collect()
}
