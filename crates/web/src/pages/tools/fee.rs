//! `/tools/fee`: what the processing fee comes to, by item and by page, with its bands.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use law::Lang;
use law::processing_fee::{Fee, LARGEST_COUNT, Standard, price_of_items, price_of_pages};

use super::story::{day, values};
use super::{Told, crumbs};
use crate::design::Form;
use crate::error::{FieldFault, WebError};
use crate::extract::Params;
use crate::guard::Permit;
use crate::pages::frame::Frame;
use crate::pages::public::Unit;
use crate::pages::shown;
use crate::state::Web;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "tools/fee.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    lang: Lang,
    form: Form,
    refused: Option<String>,
    answers: Vec<Answer>,
}

/// What one standard comes to.
struct Answer {
    label: &'static str,
    yuan: String,
    bands: Vec<Band>,
    total: u64,
    steps: Vec<Told>,
    ground: String,
}

/// One band of a tariff.
struct Band {
    range: String,
    each: u64,
    yuan: u64,
}

impl Answer {
    fn of(fee: &Fee, lang: Lang) -> Self {
        let label = match fee.standard {
            Standard::ByItem => lang.pick("按件计收", "By item"),
            Standard::ByPage => lang.pick("按量计收", "By page"),
        };
        let bands = fee.bands.iter().map(|it| Band {
            range: lang.pick(
                format!("第 {} 至 {}", it.first, it.last),
                format!("{} to {}", it.first, it.last),
            ),
            each: it.yuan_each,
            yuan: it.yuan,
        });
        Self {
            label,
            yuan: lang.pick(format!("{} 元", fee.amount_yuan), format!("{} yuan", fee.amount_yuan)),
            bands: bands.collect(),
            total: fee.amount_yuan,
            steps: Told::all(&fee.working, lang),
            ground: fee.authority.cite.clone(),
        }
    }
}

/// `GET /tools/fee`
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    Params(pairs): Params<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let known = |name: &str| matches!(name, "items" | "already" | "pages" | "on");
    let values = values(pairs, known)?;
    let asked = !values.is_empty();
    let mut form = Form { lang, values: values.clone(), faults: Vec::new() };
    let (mut answers, mut refused) = (Vec::new(), None);
    if asked {
        match priced(&values, web.today(), lang) {
            Ok(Ok(found)) => answers = found,
            Ok(Err(told)) => refused = Some(told),
            Err(faults) => form.faults = faults,
        }
    }
    let title = lang.pick("费用计算", "What does it cost?");
    let faulty = refused.is_some() || !form.faults.is_empty();
    let page = Page {
        frame: Frame::of(&web, &permit, &visit),
        unit: Unit::whole_site(&web, lang).await?.at(crumbs(lang, Some(title))),
        lang,
        form,
        refused,
        answers,
    };
    let status = if faulty { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    shown(&page, status, &visit)
}

/// The amounts, or the sentence why there is none; faults where the question cannot be read.
fn priced(
    values: &BTreeMap<String, String>,
    today: NaiveDate,
    lang: Lang,
) -> Result<Result<Vec<Answer>, String>, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let on = day(values, "on", &mut faults).unwrap_or(today);
    let items = count(values, "items", &mut faults);
    let already = count(values, "already", &mut faults);
    let pages = count(values, "pages", &mut faults);
    if items.is_none() && pages.is_none() && faults.is_empty() {
        faults.push(FieldFault::of(
            "items",
            "请填写本次件数或者页数",
            "give the number of items or of pages",
        ));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let by_item = items.map(|new| price_of_items(already.unwrap_or(0), new, on));
    let by_page = pages.map(|pages| price_of_pages(pages, on));
    let fees: Result<Vec<Fee>, _> = by_item.into_iter().chain(by_page).collect();
    Ok(match fees {
        Ok(fees) => Ok(fees.iter().map(|it| Answer::of(it, lang)).collect()),
        Err(error) => Err(error.message(lang)),
    })
}

/// A number of a field; nothing typed is none.
fn count(
    values: &BTreeMap<String, String>,
    name: &str,
    faults: &mut Vec<FieldFault>,
) -> Option<u32> {
    let text = values.get(name).filter(|it| !it.is_empty())?;
    let count = text.parse::<u32>().ok().filter(|it| *it <= LARGEST_COUNT);
    if count.is_none() {
        faults.push(FieldFault {
            field: name.to_owned(),
            zh: format!("请填写 0 至 {LARGEST_COUNT} 的整数"),
            en: format!("give a whole number from 0 to {LARGEST_COUNT}"),
        });
    }
    count
}
