//! Who may do what: one table of roles, actions, states and places, asked in one place.
//!
//! Whatever [`TABLE`] does not allow is denied. [`decide`] is the only reader of the table that counts; the
//! page of the manual is written from the same rows.

mod action;
mod decide;
mod page;
mod reach;
mod state;
mod table;
#[cfg(test)]
mod tests;
mod who;

pub use action::Action;
pub use decide::{Decision, Denial, Object, Principal, decide, might};
pub use page::page;
pub use reach::reach;
pub use state::RecordState;
pub use table::{Rule, TABLE, Unless};
pub use who::Who;
