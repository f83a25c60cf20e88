//! `/tools/check`: yearly reports checked, with their tables, what was found in them and what is proposed.

mod documents;
mod reading;
mod rows;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;

use super::crumbs;
use crate::checks::{Checked, CheckedFile, CheckedReport, Outcome};
use crate::design::Form;
use crate::error::WebError;
use crate::extract::At;
use crate::guard::Permit;
use crate::limits::{CHECKED_FILE, CHECKED_FILES, CHECKED_TOGETHER, RESULT_KEPT};
use crate::pages::frame::Frame;
use crate::pages::public::Unit;
use crate::pages::shown;
use crate::state::Web;
use crate::upload;
use crate::visit::Visit;
use rows::{FileRow, FindingRow, ProposalRow};

pub(super) use documents::download;

#[derive(Template)]
#[template(path = "tools/check.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    lang: Lang,
    form: Form,
    bounds: String,
    minutes: u64,
    gone: bool,
}

#[derive(Template)]
#[template(path = "tools/check_result.html")]
struct ResultPage {
    frame: Frame,
    unit: Unit,
    lang: Lang,
    address: String,
    rows: Vec<FileRow>,
    minutes: u64,
}

#[derive(Template)]
#[template(path = "tools/check_report.html")]
struct ReportPage {
    frame: Frame,
    unit: Unit,
    lang: Lang,
    address: String,
    row: FileRow,
    findings: Vec<FindingRow>,
    proposals: Vec<ProposalRow>,
    /// The report as `documents` writes it, with every text escaped.
    document: String,
}

fn title(lang: Lang) -> &'static str {
    lang.pick("年报校验", "Check a yearly report")
}

async fn form_page(
    web: &Web,
    permit: &Permit,
    visit: &Visit,
    form: Form,
    gone: bool,
) -> Result<Page, WebError> {
    let lang = visit.view().lang;
    let megabytes = |bytes: usize| bytes / (1024 * 1024);
    let (each, together) = (megabytes(CHECKED_FILE), megabytes(CHECKED_TOGETHER));
    Ok(Page {
        frame: Frame::of(web, permit, visit),
        unit: Unit::whole_site(web, lang).await?.at(crumbs(lang, Some(title(lang)))),
        lang,
        form,
        bounds: lang.pick(
            format!("可以一次选多个文件：HTML、DOCX、XLSX、PDF、文本均可；最多{CHECKED_FILES}个，每个不超过{each} MB，合计不超过{together} MB"),
            format!("Several at once: HTML, DOCX, XLSX, PDF or text; at most {CHECKED_FILES} files, {each} MB each, {together} MB together"),
        ),
        minutes: RESULT_KEPT.as_secs() / 60,
        gone,
    })
}

/// What was found is nobody else's business: search engines do not keep it.
fn private_frame(web: &Web, permit: &Permit, visit: &Visit) -> Frame {
    let mut frame = Frame::of(web, permit, visit).tagged("robots", "noindex, nofollow");
    frame.canonical = String::new();
    frame
}

/// `GET /tools/check`
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
) -> Result<Response, WebError> {
    let form = Form::empty(visit.view().lang);
    shown(&form_page(&web, &permit, &visit, form, false).await?, StatusCode::OK, &visit)
}

/// `POST /tools/check`: reads the files, checks them and shows what was found. Nothing is stored.
pub(super) async fn submit(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    request: Request,
) -> Result<Response, WebError> {
    let _place = web.checks().taking_in.try_acquire().map_err(|_| WebError::Unavailable)?;
    let files = upload::files(&web, &visit, request).await?;
    if files.is_empty() {
        let told = WebError::field(upload::FIELD, "请选择文件", "choose a file");
        let form = Form::empty(visit.view().lang).told(told)?;
        let page = form_page(&web, &permit, &visit, form, false).await?;
        return shown(&page, StatusCode::UNPROCESSABLE_ENTITY, &visit);
    }
    let checked: Checked = Arc::new(reading::checked(web.readers(), files).await);
    let address = hex::encode(web.store().edge().bytes::<16>());
    web.checks().keep(address.clone(), Arc::clone(&checked), web.store().edge().now());
    result_page(&web, &permit, &visit, address, &checked).await
}

/// `GET /tools/check/{result}`
pub(super) async fn show_result(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(address): At<String>,
) -> Result<Response, WebError> {
    match web.checks().find(&address, web.store().edge().now()) {
        Some(checked) => result_page(&web, &permit, &visit, address, &checked).await,
        None => gone(&web, &permit, &visit).await,
    }
}

/// `GET /tools/check/{result}/{file}`: one report, its tables beside what was found.
pub(super) async fn show_report(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At((address, file)): At<(String, String)>,
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let Some(checked) = web.checks().find(&address, web.store().edge().now()) else {
        return gone(&web, &permit, &visit).await;
    };
    let (number, file, read) = of_number(&checked, &file).ok_or(WebError::NotFound)?;
    let page = ::documents::compose::marked(&read.report, &read.findings);
    let document = ::documents::html::write_blocks(&page).map_err(WebError::internal)?;
    let mut path = crumbs(lang, Some(title(lang)));
    path.push(crate::design::Crumb::here(file.name.clone()));
    let page = ReportPage {
        frame: private_frame(&web, &permit, &visit),
        unit: Unit::whole_site(&web, lang).await?.at(path),
        lang,
        row: FileRow::of(number, file, lang),
        findings: FindingRow::all(read, lang),
        proposals: ProposalRow::all(read, lang),
        address,
        document,
    };
    shown(&page, StatusCode::OK, &visit)
}

/// The file of a number that a path has, if it was read.
fn of_number<'a>(
    files: &'a [CheckedFile],
    number: &str,
) -> Option<(usize, &'a CheckedFile, &'a CheckedReport)> {
    let number: usize = number.parse().ok()?;
    let file = files.get(number.checked_sub(1)?)?;
    match &file.outcome {
        Outcome::Read(read) => Some((number, file, read)),
        Outcome::NotRead { .. } => None,
    }
}

async fn result_page(
    web: &Web,
    permit: &Permit,
    visit: &Visit,
    address: String,
    files: &[CheckedFile],
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let rows = (1..).zip(files).map(|(number, it)| FileRow::of(number, it, lang)).collect();
    let page = ResultPage {
        frame: private_frame(web, permit, visit),
        unit: Unit::whole_site(web, lang).await?.at(crumbs(lang, Some(title(lang)))),
        lang,
        address,
        rows,
        minutes: RESULT_KEPT.as_secs() / 60,
    };
    shown(&page, StatusCode::OK, visit)
}

/// It is over, or another node has it: the form once more, with a sentence.
async fn gone(web: &Web, permit: &Permit, visit: &Visit) -> Result<Response, WebError> {
    let form = Form::empty(visit.view().lang);
    let mut page = form_page(web, permit, visit, form, true).await?;
    page.frame = private_frame(web, permit, visit);
    shown(&page, StatusCode::GONE, visit)
}
