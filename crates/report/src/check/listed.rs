//! The cells and sums of both forms, listed once for all reports.

use std::sync::LazyLock;

use law::report_form::{
    CellId, FormVersion, Identity, Relation, case_identities, request_identities,
};

/// What one version of the form has.
struct Listed {
    cells: Vec<CellId>,
    sums_of_requests: Vec<Identity>,
}

impl Listed {
    fn of(version: FormVersion) -> Self {
        Self { cells: version.form().cells(), sums_of_requests: request_identities(version) }
    }

    fn get(version: FormVersion) -> &'static Self {
        static OF_2019: LazyLock<Listed> = LazyLock::new(|| Listed::of(FormVersion::Form2019));
        static OF_2021: LazyLock<Listed> = LazyLock::new(|| Listed::of(FormVersion::Form2021));
        match version {
            FormVersion::Form2019 => &OF_2019,
            FormVersion::Form2021 => &OF_2021,
        }
    }
}

/// Returns the cells of a form in reading order.
pub(super) fn cells(version: FormVersion) -> &'static [CellId] {
    &Listed::get(version).cells
}

/// Returns the cells of one table of a form in reading order.
pub(super) fn cells_of_table(version: FormVersion, table: u8) -> &'static [CellId] {
    let cells = cells(version);
    let start = cells.partition_point(|cell| cell.table() < table);
    let end = cells.partition_point(|cell| cell.table() <= table);
    cells.get(start..end).unwrap_or_default()
}

/// Returns the sums of one kind in table three of a form.
pub(super) fn sums_of_requests(
    version: FormVersion,
    relation: Relation,
) -> impl Iterator<Item = &'static Identity> {
    Listed::get(version).sums_of_requests.iter().filter(move |it| it.relation == relation)
}

/// Returns the sums of table four, which both forms have.
pub(super) fn sums_of_cases() -> &'static [Identity] {
    static SUMS: LazyLock<Vec<Identity>> = LazyLock::new(case_identities);
    &SUMS
}
