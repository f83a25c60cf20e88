//! Random tables: balanced, faulty, or with blank cells.

use std::collections::BTreeMap;

use law::report_form::{
    ApplicantColumn, CaseBlock, CaseColumn, CellId, DisclosureColumn, DisclosureRow, FormVersion,
    RequestRow,
};
use proptest::prelude::*;

/// How a sample is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filling {
    /// Every cell has a number and every sum holds.
    Balanced,
    /// Every cell has a number; sums hold by chance only.
    Faulty,
    /// Some cells are blank or struck.
    WithBlanks,
}

/// The cells of a report, as printed.
#[derive(Debug, Clone)]
pub struct Sample {
    cells: BTreeMap<CellId, String>,
    /// Whether （六） is one row, as in the form of 2019.
    pub single_other_row: bool,
}

impl Sample {
    /// Returns a cell as printed.
    pub fn text(&self, cell: CellId) -> &str {
        self.cells.get(&cell).map_or("", String::as_str)
    }

    /// Returns all cells.
    pub fn cells(&self) -> impl Iterator<Item = (CellId, &String)> {
        self.cells.iter().map(|(cell, text)| (*cell, text))
    }

    /// Tells whether the report has the cell.
    pub fn has(&self, cell: CellId) -> bool {
        self.cells.contains_key(&cell)
    }

    /// Returns the rows of table three: name, group, label.
    pub fn rows(&self) -> Vec<(RequestRow, String, String)> {
        let version =
            if self.single_other_row { FormVersion::Form2019 } else { FormVersion::Form2021 };
        version.form().requests.rows.clone()
    }

    /// Returns the cells of a row of table three.
    pub fn row(&self, row: RequestRow) -> Vec<String> {
        ApplicantColumn::ALL
            .iter()
            .map(|column| self.text(CellId::Request(row, *column)).to_owned())
            .collect()
    }

    /// Returns the fifteen cells of table four.
    pub fn cases(&self) -> Vec<String> {
        CaseBlock::ALL.iter().flat_map(|block| self.block(*block)).collect()
    }

    /// Returns the five cells of a block of table four.
    pub fn block(&self, block: CaseBlock) -> Vec<String> {
        CaseColumn::ALL
            .iter()
            .map(|column| self.text(CellId::Case(block, *column)).to_owned())
            .collect()
    }

    /// Returns the three cells of a row of documents.
    pub fn documents(&self, row: DisclosureRow) -> Vec<String> {
        [DisclosureColumn::Made, DisclosureColumn::Repealed, DisclosureColumn::InForce]
            .map(|column| self.text(CellId::Disclosure(row, column)).to_owned())
            .to_vec()
    }

    /// Returns the single cell of the other rows of table two.
    pub fn single(&self, row: DisclosureRow) -> &str {
        let column = match row {
            DisclosureRow::Charges => DisclosureColumn::Amount,
            _ => DisclosureColumn::Decisions,
        };
        self.text(CellId::Disclosure(row, column))
    }
}

/// Counts as reports have them: mostly zero, some small, few large.
fn count() -> impl Strategy<Value = i64> {
    prop_oneof![6 => Just(0_i64), 3 => 1..30_i64, 1 => 30..20_000_i64]
}

/// Makes samples.
pub fn sample(filling: Filling) -> impl Strategy<Value = Sample> {
    let numbers = proptest::collection::vec(count(), 240);
    let blanks = proptest::collection::vec(0..10_u8, 240);
    (numbers, blanks, any::<bool>(), 0..9_999_999_i64).prop_map(
        move |(numbers, blanks, single_other_row, charge)| {
            let mut source = Source { numbers: numbers.into_iter().cycle() };
            let mut sample = Sample { cells: BTreeMap::new(), single_other_row };
            source.fill(&mut sample, filling, charge);
            if filling == Filling::WithBlanks {
                strike(&mut sample, &blanks);
            }
            sample
        },
    )
}

struct Source<I> {
    numbers: I,
}

impl<I: Iterator<Item = i64>> Source<I> {
    fn next(&mut self) -> i64 {
        self.numbers.next().unwrap_or_default()
    }

    fn fill(&mut self, sample: &mut Sample, filling: Filling, charge: i64) {
        let version =
            if sample.single_other_row { FormVersion::Form2019 } else { FormVersion::Form2021 };
        let mut values: BTreeMap<CellId, i64> = BTreeMap::new();
        for cell in FormVersion::Form2021.form().cells().into_iter().filter(|it| it.table() == 2) {
            values.insert(cell, self.next());
        }
        for cell in version.form().cells().into_iter().filter(|cell| cell.table() > 2) {
            values.insert(cell, self.next());
        }
        if filling == Filling::Balanced {
            balance(&mut values);
        }
        sample.cells = values.into_iter().map(|(cell, value)| (cell, value.to_string())).collect();
        let amount = CellId::Disclosure(DisclosureRow::Charges, DisclosureColumn::Amount);
        let text = format!("{}.{:04}", charge / 10_000, charge % 10_000);
        let text = text.trim_end_matches('0').trim_end_matches('.').to_owned();
        sample.cells.insert(amount, text);
    }
}

/// Makes every sum hold: outcomes decide the totals, and what is carried out the new ones.
fn balance(values: &mut BTreeMap<CellId, i64>) {
    use ApplicantColumn as C;
    use RequestRow as R;
    let get = |values: &BTreeMap<CellId, i64>, row, column| {
        values.get(&CellId::Request(row, column)).copied().unwrap_or_default()
    };
    let parts: Vec<C> = C::ALL.iter().copied().filter(|column| *column != C::Total).collect();
    for column in &parts {
        let handled: i64 = R::ALL
            .iter()
            .filter(|row| row.is_outcome())
            .map(|row| get(values, *row, *column))
            .sum();
        let left = handled + get(values, R::CarriedOut, *column);
        let carried_in = get(values, R::CarriedIn, *column).min(left);
        values.insert(CellId::Request(R::TotalHandled, *column), handled);
        values.insert(CellId::Request(R::CarriedIn, *column), carried_in);
        values.insert(CellId::Request(R::New, *column), left - carried_in);
    }
    for row in R::ALL {
        if values.contains_key(&CellId::Request(*row, C::Total)) {
            let total = parts.iter().map(|column| get(values, *row, *column)).sum();
            values.insert(CellId::Request(*row, C::Total), total);
        }
    }
    for block in CaseBlock::ALL {
        let total = CaseColumn::ALL
            .iter()
            .filter(|column| **column != CaseColumn::Total)
            .map(|column| values.get(&CellId::Case(*block, *column)).copied().unwrap_or_default())
            .sum();
        values.insert(CellId::Case(*block, CaseColumn::Total), total);
    }
}

/// Empties about a third of the cells, and strikes some of table two.
fn strike(sample: &mut Sample, blanks: &[u8]) {
    for ((cell, text), blank) in sample.cells.iter_mut().zip(blanks.iter().cycle()) {
        match (blank, cell) {
            (0, CellId::Disclosure(DisclosureRow::Rules, _)) => *text = "/".to_owned(),
            (0..=2, _) => text.clear(),
            _ => {}
        }
    }
}
