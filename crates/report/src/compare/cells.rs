//! The cells of two years side by side, and whether their figures mean the same.

use std::collections::BTreeSet;

use law::Lang;
use law::report_form::{
    CellId, DisclosureColumn, DisclosureRow, FormVersion, OutcomeGroup, RequestRow,
};
use serde::Serialize;

use super::exact::{minus, share};
use super::serial;
use crate::model::Report;
use crate::number::Number;
use crate::value::CellValue;

/// A cell in two years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CellPair {
    /// The cell.
    #[serde(serialize_with = "serial::cell")]
    pub cell: CellId,
    /// The cell of the earlier report, where its form has the figure under another name.
    #[serde(serialize_with = "serial::cell_option", skip_serializing_if = "Option::is_none")]
    pub earlier_cell: Option<CellId>,
    /// What it held in the earlier year, `None` where the report does not have it.
    pub earlier: Option<CellValue>,
    /// What it holds in the later year, `None` where the report does not have it.
    pub later: Option<CellValue>,
    /// Later minus earlier, where both are numbers.
    pub difference: Option<Number>,
    /// The change in thousandths of the earlier value; `None` where that is 0 or means another thing.
    pub change_permille: Option<i64>,
    /// The same in hundredths.
    pub change_percent: Option<i64>,
    /// Whether the two figures mean the same.
    pub comparable: Comparable,
}

/// Whether the figures of a cell mean the same in both years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparable {
    /// They do.
    Yes,
    /// They nearly do.
    WithCare(Care),
    /// They do not.
    No(NotComparable),
}

/// Why figures are compared with care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Care {
    /// 对外公开总数量 of 2019 is not quite 现行有效件数 of 2021.
    StockAcrossForms,
}

/// Why figures are not compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotComparable {
    /// The forms differ, and the figure is neither carry-over nor a case.
    ChangeOfForm,
    /// （六）其他处理 is one row in one report and three in the other.
    OtherRows,
    /// One report does not have the cell.
    OnlyInOneReport,
}

impl Comparable {
    /// Returns the reason for not comparing, or for care, in the language.
    pub fn reason(self, lang: Lang) -> Option<&'static str> {
        let [zh, en] = match self {
            Self::Yes => return None,
            Self::WithCare(Care::StockAcrossForms) => [
                "2019年格式的“对外公开总数量”不等同于“现行有效件数”，比较须慎重",
                "“public in total” of the form of 2019 is not quite “in force”",
            ],
            Self::No(NotComparable::ChangeOfForm) => [
                "两个年度的格式不同，该格的口径不一致",
                "the forms differ, and so does the meaning of this cell",
            ],
            Self::No(NotComparable::OtherRows) => [
                "（六）其他处理在一份报告中为一行，在另一份中为三行",
                "other outcomes are one row in one report and three in the other",
            ],
            Self::No(NotComparable::OnlyInOneReport) => {
                ["只有一份报告有该格", "only one report has this cell"]
            }
        };
        Some(lang.pick(zh, en))
    }
}

/// Returns every cell of either report, in the order of the form.
pub(super) fn pairs(earlier: &Report, later: &Report) -> Vec<CellPair> {
    let cells: BTreeSet<CellId> = earlier.cells.keys().chain(later.cells.keys()).copied().collect();
    cells.into_iter().filter_map(|cell| pair(cell, earlier, later)).collect()
}

fn pair(cell: CellId, earlier: &Report, later: &Report) -> Option<CellPair> {
    let stock = stock_across_forms(cell, earlier, later);
    if is_old_stock(cell) && stock_of_both(cell, earlier, later) {
        // The entry of 现行有效件数 shows it.
        return None;
    }
    let value = |report: &Report, cell| report.cell(cell).map(|it| it.value.clone());
    let before = value(earlier, stock.unwrap_or(cell));
    let now = value(later, cell);
    let comparable = match stock {
        Some(_) => Comparable::WithCare(Care::StockAcrossForms),
        None => comparable(cell, earlier, later),
    };
    let numbers = match (&before, &now) {
        (Some(CellValue::Number(before)), Some(CellValue::Number(now))) => Some((*before, *now)),
        _ => None,
    };
    let change = |unit| {
        let (before, now) = numbers.filter(|_| !matches!(comparable, Comparable::No(_)))?;
        share(now.scaled().checked_sub(before.scaled())?, before.scaled().checked_abs()?, unit)
    };
    Some(CellPair {
        cell,
        earlier_cell: stock,
        difference: numbers.and_then(|(before, now)| minus(now, before)),
        change_permille: change(1000),
        change_percent: change(100),
        earlier: before,
        later: now,
        comparable,
    })
}

/// Returns the cell of the earlier form that stands for 现行有效件数 of the later one.
fn stock_across_forms(cell: CellId, earlier: &Report, later: &Report) -> Option<CellId> {
    let CellId::Disclosure(row, DisclosureColumn::InForce) = cell else { return None };
    let old = CellId::Disclosure(row, DisclosureColumn::TotalPublic);
    let changed = earlier.cell(old).is_some() && earlier.cell(cell).is_none();
    (changed && later.cell(cell).is_some()).then_some(old)
}

fn is_old_stock(cell: CellId) -> bool {
    matches!(cell, CellId::Disclosure(_, DisclosureColumn::TotalPublic))
}

fn stock_of_both(cell: CellId, earlier: &Report, later: &Report) -> bool {
    let CellId::Disclosure(row, _) = cell else { return false };
    let new = CellId::Disclosure(row, DisclosureColumn::InForce);
    later.cell(cell).is_none() && stock_across_forms(new, earlier, later).is_some()
}

fn comparable(cell: CellId, earlier: &Report, later: &Report) -> Comparable {
    let other_disclosure = differ(earlier.disclosure_form, later.disclosure_form);
    let other_requests = differ(earlier.request_form, later.request_form);
    let in_other_group =
        matches!(cell, CellId::Request(row, _) if row.group() == Some(OutcomeGroup::Other));
    let no = match cell {
        CellId::Disclosure(..) if other_disclosure => Some(NotComparable::ChangeOfForm),
        CellId::Request(..) if other_requests && in_other_group => Some(NotComparable::OtherRows),
        // A table of one year's form with the rows of another's is a hybrid, not a change of form.
        CellId::Request(row, _) if other_requests && other_disclosure && !carries(row) => {
            Some(NotComparable::ChangeOfForm)
        }
        _ if earlier.cell(cell).is_none() || later.cell(cell).is_none() => {
            Some(NotComparable::OnlyInOneReport)
        }
        CellId::Disclosure(..) | CellId::Request(..) | CellId::Case(..) => None,
    };
    no.map_or(Comparable::Yes, Comparable::No)
}

fn carries(row: RequestRow) -> bool {
    matches!(row, RequestRow::CarriedIn | RequestRow::CarriedOut)
}

fn differ(left: Option<FormVersion>, right: Option<FormVersion>) -> bool {
    matches!((left, right), (Some(left), Some(right)) if left != right)
}

/// Rows whose stock is carried from year to year.
pub(super) const STOCK_ROWS: [DisclosureRow; 2] =
    [DisclosureRow::Rules, DisclosureRow::NormativeDocuments];
