//! Opens the installation at a place, or makes one where none was finished.

use std::path::Path;

use anyhow::{Context, Result};
use chrono::NaiveDate;
use eventlog::{HashSuite, Origin};
use sealed::Suite;
use store::sabotage::Sabotage;
use store::{Database, FileSettings, Keys, Settings, Store, StoreError};
use testkit::machine_edge;

use super::Place;

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
    match Store::open(&settings, keys.clone(), machine_edge()).await {
        Err(StoreError::Schema(_)) => {
            let made = Store::create(&settings, keys, HashSuite::Sha256, machine_edge()).await;
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
        let (keys, seed) = Keys::generate(origin, Suite::International, &machine_edge(), today)?;
        keys.write(&half, &seed)?;
        std::fs::rename(&half, &folder)?;
        std::fs::File::open(data)?.sync_all()?;
    }
    Ok(Keys::read(&folder)?)
}
