//! Passwords: Argon2id, on threads of its own.
//!
//! One check takes tens of milliseconds and 19 MiB on purpose. A morning on which a whole province
//! signs in must not keep pages waiting, so the work has its own threads and a bounded queue, and
//! whoever finds the queue full is told to come again.

mod cost;
mod pool;
mod strength;

use std::fmt;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

pub use self::cost::{ImpossibleCost, PasswordCost};
use self::pool::Pool;
pub use self::strength::{LONGEST, SHORTEST, Weak, strength};

/// Beyond this nothing is hashed; no password that [`strength`] lets pass is so long.
const LARGEST_BYTES: usize = 1_024;

/// The most memory and passes that a stored hash may ask for, whoever wrote it.
const LARGEST_MEMORY_KIB: u32 = 256 * 1_024;
const MOST_PASSES: u32 = 16;
const MOST_LANES: u32 = 8;

/// Checks and hashes passwords. Dropping it ends its threads after the work in hand.
pub struct Passwords {
    cost: PasswordCost,
    pool: Pool,
}

/// What checking a password found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// The password is the one that was stored.
    pub matches: bool,
    /// The stored hash has another cost than a new one would; hash anew after a match.
    pub rehash: bool,
}

/// Why a password could not be hashed or checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordError {
    /// Too many are waiting; the person tries again in a moment.
    #[error("too many people are signing in at this moment")]
    Busy,
    /// The stored hash is not one of ours.
    #[error("the stored password hash makes no sense")]
    Unreadable,
    /// The password is longer than any that is accepted.
    #[error("the password is too long")]
    TooLong,
    /// The work itself failed, which is a fault of ours or want of memory.
    #[error("hashing the password failed")]
    Failed,
}

impl Passwords {
    /// Starts `at_once` threads, at least one, and lets `queue` more wait for them.
    ///
    /// # Errors
    ///
    /// When the system starts no thread.
    pub fn new(cost: PasswordCost, at_once: usize, queue: usize) -> std::io::Result<Self> {
        Ok(Self { cost, pool: Pool::start("password", at_once, queue)? })
    }

    /// Hashes a new password, as text that carries its own salt and cost (PHC).
    ///
    /// # Errors
    ///
    /// [`PasswordError::Busy`] when the queue is full, [`PasswordError::TooLong`], and
    /// [`PasswordError::Failed`].
    pub async fn hash(
        &self,
        password: Zeroizing<String>,
        salt: [u8; 16],
    ) -> Result<String, PasswordError> {
        if password.len() > LARGEST_BYTES {
            return Err(PasswordError::TooLong);
        }
        let argon2 = self.cost.argon2();
        self.run(move || {
            let hashed = argon2.hash_password_with_salt(composed(&password).as_bytes(), &salt);
            hashed.map(|it| it.to_string()).map_err(|_| PasswordError::Failed)
        })
        .await
    }

    /// Compares a password with a stored hash. Without one, as for an unknown login, it works as
    /// long and says no, so that the time does not tell who has an account.
    ///
    /// # Errors
    ///
    /// [`PasswordError::Busy`] when the queue is full, [`PasswordError::Unreadable`] when what is
    /// stored is no hash of ours, and [`PasswordError::Failed`].
    pub async fn verify(
        &self,
        password: Zeroizing<String>,
        stored: Option<String>,
    ) -> Result<Verdict, PasswordError> {
        let cost = self.cost;
        // What is too long is nobody's password; it costs the same time without being read.
        let (password, stored) = match password.len() {
            0..=LARGEST_BYTES => (password, stored),
            _ => (Zeroizing::default(), None),
        };
        self.run(move || match stored {
            Some(stored) => compare(cost, &password, &stored),
            None => pretend(cost, &password),
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let (give, wait) = tokio::sync::oneshot::channel();
        let job = move || {
            // Whoever has gone away in the meantime costs no more time.
            if !give.is_closed() {
                let _ = give.send(work());
            }
        };
        self.pool.submit(Box::new(job)).map_err(|_| PasswordError::Busy)?;
        wait.await.map_err(|_| PasswordError::Failed)?
    }
}

impl fmt::Debug for Passwords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Passwords").field("cost", &self.cost).finish_non_exhaustive()
    }
}

fn compare(cost: PasswordCost, password: &str, stored: &str) -> Result<Verdict, PasswordError> {
    let stored = PasswordHash::new(stored).map_err(|_| PasswordError::Unreadable)?;
    let params = Params::try_from(&stored).map_err(|_| PasswordError::Unreadable)?;
    let ours = stored.algorithm == Algorithm::Argon2id.ident()
        && stored.version == Some(Version::V0x13.into())
        && stored.salt.is_some()
        && stored.hash.is_some()
        && params.m_cost() <= LARGEST_MEMORY_KIB
        && params.t_cost() <= MOST_PASSES
        && params.p_cost() <= MOST_LANES;
    if !ours {
        return Err(PasswordError::Unreadable);
    }
    let rehash = !cost.is_that_of(&params);
    let compared = Argon2::from(params).verify_password(composed(password).as_bytes(), &stored);
    match compared {
        Ok(()) => Ok(Verdict { matches: true, rehash }),
        Err(argon2::password_hash::Error::PasswordInvalid) => {
            Ok(Verdict { matches: false, rehash })
        }
        Err(_) => Err(PasswordError::Failed),
    }
}

/// Does the work of a comparison that cannot come out well.
fn pretend(cost: PasswordCost, password: &str) -> Result<Verdict, PasswordError> {
    let mut out = Zeroizing::new([0; Params::DEFAULT_OUTPUT_LEN]);
    cost.argon2()
        .hash_password_into(composed(password).as_bytes(), &[0; 16], out.as_mut_slice())
        .map_err(|_| PasswordError::Failed)?;
    // Looked at, so that no optimiser finds the work useless.
    std::hint::black_box(&out);
    Ok(Verdict { matches: false, rehash: false })
}

/// The same letters may come as other bytes from another keyboard; hashed are the composed ones.
fn composed(password: &str) -> Zeroizing<String> {
    // Composing makes no text more than three times as long, so nothing is copied and left behind.
    let mut composed = Zeroizing::new(String::with_capacity(password.len() * 3));
    composed.extend(password.nfc());
    composed
}

#[cfg(test)]
mod tests;
