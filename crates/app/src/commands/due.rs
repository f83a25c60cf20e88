//! `gongkai due`: the day a reply is due, with its working.

use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use chrono::{Datelike, NaiveDate};
use clap::{Args, ValueEnum};
use law::calendar::{Calendar, LoadError};
use law::receipt_date::{Channel, Intake, InternetReceipt, ReceiptError, receipt_date};
use law::reply_clock::{DatedEvent, Event, EventValues, ReplyClock, Story, reply_clock};
use law::{Lang, StepKind, Working};
use serde::Serialize;

use crate::clock;

const EXAMPLES: &str = "\
Examples:
  gongkai due --received 2026-02-04
  gongkai due --received 2026-04-27 --event clarification-asked=2026-05-07:15 --event clarification-received=2026-05-22
  gongkai due --received 2025-12-08 --event extension=2026-01-06:20 --today 2026-01-07 --json
  gongkai due --received 2024-02-03 --channel online-form --confirmed 2024-02-04
  gongkai due --story story.toml --holidays 2027.toml

An event is NAME=DATE or NAME=DATE:VALUE, where VALUE is
  a number of working days for extension, clarification-asked, clarification-served,
  a date for delay-announced,
  the name of a party for third-party-*, co-producer-*, other-body-*.
Names:
  redo-ordered
  clarification-asked, clarification-served, clarification-received, clarification-lapsed
  fee-notice-received, fee-paid, fee-lapsed
  third-party-issued, third-party-received, third-party-answered (also co-producer-*, other-body-*)
  extension, delay-announced, replied, withdrawn, closed

A story is a TOML file:
  today = 2026-01-07          # optional
  [[event]]
  on = 2025-12-08
  event = \"received\"
  [[event]]
  on = 2026-01-06
  event = \"extension\"
  working_days = 20           # or party = \"…\", until = 2026-02-01

Exit codes: 0 computed, 2 could not be computed.";

/// Computes until when a disclosure request must be answered, and shows the working.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct DueArgs {
    /// 收到申请之日 Day on which the request was received; with --channel, the day it arrived
    #[arg(long, value_name = "DATE", value_parser = parse_date, required_unless_present = "story")]
    received: Option<NaiveDate>,

    /// 申请渠道 How the request came in; decides whether a confirmation is needed (第三十一条)
    #[arg(long, value_enum, value_name = "CHANNEL", requires = "received")]
    channel: Option<ChannelArg>,

    /// 确认之日 Day on which the office and the applicant confirmed the request
    #[arg(long, value_name = "DATE", value_parser = parse_date, requires = "channel")]
    confirmed: Option<NaiveDate>,

    /// 互联网申请以提交之日计 Count filings by internet from the day of submission, for an agency that has bound itself to it
    #[arg(long, requires = "channel")]
    count_from_submission: bool,

    /// 经过 Something that happened: NAME=DATE or NAME=DATE:VALUE; may be repeated
    #[arg(long = "event", value_name = "EVENT", value_parser = parse_event)]
    events: Vec<DatedEvent>,

    /// 经过文件 File with the events of the request
    #[arg(long, value_name = "FILE", conflicts_with_all = ["received", "events"])]
    story: Option<PathBuf>,

    /// 截至日 Day from which the request is looked at; today in Asia/Shanghai if left out
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    today: Option<NaiveDate>,

    /// 放假安排文件 File with further holiday notices or regional days off (TOML or JSON); may be repeated
    #[arg(long, value_name = "FILE", num_args = 1..)]
    holidays: Vec<PathBuf>,

    /// 输出 JSON Write JSON
    #[arg(long)]
    json: bool,
}

/// The channels of a request as the command line names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ChannelArg {
    InPerson,
    OralInPerson,
    RegisteredMail,
    Ems,
    PlainLetter,
    OnlineForm,
    Email,
    Fax,
    TransferredIn,
}

impl From<ChannelArg> for Channel {
    fn from(channel: ChannelArg) -> Self {
        match channel {
            ChannelArg::InPerson => Self::InPerson,
            ChannelArg::OralInPerson => Self::OralInPerson,
            ChannelArg::RegisteredMail => Self::RegisteredMail,
            ChannelArg::Ems => Self::Ems,
            ChannelArg::PlainLetter => Self::PlainLetter,
            ChannelArg::OnlineForm => Self::OnlineForm,
            ChannelArg::Email => Self::Email,
            ChannelArg::Fax => Self::Fax,
            ChannelArg::TransferredIn => Self::TransferredIn,
        }
    }
}

