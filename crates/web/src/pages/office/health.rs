//! `/office/health`: what this node sees of the installation, with what to do where something needs care. What
//! only the machine itself can see is told by `gongkai doctor`.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Datelike, NaiveDate};
use law::Lang;
use records::person::Role;
use store::{JobState, Source};

use super::Desk;
use super::log::moment;
use super::organisations::without_office;
use super::room::{Room, Walls};
use crate::administration::jobs::require_whole_installation;
use crate::design::Tag;
use crate::error::WebError;
use crate::health::{LEAST_ROOM, disk_room, log_is_signed};
use crate::pages::frame::Frame;
use crate::state::SecondFactor;

/// A job that is due for longer than this is not being done (our convention).
const LATE_MICROS: i64 = 10 * 60 * 1_000_000;

/// From this month on the notice for the year that follows is expected; those of recent years came out in
/// autumn (our convention).
const NOTICE_MONTH: u32 = 11;

/// The three administrators, who have to be three people at their posts.
pub(super) const ADMINISTRATORS: [Role; 3] =
    [Role::SystemAdministrator, Role::SecurityAdministrator, Role::AuditAdministrator];

#[derive(Template)]
#[template(path = "office/health.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    findings: Vec<Finding>,
    /// How many need care; empty where none does.
    cares: String,
    version: &'static str,
}

/// One thing that was looked at.
pub(super) struct Finding {
    pub state: Tag,
    pub what: &'static str,
    pub found: String,
    /// What to do; empty where nothing is to be done.
    pub remedy: String,
    /// Where it is done, where that is a page.
    pub href: Option<String>,
}

impl Finding {
    fn of(good: bool, what: &'static str, found: String, remedy: &str, lang: Lang) -> Self {
        let state = if good {
            Tag::of("good", "●", lang.pick("正常", "fine"))
        } else {
            Tag::of("bad", "■", lang.pick("注意", "care"))
        };
        let remedy = if good { "" } else { remedy };
        Self { state, what, found, remedy: remedy.to_owned(), href: None }
    }

    fn at(self, href: &str) -> Self {
        Self { href: Some(href.to_owned()), ..self }
    }

    fn needs_care(&self) -> bool {
        self.state.kind == "bad"
    }
}

/// `GET /office/health`
pub(super) async fn show(room: Room) -> Result<Response, WebError> {
    require_whole_installation(&room.web, &room.permit).await?;
    let mut findings = database(&room).await?;
    findings.extend(log(&room).await?);
    findings.extend(jobs(&room).await?);
    findings.push(second_factor(&room));
    findings.extend(administrators(&room).await?);
    findings.extend(holidays(&room).await?);
    findings.push(offices(&room).await?);
    findings.push(marks(&room).await?);
    let Walls { frame, desk } = room.walls().await?;
    let page = Page {
        frame,
        desk,
        lang: room.lang,
        cares: match findings.iter().filter(|it| it.needs_care()).count() {
            0 => String::new(),
            some => room.lang.pick(format!("共 {some} 项"), format!("{some} in all")),
        },
        findings,
        version: env!("CARGO_PKG_VERSION"),
    };
    room.shown(&page, StatusCode::OK)
}

async fn database(room: &Room) -> Result<Vec<Finding>, WebError> {
    let (lang, store) = (room.lang, room.web.store());
    let settings = store.describe_engine().await?;
    let settings = settings.iter().map(|(name, value)| format!("{name}={value}"));
    let halted = store.halted();
    let schema = store.schema().await?;
    let mut findings = vec![
        Finding::of(
            halted.is_none(),
            lang.pick("数据库可以写入", "The database takes what is written"),
            settings.collect::<Vec<_>>().join(" "),
            lang.pick(
                "数据库停止写入：请查看服务器日志，排除磁盘故障后重新启动",
                "It has stopped: see the server's log, mend the disk and start anew",
            ),
            lang,
        ),
        Finding::of(
            schema.pending.is_empty(),
            lang.pick("数据库结构最新", "The schema is up to date"),
            schema.applied.last().cloned().unwrap_or_default(),
            lang.pick("请重新启动，启动时自动更新结构", "Start anew: that brings it up to date"),
            lang,
        ),
    ];
    if let Some(room) = store.files().folder().and_then(disk_room) {
        findings.push(Finding::of(
            room >= LEAST_ROOM,
            lang.pick("磁盘空间", "Room on the disk"),
            format!("{} MiB", room >> 20),
            lang.pick("磁盘快满了，请清理或者扩容", "The disk is nearly full: make room"),
            lang,
        ));
    }
    Ok(findings)
}

