//! Truth files: what a person read in a document.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use law::report_form::{
    ApplicantColumn, CaseBlock, CaseColumn, CellId, DisclosureColumn, DisclosureRow, RequestRow,
};
use report::number::Number;
use serde_json::Value;

/// What a cell truly holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum True {
    /// This number.
    Number(Number),
    /// Nothing.
    Blank,
    /// A stroke or the like.
    Mark,
}

/// A truth file.
#[derive(Debug, Clone, Default)]
pub struct Truth {
    /// The agency.
    pub agency: Option<String>,
    /// The year.
    pub year: Option<i64>,
    /// The form, 2019 or 2021.
    pub format: Option<i64>,
    /// The cells that the document settles.
    pub cells: BTreeMap<CellId, True>,
    /// Cells for which "unreadable" is the right answer; nothing is counted there but a number.
    pub undetermined: Vec<CellId>,
    /// Cells that the document does not have: a number there would be invented.
    pub absent: Vec<CellId>,
    /// Sums that do not hold, as text.
    pub arithmetic_faults: Vec<String>,
    /// Remarks of the person.
    pub known_faults: Vec<String>,
}

impl Truth {
    /// Parses a truth file.
    ///
    /// # Errors
    ///
    /// Where it is no JSON or a number in it is none.
    pub fn parse(text: &str) -> Result<Self> {
        let json: Value = serde_json::from_str(text)?;
        let strings = |key: &str| -> Vec<String> {
            let list = json.get(key).and_then(Value::as_array);
            list.into_iter().flatten().filter_map(|it| it.as_str().map(str::to_owned)).collect()
        };
        let mut truth = Self {
            agency: json.get("agency").and_then(Value::as_str).map(str::to_owned),
            year: json.get("year").and_then(Value::as_i64),
            format: json.get("format").and_then(Value::as_i64),
            arithmetic_faults: strings("arithmetic_faults"),
            known_faults: strings("known_faults"),
            ..Self::default()
        };
        let hidden = strings("not_visible");
        let partial = json.get("partial").and_then(Value::as_bool).unwrap_or(false);
        let visible = partial.then(|| strings("visible_rows"));
        let marks = strings("slash_cells");
        let undetermined = strings("undetermined");
        truth.table_two(&json, &hidden, &marks)?;
        truth.table_three(&json, visible.as_deref(), &hidden, &marks)?;
        truth.table_four(&json, &hidden, &marks)?;
        for name in undetermined {
            for cell in named_cells(&name) {
                truth.cells.remove(&cell);
                truth.undetermined.push(cell);
            }
        }
        Ok(truth)
    }

