//! What a notice would change, before anybody confirms it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use law::calendar::{Calendar, DayKind, LoadError};
use uuid::Uuid;

use super::CalendarNotice;
use super::deadline::{Reading, RunningDeadline};

/// What a notice would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Years that had no notice and would have one.
    pub newly_covered: BTreeSet<i32>,
    /// Years whose notice would be replaced.
    pub replaced: BTreeSet<i32>,
    /// Days that would be other days, in order.
    pub days: Vec<DayChange>,
    /// Deadlines that would move, become firm, or contradict what happened.
    pub affected: Vec<AffectedDeadline>,
    /// Deadlines that were looked at.
    pub looked_at: usize,
}

/// A day that would be another day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayChange {
    /// The day.
    pub day: NaiveDate,
    /// What it is.
    pub before: DayKind,
    /// What it would be.
    pub after: DayKind,
}

/// A deadline that would be another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AffectedDeadline {
    /// The record it is about.
    pub id: Uuid,
    /// What a person knows it by.
    pub subject: String,
    /// What it comes to.
    pub before: Reading,
    /// What it would come to.
    pub after: Reading,
}

impl DayChange {
    /// Whether the day would be worked and is not, or the other way round: only then do deadlines move.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.before.is_working() != self.after.is_working()
    }
}

impl CalendarNotice {
    /// What it would change: the days of its years, and those of the deadlines that it touches.
    ///
    /// # Errors
    ///
    /// [`LoadError`] where the text is no notice.
    pub fn preview(
        &self,
        before: &Calendar,
        running: &[RunningDeadline],
        today: NaiveDate,
    ) -> Result<Preview, LoadError> {
        let (alone, after) = (self.alone()?, before.load(&self.text)?);
        let years: BTreeSet<i32> = alone.notices().iter().map(|it| it.year).collect();
        let (replaced, newly_covered) = years.into_iter().partition(|it| before.covers(*it));
        Ok(Preview {
            newly_covered,
            replaced,
            days: changed(&touched(&alone), before, &after),
            affected: running.iter().filter_map(|it| affected(it, before, &after, today)).collect(),
            looked_at: running.len(),
        })
    }
}

/// The days that a text can change: those of each year with the December before it, and regional days off.
fn touched(alone: &Calendar) -> BTreeSet<NaiveDate> {
    let mut days = BTreeSet::new();
    for notice in alone.notices() {
        let first = NaiveDate::from_ymd_opt(notice.year.saturating_sub(1), 12, 1);
        let Some(first) = first else { continue };
        let within = |it: &NaiveDate| it.year() <= notice.year;
        days.extend(first.iter_days().take_while(within));
    }
    days.extend(alone.overlays().iter().flat_map(|it| &it.days_off));
    days
}

fn changed(days: &BTreeSet<NaiveDate>, before: &Calendar, after: &Calendar) -> Vec<DayChange> {
    let kinds: BTreeMap<NaiveDate, (DayKind, DayKind)> =
        days.iter().map(|day| (*day, (before.day_kind(*day), after.day_kind(*day)))).collect();
    let differ = kinds.into_iter().filter(|(_, (before, after))| before != after);
    differ.map(|(day, (before, after))| DayChange { day, before, after }).collect()
}

fn affected(
    it: &RunningDeadline,
    before: &Calendar,
    after: &Calendar,
    today: NaiveDate,
) -> Option<AffectedDeadline> {
    let (before, after) = (it.on(before, today), it.on(after, today));
    (before != after).then(|| AffectedDeadline {
        id: it.id,
        subject: it.subject.clone(),
        before,
        after,
    })
}
