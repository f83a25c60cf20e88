//! The working of a reply clock: its events and days as sentences.

use chrono::NaiveDate;

use super::timeline::{Awaited, Letter, PauseEnd, Run, RunStart, Timeline, Wait};
use super::{Pauses, Standing};
use crate::calendar::{Calendar, Pause, provisional_step, walk};
use crate::deadline::{StartedBy, last_day_step};
use crate::lang::Lang;
use crate::parameter::{Remark, Version};
use crate::working::{Step, StepKind, Working};

const CLARIFICATION: &str = "《政府信息公开条例》（国务院令第711号）第三十条";
const CONSULTATION_TIME: &str = "《政府信息公开条例》（国务院令第711号）第三十三条第三款";
const DELAY: &str = "《政府信息公开条例》（国务院令第711号）第三十五条";
const FEE: &str = "《政府信息公开条例》（国务院令第711号）第四十二条、《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）";

/// Says that no day of receipt is known.
pub(super) fn not_received_step() -> Step {
    Step::new(
        StepKind::Note,
        "尚无收到申请之日，期限未开始",
        "no day of receipt is recorded; the period has not started",
    )
}

/// Explains where the due date comes from.
pub(super) fn explain(
    timeline: &Timeline,
    standing: &Standing,
    pauses: &Pauses,
    period: &Version<u32>,
    calendar: &Calendar,
) -> Working {
    let mut working = Working::default();
    let run = timeline.last_run();
    working.push(received_step(timeline.received_on));
    working.extend(restart_steps(timeline));
    let consultations = timeline.letters.iter().zip(&pauses.all).zip(&pauses.ends);
    let touching = consultations.filter(|((_, pause), _)| pause.until > run.start);
    working.extend(touching.map(|((letter, pause), end)| letter_step(letter, *pause, *end)));
    if let Some(due_on) = standing.due_on {
        working.extend(count_steps(run, pauses, period, calendar));
        working.extend(run.delay.map(|(on, until)| delay_step(on, until)));
        working.push(last_day_step(due_on, &period.authority()));
        working.extend(provisional_step(calendar, run.start, due_on));
        if pauses.open {
            working.push(open_step());
        }
    }
    if let Some((on, ending)) = timeline.closed {
        let zh = format!("{}{}", Lang::Zh.date(on), ending.label(Lang::Zh));
        let en = format!("{} {}", Lang::En.date(on), ending.label(Lang::En));
        working.push(Step::new(StepKind::Closed, zh, en).on(on));
    }
    working.extend(period.remark.as_ref().map(Remark::step));
    working
}

fn received_step(on: NaiveDate) -> Step {
    StartedBy { zh: "收到申请", en: "request received" }.step(on)
}

/// Tells waits and restarts in the order of their days.
fn restart_steps(timeline: &Timeline) -> Vec<Step> {
    let waits = timeline.waits.iter().map(|wait| (wait.since, 0, wait_step(wait)));
    let restarts = timeline.runs.iter().skip(1).map(|run| (run.start, 1, restart_step(run)));
    let mut steps: Vec<_> = waits.chain(restarts).collect();
    steps.sort_by_key(|(on, rank, _)| (*on, *rank));
    steps.into_iter().map(|(_, _, step)| step).collect()
}

fn wait_step(wait: &Wait) -> Step {
    let (since, by) = (wait.since, wait.applicant_by);
    let dates = |lang: Lang| (lang.date(since), lang.date(by));
    let ((since_zh, by_zh), (since_en, by_en)) = (dates(Lang::Zh), dates(Lang::En));
    let closes = wait.closes_from;
    let (zh, en, cite) = match (wait.awaited, wait.served_on) {
        (Awaited::Clarification, Some(served_on)) => (
            format!(
                "{since_zh}发出补正通知，{}送达；原答复期限作废，申请人应当于{by_zh}前（含当日）补正，逾期自{}起可以结案",
                Lang::Zh.date(served_on),
                Lang::Zh.date(closes)
            ),
            format!(
                "{since_en} clarification asked for, served {}; the running period is void, the applicant has until {by_en}, the request may be closed from {}",
                Lang::En.date(served_on),
                Lang::En.date(closes)
            ),
            CLARIFICATION,
        ),
        (Awaited::Clarification, None) => (
            format!(
                "{since_zh}发出补正通知（送达日未记录，按当日送达计）；原答复期限作废，申请人应当于{by_zh}前（含当日）补正，逾期自{}起可以结案",
                Lang::Zh.date(closes)
            ),
            format!(
                "{since_en} clarification asked for (day of service not recorded, taken as the same day); the running period is void, the applicant has until {by_en}, the request may be closed from {}",
                Lang::En.date(closes)
            ),
            CLARIFICATION,
        ),
        (Awaited::Payment, _) => (
            format!(
                "{since_zh}申请人收到收费通知；原答复期限作废，申请人应当于{by_zh}前（含当日）缴费，逾期自{}起可以结案",
                Lang::Zh.date(closes)
            ),
            format!(
                "{since_en} the applicant received the fee notice; the running period is void, payment is due by {by_en}, the request may be closed from {}",
                Lang::En.date(closes)
            ),
            FEE,
        ),
    };
    Step::new(StepKind::Note, zh, en).over(since, by).citing(cite)
}

