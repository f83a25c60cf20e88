//! What is carried away comes back, on either engine and from one to the other.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

use std::path::{Path, PathBuf};

use archive::{ArchiveError, RecoveryKey, Restored, Target, back_up, export, restore};
use bytes::Bytes;
use eventlog::At;
use records::person::{Account, AccountId};
use records::site::{Host, SiteProfile};
use sealed::{FieldKind, Plain};
use serde_json::json;
use store::{
    AgencyScope, FLEETING, LOG_SEED, NewApiToken, NewJob, NewRecord, NewSession, Purpose,
    SEALING_KEYS, SECRETS, SecretHash, Series, Settings, Source, Store, Strength, Subject, TABLES,
    Versioned,
};
use tempfile::TempDir;
use testkit::{
    Engine, Installation, S3Server, act, act_on, agency, found, invite, new_settings, token,
};
use uuid::Uuid;

macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name(super::Engine::Sqlite).await; })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            #[ignore = "needs a PostgreSQL server, which `cargo xtask test` starts"]
            async fn $name() { super::$name(super::Engine::Postgres).await; })+
        }
    };
}

on_both! {
    a_backup_comes_back_whole,
    a_backup_is_taken_while_others_write,
    a_backup_moves_to_the_other_engine,
    a_damaged_backup_is_refused,
    an_export_is_open_and_its_sums_hold,
    a_backup_keeps_people_and_brings_no_session_back,
    an_export_has_people_and_nothing_they_sign_in_with,
    every_table_is_carried_or_named_as_fleeting,
}

/// One of everything.
async fn submit(store: &Store, n: u128) -> Uuid {
    let (edge, ours) = (store.edge(), agency(1));
    let bytes = Bytes::from(format!("附件{n}").repeat(500));
    let file = store.files().keep_bytes(edge, bytes).await.unwrap();
    let id = edge.new_id();
    let work = store.begin().await.unwrap();
    let series = Series { agency: ours, kind: token("request"), year: 2026 };
    let number = work.numbers().give(&series, id).await.unwrap();
    let new = NewRecord { id, kind: token("request"), body: json!({ "number": number }) };
    work.records().open(new, act(ours, "request.registered", "request", id)).await.unwrap();
    let name = Plain::new(FieldKind::PersonName, "演示用户甲");
    work.sealed_fields().put(ours, id, "name", &name).await.unwrap();
    work.attachments().add(ours, id, &file, "附件.txt").await.unwrap();
    let due_at = edge.now();
    let job = NewJob { kind: token("send"), key: id.to_string(), payload: json!({}), due_at };
    work.jobs().enqueue(job).await.unwrap();
    work.commit().await.unwrap();
    id
}

/// What a site shows.
async fn show(store: &Store) {
    let id = store.edge().new_id();
    let mut profile = SiteProfile::of(agency(1).into());
    profile.hosts.insert(Host::new("one.example.gov.cn").unwrap());
    let work = store.begin().await.unwrap();
    let act = act_on(agency(1), "site.changed", Subject::site_profile(id));
    work.site_profiles().open(id, &profile, act).await.unwrap();
    work.commit().await.unwrap();
}

fn keys(at: &Installation) -> Vec<(&'static str, String)> {
    let origin = at.keys.log().origin();
    let seed = hex_of(&at.seed);
    vec![
        (LOG_SEED, format!("{origin}\n{seed}\n")),
        (SEALING_KEYS, at.keys.ring().to_text().to_string()),
    ]
}

fn hex_of(bytes: &[u8]) -> String {
    bytes.iter().map(|it| format!("{it:02x}")).collect()
}

struct Scene {
    at: Installation,
    key: RecoveryKey,
    folder: TempDir,
}

impl Scene {
    async fn new(engine: Engine) -> Self {
        let at = Installation::new(engine).await;
        Self { at, key: RecoveryKey::generate(), folder: TempDir::new().unwrap() }
    }

