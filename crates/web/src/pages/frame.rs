//! What every page has around it.

use crate::assets;
use crate::edge::words::RequestPlace;
use crate::guard::Permit;
use crate::state::Web;
use crate::view::View;
use crate::visit::Visit;
use law::Lang;

/// How the colours of a unit's pages are set: its theme, and whether they are grey today.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// 政务红 instead of blue.
    pub red: bool,
    /// 一键置灰
    pub grey: bool,
}

/// What every page has around it.
pub(crate) struct Frame {
    pub lang: Lang,
    pub view: View,
    pub look: Look,
    pub site: String,
    /// The name of whoever is signed in.
    pub who: Option<String>,
    pub form_token: String,
    /// This page, to come back to after a choice of view.
    pub here: String,
    /// The address by which the page is known, without what was chosen on it.
    pub canonical: String,
    /// 页面标签: what inspections read in the head of a page.
    pub tags: Vec<(&'static str, String)>,
}

impl Frame {
    /// The frame of a page.
    pub(crate) fn of(web: &Web, permit: &Permit, visit: &Visit) -> Self {
        let path = visit.here().split('?').next().unwrap_or_default();
        Self {
            lang: visit.view().lang,
            view: visit.view(),
            look: Look::default(),
            site: web.settings().name.clone(),
            who: permit.session().map(|it| it.name.clone()),
            form_token: visit.token(web),
            here: visit.here().to_owned(),
            canonical: format!("{}{path}", web.settings().origin.url()),
            tags: site_tags(web),
        }
    }

    /// The frame of a page that tells what failed. It promises nothing about who is signed in.
    pub(crate) fn of_failure(web: &Web, at: &RequestPlace) -> Self {
        Self {
            lang: at.view.lang,
            view: at.view,
            look: Look::default(),
            site: web.settings().name.clone(),
            who: None,
            form_token: String::new(),
            here: at.path.clone(),
            canonical: String::new(),
            tags: Vec::new(),
        }
    }

    /// The same frame with another tag of the page.
    pub(crate) fn tagged(mut self, name: &'static str, content: impl Into<String>) -> Self {
        self.tags.push((name, content.into()));
        self
    }

    /// Classes of the whole page.
    pub(crate) fn classes(&self) -> String {
        let look = [("red", self.look.red), ("grey", self.look.grey)];
        let look = look.into_iter().filter(|(_, on)| *on).map(|(class, _)| class);
        std::iter::once(self.view.classes()).chain(look).collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn css(&self) -> &'static str {
        assets::css()
    }

    pub(crate) fn icon(&self) -> &'static str {
        assets::icon()
    }

    pub(crate) fn comfort(&self) -> &'static str {
        assets::comfort()
    }

    pub(crate) fn office(&self) -> &'static str {
        assets::office()
    }

    pub(crate) fn passkeys(&self) -> &'static str {
        assets::passkeys()
    }
}

fn site_tags(web: &Web) -> Vec<(&'static str, String)> {
    let settings = web.settings();
    vec![("SiteName", settings.name.clone()), ("SiteDomain", settings.origin.host().to_owned())]
}
