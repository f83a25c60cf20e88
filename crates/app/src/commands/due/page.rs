//! The answer of `gongkai due` for a person.

use chrono::NaiveDate;
use law::reply_clock::ReplyClock;
use law::{Lang, StepKind};

/// Writes the answer for a person.
pub(super) fn page(clock: &ReplyClock, today: NaiveDate, lang: Lang) -> String {
    let mut lines = Vec::new();
    let mut fact = |zh: &str, en: &str, value: String| {
        lines.push(format!("{}{}{value}", lang.pick(zh, en), lang.pick("：", ": ")));
    };
    let mark = |day| provisional_mark(clock, day, lang);
    let none = lang.pick("目前没有正在计算的期限", "no period runs at present").to_owned();
    let due = clock.due_on.map_or(none, |day| format!("{}{}", lang.date(day), mark(day)));
    fact("答复期限届满日", "Reply due", due);
    fact("状态", "State", format!("{}{}", clock.state.label(lang), seen_from(today, lang)));
    if clock.due_on.is_some() {
        fact("工作日", "Working days", days(clock, lang));
    }
    if let Some(by) = clock.applicant_by {
        fact("申请人最迟", "Applicant has until", format!("{}{}", lang.date(by), mark(by)));
        if let Some(from) = clock.may_close_from {
            let from = format!("{}{}", lang.date(from), mark(by));
            fact("逾期可结案自", "May be closed from", from);
        }
    }
    for breach in &clock.breaches {
        fact("超过期限", "Limit missed", breach.message(lang));
    }
    fact("依据", "Authority", clock.authority.cite.clone());
    lines.push(String::new());
    lines.push(lang.pick("计算过程：", "Working:").to_owned());
    let steps = clock.working.steps().iter();
    lines.extend(steps.map(|step| format!("  {} {}", sign(step.kind), step.line(lang))));
    lines.join("\n") + "\n"
}

/// Marks a date to which a provisional count led.
fn provisional_mark(clock: &ReplyClock, day: NaiveDate, lang: Lang) -> &'static str {
    let mut steps = clock.working.steps().iter();
    if steps.any(|step| step.kind == StepKind::Provisional && step.to == Some(day)) {
        lang.pick("（暂定）", " (provisional)")
    } else {
        ""
    }
}

fn seen_from(today: NaiveDate, lang: Lang) -> String {
    lang.pick(format!("（截至{}）", lang.date(today)), format!(" (as of {})", lang.date(today)))
}

fn days(clock: &ReplyClock, lang: Lang) -> String {
    let (total, used, left) =
        (clock.period_working_days, clock.working_days_used, clock.working_days_left);
    if clock.overdue {
        let late = left.unsigned_abs();
        return lang.pick(
            format!("共{total}个，逾期{late}个工作日"),
            format!("{total} in all, late by {late}"),
        );
    }
    lang.pick(
        format!("共{total}个，已用{used}个，剩余{left}个"),
        format!("{total} in all, {used} used, {left} left"),
    )
}

/// Returns the sign that stands before a step: what counts, what does not, what changes the count.
fn sign(kind: StepKind) -> char {
    match kind {
        StepKind::Start | StepKind::Restart => '○',
        StepKind::Counted | StepKind::MakeUpCounted | StepKind::Extension | StepKind::Band => '＋',
        StepKind::SkippedWeekend | StepKind::SkippedHoliday | StepKind::Suspended => '－',
        StepKind::LastDay | StepKind::Closed | StepKind::Total => '●',
        StepKind::Provisional | StepKind::Breach => '！',
        StepKind::NaturalPeriod | StepKind::Rolled | StepKind::Note => '·',
    }
}
