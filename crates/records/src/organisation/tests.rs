//! Organisations in time and in trees.

mod kept;
mod properties;
mod time;
mod tree;

use chrono::NaiveDate;
use uuid::Uuid;

use super::*;

fn id(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(n))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn fact(on: &str, change: Change) -> Fact {
    Fact { on: day(on), basis: String::new(), change }
}

fn founding(name: &str, of: Kind, parent: Option<u128>) -> Change {
    Change::Founded {
        names: Names::of(name),
        of,
        administrative_parent: parent.map(id),
        ogi_authority: None,
        predecessors: Vec::new(),
    }
}

fn renamed(name: &str) -> Change {
    Change::Renamed { names: Names::of(name) }
}

/// An organisation of the first day of 2019.
fn organisation(n: u128, of: Kind, parent: Option<u128>) -> Organisation {
    let founding = founding(&format!("演示机构{n}"), of, parent);
    Organisation::found(id(n), &format!("org-{n}"), fact("2019-01-01", founding)).unwrap()
}

const fn school() -> Kind {
    Kind::School { stage: SchoolStage::Primary, run_by: RunBy::Public }
}
