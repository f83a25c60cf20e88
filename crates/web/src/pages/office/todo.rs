//! What waits for somebody, by what they may do: each with where it is done and until when.

use chrono::NaiveDate;
use law::report_form::{Reporter, publication_day};
use records::calendar_notice::NoticeStanding;
use records::guide::GuideState;
use records::organisation::{Kind, OrganisationId};
use records::policy::{Action, might};
use store::{JobState, Source};

use super::Desk;
use super::room::Room;
use super::setup::open_steps;
use crate::design::Tag;
use crate::error::WebError;
use crate::limits::PAGE;

/// Working days from which on something is near (domain convention of the lights: our default).
pub(super) const NEAR: u32 = 5;

/// Something that waits.
pub(super) struct Todo {
    pub title: String,
    pub href: String,
    pub action: &'static str,
    pub light: Light,
}

/// How near it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Light {
    /// No day is set.
    Open,
    /// So many working days are left.
    Left(u32),
    /// So many working days late.
    Late(u32),
}

impl Light {
    pub(super) fn is_near(self) -> bool {
        matches!(self, Self::Left(days) if days <= NEAR)
    }

    pub(super) fn is_late(self) -> bool {
        matches!(self, Self::Late(_))
    }

    /// The light with its words.
    pub(super) fn tag(self, lang: law::Lang) -> Tag {
        match self {
            Self::Open => Tag::of("info", "○", lang.pick("待办", "to do")),
            Self::Left(0) => Tag::of("bad", "■", lang.pick("今日到期", "due today")),
            Self::Left(days) => {
                let (kind, sign) = match days {
                    0..=2 => ("bad", "■"),
                    3..=NEAR => ("warn", "▲"),
                    _ => ("good", "●"),
                };
                let words =
                    lang.pick(format!("剩 {days} 个工作日"), format!("{days} working days left"));
                Tag::of(kind, sign, words)
            }
            Self::Late(days) => {
                let words = lang
                    .pick(format!("已超期 {days} 个工作日"), format!("{days} working days late"));
                Tag::of("late", "⚠", words)
            }
        }
    }
}

/// Everything that waits for whoever is at the desk, the most pressing first.
pub(super) async fn todos(room: &Room, desk: &Desk) -> Result<Vec<Todo>, WebError> {
    let mut todos = setting_up(room).await?;
    todos.extend(tokens(room).await?);
    todos.extend(dead_jobs(room).await?);
    todos.extend(notices(room).await?);
    if let Some(here) = desk.organisation {
        todos.extend(guide(room, here).await?);
        todos.extend(site(room, here).await?);
        todos.extend(report(room, here).await?);
    }
    todos.sort_by_key(|it| match it.light {
        Light::Late(days) => (0, u32::MAX - days),
        Light::Left(days) => (1, days),
        Light::Open => (2, 0),
    });
    Ok(todos)
}

/// Whether whoever is at the desk may do something at an organisation.
async fn may(room: &Room, action: Action, here: OrganisationId) -> Result<bool, WebError> {
    let directory = room.web.directory().await?;
    Ok(directory.reach(room.permit.principal(), action).contains(&here))
}

async fn light(room: &Room, here: OrganisationId, due: NaiveDate) -> Result<Light, WebError> {
    let (today, calendar) = (room.web.today(), room.web.calendar_of(here).await?);
    Ok(if due < today {
        Light::Late(calendar.count_working_days(due, today))
    } else {
        Light::Left(calendar.count_working_days(today, due))
    })
}

async fn setting_up(room: &Room) -> Result<Vec<Todo>, WebError> {
    let steps = open_steps(&room.web, &room.permit, room.lang).await?;
    let todo = |it: super::setup::Step| Todo {
        title: room.lang.pick(format!("安装：{}", it.title), format!("Setting up: {}", it.title)),
        href: "/office/setup".to_owned(),
        action: room.lang.pick("查看", "Look"),
        light: Light::Open,
    };
    Ok(steps.into_iter().map(todo).collect())
}

async fn tokens(room: &Room) -> Result<Option<Todo>, WebError> {
    if !might(room.permit.principal(), Action::ApproveToken) {
        return Ok(None);
    }
    let directory = room.web.directory().await?;
    let reach = directory.reach(room.permit.principal(), Action::ApproveToken);
    let scope = directory.scope_of(&reach);
    let all = room.web.store().api_tokens().page(&scope, None, PAGE).await?;
    let waiting = all.iter().filter(|it| it.approved_at.is_none()).count();
    let lang = room.lang;
    Ok((waiting > 0).then(|| Todo {
        title: lang.pick(
            format!("{waiting} 个接口令牌等待批准"),
            format!("{waiting} API tokens wait for approval"),
        ),
        href: "/office/tokens".to_owned(),
        action: lang.pick("审批", "Decide"),
        light: Light::Open,
    }))
}

async fn dead_jobs(room: &Room) -> Result<Option<Todo>, WebError> {
    let lang = room.lang;
    if !might(room.permit.principal(), Action::SeeJobs) {
        return Ok(None);
    }
    let counts = room.web.store().jobs().counts().await?;
    let dead = counts.iter().find(|it| it.state == JobState::Dead).map_or(0, |it| it.count);
    Ok((dead > 0).then(|| Todo {
        title: lang.pick(format!("{dead} 个后台任务失败"), format!("{dead} jobs failed for good")),
        href: "/office/jobs".to_owned(),
        action: lang.pick("处理", "Look"),
        light: Light::Open,
    }))
}

