use bytes::Bytes;
use futures::TryStreamExt;
use store::{AgencyScope, Source};
use testkit::{Installation, agency};

use crate::records::opened;

pub async fn a_file_is_kept_by_its_content(at: Installation) {
    let files = at.store.files();
    let bytes = Bytes::from_static(b"%PDF-1.7 an attachment");
    let kept = files.keep_bytes(&at.edge, bytes.clone()).await.unwrap();
    assert_eq!((kept.size, kept.media_type.as_str()), (22, "application/pdf"));
    let again = files.keep_bytes(&at.edge, bytes.clone()).await.unwrap();
    assert_eq!(kept, again);
    let read: Vec<Bytes> = files.read(&kept.hash).await.unwrap().try_collect().await.unwrap();
    assert_eq!(read.concat(), bytes);
    let record = opened(&at, 1).await;
    let work = at.store.begin().await.unwrap();
    for _ in 0..2 {
        work.attachments().add(agency(1), record, &kept, "证明.pdf").await.unwrap();
    }
    work.commit().await.unwrap();
    let scope = AgencyScope::only(agency(1));
    let listed = at.store.attachments().of_record(&scope, record).await.unwrap();
    assert_eq!(listed.iter().map(|it| it.file).collect::<Vec<_>>(), [kept.hash, kept.hash]);
    let theirs = AgencyScope::only(agency(2));
    assert!(at.store.attachments().of_record(&theirs, record).await.unwrap().is_empty());
    let old = chrono::DateTime::from_timestamp(4_102_444_800, 0).unwrap();
    assert_eq!(files.sweep_spool(old).await.unwrap(), 0);
}

pub async fn a_file_that_breaks_off_is_not_kept(at: Installation) {
    let files = at.store.files();
    let parts = [Ok(Bytes::from_static(b"half a fi")), Err("the line went dead")];
    let told = files.keep(&at.edge, futures::stream::iter(parts), 100).await;
    assert!(told.unwrap_err().to_string().contains("the line went dead"));
    let large = futures::stream::iter([Ok::<_, String>(Bytes::from(vec![0; 101]))]);
    let told = files.keep(&at.edge, large, 100).await;
    assert!(told.unwrap_err().to_string().contains("larger than 100 bytes"));
}

pub async fn what_a_killed_writer_left_is_swept_away(at: Installation) {
    let files = at.store.files();
    let kept = files.keep_bytes(&at.edge, Bytes::from_static(b"named")).await.unwrap();
    let spool = at.folder().join("files/spool");
    for name in ["0123456789abcdef", "0123456789abcdef#1"] {
        std::fs::write(spool.join(name), b"half").unwrap();
    }
    let long_ago = chrono::DateTime::from_timestamp(0, 0).unwrap();
    assert_eq!(files.sweep_spool(long_ago).await.unwrap(), 0);
    let later = chrono::DateTime::from_timestamp(4_102_444_800, 0).unwrap();
    assert_eq!(files.sweep_spool(later).await.unwrap(), 2);
    assert_eq!(std::fs::read_dir(&spool).unwrap().count(), 0);
    assert!(files.has(&kept.hash).await.unwrap());
}

pub async fn a_file_with_other_bytes_is_found(at: Installation) {
    let kept = at.store.files().keep_bytes(&at.edge, Bytes::from_static(b"true")).await.unwrap();
    let record = opened(&at, 1).await;
    let work = at.store.begin().await.unwrap();
    work.attachments().add(agency(1), record, &kept, "a").await.unwrap();
    work.commit().await.unwrap();
    let against = store::verify::Against { read_files: true, ..Default::default() };
    let verify =
        async || store::verify::verify(&at.store, &against, &mut |_| {}).await.unwrap().faults;
    assert_eq!(verify().await, []);
    let hex = kept.hash.to_string();
    let path = at.folder().join("files/objects").join(&hex[..2]).join(&hex[2..]);
    std::fs::write(&path, b"fals").unwrap();
    assert!(verify().await[0].what.to_string().contains("other bytes"));
    std::fs::remove_file(&path).unwrap();
    assert_eq!(verify().await.len(), 1);
    // The same file handed in once more mends it.
    std::fs::write(&path, b"fals").unwrap();
    at.store.files().keep_bytes(&at.edge, Bytes::from_static(b"true")).await.unwrap();
    assert_eq!(verify().await, []);
}
