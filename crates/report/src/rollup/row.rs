//! A report as one row of the roll-up: sixteen bytes a cell, no narrative.

use std::cmp::Ordering;

use law::report_form::{CellId, FormVersion};
use serde::{Serialize, Serializer};

use super::faults;
use super::plan::Child;
use crate::compare::exact;
use crate::compare::text::squeezed;
use crate::dense;
use crate::model::Report;
use crate::number::Number;
use crate::value::{CellValue, Unreadable};

/// A report reduced to its tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitRow {
    /// The unit: as the plan names it, else the agency, else the file.
    pub name: String,
    /// The file.
    pub file: String,
    /// The agency, as the document names it.
    pub agency: Option<String>,
    /// The year reported on.
    pub year: Option<i32>,
    /// Form of table two.
    pub disclosure_form: Option<FormVersion>,
    /// Form of table three.
    pub request_form: Option<FormVersion>,
    /// Cells that are blank and were counted as zero.
    pub blanks: usize,
    /// Cells that hold a mark and were counted as zero.
    pub marks: usize,
    /// Cells of the form that the document does not have.
    pub absent: usize,
    #[serde(serialize_with = "by_name")]
    cells: Packed,
}

/// The cells, packed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Packed {
    values: Vec<Value>,
    marks: Vec<(CellId, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Value {
    mantissa: i64,
    decimals: u8,
    state: State,
    cell: CellId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Number,
    Blank,
    Mark,
    Unreadable(Unreadable),
}

impl UnitRow {
    /// Reduces a report to its tables.
    pub(super) fn of(child: &Child) -> Self {
        let report = &child.report;
        let agency = report.agency.as_ref().map(|it| it.value.clone());
        let cells = Packed::of(report);
        let count = |state| cells.values.iter().filter(|value| value.state == state).count();
        Self {
            name: agency.as_deref().map(squeezed).unwrap_or_else(|| child.name_of_file.clone()),
            file: child.name_of_file.clone(),
            agency,
            year: report.year.as_ref().map(|it| it.value),
            disclosure_form: report.disclosure_form,
            request_form: report.request_form,
            blanks: count(State::Blank),
            marks: count(State::Mark),
            absent: absent(report),
            cells,
        }
    }

    /// Returns what the cell holds, `None` where the report does not have it.
    pub fn value(&self, cell: CellId) -> Option<CellValue> {
        self.find(cell).map(|value| self.cells.shown(value))
    }

    /// Returns the number in the cell.
    pub fn number(&self, cell: CellId) -> Option<Number> {
        self.find(cell).and_then(|value| value.number())
    }

    /// Returns every cell with what it holds, in the order of the form.
    pub fn cells(&self) -> impl Iterator<Item = (CellId, CellValue)> + '_ {
        self.cells.values.iter().map(|value| (value.cell, self.cells.shown(value)))
    }

    /// Tells whether two reports hold the same in every cell.
    pub fn has_same_cells(&self, other: &Self) -> bool {
        self.cells == other.cells
    }

    /// Returns each cell with its number in units of 10⁻¹², `None` for a blank or a mark.
    ///
    /// Unreadable cells are left out.
    pub(super) fn addends(&self) -> impl Iterator<Item = (CellId, Addend)> + '_ {
        self.cells.values.iter().filter_map(|value| {
            let addend = match value.state {
                State::Number => Addend::Number(value.scaled()),
                State::Blank => Addend::Blank,
                State::Mark => Addend::Mark,
                State::Unreadable(_) => return None,
            };
            Some((value.cell, addend))
        })
    }

    /// Returns the number of the cell in units of 10⁻¹².
    pub(super) fn scaled(&self, cell: CellId) -> Option<i128> {
        self.find(cell).filter(|value| value.state == State::Number).map(|value| value.scaled())
    }

    /// Orders rows by file, then by all else, so that no order of arrival shows.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let head = |row: &Self| (row.file.clone(), row.agency.clone(), row.year);
        self.file
            .cmp(&other.file)
            .then_with(|| head(self).cmp(&head(other)))
            .then_with(|| self.cells.key().cmp(other.cells.key()))
            .then_with(|| self.cells.marks.cmp(&other.cells.marks))
            .then_with(|| self.disclosure_form.cmp(&other.disclosure_form))
            .then_with(|| self.request_form.cmp(&other.request_form))
    }

    fn find(&self, cell: CellId) -> Option<&Value> {
        let values = &self.cells.values;
        values.binary_search_by_key(&cell, |value| value.cell).ok().and_then(|at| values.get(at))
    }
}

