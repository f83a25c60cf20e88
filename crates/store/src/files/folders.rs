//! The folders of files, made beforehand: a folder that another writer is just making may be seen and
//! yet not be on the disk.

use std::fs::{File, create_dir_all};
use std::io::Result;
use std::path::Path;

use super::{OBJECTS, SPOOL};

/// Makes `spool` and the 256 folders below `objects`, and forces their names to the disk.
pub(super) fn make(folder: &Path, forced: bool) -> Result<()> {
    let objects = folder.join(OBJECTS);
    create_dir_all(folder.join(SPOOL))?;
    for byte in 0..=u8::MAX {
        create_dir_all(objects.join(format!("{byte:02x}")))?;
    }
    if forced {
        for named_in in [objects.as_path(), folder].into_iter().chain(folder.parent()) {
            force(named_in)?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn force(folder: &Path) -> Result<()> {
    // A relative name of one part has the empty name as its parent.
    let here = Path::new(".");
    File::open(if folder.as_os_str().is_empty() { here } else { folder })?.sync_all()
}

#[cfg(not(unix))]
fn force(_folder: &Path) -> Result<()> {
    Ok(())
}
