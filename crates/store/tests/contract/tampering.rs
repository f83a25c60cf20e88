//! Whoever can write to the database and lifts its triggers is found out.

use eventlog::Checkpoint;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use store::Source;
use store::verify::{Against, Fault, verify};
use testkit::Installation;

use crate::records::opened;

/// Changes per engine, unless [`MANY`] says another number; `cargo xtask bench store` wants 1,000.
const CHANGES: u64 = 60;

/// The variable with the number of changes for a long run.
const MANY: &str = "GONGKAI_TAMPER_CHANGES";

/// Columns of the log and how each is changed by one byte, on both engines.
const COLUMNS: [(&str, &str, Change); 17] = [
    ("log_entry", "at", Change::Number),
    ("log_entry", "agency_id", Change::Id),
    ("log_entry", "actor", Change::Text),
    ("log_entry", "action", Change::Text),
    ("log_entry", "subject_kind", Change::Text),
    ("log_entry", "subject_id", Change::Id),
    ("log_entry", "subject_version", Change::Number),
    ("log_entry", "detail", Change::Bytes),
    ("log_entry", "id", Change::Id),
    ("log_detail", "salt", Change::Bytes),
    ("log_detail", "body", Change::Text),
    ("log_leaf", "hash", Change::Bytes),
    ("log_leaf", "entry_id", Change::Id),
    ("log_node", "hash", Change::Bytes),
    ("log_checkpoint", "note", Change::Text),
    ("log_checkpoint", "at", Change::Number),
    ("log_checkpoint", "size", Change::Number),
];

#[derive(Clone, Copy)]
enum Change {
    Number,
    Text,
    Bytes,
    Id,
}

async fn faults(at: &Installation, against: &Against) -> Vec<Fault> {
    verify(&at.store, against, &mut |_| {}).await.unwrap().faults
}

async fn run(raw: &DatabaseConnection, sql: &str) -> u64 {
    raw.execute_unprepared(sql)
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"))
        .rows_affected()
}

/// Takes the engine's own refusals away, as whoever owns the machine can.
async fn without_triggers(raw: &DatabaseConnection) {
    for table in ["log_entry", "log_detail", "log_leaf", "log_node", "log_checkpoint"] {
        for change in ["update", "delete"] {
            let (trigger, on) = match raw.get_database_backend() {
                DbBackend::Sqlite => (format!("{table}_refuses_{change}"), String::new()),
                _ => (format!("{table}_refuses_{change}"), format!(" ON {table}")),
            };
            run(raw, &format!("DROP TRIGGER IF EXISTS {trigger}{on}")).await;
        }
    }
}

async fn text(raw: &DatabaseConnection, sql: String) -> String {
    let statement = Statement::from_string(raw.get_database_backend(), sql.clone());
    let row = raw.query_one_raw(statement).await.unwrap().unwrap_or_else(|| panic!("{sql}"));
    row.try_get_by_index(0).unwrap_or_else(|error| panic!("{sql}: {error}"))
}

impl Change {
    /// How SQL reads a value as text.
    fn read(self, column: &str, sqlite: bool) -> String {
        match self {
            Self::Number => format!("CAST({column} AS TEXT)"),
            Self::Text => column.to_owned(),
            Self::Bytes | Self::Id if sqlite => format!("lower(hex({column}))"),
            Self::Bytes => format!("encode({column}, 'hex')"),
            Self::Id => format!("replace(CAST({column} AS TEXT), '-', '')"),
        }
    }

    /// How SQL writes a text as a value.
    fn write(self, value: &str, sqlite: bool) -> String {
        match self {
            Self::Number => value.to_owned(),
            Self::Text => format!("'{}'", value.replace('\'', "''")),
            Self::Bytes | Self::Id if sqlite => format!("x'{value}'"),
            Self::Bytes => format!("decode('{value}', 'hex')"),
            Self::Id => format!("CAST('{value}' AS uuid)"),
        }
    }

    /// Changes one byte; none where the engine would refuse half a letter.
    fn change(self, old: &str, byte: usize) -> Option<String> {
        let mut bytes = old.to_owned().into_bytes();
        let place = byte % bytes.len();
        bytes[place] = match (self, bytes[place]) {
            (Self::Number, digit) => b'1' + (digit + 1) % 9,
            (Self::Bytes | Self::Id, b'0') => b'1',
            (Self::Bytes | Self::Id, _) => b'0',
            (Self::Text, b'a') => b'b',
            (Self::Text, 128..) => return None,
            (Self::Text, _) => b'a',
        };
        String::from_utf8(bytes).ok().filter(|new| new != old)
    }
}

/// The column that tells the rows of a table apart.
fn key_of(table: &str) -> (&'static str, Change) {
    match table {
        "log_entry" => ("id", Change::Id),
        "log_detail" => ("entry_id", Change::Id),
        "log_checkpoint" => ("size", Change::Number),
        _ => ("position", Change::Number),
    }
}

