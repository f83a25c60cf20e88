//! What happens to a request, as dated events, and how a person writes them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::consultation::Consulted;
use crate::parameter::CivilDate;

/// Something that happens to a request and matters to its clock.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// The request counts as received (收到申请之日, 第三十一条).
    Received,
    /// A reviewing body ordered the agency to answer again: a new run of the same request.
    RedoOrdered,
    /// The clarification notice was issued (补正告知, 第三十条).
    ClarificationAsked {
        /// Length of the applicant's period in working days, if the notice names it.
        working_days: Option<u32>,
    },
    /// The clarification notice reached the applicant.
    ClarificationServed {
        /// Length of the applicant's period in working days, if the notice names it.
        working_days: Option<u32>,
    },
    /// The applicant clarified: the period starts again.
    ClarificationReceived,
    /// The applicant received a fee notice (收费通知, 第四十二条).
    FeeNoticeReceived,
    /// The applicant paid: the period starts again.
    FeePaid,
    /// A consultation letter was issued (征求意见书, 第三十二条、第三十四条).
    ConsultationIssued {
        /// Who is consulted.
        consulted: Consulted,
        /// Which of several; empty when there is one.
        party: String,
    },
    /// The consulted received the letter: their own period begins.
    ConsultationReceived {
        /// Who is consulted.
        consulted: Consulted,
        /// Which of several; empty when there is one.
        party: String,
    },
    /// The opinion of the consulted arrived.
    ConsultationAnswered {
        /// Who is consulted.
        consulted: Consulted,
        /// Which of several; empty when there is one.
        party: String,
    },
    /// The applicant was told of an extension that the head of the disclosure office approved (延期, 第三十三条).
    ExtensionNotified {
        /// Working days added.
        working_days: u32,
    },
    /// A reasonable delay was announced to an applicant who asks for very much (第三十五条).
    DelayAnnounced {
        /// The day until which the agency will answer.
        until: NaiveDate,
    },
    /// The reply was served or posted (答复).
    Replied,
    /// Closed because the applicant did not clarify in time.
    ClarificationLapsed,
    /// Closed because the applicant did not pay in time.
    FeeLapsed,
    /// The applicant withdrew.
    Withdrawn,
    /// Closed for another reason.
    Closed,
}

/// An event with its day. Several events of one day have one order, whatever order they are stored in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "WrittenEvent", into = "WrittenEvent")]
pub struct DatedEvent {
    /// The day in Asia/Shanghai.
    pub on: NaiveDate,
    /// What happened.
    pub event: Event,
}

/// The events of one request as a person writes them in a file.
///
/// # Examples
///
/// ```
/// let story = law::reply_clock::Story::from_toml(
///     r#"
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
    /// The events.
    pub events: Vec<DatedEvent>,
}

/// Why a story could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the story cannot be read: {0}")]
pub struct StoryError(String);

/// Why an event could not be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// The name is not known.
    #[error("{0:?} is not the name of an event; the names are: {names}", names = NAMES.join(", "))]
    UnknownName(String),
    /// The event needs a value.
    #[error("the event {name} needs {what}")]
    MissingValue {
        /// Name of the event.
        name: String,
        /// What is missing.
        what: &'static str,
    },
    /// The event has no use for the value.
    #[error("the event {name} takes no {what}; leave it out")]
    UselessValue {
        /// Name of the event.
        name: String,
        /// What is too much.
        what: &'static str,
    },
    /// A number of working days is not between 0 and 366.
    #[error("{days} working days cannot be right; give a number up to 366")]
    TooManyDays {
        /// The number given.
        days: u32,
    },
}

/// The names of events as people write them.
pub const NAMES: [&str; 23] = [
    "received",
    "redo-ordered",
    "clarification-asked",
    "clarification-served",
    "clarification-received",
    "clarification-lapsed",
    "fee-notice-received",
    "fee-paid",
    "fee-lapsed",
    "third-party-issued",
    "third-party-received",
    "third-party-answered",
    "co-producer-issued",
    "co-producer-received",
    "co-producer-answered",
    "other-body-issued",
    "other-body-received",
    "other-body-answered",
    "extension",
    "delay-announced",
    "replied",
    "withdrawn",
    "closed",
];

/// The values an event may carry besides its day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventValues {
    /// A number of working days.
    pub working_days: Option<u32>,
    /// Which of several third parties or agencies.
    pub party: Option<String>,
    /// A day until which something lasts.
    pub until: Option<NaiveDate>,
}

impl EventValues {
    fn refuse(&self, name: &str, days: bool, party: bool, until: bool) -> Result<(), EventError> {
        let useless = |what| Err(EventError::UselessValue { name: name.to_owned(), what });
        if let Some(days) = self.working_days.filter(|days| *days > 366) {
            return Err(EventError::TooManyDays { days });
        }
        match () {
            () if self.working_days.is_some() && !days => useless("number of working days"),
            () if self.party.is_some() && !party => useless("name of a party"),
            () if self.until.is_some() && !until => useless("second date"),
            () => Ok(()),
        }
    }
}

