//! Help: the guide of `docs/guide`, whole and beside each page the part that is about it.

use std::sync::LazyLock;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

use super::Desk;
use super::desk::Help;
use super::room::{Room, Walls};
use crate::error::WebError;
use crate::extract::At;
use crate::pages::frame::Frame;

/// A page of the guide.
struct GuidePage {
    name: &'static str,
    title: String,
    text: &'static str,
}

const TEXTS: [(&str, &str); 6] = [
    ("site", include_str!("../../../../../docs/guide/site.md")),
    ("annual-report", include_str!("../../../../../docs/guide/annual-report.md")),
    (
        "organisations-and-people",
        include_str!("../../../../../docs/guide/organisations-and-people.md"),
    ),
    ("installation", include_str!("../../../../../docs/guide/installation.md")),
    ("operation", include_str!("../../../../../docs/guide/operation.md")),
    ("configuration", include_str!("../../../../../docs/guide/configuration.md")),
];

static PAGES: LazyLock<Vec<GuidePage>> = LazyLock::new(|| {
    let pages = TEXTS.map(|(name, text)| {
        let title = text.lines().find_map(|it| it.strip_prefix("# ")).unwrap_or(name);
        GuidePage { name, title: title.to_owned(), text }
    });
    pages.into_iter().collect()
});

/// Which part of the guide is about which pages of the office: the first that fits counts.
const BESIDE: [(&str, &str, &str); 9] = [
    ("/office/organisations", "organisations-and-people", "机构"),
    ("/office/roster", "organisations-and-people", "用表格导入"),
    ("/office/people", "organisations-and-people", "人员"),
    ("/office/tokens", "organisations-and-people", "在网站上办理"),
    ("/office/setup", "organisations-and-people", "第一次"),
    ("/office/jobs", "operation", "监控"),
    ("/office/health", "operation", "监控"),
    ("/office/log", "installation", "回执"),
    ("/office", "site", "登录和工作台"),
];

/// The part of the guide that is about a page.
pub(super) fn beside(here: &str) -> Option<Help> {
    let path = here.split('?').next().unwrap_or_default();
    let (_, name, heading) = BESIDE.iter().find(|(prefix, ..)| path.starts_with(prefix))?;
    let page = PAGES.iter().find(|it| it.name == *name)?;
    Some(Help {
        title: (*heading).to_owned(),
        html: in_html(section(page.text, heading)?),
        href: format!("/office/help/{name}"),
    })
}

/// Every page of the guide, with its address in the office.
pub(super) fn pages() -> impl Iterator<Item = (String, String)> {
    PAGES.iter().map(|it| (it.title.clone(), format!("/office/help/{}", it.name)))
}

/// What stands under a heading of the second rank.
fn section<'a>(text: &'a str, heading: &str) -> Option<&'a str> {
    let head = format!("\n## {heading}\n");
    let from = text.find(&head)? + head.len();
    let rest = text.get(from..)?;
    let to = rest.find("\n## ").unwrap_or(rest.len());
    rest.get(..to)
}

/// The guide's own text as a page. Pictures stay with the guide on disk, and links to other files of the
/// repository lead nowhere here: their words stay.
fn in_html(text: &str) -> String {
    let mut hidden = 0_u32;
    let mut linked = Vec::new();
    let mut first = true;
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| match event {
        // The title stands above.
        Event::Start(Tag::Heading { level, .. }) if first && level as usize == 1 => {
            hidden += 1;
            first = false;
            None
        }
        Event::End(TagEnd::Heading(level)) if hidden > 0 && level as usize == 1 => {
            hidden -= 1;
            None
        }
        Event::Start(Tag::Image { .. }) => {
            hidden += 1;
            None
        }
        Event::End(TagEnd::Image) => {
            hidden = hidden.saturating_sub(1);
            None
        }
        _ if hidden > 0 => None,
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let to = address(&dest_url);
            linked.push(to.is_some());
            to.map(|it| Event::Start(Tag::Link { link_type, dest_url: it.into(), title, id }))
        }
        Event::End(TagEnd::Link) => {
            linked.pop().unwrap_or(false).then_some(Event::End(TagEnd::Link))
        }
        // Our guide has no markup of its own.
        Event::Html(_) | Event::InlineHtml(_) => None,
        other => Some(other),
    });
    let mut written = String::new();
    html::push_html(&mut written, events);
    written.replace("<table>", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"表格\"><table class=\"table\">").replace("</table>", "</table></div>")
}

/// Where a link of the guide leads in the office.
fn address(to: &str) -> Option<String> {
    if to.starts_with("https://") {
        return Some(to.to_owned());
    }
    let file = to.split('#').next().unwrap_or_default();
    let name = file.strip_suffix(".md")?;
    match name {
        "permissions" | "permissions.en" => Some("/permissions".to_owned()),
        name => {
            let known = TEXTS.iter().any(|(it, _)| *it == name);
            known.then(|| format!("/office/help/{name}"))
        }
    }
}

#[derive(Template)]
#[template(path = "office/help.html")]
struct Index {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    pages: Vec<(String, String)>,
}

/// `GET /office/help`
pub(super) async fn index(room: Room) -> Result<Response, WebError> {
    let Walls { frame, desk } = room.walls().await?;
    let page = Index { frame, desk, lang: room.lang, pages: pages().collect() };
    room.shown(&page, StatusCode::OK)
}

#[derive(Template)]
#[template(path = "office/help_page.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    title: String,
    /// Made from our own guide, hence safe.
    html: String,
}

/// `GET /office/help/{name}`
pub(super) async fn show(room: Room, At(name): At<String>) -> Result<Response, WebError> {
    let found = PAGES.iter().find(|it| it.name == name).ok_or(WebError::NotFound)?;
    let Walls { frame, mut desk } = room.walls().await?;
    desk.help = None;
    let page = Page {
        frame,
        desk,
        lang: room.lang,
        title: found.title.clone(),
        html: in_html(found.text),
    };
    room.shown(&page, StatusCode::OK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_the_office_has_its_part_of_the_guide() {
        for (prefix, ..) in BESIDE {
            let help = beside(prefix).unwrap_or_else(|| panic!("{prefix} has no help"));
            assert!(help.html.len() > 40, "{prefix}: {}", help.html);
        }
    }

    #[test]
    fn links_lead_to_pages_and_pictures_are_left_out() {
        let html = in_html(
            "# T\n\n[a](installation.md#x) [b](../decisions/1.md) ![p](images/p.png) <b>x</b>",
        );
        assert_eq!(html.trim(), "<p><a href=\"/office/help/installation\">a</a> b  x</p>");
    }
}
