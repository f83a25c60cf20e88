//! Repositories: what is kept, in words of the domain. Reading needs a [`crate::Source`], writing a
//! [`crate::Work`], and either an [`crate::AgencyScope`].

mod attachments;
mod idempotency;
mod jobs;
mod log;
mod numbers;
mod records;
mod runs;
mod sealed_fields;

pub use attachments::{Attachment, Attachments};
pub use idempotency::{Idempotency, Key};
pub use jobs::{Job, JobCount, JobState, Jobs, Kinds, Lease, NewJob};
pub use log::{Detail, Event, Log, LogEntry, LogFilter, Subject};
pub(crate) use log::{PURGED, entry_of, opening_of};
pub use numbers::{Given, Numbers, Series, Void};
pub use records::{NewRecord, Record, Records};
pub use sealed_fields::SealedFields;
