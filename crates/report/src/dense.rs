//! Cells by number, so that ten thousand reports add up in arrays instead of trees.

use law::report_form::{
    ApplicantColumn, CaseBlock, CaseColumn, CellId, DisclosureColumn, DisclosureRow, RequestRow,
};

const DISCLOSURE: usize = DisclosureRow::ALL.len() * DisclosureColumn::ALL.len();
const REQUESTS: usize = RequestRow::ALL.len() * ApplicantColumn::ALL.len();
const CASES: usize = CaseBlock::ALL.len() * CaseColumn::ALL.len();

/// How many cells both forms can have together, and a few that neither has.
pub(crate) const CELLS: usize = DISCLOSURE + REQUESTS + CASES;

/// Returns the number of the cell, below [`CELLS`].
pub(crate) fn index(cell: CellId) -> usize {
    match cell {
        CellId::Disclosure(row, column) => {
            row as usize * DisclosureColumn::ALL.len() + column as usize
        }
        CellId::Request(row, column) => {
            DISCLOSURE + row as usize * ApplicantColumn::ALL.len() + column as usize
        }
        CellId::Case(block, column) => {
            DISCLOSURE + REQUESTS + block as usize * CaseColumn::ALL.len() + column as usize
        }
    }
}

/// Returns the cells in the order of their numbers, which is also their own order.
pub(crate) fn cells() -> impl Iterator<Item = CellId> {
    let disclosure = DisclosureRow::ALL.iter().flat_map(|row| {
        DisclosureColumn::ALL.iter().map(|column| CellId::Disclosure(*row, *column))
    });
    let requests = RequestRow::ALL
        .iter()
        .flat_map(|row| ApplicantColumn::ALL.iter().map(|column| CellId::Request(*row, *column)));
    let cases = CaseBlock::ALL
        .iter()
        .flat_map(|block| CaseColumn::ALL.iter().map(|column| CellId::Case(*block, *column)));
    disclosure.chain(requests).chain(cases)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_has_its_own_number() {
        let all: Vec<CellId> = cells().collect();
        assert_eq!(all.len(), CELLS);
        assert!(all.is_sorted());
        assert!(all.iter().enumerate().all(|(at, cell)| index(*cell) == at));
    }
}
