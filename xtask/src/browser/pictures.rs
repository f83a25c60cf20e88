//! Pictures in the repository: reduced to a palette, so that they stay small in its history.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::debian;
use crate::process;

/// Reduces every picture of a folder, which is a third of its size and looks the same.
///
/// # Errors
///
/// When the folder cannot be read, or a picture cannot be reduced.
pub fn reduce(folder: &Path) -> Result<()> {
    let mut pictures = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "png") {
            pictures.push(path);
        }
    }
    if pictures.is_empty() {
        return Ok(());
    }
    debian::install(&debian::PICTURES)?;
    pictures.sort();
    let options = ["--ext=.png", "--force", "--strip", "--speed=1", "128", "--"];
    process::quiet(Command::new("pngquant").args(options).args(pictures))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::tools;

    #[test]
    fn every_picture_of_the_guide_is_there_and_is_shown() {
        let guide = tools::root().join("docs").join("guide");
        let mut named = BTreeSet::new();
        for entry in fs::read_dir(&guide).expect("the guide") {
            let path = entry.expect("a file").path();
            if path.extension().is_some_and(|it| it == "md") {
                named.extend(pictures_of(&fs::read_to_string(path).expect("a page")));
            }
        }
        let entries = fs::read_dir(guide.join("images")).into_iter().flatten();
        let there: BTreeSet<String> = entries
            .map(|it| it.expect("a file").file_name().to_string_lossy().into_owned())
            .collect();
        assert_eq!(named, there, "`cargo xtask browser --guide` makes them");
    }

    fn pictures_of(page: &str) -> Vec<String> {
        let places = page.split("](images/").skip(1);
        places.filter_map(|it| Some(it.split_once(')')?.0.to_owned())).collect()
    }

    #[test]
    fn a_picture_is_found_in_a_page() {
        assert_eq!(pictures_of("看 ![首页](images/home.png) 和 [表](x.md)"), ["home.png"]);
    }
}
