//! What must hold of every report that was read, however odd its source.

use report::Report;
use report::check::{Subject, check};
use report::limits::Limits;
use report::read::read;
use report::value::{CellValue, How};

/// Bounds small enough for a fuzzer to reach.
pub fn limits() -> Limits {
    Limits {
        file_bytes: 1 << 20,
        unpacked_bytes: 4 << 20,
        blocks: 5_000,
        cells: 20_000,
        pages: 20,
        split_steps: 20_000,
        ..Limits::default()
    }
}

/// Reads and checks; panics where an invariant is broken.
pub fn run(bytes: &[u8]) {
    let Ok(report) = read(bytes, &limits()) else { return };
    invariants(&report);
    let _ = check(Subject { report: &report, previous: Some(&report) });
}

fn invariants(report: &Report) {
    for (id, cell) in &report.cells {
        if let CellValue::Number(number) = &cell.value {
            // A number read by its label is printed in the cell, digit by digit.
            if cell.how == How::Label {
                let digits: String = number.to_string().chars().filter(char::is_ascii_digit).collect();
                let printed: String = cell
                    .raw
                    .chars()
                    .filter_map(|c| match c {
                        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
                        _ => Some(c),
                    })
                    .filter(char::is_ascii_digit)
                    .collect();
                assert!(printed.contains(digits.trim_end_matches('0')), "{id}: {number} from {:?}", cell.raw);
            }
        }
        if cell.value == CellValue::Blank {
            assert!(cell.raw.chars().all(|c| !c.is_ascii_digit()), "{id}: blank from {:?}", cell.raw);
        }
    }
}
