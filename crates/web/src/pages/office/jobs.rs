//! `/office/jobs`: what waits, what is running, what failed for good and why.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use law::Lang;
use records::policy::Action;
use store::{Job, JobState, Source};
use uuid::Uuid;

use super::Desk;
use super::log::moment;
use super::room::{Done, Room, Walls};
use super::sure::Sure;
use crate::administration::jobs;
use crate::caller::Filled;
use crate::design::Form;
use crate::error::WebError;
use crate::extract::{At, Params};
use crate::guard::Guarded;
use crate::limits::PAGE;
use crate::pages::frame::Frame;
use crate::pages::onward;

const HERE: &str = "/office/jobs";

/// Jobs.
pub(super) fn routes(routes: Guarded) -> Guarded {
    routes
        .page("GET", HERE, Action::SeeJobs, get(show))
        .page("POST", "/office/jobs/repetition", Action::RepeatJob, post(repeat_all))
        .page("POST", "/office/jobs/{id}/repetition", Action::RepeatJob, post(repeat))
}

#[derive(Template)]
#[template(path = "office/jobs.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    form: Form,
    done: Option<&'static str>,
    counts: Vec<(String, String)>,
    kinds: Vec<KindRow>,
    dead: Vec<DeadRow>,
    open: Vec<OpenRow>,
}

/// How many of a kind are in each state, among those that are not done.
struct KindRow {
    kind: String,
    name: String,
    waiting: usize,
    running: usize,
    dead: usize,
}

struct DeadRow {
    kind: String,
    due: String,
    attempts: i32,
    why: String,
    to: String,
}

struct OpenRow {
    kind: String,
    state: &'static str,
    due: String,
    attempts: i32,
    last: String,
}

/// What a kind of job does, in words.
fn kind_in_words(kind: &str, lang: Lang) -> String {
    match kind {
        "log.checkpoint" => lang.pick("签名日志检查点", "sign the log").to_owned(),
        "log.witness" => lang.pick("把检查点交给外部保存", "hand checkpoints out").to_owned(),
        "sealed.rotate" => lang.pick("用新密钥重新加密", "seal anew").to_owned(),
        "mail.send" => lang.pick("发送邮件", "send a mail").to_owned(),
        "mail.digests" => lang.pick("收集每日汇总", "gather the digests of a day").to_owned(),
        "mail.digest" => lang.pick("发送每日汇总", "send a digest").to_owned(),
        other => other.to_owned(),
    }
}

fn state_in_words(state: JobState, lang: Lang) -> &'static str {
    match state {
        JobState::Waiting => lang.pick("等待", "waiting"),
        JobState::Running => lang.pick("执行中", "running"),
        JobState::Done => lang.pick("已完成", "done"),
        JobState::Dead => lang.pick("失败", "failed"),
    }
}

/// `GET /office/jobs`
async fn show(room: Room, Params(done): Params<Done>) -> Result<Response, WebError> {
    jobs::require_whole_installation(&room.web, &room.permit).await?;
    let lang = room.lang;
    let store = room.web.store();
    let counts = store.jobs().counts().await?;
    let mut open = Vec::new();
    for state in [JobState::Dead, JobState::Running, JobState::Waiting] {
        open.extend(store.jobs().list(Some(state), PAGE).await?);
    }
    let (dead, open_jobs): (Vec<&Job>, Vec<&Job>) =
        open.iter().partition(|it| it.state == JobState::Dead);
    let Walls { frame, desk } = room.walls().await?;
    let page = Page {
        frame,
        desk,
        lang,
        form: room.form(),
        done: (done.done == "repeated").then(|| {
            lang.pick("已放回队列，马上重新执行。", "Put back to work; it begins at once.")
        }),
        counts: counts
            .iter()
            .map(|it| (state_in_words(it.state, lang).to_owned(), it.count.to_string()))
            .collect(),
        kinds: kinds(&open, lang),
        dead: dead
            .into_iter()
            .map(|it| DeadRow {
                kind: kind_in_words(it.kind.as_str(), lang),
                due: moment(it.due_at),
                attempts: it.attempts,
                why: it.last_error.clone().unwrap_or_default(),
                to: format!("{HERE}/{}/repetition", it.id),
            })
            .collect(),
        open: open_jobs
            .into_iter()
            .map(|it| OpenRow {
                kind: kind_in_words(it.kind.as_str(), lang),
                state: state_in_words(it.state, lang),
                due: moment(it.due_at),
                attempts: it.attempts,
                last: it.last_error.clone().unwrap_or_default(),
            })
            .collect(),
    };
    room.shown(&page, StatusCode::OK)
}

