//! Which unit of the plan a report belongs to, told by its agency.
//!
//! A name may lack the place in front (教育局 for 云川市教育局) or carry a harmless tail (本级, brackets).
//! A place of another rank is no such thing: 云川市青石区教育局 is not 云川市教育局, and an office is not
//! the government it serves.

use std::collections::{BTreeMap, BTreeSet};

use law::Lang;
use serde::Serialize;

use super::plan::Plan;
use super::row::UnitRow;
use crate::compare::text::squeezed;

/// Why a report has no unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoUnit {
    /// The report does not name its agency.
    NoAgency,
    /// The plan has no such unit.
    Unknown,
    /// Several units fit.
    Ambiguous(Vec<String>),
    /// It is the report of the parent itself.
    IsParent,
}

/// A report without a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unmatched {
    /// The report.
    #[serde(flatten)]
    pub row: UnitRow,
    /// Why it has no unit.
    pub why: NoUnit,
    /// A sentence in Chinese.
    pub zh: String,
    /// A sentence in English.
    pub en: String,
}

impl Unmatched {
    pub(super) fn new(row: UnitRow, why: NoUnit) -> Self {
        let name = &row.name;
        let (zh, en) = match &why {
            NoUnit::NoAgency => (
                "报告未写明行政机关名称，无法对应单位。".to_owned(),
                "The report does not name its agency.".to_owned(),
            ),
            NoUnit::Unknown => (
                format!("“{name}”不在汇总单位名单中。"),
                format!("“{name}” is not among the units."),
            ),
            NoUnit::Ambiguous(units) => (
                format!("“{name}”可对应多个单位：{}；请在名单中写明别名。", units.join("、")),
                format!("“{name}” fits several units: {}; add an alias.", units.join(", ")),
            ),
            NoUnit::IsParent => (
                format!("“{name}”是汇总机关自己的报告，不计入各单位之和。"),
                format!("“{name}” is the parent's own report and not one of its units."),
            ),
        };
        Self { row, why, zh, en }
    }

    /// Returns the sentence in the language.
    pub fn sentence(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// Finds the unit of a report.
#[derive(Debug)]
pub(super) struct Matcher<'a> {
    plan: &'a Plan,
    parent: String,
    names: BTreeMap<String, BTreeSet<usize>>,
    aliases: BTreeMap<String, BTreeSet<usize>>,
    shortened: BTreeMap<String, BTreeSet<usize>>,
}

impl<'a> Matcher<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        let mut matcher = Self {
            plan,
            parent: squeezed(&plan.parent),
            names: BTreeMap::new(),
            aliases: BTreeMap::new(),
            shortened: BTreeMap::new(),
        };
        for (at, unit) in plan.units.iter().enumerate() {
            let name = squeezed(&unit.name);
            let aliases: Vec<String> = unit.aliases.iter().map(|it| squeezed(it)).collect();
            for name in std::iter::once(&name).chain(&aliases) {
                for short in shorter(name, &matcher.parent) {
                    matcher.shortened.entry(short).or_default().insert(at);
                }
            }
            matcher.names.entry(name).or_default().insert(at);
            for alias in aliases {
                matcher.aliases.entry(alias).or_default().insert(at);
            }
        }
        matcher
    }

    /// Returns the name of the unit that made the report.
    pub(super) fn unit(&self, row: &UnitRow) -> Result<String, NoUnit> {
        let agency = row.agency.as_deref().map(squeezed).filter(|it| !it.is_empty());
        if self.plan.units.is_empty() {
            return match agency {
                Some(agency) if agency == self.parent => Err(NoUnit::IsParent),
                agency => Ok(agency.unwrap_or_else(|| row.file.clone())),
            };
        }
        let agency = agency.ok_or(NoUnit::NoAgency)?;
        let mut found = self.candidates(&agency).into_iter();
        match (found.next(), found.len()) {
            (Some(at), 0) => Ok(self.name(at)),
            (Some(first), _) => Err(NoUnit::Ambiguous(
                std::iter::once(first).chain(found).map(|at| self.name(at)).collect(),
            )),
            (None, _) if agency == self.parent => Err(NoUnit::IsParent),
            (None, _) => Err(NoUnit::Unknown),
        }
    }

    fn candidates(&self, agency: &str) -> BTreeSet<usize> {
        let exact = self.names.get(agency).or_else(|| self.aliases.get(agency));
        if let Some(exact) = exact {
            return exact.clone();
        }
        if agency == self.parent {
            return BTreeSet::new();
        }
        let mut found = self.shortened.get(agency).cloned().unwrap_or_default();
        for short in shorter(agency, &self.parent) {
            for names in [&self.names, &self.aliases, &self.shortened] {
                found.extend(names.get(&short).into_iter().flatten());
            }
        }
        found
    }

    fn name(&self, at: usize) -> String {
        self.plan.units.get(at).map_or_else(String::new, |unit| unit.name.clone())
    }
}

