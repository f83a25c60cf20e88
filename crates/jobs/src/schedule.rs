//! When something happens by itself: cron expressions in the time of Shanghai, which is eight hours
//! ahead of UTC all year. The time zone of the machine is never asked.

use chrono::TimeZone;
use croner::Cron;
use croner::parser::{CronParser, Seconds};
use eventlog::{At, Token};
use serde_json::json;
use store::NewJob;
use thiserror::Error;

use crate::clock::{name, shanghai};

/// A schedule.
///
/// Ticks that were missed while the program was off come to one job: the latest. While the job of a
/// tick is still open, the next tick waits for it, so a job that is slow or fails does not pile up;
/// the pauses between its tries should hence be short. A schedule that is seen for the first time
/// begins with its next tick.
#[derive(Debug, Clone)]
pub struct Schedule {
    name: Token,
    cron: Cron,
    kind: Token,
}

/// Why a schedule makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ScheduleError {
    /// Not an expression of five fields.
    #[error("\"{expression}\" is no schedule: {why}")]
    Malformed {
        /// What was given.
        expression: String,
        /// What is wrong with it.
        why: String,
    },
    /// It can be read, and is never due.
    #[error("\"{0}\" is never due")]
    NeverDue(String),
}

impl Schedule {
    /// The schedules that go with [`crate::Registry::built_in`].
    ///
    /// # Panics
    ///
    /// Never: the expressions are constants.
    #[must_use]
    pub fn built_in() -> Vec<Self> {
        [
            ("log.checkpoint", "* * * * *"),
            ("log.witness", "*/30 * * * *"),
            ("sealed.rotate", "20 3 * * *"),
            ("sweep", "*/10 * * * *"),
        ]
        .into_iter()
        .map(|(kind, cron)| Self::new(name(kind), cron, name(kind)).expect("a constant schedule"))
        .collect()
    }

    /// Takes an expression of five fields (minute, hour, day, month, weekday), in Shanghai's time.
    ///
    /// # Errors
    ///
    /// [`ScheduleError`].
    pub fn new(name: Token, expression: &str, kind: Token) -> Result<Self, ScheduleError> {
        let parser = CronParser::builder().seconds(Seconds::Disallowed).build();
        let malformed = |why: croner::errors::CronError| ScheduleError::Malformed {
            expression: expression.to_owned(),
            why: why.to_string(),
        };
        let cron = parser.parse(expression).map_err(malformed)?;
        let schedule = Self { name, cron, kind };
        let some_day = At::from_micros(SOME_DAY).expect("a day in 2026");
        match schedule.latest_at(some_day) {
            Some(_) => Ok(schedule),
            None => Err(ScheduleError::NeverDue(expression.to_owned())),
        }
    }

    /// Its name, under which the store remembers its last tick.
    #[must_use]
    pub fn name(&self) -> &Token {
        &self.name
    }

    /// The kind of job it asks for.
    #[must_use]
    pub fn kind(&self) -> &Token {
        &self.kind
    }

    /// The latest tick at or before an instant.
    #[must_use]
    pub fn latest_at(&self, now: At) -> Option<At> {
        let now = shanghai().from_utc_datetime(&now.to_utc().naive_utc());
        let tick = self.cron.find_previous_occurrence(&now, true).ok()?;
        At::from_utc(tick.to_utc()).ok()
    }

    /// What makes the job of a tick one and the same.
    #[must_use]
    pub fn key(&self, tick: At) -> String {
        format!("schedule:{}:{tick}", self.name)
    }

    /// The job of a tick.
    pub(crate) fn job(&self, tick: At) -> NewJob {
        NewJob {
            kind: self.kind.clone(),
            key: self.key(tick),
            payload: json!({ "tick": tick }),
            due_at: tick,
        }
    }
}

/// A day before which a schedule that makes sense was due: 2026-03-02.
const SOME_DAY: i64 = 1_772_413_200_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn latest(expression: &str, now: &str) -> String {
        let schedule = Schedule::new(name("any"), expression, name("any")).unwrap();
        schedule.latest_at(now.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn midnight_is_shanghais() {
        let check = |now: &str, tick: &str| {
            let (now, tick) = (format!("2026-{now}.000000Z"), format!("2026-{tick}.000000Z"));
            assert_eq!(latest("0 0 * * *", &now), tick);
        };
        check("03-02T15:59:59", "03-01T16:00:00");
        check("03-02T16:00:00", "03-02T16:00:00");
        check("03-02T23:59:59", "03-02T16:00:00");
        // No clock is ever changed for summer.
        check("07-02T16:00:00", "07-02T16:00:00");
    }

    #[test]
    fn an_instant_within_a_minute_is_after_its_beginning() {
        let tick = latest("* * * * *", "2026-03-02T16:00:00.000001Z");
        assert_eq!(tick, "2026-03-02T16:00:00.000000Z");
    }

    #[test]
    fn a_schedule_that_makes_no_sense_is_refused() {
        for expression in ["", "* * * *", "61 * * * *", "0 * * * * *", "midnight"] {
            let told = Schedule::new(name("any"), expression, name("any"));
            assert!(matches!(told, Err(ScheduleError::Malformed { .. })), "{expression}: {told:?}");
        }
        let told = Schedule::new(name("any"), "0 0 30 2 *", name("any"));
        assert!(matches!(told, Err(ScheduleError::NeverDue(_))), "{told:?}");
    }
}
