//! A month of a calendar as a table of weeks, each day with what it is to a period.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};
use law::working::PicturedDay;
use law::{Lang, StepKind};

/// A month.
#[derive(Debug, Clone)]
pub(crate) struct Month {
    pub title: String,
    /// Weeks from Monday; days of other months are empty.
    pub weeks: Vec<Vec<Option<DayCell>>>,
}

/// A day of a month.
#[derive(Debug, Clone)]
pub(crate) struct DayCell {
    pub day: u32,
    /// A class: what the day is to the period.
    pub kind: &'static str,
    /// A mark that says the same without colour.
    pub mark: String,
    /// The whole reason, for whoever points at it or listens.
    pub why: String,
}

impl DayCell {
    fn of(date: NaiveDate, pictured: Option<&PicturedDay>, lang: Lang) -> Self {
        let day = date.day();
        let Some(it) = pictured else {
            return Self { day, kind: "outside", mark: String::new(), why: String::new() };
        };
        let number = it.number.map(|n| n.to_string()).unwrap_or_default();
        let (kind, mark) = match it.kind {
            _ if it.is_last => ("last", lang.pick("期满", "due").to_owned()),
            StepKind::Start => ("start", lang.pick("起", "start").to_owned()),
            StepKind::Restart => ("start", lang.pick("重起", "anew").to_owned()),
            StepKind::Counted => ("counted", number),
            StepKind::MakeUpCounted => {
                ("counted", lang.pick(format!("班 {number}"), format!("{number} +")))
            }
            StepKind::SkippedWeekend => ("weekend", "–".to_owned()),
            StepKind::SkippedHoliday => ("holiday", lang.pick("休", "off").to_owned()),
            StepKind::Suspended => ("paused", "‖".to_owned()),
            _ => ("rolled", "→".to_owned()),
        };
        Self { day, kind, mark, why: it.why(lang).to_owned() }
    }
}

/// The most months that are drawn; a longer period is told in words alone.
const MOST_MONTHS: usize = 18;

/// The months that a period touches.
pub(crate) fn months(days: &BTreeMap<NaiveDate, PicturedDay>, lang: Lang) -> Vec<Month> {
    let (Some(first), Some(last)) = (days.keys().next(), days.keys().next_back()) else {
        return Vec::new();
    };
    let first = first.with_day(1).unwrap_or(*first);
    let starts = std::iter::successors(Some(first), |it| it.checked_add_months(Months::new(1)));
    starts
        .take_while(|start| start <= last)
        .take(MOST_MONTHS)
        .map(|start| month(start, days, lang))
        .collect()
}

fn month(start: NaiveDate, days: &BTreeMap<NaiveDate, PicturedDay>, lang: Lang) -> Month {
    let before = start.weekday().num_days_from_monday();
    let mut cells: Vec<Option<DayCell>> = (0..before).map(|_| None).collect();
    let of_month = start.iter_days().take_while(|it| it.month() == start.month());
    cells.extend(of_month.map(|date| Some(DayCell::of(date, days.get(&date), lang))));
    while !cells.len().is_multiple_of(7) {
        cells.push(None);
    }
    let title = lang
        .pick(format!("{}年{}月", start.year(), start.month()), start.format("%B %Y").to_string());
    Month { title, weeks: cells.chunks(7).map(<[_]>::to_vec).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_whole_weeks_and_each_of_its_days_once() {
        let start = NaiveDate::from_ymd_opt(2026, 2, 1).expect("a day");
        let month = month(start, &BTreeMap::new(), Lang::Zh);
        assert!(month.weeks.iter().all(|it| it.len() == 7));
        let days: Vec<u32> = month.weeks.iter().flatten().flatten().map(|it| it.day).collect();
        assert_eq!(days, (1..=28).collect::<Vec<_>>());
        // The first of February 2026 is a Sunday.
        assert!(month.weeks[0][..6].iter().all(Option::is_none));
    }
}
