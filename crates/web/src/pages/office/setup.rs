//! `/office/setup`: what a new installation needs before it serves anybody, step by step.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::Datelike;
use law::Lang;
use records::person::Role;
use records::policy::{Action, might};
use store::Source;

use super::Desk;
use super::health::{ADMINISTRATORS, next_year_is_wanted};
use super::organisations::without_office;
use super::room::{Room, Walls};
use crate::administration::jobs::require_whole_installation;
use crate::design::Tag;
use crate::error::WebError;
use crate::guard::Permit;
use crate::pages::frame::Frame;
use crate::state::Web;

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Done,
    Open,
    /// Nothing here knows: somebody looks elsewhere.
    Elsewhere,
}

/// A step.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub title: &'static str,
    pub told: String,
    pub state: State,
    pub href: Option<String>,
    pub link: &'static str,
}

#[derive(Template)]
#[template(path = "office/setup.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    steps: Vec<(Step, Tag)>,
    open: usize,
}

/// The steps that are still to be done, for whoever looks after the whole installation; nobody else is asked.
pub(super) async fn open_steps(
    web: &Web,
    permit: &Permit,
    lang: Lang,
) -> Result<Vec<Step>, WebError> {
    // Whether they do is asked with the right to see jobs, which belong to the installation as well.
    let directory = web.directory().await?;
    let reach = directory.reach(permit.principal(), Action::SeeJobs);
    let mut tops = directory.tree().all().filter(|(_, it)| it.administrative_parent.is_none());
    if !might(permit.principal(), Action::SeeJobs) || !tops.all(|(id, _)| reach.contains(&id)) {
        return Ok(Vec::new());
    }
    let mut steps = steps(web, lang).await?;
    steps.retain(|it| it.state == State::Open);
    Ok(steps)
}

/// `GET /office/setup`
pub(super) async fn show(room: Room) -> Result<Response, WebError> {
    require_whole_installation(&room.web, &room.permit).await?;
    let lang = room.lang;
    let steps = steps(&room.web, lang).await?;
    let Walls { frame, desk } = room.walls().await?;
    let page = Page {
        frame,
        desk,
        lang,
        open: steps.iter().filter(|it| it.state == State::Open).count(),
        steps: steps.into_iter().map(|it| (it.clone(), tag(it.state, lang))).collect(),
    };
    room.shown(&page, StatusCode::OK)
}

fn tag(state: State, lang: Lang) -> Tag {
    match state {
        State::Done => Tag::of("good", "✓", lang.pick("已完成", "done")),
        State::Open => Tag::of("warn", "○", lang.pick("待办", "to do")),
        State::Elsewhere => Tag::of("info", "→", lang.pick("请核对", "see to it")),
    }
}

fn state(done: bool) -> State {
    if done { State::Done } else { State::Open }
}

async fn steps(web: &Web, lang: Lang) -> Result<Vec<Step>, WebError> {
    Ok(vec![
        organisations(web, lang).await?,
        people(web, lang).await?,
        Step {
            title: lang.pick("网站标识", "Marks of the site"),
            told: lang
                .pick(
                    "网站名称、网站标识码、备案号、主办单位和联系方式，公开网站页脚必须有",
                    "Name, identification code, filing numbers, sponsor and contact: every public page shows them",
                )
                .to_owned(),
            state: State::Elsewhere,
            href: Some("/office/sites".to_owned()),
            link: lang.pick("核对网站标识", "See to the marks"),
        },
        holidays(web, lang).await?,
        Step {
            title: lang.pick("备份和检查点外存", "Backups and witnesses"),
            told: lang
                .pick(
                    "在 gongkai.toml 的 [backup] 写上备份公钥，在 [witness] 写上另一台机器的文件夹，再用 gongkai doctor 检查",
                    "Name a public key under [backup] and a folder on another machine under [witness] in gongkai.toml, and look with `gongkai doctor`",
                )
                .to_owned(),
            state: State::Elsewhere,
            href: Some("/office/health".to_owned()),
            link: lang.pick("查看运行状态", "See health"),
        },
    ])
}

async fn organisations(web: &Web, lang: Lang) -> Result<Step, WebError> {
    let directory = web.directory().await?;
    let count = directory.tree().all().count();
    let lacking = without_office(&directory).len();
    Ok(Step {
        title: lang.pick("机构和公开机构信息", "Organisations and their offices"),
        told: lang.pick(
            format!("已有 {count} 个机构，其中 {lacking} 个的公开机构信息还不完整（第十二条）"),
            format!("There are {count}; {lacking} lack something of what their guide must tell (第十二条)"),
        ),
        state: state(count > 0 && lacking == 0),
        href: Some("/office/organisations?lacking=yes".to_owned()),
        link: lang.pick("补充机构信息", "Fill it in"),
    })
}

async fn people(web: &Web, lang: Lang) -> Result<Step, WebError> {
    let (accounts, today) = (web.store().accounts(), web.today());
    let mut missing = Vec::new();
    for role in ADMINISTRATORS.into_iter().chain([Role::Clerk, Role::OgiOfficeHead]) {
        if accounts.holders_of(role, today).await?.is_empty() {
            missing.push(role.label(lang));
        }
    }
    let told = if missing.is_empty() {
        lang.pick(
            "三员、信息公开专员和负责人都已在任",
            "The three administrators, a clerk and a head are at their posts",
        )
        .to_owned()
    } else {
        let missing = missing.join(lang.pick("、", ", "));
        lang.pick(format!("还没有人担任：{missing}"), format!("Nobody is yet: {missing}"))
    };
    Ok(Step {
        title: lang.pick("人员和角色", "People and roles"),
        state: state(missing.is_empty()),
        told,
        href: Some("/office/people?organisation=all".to_owned()),
        link: lang.pick("邀请人员、授予角色", "Invite people and grant roles"),
    })
}

async fn holidays(web: &Web, lang: Lang) -> Result<Step, WebError> {
    let (calendar, today) = (web.calendar().await?, web.today());
    let year = today.year();
    let covered =
        calendar.covers(year) && (calendar.covers(year + 1) || !next_year_is_wanted(today));
    Ok(Step {
        title: lang.pick("放假安排", "Holidays"),
        told: lang
            .pick(
                "期限按国务院办公厅公布的放假安排计算，今年的必须收录，明年的公布以后收录",
                "Periods follow the published holidays: this year's must be known, next year's once they are out",
            )
            .to_owned(),
        state: state(covered),
        href: Some("/office/health".to_owned()),
        link: lang.pick("查看运行状态", "See health"),
    })
}
