//! The keys of an installation: a folder that its owner alone may read.
//!
//! `log.seed` signs checkpoints, `sealing.keys` opens personal values. They are not in the database
//! and not in its backups' plain part: a stolen database tells nothing about persons.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use eventlog::{LogKey, Origin};
use sealed::{KeyRing, Suite};
use zeroize::Zeroizing;

use crate::chance::EdgeRng;
use crate::edge::Edge;
use crate::error::StoreError;

/// The file with the seed of the signing key.
pub const LOG_SEED: &str = "log.seed";
/// The file with the sealing keys.
pub const SEALING_KEYS: &str = "sealing.keys";

/// The largest key file that is read.
const LARGEST: u64 = 1 << 20;

/// The keys.
#[derive(Clone)]
pub struct Keys {
    log: Arc<LogKey>,
    ring: Arc<KeyRing>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keys({})", self.log.verifier().fingerprint())
    }
}

impl Keys {
    /// Makes new keys.
    ///
    /// # Errors
    ///
    /// Where chance fails.
    pub fn generate(
        origin: Origin,
        suite: Suite,
        edge: &Edge,
        today: NaiveDate,
    ) -> Result<(Self, Zeroizing<[u8; 32]>), StoreError> {
        let seed = Zeroizing::new(edge.bytes::<32>());
        let ring = KeyRing::generate(suite, &mut EdgeRng::new(edge), today);
        let ring = ring.map_err(|error| StoreError::Keys(error.to_string()))?;
        let log = LogKey::from_seed(origin, &seed);
        Ok((Self { log: Arc::new(log), ring: Arc::new(ring) }, seed))
    }

    /// Makes keys of their parts.
    #[must_use]
    pub fn of(log: LogKey, ring: KeyRing) -> Self {
        Self { log: Arc::new(log), ring: Arc::new(ring) }
    }

    /// The same installation with other keys for personal values, after a rotation.
    #[must_use]
    pub fn with_ring(&self, ring: KeyRing) -> Self {
        Self { log: Arc::clone(&self.log), ring: Arc::new(ring) }
    }

    /// The key that signs the log.
    #[must_use]
    pub fn log(&self) -> &LogKey {
        &self.log
    }

    /// A key for another purpose, such as form tokens: of the seed of the log, which every node of an
    /// installation has and which stays when the keys of personal values are rotated and when a backup
    /// is brought back. What was made with it (a cookie, a bucket of failed attempts) stays good then.
    #[must_use]
    pub fn derived(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        self.log.derive(purpose)
    }

    /// The keys of personal values.
    #[must_use]
    pub fn ring(&self) -> &KeyRing {
        &self.ring
    }

    /// Writes new keys into a folder, readable by its owner alone.
    ///
    /// # Errors
    ///
    /// Where a key is there already: keys are never overwritten.
    pub fn write(&self, folder: &Path, seed: &[u8; 32]) -> Result<(), StoreError> {
        std::fs::create_dir_all(folder).map_err(StoreError::file("written"))?;
        let origin = self.log.verifier().origin().to_string();
        let text =
            Zeroizing::new(format!("{origin}\n{}\n", Zeroizing::new(hex::encode(seed)).as_str()));
        write_secret(&folder.join(LOG_SEED), text.as_bytes(), false)?;
        write_secret(&folder.join(SEALING_KEYS), self.ring.to_text().as_bytes(), false)
    }

    /// Replaces the sealing keys, after a rotation.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be written.
    pub fn replace_ring(folder: &Path, ring: &KeyRing) -> Result<(), StoreError> {
        write_secret(&folder.join(SEALING_KEYS), ring.to_text().as_bytes(), true)
    }

