//! Two years of one agency.

use serde::Serialize;

use super::Side;
use super::cells::{self, CellPair};
use super::copied::{self, SectionPair};
use super::links::{self, Link};
use super::remark::{self, Remark, RemarkKind};
use crate::check::{Finding, Severity, Subject, check};
use crate::model::Report;

pub(super) const AUTHORITY: &str =
    "国办公开办函〔2021〕30号《年度报告格式》；跨年度核对（Y-1至Y-5）的方法为实务";

/// Two years of one agency set side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TwoYears {
    /// The earlier report.
    pub earlier: Side,
    /// The later report.
    pub later: Side,
    /// What has to be said about the pair as a whole.
    pub remarks: Vec<Remark>,
    /// Findings of the rules over two years, Y-1 to Y-5.
    pub findings: Vec<Finding>,
    /// Every cell of either report.
    pub cells: Vec<CellPair>,
    /// What one year hands to the next; empty where the years are not consecutive.
    pub links: Vec<Link>,
    /// The six sections and the sentences that were copied.
    pub sections: Vec<SectionPair>,
}

impl TwoYears {
    /// Compares two years, the earlier one first; years given in reverse are put into order.
    pub fn of(first: &Report, second: &Report) -> Self {
        let year = |report: &Report| report.year.as_ref().map(|it| it.value);
        let on_years = remark::on_years(year(first), year(second));
        let reverse = matches!((year(first), year(second)), (Some(a), Some(b)) if a > b);
        let (earlier, later) = if reverse { (second, first) } else { (first, second) };
        let sides = (Side::of(earlier), Side::of(later));
        let remarks: Vec<Remark> = on_years
            .into_iter()
            .chain(remark::on_agencies(&sides.0, &sides.1))
            .chain(remark::on_forms(&sides.0, &sides.1))
            .collect();
        let says = |kind| remarks.iter().any(|remark| remark.kind == kind);
        let carries = !says(RemarkKind::SameYear) && !says(RemarkKind::NotConsecutive);
        Self {
            earlier: sides.0,
            later: sides.1,
            findings: findings(earlier, later, carries && !says(RemarkKind::OtherAgency)),
            remarks,
            cells: cells::pairs(earlier, later),
            links: if carries { links::links(earlier, later) } else { Vec::new() },
            sections: copied::sections(earlier, later),
        }
    }

    /// Returns the gravest thing told, `None` where there is nothing to look at.
    ///
    /// A link that cannot be decided is a note.
    pub fn worst(&self) -> Option<Severity> {
        let findings = self.findings.iter().map(|it| it.severity);
        let remarks = self.remarks.iter().map(|it| it.severity);
        findings.chain(remarks).chain(self.links.iter().filter_map(Link::severity)).min()
    }
}

/// Applies the rules over two years; where they are no pair the remarks say so, and nothing is judged.
fn findings(earlier: &Report, later: &Report, are_a_pair: bool) -> Vec<Finding> {
    if !are_a_pair {
        return Vec::new();
    }
    let subject = Subject { report: later, previous: Some(earlier) };
    let all = check(subject).into_iter();
    all.filter(|finding| finding.rule.starts_with("Y-")).collect()
}
