//! Counting working days one by one, with a step for every stretch of days of one kind.

use chrono::NaiveDate;

use super::{Calendar, DayKind};
use crate::lang::Lang;
use crate::working::{Step, StepKind};

/// A stretch of days on which a period stands still: after `after`, up to and including `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pause {
    pub after: NaiveDate,
    pub until: NaiveDate,
}

impl Pause {
    pub(crate) fn holds(self, day: NaiveDate) -> bool {
        self.after < day && day <= self.until
    }

    /// Unites pauses, so that a day covered twice is left out once; the result is sorted and has no overlaps.
    pub(crate) fn united(mut pauses: Vec<Self>) -> Vec<Self> {
        pauses.sort();
        let mut united: Vec<Self> = Vec::new();
        for pause in pauses.into_iter().filter(|it| it.after < it.until) {
            match united.last_mut().filter(|it| pause.after <= it.until) {
                Some(last) => last.until = last.until.max(pause.until),
                None => united.push(pause),
            }
        }
        united
    }

    /// Says whether one of the pauses, as [`Self::united`] returns them, holds a day.
    pub(crate) fn one_holds(united: &[Self], day: NaiveDate) -> bool {
        let place = united.partition_point(|it| it.until < day);
        united.get(place).is_some_and(|it| it.holds(day))
    }
}

/// Where a count of working days ended, and how.
#[derive(Debug, Clone)]
pub(crate) struct Walk {
    pub last: NaiveDate,
    stretches: Vec<Stretch>,
}

impl Walk {
    /// Writes a step for every stretch of days of one kind.
    pub(crate) fn steps(&self) -> Vec<Step> {
        self.stretches.iter().map(Stretch::step).collect()
    }
}

/// Returns the day after; periods of law end far from the end of the proleptic calendar.
pub(crate) fn next_day(day: NaiveDate) -> NaiveDate {
    day.succ_opt().expect("civil dates of legal periods lie far from the last representable day")
}

/// Counts `days` working days after `start`, leaving out united pauses; numbering begins after `already`.
pub(crate) fn walk(
    calendar: &Calendar,
    start: NaiveDate,
    days: u32,
    already: u32,
    pauses: &[Pause],
) -> Walk {
    let mut stretches: Vec<Stretch> = Vec::new();
    let (mut day, mut counted) = (start, 0);
    while counted < days {
        day = next_day(day);
        let kind = calendar.day_kind(day);
        let paused = Pause::one_holds(pauses, day);
        let works = kind.is_working();
        counted += u32::from(works && !paused);
        let label = if paused { Label::Paused } else { Label::Kind(kind) };
        let ground = if paused { None } else { calendar.ground_of(day) };
        match stretches.last_mut().filter(|it| it.label == label && it.ground == ground) {
            Some(stretch) => stretch.grow(day, works),
            None => stretches.push(Stretch::begin(day, label, ground, works, already + counted)),
        }
    }
    Walk { last: day, stretches }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Paused,
    Kind(DayKind),
}

#[derive(Debug, Clone)]
struct Stretch {
    from: NaiveDate,
    to: NaiveDate,
    label: Label,
    ground: Option<String>,
    working_days: u32,
    first_number: u32,
}

impl Stretch {
    fn begin(
        day: NaiveDate,
        label: Label,
        ground: Option<String>,
        works: bool,
        first_number: u32,
    ) -> Self {
        Self { from: day, to: day, label, ground, working_days: u32::from(works), first_number }
    }

    fn grow(&mut self, day: NaiveDate, works: bool) {
        self.to = day;
        self.working_days += u32::from(works);
    }

    fn step(&self) -> Step {
        let (zh, en) = (Lang::Zh.dates(self.from, self.to), Lang::En.dates(self.from, self.to));
        let (kind, zh, en) = match self.label {
            Label::Paused => self.paused(&zh, &en),
            Label::Kind(DayKind::Workday) => self.counted(StepKind::Counted, &zh, &en),
            Label::Kind(DayKind::MakeUpWorkday) => self.counted(StepKind::MakeUpCounted, &zh, &en),
            Label::Kind(DayKind::Weekend) => (
                StepKind::SkippedWeekend,
                format!("{zh}：周末，不计"),
                format!("{en}: weekend, not counted"),
            ),
            Label::Kind(DayKind::Holiday) => (
                StepKind::SkippedHoliday,
                format!("{zh}：节假日放假，不计"),
                format!("{en}: public holiday, not counted"),
            ),
            Label::Kind(DayKind::StatutoryHoliday) => (
                StepKind::SkippedHoliday,
                format!("{zh}：法定放假日（当年放假通知尚未载入），不计"),
                format!(
                    "{en}: statutory day off (holiday notice of the year not loaded), not counted"
                ),
            ),
            Label::Kind(DayKind::RegionalDayOff) => (
                StepKind::SkippedHoliday,
                format!("{zh}：地方规定的放假日，不计"),
                format!("{en}: regional day off, not counted"),
            ),
        };
        let step =
            Step::new(kind, zh, en).over(self.from, self.to).working_days(match self.label {
                Label::Paused => self.working_days,
                Label::Kind(kind) if kind.is_working() => self.working_days,
                Label::Kind(_) => 0,
            });
        match &self.ground {
            Some(ground) => step.citing(ground),
            None => step,
        }
    }

    fn counted(&self, kind: StepKind, zh: &str, en: &str) -> (StepKind, String, String) {
        let days = self.working_days;
        let (first, last) = (self.first_number, self.first_number + days - 1);
        let (which_zh, which_en) = if days == 1 {
            (format!("第{first}个"), format!("number {first}"))
        } else {
            (format!("第{first}至{last}个"), format!("numbers {first} to {last}"))
        };
        let (mark_zh, mark_en) = match kind {
            StepKind::MakeUpCounted => ("调休上班，", "make-up workday, "),
            _ => ("", ""),
        };
        let unit = if days == 1 { "working day" } else { "working days" };
        (
            kind,
            format!("{zh}：{mark_zh}计{days}个工作日（{which_zh}）"),
            format!("{en}: {mark_en}{days} {unit} counted ({which_en})"),
        )
    }

    fn paused(&self, zh: &str, en: &str) -> (StepKind, String, String) {
        let days = self.working_days;
        let unit = if days == 1 { "working day" } else { "working days" };
        (
            StepKind::Suspended,
            format!("{zh}：征求意见期间，{days}个工作日不计入期限"),
            format!("{en}: consultation under way, {days} {unit} excluded"),
        )
    }
}
