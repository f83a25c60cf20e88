//! A page of lists (a comparison, a roll-up) on the terminal or as a file.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use documents::page::{Block, Page, PieceKind, Role, Table};
use documents::{docx, html};
use law::Lang;
use unicode_width::UnicodeWidthStr;

use crate::save::{Target, save};
use crate::{fonts, style};

/// Forms of a page of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// 供人阅读 For people
    Text,
    /// 数据 Data
    Json,
    /// 网页 Web page
    Html,
    /// Excel
    Xlsx,
    /// Word
    Docx,
    /// PDF
    Pdf,
}

/// A page, and how its data and its workbook are made.
pub struct List<'a> {
    /// The page.
    pub page: &'a Page,
    /// Makes its data.
    pub json: &'a dyn Fn() -> Result<String>,
    /// Makes its workbook.
    pub xlsx: &'a dyn Fn() -> Result<Vec<u8>>,
}

impl List<'_> {
    /// Writes the list; text, data and web pages go to standard output unless a file is named.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written, or a form that is no text has no file.
    pub fn write(
        &self,
        form: Form,
        target: &Target,
        faces: Option<&Path>,
        lang: Lang,
    ) -> Result<()> {
        let bytes = match form {
            Form::Text if target.output.is_none() => return print(self.page),
            Form::Text => {
                let mut text = Vec::new();
                write_text(self.page, &mut text)?;
                anstream::adapter::strip_bytes(&text).into_vec()
            }
            Form::Json => ((self.json)()? + "\n").into_bytes(),
            Form::Html => html::write(self.page)?.into_bytes(),
            Form::Xlsx => (self.xlsx)()?,
            Form::Docx => docx::write(self.page)?,
            Form::Pdf => fonts::write_pdf(self.page, &fonts::faces(faces, lang)?, lang)?,
        };
        let printable = matches!(form, Form::Json | Form::Html);
        let path = match &target.output {
            Some(path) => path.as_path(),
            None if printable => Path::new("-"),
            None => {
                return Err(anyhow::anyhow!(lang.pick(
                    "这种格式写成文件，请用 -o 给出文件名",
                    "this form is written to a file; name it with -o",
                )));
            }
        };
        save(path, &bytes, target.force, lang)
            .context(lang.pick("未能写入", "could not be written"))
    }
}

fn print(page: &Page) -> Result<()> {
    write_text(page, &mut anstream::stdout().lock())
}

fn write_text(page: &Page, out: &mut impl Write) -> Result<()> {
    writeln!(out, "{}", style::strong(&page.title))?;
    for block in &page.blocks {
        match block {
            Block::Heading { text, .. } => writeln!(out, "\n{}", style::strong(text))?,
            Block::Paragraph { text, .. } | Block::Note { text } => writeln!(out, "  {text}")?,
            Block::Change { pieces } => {
                let told: String = pieces
                    .iter()
                    .map(|it| match it.kind {
                        PieceKind::Same => it.text.clone(),
                        PieceKind::Removed => style::error(&format!("[-{}-]", it.text)),
                        PieceKind::Added => style::good(&format!("{{+{}+}}", it.text)),
                    })
                    .collect();
                writeln!(out, "  {told}")?;
            }
            Block::Table(table) => write_table(table, out)?,
            Block::Picture(picture) => writeln!(out, "  {}", picture.description)?,
            Block::NewPage => {}
        }
    }
    Ok(())
}

/// Lists have one line per thing; tables of the form are better read with `gongkai read`.
fn write_table(table: &Table, out: &mut impl Write) -> Result<()> {
    let merged = table.rows.iter().flatten().any(|it| it.columns > 1 || it.rows > 1);
    if merged {
        return write_form(table, out);
    }
    let width = |column: usize| {
        let texts = table.rows.iter().filter_map(|row| row.get(column));
        texts.map(|it| it.text.width()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..table.widths.len()).map(width).collect();
    for row in &table.rows {
        let mut line = String::from("  ");
        for (cell, width) in row.iter().zip(&widths) {
            let room = width.saturating_sub(cell.text.width());
            line.push_str(&cell.text);
            line.push_str(&" ".repeat(room + 2));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// A table of the form: each row as its label and its numbers.
fn write_form(table: &Table, out: &mut impl Write) -> Result<()> {
    for row in &table.rows {
        let words = |role| row.iter().filter(move |it| it.role == role).map(|it| it.text.as_str());
        let values: Vec<&str> = words(Role::Value).collect();
        if values.is_empty() {
            continue;
        }
        let label = words(Role::Row).next_back().unwrap_or_default();
        writeln!(out, "  {label}  {}", values.join("  "))?;
    }
    Ok(())
}
