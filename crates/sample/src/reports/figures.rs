//! The figures of one year.

use std::collections::BTreeMap;

use law::report_form::{
    ApplicantColumn, CaseBlock, CaseColumn, CellId, DisclosureColumn, DisclosureRow, FormVersion,
    RequestRow,
};
use report::json::plain_cell;
use report::number::Number;
use report::value::{Cell, CellValue};

/// The applicants that the sample has: the other columns are zero.
const APPLICANTS: [ApplicantColumn; 2] =
    [ApplicantColumn::NaturalPerson, ApplicantColumn::Commercial];

/// What one year came to.
#[derive(Debug, Clone)]
pub struct Figures {
    /// Documents made, repealed and in force.
    pub normative: [i64; 3],
    /// Decisions on licences, penalties and coercion.
    pub decisions: [i64; 3],
    /// Charges in 万元, as printed.
    pub charges: String,
    /// Requests by applicant.
    pub requests: [Requests; 2],
    /// Reconsiderations that upheld the reply.
    pub upheld: i64,
    /// Pieces that were published.
    pub published: i64,
}

/// Requests of one kind of applicant.
#[derive(Debug, Clone)]
pub struct Requests {
    pub new: i64,
    pub carried_in: i64,
    pub carried_out: i64,
    pub outcomes: BTreeMap<RequestRow, i64>,
}

/// Looks like chance and is none.
fn some(n: u64, year: i32, what: u64, most: u64) -> i64 {
    let seed = n.wrapping_mul(7_919) ^ u64::from(year.unsigned_abs()).wrapping_mul(104_729) ^ what;
    let mixed = seed.wrapping_mul(6_364_136_223_846_793_005).rotate_right(29);
    i64::try_from(mixed % most).unwrap_or(0)
}

impl Figures {
    /// The figures of the n-th bureau in a year, after those of the year before.
    pub fn of(n: u64, year: i32, before: Option<&Self>) -> Self {
        let size = if n == 1 { 3 } else { 1 };
        let some = |what, most| some(n, year, what, most);
        let (made, repealed) = (1 + some(1, 4), some(2, 2));
        let in_force = before.map_or(11, |it| it.normative[2]) + made - repealed;
        let upheld = i64::from(size > 1) * some(3, 2);
        let requests = [0, 1].map(|at: usize| {
            let carried_in = before.map_or(0, |it| it.requests[at].carried_out);
            let most = if at == 0 { 9 * size } else { 3 * size };
            let what = 10 + u64::try_from(at).unwrap_or(0);
            Requests::of(2 + some(what, most), carried_in, some(what + 2, 2))
        });
        Self {
            normative: [made, repealed, in_force],
            decisions: [40 + some(4, 60), some(5, 5), 0],
            charges: format!("{}.{:04}", 120 + some(6, 300), 1_000 + some(7, 9_000)),
            requests,
            upheld,
            published: 160 + some(8, 240),
        }
    }

    /// The sum over the applicants.
    pub fn total(&self, of: impl Fn(&Requests) -> i64) -> i64 {
        self.requests.iter().map(of).sum()
    }

    /// Every cell of the form.
    pub fn cells(&self) -> BTreeMap<CellId, Cell> {
        let all = FormVersion::Form2021.form().cells();
        all.into_iter().map(|id| (id, plain_cell(self.value(id), None))).collect()
    }

    fn value(&self, id: CellId) -> CellValue {
        match id {
            CellId::Disclosure(DisclosureRow::Charges, _) => CellValue::Number(self.charges()),
            CellId::Disclosure(row, column) => whole(self.disclosed(row, column)),
            CellId::Request(row, column) => whole(self.requested(row, column)),
            CellId::Case(CaseBlock::Reconsideration, CaseColumn::Upheld | CaseColumn::Total) => {
                whole(self.upheld)
            }
            CellId::Case(..) => whole(0),
        }
    }

    fn charges(&self) -> Number {
        self.charges.parse().expect("the sample writes amounts that are numbers")
    }

    fn disclosed(&self, row: DisclosureRow, column: DisclosureColumn) -> i64 {
        let [made, repealed, in_force] = self.normative;
        let [licences, penalties, coercion] = self.decisions;
        match (row, column) {
            (DisclosureRow::NormativeDocuments, DisclosureColumn::Made) => made,
            (DisclosureRow::NormativeDocuments, DisclosureColumn::Repealed) => repealed,
            (DisclosureRow::NormativeDocuments, DisclosureColumn::InForce) => in_force,
            (DisclosureRow::Licences, _) => licences,
            (DisclosureRow::Penalties, _) => penalties,
            (DisclosureRow::Coercion, _) => coercion,
            _ => 0,
        }
    }

    fn requested(&self, row: RequestRow, column: ApplicantColumn) -> i64 {
        if column == ApplicantColumn::Total {
            return self.total(|it| it.row(row));
        }
        let of = APPLICANTS.iter().position(|it| *it == column);
        of.and_then(|at| self.requests.get(at)).map_or(0, |it| it.row(row))
    }
}

impl Requests {
    fn of(new: i64, carried_in: i64, carried_out: i64) -> Self {
        let handled = new + carried_in - carried_out;
        // About half is granted; the rest goes to what offices meet most.
        let partial = handled / 6;
        let not_held = handled / 5;
        let petition = handled / 8;
        let granted = handled - partial - not_held - petition;
        let outcomes = BTreeMap::from([
            (RequestRow::Granted, granted),
            (RequestRow::Partial, partial),
            (RequestRow::UnableNotHeld, not_held),
            (RequestRow::RefusedPetition, petition),
        ]);
        Self { new, carried_in, carried_out, outcomes }
    }

    /// Everything that was answered or closed.
    pub fn handled(&self) -> i64 {
        self.outcomes.values().sum()
    }

    /// What stands in a row.
    pub fn row(&self, row: RequestRow) -> i64 {
        match row {
            RequestRow::New => self.new,
            RequestRow::CarriedIn => self.carried_in,
            RequestRow::CarriedOut => self.carried_out,
            RequestRow::TotalHandled => self.handled(),
            outcome => self.outcomes.get(&outcome).copied().unwrap_or(0),
        }
    }
}

fn whole(n: i64) -> CellValue {
    CellValue::Number(Number::whole(n))
}
