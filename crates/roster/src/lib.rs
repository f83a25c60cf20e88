//! Organisations and people as a spreadsheet: written for offices to fill in, read with bounds, and
//! compared with what is there before anything is changed.
//!
//! Bytes in, values out. [`read()`] understands a file, [`plan()`] says what it would change and what is
//! wrong with it, [`Plan::changes`] hands over the changes if nothing is. Storing them is the store's, and
//! roles are only proposed: whoever imports people does not grant rights.
//!
//! An organisation is known by its code, a person by their login. What a row says is what holds from the
//! day of the import on; a column that is left out stays as it is, and so does whoever is not listed.

mod columns;
mod guard;
mod limits;
mod plan;
mod read;
#[cfg(test)]
mod sample;
mod values;
mod write;

pub use columns::{Column, OrganisationColumn, PersonColumn, SheetName};
pub use guard::neutral;
pub use limits::{
    LONGEST_CELL, MOST_BYTES, MOST_COLUMNS, MOST_PARTS, MOST_ROWS, MOST_UNPACKED_BYTES,
};
pub use plan::{
    Changes, Plan, PlannedAccount, PlannedOrganisation, ProposedAppointment, RowFault, Warning,
    What, plan,
};
pub use read::{Oddity, ReadError, Row, Sheet, Sheets, read};
pub use write::{WriteError, export, export_part, template};