async fn filled(at: &Installation) {
    for _ in 0..300 {
        opened(at, 1).await;
    }
    at.store.log().checkpoint().await.unwrap();
    for _ in 0..20 {
        opened(at, 1).await;
    }
    at.store.log().checkpoint().await.unwrap();
}

pub async fn every_changed_value_of_the_log_is_found(at: Installation) {
    filled(&at).await;
    assert_eq!(faults(&at, &Against::default()).await, []);
    let raw = at.raw().await;
    without_triggers(&raw).await;
    let sqlite = raw.get_database_backend() == DbBackend::Sqlite;
    let many = std::env::var(MANY).ok().map_or(CHANGES, |it| it.parse().unwrap());
    let mut made = 0;
    for n in 0..u64::MAX {
        let column = COLUMNS[usize::try_from(n).unwrap() % COLUMNS.len()];
        let rows = match column.0 {
            "log_node" => 1,
            "log_checkpoint" => 2,
            _ => 320,
        };
        let (table, name, change) = column;
        let (key, key_change) = key_of(table);
        let nth = format!("FROM {table} ORDER BY {table}.{key} LIMIT 1 OFFSET {}", n * 37 % rows);
        let row = text(&raw, format!("SELECT {} {nth}", key_change.read(key, sqlite))).await;
        let old = text(&raw, format!("SELECT {} {nth}", change.read(name, sqlite))).await;
        // Steps that share no factor with the numbers of rows and letters reach all of them.
        let Some(new) = change.change(&old, usize::try_from(n * 7).unwrap()) else { continue };
        let set = |to: &str, row: &str| {
            let (to, row) = (change.write(to, sqlite), key_change.write(row, sqlite));
            format!("UPDATE {table} SET {name} = {to} WHERE {key} = {row}")
        };
        // What the engine itself refuses needs no finding.
        let Ok(done) = raw.execute_unprepared(&set(&new, &row)).await else { continue };
        assert_eq!(done.rows_affected(), 1, "{table}.{name} {old}");
        let found = faults(&at, &Against::default()).await;
        assert!(!found.is_empty(), "{table}.{name}: {old} became {new}");
        let changed_row = if key == name { &new } else { &row };
        assert_eq!(run(&raw, &set(&old, changed_row)).await, 1);
        made += 1;
        if made == many {
            break;
        }
    }
    assert_eq!(faults(&at, &Against::default()).await, []);
}

pub async fn a_changed_tree_is_never_signed_again(at: Installation) {
    filled(&at).await;
    let raw = at.raw().await;
    without_triggers(&raw).await;
    let zeros =
        Change::Bytes.write(&"0".repeat(64), raw.get_database_backend() == DbBackend::Sqlite);
    run(&raw, &format!("UPDATE log_leaf SET hash = {zeros} WHERE position = 310")).await;
    opened(&at, 1).await;
    let told = at.store.log().checkpoint().await;
    assert!(told.unwrap_err().to_string().contains("not those that were signed"));
}

pub async fn removed_acts_are_found(at: Installation) {
    filled(&at).await;
    let raw = at.raw().await;
    without_triggers(&raw).await;
    let last = "SELECT max(position) FROM log_leaf";
    let entry = format!("SELECT entry_id FROM log_leaf WHERE position = ({last})");
    run(&raw, &format!("DELETE FROM log_detail WHERE entry_id = ({entry})")).await;
    let found = faults(&at, &Against::default()).await;
    assert!(found[0].what.to_string().contains("without a purge"), "{found:?}");
    run(&raw, &format!("DELETE FROM log_entry WHERE id = ({entry})")).await;
    run(&raw, &format!("DELETE FROM log_leaf WHERE position = ({last})")).await;
    let found = faults(&at, &Against::default()).await;
    assert!(found.iter().any(|it| it.what.to_string().contains("acts were removed")), "{found:?}");
}

pub async fn an_old_backup_put_back_is_noticed(at: Installation) {
    filled(&at).await;
    let (_, _, note) = at.store.log().latest_checkpoint().await.unwrap().unwrap();
    let kept = Checkpoint::open(&note, at.store.identity().key()).unwrap();
    let against = Against { witnessed: vec![kept], ..Default::default() };
    assert_eq!(faults(&at, &against).await, []);
    // The database as it was before the last twenty acts, whole and well signed.
    let raw = at.raw().await;
    without_triggers(&raw).await;
    run(
        &raw,
        "DELETE FROM log_entry WHERE id IN (SELECT entry_id FROM log_leaf WHERE position >= 300)",
    )
    .await;
    run(&raw, "DELETE FROM log_detail WHERE entry_id IN (SELECT entry_id FROM log_leaf WHERE position >= 300)").await;
    run(&raw, "DELETE FROM record WHERE id NOT IN (SELECT subject_id FROM log_entry)").await;
    run(&raw, "DELETE FROM log_leaf WHERE position >= 300").await;
    run(&raw, "DELETE FROM log_checkpoint WHERE size > 300").await;
    assert_eq!(faults(&at, &Against::default()).await, []);
    let found = faults(&at, &against).await;
    assert!(found[0].what.to_string().contains("old backup was put back"), "{found:?}");
}
