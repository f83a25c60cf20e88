//! Reports as files: the formats, and what a browser calls them.

use std::sync::Arc;

use documents::pdf::Faces;
use documents::{compose, docx, html, pdf, xlsx};
use law::Lang;
use report::Report;
use report::json::values_to_json;

use crate::error::WebError;

/// A format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Pdf,
    Docx,
    Xlsx,
    Html,
    Json,
}

impl Format {
    /// Every format.
    pub(crate) const ALL: [Self; 5] = [Self::Pdf, Self::Docx, Self::Xlsx, Self::Html, Self::Json];

    /// The ending of its names.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Html => "html",
            Self::Json => "json",
        }
    }

    /// The last part of its address.
    pub(crate) fn file(self) -> String {
        format!("report.{}", self.ending())
    }

    /// The format of an address.
    pub(crate) fn of_file(file: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.file() == file)
    }

    /// What people call it.
    pub(crate) fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Docx => "Word",
            Self::Xlsx => "Excel",
            Self::Html => lang.pick("网页文件", "HTML"),
            Self::Json => lang.pick("数据（JSON）", "Data (JSON)"),
        }
    }

    /// What it is to a browser.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

/// A report as a file.
pub(crate) fn encoded(
    report: &Report,
    format: Format,
    faces: &Arc<Faces>,
) -> Result<Vec<u8>, WebError> {
    let page = || compose::report(report);
    match format {
        Format::Pdf => pdf::write(&page(), faces).map(|it| it.bytes).map_err(WebError::internal),
        Format::Docx => docx::write(&page()).map_err(WebError::internal),
        Format::Xlsx => xlsx::report(report).map_err(WebError::internal),
        Format::Html => html::write(&page()).map(String::into_bytes).map_err(WebError::internal),
        Format::Json => Ok(values_to_json(report).into_bytes()),
    }
}

/// The header by which a browser saves a file under a Chinese name (RFC 6266).
pub(crate) fn name_for_download(name: &str, format: Format) -> String {
    let ending = format.ending();
    let encoded: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
    let encoded = encoded.replace('+', "%20");
    format!("attachment; filename=\"report.{ending}\"; filename*=UTF-8''{encoded}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_name_fits_a_header() {
        let header = name_for_download("某局 2025\"年", Format::Pdf);
        assert!(header.is_ascii() && !header.contains(' ') || header.contains("; filename"));
        assert!(header.ends_with("%E6%9F%90%E5%B1%80%202025%22%E5%B9%B4.pdf"), "{header}");
    }
}