    async fn back_up(&self) -> PathBuf {
        let to = self.folder.path().join("backup.tar.gz.age");
        let recipients = [self.key.recipient()];
        back_up(&self.at.store, &recipients, &keys(&self.at), &to).await.unwrap();
        to
    }

    async fn restore(&self, from: &Path, engine: Engine) -> Result<Restored, ArchiveError> {
        let folder = self.folder.path().join("restored");
        let settings = new_settings(engine, &folder).await;
        let target = Target { settings, keys: folder.join("keys") };
        restore(from, &self.key, &target, self.at.edge.clone()).await
    }
}

/// All rows of a store, table by table.
async fn rows(store: &Store) -> Vec<String> {
    struct All(Vec<u8>);
    #[async_trait::async_trait]
    impl store::RowSink for All {
        async fn take(&mut self, lines: Vec<u8>) -> Result<(), store::StoreError> {
            self.0.extend(lines);
            Ok(())
        }
    }
    let moment = store.snapshot().await.unwrap();
    let mut all = Vec::new();
    for table in TABLES {
        let mut rows = All(Vec::new());
        moment.rows(table, &mut rows).await.unwrap();
        all.push(format!("{table}\n{}", String::from_utf8(rows.0).unwrap()));
    }
    all
}

async fn a_backup_comes_back_whole(engine: Engine) {
    let scene = Scene::new(engine).await;
    let mut ids = Vec::new();
    for n in 0..20 {
        ids.push(submit(&scene.at.store, n).await);
    }
    show(&scene.at.store).await;
    let backup = scene.back_up().await;
    let restored = scene.restore(&backup, engine).await.unwrap();
    assert_eq!(restored.verdict.faults, []);
    assert_eq!(restored.manifest.files, 20);
    assert_eq!(rows(&restored.store).await, rows(&scene.at.store).await);
    let host = Host::new("one.example.gov.cn").unwrap();
    let leads_to = restored.store.site_profiles().by_host(&host).await.unwrap();
    assert_eq!(leads_to, Some(agency(1).into()));
    let scope = AgencyScope::only(agency(1));
    let masked = restored.store.sealed_fields().masked(&scope, ids[3]).await.unwrap();
    assert_eq!(masked, scene.at.store.sealed_fields().masked(&scope, ids[3]).await.unwrap());
    // It works on as the one it was: the next number, the same log.
    submit(&restored.store, 99).await;
    restored.store.log().checkpoint().await.unwrap();
    let series = Series { agency: agency(1), kind: token("request"), year: 2026 };
    let (given, _) = restored.store.numbers().list(&scope, &series).await.unwrap();
    assert_eq!(given.last().unwrap().number, 21);
}

async fn a_backup_is_taken_while_others_write(engine: Engine) {
    let scene = Scene::new(engine).await;
    for n in 0..10 {
        submit(&scene.at.store, n).await;
    }
    let writing = async {
        for n in 100..130 {
            submit(&scene.at.store, n).await;
        }
    };
    let (backup, ()) = tokio::join!(scene.back_up(), writing);
    let restored = scene.restore(&backup, engine).await.unwrap();
    assert_eq!(restored.verdict.faults, []);
    assert!((10..=40).contains(&restored.verdict.records.records));
}

