//! What hashing a password costs us, and therefore whoever stole the database.

use argon2::{Algorithm, Argon2, Params, Version};
use thiserror::Error;

/// Memory, passes and lanes of Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordCost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// Argon2 cannot work with such a cost: it takes 8 KiB for each lane, one pass, one lane at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("Argon2 cannot work with {memory_kib} KiB, {passes} passes and {lanes} lanes")]
pub struct ImpossibleCost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl PasswordCost {
    /// What a new installation takes, and OWASP's first recommendation for Argon2id where memory is
    /// dear: 19 MiB, two passes, one lane.
    pub const RECOMMENDED: Self = Self { memory_kib: 19 * 1_024, passes: 2, lanes: 1 };

    /// The least that Argon2 accepts. It protects nothing: for tests only.
    pub const FOR_TESTS: Self = Self { memory_kib: 8, passes: 1, lanes: 1 };

    /// Takes a cost that an office has chosen.
    ///
    /// # Errors
    ///
    /// [`ImpossibleCost`] below what Argon2 accepts, or above what a stored hash may ask for.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, ImpossibleCost> {
        let too_much = memory_kib > super::LARGEST_MEMORY_KIB
            || passes > super::MOST_PASSES
            || lanes > super::MOST_LANES;
        if too_much || Params::new(memory_kib, passes, lanes, None).is_err() {
            return Err(ImpossibleCost { memory_kib, passes, lanes });
        }
        Ok(Self { memory_kib, passes, lanes })
    }

    pub(super) fn argon2(self) -> Argon2<'static> {
        let params = Params::new(self.memory_kib, self.passes, self.lanes, None);
        let params = params.expect("every cost was tried when it was made");
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
    }

    pub(super) fn is_that_of(self, params: &Params) -> bool {
        (self.memory_kib, self.passes, self.lanes)
            == (params.m_cost(), params.t_cost(), params.p_cost())
    }
}

impl Default for PasswordCost {
    fn default() -> Self {
        Self::RECOMMENDED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cost_that_argon2_or_a_stored_hash_cannot_have_is_refused() {
        assert!(PasswordCost::new(19 * 1_024, 2, 1).is_ok());
        for (memory, passes, lanes) in
            [(7, 1, 1), (8, 0, 1), (8, 1, 0), (8, 1, 2), (u32::MAX, 1, 1), (8, 17, 1), (99, 1, 9)]
        {
            assert!(PasswordCost::new(memory, passes, lanes).is_err(), "{memory} {passes} {lanes}");
        }
    }

    #[test]
    fn the_constants_work() {
        for cost in [PasswordCost::RECOMMENDED, PasswordCost::FOR_TESTS] {
            let PasswordCost { memory_kib, passes, lanes } = cost;
            assert_eq!(PasswordCost::new(memory_kib, passes, lanes), Ok(cost));
        }
    }
}
