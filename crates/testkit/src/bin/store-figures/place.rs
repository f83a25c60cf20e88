//! The installation that is measured, as an office has it: real clock, full fsync.

use std::path::Path;

use anyhow::Result;
use chrono::NaiveDate;
use eventlog::{HashSuite, Origin};
use sealed::Suite;
use store::{Database, FileSettings, Keys, LOG_SEED, SEALING_KEYS, Settings, Store, read_secret};
use testkit::machine_edge;

use super::Place;

/// Connections to a server: a few more than writers.
const CONNECTIONS: u32 = 20;

/// What an installation in a folder is opened with.
pub(super) fn settings(data: &Path, database: Option<&str>) -> Settings {
    let database = match database {
        Some(url) => Database::Postgres { url: url.to_owned(), connections: CONNECTIONS },
        None => Database::Sqlite { file: data.join("gongkai.sqlite3") },
    };
    Settings::of(database, FileSettings::Folder { folder: data.join("files") })
}

/// Opens the installation, or makes one where there is none.
pub(super) async fn open(place: &Place) -> Result<Store> {
    let folder = place.data.join("keys");
    let settings = settings(&place.data, place.database.as_deref());
    if folder.exists() {
        return Ok(Store::open(&settings, Keys::read(&folder)?, machine_edge()).await?);
    }
    std::fs::create_dir_all(&place.data)?;
    let origin = Origin::new("example.gov.cn/figures")?;
    let today = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default();
    let (keys, seed) = Keys::generate(origin, Suite::International, &machine_edge(), today)?;
    keys.write(&folder, &seed)?;
    Ok(Store::create(&settings, keys, HashSuite::Sha256, machine_edge()).await?)
}

/// The keys as a backup carries them.
pub(super) fn keys(place: &Place) -> Result<Vec<(&'static str, String)>> {
    let read = |name: &'static str| -> Result<(&'static str, String)> {
        let text = read_secret(&place.data.join("keys").join(name))?;
        Ok((name, text.to_string()))
    };
    Ok(vec![read(LOG_SEED)?, read(SEALING_KEYS)?])
}