    /// Reads the keys of a folder.
    ///
    /// # Errors
    ///
    /// Where a key is missing, damaged, or readable by others.
    pub fn read(folder: &Path) -> Result<Self, StoreError> {
        let text = read_secret(&folder.join(LOG_SEED))?;
        let damaged = || StoreError::Keys(format!("{LOG_SEED} is damaged"));
        let (origin, seed) = text.trim_end().split_once('\n').ok_or_else(damaged)?;
        let origin = Origin::new(origin).map_err(|_| damaged())?;
        let mut bytes = Zeroizing::new([0_u8; 32]);
        hex::decode_to_slice(seed, bytes.as_mut_slice()).map_err(|_| damaged())?;
        let ring = KeyRing::parse(&read_secret(&folder.join(SEALING_KEYS))?)
            .map_err(|error| StoreError::Keys(format!("{SEALING_KEYS}: {error}")))?;
        Ok(Self::of(LogKey::from_seed(origin, &bytes), ring))
    }
}

/// Reads a file that its owner alone may read.
///
/// # Errors
///
/// Where it is missing, no text, or readable by others.
pub fn read_secret(path: &Path) -> Result<Zeroizing<String>, StoreError> {
    let told = |why: String| StoreError::Keys(format!("{}: {why}", path.display()));
    let file = std::fs::File::open(path).map_err(|error| told(error.to_string()))?;
    let metadata = file.metadata().map_err(|error| told(error.to_string()))?;
    if others_may_read(&metadata) {
        return Err(told("others may read it; run `chmod 600` on it".to_owned()));
    }
    let mut text = Zeroizing::new(String::new());
    file.take(LARGEST).read_to_string(&mut text).map_err(|error| told(error.to_string()))?;
    Ok(text)
}

/// Writes a file that its owner alone may read, whole or not at all.
///
/// # Errors
///
/// Where one is there and is not to be replaced.
pub fn write_secret(path: &Path, bytes: &[u8], replace: bool) -> Result<(), StoreError> {
    let told = |why: String| StoreError::Keys(format!("{}: {why}", path.display()));
    if !replace && path.exists() {
        return Err(told("it is there already, and keys are never overwritten".to_owned()));
    }
    let part = path.with_extension("part");
    let _ = std::fs::remove_file(&part);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    owner_only(&mut options);
    let written = options.open(&part).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&part, path)?;
        let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
        std::fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    });
    written.map_err(|error| told(error.to_string()))
}

#[cfg(unix)]
fn others_may_read(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn others_may_read(_metadata: &std::fs::Metadata) -> bool {
    false
}

#[cfg(unix)]
fn owner_only(options: &mut std::fs::OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn owner_only(_options: &mut std::fs::OpenOptions) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(seed: u8, origin: &str, ring: u8) -> Keys {
        let origin = Origin::new(origin).expect("a name");
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a date");
        let edge = Edge { clock: Arc::new(Stands), chance: Arc::new(Repeats(ring)) };
        let ring = KeyRing::generate(Suite::International, &mut EdgeRng::new(&edge), today);
        Keys::of(LogKey::from_seed(origin, &[seed; 32]), ring.expect("a ring"))
    }

    struct Stands;
    impl crate::edge::Clock for Stands {
        fn now(&self) -> eventlog::At {
            eventlog::At::from_micros(0).expect("within the calendar")
        }
    }

    struct Repeats(u8);
    impl crate::edge::Chance for Repeats {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }

    #[test]
    fn derived_keys_are_one_per_purpose_and_installation_and_outlive_a_rotation() {
        let ours = keys(1, "example.gov.cn/log", 7);
        assert_eq!(
            hex::encode(ours.derived("web.form").as_slice()),
            "d21b5ae624db24145d92272687ecc0d6eb8c01c2c609a94404cbe31748aa2154",
            "what was made with it before must stay good"
        );
        assert_eq!(ours.derived("web.form"), keys(1, "example.gov.cn/log", 8).derived("web.form"));
        assert_ne!(ours.derived("web.form"), ours.derived("web.device"));
        assert_ne!(ours.derived("web.form"), keys(2, "example.gov.cn/log", 7).derived("web.form"));
        assert_ne!(ours.derived("web.form"), keys(1, "other.gov.cn/log", 7).derived("web.form"));
        assert_ne!(ours.derived("web.form").as_slice(), &[1; 32]);
    }
}