/// What `--json` writes: the clock, the day it was looked at from, and the working as sentences.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    today: NaiveDate,
    #[serde(flatten)]
    clock: &'a ReplyClock,
    explanation: Vec<String>,
}

/// Runs `gongkai due`.
///
/// # Errors
///
/// When a file cannot be read or the events break the law or contradict each other.
pub fn run(args: &DueArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let calendar = load_calendar(&args.holidays, lang)?;
    let Told { events, today, receipt } = gather(args, lang)?;
    let today = args.today.or(today).unwrap_or_else(clock::today);
    let mut clock = reply_clock(&events, today, &calendar).map_err(|error| {
        let what = lang.pick("无法计算答复期限：", "the reply period cannot be computed: ");
        anyhow::anyhow!("{what}{}", error.message(lang))
    })?;
    if let Some(receipt) = receipt {
        let clock_steps = clock.working.steps().iter().cloned();
        clock.working = receipt.steps().iter().cloned().chain(clock_steps).collect();
    }
    if args.json {
        let explanation = clock.working.lines(lang);
        let answer = Answer { today, clock: &clock, explanation };
        writeln!(stdout(), "{}", serde_json::to_string_pretty(&answer)?)?;
    } else {
        write!(stdout(), "{}", page(&clock, today, lang))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What the arguments tell about the request.
struct Told {
    events: Vec<DatedEvent>,
    today: Option<NaiveDate>,
    receipt: Option<Working>,
}

fn gather(args: &DueArgs, lang: Lang) -> anyhow::Result<Told> {
    if let Some(path) = &args.story {
        let story = Story::from_toml(&read(path, lang)?).with_context(|| in_file(path, lang))?;
        let announced = story.events.iter().filter_map(|it| it.event.parts().1.until);
        let dates = story.events.iter().map(|it| it.on).chain(announced).chain(story.today);
        for day in dates {
            refuse_far_year(day)
                .map_err(anyhow::Error::msg)
                .with_context(|| in_file(path, lang))?;
        }
        if story.events.is_empty() {
            bail!(lang.pick(
                format!("{}：没有任何 [[event]]；请至少写入 received", path.display()),
                format!("{}: there is no [[event]]; write at least received", path.display()),
            ));
        }
        return Ok(Told { events: story.events, today: story.today, receipt: None });
    }
    let Some(arrived_on) = args.received else {
        bail!(lang.pick(
            "请用 --received 给出收到日，或者用 --story 给出文件",
            "give --received or --story"
        ));
    };
    let mut events = args.events.clone();
    let mut receipt = None;
    let received_on = match args.channel {
        None => arrived_on,
        Some(channel) => {
            let found = receive(channel.into(), arrived_on, args, lang)?;
            receipt = Some(found.working);
            found.received_on
        }
    };
    events.push(DatedEvent { on: received_on, event: Event::Received });
    Ok(Told { events, today: None, receipt })
}

fn receive(
    channel: Channel,
    arrived_on: NaiveDate,
    args: &DueArgs,
    lang: Lang,
) -> anyhow::Result<law::receipt_date::Receipt> {
    let setting = if args.count_from_submission {
        InternetReceipt::OnSubmission
    } else {
        InternetReceipt::OnConfirmation
    };
    let intake = Intake { channel, arrived_on, confirmed_on: args.confirmed };
    receipt_date(&intake, setting).map_err(|error| match error {
        ReceiptError::AwaitingConfirmation { arrived_on } => anyhow::anyhow!(lang.pick(
            format!(
                "{}的申请（{}）须经确认才算收到（第三十一条）；请与申请人确认，并用 --confirmed 给出确认之日",
                lang.date(arrived_on),
                channel.label(lang)
            ),
            format!(
                "the request of {} ({}) counts as received only when confirmed (第三十一条); contact the applicant and give the day with --confirmed",
                lang.date(arrived_on),
                channel.label(lang)
            ),
        )),
        other => other.into(),
    })
}

/// Returns the shipped calendar with the notices of further files.
fn load_calendar(paths: &[PathBuf], lang: Lang) -> anyhow::Result<Calendar> {
    let mut calendar = Calendar::shipped().clone();
    for path in paths {
        calendar =
            calendar.load(&read(path, lang)?).map_err(|error| holiday_error(path, &error, lang))?;
    }
    Ok(calendar)
}

fn holiday_error(path: &Path, error: &LoadError, lang: Lang) -> anyhow::Error {
    match error {
        LoadError::Problems(problems) => {
            let lines: Vec<_> =
                problems.iter().map(|it| format!("  {}", it.message(lang))).collect();
            let found = lang.pick("放假安排有误", "the holiday arrangement is not right");
            anyhow::anyhow!("{}: {found}\n{}", path.display(), lines.join("\n"))
        }
        LoadError::Unreadable(_) | LoadError::Empty => {
            anyhow::anyhow!("{}: {error}", path.display())
        }
    }
}

fn read(path: &Path, lang: Lang) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| {
        lang.pick(
            format!("无法读取文件 {}；请检查路径以及文件是否为 UTF-8 编码", path.display()),
            format!("cannot read {}; check the path and that the file is UTF-8", path.display()),
        )
    })
}

