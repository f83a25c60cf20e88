//! What was found, as files to take along.

use std::sync::LazyLock;

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use documents::compose::{self, Problems};
use documents::page::Page;
use documents::pdf::Faces;
use documents::{docx, html, pdf, xlsx};
use law::Lang;
use serde_json::json;

use super::{gone, of_number};
use crate::checks::{Checked, CheckedFile, CheckedReport, Outcome};
use crate::error::WebError;
use crate::extract::At;
use crate::guard::Permit;
use crate::state::Web;
use crate::visit::Visit;

/// The faces in the program.
static FACES: LazyLock<Faces> = LazyLock::new(|| Faces::new([]));

/// What stands for all files in a path.
const ALL: &str = "all";

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Docx,
    Html,
    Json,
    Pdf,
    Xlsx,
}

impl Format {
    fn of(ending: &str) -> Option<Self> {
        Some(match ending {
            "docx" => Self::Docx,
            "html" => Self::Html,
            "json" => Self::Json,
            "pdf" => Self::Pdf,
            "xlsx" => Self::Xlsx,
            _ => return None,
        })
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json",
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// `GET /tools/check/{result}/{file}/{document}`: `problems.xlsx`, `annotated.pdf`, `corrected.docx`, …
pub(in crate::pages::tools) async fn download(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At((address, file, document)): At<(String, String, String)>,
) -> Result<Response, WebError> {
    let Some(checked) = web.checks().find(&address, web.store().edge().now()) else {
        return gone(&web, &permit, &visit).await;
    };
    let lang = visit.view().lang;
    let (what, ending) = document.split_once('.').ok_or(WebError::NotFound)?;
    let format = Format::of(ending).ok_or(WebError::NotFound)?;
    let name = named(&checked, &file).ok_or(WebError::NotFound)?;
    let what = what.to_owned();
    let headers = [
        (CONTENT_TYPE, format.content_type().to_owned()),
        (CONTENT_DISPOSITION, attachment(&format!("{name}-{what}.{ending}"))),
    ];
    let _place = web.checks().writing.acquire().await.map_err(WebError::internal)?;
    // Typesetting keeps a processor busy; others go on meanwhile.
    let written = tokio::task::spawn_blocking(move || write(&checked, &file, &what, format, lang));
    let bytes = written.await.map_err(WebError::internal)??;
    Ok((headers, bytes).into_response())
}

/// What a downloaded file is called, if there is such a file.
fn named(files: &Checked, file: &str) -> Option<String> {
    if file == ALL {
        return Some(ALL.to_owned());
    }
    let (_, file, _) = of_number(files, file)?;
    Some(file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem).to_owned())
}

/// A name of a file in letters of any kind; no quote or line can be in it.
fn attachment(name: &str) -> String {
    let encoded: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
    format!("attachment; filename*=UTF-8''{}", encoded.replace('+', "%20").replace('*', "%2A"))
}

fn write(
    files: &[CheckedFile],
    file: &str,
    what: &str,
    format: Format,
    lang: Lang,
) -> Result<Vec<u8>, WebError> {
    if file == ALL {
        return list(files, what, format, lang);
    }
    let (number, ..) = of_number(files, file).ok_or(WebError::NotFound)?;
    let file = files.get(number - 1).ok_or(WebError::NotFound)?;
    let Outcome::Read(read) = &file.outcome else { return Err(WebError::NotFound) };
    match (what, format) {
        ("annotated", Format::Docx | Format::Html | Format::Pdf) => {
            page(&compose::annotated(&read.report, &read.findings, lang), format)
        }
        ("corrected", Format::Xlsx) => {
            xlsx::corrected(&read.corrected, lang).map_err(WebError::internal)
        }
        ("corrected", Format::Docx | Format::Html | Format::Pdf) => {
            page(&compose::corrected(&read.corrected, lang), format)
        }
        _ => list(std::slice::from_ref(file), what, format, lang),
    }
}

/// The list of problems of some files, or everything about them as data.
fn list(
    files: &[CheckedFile],
    what: &str,
    format: Format,
    lang: Lang,
) -> Result<Vec<u8>, WebError> {
    let problems = || files.iter().map(|it| problems(it, lang)).collect::<Vec<_>>();
    match (what, format) {
        ("problems", Format::Xlsx) => {
            xlsx::problem_list(&problems(), lang).map_err(WebError::internal)
        }
        ("problems", Format::Docx | Format::Html | Format::Pdf) => {
            page(&compose::problem_list(&problems(), lang), format)
        }
        ("result", Format::Json) => {
            let all: Vec<_> = files.iter().map(data).collect();
            serde_json::to_vec_pretty(&all).map_err(WebError::internal)
        }
        _ => Err(WebError::NotFound),
    }
}

fn page(page: &Page, format: Format) -> Result<Vec<u8>, WebError> {
    match format {
        Format::Docx => docx::write(page).map_err(WebError::internal),
        Format::Html => html::write(page).map(String::into_bytes).map_err(WebError::internal),
        Format::Pdf => match pdf::write(page, &FACES) {
            Ok(pdf) => Ok(pdf.bytes),
            Err(pdf::PdfError::TooLarge(_)) => Err(WebError::field(
                "document",
                "内容太多，不能排成 PDF，请下载 DOCX 或者 HTML",
                "this is too much for a PDF; take the DOCX or the HTML",
            )),
            Err(error) => Err(WebError::internal(error)),
        },
        Format::Json | Format::Xlsx => Err(WebError::NotFound),
    }
}

fn problems(file: &CheckedFile, lang: Lang) -> Problems {
    match &file.outcome {
        Outcome::Read(read) => Problems::of(file.name.clone(), &read.report, read.findings.clone()),
        Outcome::NotRead { zh, en } => Problems {
            file: file.name.clone(),
            agency: None,
            year: None,
            findings: Vec::new(),
            unread: Some(lang.pick(zh, en).clone()),
        },
    }
}

fn data(file: &CheckedFile) -> serde_json::Value {
    match &file.outcome {
        Outcome::Read(read) => {
            let CheckedReport { report, findings, corrected } = &**read;
            json!({
                "file": file.name, "report": report, "findings": findings,
                "proposals": corrected.corrections,
            })
        }
        Outcome::NotRead { zh, en } => {
            json!({ "file": file.name, "unread": { "zh": zh, "en": en } })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::attachment;

    #[test]
    fn a_name_cannot_end_the_header() {
        let header = attachment("云川 \"报告\"\r\n;*.docx");
        assert!(header.starts_with("attachment; filename*=UTF-8''%E4%BA%91%E5%B7%9D%20%22"));
        assert!(header.is_ascii() && !header.contains(['"', '\r', '\n']), "{header}");
    }
}
