//! What a person wrote, on the command line or in a file, read with its mistakes told in the language asked for.
//!
//! Values are read here and not by the argument parser, which knows no language.

use std::ffi::OsStr;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use chrono::{Datelike, NaiveDate};
use clap::builder::{PossibleValue, TypedValueParser};
use law::Lang;
use law::bounds::LARGEST_TEXT_BYTES;
use law::receipt_date::Channel;
use law::reply_clock::{DatedEvent, Event, EventValues, event_label};

/// Reads a date.
pub(crate) fn date(text: &str, lang: Lang) -> anyhow::Result<NaiveDate> {
    let day = text.parse().map_err(|_| {
        anyhow!(lang.pick(
            format!("“{text}”不是日期；请按 2026-02-04 的格式填写"),
            format!("{text:?} is not a date such as 2026-02-04"),
        ))
    })?;
    refuse_far_year(day, lang)?;
    Ok(day)
}

/// Reads the date of an option, if it is given.
pub(crate) fn date_of(
    option: &str,
    text: Option<&String>,
    lang: Lang,
) -> anyhow::Result<Option<NaiveDate>> {
    text.map(|text| date(text, lang).context(option.to_owned())).transpose()
}

/// Reads the number of an option, if it is given.
pub(crate) fn count_of(
    option: &str,
    text: Option<&String>,
    most: u32,
    lang: Lang,
) -> anyhow::Result<Option<u32>> {
    let read = |text: &String| {
        text.parse().ok().filter(|count| *count <= most).ok_or_else(|| {
            anyhow!(lang.pick(
                format!("{option}：“{text}”不是0至{most}的整数"),
                format!("{option}: {text:?} is not a whole number from 0 to {most}"),
            ))
        })
    };
    text.map(read).transpose()
}

/// Keeps dates where the law and the calendar have something to say.
pub(crate) fn refuse_far_year(day: NaiveDate, lang: Lang) -> anyhow::Result<()> {
    if (2008..=2099).contains(&day.year()) {
        return Ok(());
    }
    bail!(lang.pick(
        format!("{day} 超出范围；请填写2008年至2099年的日期"),
        format!("{day} is out of range; give a date from 2008 to 2099"),
    ))
}

/// Reads `NAME=DATE` or `NAME=DATE:VALUE`.
pub(super) fn event(text: &str, lang: Lang) -> anyhow::Result<DatedEvent> {
    let shape = || {
        anyhow!(lang.pick(
            format!("“{text}”不是经过；请按 extension=2026-01-06:20 的格式填写"),
            format!("{text:?} is not an event such as extension=2026-01-06:20"),
        ))
    };
    let (name, rest) = text.split_once('=').ok_or_else(shape)?;
    let (day, value) = rest.split_once(':').map_or((rest, None), |(day, value)| (day, Some(value)));
    let values = value.map_or(Ok(EventValues::default()), |value| values(name, value, lang))?;
    let event = Event::from_parts(name, values).map_err(|error| anyhow!(error.message(lang)))?;
    Ok(DatedEvent { on: date(day, lang)?, event })
}

fn values(name: &str, value: &str, lang: Lang) -> anyhow::Result<EventValues> {
    if name.starts_with("extension") || name.starts_with("clarification-") {
        let days = value.parse().map_err(|_| {
            anyhow!(lang.pick(
                format!("“{value}”不是工作日数，“{}”须写明工作日数", event_label(name, lang)),
                format!("{value:?} is not a number of working days, as {name} needs"),
            ))
        })?;
        return Ok(EventValues { working_days: Some(days), ..EventValues::default() });
    }
    if name == "delay-announced" {
        return Ok(EventValues { until: Some(date(value, lang)?), ..EventValues::default() });
    }
    Ok(EventValues { party: Some(value.to_owned()), ..EventValues::default() })
}

/// Reads the name of a channel.
pub(super) fn channel(name: &str, lang: Lang) -> anyhow::Result<Channel> {
    Channel::named(name).ok_or_else(|| {
        let known = Channel::ALL.map(|it| {
            lang.pick(format!("{}（{}）", it.name(), it.label(lang)), it.name().to_owned())
        });
        let known = known.join(lang.pick("、", ", "));
        anyhow!(lang.pick(
            format!("--channel：“{name}”不是申请渠道；可用的有：{known}"),
            format!("--channel: {name:?} is not a channel; the channels are: {known}"),
        ))
    })
}

/// Lists the channels for help and completions and leaves reading them to [`channel`].
#[derive(Debug, Clone)]
pub(super) struct ChannelNames;

impl TypedValueParser for ChannelNames {
    type Value = String;

    fn parse_ref(
        &self,
        _: &clap::Command,
        _: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        Ok(value.to_string_lossy().into_owned())
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Channel::ALL.into_iter().map(|it| PossibleValue::new(it.name()))))
    }
}

/// Reads a file, or standard input for `-`, up to the bound for texts and one byte more, so that the rule that
/// refuses larger texts sees it.
pub(super) fn text(path: &Path, lang: Lang) -> anyhow::Result<String> {
    let most = u64::try_from(LARGEST_TEXT_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let read = if is_standard(path) {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    read.with_context(|| {
        lang.pick(
            format!("无法读取文件 {}；请检查路径", name(path, lang)),
            format!("cannot read {}; check the path", name(path, lang)),
        )
    })?;
    if bytes.len() > LARGEST_TEXT_BYTES {
        let most = LARGEST_TEXT_BYTES / 1024;
        bail!(lang.pick(
            format!("{}：文件过大，最多{most} KiB；请核对是否选错了文件", name(path, lang)),
            format!(
                "{}: larger than {most} KiB; check that it is the right file",
                name(path, lang)
            ),
        ));
    }
    String::from_utf8(bytes).map_err(|_| {
        anyhow!(lang.pick(
            format!("{}：不是 UTF-8 编码的文本", name(path, lang)),
            format!("{}: not a text in UTF-8", name(path, lang)),
        ))
    })
}

/// Names a file, or standard input.
pub(super) fn name(path: &Path, lang: Lang) -> String {
    if is_standard(path) {
        lang.pick("（标准输入）", "(standard input)").to_owned()
    } else {
        path.display().to_string()
    }
}

fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_read_from_the_command_line() {
        let dated = event("extension=2026-01-06:20", Lang::En).unwrap();
        assert_eq!(dated.event, Event::ExtensionNotified { working_days: 20 });
        let dated = event("third-party-issued=2026-01-06:甲公司", Lang::En).unwrap();
        assert_eq!(dated.event.parts().1.party.as_deref(), Some("甲公司"));
    }

    fn check(text: &str, en: &str, zh: &str) {
        for (lang, words) in [(Lang::En, en), (Lang::Zh, zh)] {
            let message = event(text, lang).unwrap_err().to_string();
            assert!(message.contains(words), "{message}");
        }
    }

    #[test]
    fn a_wrong_event_is_told_in_both_languages() {
        check("extension", "is not an event such as", "不是经过");
        check("extended=2026-01-06", "the names are", "extension（告知延期）");
        check("extension=2026-01-06", "needs a number", "“告知延期”须写明工作日数");
        check("extension=2026-01-06:x", "is not a number of working days", "不是工作日数");
        check("clarification-asked=2026-01-06:0", "0 working days", "期限为0个工作日");
        check("replied=2026-13-06", "is not a date", "不是日期");
        check("replied=9999-01-06", "out of range", "超出范围");
    }
}
