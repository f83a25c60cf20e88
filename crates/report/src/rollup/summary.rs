//! What a roll-up yields.

use std::collections::BTreeMap;

use law::Lang;
use law::report_form::{ApplicantColumn, CellId, FormVersion};
use serde::Serialize;

use super::difference::{self, Difference};
use super::explain::Suspect;
use super::identities::{self, Identities};
use super::matching::Unmatched;
use super::plan::Plan;
use super::row::UnitRow;
use super::search::{self, Pool};
use super::settle::{Duplicate, Quarantined, Settled};
use super::sum::{SumCell, Sums, Total, other_group};
use crate::check::Severity;
use crate::compare::{Side, serial};
use crate::model::Report;

/// The sum of the units of a parent, and all that has to be known about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// The parent, as the plan names it.
    pub parent: String,
    /// The year reported on: that of the plan, else that of most reports.
    pub year: Option<i32>,
    /// How many units the plan has.
    pub planned: usize,
    /// The sum of each cell that some unit has.
    #[serde(serialize_with = "serial::cell_map")]
    pub sum: BTreeMap<CellId, SumCell>,
    /// The reports that were counted, in the order of the plan.
    pub included: Vec<UnitRow>,
    /// Units that have to report and of which there is no report for the year (L-2).
    pub missing: Vec<String>,
    /// Reports without a unit.
    pub unmatched: Vec<Unmatched>,
    /// Reports with something wrong, and what.
    pub quarantined: Vec<Quarantined>,
    /// Second files for one unit and year.
    pub duplicates: Vec<Duplicate>,
    /// How many counted reports use which form.
    pub forms: Forms,
    /// Whether the sums satisfy the relations of the form.
    pub identities: Identities,
    /// The parent's own report, where one was given.
    pub parent_report: Option<Side>,
    /// Cells in which the parent's own report differs from the sum (L-1).
    pub differences: Vec<Difference>,
    /// The reports that explain most differences, the likeliest first.
    pub suspects: Vec<Suspect>,
    /// What has to be said about the whole.
    pub remarks: Vec<Remark>,
}

/// How many counted reports use which form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Forms {
    /// By the form of table two.
    pub disclosure: BTreeMap<FormVersion, usize>,
    /// By the form of table three: that of 2019 has （六）其他处理 as one row.
    pub requests: BTreeMap<FormVersion, usize>,
}

/// A remark on the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// What is remarked.
    pub kind: RemarkKind,
    /// How grave it is.
    pub severity: Severity,
    /// A sentence in Chinese.
    pub zh: String,
    /// A sentence in English.
    pub en: String,
}

/// Kinds of remark on a roll-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RemarkKind {
    /// No report was counted.
    NothingCounted,
    /// The parent is a department, whose report covers only itself.
    ParentIsDepartment,
    /// The parent's own report is for another year.
    ParentOfOtherYear,
    /// Units use different forms.
    MixedForms,
}

