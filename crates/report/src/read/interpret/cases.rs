//! Table four: three blocks of five cells in one row, or in a row each.

use law::report_form::{CaseBlock, CaseColumn, CellId};

use super::cell_of;
use super::fit::{Columns, fit};
use super::lines::{Line, Source, Value};
use crate::model::Report;
use crate::number::Number;
use crate::read::label::{self, vocabulary};
use crate::read::printed::Printed;
use crate::value::{Cell, CellValue, How, Unreadable};

const WIDTH: usize = 5;
const WHOLE: usize = 15;

/// Reads table four out of its lines; `closed` tells that more of the document follows them.
pub fn read(lines: Vec<Line<'_>>, closed: bool, report: &mut Report) {
    let lines = gather(lines);
    if closed && is_blank_table(&lines) {
        let blank = Value {
            printed: Printed::Blank,
            raw: "",
            place: lines.last().map(Line::place).unwrap_or_default(),
            index: 0,
        };
        return CaseBlock::ALL.iter().for_each(|block| {
            put(*block, &vec![blank.clone(); WIDTH], report);
        });
    }
    let whole = lines.iter().find_map(whole_row);
    if let Some(values) = whole {
        for (block, values) in CaseBlock::ALL.iter().zip(values.chunks(WIDTH)) {
            put(*block, values, report);
        }
        return;
    }
    if let Some(line) = lines.iter().find(|line| is_run(line)) {
        return put_run(line, report);
    }
    blocks(&lines, report);
}

/// Tells whether the headers of all blocks are there and nothing below them: a workbook does not
/// keep blank cells.
fn is_blank_table(lines: &[Line<'_>]) -> bool {
    let is_header = |text: &str| {
        let words = label::normalise(text);
        vocabulary::CASE_COLUMNS.iter().any(|it| it.words == words)
    };
    let words = lines.iter().flat_map(|line| &line.words);
    words.filter(|word| is_header(word.text)).count() >= WHOLE
        && lines.iter().all(|line| line.filled() == 0)
}

/// Joins numbers that stand one to a line. One alone behind a line of several may be a page
/// number: it is taken only where it completes the row and every block adds up.
fn gather(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut gathered: Vec<Line<'_>> = Vec::with_capacity(lines.len());
    let mut own = 0;
    for line in lines.into_iter().filter(|line| !line.values.is_empty() || !line.words.is_empty()) {
        let numbers = |line: &Line<'_>| {
            line.source == Source::Text && line.words.is_empty() && !line.values.is_empty()
        };
        match gathered.last_mut() {
            Some(last)
                if numbers(&line)
                    && numbers(last)
                    && last.values.len() + line.values.len() <= WHOLE
                    && (own < 2 || line.values.len() > 1 || completes(last, &line)) =>
            {
                last.values.extend(line.values);
            }
            _ => {
                own = line.values.len();
                gathered.push(line);
            }
        }
    }
    gathered
}

fn completes(line: &Line<'_>, rest: &Line<'_>) -> bool {
    let both = || line.values.iter().chain(&rest.values);
    let numbers: Option<Vec<i64>> = both().map(|value| value.number()?.integer()).collect();
    let adds_up = |block: &[i64]| match block {
        [parts @ .., total] => parts.iter().sum::<i64>() == *total,
        [] => false,
    };
    numbers.is_some_and(|it| it.len() == WHOLE && it.chunks(WIDTH).all(adds_up))
}

fn whole_row<'a>(line: &Line<'a>) -> Option<Vec<Value<'a>>> {
    let headers_only = line.words.iter().all(|word| is_column(word.text));
    if !headers_only || (line.filled() == 0 && line.values.len() != WHOLE) {
        return None;
    }
    fit(line, WHOLE, Columns::default())
}

/// In a stream of cells the headers run on into the values.
fn is_column(text: &str) -> bool {
    let words = label::normalise(text);
    vocabulary::CASE_COLUMNS.iter().any(|it| it.words == words)
        || vocabulary::CASE_BLOCKS.iter().any(|it| it.words == words)
        || words == "行政诉讼"
}

fn is_run(line: &Line<'_>) -> bool {
    line.words.is_empty()
        && line.values.len() < WIDTH
        && line.values.iter().all(|it| it.raw.bytes().all(|b| b.is_ascii_digit()))
        && line.values.iter().map(|it| it.raw.len()).sum::<usize>() >= WIDTH
}

