//! `gongkai due`: the day a reply is due, with its working.

pub(crate) mod input;
mod page;

use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use chrono::NaiveDate;
use clap::Args;
use law::bounds::MOST_EVENTS;
use law::calendar::{Calendar, LoadError};
use law::receipt_date::{Channel, Intake, InternetReceipt, receipt_date};
use law::reply_clock::{DatedEvent, Event, ReplyClock, Story, reply_clock};
use law::{Lang, Working};
use serde::Serialize;

use crate::clock;

const EXAMPLES: &str = "\
Examples:
  gongkai due --received 2026-02-04
  gongkai due --received 2026-04-27 --event clarification-asked=2026-05-07:15 --event clarification-received=2026-05-22
  gongkai due --received 2025-12-08 --event extension=2026-01-06:20 --today 2026-01-07 --json
  gongkai due --received 2024-02-03 --channel online-form --confirmed 2024-02-04
  gongkai due --story story.toml --holidays 2027.toml
  gongkai due --story - --event replied=2026-02-03 < story.toml

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
  channel = \"online-form\"     # optional; the event received is then the day of arrival
  confirmed = 2025-12-09      # where the channel needs it
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
    #[arg(long, value_name = "DATE")]
    received: Option<String>,

    /// 申请渠道 How the request came in; decides whether a confirmation is needed (第三十一条)
    #[arg(long, value_name = "CHANNEL", value_parser = input::ChannelNames)]
    channel: Option<String>,

    /// 确认之日 Day on which the office and the applicant confirmed the request
    #[arg(long, value_name = "DATE")]
    confirmed: Option<String>,

    /// 互联网申请以提交之日计 Count filings by internet from the day of submission, for an agency that has bound itself to it
    #[arg(long)]
    count_from_submission: bool,

    /// 经过 Something that happened: NAME=DATE or NAME=DATE:VALUE; may be repeated
    #[arg(long = "event", value_name = "EVENT")]
    events: Vec<String>,

    /// 经过文件 File with the events of the request, - for standard input; --event adds to it
    #[arg(long, value_name = "FILE")]
    story: Option<PathBuf>,

    /// 截至日 Day from which the request is looked at; today in Asia/Shanghai if left out
    #[arg(long, value_name = "DATE")]
    today: Option<String>,

    /// 放假安排文件 File with further holiday notices or regional days off (TOML or JSON); may be repeated
    #[arg(long, value_name = "FILE", num_args = 1..)]
    holidays: Vec<PathBuf>,

    /// 输出 JSON Write JSON
    #[arg(long)]
    json: bool,
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
    let mut told = gather(args, lang)?;
    let receipt = receive(&mut told, args.count_from_submission, lang)?;
    let today = told.today.unwrap_or_else(clock::today);
    let mut clock = reply_clock(&told.events, today, &calendar).map_err(|error| {
        let what = lang.pick("无法计算答复期限：", "the reply period cannot be computed: ");
        anyhow!("{what}{}", error.message(lang))
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
        write!(stdout(), "{}", page::page(&clock, today, lang))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What arguments and story tell about the request.
struct Told {
    events: Vec<DatedEvent>,
    today: Option<NaiveDate>,
    channel: Option<Channel>,
    confirmed_on: Option<NaiveDate>,
}

/// Puts together what the story and the arguments tell; an argument prevails over the same fact of the story.
fn gather(args: &DueArgs, lang: Lang) -> anyhow::Result<Told> {
    let story = args.story.as_deref().map(|path| read_story(path, lang)).transpose()?;
    let empty = Story { today: None, channel: None, confirmed_on: None, events: Vec::new() };
    let Story { today, channel, confirmed_on, mut events } = story.unwrap_or(empty);
    let received = input::date_of("--received", args.received.as_ref(), lang)?;
    events.extend(received.map(|on| DatedEvent { on, event: Event::Received }));
    for text in &args.events {
        events.push(input::event(text, lang).context("--event")?);
    }
    if args.story.is_none() && !events.iter().any(|it| it.event == Event::Received) {
        bail!(lang.pick(
            "请用 --received 给出收到日，或者用 --story 给出文件",
            "give --received or --story"
        ));
    }
    if events.len() > MOST_EVENTS {
        bail!(lang.pick(
            format!("共有{}条经过；一件申请最多{MOST_EVENTS}条", events.len()),
            format!("there are {} events; a request has at most {MOST_EVENTS}", events.len()),
        ));
    }
    let named = args.channel.as_ref().map(|name| input::channel(name, lang)).transpose()?;
    Ok(Told {
        events,
        today: input::date_of("--today", args.today.as_ref(), lang)?.or(today),
        channel: named.or(channel),
        confirmed_on: input::date_of("--confirmed", args.confirmed.as_ref(), lang)?
            .or(confirmed_on),
    })
}

fn read_story(path: &Path, lang: Lang) -> anyhow::Result<Story> {
    let in_file = || {
        let name = input::name(path, lang);
        lang.pick(format!("文件 {name} 有误"), format!("in {name}"))
    };
    let story = Story::from_toml(&input::text(path, lang)?)
        .map_err(|error| anyhow!(error.message(lang)))
        .with_context(in_file)?;
    let announced = story.events.iter().filter_map(|it| it.event.parts().1.until);
    let dates = story.events.iter().map(|it| it.on).chain(announced);
    for day in dates.chain(story.today).chain(story.confirmed_on) {
        input::refuse_far_year(day, lang).with_context(in_file)?;
    }
    if story.events.is_empty() {
        bail!(lang.pick(
            format!("{}：没有任何 [[event]]；请至少写入 received", input::name(path, lang)),
            format!("{}: there is no [[event]]; write at least received", input::name(path, lang)),
        ));
    }
    Ok(story)
}

/// Replaces the day of arrival by the legal day of receipt, and returns why.
fn receive(
    told: &mut Told,
    count_from_submission: bool,
    lang: Lang,
) -> anyhow::Result<Option<Working>> {
    let Some(channel) = told.channel else {
        if told.confirmed_on.is_some() || count_from_submission {
            bail!(lang.pick(
                "确认之日和 --count-from-submission 只在给出申请渠道时有意义；请用 --channel 给出渠道",
                "a day of confirmation and --count-from-submission mean something only with a channel; give --channel",
            ));
        }
        return Ok(None);
    };
    if count_from_submission && !channel.is_by_internet() {
        bail!(lang.pick(
            format!(
                "--count-from-submission 只适用于网上申请、电子邮件和传真；{}以提交、签收或者确认之日为准（第三十一条），请删去该选项",
                channel.label(lang)
            ),
            format!(
                "--count-from-submission is for online forms, e-mail and fax; {} counts from the day of submission, signature or confirmation (第三十一条), leave the option out",
                channel.label(lang)
            ),
        ));
    }
    let setting = if count_from_submission {
        InternetReceipt::OnSubmission
    } else {
        InternetReceipt::OnConfirmation
    };
    let Some(received) = told.events.iter_mut().find(|it| it.event == Event::Received) else {
        return Ok(None);
    };
    let intake = Intake { channel, arrived_on: received.on, confirmed_on: told.confirmed_on };
    let receipt = receipt_date(&intake, setting).map_err(|error| anyhow!(error.message(lang)))?;
    received.on = receipt.received_on;
    Ok(Some(receipt.working))
}

/// Returns the shipped calendar with the notices of further files.
fn load_calendar(paths: &[PathBuf], lang: Lang) -> anyhow::Result<Calendar> {
    let mut calendar = Calendar::shipped().clone();
    for path in paths {
        let text = input::text(path, lang)?;
        calendar = calendar.load(&text).map_err(|error| holiday_error(path, &error, lang))?;
    }
    Ok(calendar)
}

fn holiday_error(path: &Path, error: &LoadError, lang: Lang) -> anyhow::Error {
    let name = input::name(path, lang);
    match error {
        LoadError::Problems(problems) => {
            let lines: Vec<_> =
                problems.iter().map(|it| format!("  {}", it.message(lang))).collect();
            let found = lang.pick("放假安排有误", "the holiday arrangement is not right");
            anyhow!("{name}: {found}\n{}", lines.join("\n"))
        }
        LoadError::Unreadable(_) | LoadError::Empty | LoadError::TooMany { .. } => {
            anyhow!("{name}: {}", error.message(lang))
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::FromArgMatches;

    use super::*;

    /// Returns the events and the day of receipt, or the refusal.
    fn told(arguments: &[&str]) -> Result<Told, String> {
        let command = DueArgs::augment_args(clap::Command::new("due").no_binary_name(true));
        let matches = command.try_get_matches_from(arguments).map_err(|it| it.to_string())?;
        let args = DueArgs::from_arg_matches(&matches).map_err(|it| it.to_string())?;
        let mut told = gather(&args, Lang::Zh).map_err(|it| format!("{it:#}"))?;
        receive(&mut told, args.count_from_submission, Lang::Zh).map_err(|it| format!("{it:#}"))?;
        Ok(told)
    }

    fn received_on(told: &Told) -> String {
        let mut events = told.events.iter();
        events.find(|it| it.event == Event::Received).unwrap().on.to_string()
    }

    fn refused(arguments: &[&str], words: &str) {
        let error = told(arguments).err().unwrap_or_else(|| panic!("{arguments:?} is accepted"));
        assert!(error.contains(words), "{error}");
    }

    #[test]
    fn a_story_and_the_arguments_are_put_together() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let story = "channel = \"online-form\"\nconfirmed = 2024-02-04\n[[event]]\non = 2024-02-03\nevent = \"received\"\n";
        file.write_all(story.as_bytes()).unwrap();
        let path = file.path().to_str().unwrap();
        let event = "extension=2024-03-07:5";
        let found = told(&["--story", path, "--event", event]).unwrap();
        assert_eq!((found.events.len(), received_on(&found).as_str()), (2, "2024-02-04"));
        let confirmed = told(&["--story", path, "--confirmed", "2024-02-05"]).unwrap();
        assert_eq!(received_on(&confirmed), "2024-02-05");
    }

    #[test]
    fn what_would_have_no_effect_is_refused_with_a_sentence() {
        let given = ["--received", "2026-03-05"];
        let refused = |more: &[&str], words| refused(&[&given, more].concat(), words);
        refused(&["--channel", "in-person", "--confirmed", "2026-03-06"], "不须确认");
        refused(&["--channel", "ems", "--count-from-submission"], "只适用于网上申请");
        refused(&["--confirmed", "2026-03-06"], "请用 --channel 给出渠道");
        refused(&["--channel", "pigeon"], "“pigeon”不是申请渠道");
        refused(&["--channel", "email"], "须经确认才算收到");
        refused(&["--event", "replied"], "--event");
        refused(&["--today", "tomorrow"], "--today");
    }

    #[test]
    fn nothing_at_all_asks_for_a_day_of_receipt() {
        refused(&[], "请用 --received 给出收到日");
    }
}
