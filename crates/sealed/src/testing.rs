//! What the unit tests share: generators, a day, a place, rings.

use std::convert::Infallible;

use chrono::NaiveDate;
use rand_core::{TryCryptoRng, TryRng};
use uuid::Uuid;

use crate::{KeyRing, Place, Suite};

/// A generator that gives one byte for ever.
pub(crate) struct Repeating(pub(crate) u8);

impl TryRng for Repeating {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_ne_bytes([self.0; 4]))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_ne_bytes([self.0; 8]))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.fill(self.0);
        Ok(())
    }
}

impl TryCryptoRng for Repeating {}

pub(crate) const SUITES: [Suite; 2] = [Suite::International, Suite::GuoMi];

pub(crate) fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
}

pub(crate) fn place() -> Place<'static> {
    let (agency, record) = (Uuid::from_u128(0xA), Uuid::from_u128(0xB));
    Place { agency, table: "applicant", column: "identity_number", record }
}

pub(crate) fn ring(suite: Suite) -> KeyRing {
    KeyRing::generate(suite, &mut getrandom::SysRng, day()).unwrap()
}
