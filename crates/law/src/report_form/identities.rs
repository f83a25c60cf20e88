//! The arithmetic relations between cells (勾稽关系): 42 in the form of 2021.

use super::{ApplicantColumn, CaseBlock, CaseColumn, CellId, FormVersion, RequestRow};

/// Which relation an identity states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// The outcomes of one column add up to （七）总计.
    OutcomesAddUp,
    /// 第一项加第二项之和，等于第三项加第四项之和, in one column.
    TakenInIsAccountedFor,
    /// The six columns of a row add up to 总计.
    ColumnsAddUp,
    /// 维持, 纠正, 其他 and 未结 of a block add up to its 总计.
    CasesAddUp,
}

/// Says that the cells on the left add up to as much as those on the right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Which relation.
    pub relation: Relation,
    /// Cells whose sum is taken.
    pub left: Vec<CellId>,
    /// Cells whose sum it must equal.
    pub right: Vec<CellId>,
}

/// Returns the identities of table three in the given form: by column, then by row.
pub fn request_identities(version: FormVersion) -> Vec<Identity> {
    let rows: Vec<RequestRow> =
        version.form().requests.rows.iter().map(|(row, _, _)| *row).collect();
    let mut identities = Vec::new();
    for &column in ApplicantColumn::ALL {
        let cell = |row| CellId::Request(row, column);
        identities.push(Identity {
            relation: Relation::OutcomesAddUp,
            left: rows.iter().copied().filter(|row| row.is_outcome()).map(cell).collect(),
            right: vec![cell(RequestRow::TotalHandled)],
        });
        identities.push(Identity {
            relation: Relation::TakenInIsAccountedFor,
            left: vec![cell(RequestRow::New), cell(RequestRow::CarriedIn)],
            right: vec![cell(RequestRow::TotalHandled), cell(RequestRow::CarriedOut)],
        });
    }
    for row in rows {
        let (total, parts): (Vec<_>, Vec<_>) = ApplicantColumn::ALL
            .iter()
            .map(|column| (column, CellId::Request(row, *column)))
            .partition(|(column, _)| **column == ApplicantColumn::Total);
        identities.push(Identity {
            relation: Relation::ColumnsAddUp,
            left: parts.into_iter().map(|(_, cell)| cell).collect(),
            right: total.into_iter().map(|(_, cell)| cell).collect(),
        });
    }
    identities
}

/// Returns the three identities of table four.
pub fn case_identities() -> Vec<Identity> {
    CaseBlock::ALL
        .iter()
        .map(|&block| Identity {
            relation: Relation::CasesAddUp,
            left: CaseColumn::ALL
                .iter()
                .filter(|column| **column != CaseColumn::Total)
                .map(|column| CellId::Case(block, *column))
                .collect(),
            right: vec![CellId::Case(block, CaseColumn::Total)],
        })
        .collect()
}