/// What a cell adds to a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Addend {
    /// A number, in units of 10⁻¹².
    Number(i128),
    /// Nothing: a blank.
    Blank,
    /// Nothing: a mark.
    Mark,
}

impl Packed {
    fn of(report: &Report) -> Self {
        let mut packed = Self { values: Vec::with_capacity(report.cells.len()), marks: Vec::new() };
        for (cell, read) in &report.cells {
            packed.values.push(Value::of(*cell, &read.value));
            if let CellValue::Mark(mark) = &read.value {
                packed.marks.push((*cell, mark.clone()));
            }
        }
        packed
    }

    fn shown(&self, value: &Value) -> CellValue {
        match value.state {
            // A packed number always unpacks: it was one.
            State::Number => value.number().map_or(CellValue::Blank, CellValue::Number),
            State::Blank => CellValue::Blank,
            State::Unreadable(why) => CellValue::Unreadable(why),
            State::Mark => {
                let mark = self.marks.iter().find(|(cell, _)| *cell == value.cell);
                CellValue::Mark(mark.map_or_else(String::new, |(_, mark)| mark.clone()))
            }
        }
    }

    fn key(&self) -> impl Iterator<Item = (CellId, u8, i128)> + '_ {
        self.values.iter().map(|value| (value.cell, value.state.rank(), value.scaled()))
    }
}

impl Value {
    fn of(cell: CellId, value: &CellValue) -> Self {
        let (number, state) = match value {
            CellValue::Number(number) => (*number, State::Number),
            CellValue::Blank => (Number::whole(0), State::Blank),
            CellValue::Mark(_) => (Number::whole(0), State::Mark),
            CellValue::Unreadable(why) => (Number::whole(0), State::Unreadable(*why)),
        };
        let unit = exact::ONE / 10_i128.pow(u32::from(number.decimals()));
        let mantissa = number
            .integer()
            .or_else(|| i64::try_from(number.scaled() / unit).ok())
            .expect("a number has at most 12 decimals and its digits fit 64 bits");
        Self { mantissa, decimals: number.decimals(), state, cell }
    }

    fn scaled(&self) -> i128 {
        let unit = exact::ONE / 10_i128.pow(u32::from(self.decimals));
        i128::from(self.mantissa) * unit
    }

    fn number(&self) -> Option<Number> {
        match self.state {
            State::Number if self.decimals == 0 => Some(Number::whole(self.mantissa)),
            State::Number => exact::number(self.scaled()),
            State::Blank | State::Mark | State::Unreadable(_) => None,
        }
    }
}

impl State {
    fn rank(self) -> u8 {
        match self {
            Self::Number => 0,
            Self::Blank => 1,
            Self::Mark => 2,
            Self::Unreadable(Unreadable::NotANumber) => 3,
            Self::Unreadable(Unreadable::RunTogether) => 4,
            Self::Unreadable(Unreadable::WrongNumberOfCells) => 5,
            Self::Unreadable(Unreadable::RowUnknown) => 6,
            Self::Unreadable(Unreadable::Contradictory) => 7,
        }
    }
}

/// Counts the cells of the report's form, table by table, that it does not have.
fn absent(report: &Report) -> usize {
    let mut present = [false; dense::CELLS];
    for cell in report.cells.keys() {
        present.get_mut(dense::index(*cell)).into_iter().for_each(|it| *it = true);
    }
    let usual = report.form().unwrap_or(FormVersion::Form2021);
    let disclosure = faults::cells_of(report.disclosure_form.unwrap_or(usual));
    let requests = faults::cells_of(report.request_form.unwrap_or(usual));
    let wanted = disclosure.iter().filter(|cell| cell.table() == 2);
    wanted
        .chain(requests.iter().filter(|cell| cell.table() != 2))
        .filter(|cell| present.get(dense::index(**cell)) == Some(&false))
        .count()
}

fn by_name<S: Serializer>(cells: &Packed, serializer: S) -> Result<S::Ok, S::Error> {
    let all = cells.values.iter();
    serializer.collect_map(all.map(|value| (value.cell.to_string(), cells.shown(value))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_takes_sixteen_bytes() {
        assert_eq!(size_of::<Value>(), 16);
    }
}