    fn put(&mut self, cell: CellId, value: &Value, marked: bool) -> Result<()> {
        let it = match value {
            Value::Null if marked => True::Mark,
            Value::Null => True::Blank,
            Value::Number(number) => True::Number(number.to_string().parse()?),
            Value::String(text) => {
                let digits: String = text
                    .chars()
                    .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '-'))
                    .collect();
                True::Number(digits.parse().with_context(|| format!("{cell}: {text}"))?)
            }
            other => anyhow::bail!("{cell}: {other}"),
        };
        self.cells.insert(cell, it);
        Ok(())
    }

    fn table_two(&mut self, json: &Value, hidden: &[String], marks: &[String]) -> Result<()> {
        use DisclosureColumn as C;
        use DisclosureRow as R;
        let Some(table) = json.get("table2").filter(|table| table.is_object()) else {
            return Ok(());
        };
        if hidden.iter().any(|it| it == "table2") {
            return Ok(());
        }
        let old = self.format == Some(2019);
        let three: &[C] = if old {
            &[C::NewlyMade, C::NewlyPublic, C::TotalPublic]
        } else {
            &[C::Made, C::Repealed, C::InForce]
        };
        let changes: &[C] = &[C::ItemsLastYear, C::Change, C::Decisions];
        let mut rows: Vec<(&str, R, &[C])> =
            vec![("rules", R::Rules, three), ("normative_documents", R::NormativeDocuments, three)];
        if old {
            rows.extend([
                ("licence_row", R::Licences, changes),
                ("other_management_row", R::OtherManagement, changes),
                ("penalty_row", R::Penalties, changes),
                ("coercion_row", R::Coercion, changes),
                ("fee_items", R::Charges, &[C::ItemsLastYear, C::Change] as &[C]),
            ]);
        } else {
            rows.extend([
                ("licences", R::Licences, &[C::Decisions] as &[C]),
                ("penalties", R::Penalties, &[C::Decisions]),
                ("coercion", R::Coercion, &[C::Decisions]),
                ("fees_10k_yuan", R::Charges, &[C::Amount]),
            ]);
        }
        for (key, row, columns) in rows {
            if hidden.iter().any(|it| it == &format!("table2.{key}")) {
                continue;
            }
            let marked = marks.iter().any(|it| it == &format!("table2.{key}"));
            let Some(value) = table.get(key) else { continue };
            match value.as_array() {
                Some(values) => {
                    for (column, value) in columns.iter().zip(values) {
                        self.put(CellId::Disclosure(row, *column), value, marked)?;
                    }
                }
                None if columns.len() == 1 => {
                    self.put(CellId::Disclosure(row, columns[0]), value, marked)?;
                }
                None => {}
            }
        }
        if let Some(procurement) = table.get("procurement") {
            for (key, column) in [("items", C::ProcurementItems), ("amount", C::ProcurementAmount)]
            {
                if let Some(value) = procurement.get(key) {
                    self.put(CellId::Disclosure(R::Procurement, column), value, false)?;
                }
            }
        }
        Ok(())
    }

    fn table_three(
        &mut self,
        json: &Value,
        visible: Option<&[String]>,
        hidden: &[String],
        marks: &[String],
    ) -> Result<()> {
        let Some(table) = json.get("table3").filter(|table| table.is_object()) else {
            return Ok(());
        };
        if hidden.iter().any(|it| it == "table3") {
            return Ok(());
        }
        for row in RequestRow::ALL {
            let cells = ApplicantColumn::ALL.iter().map(|column| CellId::Request(*row, *column));
            let shown = visible.is_none_or(|rows| rows.iter().any(|it| it == row.id()));
            match table.get(row.id()).and_then(Value::as_array) {
                Some(values) if shown => {
                    let marked = marks.iter().any(|it| it == &format!("table3.{}", row.id()));
                    for (cell, value) in cells.zip(values) {
                        self.put(cell, value, marked)?;
                    }
                }
                _ => self.absent.extend(cells),
            }
        }
        Ok(())
    }

    fn table_four(&mut self, json: &Value, hidden: &[String], marks: &[String]) -> Result<()> {
        let Some(table) = json.get("table4").filter(|table| table.is_object()) else {
            return Ok(());
        };
        if hidden.iter().any(|it| it == "table4") {
            return Ok(());
        }
        for block in CaseBlock::ALL {
            let Some(values) = table.get(block.id()).and_then(Value::as_array) else { continue };
            let marked = marks.iter().any(|it| it == &format!("table4.{}", block.id()));
            for (column, value) in CaseColumn::ALL.iter().zip(values) {
                self.put(CellId::Case(*block, *column), value, marked)?;
            }
        }
        Ok(())
    }
}

/// The cells that `table2.rules[1]`, `table3.new[6]` or `table3.new` name.
fn named_cells(name: &str) -> Vec<CellId> {
    let (path, index) = match name.split_once('[') {
        Some((path, rest)) => (path, rest.trim_end_matches(']').parse::<usize>().ok()),
        None => (name, None),
    };
    let mut parts = path.split('.');
    let (Some(table), Some(row)) = (parts.next(), parts.next()) else { return Vec::new() };
    let row = match row {
        "fees_10k_yuan" | "fee_items" => "charges",
        "licence_row" => "licences",
        "penalty_row" => "penalties",
        "coercion_row" => "coercion",
        "other_management_row" => "other_management",
        other => other,
    };
    let mut cells: Vec<CellId> = Vec::new();
    for form in [law::report_form::FormVersion::Form2021, law::report_form::FormVersion::Form2019] {
        let all = form.form().cells();
        let of_row: Vec<CellId> = all
            .into_iter()
            .filter(|cell| format!("table{}", cell.table()) == table && cell.names().0 == row)
            .collect();
        match index {
            Some(index) => cells.extend(of_row.get(index)),
            None => cells.extend(of_row),
        }
    }
    cells
}
