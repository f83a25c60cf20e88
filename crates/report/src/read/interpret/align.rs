//! Tells which line is which row: labels and order together.
//!
//! A label may be torn, misprinted or lost, but rows never change places. The best assignment that
//! keeps the order is taken; a line that another assignment, just as good, would place elsewhere
//! stays without a row.

use law::report_form::RequestRow;

use crate::read::label::Sureness;

/// What is known of a line before alignment.
#[derive(Debug, Clone, Default)]
pub struct Candidate {
    /// The rows that its label may name; empty where it has none.
    pub rows: Vec<RequestRow>,
    /// How sure the label is.
    pub sureness: Option<Sureness>,
    /// The rows that words above a line without label may name.
    pub hint: Vec<RequestRow>,
}

/// Rows in the order of the form; 2019 has one row where 2021 has three.
pub fn rows_of_form(single_other_row: bool) -> Vec<RequestRow> {
    RequestRow::ALL
        .iter()
        .copied()
        .filter(|row| match row {
            RequestRow::OtherTotal => single_other_row,
            RequestRow::OtherNoCorrection | RequestRow::OtherNoPayment | RequestRow::OtherOther => {
                !single_other_row
            }
            _ => true,
        })
        .collect()
}

const SKIP_UNLABELLED: i32 = -3;
const SKIP_LABELLED: i32 = -9;
const IMPOSSIBLE: i32 = i32::MIN / 4;

fn gain(candidate: &Candidate, row: RequestRow) -> i32 {
    let Some(sureness) = candidate.sureness else {
        return if candidate.hint.contains(&row) { 2 } else { 1 };
    };
    if !candidate.rows.contains(&row) {
        return IMPOSSIBLE;
    }
    match sureness {
        Sureness::Official => 12,
        Sureness::Known | Sureness::Inside => 10,
        Sureness::Misprint => 8,
        Sureness::Piece => 4,
    }
}

fn skip(candidate: &Candidate) -> i32 {
    match candidate.sureness {
        None => SKIP_UNLABELLED,
        Some(Sureness::Piece) => -5,
        Some(_) => SKIP_LABELLED,
    }
}

/// Where a line belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assignment {
    /// This row and no other.
    Row(RequestRow),
    /// None of the rows.
    None,
    /// More than one assignment is as good.
    Open,
}

/// Assigns each line its row.
pub fn align(candidates: &[Candidate], rows: &[RequestRow]) -> Vec<Assignment> {
    let (n, m) = (candidates.len(), rows.len());
    // before[i][j]: best for the first i lines within the first j rows; after: for the rest.
    let mut before = vec![vec![0_i32; m + 1]; n + 1];
    let mut after = vec![vec![0_i32; m + 1]; n + 1];
    for i in 1..=n {
        for j in 0..=m {
            let candidate = &candidates[i - 1];
            let mut best = before[i - 1][j] + skip(candidate);
            if j > 0 {
                best = best.max(before[i][j - 1]);
                best = best.max(before[i - 1][j - 1].saturating_add(gain(candidate, rows[j - 1])));
            }
            before[i][j] = best;
        }
    }
    for i in (0..n).rev() {
        for j in (0..=m).rev() {
            let candidate = &candidates[i];
            let mut best = after[i + 1][j] + skip(candidate);
            if j < m {
                best = best.max(after[i][j + 1]);
                best = best.max(after[i + 1][j + 1].saturating_add(gain(candidate, rows[j])));
            }
            after[i][j] = best;
        }
    }
    let best = before[n][m];
    let assigned: Vec<Assignment> = candidates
        .iter()
        .enumerate()
        .map(|(i, candidate)| {
            let as_good: Vec<RequestRow> = (0..m)
                .filter(|j| {
                    let gain = gain(candidate, rows[*j]);
                    gain > IMPOSSIBLE && before[i][*j] + gain + after[i + 1][*j + 1] == best
                })
                .map(|j| rows[j])
                .collect();
            let skipped = (0..=m).any(|j| before[i][j] + skip(candidate) + after[i + 1][j] == best);
            match (as_good.as_slice(), skipped) {
                ([row], false) => Assignment::Row(*row),
                ([], _) => Assignment::None,
                _ => Assignment::Open,
            }
        })
        .collect();
    contradicted(candidates, assigned)
}

/// Opens the lines without label that the words above them put elsewhere than the order does.
///
/// Words that may name the row before are the end of its label and say nothing of the next.
fn contradicted(candidates: &[Candidate], assigned: Vec<Assignment>) -> Vec<Assignment> {
    let mut before = None;
    let check = |(candidate, assignment): (&Candidate, &Assignment)| {
        let Assignment::Row(row) = assignment else { return *assignment };
        let rest = before.replace(*row).is_some_and(|it| candidate.hint.contains(&it));
        let elsewhere = !candidate.hint.is_empty() && !candidate.hint.contains(row);
        if elsewhere && !rest { Assignment::Open } else { *assignment }
    };
    candidates.iter().zip(&assigned).map(check).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(rows: &[RequestRow], sureness: Sureness) -> Candidate {
        Candidate { rows: rows.to_vec(), sureness: Some(sureness), hint: Vec::new() }
    }

    #[test]
    fn a_line_without_label_is_told_by_its_neighbours() {
        let lines = [
            named(&[RequestRow::Granted], Sureness::Official),
            Candidate::default(),
            named(&[RequestRow::DeniedSecret], Sureness::Official),
        ];
        let assigned = align(&lines, &rows_of_form(false));
        assert_eq!(assigned[1], Assignment::Row(RequestRow::Partial));
    }

    #[test]
    fn a_line_that_words_and_order_put_elsewhere_stays_open() {
        let line = |row| Candidate { hint: vec![row], ..Candidate::default() };
        let lines = |hinted| {
            [
                named(&[RequestRow::Granted], Sureness::Official),
                line(hinted),
                named(&[RequestRow::DeniedSecret], Sureness::Official),
            ]
        };
        let assigned = |hinted| align(&lines(hinted), &rows_of_form(false))[1];
        assert_eq!(assigned(RequestRow::DeniedLaw), Assignment::Open);
        // The end of the label above.
        assert_eq!(assigned(RequestRow::Granted), Assignment::Row(RequestRow::Partial));
    }

    #[test]
    fn two_lines_for_three_rows_stay_open() {
        let lines = [
            named(&[RequestRow::DeniedSecret], Sureness::Official),
            Candidate::default(),
            Candidate::default(),
            named(&[RequestRow::DeniedInternal], Sureness::Official),
        ];
        let assigned = align(&lines, &rows_of_form(false));
        assert_eq!(assigned[1..3], [Assignment::Open, Assignment::Open]);
    }

    #[test]
    fn a_piece_of_two_labels_goes_where_the_order_allows() {
        use RequestRow as R;
        let lines = [
            named(&[R::RefusedReconfirm], Sureness::Official),
            named(&[R::OtherNoCorrection, R::OtherNoPayment], Sureness::Piece),
            named(&[R::OtherNoPayment], Sureness::Piece),
            named(&[R::OtherOther], Sureness::Official),
        ];
        let assigned = align(&lines, &rows_of_form(false));
        assert_eq!(assigned[1], Assignment::Row(R::OtherNoCorrection));
    }
}
