//! Our source of chance in the shape that the cryptographic libraries ask for.

use std::convert::Infallible;

use rand_core::{TryCryptoRng, TryRng};

use crate::edge::Edge;

/// Random bytes of the edge.
#[derive(Debug)]
pub struct EdgeRng<'a>(&'a Edge);

impl<'a> EdgeRng<'a> {
    /// Draws from the edge.
    #[must_use]
    pub fn new(edge: &'a Edge) -> Self {
        Self(edge)
    }
}

impl TryRng for EdgeRng<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_ne_bytes(self.0.bytes()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_ne_bytes(self.0.bytes()))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.chance.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for EdgeRng<'_> {}
