//! Gives each value of a row its column, or says that it cannot be done.

use super::lines::{Line, Source, Value};
use crate::read::label::normalise;

/// Where the values of a table begin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Columns {
    /// Index of the first column with values, where rows of a grid agree on it.
    pub start: Option<usize>,
}

impl Columns {
    /// Learns the first column from the rows that have a value in each.
    pub fn learn<'a>(rows: impl Iterator<Item = &'a Line>, n: usize) -> Self {
        let mut votes: Vec<(usize, usize)> = Vec::new();
        for row in rows.filter(|row| row.source == Source::Grid) {
            let filled: Vec<usize> =
                row.values.iter().filter(|it| !it.is_blank()).map(|it| it.index).collect();
            let (Some(first), Some(last)) = (filled.first(), filled.last()) else { continue };
            if filled.len() != n || last - first + 1 != n {
                continue;
            }
            match votes.iter_mut().find(|(start, _)| start == first) {
                Some((_, count)) => *count += 1,
                None => votes.push((*first, 1)),
            }
        }
        let best = votes.iter().max_by_key(|(_, count)| *count);
        Self { start: best.map(|(start, _)| *start) }
    }

    /// Takes the first column from the headers of table three where no row has told it.
    pub fn or_of_headers<'a>(self, lines: impl Iterator<Item = &'a Line>) -> Self {
        if self.start.is_some() {
            return self;
        }
        let start = lines.filter(|line| line.source == Source::Grid).find_map(|line| {
            let at = |label: &str| {
                let named = line.words.iter().find(|word| normalise(&word.text) == label);
                named.map(|word| word.index)
            };
            let (first, last) = (at("商业企业")?, at("法律服务机构")?);
            (last == first + 3).then(|| first.checked_sub(1)).flatten()
        });
        Self { start }
    }
}

/// Returns exactly `n` values in order, or `None` where the columns are not certain.
///
/// Tried in this order: as many values as columns; the known columns of a grid; values directly
/// behind the label with fillers at the end of the row; a full set of values with fillers round it.
pub fn fit(line: &Line, n: usize, columns: Columns) -> Option<Vec<Value>> {
    let values = &line.values;
    if values.len() == n {
        return Some(values.clone());
    }
    if values.len() < n {
        return None;
    }
    if let (Source::Grid, Some(start)) = (line.source, columns.start) {
        let inside = |value: &&Value| (start..start + n).contains(&value.index);
        let found: Vec<Value> = values.iter().filter(inside).cloned().collect();
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
    at_end.then(|| head.to_vec())
}
