//! Table two: rules and documents, licences, penalties, charges.

use law::report_form::{CellId, DisclosureColumn, DisclosureRow, FormVersion};

use super::fit::{Columns, fit};
use super::lines::{Line, Source, Value, Word};
use super::{cell_of, label_read};
use crate::model::Report;
use crate::read::label::{self, Named, Sureness, vocabulary};
use crate::read::printed::{Printed, printed};
use crate::value::{Cell, CellValue, How, Unreadable};

/// Reads table two out of its lines.
pub fn read(lines: Vec<Line<'_>>, report: &mut Report) {
    let lines = gather(lines);
    let Some(version) = form_by_columns(&lines) else { return };
    let before = report.cells.len();
    let three: Vec<&Line<'_>> = lines
        .iter()
        .filter(|line| row_of(line).is_some() && line.values.len() >= 3 && line.filled() > 1)
        .collect();
    let columns = Columns::learn(three.into_iter(), 3);
    for line in &lines {
        let Some((named, word)) = row_of(line) else { continue };
        let [row] = named.candidates.as_slice() else { continue };
        let Some(block) = version.form().disclosure_block(*row) else { continue };
        let official =
            block.rows.iter().find(|(it, _)| it == row).map_or("", |(_, label)| label.as_str());
        let first = block.columns.first().map_or(DisclosureColumn::Made, |(column, _)| *column);
        if line.values.is_empty() && line.source == Source::Text {
            continue;
        }
        label_read(CellId::Disclosure(*row, first), official, word, named.sureness, report);
        let ids: Vec<CellId> =
            block.columns.iter().map(|(column, _)| CellId::Disclosure(*row, *column)).collect();
        put(line, &ids, columns, report);
    }
    if report.cells.len() > before {
        report.disclosure_form = Some(version);
        note_columns(&lines, version, report);
    }
}

/// Decides the form by the column headers, else by rows that only one form has.
fn form_by_columns(lines: &[Line<'_>]) -> Option<FormVersion> {
    let mut votes = (0, 0);
    for word in lines.iter().flat_map(|line| &line.words) {
        let normal = label::normalise(word.text);
        if ["制发件数", "废止件数", "止件数", "现行有效", "本年处理决定", "收费金额"]
            .iter()
            .any(|it| normal.contains(it))
        {
            votes.0 += 1;
        }
        if ["新制作", "新公开", "对外公开总", "上一年项目", "增/减", "采购项目", "采购总金额"]
            .iter()
            .any(|it| normal.contains(it))
        {
            votes.1 += 1;
        }
    }
    match votes {
        (0, 0) => {
            let any = lines.iter().any(|line| row_of(line).is_some() && !line.values.is_empty());
            any.then_some(FormVersion::Form2021)
        }
        (new, old) if new >= old => Some(FormVersion::Form2021),
        _ => Some(FormVersion::Form2019),
    }
}

/// Puts values that stand one to a line behind the label above them, unless it has values on its
/// own line: what follows these may be a page number.
fn gather(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut gathered: Vec<Line<'_>> = Vec::with_capacity(lines.len());
    let mut own = 0;
    for line in lines {
        let lone = line.source == Source::Text && line.words.is_empty();
        if let Some(last) = gathered.last_mut()
            && lone
            && own == 0
            && last.source == Source::Text
            && last.values.len() + line.values.len() <= 3
            && row_of(last).is_some()
        {
            last.values.extend(line.values);
            continue;
        }
        own = line.values.len();
        gathered.push(line);
    }
    gathered
}

fn row_of<'a, 'l>(line: &'l Line<'a>) -> Option<(Named<DisclosureRow>, &'l Word<'a>)> {
    let word = line.words.last()?;
    let normal = label::normalise(word.text);
    let words = label::strip_all(&normal).1;
    if words.chars().count() > 14 {
        return None;
    }
    let exact = vocabulary::DISCLOSURE_ROWS.iter().find(|it| it.words == words);
    if let Some(it) = exact {
        let sureness = if it.official { Sureness::Official } else { Sureness::Known };
        return Some((Named { candidates: vec![it.names], sureness }, word));
    }
    if vocabulary::DISCLOSURE_COLUMNS.iter().any(|it| it.words == words) {
        return None;
    }
    label::name(&vocabulary::DISCLOSURE_ROWS, words)
        .filter(|named| matches!(named.sureness, Sureness::Misprint | Sureness::Inside))
        .map(|named| (named, word))
}

fn put(line: &Line<'_>, ids: &[CellId], columns: Columns, report: &mut Report) {
    let values = values_for(line, ids.len(), columns).or_else(|| split_run(line, ids.len()));
    let Some(values) = values else {
        for id in ids {
            let cell = Cell {
                value: CellValue::Unreadable(why(line, ids.len())),
                raw: line.values.iter().map(|it| it.raw).collect::<Vec<_>>().join(" "),
                remark: None,
                place: line.place(),
                how: How::Label,
            };
            report.cells.entry(*id).or_insert(cell);
        }
        return;
    };
    for (id, value) in ids.iter().zip(&values) {
        let cell = cell_of(value, How::Label);
        match report.cells.get(id) {
            Some(other) if other.value != cell.value && !other.is_blank() => {
                let value = CellValue::Unreadable(Unreadable::Contradictory);
                report.cells.insert(*id, Cell { value, ..cell });
            }
            Some(other) if !other.is_blank() => {}
            _ => {
                report.cells.insert(*id, cell);
            }
        }
    }
}

/// Takes a run of digits apart where it can be read in one way only, as 000 can for three cells.
///
/// There is no sum to help here, and a blank leaves no trace in a run: so each way to read it as `n`
/// numbers or fewer counts.
fn split_run<'a>(line: &Line<'a>, n: usize) -> Option<Vec<Value<'a>>> {
    let [run] = line.values.as_slice() else { return None };
    let digits = run.raw.trim();
    if n < 2 || digits.len() > 30 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut ways = Vec::new();
    for parts in 1..=n {
        ways.extend(ways_to_split(digits, parts));
    }
    let [way] = ways.as_slice() else { return None };
    (way.len() == n).then(|| {
        way.iter()
            .map(|number| Value { printed: printed(number), raw: number, ..run.clone() })
            .collect()
    })
}

