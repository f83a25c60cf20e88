//! What is around a page of the office: where somebody works, what they may go to, what waits for them.

use law::Lang;
use records::policy::{Action, might};

use crate::cookies::{Name, read};
use crate::design::{Choice, MenuItem};
use crate::directory::Directory;
use crate::error::WebError;
use crate::guard::Permit;
use crate::state::Web;
use crate::visit::Visit;
use axum::http::HeaderMap;
use records::organisation::OrganisationId;
use store::Source;

/// A part of the menu.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub label: &'static str,
    pub within: Vec<MenuItem>,
}

/// What is around a page of the office.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    /// Organisations in which they have roles, by code.
    pub places: Vec<Choice>,
    /// The one they are at, by code; empty where they have no role.
    pub place: String,
    /// The same, for queries.
    pub organisation: Option<OrganisationId>,
    pub menu: Vec<Group>,
    pub unread: u64,
    pub help: Option<Help>,
}

/// A part of the guide beside a page.
#[derive(Debug, Clone)]
pub(crate) struct Help {
    pub title: String,
    /// Made from our own guide when the program was built, hence safe.
    pub html: String,
    pub href: String,
}

impl Desk {
    /// The desk of whoever is signed in.
    pub(crate) async fn of(
        web: &Web,
        permit: &Permit,
        visit: &Visit,
        headers: &HeaderMap,
    ) -> Result<Self, WebError> {
        let lang = visit.view().lang;
        let directory = web.directory().await?;
        let places = places(permit, &directory);
        let chosen = read(headers, Name::Place, &web.settings().origin).unwrap_or_default();
        let at = places.iter().find(|it| it.value == chosen).or_else(|| places.first());
        let place = at.map(|it| it.value.clone()).unwrap_or_default();
        let organisation = directory.by_code(&place).map(|it| it.value.id);
        Ok(Self {
            menu: menu(permit, lang, visit.here(), &place),
            places,
            place,
            organisation,
            unread: unread(web, permit).await?,
            help: super::help::beside(visit.here()),
        })
    }
}

/// How many notifications somebody has not read.
async fn unread(web: &Web, permit: &Permit) -> Result<u64, WebError> {
    Ok(web.store().notifications().unread(permit.account()?).await?)
}

/// Organisations in which somebody has a role today.
pub(super) fn places(permit: &Permit, directory: &Directory) -> Vec<Choice> {
    let mut places: Vec<Choice> = Vec::new();
    for grant in permit.principal().grants() {
        let (Some(code), Some(standing)) =
            (directory.code_of(grant.organisation), directory.tree().standing(grant.organisation))
        else {
            continue;
        };
        if !places.iter().any(|it| it.value == code) {
            places.push(Choice::of(code, standing.names.short.clone()));
        }
    }
    places
}

/// What somebody may go to, in groups. What is not theirs is not shown.
fn menu(permit: &Permit, lang: Lang, here: &str, place: &str) -> Vec<Group> {
    let item = |zh: &str, en: &str, href: &str, action| {
        let item = MenuItem::to(lang.pick(zh, en), href, here);
        might(permit.principal(), action).then_some(item)
    };
    let mut desk = MenuItem::to(lang.pick("工作台", "Desk"), "/office", "");
    desk.current = here.split('?').next() == Some("/office");
    let own = [
        Some(desk),
        item("提醒", "Notices", "/office/notifications", Action::SeeSelf),
        item("我的账号", "My account", "/me", Action::SeeSelf),
        item("帮助", "Help", "/office/help", Action::SeeSelf),
    ];
    let office = format!("/office/organisations/{place}/office");
    let office = item("公开机构信息", "Disclosure office", &office, Action::DescribeOffice);
    let administration = [
        item("机构", "Organisations", "/office/organisations", Action::ListAccounts),
        office.filter(|_| !place.is_empty()),
        item("人员和角色", "People and roles", "/office/people", Action::ListAccounts),
        item("接口令牌", "API tokens", "/office/tokens", Action::ListTokens),
    ];
    let openness = [
        item("公开指南", "Guide", "/office/guides", Action::DraftGuide)
            .or_else(|| item("公开指南", "Guide", "/office/guides", Action::ReleaseGuide)),
        item("网站设置", "Site settings", "/office/sites", Action::ChangeSite),
        item("放假安排", "Holiday notices", "/office/calendar", Action::ProposeNotice),
    ];
    let running = [
        item("安装向导", "Setting up", "/office/setup", Action::SeeJobs),
        item("后台任务", "Jobs", "/office/jobs", Action::SeeJobs),
        item("日志", "Log", "/office/log", Action::SeeLog),
        item("运行状态", "Health", "/office/health", Action::SeeJobs),
    ];
    let groups = [
        ("", own.to_vec()),
        (lang.pick("公开", "Openness"), openness.to_vec()),
        (lang.pick("管理", "Administration"), administration.to_vec()),
        (lang.pick("运行", "Operation"), running.to_vec()),
    ];
    let groups = groups
        .into_iter()
        .map(|(label, items)| Group { label, within: items.into_iter().flatten().collect() });
    let mut groups: Vec<Group> = groups.filter(|it| !it.within.is_empty()).collect();
    keep_nearest(&mut groups);
    groups
}

/// Of entries of which one is below another, only the nearest to the page is the current one.
fn keep_nearest(groups: &mut [Group]) {
    let all = groups.iter().flat_map(|it| &it.within).filter(|it| it.current);
    let nearest = all.map(|it| it.href.len()).max();
    for item in groups.iter_mut().flat_map(|it| &mut it.within) {
        item.current = item.current && Some(item.href.len()) == nearest;
    }
}
