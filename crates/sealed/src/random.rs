//! Fresh bytes from the generator that the caller hands in.

use rand_core::TryCryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

/// The generator gave no usable bytes; nothing was sealed or made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the random number generator failed")]
pub struct RandomnessFailed;

/// Draws `N` bytes. All zeros is what a dead generator gives, and is refused.
pub(crate) fn fresh<const N: usize, R: TryCryptoRng + ?Sized>(
    rng: &mut R,
) -> Result<Zeroizing<[u8; N]>, RandomnessFailed> {
    let mut bytes = Zeroizing::new([0; N]);
    rng.try_fill_bytes(bytes.as_mut_slice()).map_err(|_| RandomnessFailed)?;
    if bytes.iter().all(|byte| *byte == 0) {
        return Err(RandomnessFailed);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Repeating;

    #[test]
    fn a_dead_generator_is_refused() {
        assert_eq!(fresh::<12, _>(&mut Repeating(0)), Err(RandomnessFailed));
        assert!(fresh::<12, _>(&mut Repeating(7)).is_ok());
    }
}
