//! Holiday notices as text: reading them from TOML or JSON, and telling a person what is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;

use super::{RegionalOverlay, next_day, statutory};
use crate::bounds::{MOST_LISTED_DAYS, MOST_NOTICES};
use crate::lang::Lang;
use crate::parameter::CivilDate;
use crate::unreadable::Unreadable;

/// The arrangement of holidays and make-up workdays of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayNotice {
    /// The year the notice arranges.
    pub year: i32,
    /// The day the notice was published, where known.
    pub published_on: Option<NaiveDate>,
    /// Title of the notice; the usual title when empty in the text.
    pub given_title: Option<String>,
    /// Where the dates were taken from: a link, a document number.
    pub source: String,
    /// Every day off named by the notice, weekend days inside the ranges included.
    pub holidays: BTreeSet<NaiveDate>,
    /// Saturdays and Sundays that are worked.
    pub workdays: BTreeSet<NaiveDate>,
}

impl HolidayNotice {
    /// Returns the title, in Chinese.
    pub fn title(&self) -> String {
        let usual = || format!("《国务院办公厅关于{}年部分节假日安排的通知》", self.year);
        self.given_title.as_ref().map_or_else(usual, |title| format!("《{title}》"))
    }
}

/// One thing wrong with a holiday notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeProblem {
    /// A make-up workday is not a Saturday or Sunday.
    MakeUpDayNotOnWeekend(NaiveDate),
    /// A date is both a holiday and a make-up workday.
    BothOffAndWorked(NaiveDate),
    /// A date lies neither in the year of the notice nor in the December before it.
    WrongYear {
        /// Year of the notice.
        year: i32,
        /// The date that does not belong there.
        day: NaiveDate,
    },
    /// A statutory day off with a fixed date is missing, so the list is not complete.
    StatutoryDayMissing(NaiveDate),
    /// The notice does not say where its dates come from.
    NoSource {
        /// Year of the notice.
        year: i32,
    },
    /// A regional overlay names no basis document.
    NoBasis {
        /// The region of the overlay.
        region: String,
    },
}

impl NoticeProblem {
    /// Says what is wrong and what to do about it.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::MakeUpDayNotOnWeekend(day) => {
                let day = lang.date(*day);
                lang.pick(
                    format!("{day}列为调休上班日，但不是周六或周日；请核对 workdays"),
                    format!("{day} is listed as a make-up workday but is not a Saturday or Sunday; check workdays"),
                )
            }
            Self::BothOffAndWorked(day) => {
                let day = lang.date(*day);
                lang.pick(
                    format!("{day}同时列为放假日和上班日；请只保留一处"),
                    format!("{day} is listed both as a holiday and as a workday; keep one of them"),
                )
            }
            Self::WrongYear { year, day } => {
                let day = lang.date(*day);
                lang.pick(
                    format!("{day}不属于{year}年（或其前一年12月）；请核对 year 或该日期"),
                    format!("{day} does not belong to {year} (or to the December before); check year or the date"),
                )
            }
            Self::StatutoryDayMissing(day) => {
                let day = lang.date(*day);
                lang.pick(
                    format!("缺少法定放假日{day}；放假通知应列全每个放假日，请补入 holidays"),
                    format!("the statutory day off {day} is missing; a notice lists every day off, add it to holidays"),
                )
            }
            Self::NoSource { year } => lang.pick(
                format!("{year}年通知没有写明来源；请在 source 填写文号或网址"),
                format!("the notice for {year} does not say where it comes from; put a document number or link into source"),
            ),
            Self::NoBasis { region } => lang.pick(
                format!("{region}的地方放假日没有依据文件；请填写 basis"),
                format!("the regional days off of {region} name no document; fill in basis"),
            ),
        }
    }
}

impl fmt::Display for NoticeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

