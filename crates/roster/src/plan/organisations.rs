//! The sheet of organisations against those that are there.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use records::organisation::{
    Change, Fact, FactError, Organisation, OrganisationId, Tree, TreeFault, is_code,
};
use uuid::Uuid;

use super::PlannedOrganisation;
use super::what::{RowFault, Warning, What};
use crate::columns::OrganisationColumn as C;
use crate::read::{Row, Sheet};
use crate::values::narrow;

mod wanted;

use wanted::Wanted;

/// Every organisation as it will be, for those who refer to one.
pub struct Directory {
    codes: BTreeMap<String, OrganisationId>,
    tree: Tree,
    /// Those whose rows have faults of their own; nothing more is said of who refers to them.
    unsure: BTreeSet<OrganisationId>,
}

impl Directory {
    /// The organisation of a code.
    pub fn find(&self, code: &str) -> Option<OrganisationId> {
        self.codes.get(narrow(code).as_str()).copied()
    }

    /// Whether it is there today, as far as can be told.
    pub fn may_be_there(&self, id: OrganisationId) -> bool {
        self.tree.standing(id).is_some() || self.unsure.contains(&id)
    }
}

/// A row whose code is clear.
struct Entry<'a> {
    row: &'a Row<C>,
    id: OrganisationId,
    code: String,
    existing: Option<&'a Organisation>,
}

/// Compares the sheet with the organisations that are there.
pub fn plan(
    sheet: &Sheet<C>,
    all: &[Organisation],
    today: NaiveDate,
    new_id: &mut dyn FnMut() -> Uuid,
    faults: &mut Vec<RowFault>,
    warnings: &mut Vec<Warning>,
) -> (Vec<PlannedOrganisation>, Directory) {
    let (entries, codes) = identify(sheet, all, new_id, faults);
    let mut planned = Vec::new();
    let mut unsure = BTreeSet::new();
    for entry in &entries {
        let before = faults.len();
        let outcome = plan_row(entry, sheet, &codes, today, faults);
        match outcome {
            Some(it) if faults.len() == before => planned.push(it),
            _ => {
                unsure.insert(entry.id);
            }
        }
    }
    let tree = tree_after(&planned, all, today);
    fit(&tree, &Tree::on(today, all), &entries, &unsure, faults);
    name_twins(&planned, &tree, warnings);
    (planned, Directory { codes, tree, unsure })
}

/// Who is meant by each row, and every code with those of the file.
fn identify<'a>(
    sheet: &'a Sheet<C>,
    all: &'a [Organisation],
    new_id: &mut dyn FnMut() -> Uuid,
    faults: &mut Vec<RowFault>,
) -> (Vec<Entry<'a>>, BTreeMap<String, OrganisationId>) {
    let known: BTreeMap<&str, &Organisation> =
        all.iter().map(|it| (it.code.as_str(), it)).collect();
    let mut codes: BTreeMap<String, OrganisationId> =
        all.iter().map(|it| (it.code.clone(), it.id)).collect();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut entries = Vec::new();
    for row in &sheet.rows {
        let code = narrow(row.text(C::Code));
        let wrong = if code.is_empty() {
            Some(What::Missing)
        } else if !is_code(&code) {
            Some(What::NotACode)
        } else {
            seen.get(&code).map(|row| What::Twice { row: *row })
        };
        if let Some(what) = wrong {
            faults.push(fault(row, C::Code, what));
            continue;
        }
        let existing = known.get(code.as_str()).copied();
        let id = existing.map_or_else(|| OrganisationId(new_id()), |it| it.id);
        codes.insert(code.clone(), id);
        seen.insert(code.clone(), row.number);
        entries.push(Entry { row, id, code, existing });
    }
    (entries, codes)
}

fn plan_row(
    entry: &Entry<'_>,
    sheet: &Sheet<C>,
    codes: &BTreeMap<String, OrganisationId>,
    today: NaiveDate,
    faults: &mut Vec<RowFault>,
) -> Option<PlannedOrganisation> {
    let row = entry.row.number;
    let Some(existing) = entry.existing else {
        let wanted = Wanted::read(entry.row, sheet, None, codes, faults)?;
        if wanted.founded_on.is_some_and(|it| it > today) {
            faults.push(fault(entry.row, C::FoundedOn, What::ToCome));
            return None;
        }
        return match wanted.found(entry.id, &entry.code, today) {
            Ok(organisation) => Some(PlannedOrganisation::New { row, organisation }),
            Err(error) => {
                faults.push(unfit(entry, &wanted, error));
                None
            }
        };
    };
    let Some(standing) = existing.on(today).filter(|it| it.ended.is_none()) else {
        faults.push(fault(entry.row, C::Code, What::NotThereToday));
        return None;
    };
    let wanted = Wanted::read(entry.row, sheet, Some(&standing), codes, faults)?;
    if wanted.founded_on.is_some_and(|it| it != standing.founded_on) {
        let what = What::FoundedOn(standing.founded_on);
        faults.push(fault(entry.row, C::FoundedOn, what));
        return None;
    }
    let changes = wanted.changes(&standing);
    if changes.is_empty() {
        return Some(PlannedOrganisation::Same { row, id: entry.id });
    }
    let founded_by = existing.facts().first().map_or("", |it| it.basis.as_str());
    let basis = if wanted.basis == founded_by { "" } else { wanted.basis.as_str() };
    let on = |change: Change| Fact { on: today, basis: basis.to_owned(), change };
    let facts: Vec<Fact> = changes.into_iter().map(on).collect();
    match facts.iter().try_fold(existing.clone(), |it, fact| it.note(fact.clone())) {
        Ok(organisation) => Some(PlannedOrganisation::Changed { row, facts, organisation }),
        Err(error) => {
            faults.push(unfit(entry, &wanted, error));
            None
        }
    }
}

