//! Which report explains a difference exactly.
//!
//! A single report is looked for first, then a pair. Small numbers fit by chance, so what explains
//! many differences at once comes first.

use std::collections::BTreeMap;

use law::report_form::{CellId, DisclosureRow};

use super::difference::{Difference, Gap};
use super::explain::{Explanation, ExplanationKind, Suspect, sentences};
use super::row::UnitRow;
use crate::compare::exact;
use crate::number::Number;

/// Reports up to which pairs are looked for.
const MOST_FOR_PAIRS: usize = 2_000;
/// Pairs of one cell that are looked at.
const MOST_PAIRS: usize = 2_000;
/// Explanations of one difference that are told.
const MOST_TOLD: usize = 5;

/// The reports among which an explanation is sought.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pool<'a> {
    pub included: &'a [UnitRow],
    pub quarantined: &'a [&'a UnitRow],
    pub unmatched: &'a [&'a UnitRow],
    pub missing: &'a [String],
}

/// One or two reports of the pool, by their numbers.
type Fit = (ExplanationKind, usize, Option<usize>);

/// Explains the differences and names the reports that explain most of them.
pub(super) fn explain(gaps: Vec<Gap>, pool: Pool<'_>) -> (Vec<Difference>, Vec<Suspect>) {
    let search = Search { rows: pool.rows(), pool };
    let fits: Vec<Fits> = search.fits(&gaps);
    let mut tally: BTreeMap<Fit, usize> = BTreeMap::new();
    for fit in fits.iter().flat_map(|it| &it.list) {
        *tally.entry(*fit).or_default() += 1;
    }
    let more = gaps.iter().filter(|gap| gap.scaled.is_some_and(|it| it > 0)).count();
    let suspects = search.suspects(&tally, gaps.len(), more);
    let differences = gaps
        .into_iter()
        .zip(fits)
        .map(|(gap, fits)| {
            let explained_by = search.told(&gap, fits.list, &tally, more);
            Difference { candidates: fits.singles, explained_by, ..gap.difference }
        })
        .collect();
    (differences, suspects)
}

/// What fits one difference.
#[derive(Debug, Default)]
struct Fits {
    list: Vec<Fit>,
    singles: usize,
}

struct Search<'a> {
    pool: Pool<'a>,
    rows: Vec<(Source, &'a UnitRow)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Included,
    Quarantined,
    Unmatched,
}

impl<'a> Pool<'a> {
    fn rows(&self) -> Vec<(Source, &'a UnitRow)> {
        let included = self.included.iter().map(|row| (Source::Included, row));
        let quarantined = self.quarantined.iter().map(|row| (Source::Quarantined, *row));
        let unmatched = self.unmatched.iter().map(|row| (Source::Unmatched, *row));
        included.chain(quarantined).chain(unmatched).collect()
    }
}