impl Remark {
    /// Returns the sentence in the language.
    pub fn sentence(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

impl Summary {
    /// Adds up what was sorted out, and compares it with the parent's own report.
    pub(super) fn of(plan: &Plan, settled: Settled, parent_report: Option<&Report>) -> Self {
        let missing: Vec<String> = plan
            .units
            .iter()
            .filter(|unit| unit.obliged && !settled.reported.contains(&unit.name))
            .map(|unit| unit.name.clone())
            .collect();
        let sums = Sums::of(&settled.included);
        let (differences, suspects) = match parent_report {
            Some(report) => compare(&sums, report, &settled, &missing),
            None => (Vec::new(), Vec::new()),
        };
        let forms = Forms::of(&settled.included);
        let parent_report = parent_report.map(Side::of);
        Self {
            parent: plan.parent.clone(),
            year: settled.year,
            planned: plan.units.len(),
            sum: sums.by_cell(),
            missing,
            identities: identities::check(&sums),
            differences,
            suspects,
            remarks: remarks(plan, &settled, &forms, parent_report.as_ref()),
            forms,
            parent_report,
            included: settled.included,
            unmatched: settled.unmatched,
            quarantined: settled.quarantined,
            duplicates: settled.duplicates,
        }
    }

    /// Returns the sum of （六）其他处理 in a column, single rows of the form of 2019 included.
    pub fn other_outcomes(&self, column: ApplicantColumn) -> Total {
        let cells = other_group(column);
        let sums = cells.iter().filter_map(|cell| self.sum.get(cell));
        Total::of(sums.map(|sum| sum.total.number().map(|it| it.scaled())).sum())
    }

    /// Returns the gravest thing told, `None` where there is nothing to look at.
    pub fn worst(&self) -> Option<Severity> {
        let some = |yes: bool, severity| yes.then_some(severity);
        let blanks = self.included.iter().any(|row| row.blanks + row.marks + row.absent > 0);
        let told = [
            some(!self.differences.is_empty(), Severity::Error),
            some(!self.missing.is_empty(), Severity::Error),
            some(!self.identities.failing.is_empty(), Severity::Error),
            some(!self.quarantined.is_empty(), Severity::Warning),
            some(!self.unmatched.is_empty(), Severity::Warning),
            some(self.duplicates.iter().any(|it| !it.same), Severity::Warning),
            some(!self.duplicates.is_empty(), Severity::Note),
            some(blanks, Severity::Note),
        ];
        let remarks = self.remarks.iter().map(|it| it.severity);
        told.into_iter().flatten().chain(remarks).min()
    }

    /// Tells whether there is nothing to look at.
    pub fn is_clean(&self) -> bool {
        self.worst().is_none()
    }

    /// Tells in a sentence how many reports were counted and what is wrong.
    pub fn overview(&self, lang: Lang) -> String {
        let counts = [
            self.included.len(),
            self.missing.len(),
            self.quarantined.len(),
            self.unmatched.len(),
            self.differences.len(),
        ];
        let [counted, missing, aside, unmatched, differences] = counts;
        let compared = match (&self.parent_report, lang) {
            (None, _) => String::new(),
            (Some(_), Lang::Zh) => format!("与汇总机关报告有{differences}格不一致。"),
            (Some(_), Lang::En) => {
                format!(" {differences} cells differ from the parent's own report.")
            }
        };
        match lang {
            Lang::Zh => format!(
                "计入{counted}份报告；{missing}个单位没有报告，{aside}份有问题，{unmatched}份对应不到单位。\
                 {compared}"
            ),
            Lang::En => format!(
                "{counted} reports counted; {missing} units without a report, {aside} reports with \
                 faults, {unmatched} without a unit.{compared}"
            ),
        }
    }
}

fn compare(
    sums: &Sums,
    report: &Report,
    settled: &Settled,
    missing: &[String],
) -> (Vec<Difference>, Vec<Suspect>) {
    let aside = settled.quarantined.iter().filter(|it| !it.counted);
    let quarantined: Vec<&UnitRow> = aside.map(|it| &it.row).collect();
    let unmatched: Vec<&UnitRow> = settled.unmatched.iter().map(|it| &it.row).collect();
    let pool = Pool {
        included: &settled.included,
        quarantined: &quarantined,
        unmatched: &unmatched,
        missing,
    };
    search::explain(difference::gaps(sums, report), pool)
}

impl Forms {
    fn of(rows: &[UnitRow]) -> Self {
        let mut forms = Self::default();
        for row in rows {
            for (counts, form) in [
                (&mut forms.disclosure, row.disclosure_form),
                (&mut forms.requests, row.request_form),
            ] {
                if let Some(form) = form {
                    *counts.entry(form).or_default() += 1;
                }
            }
        }
        forms
    }

    /// Tells whether the reports use more than one form in a table.
    pub fn are_mixed(&self) -> bool {
        self.disclosure.len() > 1 || self.requests.len() > 1
    }
}

fn remarks(plan: &Plan, settled: &Settled, forms: &Forms, parent: Option<&Side>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut say = |kind, severity, zh: String, en: String| {
        remarks.push(Remark { kind, severity, zh, en });
    };
    if settled.included.is_empty() {
        say(
            RemarkKind::NothingCounted,
            Severity::Warning,
            "没有计入任何报告。".to_owned(),
            "No report was counted.".to_owned(),
        );
    }
    if is_department(&plan.parent) {
        say(
            RemarkKind::ParentIsDepartment,
            Severity::Warning,
            format!(
                "“{}”是部门：部门的年度报告只反映本部门，所属事业单位和学校不汇总；汇总用于政府和监督工作。",
                plan.parent
            ),
            format!(
                "“{}” is a department, whose report covers only itself: roll-up is for governments \
                 and for supervision.",
                plan.parent
            ),
        );
    }
    if let (Some(found), Some(wanted)) = (parent.and_then(|it| it.year), settled.year)
        && found != wanted
    {
        say(
            RemarkKind::ParentOfOtherYear,
            Severity::Warning,
            format!("汇总机关的报告是{found}年度的，各单位的是{wanted}年度的。"),
            format!("The parent's report is for {found}, those of the units are for {wanted}."),
        );
    }
    if forms.are_mixed() {
        say(
            RemarkKind::MixedForms,
            Severity::Note,
            "各单位使用的格式不同：2019年格式的格单独相加，“其他处理”单行计入（六）合计。".to_owned(),
            "Units use different forms: cells of the form of 2019 are summed by themselves, and the \
             single row of other outcomes counts in the total of its group."
                .to_owned(),
        );
    }
    remarks
}

/// Tells from its name whether the parent is a department rather than a government.
fn is_department(parent: &str) -> bool {
    const ENDINGS: [&str; 7] = ["局", "厅", "委员会", "办公室", "中心", "学校", "大学"];
    ENDINGS.iter().any(|ending| parent.ends_with(ending)) && !parent.ends_with("管理委员会")
}
