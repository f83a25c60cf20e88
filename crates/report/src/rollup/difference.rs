//! The parent's own report against the sum of its units (L-1).

use std::collections::BTreeSet;

use law::Lang;
use law::report_form::{ApplicantColumn, CellId, RequestRow};
use serde::Serialize;

use super::explain::Explanation;
use super::sum::{Sums, Total, other_group};
use crate::compare::{exact, serial};
use crate::model::Report;
use crate::names;
use crate::number::Number;
use crate::value::CellValue;

/// A cell in which the parent's report differs from the sum of its units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The cell; `other_total` stands for （六） as a whole where the forms differ.
    #[serde(serialize_with = "serial::cell")]
    pub cell: CellId,
    /// The sum of the units.
    pub children: Total,
    /// What the parent's report holds, `None` where it does not have the cell.
    pub parent: Option<CellValue>,
    /// Parent minus units, where both can be told.
    pub difference: Option<Number>,
    /// How many single reports explain it exactly, of which the likeliest are listed.
    pub candidates: usize,
    /// What would explain it, the likeliest first.
    pub explained_by: Vec<Explanation>,
    /// A sentence in Chinese.
    pub zh: String,
    /// A sentence in English.
    pub en: String,
}

impl Difference {
    /// Returns the sentence in the language.
    pub fn sentence(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// A difference with the cells that take part in it.
#[derive(Debug, Clone)]
pub(super) struct Gap {
    pub difference: Difference,
    pub cells: Vec<CellId>,
    /// Parent minus units in units of 10⁻¹².
    pub scaled: Option<i128>,
}

/// Returns every cell in which the parent's report differs from the sums.
pub(super) fn gaps(sums: &Sums, parent: &Report) -> Vec<Gap> {
    let together = has_both_kinds(sums, parent);
    let in_group = |cell: &CellId| {
        let CellId::Request(_, column) = cell else { return false };
        together && other_group(*column).contains(cell)
    };
    let all: BTreeSet<CellId> = crate::dense::cells()
        .filter(|it| sums.has(*it))
        .chain(parent.cells.keys().copied())
        .collect();
    let single = all.into_iter().filter(|cell| !in_group(cell)).map(|cell| (cell, vec![cell]));
    let groups = ApplicantColumn::ALL
        .iter()
        .filter(|_| together)
        .map(|column| (CellId::Request(RequestRow::OtherTotal, *column), other_group(*column)));
    single.chain(groups).filter_map(|(cell, cells)| gap(cell, cells, sums, parent)).collect()
}

/// Tells whether （六） is one row here and three there.
fn has_both_kinds(sums: &Sums, parent: &Report) -> bool {
    let has = |row| {
        let mut cells = ApplicantColumn::ALL.iter().map(|column| CellId::Request(row, *column));
        cells.any(|cell| sums.has(cell) || parent.cell(cell).is_some())
    };
    let parts = [RequestRow::OtherNoCorrection, RequestRow::OtherNoPayment, RequestRow::OtherOther];
    has(RequestRow::OtherTotal) && parts.into_iter().any(has)
}

fn gap(cell: CellId, cells: Vec<CellId>, sums: &Sums, parent: &Report) -> Option<Gap> {
    let children = sums.over(&cells);
    let held = held(&cells, parent);
    let stated = match &held {
        Some(CellValue::Number(number)) => Some(number.scaled()),
        // Nothing is missing where nothing is stated and there is nothing to state.
        Some(CellValue::Blank | CellValue::Mark(_)) | None if children == Some(0) => return None,
        Some(CellValue::Blank | CellValue::Mark(_) | CellValue::Unreadable(_)) | None => None,
    };
    if stated.is_some() && stated == children {
        return None;
    }
    let scaled = stated.zip(children).and_then(|(stated, sum)| stated.checked_sub(sum));
    let total = Total::of(children);
    let difference = scaled.and_then(exact::number);
    let [zh, en] = sentences(cell, total, held.as_ref(), difference);
    let difference = Difference {
        cell,
        children: total,
        parent: held,
        difference,
        candidates: 0,
        explained_by: Vec::new(),
        zh,
        en,
    };
    Some(Gap { difference, cells, scaled })
}

/// Returns what the parent holds in the cells: their sum, or what keeps it from having one.
fn held(cells: &[CellId], parent: &Report) -> Option<CellValue> {
    let values: Vec<&CellValue> =
        cells.iter().filter_map(|cell| parent.cell(*cell)).map(|it| &it.value).collect();
    if let Some(unreadable) = values.iter().find(|it| matches!(it, CellValue::Unreadable(_))) {
        return Some((*unreadable).clone());
    }
    let numbers: Vec<i128> = values
        .iter()
        .filter_map(
            |it| if let CellValue::Number(number) = it { Some(number.scaled()) } else { None },
        )
        .collect();
    if numbers.is_empty() {
        return values.first().map(|it| (*it).clone());
    }
    exact::number(numbers.iter().sum()).map(CellValue::Number)
}

fn sentences(
    cell: CellId,
    children: Total,
    parent: Option<&CellValue>,
    difference: Option<Number>,
) -> [String; 2] {
    let (zh, en) = (names::cell(cell, Lang::Zh), names::cell(cell, Lang::En));
    let sum = children.number().map_or_else(|| "?".to_owned(), |it| it.to_string());
    let [held_zh, held_en] = match parent {
        Some(CellValue::Number(number)) => [number.to_string(), number.to_string()],
        Some(CellValue::Blank) => ["空白".to_owned(), "blank".to_owned()],
        Some(CellValue::Mark(mark)) => [format!("“{mark}”"), format!("“{mark}”")],
        Some(CellValue::Unreadable(_)) => ["无法读出".to_owned(), "unreadable".to_owned()],
        None => ["没有该格".to_owned(), "absent".to_owned()],
    };
    match difference {
        Some(gap) if gap.is_negative() => {
            let less = gap.to_string().trim_start_matches('-').to_owned();
            [
                format!("{zh}：各单位之和{sum}，汇总机关报告{held_zh}，少{less}。"),
                format!("{en}: the units make {sum}, the parent states {held_en}, {less} less."),
            ]
        }
        Some(gap) => [
            format!("{zh}：各单位之和{sum}，汇总机关报告{held_zh}，多{gap}。"),
            format!("{en}: the units make {sum}, the parent states {held_en}, {gap} more."),
        ],
        None => [
            format!("{zh}：各单位之和{sum}，汇总机关报告{held_zh}。"),
            format!("{en}: the units make {sum}, the parent: {held_en}."),
        ],
    }
}
