//! `/tools/deadline`: the day a reply is due, with its working and a calendar. The question stands in the
//! address, so that an answer can be kept, sent and printed.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use law::Lang;
use law::calendar::Calendar;
use law::receipt_date::{Channel, Intake, InternetReceipt, receipt_date};
use law::reply_clock::{Event, NAMES, ReplyClock, event_label, reply_clock};

use super::story::{MOST_ROWS, Question, is_known, rows, values};
use super::{Told, crumbs};
use crate::design::{Choice, Form, Month, months};
use crate::error::WebError;
use crate::extract::Params;
use crate::guard::Permit;
use crate::pages::frame::Frame;
use crate::pages::public::Unit;
use crate::pages::shown;
use crate::state::Web;
use crate::time::day_in_words;
use crate::visit::Visit;

/// Rows that are offered beyond those that are filled.
const SPARE_ROWS: usize = 2;

#[derive(Template)]
#[template(path = "tools/deadline.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    lang: Lang,
    form: Form,
    channels: Vec<Choice>,
    events: Vec<Choice>,
    rows: Vec<usize>,
    more: bool,
    /// Why there is no answer, where the law gives none.
    refused: Option<String>,
    answer: Option<Answer>,
}

/// What the question comes to.
struct Answer {
    label: &'static str,
    value: String,
    hint: String,
    provisional: bool,
    facts: Vec<(String, String)>,
    months: Vec<Month>,
    steps: Vec<Told>,
}

/// `GET /tools/deadline`
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    Params(pairs): Params<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let values = values(pairs, is_known)?;
    let calendar = web.calendar().await?;
    let asked = values.contains_key("received") && !values.contains_key("more");
    let mut form = Form { lang, values: values.clone(), faults: Vec::new() };
    let (mut answer, mut refused) = (None, None);
    if asked {
        match Question::read(&values) {
            Err(faults) => form.faults = faults,
            Ok(question) => match answered(question, web.today(), &calendar, lang) {
                Ok(found) => answer = Some(found),
                Err(told) => refused = Some(told),
            },
        }
    }
    let title = lang.pick("期限计算", "When is a reply due?");
    let page = Page {
        frame: Frame::of(&web, &permit, &visit),
        unit: Unit::whole_site(&web, lang).await?.at(crumbs(lang, Some(title))),
        lang,
        channels: channels(lang),
        events: events(lang),
        rows: offered_rows(&values),
        more: rows(&values) + SPARE_ROWS < MOST_ROWS,
        form,
        refused,
        answer,
    };
    let faulty = page.refused.is_some() || !page.form.faults.is_empty();
    let status = if faulty { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    shown(&page, status, &visit)
}

fn offered_rows(values: &BTreeMap<String, String>) -> Vec<usize> {
    let wanted =
        rows(values) + SPARE_ROWS + if values.contains_key("more") { SPARE_ROWS } else { 0 };
    (1..=wanted.min(MOST_ROWS)).collect()
}

fn channels(lang: Lang) -> Vec<Choice> {
    let known = lang.pick("收到日期已经确定", "The day of receipt is known");
    let channels = Channel::ALL.iter().map(|it| Choice::of(it.name(), it.label(lang)));
    std::iter::once(Choice::of("", known)).chain(channels).collect()
}

fn events(lang: Lang) -> Vec<Choice> {
    let none = Choice::of("", lang.pick("（无）", "(nothing)"));
    let names = NAMES.iter().filter(|it| **it != "received");
    let events = names.map(|name| Choice::of(*name, event_label(name, lang)));
    std::iter::once(none).chain(events).collect()
}

/// The answer, or the sentence of the law why there is none.
fn answered(
    mut question: Question,
    today: NaiveDate,
    calendar: &Calendar,
    lang: Lang,
) -> Result<Answer, String> {
    let mut before = None;
    if let (Some(channel), Some(arrived_on)) = (question.channel, question.received) {
        let intake = Intake { channel, arrived_on, confirmed_on: question.confirmed };
        let receipt = receipt_date(&intake, InternetReceipt::OnConfirmation)
            .map_err(|error| error.message(lang))?;
        for event in question.events.iter_mut().filter(|it| it.event == Event::Received) {
            event.on = receipt.received_on;
        }
        before = Some(receipt.working);
    }
    let today = question.today.unwrap_or(today);
    let clock =
        reply_clock(&question.events, today, calendar).map_err(|error| error.message(lang))?;
    let mut steps = before.map(|it| Told::all(&it, lang)).unwrap_or_default();
    steps.extend(Told::all(&clock.working, lang));
    Ok(Answer {
        label: lang.pick("答复期限届满日（含当日）", "The reply is due on (that day included)"),
        value: match clock.due_on {
            Some(day) => day_in_words(day, lang),
            None => clock.state.label(lang).to_owned(),
        },
        hint: standing(&clock, today, lang),
        provisional: clock.provisional,
        facts: facts(&clock, lang),
        months: months(&clock.working.picture(), lang),
        steps,
    })
}

/// Where the clock stands, in a sentence.
fn standing(clock: &ReplyClock, today: NaiveDate, lang: Lang) -> String {
    let (state, used, left) =
        (clock.state.label(lang), clock.working_days_used, clock.working_days_left);
    let today = day_in_words(today, lang);
    if left < 0 {
        let late = left.unsigned_abs();
        return lang.pick(
            format!("截至{today}：{state}，已超期 {late} 个工作日"),
            format!("On {today}: {state}, {late} working days late"),
        );
    }
    lang.pick(
        format!("截至{today}：{state}，已用 {used} 个工作日，还剩 {left} 个"),
        format!("On {today}: {state}, {used} working days used, {left} left"),
    )
}

fn facts(clock: &ReplyClock, lang: Lang) -> Vec<(String, String)> {
    let day = |zh: &str, en: &str, day: Option<NaiveDate>| {
        day.map(|it| (lang.pick(zh, en).to_owned(), day_in_words(it, lang)))
    };
    let total = clock.period_working_days;
    let facts = [
        day("收到申请之日", "Received", clock.received_on),
        day("起算之日", "Counting starts after", clock.run_started_on),
        Some((
            lang.pick("期限长度", "Length").to_owned(),
            lang.pick(format!("{total} 个工作日"), format!("{total} working days")),
        )),
        day("最迟告知补正", "Clarification asked by", clock.ask_clarification_by),
        day("申请人最迟补正或者缴费", "Applicant's answer or payment by", clock.applicant_by),
        day("办结之日", "Closed", clock.closed_on),
        Some((lang.pick("依据", "Ground").to_owned(), clock.authority.cite.clone())),
    ];
    facts.into_iter().flatten().collect()
}
