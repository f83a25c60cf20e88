//! Table three: 25 rows (23 in 2019) by seven columns.

use law::report_form::{ApplicantColumn, CellId, FormVersion, RequestRow};

use super::align::{Assignment, Candidate, align, rows_of_form};
use super::fit::{Columns, fit};
use super::lines::{Line, Source, Value};
use super::sums::{
    COLUMNS, Row, readings_of_run, readings_with_one_lost, readings_with_one_stray, settle,
};
use super::{cell_of, label_read};
use crate::limits::Limits;
use crate::model::{Remark, RemarkKind, Report};
use crate::read::label::{self, Sureness};
use crate::read::printed::Printed;
use crate::value::{Cell, CellValue, How, Place, Unreadable};

/// What is known of one row after alignment.
struct Found<'a> {
    row: RequestRow,
    line: &'a Line,
    labelled: bool,
    /// Whether a page break parted the label from the values.
    cut: bool,
    values: Option<Vec<Value>>,
}

/// Reads table three out of its lines.
pub fn read(lines: &[Line], limits: &Limits, report: &mut Report) {
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

/// Puts the values of a text that stand one to a line, or behind their label, into one line.
///
/// A number alone may be a page number: behind a line that has several values already it is taken
/// only where it completes the row and the row adds up.
fn gather(lines: &[Line]) -> Vec<Line> {
    let mut gathered: Vec<Line> = Vec::new();
    let mut own = 0;
    for line in lines {
        let lone = line.source == Source::Text && line.words.is_empty() && !line.values.is_empty();
        if let Some(last) = gathered.last_mut()
            && lone
            && last.source == Source::Text
            && last.values.len() + line.values.len() <= COLUMNS
            && (line.values.len() < COLUMNS || own == 0)
            && (names_row(last) || last.words.is_empty())
            && (own < 2 || line.values.len() > 1 || completes(last, line))
        {
            last.values.extend(line.values.iter().cloned());
            continue;
        }
        own = line.values.len();
        gathered.push(line.clone());
    }
    gathered
}

/// Tells whether the values of both lines are a row that adds up.
fn completes(line: &Line, rest: &Line) -> bool {
    let both = || line.values.iter().chain(&rest.values);
    let numbers: Option<Vec<i64>> = both().map(|value| value.number()?.integer()).collect();
    let Some([parts @ .., total]) = numbers.as_deref() else { return false };
    parts.len() + 1 == COLUMNS && parts.iter().sum::<i64>() == *total
}

fn names_row(line: &Line) -> bool {
    candidate(line).sureness.is_some_and(|it| it < Sureness::Piece)
}

/// Returns the lines that have values, and what is known of each.
fn usable(lines: &[Line]) -> (Vec<&Line>, Vec<Candidate>) {
    let (mut usable, mut candidates) = (Vec::new(), Vec::new());
    let mut between: Vec<&str> = Vec::new();
    for (nth, line) in lines.iter().enumerate() {
        if !is_usable(line) && !is_bare_label(lines, nth) {
            between.extend(line.words.iter().map(|word| word.text.as_str()));
            continue;
        }
        let mut candidate = candidate(line);
        if candidate.sureness.is_none() {
            candidate.hint = hint(&between);
        }
        between.clear();
        usable.push(line);
        candidates.push(candidate);
    }
    (usable, candidates)
}

/// Tells whether the whole label of a row stands alone in a line between rows that have label and
/// values in one line: the cells of the row are blank. In a heap of labels without values, or next
/// to values without label, it says nothing.
fn is_bare_label(lines: &[Line], nth: usize) -> bool {
    let Some(line) = lines.get(nth) else { return false };
    let own = candidate(line);
    let alone = line.source == Source::Text && line.values.is_empty() && line.words.len() == 1;
    let names_another = |line: Option<&Line>| {
        line.filter(|line| line.source == Source::Text && line.filled() + 1 >= COLUMNS)
            .map(candidate)
            .is_some_and(|it| {
                !it.rows.is_empty() && own.rows.iter().all(|own| !it.rows.contains(own))
            })
    };
    let has_values = |line: &&Line| !line.values.is_empty();
    let (before, after) = (lines.get(..nth), lines.get(nth + 1..));
    alone
        && own.sureness == Some(Sureness::Official)
        && names_another(before.unwrap_or_default().iter().rfind(has_values))
        && names_another(after.unwrap_or_default().iter().find(has_values))
}

/// Tells whether a label with nothing but blanks behind it stands at the edge of a page, and
/// values without label at the facing edge of the page before or after: these may be its own.
fn is_cut(lines: &[Line], line: &Line) -> bool {
    if line.filled() > 0 || line.words.is_empty() || line.place().page == 0 {
        return false;
    }
    let page = line.place().page;
    let values_alone = |line: Option<&Line>, page: u32| {
        line.is_some_and(|line| {
            line.place().page == page && line.filled() > 0 && candidate(line).sureness.is_none()
        })
    };
    let Some(at) = lines.iter().position(|it| std::ptr::eq(it, line)) else { return false };
    let is_row = |line: &&Line| !line.values.is_empty();
    let before = lines.get(..at).and_then(|lines| lines.iter().rfind(is_row));
    let after = lines.get(at + 1..).and_then(|lines| lines.iter().find(is_row));
    values_alone(before, page - 1) || values_alone(after, page + 1)
}

/// The rows that the words above a line without label may name: one label or a piece of one, beside
/// pieces of group labels. Several labels in one heap tell nothing of the order of their rows.
fn hint(words: &[&str]) -> Vec<RequestRow> {
    let is_group = |word: &&&str| label::is_group(word);
    let joined: String = words.iter().filter(|word| !is_group(word)).copied().collect();
    let named = label::request_row(&joined).filter(|named| named.sureness != Sureness::Inside);
    named.map(|named| named.candidates).unwrap_or_default()
}

/// A line counts if it has values for a row, or a label with blank cells behind it.
fn is_usable(line: &Line) -> bool {
    if line.is_header() {
        return false;
    }
    let named = || candidate(line).sureness.is_some();
    let filled = line.filled();
    match line.source {
        Source::Grid | Source::Loose if line.words.is_empty() => {
            (filled >= 3 || filled == 0) && line.values.len() >= COLUMNS
        }
        Source::Grid | Source::Loose => !line.values.is_empty() && named(),
        Source::Text if line.words.is_empty() => (COLUMNS..=COLUMNS + 1).contains(&filled),
        Source::Text => filled >= COLUMNS - 1 || (filled > 0 && names_row(line)),
    }
}

/// Looks the labels up from the last to the first, alone and joined; the surest wins. Where the
/// last label names something, one before it has to be certain to win.
fn candidate(line: &Line) -> Candidate {
    let mut best = Candidate::default();
    let mut joined = String::new();
    for (nth, word) in line.words.iter().rev().enumerate() {
        joined.insert_str(0, &word.text);
        for (text, alone) in [(word.text.as_str(), true), (joined.as_str(), false)] {
            let Some(named) = label::request_row(text) else { continue };
            let better = best.sureness.is_none_or(|sureness| {
                let certain = nth == 0 || !alone || named.sureness <= Sureness::Known;
                certain && (named.sureness, named.candidates.len()) < (sureness, best.rows.len())
            });
            if better {
                let sureness = Some(named.sureness);
                best = Candidate { rows: named.candidates, sureness, hint: Vec::new() };
            }
        }
        if best.sureness.is_some_and(|it| it <= Sureness::Known) {
            break;
        }
    }
    best
}

/// The form of 2019 has （六）其他处理 as one row; its label then stands before numbers.
fn single_other_row(lines: &[&Line], candidates: &[Candidate]) -> bool {
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
        let torn = in_text && label::is_part_of(&word.text, it.row);
        if let Some(named) = label::request_row(&word.text).filter(|_| !torn) {
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
fn torn_group(line: &Line, report: &mut Report) {
    let normal = line.words.last().map(|word| label::normalise(&word.text)).unwrap_or_default();
    let torn = label::strip_one(&normal).is_some_and(|(number, rest)| {
        matches!(number, label::Numbering::Bracketed(_)) && label::strip_one(rest).is_some()
    });
    if torn {
        report.remarks.push(Remark { kind: RemarkKind::TornGroupLabel, place: line.place() });
    }
}

/// A number alone in a line of the table, torn from its row.
fn stray(line: &Line) -> Option<(i64, Place)> {
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
fn readings(
    it: &Found<'_>,
    strays: &[(i64, Place)],
    report: &mut Report,
) -> Vec<[Option<i64>; COLUMNS]> {
    if let Some(values) = &it.values {
        let mut row = [None; COLUMNS];
        for (cell, value) in row.iter_mut().zip(values) {
            *cell = value.number().and_then(crate::number::Number::integer);
        }
        return vec![row];
    }
    let filled: Vec<&Value> = it.line.values.iter().filter(|value| !value.is_blank()).collect();
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

fn digits_of(value: &Value) -> String {
    match value.printed {
        Printed::Number { .. } | Printed::Words | Printed::Digits => {
            value.raw.chars().filter(|c| !crate::read::block::is_filler(*c)).collect()
        }
        Printed::Blank | Printed::Mark(_) => String::new(),
    }
}

/// Where blanks leave no trace, a lost number must stand somewhere else in the table.
fn lost_number_is_printed(
    row: &[Option<i64>; COLUMNS],
    numbers: &[i64],
    strays: &[(i64, Place)],
) -> bool {
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

fn put_values(it: &Found<'_>, values: &[Value], report: &mut Report) {
    let how = if it.labelled { How::Label } else { How::Order };
    for (column, value) in ApplicantColumn::ALL.iter().zip(values) {
        let id = CellId::Request(it.row, *column);
        report.cells.entry(id).or_insert_with(|| cell_of(value, how));
    }
}

fn put_readings(it: &Found<'_>, readings: &[[Option<i64>; COLUMNS]], report: &mut Report) {
    let raw: String =
        it.line.values.iter().map(|value| value.raw.as_str()).collect::<Vec<_>>().join(" ");
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
