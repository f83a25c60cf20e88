//! What is around a public page: whose it is, its columns in the fixed order, and the marks at its foot.

use chrono::NaiveDate;
use law::Lang;
use records::organisation::{OrganisationId, Standing};
use records::site::{SiteShown, Theme};

use crate::design::{Crumb, MenuItem};
use crate::directory::Directory;
use crate::error::WebError;
use crate::guard::Permit;
use crate::pages::frame::{Frame, Look};
use crate::state::Web;
use crate::visit::Visit;

/// A mark at the foot of a page.
#[derive(Debug, Clone)]
pub(crate) struct FootMark {
    pub label: String,
    pub text: String,
    pub href: Option<String>,
}

/// Whose page it is.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub code: String,
    pub name: String,
    pub home: String,
    pub menu: Vec<MenuItem>,
    pub crumbs: Vec<Crumb>,
    pub marks: Vec<FootMark>,
    /// What was typed into the search box.
    pub sought: String,
}

impl Unit {
    /// A page of the whole site, with the marks of whoever stands at the top.
    pub(crate) async fn whole_site(web: &Web, lang: Lang) -> Result<Self, WebError> {
        let directory = web.directory().await?;
        let tree = directory.tree();
        let is_top = |standing: &Standing| standing.administrative_parent.is_none();
        let top = tree.all().find(|(_, it)| is_top(it)).map(|(id, _)| id);
        let site = web.site().await?;
        let marks = top.map(|id| foot(&site.shown(id, tree), lang)).unwrap_or_default();
        Ok(Self {
            code: String::new(),
            name: web.settings().name.clone(),
            home: "/".to_owned(),
            menu: Vec::new(),
            crumbs: Vec::new(),
            marks,
            sought: String::new(),
        })
    }

    /// A page of an organisation.
    pub(crate) fn of(standing: &Standing, code: &str, lang: Lang, here: &str) -> Self {
        let home = format!("/o/{code}");
        Self {
            code: code.to_owned(),
            name: standing.names.in_language(lang).to_owned(),
            menu: columns(&home, standing.kind.answers_requests(), lang, here),
            home,
            crumbs: Vec::new(),
            marks: Vec::new(),
            sought: String::new(),
        }
    }

    /// The same page with the marks of its site.
    pub(crate) fn marked(mut self, shown: &SiteShown, lang: Lang) -> Self {
        self.marks = foot(shown, lang);
        self
    }

    /// The same page at its place.
    pub(crate) fn at(mut self, crumbs: Vec<Crumb>) -> Self {
        self.crumbs = crumbs;
        self
    }

    /// The way to a page of this unit.
    pub(crate) fn crumbs_to(&self, lang: Lang, last: &[Crumb]) -> Vec<Crumb> {
        let mut crumbs = vec![
            Crumb::to(lang.pick("首页", "Home"), "/"),
            Crumb::to(self.name.clone(), self.home.clone()),
        ];
        crumbs.extend_from_slice(last);
        crumbs
    }
}

/// What the foot says, in its order; what nobody has said is left out, and the health page warns of it.
pub(crate) fn foot(shown: &SiteShown, lang: Lang) -> Vec<FootMark> {
    let marks = shown.marks.iter().map(|(mark, said)| {
        let label = mark.label(lang);
        match mark.link(&said.value) {
            Some(href) if mark.is_link() => {
                FootMark { label: String::new(), text: label.to_owned(), href: Some(href) }
            }
            href => FootMark {
                label: lang.pick(format!("{label}："), format!("{label}: ")),
                text: said.value.clone(),
                href,
            },
        }
    });
    let ipv6 = shown.ipv6.as_ref().is_some_and(|it| it.value).then(|| FootMark {
        label: String::new(),
        text: lang.pick("本网站支持 IPv6", "This site supports IPv6").to_owned(),
        href: None,
    });
    marks.chain(ipv6).collect()
}

/// The columns in the order that is the same for all units (国办公开办函〔2019〕61号).
fn columns(home: &str, answers_requests: bool, lang: Lang, here: &str) -> Vec<MenuItem> {
    let to = |zh: &str, en: &str, path: &str| {
        MenuItem::to(lang.pick(zh, en), format!("{home}/{path}"), here)
    };
    let mut columns = vec![
        to("政府信息公开指南", "Guide to open information", "guide"),
        to("政府信息公开制度", "Rules", "rules"),
        to("法定主动公开内容", "Disclosed by law", "content"),
        to("政府信息公开年报", "Yearly reports", "reports"),
    ];
    // Chapter four does not apply to schools (第五十五条).
    if answers_requests {
        let mut apply = to("依申请公开", "Ask for information", "apply");
        apply.button = true;
        columns.push(apply);
    }
    columns
}

/// A unit's page that is being made: everything it is made from.
pub(super) struct Opened {
    pub directory: std::sync::Arc<Directory>,
    pub id: OrganisationId,
    pub code: String,
    pub standing: Standing,
    pub frame: Frame,
    pub unit: Unit,
    pub lang: Lang,
    pub today: NaiveDate,
}

impl Opened {
    /// Opens a page of a unit. One that has ended answers no more: who took over is told by its front page.
    pub(super) async fn of(
        web: &Web,
        permit: &Permit,
        visit: &Visit,
        code: &str,
    ) -> Result<Self, WebError> {
        let (lang, today) = (visit.view().lang, web.today());
        let directory = web.directory().await?;
        let found = permit.organisation(&directory, code)?;
        let id = found.value.id;
        let standing = directory.tree().standing(id).cloned().ok_or(WebError::NotFound)?;
        if !standing.kind.keeps_records() {
            return Err(WebError::NotFound);
        }
        let shown = web.site().await?.shown(id, directory.tree());
        let mut frame = Frame::of(web, permit, visit);
        frame.look = look(&shown, today);
        frame.site = standing.names.in_language(lang).to_owned();
        let unit = Unit::of(&standing, code, lang, visit.here()).marked(&shown, lang);
        Ok(Self { id, code: code.to_owned(), standing, frame, unit, lang, today, directory })
    }

    /// The same page in a column, with the tags of the column.
    pub(super) fn in_column(mut self, column: &str, about: &str, last: &[Crumb]) -> Self {
        self.unit.crumbs = self.unit.crumbs_to(self.lang, last);
        self.frame = self
            .frame
            .tagged("ColumnName", column)
            .tagged("ColumnDescription", about)
            .tagged("ColumnKeywords", format!("{column},{}", self.unit.name))
            .tagged("ColumnType", self.lang.pick("政府信息公开", "Open government information"));
        self
    }
}

/// The colours of a unit's pages today.
pub(crate) fn look(shown: &SiteShown, today: NaiveDate) -> Look {
    Look { red: shown.theme() == Theme::Red, grey: shown.grey_on(today).is_some() }
}
