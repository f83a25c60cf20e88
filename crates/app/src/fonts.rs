//! Where the office's faces lie.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use documents::page::Page;
use documents::pdf::{self, Faces, MOST_LETTERS, MissingFace, PdfError};
use law::Lang;

/// Name of the folder beside the program, or in a folder above it.
const FOLDER: &str = "fonts";
/// Folders above the program that are looked into: `target/release` lies two below the root.
const ABOVE: usize = 4;
/// No face is larger; a larger file is none.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Takes the faces of the program and those of the folder, and tells which are missing.
///
/// # Errors
///
/// Where a folder was named and cannot be read.
pub fn faces(named: Option<&Path>, lang: Lang) -> Result<Faces> {
    let folder = named.map(Path::to_owned).or_else(beside_program);
    let files = folder.as_deref().map(files).transpose()?.unwrap_or_default();
    let faces = Faces::new(files);
    if faces.missing() == Some(MissingFace::FangSong) {
        anstream::eprintln!(
            "{}",
            lang.pick(
                "注意：没有找到仿宋字体，正文改用宋体。把字体文件放进程序旁边的 fonts 文件夹，或者用 --fonts 指定。",
                "note: no FangSong face was found, so running text is set in Song; put one into the \
                 folder fonts beside the program, or name a folder with --fonts",
            )
        );
    }
    Ok(faces)
}

/// Writes a page as PDF and tells the letters that no face has.
///
/// # Errors
///
/// Where the page is too large for a PDF, or the program fails to set it.
pub fn write_pdf(page: &Page, faces: &Faces, lang: Lang) -> Result<Vec<u8>> {
    let pdf = match pdf::write(page, faces) {
        Ok(pdf) => pdf,
        Err(PdfError::TooLarge(_)) => bail!(lang.pick(
            format!("内容太多，PDF 最多排{MOST_LETTERS}字；请改用 xlsx 或者 html"),
            format!(
                "this is too much for a PDF of at most {MOST_LETTERS} letters; use xlsx or html"
            ),
        )),
        Err(error) => return Err(error.into()),
    };
    if !pdf.missing_letters.is_empty() {
        let letters: String = pdf.missing_letters.iter().collect();
        let head = lang.pick(
            "注意：字体中没有这些字，印成“〓”：",
            "note: no face has these letters, 〓 stands for them: ",
        );
        anstream::eprintln!("{head}{letters}");
    }
    Ok(pdf.bytes)
}

fn beside_program() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    program.ancestors().skip(1).take(ABOVE).map(|it| it.join(FOLDER)).find(|it| it.is_dir())
}

fn files(folder: &Path) -> Result<Vec<Vec<u8>>> {
    let context = || folder.display().to_string();
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(context)?
        .filter_map(|entry| entry.ok().map(|it| it.path()))
        .filter(|path| is_face(path))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| std::fs::read(path).with_context(|| path.display().to_string()))
        .collect()
}

fn is_face(path: &Path) -> bool {
    let ending = path.extension().and_then(|it| it.to_str()).map(str::to_lowercase);
    let small = std::fs::metadata(path).is_ok_and(|it| it.is_file() && it.len() <= LARGEST);
    small && ending.is_some_and(|it| matches!(it.as_str(), "ttf" | "otf" | "ttc" | "otc"))
}
