//! The same tables in every layout in which agencies publish them: what is read is what was
//! written, and where a layout loses something the reader says so instead of guessing.

#[path = "variations/layouts.rs"]
mod layouts;
#[path = "variations/sample.rs"]
mod sample;

use law::report_form::CellId;
use proptest::prelude::*;
use report::limits::Limits;
use report::read::read;
use report::value::CellValue;

use layouts::LAYOUTS;
use sample::{Filling, Sample, sample};

/// What was read of a cell, in few words.
fn shown(value: Option<&CellValue>) -> String {
    match value {
        None => "absent".to_owned(),
        Some(CellValue::Number(number)) => number.to_string(),
        Some(CellValue::Blank) => String::new(),
        Some(CellValue::Mark(mark)) => mark.clone(),
        Some(CellValue::Unreadable(_)) => "?".to_owned(),
    }
}

/// Compares what was read with what was written; `lossless` layouts must give every cell back.
fn compare(name: &str, document: &[u8], sample: &Sample, lossless: bool) -> Result<(), String> {
    let report = read(document, &Limits::default()).map_err(|error| format!("{name}: {error}"))?;
    for (cell, written) in sample.cells() {
        let value = report.cell(cell).map(|read| &read.value);
        let got = shown(value);
        let honest = matches!(got.as_str(), "?" | "absent") && !lossless;
        if got != *written && !honest {
            let text = String::from_utf8_lossy(document);
            return Err(format!("{name}: {cell} written {written:?}, read {got:?}\n{text}"));
        }
    }
    let invented: Vec<CellId> = report
        .cells
        .iter()
        .filter(|(id, cell)| cell.number().is_some() && !sample.has(**id))
        .map(|(id, _)| *id)
        .collect();
    if invented.is_empty() { Ok(()) } else { Err(format!("{name}: invented {invented:?}")) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn balanced_tables_are_read_back_from_every_layout(sample in sample(Filling::Balanced)) {
        for layout in LAYOUTS {
            let document = (layout.write)(&sample);
            compare(layout.name, &document, &sample, layout.keeps_numbers)
                .map_err(TestCaseError::fail)?;
        }
    }

    #[test]
    fn faulty_tables_are_read_as_they_are(sample in sample(Filling::Faulty)) {
        for layout in LAYOUTS {
            let document = (layout.write)(&sample);
            let lossless = layout.keeps_numbers && !layout.needs_sums;
            compare(layout.name, &document, &sample, lossless).map_err(TestCaseError::fail)?;
        }
    }

    #[test]
    fn blank_cells_stay_blank(sample in sample(Filling::WithBlanks)) {
        for layout in LAYOUTS {
            let document = (layout.write)(&sample);
            compare(layout.name, &document, &sample, layout.keeps_blanks)
                .map_err(TestCaseError::fail)?;
        }
    }
}