impl Event {
    /// Makes an event from its written name and values.
    ///
    /// # Errors
    ///
    /// [`EventError`] says which name or value is wrong.
    pub fn from_parts(name: &str, values: EventValues) -> Result<Self, EventError> {
        let missing = |what| EventError::MissingValue { name: name.to_owned(), what };
        let plain = |event| values.refuse(name, false, false, false).map(|()| event);
        match name {
            "received" => plain(Self::Received),
            "redo-ordered" => plain(Self::RedoOrdered),
            "clarification-received" => plain(Self::ClarificationReceived),
            "clarification-lapsed" => plain(Self::ClarificationLapsed),
            "fee-notice-received" => plain(Self::FeeNoticeReceived),
            "fee-paid" => plain(Self::FeePaid),
            "fee-lapsed" => plain(Self::FeeLapsed),
            "replied" => plain(Self::Replied),
            "withdrawn" => plain(Self::Withdrawn),
            "closed" => plain(Self::Closed),
            "clarification-asked" => {
                values.refuse(name, true, false, false)?;
                Ok(Self::ClarificationAsked { working_days: values.working_days })
            }
            "clarification-served" => {
                values.refuse(name, true, false, false)?;
                Ok(Self::ClarificationServed { working_days: values.working_days })
            }
            "extension" | "extension-notified" => {
                values.refuse(name, true, false, false)?;
                let days =
                    values.working_days.ok_or_else(|| missing("a number of working days"))?;
                Ok(Self::ExtensionNotified { working_days: days })
            }
            "delay-announced" => {
                values.refuse(name, false, false, true)?;
                let until =
                    values.until.ok_or_else(|| missing("the day of the announced reply"))?;
                Ok(Self::DelayAnnounced { until })
            }
            _ => Self::consultation(name, values),
        }
    }

    fn consultation(name: &str, values: EventValues) -> Result<Self, EventError> {
        let unknown = || EventError::UnknownName(name.to_owned());
        let (who, what) = name.rsplit_once('-').ok_or_else(unknown)?;
        let consulted = match who {
            "third-party" => Consulted::ThirdParty,
            "co-producer" => Consulted::CoProducer,
            "other-body" => Consulted::OtherBody,
            _ => return Err(unknown()),
        };
        values.refuse(name, false, true, false)?;
        let party = values.party.unwrap_or_default();
        match what {
            "issued" | "consulted" => Ok(Self::ConsultationIssued { consulted, party }),
            "received" | "served" => Ok(Self::ConsultationReceived { consulted, party }),
            "answered" => Ok(Self::ConsultationAnswered { consulted, party }),
            _ => Err(unknown()),
        }
    }

    /// Returns the name and values from which the event can be made again.
    pub fn parts(&self) -> (&'static str, EventValues) {
        let of = |party: &String| EventValues {
            party: Some(party.clone()).filter(|it| !it.is_empty()),
            ..EventValues::default()
        };
        let days = |working_days| EventValues { working_days, ..EventValues::default() };
        let none = EventValues::default();
        match self {
            Self::Received => ("received", none),
            Self::RedoOrdered => ("redo-ordered", none),
            Self::ClarificationAsked { working_days } => {
                ("clarification-asked", days(*working_days))
            }
            Self::ClarificationServed { working_days } => {
                ("clarification-served", days(*working_days))
            }
            Self::ClarificationReceived => ("clarification-received", none),
            Self::ClarificationLapsed => ("clarification-lapsed", none),
            Self::FeeNoticeReceived => ("fee-notice-received", none),
            Self::FeePaid => ("fee-paid", none),
            Self::FeeLapsed => ("fee-lapsed", none),
            Self::ConsultationIssued { consulted, party } => {
                let names = ["third-party-issued", "co-producer-issued", "other-body-issued"];
                (names[*consulted as usize], of(party))
            }
            Self::ConsultationReceived { consulted, party } => {
                let names = ["third-party-received", "co-producer-received", "other-body-received"];
                (names[*consulted as usize], of(party))
            }
            Self::ConsultationAnswered { consulted, party } => {
                let names = ["third-party-answered", "co-producer-answered", "other-body-answered"];
                (names[*consulted as usize], of(party))
            }
            Self::ExtensionNotified { working_days } => ("extension", days(Some(*working_days))),
            Self::DelayAnnounced { until } => {
                ("delay-announced", EventValues { until: Some(*until), ..none })
            }
            Self::Replied => ("replied", none),
            Self::Withdrawn => ("withdrawn", none),
            Self::Closed => ("closed", none),
        }
    }
}

/// The shape of an event in files.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEvent {
    on: WrittenDate,
    event: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    working_days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    party: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    until: Option<WrittenDate>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(from = "CivilDate", into = "NaiveDate")]
struct WrittenDate(NaiveDate);

impl From<CivilDate> for WrittenDate {
    fn from(day: CivilDate) -> Self {
        Self(day.0)
    }
}

impl From<WrittenDate> for NaiveDate {
    fn from(day: WrittenDate) -> Self {
        day.0
    }
}

impl TryFrom<WrittenEvent> for DatedEvent {
    type Error = EventError;

    fn try_from(written: WrittenEvent) -> Result<Self, EventError> {
        let WrittenEvent { on, event, working_days, party, until } = written;
        let values = EventValues { working_days, party, until: until.map(|it| it.0) };
        Ok(Self { on: on.0, event: Event::from_parts(&event, values)? })
    }
}

impl From<DatedEvent> for WrittenEvent {
    fn from(dated: DatedEvent) -> Self {
        let (event, values) = dated.event.parts();
        let EventValues { working_days, party, until } = values;
        let until = until.map(WrittenDate);
        Self { on: WrittenDate(dated.on), event: event.to_owned(), working_days, party, until }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenStory {
    today: Option<CivilDate>,
    #[serde(alias = "events", default)]
    event: Vec<DatedEvent>,
}

impl Story {
    /// Reads a story: an optional `today`, and `[[event]]` entries with `on`, `event` and, where the event
    /// needs it, `working_days`, `party` or `until`.
    ///
    /// # Errors
    ///
    /// [`StoryError`] tells the line and what is wrong with it.
    pub fn from_toml(text: &str) -> Result<Self, StoryError> {
        let text = text.trim_start_matches('\u{feff}');
        let written: WrittenStory =
            toml::from_str(text).map_err(|error| StoryError(error.to_string()))?;
        Ok(Self { today: written.today.map(|it| it.0), events: written.event })
    }
}
