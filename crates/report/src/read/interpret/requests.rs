//! Table three: 25 rows (23 in 2019) by seven columns.

use law::report_form::{ApplicantColumn, CellId, FormVersion, RequestRow};

use super::align::{Assignment, Candidate, align, rows_of_form};
use super::fit::{Columns, fit};
use super::lines::{Line, Source, Value};
use super::request_lines::{gather, is_cut, usable};
use super::runs::{Reading, readings_of_run, readings_with_one_lost, readings_with_one_stray};
use super::sums::{COLUMNS, Row, settle};
use super::{cell_of, label_read};
use crate::limits::Limits;
use crate::model::{Remark, RemarkKind, Report};
use crate::read::label::{self, Sureness};
use crate::read::printed::Printed;
use crate::value::{Cell, CellValue, How, Place, Unreadable};

/// What is known of one row after alignment.
struct Found<'a> {
    row: RequestRow,
    line: &'a Line<'a>,
    labelled: bool,
    /// Whether a page break parted the label from the values.
    cut: bool,
    values: Option<Vec<Value<'a>>>,
}

/// Reads table three out of its lines.
pub fn read(lines: Vec<Line<'_>>, limits: &Limits, report: &mut Report) {
    let lines = gather(lines);
    let (usable, candidates) = usable(&lines);
    let single = single_other_row(&usable, &candidates);
    let rows = rows_of_form(single);
    let assigned = align(&candidates, &rows);
    let columns = Columns::learn(usable.iter().copied(), COLUMNS).or_of_table_three(lines.iter());

    let mut found: Vec<Found<'_>> = Vec::new();
    let mut open = false;
    for ((line, candidate), assignment) in usable.iter().zip(&candidates).zip(&assigned) {
        match assignment {
            Assignment::Row(row) => {
                let labelled = candidate.sureness.is_some();
                let cut = is_cut(&lines, line);
                let values = if cut { None } else { fit(line, COLUMNS, columns) };
                found.push(Found { row: *row, line, labelled, cut, values });
            }
            Assignment::Open => open = true,
            Assignment::None => {}
        }
    }
    if found.is_empty() {
        return;
    }
    report.request_form = form_of(&found);
    note_labels(&found, report);
    let strays: Vec<(i64, Place)> = lines.iter().filter_map(stray).collect();
    fill(&found, &rows, &strays, limits, report);
    if open {
        mark_open(&found, &rows, report);
    }
}

