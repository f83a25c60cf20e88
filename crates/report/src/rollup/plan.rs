//! Who is to be added up: the parent and its units, as a supervisor writes them down.

use serde::{Deserialize, Serialize};

use crate::model::Report;

/// The set of units that make up a parent (配置汇总范围).
///
/// A plan without units takes every report for a unit of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Plan {
    /// The government whose report the units make up.
    pub parent: String,
    /// The year reported on; where it is left out, the year of most reports.
    pub year: Option<i32>,
    /// The units.
    pub units: Vec<UnitPlan>,
}

/// A unit of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitPlan {
    /// Its full name.
    pub name: String,
    /// Other names under which it reports, for example after a reorganisation.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Whether it has to report (L-2).
    #[serde(default = "yes")]
    pub obliged: bool,
}

fn yes() -> bool {
    true
}

/// A report to be added up, and the file it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// The file, by which people know it.
    pub name_of_file: String,
    /// The report.
    pub report: Report,
}

/// How strict the roll-up is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Counts reports with faults in their tables all the same; they are named either way.
    pub include_faulty: bool,
}