/// Rows of five, by label where there is one; in order only where there are exactly three, since
/// five numbers may also be what is left of fifteen cells.
fn blocks(lines: &[Line<'_>], report: &mut Report) {
    let fives = lines.iter().filter(|line| line.filled() == WIDTH || line.values.len() == WIDTH);
    let in_order = fives.count() == CaseBlock::ALL.len();
    let mut next = 0;
    let mut context: Option<CaseBlock> = None;
    for line in lines {
        let named = line.words.iter().rev().find_map(|word| block_named(word.text));
        let suits = line.words.iter().any(|word| is_suits(word.text));
        if named.is_some() || suits {
            // Headers of several blocks side by side name none of them.
            context = named.filter(|it| !suits || *it != CaseBlock::Reconsideration);
        }
        let values = if line.values.len() == WIDTH || line.filled() == WIDTH {
            fit(line, WIDTH, Columns::default())
        } else {
            None
        };
        let Some(values) = values else { continue };
        if line.words.iter().any(|word| block_named(word.text).is_none()) {
            continue;
        }
        let ordered = CaseBlock::ALL.get(next).copied().filter(|_| in_order);
        let Some(block) = context.take().or(ordered) else { continue };
        put(block, &values, report);
        next = CaseBlock::ALL.iter().position(|it| *it == block).map_or(next, |at| at + 1);
    }
}

/// 行政诉讼 alone covers two blocks.
fn is_suits(text: &str) -> bool {
    label::strip_all(&label::normalise(text)).1 == "行政诉讼"
}

/// The block that a label or a heading such as 行政诉讼（复议后起诉） names.
fn block_named(text: &str) -> Option<CaseBlock> {
    let normal = label::normalise(text);
    let words = label::strip_all(&normal).1;
    vocabulary::CASE_BLOCKS.iter().find(|it| it.words == words).map(|it| it.names)
}

fn put(block: CaseBlock, values: &[Value<'_>], report: &mut Report) {
    for (column, value) in CaseColumn::ALL.iter().zip(values) {
        report
            .cells
            .entry(CellId::Case(block, *column))
            .or_insert_with(|| cell_of(value, How::Label));
    }
}

/// Digits run together: taken apart only where the three sums leave one reading.
fn put_run(line: &Line<'_>, report: &mut Report) {
    let digits: String = line.values.iter().map(|it| it.raw).collect();
    let readings = readings(&digits);
    let cells = CaseBlock::ALL
        .iter()
        .flat_map(|block| CaseColumn::ALL.iter().map(|column| CellId::Case(*block, *column)));
    for (index, id) in cells.enumerate() {
        let mut values = readings.iter().filter_map(|reading| reading.get(index));
        let first = values.next();
        let value = match first.filter(|first| values.all(|other| other == *first)) {
            Some(number) => CellValue::Number(Number::whole(*number)),
            None => CellValue::Unreadable(Unreadable::RunTogether),
        };
        let cell =
            Cell { value, raw: digits.clone(), remark: None, place: line.place(), how: How::Split };
        report.cells.insert(id, cell);
    }
}

/// All ways to read the digits as three groups of four numbers and their sum.
fn readings(digits: &str) -> Vec<Vec<i64>> {
    const MOST_DIGITS: usize = 75;
    const MOST: usize = 1_000;
    if digits.len() > MOST_DIGITS || digits.len() < WHOLE {
        return Vec::new();
    }
    let mut open: Vec<(usize, Vec<i64>)> = vec![(0, Vec::new())];
    for group in 0..CaseBlock::ALL.len() {
        let mut next = Vec::new();
        for (at, numbers) in open {
            let mut groups = Vec::new();
            group_at(digits, at, &mut Vec::new(), &mut groups);
            for (end, group) in groups {
                next.push((end, [numbers.as_slice(), &group].concat()));
            }
            if next.len() > MOST * 50 {
                return Vec::new();
            }
        }
        let last = group + 1 == CaseBlock::ALL.len();
        open = next.into_iter().filter(|(end, _)| !last || *end == digits.len()).collect();
    }
    let readings: Vec<Vec<i64>> = open.into_iter().map(|(_, numbers)| numbers).collect();
    if readings.len() > MOST { Vec::new() } else { readings }
}

/// Numbers of a case table have at most five digits, which bounds the search.
const LONGEST: usize = 5;

fn group_at(digits: &str, at: usize, so_far: &mut Vec<i64>, found: &mut Vec<(usize, Vec<i64>)>) {
    if so_far.len() == WIDTH - 1 {
        let total = so_far.iter().sum::<i64>();
        let length = usize::try_from(total.max(1).ilog10()).unwrap_or(0) + 1;
        let printed =
            digits.get(at..at + length).filter(|it| it.len() == 1 || !it.starts_with('0'));
        if printed.and_then(|it| it.parse().ok()) == Some(total) {
            let mut group = so_far.clone();
            group.push(total);
            found.push((at + length, group));
        }
        return;
    }
    let rest = digits.get(at..).unwrap_or_default();
    let longest = if rest.starts_with('0') { 1 } else { LONGEST.min(rest.len()) };
    for length in 1..=longest {
        let Some(number) = rest.get(..length).and_then(|it| it.parse().ok()) else { break };
        so_far.push(number);
        group_at(digits, at + length, so_far, found);
        so_far.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_groups_are_split_by_their_sums() {
        let wanted = vec![376, 97, 196, 121, 790, 16, 1, 12, 27, 56, 74, 1, 30, 51, 156];
        let found = readings("376971961217901611227567413051156");
        assert!(found.contains(&wanted));
        // 16+1+12+27 and 16+11+2+27 are both 56: those cells stay open, the others do not.
        assert!(found.iter().all(|reading| reading[..5] == wanted[..5]));
        assert!(found.iter().any(|reading| reading[6] != wanted[6]));
        assert_eq!(readings("527819").len(), 0);
        assert_eq!(readings("000000000000000"), [vec![0; 15]]);
    }
}
