use super::*;

#[test]
fn the_form_of_2021_has_200_cells_and_42_identities() {
    let form = FormVersion::Form2021.form();
    assert_eq!(form.cells().len(), 10 + 175 + 15);
    assert_eq!(request_identities(FormVersion::Form2021).len() + case_identities().len(), 42);
}

#[test]
fn the_form_of_2019_has_one_row_of_other_outcomes() {
    let form = FormVersion::Form2019.form();
    assert_eq!(form.requests.rows.len(), 23);
    assert!(form.requests.rows.iter().any(|(row, _, _)| *row == RequestRow::OtherTotal));
    assert_eq!(form.cells().iter().filter(|cell| cell.table() == 2).count(), 6 + 6 + 6 + 2 + 2);
}

#[test]
fn each_year_since_2019_has_one_form() {
    let version = FormVersion::for_report_year;
    assert_eq!(version(2018), None);
    assert_eq!(version(2020), Some(FormVersion::Form2019));
    assert_eq!(version(2021), Some(FormVersion::Form2021));
    assert_eq!(version(2026), Some(FormVersion::Form2021));
}

#[test]
fn cell_names_are_read_back() {
    for version in [FormVersion::Form2019, FormVersion::Form2021] {
        for cell in version.form().cells() {
            assert_eq!(CellId::parse(&cell.to_string()), Some(cell));
        }
    }
    assert_eq!(CellId::parse("table3.new.total.more"), None);
    assert_eq!(CellId::parse("table5.new.total"), None);
}