/// All ways to cut digits into numbers without zeros in front.
fn ways_to_split(digits: &str, parts: usize) -> Vec<Vec<&str>> {
    let proper = |number: &str| number.len() == 1 || !number.starts_with('0');
    if parts == 1 {
        return if proper(digits) && !digits.is_empty() { vec![vec![digits]] } else { Vec::new() };
    }
    let mut ways = Vec::new();
    for at in 1..digits.len() {
        let (first, rest) = digits.split_at(at);
        if proper(first) {
            for way in ways_to_split(rest, parts - 1) {
                ways.push([vec![first], way].concat());
            }
        }
    }
    ways
}

fn why(line: &Line<'_>, n: usize) -> Unreadable {
    if line.values.len() < n { Unreadable::RunTogether } else { Unreadable::WrongNumberOfCells }
}

/// A block of one or two columns is often drawn as three cells of which the others are empty.
fn values_for<'a>(line: &Line<'a>, n: usize, columns: Columns) -> Option<Vec<Value<'a>>> {
    if n == 1 {
        let mut filled = line.values.iter().filter(|it| !it.is_blank());
        return match (filled.next(), filled.next()) {
            (Some(value), None) => Some(vec![value.clone()]),
            (None, _) => line.values.first().map(|value| vec![value.clone()]),
            (Some(first), Some(_)) => {
                let same = line.values.iter().all(|it| it.raw == first.raw);
                same.then(|| vec![first.clone()])
            }
        };
    }
    if n == 2 && line.values.len() > 2 {
        let filled: Vec<Value<'_>> =
            line.values.iter().filter(|it| !it.is_blank()).cloned().collect();
        if filled.len() == 2 {
            return Some(filled);
        }
        // Two columns over three: one of them was merged, and its value is printed twice.
        if let [first, second, third] = filled.as_slice() {
            let merged = first.raw == second.raw || second.raw == third.raw;
            return merged.then(|| vec![first.clone(), third.clone()]);
        }
        // One number over three cells: the first cell begins the first column, the others cannot.
        if let ([first, _, third], true) = (line.values.as_slice(), filled.len() < 2) {
            let second = line.values.iter().skip(1).find(|it| !it.is_blank()).unwrap_or(third);
            return Some(vec![first.clone(), second.clone()]);
        }
    }
    if line.values.len() == 1 && line.values.iter().all(|it| it.printed != Printed::Blank) {
        return None;
    }
    fit(line, n, if n == 3 { columns } else { Columns::default() })
}

/// Compares the headers with the form.
fn note_columns(lines: &[Line<'_>], version: FormVersion, report: &mut Report) {
    let words: Vec<_> = lines
        .iter()
        .flat_map(|line| &line.words)
        .map(|word| (word, label::normalise(word.text)))
        .collect();
    for block in &version.form().disclosure {
        let Some((row, _)) = block.rows.first() else { continue };
        for (column, official) in &block.columns {
            let wanted = label::normalise(official);
            if words.iter().any(|(_, normal)| *normal == wanted) {
                continue;
            }
            let near = words.iter().find_map(|(word, normal)| {
                let named = label::name(&vocabulary::DISCLOSURE_COLUMNS, normal)?;
                (named.candidates == [(version, *column)]).then_some((word, named.sureness))
            });
            if let Some((word, sureness)) = near {
                label_read(CellId::Disclosure(*row, *column), official, word, sureness, report);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_cut_only_where_there_is_one_way() {
        assert_eq!(ways_to_split("000", 3), [["0", "0", "0"]]);
        assert_eq!(ways_to_split("000", 2).len() + ways_to_split("000", 1).len(), 0);
        assert!(ways_to_split("3574", 3).len() > 1);
    }
}
