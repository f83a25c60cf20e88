//! What can be wrong with a row.

use chrono::NaiveDate;
use records::organisation::{FactError, OrganisationId, TreeFault};
use records::person::AccountError;

use crate::columns::Column;
use crate::read::Oddity;

/// Something wrong at a place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The row; none where the file makes something wrong that it does not list.
    pub row: Option<u32>,
    /// The column, which tells the sheet.
    pub column: Column,
    /// What is wrong.
    pub what: What,
    /// What the cell says.
    pub value: String,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Something is needed.
    Missing,
    /// It can be no code.
    NotACode,
    /// It can be no login.
    NotALogin,
    /// It is none of the values that the notes list.
    NotAmongValues,
    /// No day.
    NotADay,
    /// Only schools have a stage and somebody who runs them.
    NotASchool,
    /// A day to come.
    ToCome,
    /// Founded on another day.
    FoundedOn(NaiveDate),
    /// Nothing is there of that code.
    NoSuchOrganisation,
    /// It has ended, or is not founded yet.
    NotThereToday,
    /// In another row already.
    Twice {
        /// Which row.
        row: u32,
    },
    /// Another row of the same person says something else.
    Disagrees {
        /// Which row.
        row: u32,
    },
    /// Places and days are given, but no role.
    NoRole,
    /// The account is closed.
    Closed,
    /// It does not fit what has happened to the organisation.
    Fact(FactError),
    /// It does not fit among the others.
    Tree(TreeFault),
    /// It does not fit the account.
    Account(AccountError),
}

/// Something that somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// Something in the file was left out.
    Oddity(Oddity),
    /// Another organisation under the same parent has that name.
    SameName {
        /// The row.
        row: u32,
        /// The name.
        name: String,
        /// The other one.
        other: OrganisationId,
    },
}
