//! The days of a working one by one, for a picture of a calendar.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{StepKind, Working};
use crate::lang::Lang;

/// What a day is to a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PicturedDay {
    /// What the day does.
    pub kind: StepKind,
    /// The how-manieth working day of the period it is, if it counts.
    pub number: Option<u32>,
    /// Whether the period ends on it.
    pub is_last: bool,
    /// Why, in Chinese: the sentence of the step that speaks of it.
    pub zh: String,
    /// Why, in English.
    pub en: String,
}

impl PicturedDay {
    /// Why the day counts or not.
    pub fn why(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

impl Working {
    /// Every day the working speaks of as counted, skipped, paused, first or last, in order.
    ///
    /// Steps that tell of a stretch without counting it (notes, an extension) picture nothing: the days they
    /// speak of are pictured by the steps that count them.
    #[must_use]
    pub fn picture(&self) -> BTreeMap<NaiveDate, PicturedDay> {
        let mut days: BTreeMap<NaiveDate, PicturedDay> = BTreeMap::new();
        let mut counted = 0;
        for step in self.steps() {
            let (Some(from), Some(to)) = (step.from, step.to) else { continue };
            match step.kind {
                StepKind::Start | StepKind::Restart => counted = 0,
                StepKind::Counted
                | StepKind::MakeUpCounted
                | StepKind::SkippedWeekend
                | StepKind::SkippedHoliday
                | StepKind::Suspended
                | StepKind::Rolled => {}
                StepKind::LastDay => {
                    if let Some(day) = days.get_mut(&to) {
                        day.is_last = true;
                        continue;
                    }
                }
                StepKind::Extension
                | StepKind::NaturalPeriod
                | StepKind::Provisional
                | StepKind::Breach
                | StepKind::Closed
                | StepKind::Band
                | StepKind::Total
                | StepKind::Note => continue,
            }
            let counts = matches!(step.kind, StepKind::Counted | StepKind::MakeUpCounted);
            for day in from.iter_days().take_while(|day| *day <= to) {
                counted += u32::from(counts);
                let pictured = PicturedDay {
                    kind: step.kind,
                    number: counts.then_some(counted),
                    is_last: step.kind == StepKind::LastDay,
                    zh: step.zh.clone(),
                    en: step.en.clone(),
                };
                days.insert(day, pictured);
            }
        }
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::reply_clock::{Story, reply_clock};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn picture(story: &str) -> (BTreeMap<NaiveDate, PicturedDay>, NaiveDate, u32) {
        let story = Story::from_toml(story).expect("a story");
        let clock = reply_clock(&story.events, day("2026-03-02"), Calendar::shipped());
        let clock = clock.expect("a clock");
        (clock.working.picture(), clock.due_on.expect("a due date"), clock.period_working_days)
    }

    #[test]
    fn every_day_from_receipt_to_the_due_date_is_pictured_once_and_the_numbers_end_at_the_period() {
        let (days, due_on, period) = picture(
            "[[event]]\non = 2026-02-04\nevent = \"received\"\n\
             [[event]]\non = 2026-02-06\nevent = \"third-party-issued\"\n\
             [[event]]\non = 2026-02-09\nevent = \"third-party-received\"\n\
             [[event]]\non = 2026-02-13\nevent = \"third-party-answered\"\n\
             [[event]]\non = 2026-03-10\nevent = \"extension\"\nworking_days = 5\n",
        );
        let expected: Vec<_> =
            day("2026-02-04").iter_days().take_while(|it| *it <= due_on).collect();
        assert_eq!(days.keys().copied().collect::<Vec<_>>(), expected);
        let last = &days[&due_on];
        assert_eq!((last.number, last.is_last), (Some(period), true));
        assert_eq!(days.values().filter(|it| it.is_last).count(), 1);
        assert_eq!(days[&day("2026-02-10")].kind, StepKind::Suspended);
        assert_eq!(days[&day("2026-02-14")].kind, StepKind::MakeUpCounted);
        assert_eq!(days[&day("2026-02-16")].kind, StepKind::SkippedHoliday);
    }

    #[test]
    fn a_restart_counts_from_one_again() {
        let (days, due_on, period) = picture(
            "[[event]]\non = 2026-02-04\nevent = \"received\"\n\
             [[event]]\non = 2026-02-06\nevent = \"clarification-asked\"\nworking_days = 15\n\
             [[event]]\non = 2026-02-24\nevent = \"clarification-received\"\n",
        );
        assert_eq!(days[&day("2026-02-24")].kind, StepKind::Restart);
        assert_eq!(days[&day("2026-02-25")].number, Some(1));
        assert_eq!(days[&due_on].number, Some(period));
    }
}
