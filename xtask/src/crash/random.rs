//! Chance that can be repeated: every number follows from the seed.

/// A generator of numbers (SplitMix64).
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// Returns the generator of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns the next number of 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let it = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        it ^ (it >> 31)
    }

    /// Returns a number from `low` to `high`, both included.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    /// Returns a number from 1 to `high`, where each power of two is as likely as the next.
    ///
    /// Much happens at the first call of a kind and at the hundredth; little that is new happens
    /// between the ninetieth and the hundredth.
    pub fn scale(&mut self, high: u64) -> u64 {
        let power = self.between(0, u64::from(high.ilog2()));
        self.between(1 << power, (2 << power) - 1).min(high)
    }

    /// Returns one of several.
    ///
    /// # Panics
    ///
    /// When there is none to choose from.
    pub fn pick<T: Copy>(&mut self, among: &[T]) -> T {
        let count = u64::try_from(among.len()).expect("a length has at most 64 bits");
        let index = self.between(0, count - 1);
        among[usize::try_from(index).expect("the index is below a length")]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers_within_their_bounds() {
        let (mut one, mut other) = (Random::new(7), Random::new(7));
        for _ in 0..1_000 {
            let number = one.between(20, 250);
            assert!((20..=250).contains(&number));
            assert_eq!(number, other.between(20, 250));
            let number = one.scale(200);
            assert!((1..=200).contains(&number));
            assert_eq!(number, other.scale(200));
        }
    }
}
