//! Places in the queue of sign-ins, shared out by network: one network cannot fill it for all.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::error::WebError;
use crate::limits::PASSWORDS_OF_NETWORK;

/// How many of each network are being checked or wait.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    taken: Arc<Mutex<BTreeMap<IpAddr, usize>>>,
}

/// A place, until dropped.
#[derive(Debug)]
pub(crate) struct Place {
    network: IpAddr,
    of: Places,
}

impl Places {
    /// Takes a place, if the network has any left.
    pub(crate) fn take(&self, network: IpAddr) -> Result<Place, WebError> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(network).or_default();
        if *count >= PASSWORDS_OF_NETWORK {
            return Err(WebError::TooMany { wait: Duration::from_secs(2) });
        }
        *count += 1;
        Ok(Place { network, of: self.clone() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.of.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_network_leaves_places_for_others() {
        let places = Places::default();
        let flood = IpAddr::from([203, 0, 113, 9]);
        let held: Vec<Place> =
            (0..PASSWORDS_OF_NETWORK).map(|_| places.take(flood).expect("a place")).collect();
        assert!(places.take(flood).is_err());
        assert!(places.take(IpAddr::from([198, 51, 100, 7])).is_ok());
        drop(held);
        assert!(places.take(flood).is_ok());
    }
}
