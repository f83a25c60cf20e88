//! `cargo xtask permissions`: writes the page of who may do what from the policy itself.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use law::Lang;
use records::policy::page;

/// The page in both languages, by file.
fn pages() -> [(PathBuf, String); 2] {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/guide");
    [
        (guide.join("permissions.md"), page(Lang::Zh)),
        (guide.join("permissions.en.md"), page(Lang::En)),
    ]
}

/// Writes the page.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn run() -> Result<()> {
    for (path, page) in pages() {
        std::fs::write(&path, page).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_of_the_guide_are_those_of_the_policy() {
        for (path, page) in pages() {
            let written = std::fs::read_to_string(&path).unwrap_or_default();
            let name = path.file_name().and_then(|it| it.to_str()).unwrap_or_default();
            let advice = format!("docs/guide/{name} is out of date: run `cargo xtask permissions`");
            assert_eq!(written, page, "{advice}");
        }
    }
}
