//! How the sample is told: days, documents, facts that fit.

use chrono::NaiveDate;
use records::organisation::{Change, Fact, Kind, Names, Organisation, OrganisationId};

use crate::ids;

/// When most of the sample was founded.
pub const FOUNDED: NaiveDate = day(2019, 1, 1);

/// When the regulation of today came into force (国务院令第711号).
pub const REGULATION: NaiveDate = day(2019, 5, 15);

/// A day of the calendar.
pub const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the sample names days of the calendar")
}

/// Names with a short one and one in English.
pub fn names(full: &str, short: &str, english: &str) -> Names {
    Names { full: full.to_owned(), short: short.to_owned(), english: english.to_owned() }
}

/// A fact with a document that does not exist.
pub fn fact(on: NaiveDate, change: Change) -> Fact {
    Fact { on, basis: format!("海编发〔{}〕1号（演示）", on.format("%Y")), change }
}

/// An organisation from a day on, with what happened to it.
pub fn organisation(
    code: &str,
    names: Names,
    of: Kind,
    under: Option<OrganisationId>,
    later: impl IntoIterator<Item = Fact>,
) -> Organisation {
    let change = Change::Founded {
        names,
        of,
        administrative_parent: under,
        ogi_authority: None,
        predecessors: Vec::new(),
    };
    founded(code, fact(FOUNDED, change), later)
}

/// An organisation of a founding and of what happened to it.
pub fn founded(code: &str, founding: Fact, later: impl IntoIterator<Item = Fact>) -> Organisation {
    let founded = Organisation::found(ids::organisation(code), code, founding);
    later
        .into_iter()
        .try_fold(founded.expect("the sample is founded as it should be"), |it, fact| it.note(fact))
        .expect("the sample is told in facts that fit")
}
