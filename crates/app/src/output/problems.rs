//! The list of problems (问题清单) as a file to be sent back: HTML, DOCX or XLSX.

use std::path::{Path, PathBuf};

use anyhow::Result;
use documents::compose::{self, Problems};
use documents::{docx, html, xlsx};
use law::Lang;

use super::{Checked, Outcome, Printer, why_unopened};
use crate::save::save;

/// Forms of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Web page.
    Html,
    /// Word.
    Docx,
    /// Excel.
    Xlsx,
}

/// Collects what was found and writes it at the end.
pub struct ProblemFile {
    /// Its form.
    pub form: Form,
    /// Where it is written.
    pub path: PathBuf,
    /// Whether it may be written over.
    pub force: bool,
    /// Its language.
    pub lang: Lang,
    /// What was found so far.
    pub files: Vec<Problems>,
}

impl Printer for ProblemFile {
    fn begin(&mut self) -> Result<()> {
        Ok(())
    }

    fn file(&mut self, checked: &Checked) -> Result<()> {
        // A list that is sent back tells the file and not where it lies here.
        let file = Path::new(&checked.name).file_name();
        let file =
            file.map_or_else(|| checked.name.clone(), |it| it.to_string_lossy().into_owned());
        let unread = |why: String| Problems {
            file: file.clone(),
            agency: None,
            year: None,
            findings: Vec::new(),
            unread: Some(why),
        };
        self.files.extend(match &checked.outcome {
            Outcome::Read { report, findings } => {
                Some(Problems::of(file.clone(), report, findings.clone()))
            }
            Outcome::Unread(error) => Some(unread(error.say(self.lang))),
            Outcome::Unopened(error) => Some(unread(why_unopened(error, self.lang))),
            Outcome::PassedOver => None,
        });
        Ok(())
    }

    fn end(&mut self) -> Result<()> {
        let bytes = match self.form {
            Form::Xlsx => xlsx::problem_list(&self.files, self.lang)?,
            Form::Docx => docx::write(&compose::problem_list(&self.files, self.lang))?,
            Form::Html => html::write(&compose::problem_list(&self.files, self.lang))?.into_bytes(),
        };
        save(&self.path, &bytes, self.force, self.lang)
    }
}
