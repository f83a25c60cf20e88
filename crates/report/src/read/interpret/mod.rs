//! From blocks to a report: where the tables stand, what their cells hold, what the text says.

mod align;
mod cases;
mod disclosure;
mod fit;
mod heading;
mod lines;
mod narrative;
mod pages;
mod regions;
mod request_lines;
mod requests;
mod runs;
mod sums;
mod title;

use law::report_form::CellId;

use super::block::Document;
use super::label::{self, Sureness};
use super::printed::Printed;
use crate::limits::Limits;
use crate::model::{LabelRead, Remark, RemarkKind, Report};
use crate::value::{Cell, CellValue, How, Place, Unreadable};
use lines::{Value, Word};

/// Understands a document.
pub fn interpret(document: &Document, limits: &Limits) -> Report {
    let mut report = Report {
        metadata: document.metadata.clone(),
        pictures: document.pictures,
        ..Report::default()
    };
    let blocks = super::traditional::simplified(&document.blocks);
    if matches!(blocks, std::borrow::Cow::Owned(_)) {
        let remark = Remark { kind: RemarkKind::TraditionalLetters, place: Place::default() };
        report.remarks.push(remark);
    }
    let blocks = pages::without_page_numbers(blocks);
    let whole = blocks.len();
    let signs = regions::signs(&blocks);
    let blocks = regions::first_report(&blocks, &signs);
    if blocks.len() < whole {
        report.remarks.push(Remark { kind: RemarkKind::SecondReport, place: Place::default() });
    }
    let regions = regions::find(signs.get(..blocks.len()).unwrap_or_default());
    if let Some(range) = &regions.disclosure {
        let part = blocks.get(range.clone()).unwrap_or_default();
        disclosure::read(lines::lines(part), &mut report);
    }
    if let Some(range) = &regions.requests {
        let part = blocks.get(range.clone()).unwrap_or_default();
        requests::read(lines::lines(part), limits, &mut report);
    }
    if let Some(range) = &regions.cases {
        let part = blocks.get(range.clone()).unwrap_or_default();
        cases::read(lines::lines(part), range.end < blocks.len(), &mut report);
    }
    narrative::read(blocks, &signs, &regions, &mut report);
    title::read(blocks, document, &regions, &mut report);
    report
}

/// Turns what is printed into a cell.
fn cell_of(value: &Value<'_>, how: How) -> Cell {
    let (value_read, remark) = match &value.printed {
        Printed::Blank => (CellValue::Blank, None),
        Printed::Number { number, remark, .. } => (CellValue::Number(*number), remark.clone()),
        Printed::Mark(mark) => (CellValue::Mark(mark.clone()), None),
        Printed::Words | Printed::Doubtful => (CellValue::Unreadable(Unreadable::NotANumber), None),
        Printed::Digits => (CellValue::Unreadable(Unreadable::RunTogether), None),
    };
    Cell { value: value_read, raw: value.raw.to_owned(), remark, place: value.place, how }
}

/// Notes a label that differs from the form.
fn label_read(
    cell: CellId,
    official: &str,
    word: &Word<'_>,
    sureness: Sureness,
    report: &mut Report,
) {
    let misprint = match sureness {
        Sureness::Official | Sureness::Inside | Sureness::Piece => return,
        Sureness::Known => false,
        Sureness::Misprint => true,
    };
    let found = label::normalise(word.text);
    let found = found.trim_end_matches(['-', ',', '.', ':', ';']);
    let official_words = label::normalise(official);
    // In a text a label may go on in the line above or below.
    let torn = word.place.line > 0 && official_words.contains(found);
    if found == official_words || torn {
        return;
    }
    report.labels.push(LabelRead {
        cell,
        official: official.to_owned(),
        found: word.text.split_whitespace().collect(),
        misprint,
        place: word.place,
    });
}
