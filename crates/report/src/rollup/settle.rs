//! Which reports are counted: one for each unit, of the right year, without faults.

use std::collections::{BTreeMap, BTreeSet};

use law::Lang;
use serde::Serialize;

use super::Entry;
use super::faults::{Reason, ReasonKind};
use super::matching::{Matcher, Unmatched};
use super::plan::{Options, Plan};
use super::row::UnitRow;

/// A report that is named because something is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quarantined {
    /// The report.
    #[serde(flatten)]
    pub row: UnitRow,
    /// Whether it was counted all the same.
    pub counted: bool,
    /// What is wrong.
    pub reasons: Vec<Reason>,
}

/// Two files for one unit and year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Duplicate {
    /// The unit.
    pub unit: String,
    /// The file that comes first: without faults, then by name.
    pub first: String,
    /// The file that was not counted.
    pub other: String,
    /// Whether both hold the same in every cell, so that it does not matter.
    pub same: bool,
}

impl Duplicate {
    /// Tells it in a sentence.
    pub fn sentence(&self, lang: Lang) -> String {
        let Self { unit, first, other, same } = self;
        match (lang, same) {
            (Lang::Zh, true) => format!("“{unit}”有两份相同的报告：{first}和{other}，只计一次。"),
            (Lang::Zh, false) => {
                format!("“{unit}”有两份不同的报告：{first}和{other}，后者未计入。")
            }
            (Lang::En, true) => {
                format!("{unit} has two equal reports, {first} and {other}; one is counted.")
            }
            (Lang::En, false) => {
                format!("{unit} has two reports, {first} and {other}; the latter is not counted.")
            }
        }
    }
}

/// The reports, sorted out.
#[derive(Debug, Default)]
pub(super) struct Settled {
    pub year: Option<i32>,
    pub included: Vec<UnitRow>,
    pub quarantined: Vec<Quarantined>,
    pub unmatched: Vec<Unmatched>,
    pub duplicates: Vec<Duplicate>,
    /// Units with a report of the year, counted or not.
    pub reported: BTreeSet<String>,
}

/// Sorts out the reports, whatever the order in which they came.
pub(super) fn settle(plan: &Plan, options: Options, mut entries: Vec<Entry>) -> Settled {
    entries.sort_by(|a, b| a.row.order(&b.row));
    let year = plan.year.or_else(|| usual_year(&entries));
    let mut settled = Settled { year, ..Settled::default() };
    let matcher = Matcher::new(plan);
    let order: BTreeMap<&str, usize> =
        plan.units.iter().enumerate().map(|(at, unit)| (unit.name.as_str(), at)).collect();
    let mut by_unit: BTreeMap<(Option<usize>, String), Vec<Entry>> = BTreeMap::new();
    for mut entry in entries {
        match matcher.unit(&entry.row) {
            Err(why) => settled.unmatched.push(Unmatched::new(entry.row, why)),
            Ok(unit) => {
                entry.row.name.clone_from(&unit);
                if let Some(reason) = other_year(entry.row.year, year) {
                    entry.reasons.insert(0, reason);
                    settled.set_aside(entry);
                } else {
                    let at = order.get(unit.as_str()).copied();
                    by_unit.entry((at, unit)).or_default().push(entry);
                }
            }
        }
    }
    for ((_, unit), entries) in by_unit {
        settled.count_one(entries, options);
        settled.reported.insert(unit);
    }
    settled
}

impl Settled {
    fn set_aside(&mut self, Entry { row, reasons }: Entry) {
        self.quarantined.push(Quarantined { row, counted: false, reasons });
    }

    /// Counts one of the reports of a unit: the first without faults, else the first.
    fn count_one(&mut self, mut entries: Vec<Entry>, options: Options) {
        entries.sort_by_key(|entry| !entry.reasons.is_empty());
        let mut entries = entries.into_iter();
        let Some(first) = entries.next() else { return };
        for mut other in entries {
            let same = first.row.has_same_cells(&other.row);
            self.duplicates.push(Duplicate {
                unit: first.row.name.clone(),
                first: first.row.file.clone(),
                other: other.row.file.clone(),
                same,
            });
            if !same {
                other.reasons.insert(0, duplicate(&first.row.file));
                self.set_aside(other);
            }
        }
        if first.reasons.is_empty() {
            self.included.push(first.row);
        } else if options.include_faulty {
            self.included.push(first.row.clone());
            self.quarantined.push(Quarantined {
                row: first.row,
                counted: true,
                reasons: first.reasons,
            });
        } else {
            self.set_aside(first);
        }
    }
}

/// Returns the year of most reports, the later one where two are as frequent.
fn usual_year(entries: &[Entry]) -> Option<i32> {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for year in entries.iter().filter_map(|entry| entry.row.year) {
        *counts.entry(year).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(year, count)| (*count, *year)).map(|(year, _)| year)
}

/// A report that does not tell its year is given the benefit of the doubt.
fn other_year(found: Option<i32>, wanted: Option<i32>) -> Option<Reason> {
    let (found, wanted) = (found?, wanted?);
    (found != wanted).then(|| {
        Reason::new(
            ReasonKind::OtherYear,
            format!("报告的年度为{found}，汇总的年度为{wanted}。"),
            format!("The report is for {found}; {wanted} is being added up."),
        )
    })
}

fn duplicate(first: &str) -> Reason {
    Reason::new(
        ReasonKind::Duplicate,
        format!("同一单位已有另一份数字不同的报告（{first}），请确认以哪一份为准。"),
        format!("Another report of the unit has other figures ({first}); decide which one holds."),
    )
}
