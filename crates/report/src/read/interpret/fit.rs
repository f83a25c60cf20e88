//! Gives each value of a row its column, or says that it cannot be done.

use law::report_form::RequestRow;

use super::lines::{Line, Source, Value};
use crate::read::label::{self, normalise};

/// Where the values of a table begin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Columns {
    /// Index of the first column with values, where rows of a grid agree on it.
    pub start: Option<usize>,
    /// Whether loose cells may have fillers between label and values.
    fillers_behind_labels: bool,
}

impl Columns {
    /// Learns the first column from the rows that have a value in each, else from the rows whose
    /// first and last value are as far apart as the first and last column.
    pub fn learn<'a>(rows: impl Iterator<Item = &'a Line<'a>> + Clone, n: usize) -> Self {
        let mut full: Vec<(usize, usize)> = Vec::new();
        let mut spanning = full.clone();
        for row in rows.clone().filter(|row| row.source == Source::Grid) {
            let filled: Vec<usize> =
                row.values.iter().filter(|it| !it.is_blank()).map(|it| it.index).collect();
            let (Some(first), Some(last)) = (filled.first(), filled.last()) else { continue };
            if last - first + 1 != n {
                continue;
            }
            let votes = if filled.len() == n { &mut full } else { &mut spanning };
            match votes.iter_mut().find(|(start, _)| start == first) {
                Some((_, count)) => *count += 1,
                None => votes.push((*first, 1)),
            }
        }
        let votes = if full.is_empty() { &spanning } else { &full };
        let best = votes.iter().max_by_key(|(_, count)| *count);
        let start = best.map(|(start, _)| *start);
        Self { start, fillers_behind_labels: false }
    }

    /// Takes from table three what its rows have not told: from the headers the first column of a
    /// grid, and where the fillers of loose cells stand. They are at the end where a header over
    /// five columns has none behind it, or where a label over all label columns has none.
    pub fn or_of_table_three<'a>(self, lines: impl Iterator<Item = &'a Line<'a>> + Clone) -> Self {
        let of = |source| lines.clone().filter(move |line| line.source == source);
        let at = |line: &Line<'_>, label: &str| {
            let named = line.words.iter().find(|word| normalise(word.text) == label);
            named.map(|word| word.index)
        };
        let of_headers = of(Source::Grid).find_map(|line| {
            let (first, last) = (at(line, "商业企业")?, at(line, "法律服务机构")?);
            (last == first + 3).then(|| first.checked_sub(1)).flatten()
        });
        let headers_side_by_side = of(Source::Loose).any(|line| {
            let (organisations, total) = (at(line, "法人或其他组织"), at(line, "总计"));
            organisations.is_some_and(|it| total == Some(it + 1))
        });
        let behind_outer_label = of(Source::Loose).any(|line| {
            let value = line.values.first().is_some_and(|it| !it.is_blank());
            value && line.words.last().is_some_and(|word| is_outer(word.text))
        });
        Self {
            start: self.start.or(of_headers),
            fillers_behind_labels: !headers_side_by_side && !behind_outer_label,
        }
    }
}

/// Tells whether the label of a row of table three covers all columns of labels.
fn is_outer(text: &str) -> bool {
    use RequestRow::{CarriedIn, CarriedOut, New};
    label::request_row(text)
        .is_some_and(|named| matches!(named.candidates.as_slice(), [New | CarriedIn | CarriedOut]))
}

/// Returns exactly `n` values in order, or `None` where the columns are not certain.
///
/// Tried in this order: as many values as columns; the known columns of a grid; values directly
/// behind the label with fillers at the end of the row; a full set of values with fillers round it.
pub fn fit<'a>(line: &Line<'a>, n: usize, columns: Columns) -> Option<Vec<Value<'a>>> {
    let values = &line.values;
    if values.len() == n {
        return Some(values.clone());
    }
    if values.len() < n {
        return None;
    }
    if let (Source::Grid, Some(start)) = (line.source, columns.start) {
        let inside = |value: &&Value<'_>| (start..start + n).contains(&value.index);
        let found: Vec<Value<'_>> = values.iter().filter(inside).cloned().collect();
        let outside_blank = values.iter().filter(|it| !inside(it)).all(Value::is_blank);
        return (found.len() == n && outside_blank).then_some(found);
    }
    if line.filled() == n {
        let first = values.iter().position(|it| !it.is_blank())?;
        let tight = values.get(first..first + n)?;
        return tight.iter().all(|it| !it.is_blank()).then(|| tight.to_vec());
    }
    if line.filled() == 0 {
        return values.get(..n).map(<[Value]>::to_vec);
    }
    let (head, tail) = values.split_at_checked(n)?;
    let at_end = line.source == Source::Loose && tail.iter().all(Value::is_blank);
    let begins = head.first().is_some_and(|it| !it.is_blank()) || !columns.fillers_behind_labels;
    (at_end && begins).then(|| head.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::block::{Block, BlockCell, Layout, RowBlock};
    use crate::read::interpret::lines::lines;
    use crate::value::Place;

    fn table(layout: Layout, rows: &[&[&str]]) -> Vec<Block> {
        let cell = |text: &&str| BlockCell::new(*text, Place::default());
        let row = |cells: &&[&str]| {
            Block::Row(RowBlock { table: 1, cells: cells.iter().map(cell).collect(), layout })
        };
        rows.iter().map(row).collect()
    }

    fn fitted(rows: &[Block], nth: usize) -> Option<Vec<String>> {
        let lines = lines(rows);
        let columns = Columns::learn(lines.iter(), 7).or_of_table_three(lines.iter());
        let values = fit(lines.get(nth)?, 7, columns)?;
        Some(values.into_iter().map(|value| value.raw.to_owned()).collect())
    }

    #[test]
    fn a_blank_behind_a_label_may_be_a_filler() {
        let short = ["（二）部分公开", "", "5", "0", "0", "0", "0", "0", ""];
        let new = ["一、本年新收政府信息公开申请数量", "", "", "5", "0", "0", "0", "0", "0", "5"];
        let doubtful = table(Layout::Loose, &[&new, &short]);
        assert_eq!(fitted(&doubtful, 1), None);

        let new = ["一、本年新收政府信息公开申请数量", "5", "0", "0", "0", "0", "0", "5", "", ""];
        let certain = table(Layout::Loose, &[&new, &short]);
        assert_eq!(fitted(&certain, 1).expect("seven cells"), ["", "5", "0", "0", "0", "0", "0"]);
    }

    #[test]
    fn blank_columns_of_a_grid_are_told_by_the_first_and_the_last() {
        let rows = table(
            Layout::Grid,
            &[
                &["一、本年新收政府信息公开申请数量", "", "4", "", "", "", "", "", "4"],
                &["", "2.重复申请", "1", "", "", "", "", "", ""],
            ],
        );
        assert_eq!(fitted(&rows, 1).expect("seven cells"), ["1", "", "", "", "", "", ""]);
    }
}
