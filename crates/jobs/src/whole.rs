//! Files that appear whole or not at all, also after a power cut and on a mount of another machine.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Writes a file under a name of its own, forces it to the disk, gives it its name, and forces the
/// folder. Writers at the same time use different `unique` texts.
pub(crate) fn write(folder: &Path, name: &str, unique: &str, bytes: &[u8]) -> io::Result<()> {
    let part = folder.join(format!(".{name}.{unique}.part"));
    let written = File::create(&part).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    if let Err(error) = written {
        let _ = std::fs::remove_file(&part);
        return Err(error);
    }
    std::fs::rename(&part, folder.join(name))?;
    File::open(folder)?.sync_all()
}

/// Reads a text of bounded size, or none where there is no such file.
pub(crate) fn read(path: &Path, largest: usize) -> io::Result<Option<String>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut text = String::new();
    let read = file.take(largest as u64 + 1).read_to_string(&mut text)?;
    if read > largest {
        return Err(io::Error::other(format!("longer than {largest} bytes")));
    }
    Ok(Some(text))
}

/// Does what waits for a disk, perhaps another machine's, where it keeps nobody else waiting.
pub(crate) async fn apart<T: Send + 'static>(
    folder: &Path,
    work: impl FnOnce(PathBuf) -> T + Send + 'static,
) -> io::Result<T> {
    let folder = folder.to_owned();
    tokio::task::spawn_blocking(move || work(folder)).await.map_err(io::Error::other)
}
