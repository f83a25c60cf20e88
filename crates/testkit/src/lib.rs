//! What tests are built of: a clock that stands until told to move, chance that repeats, and whole
//! installations on either engine.
//!
//! A test that fails here fails the same way again. Nothing in the product depends on this crate.

mod contract;
mod edge;
mod installation;
mod machine;
mod people;
#[cfg(feature = "s3")]
mod s3;
mod words;

pub use edge::{FixedClock, SeededChance, edge};
pub use installation::{Engine, Installation, POSTGRES, new_settings};
pub use machine::machine_edge;
pub use people::{account, act_on, found, invite, organisation};
#[cfg(feature = "s3")]
pub use s3::S3Server;
pub use sample;
pub use words::{act, agency, token};
