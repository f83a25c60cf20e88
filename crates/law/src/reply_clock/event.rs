//! What happens to a request, as dated events, and how a person writes them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::event_error::{EventError, EventValue};
use crate::consultation::Consulted;
use crate::lang::Lang;
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

/// Names an event in a sentence, given its written name; a name that is not known stands for itself.
pub fn event_label(name: &str, lang: Lang) -> &str {
    if lang == Lang::En {
        return name;
    }
    match name {
        "received" => "收到申请",
        "redo-ordered" => "被责令重新答复",
        "clarification-asked" => "发出补正通知",
        "clarification-served" => "补正通知送达",
        "clarification-received" => "收到补正",
        "clarification-lapsed" => "逾期不补正结案",
        "fee-notice-received" => "申请人收到收费通知",
        "fee-paid" => "申请人完成缴费",
        "fee-lapsed" => "逾期不缴费结案",
        "third-party-issued" => "向第三方发出征求意见书",
        "third-party-received" => "第三方收到征求意见书",
        "third-party-answered" => "收到第三方意见",
        "co-producer-issued" => "向共同制作机关发出征求意见书",
        "co-producer-received" => "共同制作机关收到征求意见书",
        "co-producer-answered" => "收到共同制作机关意见",
        "other-body-issued" => "向其他机关发出征求意见书",
        "other-body-received" => "其他机关收到征求意见书",
        "other-body-answered" => "收到其他机关意见",
        "extension" => "告知延期",
        "delay-announced" => "告知延迟答复",
        "replied" => "作出答复",
        "withdrawn" => "申请人撤回",
        "closed" => "办结",
        other => other,
    }
}

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
        let useless = |value| Err(EventError::UselessValue { name: name.to_owned(), value });
        if let Some(days) = self.working_days.filter(|days| *days > 366) {
            return Err(EventError::TooManyDays { days });
        }
        match () {
            () if self.working_days.is_some() && !days => useless(EventValue::WorkingDays),
            () if self.party.is_some() && !party => useless(EventValue::Party),
            () if self.until.is_some() && !until => useless(EventValue::Until),
            () => Ok(()),
        }
    }

    /// Refuses a period of no days.
    fn refuse_none(&self, name: &str) -> Result<(), EventError> {
        match self.working_days {
            Some(0) => Err(EventError::NoDays { name: name.to_owned() }),
            _ => Ok(()),
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
        let missing = |value| EventError::MissingValue { name: name.to_owned(), value };
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
                values.refuse_none(name)?;
                Ok(Self::ClarificationAsked { working_days: values.working_days })
            }
            "clarification-served" => {
                values.refuse(name, true, false, false)?;
                values.refuse_none(name)?;
                Ok(Self::ClarificationServed { working_days: values.working_days })
            }
            "extension" | "extension-notified" => {
                values.refuse(name, true, false, false)?;
                let days = values.working_days.ok_or_else(|| missing(EventValue::WorkingDays))?;
                Ok(Self::ExtensionNotified { working_days: days })
            }
            "delay-announced" => {
                values.refuse(name, false, false, true)?;
                let until = values.until.ok_or_else(|| missing(EventValue::Until))?;
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
pub(super) struct WrittenEvent {
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
