//! Settles rows whose cells are uncertain by the sums of the table, where only one reading is left.

use law::report_form::RequestRow;

/// Columns of table three.
pub const COLUMNS: usize = 7;

/// A row of table three as far as it is known.
#[derive(Debug, Clone)]
pub struct Row {
    /// Which row.
    pub row: RequestRow,
    /// The possible readings; one where the row is certain. A blank is `None`.
    pub readings: Vec<[Option<i64>; COLUMNS]>,
}

/// Returns all ways to read `tokens` as seven numbers whose first six add up to the last.
///
/// Each token is a string of digits that may hold several numbers. Numbers have no zeros in front.
pub fn readings_of_run(tokens: &[&str]) -> Vec<[Option<i64>; COLUMNS]> {
    const MOST_DIGITS: usize = 120;
    const MOST_READINGS: usize = 20_000;
    let digits: usize = tokens.iter().map(|token| token.len()).sum();
    if digits < COLUMNS || digits > MOST_DIGITS {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut steps = 2_000_000;
    extend(tokens, 0, &mut Vec::new(), &mut found, MOST_READINGS, &mut steps);
    if steps == 0 || found.len() >= MOST_READINGS { Vec::new() } else { found }
}

fn extend(
    tokens: &[&str],
    at: usize,
    so_far: &mut Vec<i64>,
    found: &mut Vec<[Option<i64>; COLUMNS]>,
    most: usize,
    steps: &mut u32,
) {
    if *steps == 0 || found.len() >= most {
        return;
    }
    *steps -= 1;
    let Some((token, rest)) = tokens.split_first() else {
        let Ok(numbers) = <[i64; COLUMNS]>::try_from(so_far.as_slice()) else { return };
        let [parts @ .., total] = numbers;
        if parts.iter().sum::<i64>() == total {
            found.push(numbers.map(Some));
        }
        return;
    };
    let left = token.get(at..).unwrap_or_default();
    if left.is_empty() {
        return extend(rest, 0, so_far, found, most, steps);
    }
    if so_far.len() == COLUMNS {
        return;
    }
    // The last number must take the whole rest of the last token.
    let last = so_far.len() == COLUMNS - 1;
    let shortest = if last { left.len() } else { 1 };
    let longest = if left.starts_with('0') { 1 } else { left.len().min(9) };
    for length in shortest..=longest {
        let Some(number) = left.get(..length).and_then(|digits| digits.parse().ok()) else { break };
        so_far.push(number);
        extend(tokens, at + length, so_far, found, most, steps);
        so_far.pop();
    }
}

/// Returns all ways to put one lost number into six so that the row adds up.
pub fn readings_with_one_lost(numbers: &[i64]) -> Vec<[Option<i64>; COLUMNS]> {
    let mut found: Vec<[Option<i64>; COLUMNS]> = Vec::new();
    for lost in 0..COLUMNS {
        let mut row = [None; COLUMNS];
        let mut rest = numbers.iter();
        for (index, cell) in row.iter_mut().enumerate() {
            if index != lost {
                *cell = rest.next().copied();
            }
        }
        let [parts @ .., total] = &mut row;
        let sum: i64 = parts.iter().flatten().sum();
        if lost == COLUMNS - 1 {
            *total = Some(sum);
        } else if let (Some(total), Some(cell)) = (*total, parts.get_mut(lost)) {
            if total < sum {
                continue;
            }
            *cell = Some(total - sum);
        }
        if !found.contains(&row) {
            found.push(row);
        }
    }
    found
}

/// Returns all ways to take one stray number out of eight so that the row adds up.
pub fn readings_with_one_stray(numbers: &[i64]) -> Vec<[Option<i64>; COLUMNS]> {
    let mut found: Vec<[Option<i64>; COLUMNS]> = Vec::new();
    for stray in 0..numbers.len() {
        let kept: Vec<i64> = numbers
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != stray)
            .map(|(_, number)| *number)
            .collect();
        let Ok(row) = <[i64; COLUMNS]>::try_from(kept.as_slice()) else { continue };
        let [parts @ .., total] = row;
        let row = row.map(Some);
        if parts.iter().sum::<i64>() == total && !found.contains(&row) {
            found.push(row);
        }
    }
    found
}

/// Leaves to each row the readings that some reading of the whole table agrees with.
///
/// A column sum that includes a blank or a missing row only bounds the others from above.
/// Returns `false` where no reading of the table satisfies the sums, or the search grew too long.
pub fn settle(rows: &mut [Row], complete: bool, most_steps: usize) -> bool {
    if rows.iter().any(|row| row.readings.is_empty()) {
        return false;
    }
    let mut search = Search {
        complete,
        order: (0..rows.len()).collect(),
        chosen: vec![0; rows.len()],
        agreed: vec![Vec::new(); rows.len()],
        steps: most_steps,
        solutions: 0,
    };
    search.order.sort_by_key(|index| rows.get(*index).map_or(0, |row| row.readings.len()));
    search.go(rows, 0);
    if search.steps == 0 || search.solutions == 0 {
        return false;
    }
    for (row, agreed) in rows.iter_mut().zip(&search.agreed) {
        let mut kept: Vec<usize> = agreed.clone();
        kept.sort_unstable();
        kept.dedup();
        row.readings = kept.iter().filter_map(|index| row.readings.get(*index).copied()).collect();
    }
    true
}