/// Why a holiday text could not be loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// The text is neither the TOML nor the JSON shape described in `docs/howto/load-a-holiday-notice.md`.
    #[error("the holiday text cannot be read: {0}")]
    Unreadable(Unreadable),
    /// The text holds neither a notice nor a regional overlay.
    #[error("the holiday text holds no [[notice]] and no [[overlay]]; add one")]
    Empty,
    /// The text holds more notices and overlays than any office needs.
    #[error(
        "the holiday text has {count} notices and overlays; a text holds at most {MOST_NOTICES}"
    )]
    TooMany {
        /// How many there are.
        count: usize,
    },
    /// The text can be read, but what it says cannot be right.
    #[error("the holiday text has {} problem(s): {}", .0.len(), joined(.0))]
    Problems(Vec<NoticeProblem>),
}

impl LoadError {
    /// Says what is wrong and what to do about it.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (_, Lang::En) => self.to_string(),
            (Self::Unreadable(error), Lang::Zh) => {
                format!("无法读取放假安排：{}", error.message(lang))
            }
            (Self::Empty, Lang::Zh) => {
                "没有任何 [[notice]] 或者 [[overlay]]；请至少写入一项".to_owned()
            }
            (Self::TooMany { count }, Lang::Zh) => {
                format!("共有{count}项通知和地方放假日；一个文件最多{MOST_NOTICES}项")
            }
            (Self::Problems(problems), Lang::Zh) => {
                let told: Vec<_> = problems.iter().map(|it| it.message(lang)).collect();
                format!("放假安排有{}处错误：{}", problems.len(), told.join("；"))
            }
        }
    }
}

