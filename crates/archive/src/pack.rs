//! Writes a backup: tar, gzip, age, then a name.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use store::Store;
use tokio::sync::mpsc;

use crate::dump::{Report, dump, report};
use crate::error::ArchiveError;
use crate::keys::Recipient;
use crate::piece::{Part, PieceReader, QUEUE};

/// A backup that was taken.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Backup {
    /// What it holds.
    pub holds: Report,
    /// Its bytes on the disk.
    pub bytes: u64,
    /// The SHA-256 of the file, to note elsewhere.
    pub sha256: String,
}

/// Takes a backup while the installation works, and returns when the disk has it.
///
/// # Errors
///
/// Where something is there under that name, or anything fails; nothing stays under the name then.
pub async fn back_up(
    store: &Store,
    recipients: &[Recipient],
    keys: &[(&'static str, String)],
    to: &Path,
) -> Result<Backup, ArchiveError> {
    if to.exists() {
        return Err(ArchiveError::AlreadyThere(to.display().to_string()));
    }
    let part = part_of(to);
    let (parts, queue) = mpsc::channel(QUEUE);
    let encryptor = age::Encryptor::with_recipients(recipients.iter().map(Recipient::age))
        .map_err(|error| ArchiveError::Locked(error.to_string()))?;
    let writing = {
        let part = part.clone();
        tokio::task::spawn_blocking(move || write(&part, encryptor, queue))
    };
    let dumped = dump(store, keys, store::TABLES, &parts).await;
    drop(parts);
    let written = writing.await.map_err(|error| ArchiveError::io("written")(error.into()))?;
    // What broke the writing off is the better reason of the two.
    let finished = written.and_then(|sums| dumped.map(|manifest| (manifest, sums)));
    let (manifest, (bytes, sha256)) = match finished {
        Ok(finished) => finished,
        Err(error) => {
            let _ = std::fs::remove_file(&part);
            return Err(error);
        }
    };
    name(&part, to).map_err(ArchiveError::io("written"))?;
    Ok(Backup { holds: report(&manifest, store), bytes, sha256 })
}

fn part_of(to: &Path) -> PathBuf {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    to.with_file_name(name)
}

/// Gives the whole file its name, and forces that to the disk.
fn name(part: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::hard_link(part, to).or_else(|error| {
        // Some file systems have no links; a name that is taken stays taken on all of them.
        if to.exists() { Err(error) } else { std::fs::rename(part, to) }
    })?;
    let _ = std::fs::remove_file(part);
    let folder = to.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

fn write(
    part: &Path,
    encryptor: age::Encryptor,
    mut queue: mpsc::Receiver<Part>,
) -> Result<(u64, String), ArchiveError> {
    let failed = || ArchiveError::io("written");
    let _ = std::fs::remove_file(part);
    let file = owner_only().open(part).map_err(failed())?;
    let sums = Sums { to: BufWriter::with_capacity(1 << 20, file), hash: Sha256::new(), bytes: 0 };
    let sealed = encryptor.wrap_output(sums).map_err(failed())?;
    let gzip = GzEncoder::new(sealed, Compression::fast());
    let mut tar = tar::Builder::new(gzip);
    let mut whole = false;
    while let Some(part) = queue.blocking_recv() {
        let Part::Begin { name, size } = part else {
            return Err(ArchiveError::Damaged("a part without a piece".to_owned()));
        };
        let mut header = tar::Header::new_gnu();
        header.set_size(size);
        header.set_mode(0o600);
        // No date and no owner: the same moment gives the same archive before encryption.
        header.set_mtime(0);
        whole = name == crate::manifest::NAME;
        let reader = PieceReader::new(&mut queue, size);
        tar.append_data(&mut header, &name, reader).map_err(failed())?;
    }
    if !whole {
        return Err(ArchiveError::Damaged("the source broke off".to_owned()));
    }
    let gzip = tar.into_inner().map_err(failed())?;
    let sums = gzip.finish().and_then(age::stream::StreamWriter::finish).map_err(failed())?;
    let Sums { to, hash, bytes } = sums;
    let file = to.into_inner().map_err(|error| failed()(error.into_error()))?;
    file.sync_all().map_err(failed())?;
    Ok((bytes, hex::encode(hash.finalize())))
}

fn owner_only() -> std::fs::OpenOptions {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

/// Counts and hashes what is written.
struct Sums<W> {
    to: W,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write> Write for Sums<W> {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        let count = self.to.write(buffer)?;
        self.hash.update(&buffer[..count]);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.to.flush()
    }
}
