//! The events of one request as a person writes them in a file.

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use super::event::{DatedEvent, Event, WrittenEvent};
use super::event_error::EventError;
use crate::bounds::MOST_EVENTS;
use crate::lang::Lang;
use crate::parameter::CivilDate;
use crate::receipt_date::Channel;
use crate::unreadable::Unreadable;

/// The events of one request as a person writes them in a file.
///
/// # Examples
///
/// ```
/// let story = law::reply_clock::Story::from_toml(
///     r#"
///     channel = "online-form"
///     confirmed = 2026-02-05
///     [[event]]
///     on = 2026-02-04
///     event = "received"
///     "#,
/// )?;
/// assert_eq!(story.events.len(), 1);
/// # Ok::<(), law::reply_clock::StoryError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// The day from which the story is looked at, if the file names one.
    pub today: Option<NaiveDate>,
    /// How the request came in; the event `received` then names the day of arrival.
    pub channel: Option<Channel>,
    /// The day the office and the applicant confirmed the request, if the file names one.
    pub confirmed_on: Option<NaiveDate>,
    /// The events.
    pub events: Vec<DatedEvent>,
}

/// Why a story could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoryError {
    /// The text is too large, or not the TOML that a story is written in.
    #[error("the story cannot be read: {0}")]
    Unreadable(Unreadable),
    /// An event has a name or a value that cannot be right.
    #[error("line {line}: {error}")]
    Event {
        /// The line of the event.
        line: usize,
        /// What is wrong with it.
        error: EventError,
    },
    /// The channel is not known.
    #[error("{0:?} is not the name of a channel; the names are: {names}", names = Channel::names())]
    UnknownChannel(String),
    /// There are more events than a request can have.
    #[error("the story has {events} events; a request has at most {MOST_EVENTS}")]
    TooManyEvents {
        /// How many there are.
        events: usize,
    },
}

impl StoryError {
    /// Says what is wrong and what to do about it.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (_, Lang::En) => self.to_string(),
            (Self::Unreadable(error), Lang::Zh) => format!("无法读取经过：{}", error.message(lang)),
            (Self::Event { line, error }, Lang::Zh) => {
                format!("第{line}行：{}", error.message(lang))
            }
            (Self::UnknownChannel(name), Lang::Zh) => {
                format!("“{name}”不是申请渠道的名称；可用的名称：{}", Channel::names())
            }
            (Self::TooManyEvents { events }, Lang::Zh) => {
                format!("共有{events}条经过；一件申请最多{MOST_EVENTS}条")
            }
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenStory {
    today: Option<CivilDate>,
    channel: Option<String>,
    #[serde(alias = "confirmed_on")]
    confirmed: Option<CivilDate>,
    #[serde(alias = "events", default)]
    event: Vec<Spanned<WrittenEvent>>,
}

impl Story {
    /// Reads a story: an optional `today`, `channel` and `confirmed`, and `[[event]]` entries with `on`, `event`
    /// and, where the event needs it, `working_days`, `party` or `until`.
    ///
    /// # Errors
    ///
    /// [`StoryError`] tells the line and what is wrong with it.
    pub fn from_toml(text: &str) -> Result<Self, StoryError> {
        Unreadable::refuse_large(text).map_err(StoryError::Unreadable)?;
        let text = text.trim_start_matches('\u{feff}');
        let written: WrittenStory = toml::from_str(text)
            .map_err(|error| StoryError::Unreadable(Unreadable::of_toml(text, &error)))?;
        let channel = written.channel.map(|name| {
            Channel::named(&name).ok_or_else(|| StoryError::UnknownChannel(name.clone()))
        });
        if written.event.len() > MOST_EVENTS {
            return Err(StoryError::TooManyEvents { events: written.event.len() });
        }
        let events = written.event.into_iter().map(|it| dated(text, it));
        Ok(Self {
            today: written.today.map(|it| it.0),
            channel: channel.transpose()?,
            confirmed_on: written.confirmed.map(|it| it.0),
            events: events.collect::<Result<_, _>>()?,
        })
    }

    /// Returns the day of the event `received`, if there is one.
    pub fn received_on(&self) -> Option<NaiveDate> {
        self.events.iter().find(|it| it.event == Event::Received).map(|it| it.on)
    }
}

fn dated(text: &str, written: Spanned<WrittenEvent>) -> Result<DatedEvent, StoryError> {
    let start = written.span().start;
    DatedEvent::try_from(written.into_inner()).map_err(|error| {
        let line = text.get(..start).unwrap_or(text).matches('\n').count() + 1;
        StoryError::Event { line, error }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bounds::LARGEST_TEXT_BYTES;
    use crate::testing::date;

    fn check(text: &str, zh: &str, en: &str) {
        let error = Story::from_toml(text).unwrap_err();
        for (lang, words) in [(Lang::Zh, zh), (Lang::En, en)] {
            let message = error.message(lang);
            assert!(message.contains(words), "{message}");
        }
    }

    #[test]
    fn a_story_names_channel_and_confirmation() {
        let text = "channel = \"online_form\"\nconfirmed = 2024-02-04\n[[event]]\non = 2024-02-03\nevent = \"received\"";
        let story = Story::from_toml(text).unwrap();
        assert_eq!(story.channel, Some(Channel::OnlineForm));
        assert_eq!(story.confirmed_on, Some(date("2024-02-04")));
        assert_eq!(story.received_on(), Some(date("2024-02-03")));
    }

    #[test]
    fn a_slip_is_told_with_its_line_in_both_languages() {
        let event = |rest: &str| format!("[[event]]\non = 2024-02-03\n{rest}");
        check("\n[[event]\n", "第2行：不符合 TOML 的写法", "line 2");
        check(
            &event("event = \"recieved\""),
            "“recieved”不是经过的名称",
            "is not the name of an event",
        );
        check(
            &event("event = \"extension\""),
            "“告知延期”须写明工作日数",
            "needs a number of working days",
        );
        check(
            &event("event = \"replied\"\nparty = \"甲\""),
            "“作出答复”不带",
            "takes no name of a party",
        );
        check(&event("evnt = \"replied\""), "不认识 evnt", "unknown field `evnt`");
        check("[[event]]\nevent = \"replied\"", "缺少 on", "missing field `on`");
        check("channel = \"pigeon\"", "“pigeon”不是申请渠道", "is not the name of a channel");
        let none = "[[event]]\non = 2026-05-07\nevent = \"clarification-asked\"\nworking_days = 0";
        check(none, "期限为0个工作日", "0 working days");
    }

    #[test]
    fn a_story_beyond_the_bounds_is_refused_before_it_costs_anything() {
        check(&"#".repeat(LARGEST_TEXT_BYTES + 1), "文件过大", "larger than 1024 KiB");
        let event = "[[event]]\non = 2026-05-07\nevent = \"replied\"\n";
        check(&event.repeat(MOST_EVENTS + 1), "一件申请最多5000条", "at most 5000");
        assert_eq!(Story::from_toml(&event.repeat(MOST_EVENTS)).unwrap().events.len(), MOST_EVENTS);
    }
}
