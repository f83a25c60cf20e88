//! How cells appear in JSON: by their stable names, for example `table3.new.total`.

use std::collections::BTreeMap;

use law::report_form::CellId;
use serde::{Serialize, Serializer};

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands in a reference")]
pub(crate) fn cell<S: Serializer>(cell: &CellId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(cell)
}

#[expect(clippy::ref_option, reason = "serde hands in a reference")]
pub(crate) fn cell_option<S: Serializer>(
    cell: &Option<CellId>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match cell {
        Some(cell) => serializer.collect_str(cell),
        None => serializer.serialize_none(),
    }
}

pub(crate) fn cell_map<S: Serializer, V: Serialize>(
    cells: &BTreeMap<CellId, V>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(cells.iter().map(|(cell, value)| (cell.to_string(), value)))
}