/// Holiday notices that another proposed and that wait for a second person.
async fn notices(room: &Room) -> Result<Vec<Todo>, WebError> {
    if !might(room.permit.principal(), Action::ConfirmNotice) {
        return Ok(Vec::new());
    }
    let lang = room.lang;
    let directory = room.web.directory().await?;
    let reach = directory.reach(room.permit.principal(), Action::ConfirmNotice);
    let me = room.permit.account()?;
    let all = room.web.store().calendar_notices().all().await?;
    let waiting = all.iter().filter(|it| {
        it.value.standing == NoticeStanding::Proposed
            && reach.contains(&it.value.organisation)
            && it.value.proposed.by != Some(me)
    });
    Ok(waiting
        .map(|it| Todo {
            title: lang.pick(
                format!("放假安排（{} 提出）等待确认", it.value.proposed.on),
                format!("A holiday notice of {} waits for the second person", it.value.proposed.on),
            ),
            href: "/office/calendar".to_owned(),
            action: lang.pick("核对", "Check"),
            light: Light::Open,
        })
        .collect())
}

async fn guide(room: &Room, here: OrganisationId) -> Result<Vec<Todo>, WebError> {
    let lang = room.lang;
    let (drafts, releases) =
        (may(room, Action::DraftGuide, here).await?, may(room, Action::ReleaseGuide, here).await?);
    if !drafts && !releases {
        return Ok(Vec::new());
    }
    let site = room.web.site().await?;
    let guide = site.guide(here);
    let todo = |title: &str, action, light| Todo {
        title: title.to_owned(),
        href: "/office/guides".to_owned(),
        action,
        light,
    };
    let mut todos = Vec::new();
    let in_review =
        guide.and_then(|it| it.in_work()).is_some_and(|it| it.state() == GuideState::InReview);
    if releases && in_review {
        let title = lang.pick("政府信息公开指南送审，等待发布", "The guide waits to be released");
        todos.push(todo(title, lang.pick("审核", "Review"), Light::Open));
    }
    if drafts {
        let next = guide.map(|it| it.next_review()).transpose().map_err(WebError::internal)?;
        match next.flatten() {
            Some((due, _)) => {
                let light = light(room, here, due).await?;
                // A yearly matter is told from a month before.
                if !matches!(light, Light::Left(days) if days > 4 * NEAR) {
                    let title = lang.pick("核对政府信息公开指南", "Look the guide over");
                    todos.push(todo(title, lang.pick("核对", "Look"), light));
                }
            }
            None if guide.and_then(|it| it.in_work()).is_none() => {
                let title =
                    lang.pick("起草政府信息公开指南（第十二条）", "Draft the guide (第十二条)");
                todos.push(todo(title, lang.pick("起草", "Draft"), Light::Open));
            }
            None => {}
        }
    }
    Ok(todos)
}

async fn site(room: &Room, here: OrganisationId) -> Result<Option<Todo>, WebError> {
    if !may(room, Action::ChangeSite, here).await? {
        return Ok(None);
    }
    let lang = room.lang;
    let directory = room.web.directory().await?;
    let missing = room.web.site().await?.shown(here, directory.tree()).missing();
    let names: Vec<&str> = missing.iter().map(|it| it.label(lang)).collect();
    Ok((!names.is_empty()).then(|| Todo {
        title: lang.pick(
            format!("网站页脚缺少：{}", names.join("、")),
            format!("Missing at the foot of the site: {}", names.join(", ")),
        ),
        href: "/office/sites".to_owned(),
        action: lang.pick("填写", "Fill in"),
        light: Light::Open,
    }))
}

/// The yearly report, in the season before the day by which it must be out.
async fn report(room: &Room, here: OrganisationId) -> Result<Option<Todo>, WebError> {
    if !may(room, Action::CompileReport, here).await? {
        return Ok(None);
    }
    let (lang, today) = (room.lang, room.web.today());
    let directory = room.web.directory().await?;
    let Some(standing) = directory.tree().standing(here) else { return Ok(None) };
    let reporter = match standing.kind {
        Kind::Government => Reporter::Government,
        Kind::Department | Kind::PublicInstitution => Reporter::Department,
        Kind::School { .. } | Kind::Section => return Ok(None),
    };
    let year = chrono::Datelike::year(&today) - 1;
    let is_out = room.web.site().await?.reports(here).iter().any(|it| it.year == year);
    let Some(due) = publication_day(year, reporter).filter(|_| !is_out) else { return Ok(None) };
    Ok(Some(Todo {
        title: lang.pick(
            format!("公布 {year} 年度报告（第四十九条）"),
            format!("Publish the yearly report {year} (第四十九条)"),
        ),
        href: "/tools/check".to_owned(),
        action: lang.pick("校验", "Check"),
        light: light(room, here, due).await?,
    }))
}

#[cfg(test)]
mod tests {
    use law::Lang;

    use super::*;

    #[test]
    fn lights_change_with_the_days_that_are_left() {
        let sign = |light: Light| light.tag(Lang::Zh).sign;
        assert_eq!([6, 5, 3, 2, 0].map(|it| sign(Light::Left(it))), ["●", "▲", "▲", "■", "■"]);
        assert!(Light::Left(5).is_near() && !Light::Left(6).is_near() && Light::Late(1).is_late());
    }
}