async fn a_backup_moves_to_the_other_engine(engine: Engine) {
    // From here to the other needs both, hence runs with the PostgreSQL half of the suite.
    if engine == Engine::Sqlite {
        return;
    }
    for (from, to) in [(Engine::Sqlite, engine), (engine, Engine::Sqlite)] {
        let scene = Scene::new(from).await;
        for n in 0..5 {
            submit(&scene.at.store, n).await;
        }
        let backup = scene.back_up().await;
        let restored = scene.restore(&backup, to).await.unwrap();
        assert_eq!(restored.verdict.faults, []);
        assert_eq!(rows(&restored.store).await, rows(&scene.at.store).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_files_on_s3_comes_back_to_another_bucket() {
    let (from, to) = (S3Server::start().await, S3Server::start().await);
    let at = Installation::with_files(Engine::Sqlite, from.settings()).await;
    let scene = Scene { at, key: RecoveryKey::generate(), folder: TempDir::new().unwrap() };
    for n in 0..10 {
        submit(&scene.at.store, n).await;
    }
    let backup = scene.back_up().await;
    let folder = scene.folder.path().join("restored");
    let settings = Settings { files: to.settings(), ..new_settings(Engine::Sqlite, &folder).await };
    let target = Target { settings, keys: folder.join("keys") };
    let restored = restore(&backup, &scene.key, &target, scene.at.edge.clone()).await.unwrap();
    assert_eq!(restored.verdict.faults, []);
    assert_eq!((restored.manifest.files, to.everything().len()), (10, 10));
    assert_eq!(rows(&restored.store).await, rows(&scene.at.store).await);
}

async fn a_damaged_backup_is_refused(engine: Engine) {
    let scene = Scene::new(engine).await;
    submit(&scene.at.store, 1).await;
    let backup = scene.back_up().await;
    let whole = std::fs::read(&backup).unwrap();
    assert!(!String::from_utf8_lossy(&whole).contains("request.registered"));
    let other = scene.folder.path().join("other.age");
    for (length, byte) in [(whole.len(), whole.len() / 2), (whole.len() - 1, 0), (200, 0), (0, 0)] {
        let mut bytes = whole[..length].to_vec();
        if byte > 0 {
            bytes[byte] ^= 1;
        }
        std::fs::write(&other, bytes).unwrap();
        let told = scene.restore(&other, Engine::Sqlite).await.map(|_| ());
        let refused = matches!(told, Err(ArchiveError::Damaged(_) | ArchiveError::Locked(_)));
        assert!(refused, "{length} {byte}: {told:?}");
        let _ = std::fs::remove_dir_all(scene.folder.path().join("restored"));
    }
    let stranger = Scene { key: RecoveryKey::generate(), ..scene };
    let told = stranger.restore(&backup, Engine::Sqlite).await.map(|_| ());
    assert!(matches!(told, Err(ArchiveError::Locked(_))), "{told:?}");
    // A file of that name is never written over.
    let recipients = [stranger.key.recipient()];
    let told = back_up(&stranger.at.store, &recipients, &[], &backup).await;
    assert!(matches!(told, Err(ArchiveError::AlreadyThere(_))), "{told:?}");
    assert_eq!(std::fs::read(&backup).unwrap(), whole);
}

async fn an_export_is_open_and_its_sums_hold(engine: Engine) {
    let scene = Scene::new(engine).await;
    for n in 0..3 {
        submit(&scene.at.store, n).await;
    }
    let folder = scene.folder.path().join("export");
    let report = export(&scene.at.store, &folder).await.unwrap();
    assert_eq!((report.files, report.checkpoint), (3, Some(3)));
    let checked = std::process::Command::new("sha256sum")
        .args(["--check", "--strict", "--quiet", "SHA256SUMS"])
        .current_dir(&folder)
        .output()
        .unwrap();
    assert!(checked.status.success(), "{checked:?}");
    let rows = std::fs::read_to_string(folder.join("tables/record/000001.jsonl")).unwrap();
    assert_eq!(rows.lines().count(), 3);
    let sealed = std::fs::read_to_string(folder.join("tables/sealed_field/000001.jsonl")).unwrap();
    assert!(!sealed.contains("演示用户甲") && !folder.join("keys").exists());
}

/// Somebody with a password, a second factor, a token, a session and a link to set a password.
async fn sign_in(at: &Installation) -> (Versioned<Account>, SecretHash) {
    let (store, edge) = (&at.store, &at.edge);
    found(store, 1, "first").await.unwrap();
    let account = invite(store, 1, "jia").await.unwrap();
    let (id, hash) = (AccountId(account.id), SecretHash::of(b"secret"));
    let until = At::from_micros(edge.now().micros() + 3_600_000_000).unwrap();
    let work = store.begin().await.unwrap();
    work.credentials().set_password(id, "$argon2id$CANARY").await.unwrap();
    work.credentials().set_totp(id, agency(1), "SECRET", 1).await.unwrap();
    work.credentials().replace_recovery_codes(id, &[hash]).await.unwrap();
    let token = edge.new_id();
    let name = "对接".to_owned();
    let new = NewApiToken { id: token, account: id, name, scopes: Vec::new(), until };
    let act = act_on(agency(1), "api_token.issued", Subject::api_token(token));
    work.api_tokens().issue(new, &hash, act).await.unwrap();
    let act = act_on(agency(1), "api_token.approved", Subject::api_token(token));
    work.api_tokens().approve(&AgencyScope::only(agency(1)), token, act).await.unwrap();
    let agent = String::new();
    let new = NewSession { account: id, ends_at: until, strength: Strength::Password, agent };
    work.sessions().begin(&hash, new).await.unwrap();
    work.invitations().put(&hash, id, Purpose::Reset, until).await.unwrap();
    work.commit().await.unwrap();
    (account, hash)
}

async fn a_backup_keeps_people_and_brings_no_session_back(engine: Engine) {
    let scene = Scene::new(engine).await;
    let (account, hash) = sign_in(&scene.at).await;
    let idle = std::time::Duration::from_secs(3_600);
    assert!(scene.at.store.sessions().find(&hash, idle).await.unwrap().is_some());
    let backup = scene.back_up().await;
    let restored = scene.restore(&backup, engine).await.unwrap();
    assert_eq!(restored.verdict.faults, []);
    let (store, id) = (restored.store, AccountId(account.id));
    assert_eq!(store.accounts().find_for_sign_in("jia").await.unwrap(), Some(account));
    assert_eq!(store.organisations().all().await.unwrap().len(), 1);
    assert_eq!(store.organisations().generation().await.unwrap(), 1);
    let credential = store.credentials().get(id).await.unwrap().unwrap();
    assert_eq!(credential.password_hash.as_deref(), Some("$argon2id$CANARY"));
    let secret = store.credentials().totp_secret(id).await.unwrap().unwrap();
    assert_eq!(secret.expose(), "SECRET");
    assert_eq!(store.credentials().recovery_codes_left(id).await.unwrap(), 1);
    assert!(store.api_tokens().find_by_hash(&hash).await.unwrap().is_some());
    assert_eq!(store.sessions().find(&hash, idle).await.unwrap(), None);
    assert_eq!(store.invitations().peek(&hash).await.unwrap(), None);
    // The code and the login stay taken.
    assert!(found(&store, 2, "first").await.is_err() && invite(&store, 1, "jia").await.is_err());
    found(&store, 2, "second").await.unwrap();
}

async fn an_export_has_people_and_nothing_they_sign_in_with(engine: Engine) {
    let scene = Scene::new(engine).await;
    sign_in(&scene.at).await;
    let folder = scene.folder.path().join("export");
    export(&scene.at.store, &folder).await.unwrap();
    let tables = folder.join("tables");
    let rows = std::fs::read_to_string(tables.join("record/000001.jsonl")).unwrap();
    assert_eq!(rows.lines().count(), 2);
    for table in SECRETS.iter().chain(FLEETING) {
        assert!(!tables.join(table).exists(), "{table}");
    }
    for file in std::fs::read_dir(&tables).unwrap() {
        let rows = std::fs::read_to_string(file.unwrap().path().join("000001.jsonl")).unwrap();
        assert!(!rows.contains("CANARY"), "{rows}");
    }
}

async fn every_table_is_carried_or_named_as_fleeting(engine: Engine) {
    let scene = Scene::new(engine).await;
    assert!(SECRETS.iter().all(|it| TABLES.contains(it)));
    let mut carried: Vec<&str> = TABLES.iter().chain(FLEETING).copied().collect();
    carried.sort_unstable();
    assert_eq!(scene.at.store.table_names().await.unwrap(), carried);
}
