//! What a run counts, and its last line.

use std::fmt;
use std::ops::AddAssign;

/// How often the store was struck, what it had promised, and what was found broken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rounds that ended with a kill, a failing call or a full disk.
    pub kills: u64,
    /// Rounds that ended with the power.
    pub power_cuts: u64,
    /// Submissions that were told "received".
    pub acknowledged: u64,
    /// Acknowledged submissions that are not there.
    pub lost: u64,
    /// Numbers that nobody has, below one that somebody has.
    pub gaps: u64,
    /// Numbers that two have.
    pub duplicates: u64,
    /// Submissions that are half there.
    pub torn: u64,
    /// Whatever else was wrong: the log, the writer, the checker.
    pub faults: u64,
}

impl Tally {
    /// Tells whether nothing was found broken.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        [self.lost, self.gaps, self.duplicates, self.torn, self.faults] == [0; 5]
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.kills += other.kills;
        self.power_cuts += other.power_cuts;
        self.acknowledged += other.acknowledged;
        self.lost += other.lost;
        self.gaps += other.gaps;
        self.duplicates += other.duplicates;
        self.torn += other.torn;
        self.faults += other.faults;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kills, power_cuts, acknowledged, lost, gaps, duplicates, torn, faults } = self;
        write!(
            f,
            "kills={kills} power_cuts={power_cuts} acknowledged={acknowledged} lost={lost} \
             gaps={gaps} duplicates={duplicates} torn={torn} faults={faults}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_loss_spoils_a_run_and_shows_in_its_line() {
        let mut tally = Tally { kills: 2, acknowledged: 30, ..Tally::default() };
        assert!(tally.is_clean());
        tally += Tally { kills: 1, acknowledged: 4, lost: 1, ..Tally::default() };
        assert!(!tally.is_clean());
        let line =
            "kills=3 power_cuts=0 acknowledged=34 lost=1 gaps=0 duplicates=0 torn=0 faults=0";
        assert_eq!(tally.to_string(), line);
    }
}