fn in_file(path: &Path, lang: Lang) -> String {
    lang.pick(format!("文件 {} 有误", path.display()), format!("in {}", path.display()))
}

/// Writes the answer for a person.
fn page(clock: &ReplyClock, today: NaiveDate, lang: Lang) -> String {
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

fn parse_date(text: &str) -> Result<NaiveDate, String> {
    let day = text.parse().map_err(|_| format!("{text:?} is not a date such as 2026-02-04"))?;
    refuse_far_year(day)?;
    Ok(day)
}

/// Keeps dates where the law and the calendar have something to say.
fn refuse_far_year(day: NaiveDate) -> Result<(), String> {
    if (2008..=2099).contains(&day.year()) {
        return Ok(());
    }
    Err(format!("{day} is out of range; give a date from 2008 to 2099"))
}

fn parse_event(text: &str) -> Result<DatedEvent, String> {
    let shape = || format!("{text:?} is not an event such as extension=2026-01-06:20");
    let (name, rest) = text.split_once('=').ok_or_else(shape)?;
    let (day, value) = rest.split_once(':').map_or((rest, None), |(day, value)| (day, Some(value)));
    let values = parse_value(name, value)?;
    let event = Event::from_parts(name, values).map_err(|error| error.to_string())?;
    Ok(DatedEvent { on: parse_date(day)?, event })
}

fn parse_value(name: &str, value: Option<&str>) -> Result<EventValues, String> {
    let Some(value) = value else { return Ok(EventValues::default()) };
    if name.starts_with("extension") || name.starts_with("clarification-") {
        let days = value
            .parse()
            .map_err(|_| format!("{value:?} is not a number of working days, as {name} needs"))?;
        return Ok(EventValues { working_days: Some(days), ..EventValues::default() });
    }
    if name == "delay-announced" {
        return Ok(EventValues { until: Some(parse_date(value)?), ..EventValues::default() });
    }
    Ok(EventValues { party: Some(value.to_owned()), ..EventValues::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_read_from_the_command_line() {
        let dated = parse_event("extension=2026-01-06:20").unwrap();
        assert_eq!(dated.event, Event::ExtensionNotified { working_days: 20 });
        let dated = parse_event("third-party-issued=2026-01-06:甲公司").unwrap();
        assert_eq!(dated.event.parts().1.party.as_deref(), Some("甲公司"));
    }

    #[test]
    fn a_wrong_event_is_told_apart() {
        assert!(parse_event("extension").unwrap_err().contains("is not an event such as"));
        assert!(parse_event("extended=2026-01-06").unwrap_err().contains("the names are"));
        assert!(parse_event("extension=2026-01-06").unwrap_err().contains("needs a number"));
        assert!(parse_event("replied=2026-13-06").unwrap_err().contains("is not a date"));
        assert!(parse_event("replied=9999-01-06").unwrap_err().contains("out of range"));
    }
}
