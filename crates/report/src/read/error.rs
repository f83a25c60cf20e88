//! Why a document could not be read.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a document could not be read at all. A cell that cannot be read is not an error but
/// [`crate::value`]'s `Unreadable`. It can be handed from one process to another.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum ReadError {
    /// The file holds nothing.
    #[error("the file is empty")]
    Empty,
    /// The content is of a kind that this program does not read.
    #[error("the content is {kind}, which is not read")]
    UnsupportedFormat {
        /// What it looks like, for people.
        kind: String,
    },
    /// The file is encrypted or needs a password.
    #[error("the file is encrypted")]
    Encrypted,
    /// The document has pages but no text: pictures only.
    #[error("the document has {pictures} pictures and no readable text")]
    NoText {
        /// How many pictures were seen.
        pictures: usize,
    },
    /// Neither a table nor a heading of an annual report was found.
    #[error("no table and no heading of an annual report was found")]
    NotAReport,
    /// The file breaks its own format.
    #[error("the {format} file is damaged: {detail}")]
    Damaged {
        /// What it should be.
        format: FileKind,
        /// What the parser met, for people who know the format.
        detail: String,
    },
    /// A bound of [`crate::limits::Limits`] was passed.
    #[error("more than {bound} {what}")]
    TooLarge {
        /// What was counted.
        what: Counted,
        /// The bound.
        bound: usize,
    },
    /// Reading took longer than the bound.
    #[error("reading took longer than {seconds} seconds")]
    TooSlow {
        /// The bound in seconds.
        seconds: u64,
    },
}

/// What a damaged file should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A PDF.
    Pdf,
    /// A Word file.
    Docx,
    /// A workbook.
    Xlsx,
    /// A report in JSON.
    Json,
    /// Whatever was handed in: the fault is the program's.
    Input,
}

/// What a bound counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Bytes of the file.
    Bytes,
    /// Bytes that the parts of an archive unpack to.
    UnpackedBytes,
    /// Parts of an archive.
    Parts,
    /// Depth of elements.
    NestedElements,
    /// Elements.
    Elements,
    /// Paragraphs and rows.
    Blocks,
    /// Lines of a text.
    Lines,
    /// Paragraphs.
    Paragraphs,
    /// Columns of a table.
    Columns,
    /// Cells of all tables.
    Cells,
    /// Characters of one text.
    Characters,
    /// Pages.
    Pages,
    /// Glyphs and lines drawn on a page.
    MarksOnAPage,
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::Input => "input",
        })
    }
}

impl Counted {
    /// Returns the word for it.
    pub fn word(self, lang: law::Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Bytes => ("字节", "bytes"),
            Self::UnpackedBytes => ("解压后的字节", "unpacked bytes"),
            Self::Parts => ("压缩包内的文件", "parts"),
            Self::NestedElements => ("嵌套层数", "nested elements"),
            Self::Elements => ("元素", "elements"),
            Self::Blocks => ("段落和表格行", "blocks"),
            Self::Lines => ("行", "lines"),
            Self::Paragraphs => ("段落", "paragraphs"),
            Self::Columns => ("列", "columns"),
            Self::Cells => ("格", "cells"),
            Self::Characters => ("字符", "characters in one text"),
            Self::Pages => ("页", "pages"),
            Self::MarksOnAPage => ("一页上的字符和线条", "marks on a page"),
        };
        lang.pick(zh, en)
    }
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word(law::Lang::En))
    }
}
