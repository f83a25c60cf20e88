//! Opens the installation at a place, or makes one where none was finished.

use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use chrono::NaiveDate;
use eventlog::{At, HashSuite, Origin};
use sealed::Suite;
use store::sabotage::Sabotage;
use store::{Chance, Clock, Database, Edge, FileSettings, Keys, Settings, Store, StoreError};

use super::Place;

struct MachineClock;

impl Clock for MachineClock {
    #[expect(clippy::disallowed_methods, reason = "this program stands for the edge")]
    fn now(&self) -> At {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let micros = i64::try_from(since.as_micros()).unwrap_or(i64::MAX);
        At::from_micros(micros).expect("the clock shows a year before 9999")
    }
}

struct MachineChance;

impl Chance for MachineChance {
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the system gives random bytes");
    }
}

/// Time and chance of this machine.
pub(super) fn edge() -> Edge {
    Edge { clock: Arc::new(MachineClock), chance: Arc::new(MachineChance) }
}

/// What the store at a place is opened with.
pub(super) fn settings(place: &Place, sabotage: Option<Sabotage>) -> Settings {
    let database = match &place.database {
        Some(url) => Database::Postgres { url: url.clone(), connections: 20 },
        None => Database::Sqlite { file: place.data.join("gongkai.sqlite3") },
    };
    let files = FileSettings::Folder { folder: place.data.join("files") };
    Settings { sabotage, ..Settings::of(database, files) }
}

/// Opens the store. An installation that was killed while it was made is made to the end.
pub(super) async fn open(place: &Place, sabotage: Option<Sabotage>) -> Result<Store> {
    let keys = keys(&place.data)?;
    let settings = settings(place, sabotage);
    match Store::open(&settings, keys.clone(), edge()).await {
        Err(StoreError::Schema(_)) => {
            let made = Store::create(&settings, keys, HashSuite::Sha256, edge()).await;
            made.context("could not make the installation")
        }
        opened => opened.context("could not open the installation"),
    }
}

/// The keys, which appear whole or not at all.
fn keys(data: &Path) -> Result<Keys> {
    let folder = data.join("keys");
    if !folder.exists() {
        let half = data.join("keys.part");
        let _ = std::fs::remove_dir_all(&half);
        let origin = Origin::new("example.gov.cn/crash")?;
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).context("a date")?;
        let (keys, seed) = Keys::generate(origin, Suite::International, &edge(), today)?;
        keys.write(&half, &seed)?;
        std::fs::rename(&half, &folder)?;
        std::fs::File::open(data)?.sync_all()?;
    }
    Ok(Keys::read(&folder)?)
}
