//! Holiday notices in words.

use law::Lang;
use records::calendar_notice::{CalendarNotice, NoticeStanding, Preview};
use records::policy::RecordState;
use store::Versioned;
use uuid::Uuid;

use crate::design::Tag;
use crate::directory::Directory;

/// A notice in the list.
pub(super) struct Listed {
    pub title: String,
    pub whose: String,
    pub proposed_on: String,
    pub tag: Tag,
    /// Why it was withdrawn.
    pub reason: String,
    /// Its page, while it waits.
    pub href: Option<String>,
}

/// What a notice would change.
pub(super) struct Told {
    pub summary: String,
    pub days: Vec<Day>,
    pub deadlines: Vec<Deadline>,
    /// How many deadlines were looked at.
    pub looked_at: usize,
}

pub(super) struct Day {
    pub day: String,
    pub before: &'static str,
    pub after: &'static str,
    /// Whether deadlines are counted otherwise.
    pub counts: bool,
}

pub(super) struct Deadline {
    pub subject: String,
    pub before: String,
    pub after: String,
}

impl Listed {
    pub(super) fn of(it: &Versioned<CalendarNotice>, directory: &Directory, lang: Lang) -> Self {
        let notice = &it.value;
        let (kind, sign, reason) = match &notice.standing {
            NoticeStanding::Proposed => ("warn", "▲", String::new()),
            NoticeStanding::Confirmed { .. } => ("good", "●", String::new()),
            NoticeStanding::Withdrawn { reason, .. } => ("rest", "‖", reason.clone()),
        };
        let waits = notice.state() == RecordState::InReview;
        Self {
            title: title(notice, lang),
            whose: whose(notice, directory),
            proposed_on: notice.proposed.on.to_string(),
            tag: Tag::of(kind, sign, notice.standing.label(lang)),
            reason,
            href: waits.then(|| page_of(it.id)),
        }
    }
}

fn page_of(id: Uuid) -> String {
    format!("/office/calendar/{id}")
}

/// The years and regions that a text arranges.
fn title(notice: &CalendarNotice, lang: Lang) -> String {
    let Ok(alone) = notice.alone() else { return String::new() };
    let years = alone.notices().iter().map(|it| it.title());
    let regions = alone.overlays().iter().map(|it| {
        let region = &it.region;
        lang.pick(format!("{region}地方放假日"), format!("regional days off of {region}"))
    });
    years.chain(regions).collect::<Vec<_>>().join(lang.pick("、", ", "))
}

fn whose(notice: &CalendarNotice, directory: &Directory) -> String {
    let standing = directory.tree().standing(notice.organisation);
    standing.map_or_else(String::new, |it| it.names.full.clone())
}

/// What is known of a notice.
pub(super) fn facts(
    notice: &CalendarNotice,
    directory: &Directory,
    lang: Lang,
) -> Vec<(String, String)> {
    let source = notice.alone().ok().map(|it| {
        let notices = it.notices().iter().map(|it| it.source.clone());
        let regions = it.overlays().iter().map(|it| it.basis.clone());
        notices.chain(regions).collect::<Vec<_>>().join(lang.pick("；", "; "))
    });
    let pairs = [
        ("安排", "Arranges", title(notice, lang)),
        ("适用于", "Counts for", whose(notice, directory)),
        ("来源", "Source", source.unwrap_or_default()),
        ("提出日期", "Proposed on", notice.proposed.on.to_string()),
    ];
    pairs.map(|(zh, en, value)| (lang.pick(zh, en).to_owned(), value)).into()
}

impl Told {
    pub(super) fn of(preview: &Preview, lang: Lang) -> Self {
        let days = preview.days.iter().map(|it| Day {
            day: lang.date(it.day),
            before: it.before.label(lang),
            after: it.after.label(lang),
            counts: it.counts(),
        });
        let deadlines = preview.affected.iter().map(|it| Deadline {
            subject: it.subject.clone(),
            before: it.before.text(lang),
            after: it.after.text(lang),
        });
        Self {
            summary: summary(preview, lang),
            days: days.collect(),
            deadlines: deadlines.collect(),
            looked_at: preview.looked_at,
        }
    }
}

fn summary(preview: &Preview, lang: Lang) -> String {
    let years = |it: &std::collections::BTreeSet<i32>| {
        it.iter().map(ToString::to_string).collect::<Vec<_>>().join(lang.pick("、", ", "))
    };
    let days = preview.days.len();
    let mut told = lang.pick(format!("{days}天会变化。"), format!("{days} day(s) would change. "));
    if !preview.newly_covered.is_empty() {
        let of = years(&preview.newly_covered);
        told += &lang.pick(
            format!("{of}年此前没有放假通知，确认后该年的期限不再是暂定。"),
            format!("{of} had no notice: dates of that year would no longer be provisional. "),
        );
    }
    if !preview.replaced.is_empty() {
        let of = years(&preview.replaced);
        told += &lang.pick(
            format!("{of}年原有的放假通知将被替换。"),
            format!("The notice for {of} would be replaced. "),
        );
    }
    told
}