fn fault(row: &Row<C>, column: C, what: What) -> RowFault {
    let value = row.text(column).to_owned();
    RowFault { row: Some(row.number), column: column.into(), what, value }
}

fn unfit(entry: &Entry<'_>, wanted: &Wanted, error: FactError) -> RowFault {
    fault(entry.row, wanted.column_of(error, entry.id), What::Fact(error))
}

fn tree_after(planned: &[PlannedOrganisation], all: &[Organisation], today: NaiveDate) -> Tree {
    let mut after: BTreeMap<OrganisationId, &Organisation> =
        all.iter().map(|it| (it.id, it)).collect();
    for it in planned {
        match it {
            PlannedOrganisation::New { organisation, .. }
            | PlannedOrganisation::Changed { organisation, .. } => {
                after.insert(organisation.id, organisation);
            }
            PlannedOrganisation::Same { .. } => {}
        }
    }
    Tree::on(today, after.into_values())
}

/// Names what would be wrong with the tree and is not now.
fn fit(
    after: &Tree,
    before: &Tree,
    entries: &[Entry<'_>],
    unsure: &BTreeSet<OrganisationId>,
    faults: &mut Vec<RowFault>,
) {
    let mut old: BTreeMap<OrganisationId, Vec<TreeFault>> = BTreeMap::new();
    for it in before.faults() {
        old.entry(concerned(it).0).or_default().push(it);
    }
    let rows: BTreeMap<OrganisationId, &Row<C>> =
        entries.iter().map(|it| (it.id, it.row)).collect();
    for it in after.faults() {
        let (of, above) = concerned(it);
        let known = old.get(&of).is_some_and(|old| old.contains(&it));
        if known || unsure.contains(&of) || above.is_some_and(|it| unsure.contains(&it)) {
            continue;
        }
        let column = match it {
            TreeFault::Kinds { .. } => C::Kind,
            TreeFault::NobodyAbove { of, above } if led_by(after, of, above) => C::Authority,
            _ => C::Parent,
        };
        let row = rows.get(&of);
        faults.push(RowFault {
            row: row.map(|it| it.number),
            column: column.into(),
            what: What::Tree(it),
            value: row.map_or("", |it| it.text(column)).to_owned(),
        });
    }
}

fn led_by(tree: &Tree, of: OrganisationId, above: OrganisationId) -> bool {
    tree.standing(of).is_some_and(|it| it.administrative_parent != Some(above))
}

fn concerned(fault: TreeFault) -> (OrganisationId, Option<OrganisationId>) {
    match fault {
        TreeFault::NobodyAbove { of, above } | TreeFault::Kinds { of, above } => (of, Some(above)),
        TreeFault::Circle { of }
        | TreeFault::TooDeep { of }
        | TreeFault::SectionOfNothing { of } => (of, None),
    }
}

/// Warns of new names that somebody under the same parent has already.
fn name_twins(planned: &[PlannedOrganisation], tree: &Tree, warnings: &mut Vec<Warning>) {
    let mut named: BTreeMap<(Option<OrganisationId>, &str), Vec<OrganisationId>> = BTreeMap::new();
    for (id, standing) in tree.all() {
        let key = (standing.administrative_parent, standing.names.full.as_str());
        named.entry(key).or_default().push(id);
    }
    for it in planned {
        let (row, organisation) = match it {
            PlannedOrganisation::New { row, organisation } => (*row, organisation),
            PlannedOrganisation::Changed { row, organisation, facts }
                if facts.iter().any(is_name) =>
            {
                (*row, organisation)
            }
            _ => continue,
        };
        let Some(standing) = tree.standing(organisation.id) else { continue };
        let key = (standing.administrative_parent, standing.names.full.as_str());
        // Two are enough to tell whether there is another.
        let others = named.get(&key).into_iter().flatten().take(2);
        if let Some(other) = others.copied().find(|it| *it != organisation.id) {
            warnings.push(Warning::SameName { row, name: standing.names.full.clone(), other });
        }
    }
}

fn is_name(fact: &Fact) -> bool {
    matches!(fact.change, Change::Renamed { .. } | Change::Moved { .. })
}