impl Search<'_> {
    /// Looks for single reports, and for pairs where there is none.
    fn fits(&self, gaps: &[Gap]) -> Vec<Fits> {
        let mut fits: Vec<Fits> = gaps.iter().map(|_| Fits::default()).collect();
        // Row by row: a row stays in the cache while all its cells are looked at.
        for at in 0..self.rows.len() {
            for (gap, fits) in gaps.iter().zip(&mut fits) {
                let wanted = gap.scaled.map(i128::saturating_abs);
                if let Some((value, kind)) = self.offer(at, gap)
                    && Some(value) == wanted
                {
                    fits.list.push((kind, at, None));
                    fits.singles += 1;
                }
            }
        }
        if self.rows.len() <= MOST_FOR_PAIRS {
            for (gap, fits) in gaps.iter().zip(&mut fits).filter(|(_, fits)| fits.singles == 0) {
                fits.list = self.pairs(gap);
            }
        }
        fits
    }

    /// Returns what a report has in the cells of the gap, and what that would explain.
    fn offer(&self, at: usize, gap: &Gap) -> Option<(i128, ExplanationKind)> {
        let (source, row) = self.rows.get(at)?;
        let kind = kind(*source, gap.scaled? < 0)?;
        value(row, &gap.cells).filter(|value| *value != 0).map(|value| (value, kind))
    }

    fn pairs(&self, gap: &Gap) -> Vec<Fit> {
        let Some(scaled) = gap.scaled else { return Vec::new() };
        let offers = (0..self.rows.len()).filter_map(|at| {
            let (value, kind) = self.offer(at, gap)?;
            Some((value, kind, at))
        });
        pairs(offers.collect(), scaled.saturating_abs())
    }

    fn suspects(&self, tally: &BTreeMap<Fit, usize>, of: usize, more: usize) -> Vec<Suspect> {
        let mut singles: Vec<(&Fit, &usize)> =
            tally.iter().filter(|((_, _, second), _)| second.is_none()).collect();
        singles.sort_by(|(a, n), (b, m)| m.cmp(n).then(a.cmp(b)));
        let mut suspects: Vec<Suspect> = singles
            .into_iter()
            .take(MOST_TOLD)
            .map(|(fit, explains)| Suspect {
                kind: fit.0,
                units: self.units(*fit),
                explains: *explains,
                of,
            })
            .collect();
        if more > 0 && !self.pool.missing.is_empty() {
            let units = self.missing();
            suspects.push(Suspect { kind: ExplanationKind::Missing, units, explains: more, of });
            suspects.sort_by_key(|it| std::cmp::Reverse(it.explains));
        }
        suspects
    }

    /// The missing units by name; of very many, the first ones.
    fn missing(&self) -> Vec<String> {
        const MOST_NAMED: usize = 10;
        self.pool.missing.iter().take(MOST_NAMED).cloned().collect()
    }

    fn told(
        &self,
        gap: &Gap,
        mut fits: Vec<Fit>,
        tally: &BTreeMap<Fit, usize>,
        more: usize,
    ) -> Vec<Explanation> {
        let count = |fit: &Fit| tally.get(fit).copied().unwrap_or_default();
        fits.sort_by(|a, b| count(b).cmp(&count(a)).then(a.cmp(b)));
        fits.truncate(MOST_TOLD);
        let Some(scaled) = gap.scaled else { return Vec::new() };
        let amount = exact::number(scaled.saturating_abs());
        let told = |kind, units: Vec<String>, values, explains| {
            let [zh, en] = sentences(kind, &units, amount);
            Explanation { kind, units, values, explains, zh, en }
        };
        let mut explained: Vec<Explanation> = fits
            .iter()
            .map(|fit| told(fit.0, self.units(*fit), self.values(*fit, gap), count(fit)))
            .collect();
        if scaled > 0 && !self.pool.missing.is_empty() {
            let units = self.missing();
            explained.push(told(ExplanationKind::Missing, units, Vec::new(), more));
        }
        if scaled < 0 && counts_documents(gap.difference.cell) {
            explained.push(told(ExplanationKind::JointDocuments, Vec::new(), Vec::new(), 1));
        }
        explained
    }

    fn members(&self, (_, first, second): Fit) -> impl Iterator<Item = &UnitRow> {
        std::iter::once(first).chain(second).filter_map(|at| self.rows.get(at)).map(|(_, row)| *row)
    }

    fn units(&self, fit: Fit) -> Vec<String> {
        self.members(fit).map(|row| row.name.clone()).collect()
    }

    fn values(&self, fit: Fit, gap: &Gap) -> Vec<Number> {
        self.members(fit).filter_map(|row| exact::number(value(row, &gap.cells)?)).collect()
    }
}

/// Returns what a report of this origin explains: a parent that states less or more.
fn kind(source: Source, less: bool) -> Option<ExplanationKind> {
    match (source, less) {
        (Source::Included, true) => Some(ExplanationKind::ParentLacks),
        (Source::Included, false) => Some(ExplanationKind::CountedTwice),
        (Source::Quarantined, false) => Some(ExplanationKind::Quarantined),
        (Source::Unmatched, false) => Some(ExplanationKind::Unmatched),
        (Source::Quarantined | Source::Unmatched, true) => None,
    }
}

/// Returns what the report has in the cells, `None` where it has no number.
fn value(row: &UnitRow, cells: &[CellId]) -> Option<i128> {
    let mut numbers = cells.iter().filter_map(|cell| row.scaled(*cell));
    let first = numbers.next()?;
    numbers.try_fold(first, i128::checked_add)
}

/// Returns pairs of one kind whose values add up to what is wanted.
fn pairs(mut values: Vec<(i128, ExplanationKind, usize)>, wanted: i128) -> Vec<Fit> {
    values.sort_unstable();
    let mut found = Vec::new();
    for (at, (value, kind, row)) in values.iter().enumerate() {
        let Some(rest) = wanted.checked_sub(*value) else { continue };
        let start = values.partition_point(|(value, ..)| *value < rest).max(at + 1);
        let partners = values.iter().skip(start).take_while(|(value, ..)| *value == rest);
        for (_, _, other) in partners.filter(|(_, it, _)| it == kind) {
            found.push((*kind, *row.min(other), Some(*row.max(other))));
            if found.len() >= MOST_PAIRS {
                return found;
            }
        }
    }
    found
}

fn counts_documents(cell: CellId) -> bool {
    use DisclosureRow::{NormativeDocuments, Rules};
    matches!(cell, CellId::Disclosure(Rules | NormativeDocuments, _))
}