fn restart_step(run: &Run) -> Step {
    let (zh, en, cite) = match run.started_by {
        RunStart::Receipt => ("收到申请", "request received", None),
        RunStart::Clarification => ("收到补正", "clarification received", Some(CLARIFICATION)),
        RunStart::Payment => ("申请人完成缴费", "fee paid", Some(FEE)),
        RunStart::Redo => (
            "被责令重新答复（本系统约定：期限重新计算）",
            "ordered to answer again (our convention: a new period)",
            None,
        ),
    };
    let zh = format!("{}{zh}，答复期限重新起算，当日不计入", Lang::Zh.date(run.start));
    let en = format!(
        "{} {en}; the period starts again, the day itself is not counted",
        Lang::En.date(run.start)
    );
    let step = Step::new(StepKind::Restart, zh, en).on(run.start);
    match cite {
        Some(cite) => step.citing(cite),
        None => step,
    }
}

fn letter_step(letter: &Letter, pause: Pause, end: PauseEnd) -> Step {
    let who = |lang: Lang| match letter.party.as_str() {
        "" => letter.consulted.label(lang).to_owned(),
        party => lang.pick(
            format!("{}（{party}）", letter.consulted.label(lang)),
            format!("{} ({party})", letter.consulted.label(lang)),
        ),
    };
    let received = |lang: Lang| match letter.received_on {
        None => lang.pick("收到日未记录".to_owned(), "receipt not recorded".to_owned()),
        Some(day) => {
            lang.pick(format!("{}收到", lang.date(day)), format!("received {}", lang.date(day)))
        }
    };
    let until = |lang: Lang| lang.date(pause.until);
    let (end_zh, end_en) = match end {
        PauseEnd::Answered => {
            (format!("{}收到意见", until(Lang::Zh)), format!("opinion arrived {}", until(Lang::En)))
        }
        PauseEnd::Silent => (
            format!("期限{}届满未提出意见", until(Lang::Zh)),
            format!("no opinion by the last day {}", until(Lang::En)),
        ),
        PauseEnd::Open => (
            format!("尚未答复，至迟暂停至{}", until(Lang::Zh)),
            format!(
                "not answered yet, suspended until {} at the latest as things stand",
                until(Lang::En)
            ),
        ),
    };
    let issued = letter.issued_on;
    let zh = format!(
        "{}向{}发出征求意见书，{}，{end_zh}；发出次日起至该日不计入答复期限",
        Lang::Zh.date(issued),
        who(Lang::Zh),
        received(Lang::Zh)
    );
    let en = format!(
        "{} consultation letter to the {}, {}, {end_en}; the days after the letter up to that day do not count",
        Lang::En.date(issued),
        who(Lang::En),
        received(Lang::En)
    );
    Step::new(StepKind::Note, zh, en).over(issued, pause.until).citing(CONSULTATION_TIME)
}

/// Walks the days of the last run, with the extension where the ordinary period ends.
fn count_steps(
    run: &Run,
    pauses: &Pauses,
    period: &Version<u32>,
    calendar: &Calendar,
) -> Vec<Step> {
    let ordinary = walk(calendar, run.start, period.value, 0, &pauses.all);
    let mut steps = ordinary.steps;
    if let Some((notified_on, days)) = run.extension {
        let (base, value) = (ordinary.last, period.value);
        let zh = format!(
            "{}第{value}个工作日届满；{}告知延期{days}个工作日",
            Lang::Zh.date(base),
            Lang::Zh.date(notified_on)
        );
        let en = format!(
            "{} working day {value} reached; extension of {days} working days notified {}",
            Lang::En.date(base),
            Lang::En.date(notified_on)
        );
        let step = Step::new(StepKind::Extension, zh, en).on(notified_on).working_days(days);
        steps.push(step.citing(&period.cite));
        steps.extend(walk(calendar, base, days, value, &pauses.all).steps);
    }
    steps
}

fn delay_step(on: NaiveDate, until: NaiveDate) -> Step {
    let zh = format!(
        "{}告知延迟至{}答复（本系统约定：以告知的日期为准）",
        Lang::Zh.date(on),
        Lang::Zh.date(until)
    );
    let en = format!(
        "{} delay until {} announced (our convention: the announced day counts if it is later)",
        Lang::En.date(on),
        Lang::En.date(until)
    );
    Step::new(StepKind::Extension, zh, en).over(on, until).citing(DELAY)
}

fn open_step() -> Step {
    Step::new(
        StepKind::Note,
        "征求意见尚未结束：收到意见早于上述日期的，期限相应提前",
        "a consultation is still open: an earlier opinion brings the date forward",
    )
    .citing(CONSULTATION_TIME)
}
