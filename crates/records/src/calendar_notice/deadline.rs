//! Deadlines that run, and where each ends on a calendar.

use chrono::NaiveDate;
use law::calendar::Calendar;
use law::publication::publish_by;
use law::reply_clock::{DatedEvent, reply_clock};
use law::{Deadline, Lang, NotInForce, clarification, processing_fee};
use uuid::Uuid;

/// A deadline that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningDeadline {
    /// The record it is about.
    pub id: Uuid,
    /// What a person knows it by, such as a number; without personal values.
    pub subject: String,
    /// How it runs.
    pub runs: Runs,
}

/// How a deadline runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Runs {
    /// 答复期限: the clock of a request.
    Reply {
        /// What happened to the request.
        events: Vec<DatedEvent>,
    },
    /// 补正期限 of an applicant.
    Clarification {
        /// When the notice was served.
        served_on: NaiveDate,
        /// The working days that the notice names, if it names any.
        working_days: Option<u32>,
    },
    /// 缴费期限 of an applicant.
    Payment {
        /// When the notice was received.
        notice_received_on: NaiveDate,
    },
    /// 主动公开期限 of information.
    Publication {
        /// When it was formed or changed.
        formed_on: NaiveDate,
    },
}

/// Where a deadline ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueDay {
    /// The last day.
    pub on: NaiveDate,
    /// Whether it may still move because a year's notice is not there.
    pub provisional: bool,
}

/// What a deadline comes to on a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// It ends on a day.
    Due(DueDay),
    /// No period runs.
    Stands,
    /// What happened cannot have happened on this calendar, such as an extension that came too late.
    Contradiction {
        /// Why, in Chinese.
        zh: String,
        /// Why, in English.
        en: String,
    },
}

impl RunningDeadline {
    /// Where it ends on a calendar.
    #[must_use]
    pub fn on(&self, calendar: &Calendar, today: NaiveDate) -> Reading {
        match &self.runs {
            Runs::Reply { events } => reply(events, calendar, today),
            Runs::Clarification { served_on, working_days } => {
                let period = clarification::answer_by(*served_on, *working_days, calendar);
                Reading::of(period.map(|it| it.answer_by))
            }
            Runs::Payment { notice_received_on } => {
                Reading::of(processing_fee::pay_by(*notice_received_on, calendar))
            }
            Runs::Publication { formed_on } => Reading::of(publish_by(*formed_on, calendar)),
        }
    }
}

fn reply(events: &[DatedEvent], calendar: &Calendar, today: NaiveDate) -> Reading {
    match reply_clock(events, today, calendar) {
        // Closed requests keep the day they were due on, which no longer runs.
        Ok(clock) if clock.closed_on.is_some() => Reading::Stands,
        Ok(clock) => match clock.due_on.or(clock.applicant_by) {
            Some(on) => Reading::Due(DueDay { on, provisional: clock.provisional }),
            None => Reading::Stands,
        },
        Err(error) => {
            Reading::Contradiction { zh: error.message(Lang::Zh), en: error.message(Lang::En) }
        }
    }
}

impl Reading {
    fn of(deadline: Result<Deadline, NotInForce>) -> Self {
        match deadline {
            Ok(it) => Self::Due(DueDay { on: it.due_on, provisional: it.provisional }),
            Err(error) => {
                Self::Contradiction { zh: error.message(Lang::Zh), en: error.message(Lang::En) }
            }
        }
    }

    /// The last day, where there is one.
    #[must_use]
    pub fn due(&self) -> Option<DueDay> {
        match self {
            Self::Due(due) => Some(*due),
            Self::Stands | Self::Contradiction { .. } => None,
        }
    }

    /// Says what it comes to.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Due(DueDay { on, provisional: false }) => lang.date(*on),
            Self::Due(DueDay { on, provisional: true }) => {
                let day = lang.date(*on);
                lang.pick(format!("{day}（暂定）"), format!("{day} (provisional)"))
            }
            Self::Stands => lang.pick("不在计算", "not running").to_owned(),
            Self::Contradiction { zh, en } => lang.pick(zh, en).clone(),
        }
    }
}
