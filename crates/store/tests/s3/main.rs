//! Files in a store that speaks S3: the stories of the folder, and those of a network.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

use std::time::{Duration, Instant};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::TryStreamExt;
use serde_json::json;
use store::verify::{Against, verify};
use store::{AgencyScope, FileSettings, Kept, NewRecord, Source, StoreError};
use testkit::{Engine, Installation, S3Server, act, agency, token};
use uuid::Uuid;

/// The time in which every request is answered or refused.
const PATIENCE: Duration = Duration::from_secs(15);

async fn scene() -> (S3Server, Installation) {
    let server = S3Server::start().await;
    let at = Installation::with_files(Engine::Sqlite, server.settings()).await;
    (server, at)
}

async fn keep(at: &Installation, bytes: impl Into<Bytes>) -> Kept {
    at.store.files().keep_bytes(&at.edge, bytes.into()).await.unwrap()
}

async fn read(at: &Installation, kept: &Kept) -> Vec<u8> {
    let parts: Vec<Bytes> =
        at.store.files().read(&kept.hash).await.unwrap().try_collect().await.unwrap();
    parts.concat()
}

/// A record with a file.
async fn attached(at: &Installation, kept: &Kept) -> Uuid {
    let id = at.edge.new_id();
    let work = at.store.begin().await.unwrap();
    let new = NewRecord { id, kind: token("request"), body: json!({}) };
    work.records().open(new, act(agency(1), "request.registered", "request", id)).await.unwrap();
    work.attachments().add(agency(1), id, kept, "证明.pdf").await.unwrap();
    work.commit().await.unwrap();
    id
}

async fn faults(at: &Installation) -> Vec<String> {
    let against = Against { read_files: true, ..Against::default() };
    let verdict = verify(&at.store, &against, &mut |_| {}).await.unwrap();
    verdict.faults.iter().map(|it| it.what.to_string()).collect()
}

fn far_future() -> DateTime<Utc> {
    DateTime::from_timestamp(4_102_444_800, 0).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_kept_by_its_content() {
    let (server, at) = scene().await;
    let kept = keep(&at, "%PDF-1.7 an attachment").await;
    assert_eq!((kept.size, kept.media_type.as_str()), (22, "application/pdf"));
    assert_eq!(kept, keep(&at, "%PDF-1.7 an attachment").await);
    assert_eq!(read(&at, &kept).await, b"%PDF-1.7 an attachment");
    assert_eq!(server.everything(), [server.object(&kept.hash)]);
    let record = attached(&at, &kept).await;
    let scope = AgencyScope::only(agency(1));
    let listed = at.store.attachments().of_record(&scope, record).await.unwrap();
    assert_eq!(listed.iter().map(|it| it.file).collect::<Vec<_>>(), [kept.hash]);
    assert_eq!(faults(&at).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_of_any_size_come_back() {
    let (server, at) = scene().await;
    // Nothing, a part exactly, a part and a byte, several parts in one piece.
    for size in [0, 5 << 20, (5 << 20) + 1, 17 << 20] {
        let bytes: Vec<u8> = (0_u32..size).map(|it| it.to_le_bytes()[(it % 3) as usize]).collect();
        let kept = keep(&at, bytes.clone()).await;
        assert_eq!(kept.size, u64::from(size));
        assert!(read(&at, &kept).await == bytes, "{size} bytes");
    }
    assert_eq!(server.everything().len(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_file_from_many_at_once_is_kept_once() {
    let (server, at) = scene().await;
    keep(&at, vec![7; 200_000]).await;
    let many = (0..8).map(|_| keep(&at, vec![7; 200_000]));
    let kept = futures::future::join_all(many).await;
    assert!(kept.iter().all(|it| *it == kept[0]));
    assert_eq!(server.everything(), [server.object(&kept[0].hash)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_breaks_off_is_not_kept() {
    let (server, at) = scene().await;
    let half = Bytes::from(vec![1; 6 << 20]);
    let parts = [Ok(half.clone()), Ok(half), Err("the line went dead")];
    let told = at.store.files().keep(&at.edge, futures::stream::iter(parts), 100 << 20).await;
    assert!(told.unwrap_err().to_string().contains("the line went dead"));
    let large = futures::stream::iter([Ok::<_, String>(Bytes::from(vec![0; 101]))]);
    let told = at.store.files().keep(&at.edge, large, 100).await;
    assert!(told.unwrap_err().to_string().contains("larger than 100 bytes"));
    assert!(server.everything().is_empty(), "{:?}", server.everything());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_bytes_are_found_and_mended_by_keeping_the_file_again() {
    let (server, at) = scene().await;
    let kept = keep(&at, "true").await;
    attached(&at, &kept).await;
    assert_eq!(faults(&at).await, [""; 0]);
    std::fs::write(server.object(&kept.hash), "fals").unwrap();
    assert!(faults(&at).await[0].contains("other bytes"));
    std::fs::remove_file(server.object(&kept.hash)).unwrap();
    assert_eq!(faults(&at).await.len(), 1);
    std::fs::write(server.object(&kept.hash), "fals").unwrap();
    keep(&at, "true").await;
    assert_eq!(faults(&at).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_never_got_a_name_is_swept_away() {
    let (server, at) = scene().await;
    let kept = keep(&at, "named").await;
    let spool = server.object(&kept.hash).ancestors().nth(3).unwrap().join("spool");
    std::fs::create_dir_all(&spool).unwrap();
    std::fs::write(spool.join("0123456789abcdef"), "half").unwrap();
    let long_ago = DateTime::from_timestamp(0, 0).unwrap();
    assert_eq!(at.store.files().sweep_spool(long_ago).await.unwrap(), 0);
    assert_eq!(at.store.files().sweep_spool(far_future()).await.unwrap(), 1);
    assert_eq!(server.everything(), [server.object(&kept.hash)]);
}

/// Tries to keep a file and to read one; both must say within their time what is wrong.
async fn check_refused(files: FileSettings, reason: &str) {
    let at = Installation::with_files(Engine::Sqlite, files).await;
    let begin = Instant::now();
    let told = at.store.files().keep_bytes(&at.edge, Bytes::from_static(b"x")).await.unwrap_err();
    assert!(matches!(told, StoreError::File { .. }), "{told:?}");
    assert!(told.to_string().contains(reason), "{told}");
    assert!(begin.elapsed() < PATIENCE, "{:?}", begin.elapsed());
    let begin = Instant::now();
    let hash = eventlog::Hash::new([7; 32]);
    let told = at.store.files().has(&hash).await.unwrap_err();
    assert!(told.to_string().contains(reason), "{told}");
    assert!(begin.elapsed() < PATIENCE, "{:?}", begin.elapsed());
    // The network is no disk: the store works on.
    assert_eq!(at.store.halted(), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_secret_is_told_at_once() {
    let server = S3Server::start().await;
    check_refused(server.settings_with("wrong"), "403").await;
    assert!(server.everything().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_away_is_told_in_time() {
    let server = S3Server::start().await;
    server.stop();
    // The port is free once the task has ended.
    tokio::time::sleep(Duration::from_millis(100)).await;
    check_refused(server.settings(), "HTTP error").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_silent_is_told_in_time() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let FileSettings::S3 { bucket, region, access_key, secret_key, .. } =
        S3Server::start().await.settings()
    else {
        unreachable!("the server's settings are those of S3");
    };
    let endpoint = format!("http://{}", silent.local_addr().unwrap());
    let files = FileSettings::S3 { endpoint, bucket, region, access_key, secret_key };
    check_refused(files, "HTTP error").await;
}