/// Returns the names that say the same without the place in front or a harmless tail.
fn shorter(name: &str, parent: &str) -> Vec<String> {
    let mut names: Vec<String> = name
        .char_indices()
        .map(|(at, _)| name.split_at(at))
        .filter(|(front, rest)| rest.chars().count() >= 3 && is_place(front, parent))
        .map(|(_, rest)| rest.to_owned())
        .collect();
    names.extend(TAILS.iter().filter_map(|tail| name.strip_suffix(tail)).map(str::to_owned));
    if name.ends_with('）') {
        names.extend(name.rsplit_once('（').map(|(front, _)| front.to_owned()));
    }
    names.retain(|it| !it.is_empty());
    names
}

const TAILS: [&str; 4] = ["人民政府", "政府", "机关", "本级"];
const RANKS: [char; 8] = ['省', '市', '区', '县', '州', '旗', '盟', '镇'];

/// Tells whether the words are the place of the parent, or a part of it.
fn is_place(front: &str, parent: &str) -> bool {
    const BODIES: [&str; 4] = ["人民政府", "政府", "管理委员会", "管委会"];
    let place = BODIES.iter().find_map(|body| parent.strip_suffix(body)).unwrap_or(parent);
    let stem = |place: &str| place.trim_end_matches(RANKS).to_owned();
    if place.is_empty() {
        return front.ends_with(RANKS);
    }
    let (front, place) = (stem(front), stem(place));
    !front.is_empty() && (front.ends_with(&place) || place.ends_with(&front))
}

#[cfg(test)]
mod tests {
    use super::super::plan::{Child, UnitPlan};
    use super::*;
    use crate::model::{Found, Report};
    use crate::value::Place;

    fn unit(agency: &str, units: &[(&str, &[&str])]) -> Result<String, NoUnit> {
        let unit = |(name, aliases): &(&str, &[&str])| UnitPlan {
            name: (*name).to_owned(),
            aliases: aliases.iter().map(|it| (*it).to_owned()).collect(),
            obliged: true,
        };
        let units = units.iter().map(unit).collect();
        let plan = Plan { parent: "云川市人民政府".to_owned(), year: None, units };
        let found = Found { value: agency.to_owned(), place: Place::default() };
        let report = Report { agency: Some(found), ..Report::default() };
        Matcher::new(&plan).unit(&UnitRow::of(&Child { name_of_file: "a".to_owned(), report }))
    }

    #[test]
    fn a_unit_is_told_by_its_name_an_alias_or_the_name_without_its_place() {
        let told = |agency, units| unit(agency, units).ok();
        let bureau = Some("云川市教育局".to_owned());
        assert_eq!(told("云川市 教育局", &[("云川市教育局", &[])]), bureau);
        assert_eq!(told("云川市教体局", &[("云川市教育局", &["云川市教体局"])]), bureau);
        assert_eq!(told("教育局", &[("云川市教育局", &[])]), bureau);
        assert_eq!(told("市教育局", &[("云川市教育局", &["市教育局"])]), bureau);
        assert_eq!(told("江南省云川市教育局", &[("云川市教育局", &[])]), bureau);
        assert_eq!(told("云川市教育局（本级）", &[("云川市教育局", &[])]), bureau);
        assert_eq!(told("云川市教育局", &[("教育局", &[])]), Some("教育局".to_owned()));
    }

    #[test]
    fn another_rank_or_an_office_is_another_unit() {
        let city = [("云川市教育局", &[] as &[&str]), ("云川市人民政府", &[])];
        assert_eq!(unit("云川市青石区教育局", &city), Err(NoUnit::Unknown));
        assert_eq!(unit("云川市人民政府办公室", &city), Err(NoUnit::Unknown));
        assert_eq!(unit("云川市教育局招生办公室", &city), Err(NoUnit::Unknown));
    }

    #[test]
    fn a_name_that_fits_two_units_is_left_to_people() {
        let units = [("云川市教育局", &["教育局"] as &[&str]), ("云川教育局", &["教育局"])];
        let both = vec!["云川市教育局".to_owned(), "云川教育局".to_owned()];
        assert_eq!(unit("教育局", &units), Err(NoUnit::Ambiguous(both)));
    }

    #[test]
    fn the_parents_own_report_is_no_unit() {
        assert_eq!(unit("云川市人民政府", &[("云川市教育局", &[])]), Err(NoUnit::IsParent));
    }
}
