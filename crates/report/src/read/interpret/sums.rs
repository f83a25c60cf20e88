//! Settles rows whose cells are uncertain by the sums of the table, where only one reading is left.

use law::report_form::RequestRow;

use super::runs::Reading;

/// Columns of table three.
pub const COLUMNS: usize = 7;

/// A row of table three as far as it is known.
#[derive(Debug, Clone)]
pub struct Row {
    /// Which row.
    pub row: RequestRow,
    /// The possible readings; one where the row is certain. A blank is `None`.
    pub readings: Vec<Reading>,
}

/// Leaves to each row the readings that some reading of the whole table agrees with.
///
/// A column sum that includes a blank or a missing row only bounds the others from above.
/// Returns `false` where no reading of the table satisfies the sums, or the search grew too long.
pub fn settle(rows: &mut [Row], complete: bool, most_steps: usize) -> bool {
    if rows.iter().any(|row| row.readings.is_empty()) || !prune(rows, complete) {
        return false;
    }
    let mut search =
        Search { complete, agreed: vec![Vec::new(); rows.len()], steps: most_steps, solutions: 0 };
    search.go(&mut rows.to_vec());
    if search.steps == 0 || search.solutions == 0 {
        return false;
    }
    for (row, agreed) in rows.iter_mut().zip(search.agreed) {
        row.readings = agreed;
    }
    true
}

/// Drops readings that cannot be part of any reading of the table, until nothing changes.
fn prune(rows: &mut [Row], complete: bool) -> bool {
    loop {
        let mut dropped = false;
        for index in 0..rows.len() {
            let Some(row) = rows.get(index) else { continue };
            if row.readings.len() < 2 {
                continue;
            }
            let sums = Sums::without(rows, index, complete);
            let kept: Vec<Reading> = row
                .readings
                .iter()
                .filter(|reading| sums.allow(row.row, std::slice::from_ref(reading)))
                .copied()
                .collect();
            if kept.is_empty() {
                return false;
            }
            if let Some(row) = rows.get_mut(index)
                && kept.len() < row.readings.len()
            {
                row.readings = kept;
                dropped = true;
            }
        }
        if !dropped {
            break;
        }
    }
    rows.first()
        .is_none_or(|first| Sums::without(rows, 0, complete).allow(first.row, &first.readings))
}

struct Search {
    complete: bool,
    agreed: Vec<Vec<Reading>>,
    steps: usize,
    solutions: usize,
}

/// Solutions after which the table counts as undetermined.
const MOST_SOLUTIONS: usize = 200;

impl Search {
    fn go(&mut self, rows: &mut [Row]) {
        if self.steps == 0 || self.solutions >= MOST_SOLUTIONS {
            return;
        }
        self.steps -= 1;
        if !prune(rows, self.complete) {
            return;
        }
        let open = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.readings.len() > 1)
            .min_by_key(|(_, row)| row.readings.len())
            .map(|(index, row)| (index, row.readings.clone()));
        let Some((index, readings)) = open else {
            self.solutions += 1;
            for (agreed, row) in self.agreed.iter_mut().zip(rows) {
                let Some(reading) = row.readings.first() else { continue };
                if !agreed.contains(reading) {
                    agreed.push(*reading);
                }
            }
            return;
        };
        for reading in readings {
            let mut trial = rows.to_vec();
            if let Some(row) = trial.get_mut(index) {
                row.readings = vec![reading];
            }
            self.go(&mut trial);
        }
    }
}

/// The four sums of each column, without one row.
struct Sums {
    columns: [[Bounds; 4]; COLUMNS],
    complete: bool,
}

const OUTCOMES: usize = 0;
const TOTAL: usize = 1;
const TAKEN_IN: usize = 2;
const ACCOUNTED: usize = 3;

impl Sums {
    fn without(rows: &[Row], left_out: usize, complete: bool) -> Self {
        let mut sums = Self { columns: Default::default(), complete };
        for (_, row) in rows.iter().enumerate().filter(|(index, _)| *index != left_out) {
            for (column, bounds) in sums.columns.iter_mut().enumerate() {
                add(bounds, row.row, Bounds::of(row.readings.iter(), column));
            }
        }
        sums
    }

    /// Tells whether every column can add up with these readings of the row left out.
    fn allow(&self, row: RequestRow, readings: &[Reading]) -> bool {
        self.columns.iter().enumerate().all(|(column, bounds)| {
            let mut bounds = *bounds;
            add(&mut bounds, row, Bounds::of(readings.iter(), column));
            let [mut outcomes, mut total, mut taken_in, mut accounted] = bounds;
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

fn add(sums: &mut [Bounds; 4], row: RequestRow, bounds: Bounds) {
    match row {
        RequestRow::New | RequestRow::CarriedIn => sums[TAKEN_IN].add(bounds),
        RequestRow::CarriedOut => sums[ACCOUNTED].add(bounds),
        RequestRow::TotalHandled => {
            sums[ACCOUNTED].add(bounds);
            sums[TOTAL].add(bounds);
        }
        _ => sums[OUTCOMES].add(bounds),
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
    fn of<'a>(readings: impl Iterator<Item = &'a Reading>, column: usize) -> Self {
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
    use super::super::runs::readings_of_run;
    use super::*;

    #[test]
    fn a_whole_table_of_runs_is_settled() {
        let run = |row, digits: &str| Row { row, readings: readings_of_run(&[digits]) };
        let mut rows = vec![
            run(RequestRow::New, "136122520451283214069"),
            run(RequestRow::CarriedIn, "535601180560"),
            run(RequestRow::Granted, "534512904119145548"),
            run(RequestRow::Partial, "21203901622168"),
            run(RequestRow::DeniedSecret, "130000013"),
            run(RequestRow::UnableNotHeld, "307550008983222"),
            run(RequestRow::TotalHandled, "133642520441212913810"),
            run(RequestRow::CarriedOut, "783602253819"),
        ];
        let counts: Vec<usize> = rows.iter().map(|row| row.readings.len()).collect();
        assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
        assert!(settle(&mut rows, false, 10_000), "{counts:?}");
    }
}