async fn log(room: &Room) -> Result<Vec<Finding>, WebError> {
    let (lang, store) = (room.lang, room.web.store());
    let (waiting, now) = (store.log().waiting().await?, store.edge().now());
    let newest = store.log().latest_checkpoint().await?;
    let is_signed = log_is_signed(waiting, newest.as_ref().map(|it| it.1), now);
    let ahead = newest.as_ref().is_some_and(|(_, at, _)| *at > now);
    let signed =
        newest.map_or_else(String::new, |(size, at, _)| format!("{size} · {}", moment(at)));
    Ok(vec![
        Finding::of(
            is_signed,
            lang.pick("日志已签名", "The log is signed"),
            lang.pick(format!("{signed}；待签 {waiting} 条"), format!("{signed}; {waiting} wait")),
            lang.pick(
                "没有程序在签名：后台任务没有运行，请在服务器上运行 gongkai jobs run",
                "Nobody signs: jobs are not running. Run `gongkai jobs run` on the server",
            ),
            lang,
        ),
        Finding::of(
            !ahead,
            lang.pick("服务器时间", "The clock"),
            moment(now),
            lang.pick(
                "服务器时间早于最近一次签名，期限会算错：请校准时间",
                "It is behind the newest signature and periods come out wrong: set it right",
            ),
            lang,
        ),
    ])
}

async fn jobs(room: &Room) -> Result<Vec<Finding>, WebError> {
    let (lang, store) = (room.lang, room.web.store());
    let counts = store.jobs().counts().await?;
    let count = |state| counts.iter().find(|it| it.state == state).map_or(0, |it| it.count);
    let (dead, waiting) = (count(JobState::Dead), count(JobState::Waiting));
    let oldest = store.jobs().list(Some(JobState::Waiting), 1).await?;
    let oldest = oldest.first().map(|it| it.due_at);
    let now = store.edge().now().micros();
    let late = oldest.is_some_and(|it| it.micros() < now - LATE_MICROS);
    let due = oldest.map_or_else(String::new, |it| {
        let due = moment(it);
        lang.pick(format!("，最早应在 {due}"), format!(", the first was due {due}"))
    });
    Ok(vec![
        Finding::of(
            dead == 0,
            lang.pick("没有失败的任务", "No job has failed for good"),
            lang.pick(format!("失败 {dead} 个"), format!("{dead} failed")),
            lang.pick("请看原因，排除以后重新执行", "See why, mend it, and repeat them"),
            lang,
        )
        .at("/office/jobs"),
        Finding::of(
            !late,
            lang.pick("任务按时执行", "Jobs are done in time"),
            lang.pick(format!("等待 {waiting} 个{due}"), format!("{waiting} wait{due}")),
            lang.pick(
                "任务没有人执行：请在服务器上运行 gongkai jobs run",
                "Nobody does them: run `gongkai jobs run` on the server",
            ),
            lang,
        )
        .at("/office/jobs"),
    ])
}

