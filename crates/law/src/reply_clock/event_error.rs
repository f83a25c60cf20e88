//! Why an event that a person wrote could not be understood.

use super::event::{NAMES, event_label};
use crate::lang::Lang;

/// A value that an event may carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventValue {
    /// A number of working days.
    WorkingDays,
    /// Which of several third parties or agencies.
    Party,
    /// The day of the announced reply.
    Until,
}

impl EventValue {
    /// Names the value.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::WorkingDays => lang.pick("工作日数", "number of working days"),
            Self::Party => lang.pick("被征求意见人的名称", "name of a party"),
            Self::Until => lang.pick("告知的答复日期", "day of the announced reply"),
        }
    }
}

/// Why an event could not be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// The name is not known.
    #[error("{0:?} is not the name of an event; the names are: {names}", names = NAMES.join(", "))]
    UnknownName(String),
    /// The event needs a value.
    #[error("the event {name} needs a {what}", what = value.label(Lang::En))]
    MissingValue {
        /// Name of the event.
        name: String,
        /// What is missing.
        value: EventValue,
    },
    /// The event has no use for the value.
    #[error("the event {name} takes no {what}; leave it out", what = value.label(Lang::En))]
    UselessValue {
        /// Name of the event.
        name: String,
        /// What is too much.
        value: EventValue,
    },
    /// A number of working days is beyond a year.
    #[error("{days} working days cannot be right; give a number up to 366")]
    TooManyDays {
        /// The number given.
        days: u32,
    },
    /// A period of no days.
    #[error(
        "the event {name} names a period of 0 working days; give at least 1, or leave it out for the usual period"
    )]
    NoDays {
        /// Name of the event.
        name: String,
    },
}

impl EventError {
    /// Says what is wrong and what to do about it.
    pub fn message(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        let label = |name: &str| event_label(name, lang).to_owned();
        match self {
            Self::UnknownName(name) => {
                let known: Vec<_> =
                    NAMES.iter().map(|it| format!("{it}（{}）", label(it))).collect();
                format!("“{name}”不是经过的名称；可用的名称：{}", known.join("、"))
            }
            Self::MissingValue { name, value } => {
                format!("“{}”须写明{}", label(name), value.label(lang))
            }
            Self::UselessValue { name, value } => {
                format!("“{}”不带{}；请删去", label(name), value.label(lang))
            }
            Self::TooManyDays { days } => {
                format!("{days}个工作日不合常理；请填写366以内的数")
            }
            Self::NoDays { name } => {
                format!("“{}”的期限为0个工作日；请至少填写1个，或者不填而按通常期限计", label(name))
            }
        }
    }
}
