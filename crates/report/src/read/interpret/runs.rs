//! All ways in which a row of table three may be read whose cells ran together, or of which one was
//! lost or is too many: those in which the row adds up.

use super::sums::COLUMNS;

/// The least numbers with one digit more than their index.
const POWERS: [i64; LONGEST + 1] = {
    let mut powers = [1; LONGEST + 1];
    let mut nth = 1;
    while nth < powers.len() {
        powers[nth] = powers[nth - 1] * 10;
        nth += 1;
    }
    powers
};

/// One way to read a row. A blank is `None`.
pub type Reading = [Option<i64>; COLUMNS];

/// Columns that add up to the last.
const PARTS: usize = COLUMNS - 1;
/// Digits that one number may have.
const LONGEST: usize = 9;

/// Returns all ways to read `tokens` as seven numbers whose first six add up to the last, those with
/// short numbers in front first.
///
/// Each token is a string of digits that may hold several numbers. Numbers have no zeros in front.
/// Where there are too many ways to cut the digits nothing is returned.
pub fn readings_of_run(tokens: &[&str]) -> Vec<Reading> {
    const MOST_DIGITS: usize = 120;
    const MOST_READINGS: usize = 20_000;
    let digits: usize = tokens.iter().map(|token| token.len()).sum();
    if !(COLUMNS..=MOST_DIGITS).contains(&digits) || has_too_many_cuts(tokens, digits) {
        return Vec::new();
    }
    let Some((last, front)) = tokens.split_last() else { return Vec::new() };
    let mut found: Vec<Cut> = Vec::new();
    // The total is the end of the last token. What it may be at most bounds the numbers before it.
    for length in 1..=last.len().min(LONGEST) {
        let (rest, total) = last.split_at(last.len() - length);
        let Some(total) = number(total) else { continue };
        let tokens: Vec<&str> =
            front.iter().copied().chain([rest]).filter(|it| !it.is_empty()).collect();
        let digits = digits - length;
        let mut search = Search { total, longest: length, found: &mut found, most: MOST_READINGS };
        search.go(&tokens, 0, digits, Cut::default());
    }
    if found.len() >= MOST_READINGS {
        return Vec::new();
    }
    found.sort_by_key(|cut| cut.lengths);
    found
        .into_iter()
        .map(|cut| {
            let [a, b, c, d, e, f] = cut.numbers;
            [a, b, c, d, e, f, cut.sum].map(Some)
        })
        .collect()
}

/// The numbers cut off so far.
#[derive(Debug, Clone, Copy, Default)]
struct Cut {
    numbers: [i64; PARTS],
    lengths: [usize; PARTS],
    count: usize,
    sum: i64,
}

struct Search<'a> {
    total: i64,
    /// Digits of the total, which no part can exceed.
    longest: usize,
    found: &'a mut Vec<Cut>,
    most: usize,
}

impl Search<'_> {
    /// Tells whether so many digits can be cut into so many numbers that make up what is missing.
    fn can_reach(&self, sum: i64, digits: usize, left: usize) -> bool {
        if digits < left || digits > left * self.longest {
            return false;
        }
        let longest = (digits + 1).saturating_sub(left).min(self.longest);
        let most = POWERS.get(longest).copied().unwrap_or(i64::MAX / 16);
        sum + i64::try_from(left).unwrap_or(0) * (most - 1) >= self.total
    }

    /// Goes on from `at` in the first of the tokens, with so many digits left in all of them.
    fn go(&mut self, tokens: &[&str], at: usize, digits: usize, cut: Cut) {
        let left = PARTS - cut.count;
        if !self.can_reach(cut.sum, digits, left) || self.found.len() >= self.most {
            return;
        }
        let Some((token, rest)) = tokens.split_first() else {
            if left == 0 && cut.sum == self.total {
                self.found.push(cut);
            }
            return;
        };
        let open = token.as_bytes().get(at..).unwrap_or_default();
        if open.is_empty() {
            return self.go(rest, 0, digits, cut);
        }
        let longest = if open.first() == Some(&b'0') { 1 } else { open.len().min(self.longest) };
        let mut value = 0_i64;
        for (digit, length) in open.iter().zip(1..=longest) {
            value = value * 10 + i64::from(digit - b'0');
            let sum = cut.sum + value;
            if sum > self.total {
                return;
            }
            let mut longer = Cut { count: cut.count + 1, sum, ..cut };
            if let (Some(number), Some(of)) =
                (longer.numbers.get_mut(cut.count), longer.lengths.get_mut(cut.count))
            {
                (*number, *of) = (value, length);
                self.go(tokens, at + length, digits - length, longer);
            }
        }
    }
}

/// Reads a number without zeros in front.
fn number(digits: &str) -> Option<i64> {
    let proper = digits.len() == 1 || !digits.starts_with('0');
    digits.parse().ok().filter(|_| proper)
}

/// Tells whether the digits can be cut into seven numbers or fewer in more ways than may be tried.
///
/// This counts every step of a search that knows no sums, so that what is given up does not depend
/// on how clever the search is.
fn has_too_many_cuts(tokens: &[&str], digits: usize) -> bool {
    const MOST_STEPS: u64 = 2_000_000;
    /// So many digits and ends of tokens cannot have more.
    const NEVER: usize = 28;
    if digits + tokens.len() <= NEVER {
        return false;
    }
    // Steps from a place on with so many numbers cut off, told from the last place to the first.
    let mut behind: [u64; COLUMNS + 1] = [1; COLUMNS + 1];
    for token in tokens.iter().rev() {
        let token = token.as_bytes();
        let mut steps = vec![[0_u64; COLUMNS + 1]; token.len() + 1];
        steps[token.len()] = behind.map(|it| it.saturating_add(1));
        for at in (0..token.len()).rev() {
            for count in 0..=COLUMNS {
                let open = token.len() - at;
                let shortest = if count + 1 == COLUMNS { open } else { 1 };
                let longest = if token[at] == b'0' { 1 } else { open.min(LONGEST) };
                let mut all = 1_u64;
                if count < COLUMNS {
                    for length in shortest..=longest {
                        all = all.saturating_add(steps[at + length][count + 1]);
                    }
                }
                steps[at][count] = all;
            }
        }
        behind = steps[0];
    }
    behind[0] >= MOST_STEPS
}

/// Returns all ways to put one lost number into six so that the row adds up.
pub fn readings_with_one_lost(numbers: &[i64]) -> Vec<Reading> {
    let mut found: Vec<Reading> = Vec::new();
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
pub fn readings_with_one_stray(numbers: &[i64]) -> Vec<Reading> {
    let mut found: Vec<Reading> = Vec::new();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_split_where_the_row_adds_up() {
        let readings = readings_of_run(&["136122520451283214069"]);
        assert!(readings.contains(&[13612, 252, 0, 45, 128, 32, 14069].map(Some)));
        assert_eq!(readings_of_run(&["0000000"]), [[0; 7].map(Some)]);
        assert_eq!(readings_of_run(&["1818"]), Vec::<Reading>::new());
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
