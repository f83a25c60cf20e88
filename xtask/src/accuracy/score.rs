//! Compares cells.

use report::Report;
use report::value::CellValue;

use super::truth::{True, Truth};

/// Counts of one document or of all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    documents: usize,
    cells: usize,
    right: usize,
    unreadable: usize,
    wrong: usize,
    /// Faults of the truth that a finding names.
    pub faults_found: usize,
    /// Faults of the truth that no finding names.
    pub faults_missed: usize,
    /// Findings of severity error that the truth does not bear out.
    pub false_errors: usize,
}

impl Score {
    /// Adds another score.
    pub fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        self.cells += other.cells;
        self.right += other.right;
        self.unreadable += other.unreadable;
        self.wrong += other.wrong;
        self.faults_found += other.faults_found;
        self.faults_missed += other.faults_missed;
        self.false_errors += other.false_errors;
    }

    /// Returns the counts as one line.
    pub fn line(&self) -> String {
        format!(
            "documents={} cells={} right={} unreadable={} wrong={} faults_found={} \
             faults_missed={} false_errors={}",
            self.documents,
            self.cells,
            self.right,
            self.unreadable,
            self.wrong,
            self.faults_found,
            self.faults_missed,
            self.false_errors
        )
    }
}

/// Scores the cells of a report; says of each cell that is not right what was read.
pub fn score(truth: &Truth, report: &Report) -> (Score, Vec<String>) {
    let mut score = Score { documents: 1, ..Score::default() };
    let mut remarks = Vec::new();
    for (cell, wanted) in &truth.cells {
        score.cells += 1;
        let read = report.cell(*cell);
        let verdict = match (wanted, read.map(|read| &read.value)) {
            (_, None) => Verdict::Unreadable("not found"),
            (_, Some(CellValue::Unreadable(_))) => Verdict::Unreadable("unreadable"),
            (True::Number(wanted), Some(CellValue::Number(read))) if wanted == read => {
                Verdict::Right
            }
            (True::Blank, Some(CellValue::Blank)) | (True::Mark, Some(CellValue::Mark(_))) => {
                Verdict::Right
            }
            _ => Verdict::Wrong,
        };
        match verdict {
            Verdict::Right => score.right += 1,
            Verdict::Unreadable(why) => {
                score.unreadable += 1;
                remarks.push(format!("{why}: {cell} wanted {wanted:?}"));
            }
            Verdict::Wrong => {
                score.wrong += 1;
                remarks.push(format!("WRONG: {cell} wanted {wanted:?} read {read:?}"));
            }
        }
    }
    for cell in truth.absent.iter().chain(&truth.undetermined) {
        let number = report.cell(*cell).and_then(|read| read.number());
        if let Some(number) = number {
            score.cells += 1;
            score.wrong += 1;
            remarks.push(format!("WRONG: {cell} is not settled by the document, read {number}"));
        }
    }
    (score, remarks)
}

enum Verdict {
    Right,
    Unreadable(&'static str),
    Wrong,
}
