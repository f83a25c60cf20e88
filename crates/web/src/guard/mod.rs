//! The one way into the program: no route without an action, no action without the table.
//!
//! [`Guarded`] is the only thing routes are registered with, and it asks for the [`Action`] of each. Before a
//! handler runs, whoever asks is known and the table has said that there is anything they might do this to.
//! What it is done to is loaded through the [`Permit`], together with the right to it.

mod asking;
mod object;
mod permit;
mod routes;

pub(crate) use asking::grants_of;
pub(crate) use object::{account_object, organisation_object};
pub use permit::Permit;
pub use routes::{Cell, Guarded};