fn kinds(open: &[Job], lang: Lang) -> Vec<KindRow> {
    let mut rows: BTreeMap<&str, KindRow> = BTreeMap::new();
    for it in open {
        let kind = it.kind.as_str();
        let row = rows.entry(kind).or_insert_with(|| KindRow {
            kind: kind.to_owned(),
            name: kind_in_words(kind, lang),
            waiting: 0,
            running: 0,
            dead: 0,
        });
        match it.state {
            JobState::Waiting => row.waiting += 1,
            JobState::Running => row.running += 1,
            JobState::Dead => row.dead += 1,
            JobState::Done => {}
        }
    }
    rows.into_values().collect()
}

/// `POST /office/jobs/{id}/repetition`
async fn repeat(room: Room, At(id): At<Uuid>, filled: Filled) -> Result<Response, WebError> {
    let (mut form, mut status) = (room.form(), StatusCode::OK);
    if let Some(why) = filled.sure() {
        match jobs::repeat(&room.web, &room.permit, &filled.caller, id, &why).await {
            Ok(()) => return Ok(onward(&format!("{HERE}?done=repeated"))),
            Err(error) => (form, status) = room.again(&filled, error)?,
        }
    }
    jobs::require_whole_installation(&room.web, &room.permit).await?;
    let lang = room.lang;
    let sure = Sure {
        title: lang.pick("重新执行这个任务", "Repeat this job").to_owned(),
        to: format!("{HERE}/{id}/repetition"),
        ..about_repeating(lang)
    };
    room.ask(sure, form, status).await
}

/// `POST /office/jobs/repetition`: every failed job of a kind.
async fn repeat_all(room: Room, filled: Filled) -> Result<Response, WebError> {
    let (mut form, mut status) = (room.form(), StatusCode::OK);
    let kind = filled.value("kind");
    if let Some(why) = filled.sure() {
        match jobs::repeat_all(&room.web, &room.permit, &filled.caller, kind, &why).await {
            Ok(_) => return Ok(onward(&format!("{HERE}?done=repeated"))),
            Err(error) => (form, status) = room.again(&filled, error)?,
        }
    }
    jobs::require_whole_installation(&room.web, &room.permit).await?;
    let lang = room.lang;
    let name = kind_in_words(kind, lang);
    let sure = Sure {
        title: lang.pick(
            format!("重新执行全部失败的“{name}”"),
            format!("Repeat every failed job: {name}"),
        ),
        to: format!("{HERE}/repetition"),
        along: vec![("kind".to_owned(), kind.to_owned())],
        ..about_repeating(lang)
    };
    room.ask(sure, form, status).await
}

fn about_repeating(lang: Lang) -> Sure {
    let told = lang.pick(
        [
            "任务放回队列，从头执行；同一个任务做两次没有害处",
            "失败的原因还在的，过一会儿会再次失败，请先排除原因",
        ],
        [
            "It goes back to the queue and begins anew; doing it twice does no harm",
            "While the cause is there it fails again: see to that first",
        ],
    );
    Sure {
        told: told.iter().map(|it| (*it).to_owned()).collect(),
        ground: lang
            .pick(
                "由最上级机构的系统管理员办理（见权限表）",
                "Done by a system administrator of the top organisation",
            )
            .to_owned(),
        back: HERE.to_owned(),
        button: lang.pick("重新执行", "Repeat").to_owned(),
        mild: true,
        ..Sure::default()
    }
}