fn joined(problems: &[NoticeProblem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(default)]
    notice: Vec<NoticeText>,
    #[serde(default)]
    overlay: Vec<OverlayText>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticeText {
    year: i32,
    published_on: Option<CivilDate>,
    title: Option<String>,
    source: String,
    #[serde(rename = "remark")]
    _remark: Option<String>,
    holidays: Vec<Stretch>,
    #[serde(default)]
    workdays: Vec<Stretch>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OverlayText {
    region: String,
    basis: String,
    #[serde(default)]
    accepted: bool,
    days_off: Vec<Stretch>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct YearText {
    holidays: Vec<Stretch>,
    #[serde(default)]
    workdays: Vec<Stretch>,
}

/// One date, or `first..last`.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Stretch {
    Day(CivilDate),
    Range(String),
}

impl Stretch {
    fn days(&self) -> Result<Vec<NaiveDate>, LoadError> {
        let unreadable = |text: &str| {
            LoadError::Unreadable(Unreadable {
                line: None,
                zh: format!(
                    "“{text}”既不是 2027-02-05 这样的日期，也不是 2027-02-05..2027-02-11 这样的一段日期"
                ),
                en: format!(
                    "{text:?} is neither a date such as 2027-02-05 nor a range such as 2027-02-05..2027-02-11"
                ),
            })
        };
        let text = match self {
            Self::Day(day) => return Ok(vec![day.0]),
            Self::Range(text) => text,
        };
        let (first, last) = text.split_once("..").ok_or_else(|| unreadable(text))?;
        let first: NaiveDate = first.trim().parse().map_err(|_| unreadable(text))?;
        let last: NaiveDate = last.trim().parse().map_err(|_| unreadable(text))?;
        if last < first || (last - first).num_days() > 60 {
            return Err(unreadable(text));
        }
        let mut days = vec![first];
        while let Some(day) = days.last().filter(|day| **day < last) {
            days.push(next_day(*day));
        }
        Ok(days)
    }
}

fn expand(stretches: &[Stretch]) -> Result<BTreeSet<NaiveDate>, LoadError> {
    let mut days = BTreeSet::new();
    for stretch in stretches {
        days.extend(stretch.days()?);
        if days.len() > MOST_LISTED_DAYS {
            return Err(LoadError::Unreadable(Unreadable {
                line: None,
                zh: format!("一项通知列出的日期超过{MOST_LISTED_DAYS}个；请核对"),
                en: format!("a notice lists more than {MOST_LISTED_DAYS} days; check it"),
            }));
        }
    }
    Ok(days)
}

/// Reads notices and overlays from TOML, or from JSON when the text begins with a brace.
pub(super) fn read(text: &str) -> Result<(Vec<HolidayNotice>, Vec<RegionalOverlay>), LoadError> {
    Unreadable::refuse_large(text).map_err(LoadError::Unreadable)?;
    let text = text.trim_start_matches('\u{feff}');
    let parsed =
        if text.trim_start().starts_with('{') { read_json(text)? } else { read_toml(text)? };
    let count = parsed.notice.len() + parsed.overlay.len();
    if count > MOST_NOTICES {
        return Err(LoadError::TooMany { count });
    }
    let notices =
        parsed.notice.into_iter().map(NoticeText::notice).collect::<Result<Vec<_>, _>>()?;
    let overlays =
        parsed.overlay.into_iter().map(OverlayText::overlay).collect::<Result<Vec<_>, _>>()?;
    if notices.is_empty() && overlays.is_empty() {
        return Err(LoadError::Empty);
    }
    let mut problems: Vec<_> = notices.iter().flat_map(problems_of).collect();
    problems.extend(
        overlays
            .iter()
            .filter(|it| it.basis.trim().is_empty())
            .map(|it| NoticeProblem::NoBasis { region: it.region.clone() }),
    );
    if problems.is_empty() { Ok((notices, overlays)) } else { Err(LoadError::Problems(problems)) }
}

fn read_toml(text: &str) -> Result<Text, LoadError> {
    toml::from_str(text).map_err(|error| LoadError::Unreadable(Unreadable::of_toml(text, &error)))
}

/// Reads our own JSON shape, or the common one keyed by year.
fn read_json(text: &str) -> Result<Text, LoadError> {
    let unreadable = |error: serde_json::Error| LoadError::Unreadable(Unreadable::of_json(&error));
    let value: serde_json::Value = serde_json::from_str(text).map_err(unreadable)?;
    let keyed_by_year = value
        .as_object()
        .is_some_and(|map| !map.is_empty() && map.keys().all(|key| key.parse::<i32>().is_ok()));
    if !keyed_by_year {
        return serde_json::from_value(value).map_err(unreadable);
    }
    let years: BTreeMap<i32, YearText> = serde_json::from_str(text).map_err(unreadable)?;
    let notice = years.into_iter().map(|(year, it)| NoticeText {
        year,
        published_on: None,
        title: None,
        source: "JSON keyed by year".to_owned(),
        _remark: None,
        holidays: it.holidays,
        workdays: it.workdays,
    });
    Ok(Text { notice: notice.collect(), overlay: Vec::new() })
}

impl NoticeText {
    fn notice(self) -> Result<HolidayNotice, LoadError> {
        Ok(HolidayNotice {
            year: self.year,
            published_on: self.published_on.map(|it| it.0),
            given_title: self.title,
            source: self.source,
            holidays: expand(&self.holidays)?,
            workdays: expand(&self.workdays)?,
        })
    }
}

impl OverlayText {
    fn overlay(self) -> Result<RegionalOverlay, LoadError> {
        let days_off = expand(&self.days_off)?;
        let Self { region, basis, accepted, .. } = self;
        Ok(RegionalOverlay { region, basis, accepted, days_off })
    }
}

fn problems_of(notice: &HolidayNotice) -> Vec<NoticeProblem> {
    let year = notice.year;
    let mut problems = Vec::new();
    if notice.source.trim().is_empty() {
        problems.push(NoticeProblem::NoSource { year });
    }
    for day in notice.holidays.union(&notice.workdays).copied() {
        // The notice for 2023 set 2022-12-31 off, so the December before belongs to a notice.
        let belongs =
            day.year() == year || (day.year() == year.saturating_sub(1) && day.month() == 12);
        if !belongs {
            problems.push(NoticeProblem::WrongYear { year, day });
        }
    }
    for day in notice.workdays.iter().copied() {
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            problems.push(NoticeProblem::MakeUpDayNotOnWeekend(day));
        }
    }
    problems.extend(
        notice
            .holidays
            .intersection(&notice.workdays)
            .copied()
            .map(NoticeProblem::BothOffAndWorked),
    );
    let missing = statutory::fixed_days_of(year);
    problems.extend(
        missing
            .into_iter()
            .filter(|day| !notice.holidays.contains(day))
            .map(NoticeProblem::StatutoryDayMissing),
    );
    problems
}
