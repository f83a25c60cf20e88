//! What is around a public page: whose it is, its columns in the fixed order, and the marks at its foot.

use law::Lang;
use records::organisation::Standing;

use crate::design::{Crumb, MenuItem};
use crate::state::Web;

/// A mark at the foot of a page.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
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
    pub marks: Vec<Mark>,
    /// What was typed into the search box.
    pub sought: String,
}

impl Unit {
    /// A page of the whole site.
    pub(crate) fn whole_site(web: &Web, _lang: Lang) -> Self {
        Self {
            code: String::new(),
            name: web.settings().name.clone(),
            home: "/".to_owned(),
            menu: Vec::new(),
            crumbs: Vec::new(),
            marks: Vec::new(),
            sought: String::new(),
        }
    }

    /// A page of an organisation.
    pub(crate) fn of(standing: &Standing, code: &str, lang: Lang, here: &str) -> Self {
        let home = format!("/o/{code}");
        Self {
            code: code.to_owned(),
            name: standing.names.full.clone(),
            menu: columns(&home, standing.kind.answers_requests(), lang, here),
            home,
            crumbs: Vec::new(),
            marks: Vec::new(),
            sought: String::new(),
        }
    }

    /// The same page at its place.
    pub(crate) fn at(mut self, crumbs: Vec<Crumb>) -> Self {
        self.crumbs = crumbs;
        self
    }
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