/// The form of 2019 has （六）其他处理 as one row; its label then stands before numbers.
fn single_other_row(lines: &[&Line<'_>], candidates: &[Candidate]) -> bool {
    const THREE: [RequestRow; 3] =
        [RequestRow::OtherNoCorrection, RequestRow::OtherNoPayment, RequestRow::OtherOther];
    let certain = |it: &Candidate| it.sureness.is_some_and(|it| it <= Sureness::Known);
    let single = lines.iter().zip(candidates).any(|(line, it)| {
        it.rows == [RequestRow::OtherTotal] && certain(it) && !line.values.is_empty()
    });
    let of_three =
        |it: &Candidate| !it.rows.is_empty() && it.rows.iter().all(|row| THREE.contains(row));
    let numbered = |it: &Candidate| of_three(it) && it.rows != [RequestRow::OtherOther];
    single && !candidates.iter().any(numbered)
}

/// Only the rows under （六）其他处理 tell the form.
fn form_of(found: &[Found<'_>]) -> Option<FormVersion> {
    found.iter().find_map(|it| match it.row {
        RequestRow::OtherTotal => Some(FormVersion::Form2019),
        RequestRow::OtherNoCorrection | RequestRow::OtherNoPayment | RequestRow::OtherOther => {
            Some(FormVersion::Form2021)
        }
        _ => None,
    })
}

fn note_labels(found: &[Found<'_>], report: &mut Report) {
    for it in found {
        let Some(word) = it.line.words.last() else { continue };
        let form = FormVersion::Form2021.form();
        let official = form.request_label(it.row).unwrap_or("（六）其他处理");
        let cell = CellId::Request(it.row, ApplicantColumn::Total);
        // In a text a label may go on in the line above or below.
        let in_text = it.line.source != Source::Grid || word.place.line > 0;
        let torn = in_text && label::is_part_of(word.text, it.row);
        if let Some(named) = label::request_row(word.text).filter(|_| !torn) {
            label_read(cell, official, word, named.sureness, report);
        }
        if it.line.source == Source::Grid && word.text.contains('1') {
            torn_group(it.line, report);
        }
    }
    let unlabelled = found.iter().find(|it| !it.labelled);
    if let Some(it) = unlabelled {
        report.remarks.push(Remark { kind: RemarkKind::DetachedLabels, place: it.line.place() });
    }
}

/// （三） without its words in front of the first row of its group.
fn torn_group(line: &Line<'_>, report: &mut Report) {
    let normal = line.words.last().map(|word| label::normalise(word.text)).unwrap_or_default();
    let torn = label::strip_one(&normal).is_some_and(|(number, rest)| {
        matches!(number, label::Numbering::Bracketed(_)) && label::strip_one(rest).is_some()
    });
    if torn {
        report.remarks.push(Remark { kind: RemarkKind::TornGroupLabel, place: line.place() });
    }
}

/// A number alone in a line of the table, torn from its row.
fn stray(line: &Line<'_>) -> Option<(i64, Place)> {
    match (line.words.as_slice(), line.values.as_slice()) {
        ([], [value]) => Some((value.number()?.integer()?, value.place)),
        _ => None,
    }
}

fn fill(
    found: &[Found<'_>],
    rows: &[RequestRow],
    strays: &[(i64, Place)],
    limits: &Limits,
    report: &mut Report,
) {
    let mut table: Vec<Row> = found
        .iter()
        .map(|it| Row { row: it.row, readings: readings(it, strays, report) })
        .collect();
    let certain: Vec<bool> =
        found.iter().map(|it| it.values.is_some() || is_blank_row(it)).collect();
    if certain.iter().any(|it| !it) {
        let complete = found.len() == rows.len();
        let runs = found.iter().any(|it| is_run(it));
        let solved = settle(&mut table, complete, limits.split_steps);
        if !solved || (runs && !complete) {
            for (row, certain) in table.iter_mut().zip(&certain) {
                if !certain {
                    row.readings.clear();
                }
            }
        }
    }
    restore(found, &mut table, strays, report);
    for ((it, row), certain) in found.iter().zip(&table).zip(&certain) {
        match (&it.values, certain) {
            (Some(values), true) => put_values(it, values, report),
            _ => put_readings(it, &row.readings, report),
        }
    }
}

fn is_run(it: &Found<'_>) -> bool {
    it.values.is_none() && !is_blank_row(it) && it.line.values.len() < COLUMNS - 1
}

/// A label with nothing but blanks behind it, however many.
fn is_blank_row(it: &Found<'_>) -> bool {
    !it.cut
        && it.line.filled() == 0
        && (it.line.source != Source::Text || it.line.values.is_empty())
}

/// The possible readings of a row: its cells where they are certain, else what the sums allow.
fn readings(it: &Found<'_>, strays: &[(i64, Place)], report: &mut Report) -> Vec<Reading> {
    if let Some(values) = &it.values {
        let mut row = [None; COLUMNS];
        for (cell, value) in row.iter_mut().zip(values) {
            *cell = value.number().and_then(crate::number::Number::integer);
        }
        return vec![row];
    }
    let filled: Vec<&Value<'_>> = it.line.values.iter().filter(|value| !value.is_blank()).collect();
    if is_blank_row(it) {
        return vec![[None; COLUMNS]];
    }
    let numbers: Option<Vec<i64>> = filled
        .iter()
        .map(|value| value.number().and_then(crate::number::Number::integer))
        .collect();
    let has_blank = it.line.values.iter().any(Value::is_blank);
    match numbers {
        Some(numbers) if numbers.len() == COLUMNS - 1 && !has_blank => {
            let mut rows = readings_with_one_lost(&numbers);
            let shifted = it.line.source == Source::Grid;
            if !shifted {
                rows.retain(|row| lost_number_is_printed(row, &numbers, strays));
            } else {
                report
                    .remarks
                    .push(Remark { kind: RemarkKind::ShiftedRow, place: it.line.place() });
            }
            rows
        }
        Some(numbers) if numbers.len() == COLUMNS + 1 => readings_with_one_stray(&numbers),
        _ if has_blank => Vec::new(),
        _ => {
            let tokens: Vec<String> = filled.iter().map(|value| digits_of(value)).collect();
            let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
            if tokens.iter().all(|it| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit())) {
                readings_of_run(&tokens)
            } else {
                Vec::new()
            }
        }
    }
}

fn digits_of(value: &Value<'_>) -> String {
    match value.printed {
        Printed::Number { .. } | Printed::Words | Printed::Doubtful | Printed::Digits => {
            value.raw.chars().filter(|c| !crate::read::block::is_filler(*c)).collect()
        }
        Printed::Blank | Printed::Mark(_) => String::new(),
    }
}

/// Where blanks leave no trace, a lost number must stand somewhere else in the table.
fn lost_number_is_printed(row: &Reading, numbers: &[i64], strays: &[(i64, Place)]) -> bool {
    let sum = |numbers: &mut dyn Iterator<Item = i64>| numbers.sum::<i64>();
    let lost = sum(&mut row.iter().flatten().copied()) - sum(&mut numbers.iter().copied());
    strays.iter().any(|(stray, _)| *stray == lost)
}

/// Puts the one stray number into the one blank cell that the sums of its row and column demand.
fn restore(found: &[Found<'_>], table: &mut [Row], strays: &[(i64, Place)], report: &mut Report) {
    let [(stray, place)] = strays else { return };
    let has = |row: &Row, column: usize| row.readings.iter().all(|it| it[column].is_some());
    let mut fits: Vec<(usize, usize)> = Vec::new();
    for (index, row) in table.iter().enumerate() {
        let [reading] = row.readings.as_slice() else { continue };
        let blanks: Vec<usize> = (0..COLUMNS).filter(|i| reading[*i].is_none()).collect();
        let [blank] = blanks.as_slice() else { continue };
        let mut whole = *reading;
        whole[*blank] = Some(*stray);
        let [parts @ .., total] = whole;
        if parts.iter().flatten().sum::<i64>() == total.unwrap_or(-1) {
            fits.push((index, *blank));
        }
    }
    let [(index, column)] = fits.as_slice() else { return };
    // With another blank in the column its sum confirms nothing.
    let others = table.iter().enumerate().filter(|(nth, _)| nth != index);
    if others.into_iter().any(|(_, row)| !has(row, *column)) {
        return;
    }
    let mut trial: Vec<Row> = table.to_vec();
    if let Some(cell) =
        trial.get_mut(*index).and_then(|row| row.readings.first_mut()).map(|it| &mut it[*column])
    {
        *cell = Some(*stray);
    }
    if !settle(&mut trial, true, 10_000) {
        return;
    }
    let (Some(it), Some(applicant)) = (found.get(*index), ApplicantColumn::ALL.get(*column)) else {
        return;
    };
    let cell = Cell {
        value: CellValue::Number((*stray).into()),
        raw: stray.to_string(),
        remark: None,
        place: *place,
        how: How::Restored,
    };
    report.cells.insert(CellId::Request(it.row, *applicant), cell);
}

fn put_values(it: &Found<'_>, values: &[Value<'_>], report: &mut Report) {
    let how = if it.labelled { How::Label } else { How::Order };
    for (column, value) in ApplicantColumn::ALL.iter().zip(values) {
        let id = CellId::Request(it.row, *column);
        report.cells.entry(id).or_insert_with(|| cell_of(value, how));
    }
}

fn put_readings(it: &Found<'_>, readings: &[Reading], report: &mut Report) {
    let raw: String = it.line.values.iter().map(|value| value.raw).collect::<Vec<_>>().join(" ");
    let short = it.line.values.len() + 1 >= COLUMNS;
    let why = if short { Unreadable::WrongNumberOfCells } else { Unreadable::RunTogether };
    if !short && it.line.filled() > 0 {
        report.remarks.push(Remark { kind: RemarkKind::RunTogether, place: it.line.place() });
    }
    for (index, column) in ApplicantColumn::ALL.iter().enumerate() {
        let mut values = readings.iter().filter_map(|reading| reading.get(index));
        let first = values.next();
        let agreed = first.filter(|first| values.all(|other| other == *first));
        let value = match agreed {
            Some(Some(number)) => CellValue::Number((*number).into()),
            Some(None) => CellValue::Blank,
            None => CellValue::Unreadable(why),
        };
        let how = if it.line.filled() == 0 { How::Label } else { How::Split };
        let cell = Cell { value, raw: raw.clone(), remark: None, place: it.line.place(), how };
        report.cells.insert(CellId::Request(it.row, *column), cell);
    }
}

/// Rows between the first and the last found that no line could be given to, although some line
/// may be theirs, are there but cannot be told apart.
fn mark_open(found: &[Found<'_>], rows: &[RequestRow], report: &mut Report) {
    let position = |row: RequestRow| rows.iter().position(|it| *it == row);
    let known: Vec<usize> = found.iter().filter_map(|it| position(it.row)).collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else { return };
    for index in *first..=*last {
        let Some(row) = rows.get(index).filter(|_| !known.contains(&index)) else { continue };
        for column in ApplicantColumn::ALL {
            report.cells.insert(
                CellId::Request(*row, *column),
                Cell {
                    value: CellValue::Unreadable(Unreadable::RowUnknown),
                    raw: String::new(),
                    remark: None,
                    place: found.first().map(|it| it.line.place()).unwrap_or_default(),
                    how: How::Order,
                },
            );
        }
    }
}