struct Search {
    complete: bool,
    order: Vec<usize>,
    chosen: Vec<usize>,
    agreed: Vec<Vec<usize>>,
    steps: usize,
    solutions: usize,
}

/// Solutions after which the table counts as undetermined.
const MOST_SOLUTIONS: usize = 200;

impl Search {
    fn go(&mut self, rows: &[Row], depth: usize) {
        if self.steps == 0 || self.solutions >= MOST_SOLUTIONS {
            return;
        }
        self.steps -= 1;
        if !self.possible(rows, depth) {
            return;
        }
        let Some(&index) = self.order.get(depth) else {
            self.solutions += 1;
            for (agreed, chosen) in self.agreed.iter_mut().zip(&self.chosen) {
                agreed.push(*chosen);
            }
            return;
        };
        let count = rows.get(index).map_or(0, |row| row.readings.len());
        for reading in 0..count {
            if let Some(slot) = self.chosen.get_mut(index) {
                *slot = reading;
            }
            self.go(rows, depth + 1);
        }
    }

    /// Bounds each column sum by the rows chosen and the least and most of the others.
    fn possible(&self, rows: &[Row], depth: usize) -> bool {
        (0..COLUMNS).all(|column| {
            let mut outcomes = Bounds::default();
            let mut taken_in = Bounds::default();
            let mut accounted = Bounds::default();
            let mut total = Bounds::default();
            for (position, &index) in self.order.iter().enumerate() {
                let Some(row) = rows.get(index) else { continue };
                let bounds = if position < depth {
                    let chosen = self.chosen.get(index).copied().unwrap_or_default();
                    Bounds::of(row.readings.get(chosen).into_iter(), column)
                } else {
                    Bounds::of(row.readings.iter(), column)
                };
                match row.row {
                    RequestRow::New | RequestRow::CarriedIn => taken_in.add(bounds),
                    RequestRow::CarriedOut => accounted.add(bounds),
                    RequestRow::TotalHandled => {
                        accounted.add(bounds);
                        total.add(bounds);
                    }
                    _ => outcomes.add(bounds),
                }
            }
            if !self.complete {
                outcomes.open = true;
                taken_in.open |= taken_in.rows < 2;
                accounted.open |= accounted.rows < 2;
                total.open |= total.rows < 1;
            }
            outcomes.can_equal(total) && taken_in.can_equal(accounted)
        })
    }
}

/// Least and most of a sum; open where a blank may hide more.
#[derive(Debug, Clone, Copy, Default)]
struct Bounds {
    least: i64,
    most: i64,
    open: bool,
    rows: usize,
}

impl Bounds {
    fn of<'a>(readings: impl Iterator<Item = &'a [Option<i64>; COLUMNS]>, column: usize) -> Self {
        let mut bounds: Option<Self> = None;
        for reading in readings {
            let cell = reading.get(column).copied().flatten();
            let (value, open) = (cell.unwrap_or(0), cell.is_none());
            let so_far = bounds.get_or_insert(Self { least: value, most: value, open, rows: 1 });
            so_far.least = so_far.least.min(value);
            so_far.most = so_far.most.max(value);
            so_far.open |= open;
        }
        bounds.unwrap_or_default()
    }

    fn add(&mut self, other: Self) {
        self.least += other.least;
        self.most += other.most;
        self.open |= other.open;
        self.rows += 1;
    }

    fn can_equal(self, other: Self) -> bool {
        (self.least <= other.most || other.open) && (other.least <= self.most || self.open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_split_where_the_row_adds_up() {
        let readings = readings_of_run(&["136122520451283214069"]);
        assert!(readings.contains(&[13612, 252, 0, 45, 128, 32, 14069].map(Some)));
        assert_eq!(readings_of_run(&["0000000"]), [[0; 7].map(Some)]);
        assert_eq!(readings_of_run(&["1818"]), Vec::<[Option<i64>; 7]>::new());
        assert_eq!(readings_of_run(&["12", "0", "00", "0", "0", "12"]).len(), 1);
    }

    #[test]
    fn one_lost_number_is_told_by_the_sum() {
        assert_eq!(readings_with_one_lost(&[0; 6]), [[0; 7].map(Some)]);
        assert_eq!(readings_with_one_lost(&[1, 0, 0, 0, 0, 0]), [[1, 0, 0, 0, 0, 0, 1].map(Some)]);
        assert!(readings_with_one_lost(&[3, 0, 0, 0, 0, 5]).len() > 1);
    }

    #[test]
    fn one_stray_number_is_told_by_the_sum() {
        let readings = readings_with_one_stray(&[3, 0, 0, 0, 0, 0, 3, 2]);
        assert_eq!(readings, [[3, 0, 0, 0, 0, 0, 3].map(Some)]);
    }
}
