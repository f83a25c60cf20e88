//! Pages as Word documents: heading styles, real merged cells, comments; editable everywhere.

mod package;
mod styles;
mod table;

use std::io::Cursor;

use docx_rs::{
    BreakType, Comment, Docx, FieldCharType, Footer, InstrText, LineSpacing, Paragraph, Run,
};

use crate::page::{Block, Mark, Page, PieceKind};

/// A page could not be written as a Word document; this is a fault of the program.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// The parts could not be written.
    #[error("the parts of the document could not be written: {0}")]
    Parts(String),
    /// The archive could not be written.
    #[error("the archive could not be written")]
    Archive(#[from] zip::result::ZipError),
    /// A part could not be copied.
    #[error("a part of the document could not be copied")]
    Copy(#[from] std::io::Error),
    /// A part is no XML.
    #[error("a part of the document is no XML")]
    Xml(#[from] quick_xml::Error),
}

/// Writes the page.
///
/// # Errors
///
/// [`DocxError`], which is a fault of the program.
pub fn write(page: &Page) -> Result<Vec<u8>, DocxError> {
    let mut writer = Writer { page, comments: 0 };
    let mut docx = styles::document().footer(footer(true)).even_footer(footer(false));
    docx = docx.add_paragraph(Paragraph::new().style("Title").add_run(run(&page.title)));
    for block in &page.blocks {
        docx = writer.block(docx, block);
    }
    let mut packed = Cursor::new(Vec::new());
    docx.build().pack(&mut packed).map_err(|error| DocxError::Parts(error.to_string()))?;
    package::finish(&packed.into_inner(), page)
}

/// Writes block after block and counts the comments, whose numbers must be unique.
pub(super) struct Writer<'a> {
    page: &'a Page,
    comments: usize,
}

impl Writer<'_> {
    fn block(&mut self, docx: Docx, block: &Block) -> Docx {
        match block {
            Block::Heading { level, text } => {
                let style = if *level == 1 { "Heading1" } else { "Heading2" };
                docx.add_paragraph(Paragraph::new().style(style).keep_next(true).add_run(run(text)))
            }
            Block::Paragraph { text, marks } => {
                let paragraph = Paragraph::new().style("BodyText");
                docx.add_paragraph(self.commented(paragraph, run(text), marks))
            }
            Block::Change { pieces } => {
                let paragraph =
                    pieces.iter().fold(Paragraph::new().style("BodyText"), |all, it| {
                        all.add_run(match it.kind {
                            PieceKind::Same => run(&it.text),
                            PieceKind::Removed => run(&it.text).strike().color("B8141C"),
                            PieceKind::Added => run(&it.text).underline("single").color("1E7B34"),
                        })
                    });
                docx.add_paragraph(paragraph)
            }
            Block::Note { text } => {
                docx.add_paragraph(Paragraph::new().style("Note").add_run(run(text)))
            }
            Block::Table(it) => self.table(docx, it),
            // Word has no SVG of its own; the figures of a chart say the same.
            Block::Picture(it) => {
                let caption = Paragraph::new().style("Note").keep_next(true);
                self.table(docx.add_paragraph(caption.add_run(run(&it.caption))), &it.data)
            }
            Block::NewPage => {
                docx.add_paragraph(Paragraph::new().add_run(Run::new().add_break(BreakType::Page)))
            }
        }
    }

    /// A paragraph of its own behind each table keeps two tables apart.
    fn table(&mut self, docx: Docx, table: &crate::page::Table) -> Docx {
        let space = LineSpacing::new().before(0).after(0).line(120);
        docx.add_table(table::table(self, table))
            .add_paragraph(Paragraph::new().line_spacing(space))
    }

    /// Adds a run with a comment for each finding.
    pub(super) fn commented(
        &mut self,
        mut paragraph: Paragraph,
        run: Run,
        marks: &[Mark],
    ) -> Paragraph {
        let mut open = Vec::new();
        for mark in marks {
            let Some(text) = self.page.remarks.get(mark.number.wrapping_sub(1)) else { continue };
            self.comments += 1;
            let comment = Comment::new(self.comments)
                .author("gongkai")
                .date(format!("{}T00:00:00Z", self.page.as_of))
                .add_paragraph(
                    Paragraph::new()
                        .add_run(Run::new().add_text(format!("[{}] {text}", mark.number))),
                );
            paragraph = paragraph.add_comment_start(comment);
            open.push(self.comments);
        }
        paragraph = paragraph.add_run(run);
        for id in open {
            paragraph = paragraph.add_comment_end(id);
        }
        paragraph
    }
}

/// Text without the controls that XML cannot hold.
fn run(text: &str) -> Run {
    let clean: String = text
        .chars()
        .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
        .filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect();
    Run::new().add_text(clean)
}

/// The page number between dashes, odd pages right, even pages left (GB/T 9704).
fn footer(odd: bool) -> Footer {
    let number = Run::new()
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::PAGE(docx_rs::InstrPAGE::new()))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("1")
        .add_field_char(FieldCharType::End, false);
    let style = if odd { "FooterOdd" } else { "FooterEven" };
    Footer::new().add_paragraph(
        Paragraph::new()
            .style(style)
            .add_run(Run::new().add_text("— "))
            .add_run(number)
            .add_run(Run::new().add_text(" —")),
    )
}
