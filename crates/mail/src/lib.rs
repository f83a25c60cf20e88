//! Mail to the people who work here: what it says, how it is handed to a mail server, and the jobs that
//! do it.
//!
//! A mail tells that something is to be seen and where; what it is stands in the office, behind the
//! sign-in. So a mail has no personal value but the address it goes to, and nothing happens by opening
//! one. What is told at all is decided where it happens, by `notifications().notify` of the store.

mod digest;
mod failure;
mod letter;
mod message;
mod send;
mod sender;
mod settings;
mod wiring;

pub use digest::{GatherDigests, SendDigest};
pub use failure::{Failure, Step};
pub use letter::Letter;
pub use message::{Message, Site, Words};
pub use send::{SendMail, Unmailed};
pub use sender::Sender;
pub use settings::{Credentials, Security, Settings, SettingsError};
pub use wiring::{expectations, registered, schedules};