fn second_factor(room: &Room) -> Finding {
    let lang = room.lang;
    let settings = room.web.settings();
    let found = match settings.second_factor {
        SecondFactor::Everybody => lang.pick("所有有角色的人", "everybody with a role"),
        SecondFactor::Administrators => lang.pick("三员", "the three administrators"),
        SecondFactor::Nobody => lang.pick("不要求（仅用于演示）", "nobody (for a demonstration)"),
    };
    Finding::of(
        settings.second_factor != SecondFactor::Nobody || !settings.origin.is_encrypted(),
        lang.pick("管理员须有第二步验证", "Administrators need a second factor"),
        found.to_owned(),
        lang.pick(
            "请在 gongkai.toml 的 [web] 中把 second_factor 改为 administrators 或者 everybody",
            "Set second_factor under [web] in gongkai.toml to administrators or everybody",
        ),
        lang,
    )
}

async fn administrators(room: &Room) -> Result<Vec<Finding>, WebError> {
    let (lang, today) = (room.lang, room.web.today());
    let mut findings = Vec::new();
    for role in ADMINISTRATORS {
        let held = room.web.store().accounts().holders_of(role, today).await?.len();
        let finding = Finding::of(
            held > 0,
            role.label(lang),
            lang.pick(format!("{held} 人在任"), format!("{held} at their post")),
            lang.pick("没有人在任：请任命", "Nobody holds it: appoint somebody"),
            lang,
        );
        findings.push(finding.at("/office/people"));
    }
    Ok(findings)
}

/// Whether the days that periods run into are known.
pub(super) fn next_year_is_wanted(today: NaiveDate) -> bool {
    today.month() >= NOTICE_MONTH
}

async fn holidays(room: &Room) -> Result<Vec<Finding>, WebError> {
    let (lang, today) = (room.lang, room.web.today());
    let calendar = room.web.calendar().await?;
    let told = |year: i32, wanted: bool| {
        let covered = calendar.covers(year);
        let found = match covered {
            true => lang.pick(format!("{year} 年已收录"), format!("{year} is known")),
            false => lang.pick(format!("{year} 年尚未收录"), format!("{year} is not known yet")),
        };
        Finding::of(
            covered || !wanted,
            lang.pick("放假安排", "Holidays"),
            found,
            lang.pick(
                "国务院办公厅的通知公布以后，更新程序或者载入通知；在此以前，跨入该年的期限是暂定日期",
                "Once the notice is out, update the program or load it; until then periods into that year are provisional",
            ),
            lang,
        )
    };
    let year = today.year();
    Ok(vec![told(year, true), told(year + 1, next_year_is_wanted(today))])
}

/// What the foot of a site must show, site by site: what one has not said it takes from those above.
async fn marks(room: &Room) -> Result<Finding, WebError> {
    let lang = room.lang;
    let (directory, site) = (room.web.directory().await?, room.web.site().await?);
    let tree = directory.tree();
    let sites = tree.all().filter(|(_, it)| it.kind.keeps_records());
    let lacking = sites.filter(|(id, _)| !site.shown(*id, tree).missing().is_empty()).count();
    let finding = Finding::of(
        lacking == 0,
        lang.pick("网站页脚标识完整", "The marks at the foot of every site are there"),
        lang.pick(format!("{lacking} 个单位的页脚有缺项"), format!("{lacking} sites lack some")),
        lang.pick(
            "主办单位、网站标识码、备案号等应当齐全：上级填写后，下级没有填写的自动沿用",
            "Organiser, site code, filing numbers and the like: what one above says, those below take over",
        ),
        lang,
    );
    Ok(finding.at("/office/sites"))
}

async fn offices(room: &Room) -> Result<Finding, WebError> {
    let lang = room.lang;
    let directory = room.web.directory().await?;
    let lacking = without_office(&directory).len();
    let finding = Finding::of(
        lacking == 0,
        lang.pick("公开机构信息完整（第十二条）", "Disclosure offices are described (第十二条)"),
        lang.pick(format!("{lacking} 个机构还缺内容"), format!("{lacking} lack something")),
        lang.pick(
            "公开指南必须写明的内容不全：请各机构补充",
            "Their guides do not tell what they must: fill it in",
        ),
        lang,
    );
    Ok(finding.at("/office/organisations?lacking=yes"))
}
