//! The question to the deadline calculator, as it stands in the address: what happened to a request, when.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use law::Lang;
use law::receipt_date::Channel;
use law::reply_clock::{DatedEvent, Event, EventValues};

use crate::error::{FieldFault, WebError};

/// The most rows of events that are offered; a request has fewer.
pub(super) const MOST_ROWS: usize = 30;

/// The years about which the law and the calendar have something to say.
const YEARS: std::ops::RangeInclusive<i32> = 2008..=2099;

/// What was asked.
#[derive(Debug, Default)]
pub(super) struct Question {
    /// The day the request arrived or was received.
    pub received: Option<NaiveDate>,
    /// How it came, where the legal day of receipt is to be found out.
    pub channel: Option<Channel>,
    /// The day it was confirmed.
    pub confirmed: Option<NaiveDate>,
    /// The day from which it is looked at.
    pub today: Option<NaiveDate>,
    /// What else happened.
    pub events: Vec<DatedEvent>,
}

/// The values of an address, each name once and none that nobody knows.
pub(crate) fn values(
    pairs: Vec<(String, String)>,
    known: impl Fn(&str) -> bool,
) -> Result<BTreeMap<String, String>, WebError> {
    let mut values = BTreeMap::new();
    for (name, value) in pairs {
        let told = |zh, en: &str| WebError::Malformed {
            zh: format!("参数 {name} {zh}"),
            en: format!("the parameter {name} {en}"),
        };
        if !known(&name) {
            return Err(told("无法识别", "is not known"));
        }
        if values.insert(name.clone(), value.trim().to_owned()).is_some() {
            return Err(told("重复", "comes twice"));
        }
    }
    Ok(values)
}

/// A day of a field; nothing typed is no day.
pub(super) fn day(
    values: &BTreeMap<String, String>,
    name: &str,
    faults: &mut Vec<FieldFault>,
) -> Option<NaiveDate> {
    let text = values.get(name).filter(|it| !it.is_empty())?;
    let day = text.parse::<NaiveDate>().ok().filter(|it| YEARS.contains(&it.year()));
    if day.is_none() {
        faults.push(FieldFault::of(
            name,
            "请填写 2008 年至 2099 年的日期，如 2026-02-04",
            "give a day from 2008 to 2099, such as 2026-02-04",
        ));
    }
    day
}

/// Whether a parameter belongs to the question.
pub(super) fn is_known(name: &str) -> bool {
    matches!(name, "received" | "channel" | "confirmed" | "today" | "more")
        || ["event", "on", "value"].iter().any(|it| row_of(name, it).is_some())
}

fn row_of(name: &str, prefix: &str) -> Option<usize> {
    let row = name.strip_prefix(prefix)?.parse().ok()?;
    (1..=MOST_ROWS).contains(&row).then_some(row)
}

/// How many rows of events have something in them.
pub(super) fn rows(values: &BTreeMap<String, String>) -> usize {
    let filled = values.iter().filter(|(_, value)| !value.is_empty());
    let rows = filled
        .filter_map(|(name, _)| ["event", "on", "value"].iter().find_map(|it| row_of(name, it)));
    rows.max().unwrap_or(0)
}

impl Question {
    /// Reads the question; what cannot be is told by its field.
    pub(super) fn read(values: &BTreeMap<String, String>) -> Result<Self, Vec<FieldFault>> {
        let mut faults = Vec::new();
        let mut question = Self {
            received: day(values, "received", &mut faults),
            channel: channel(values, &mut faults),
            confirmed: day(values, "confirmed", &mut faults),
            today: day(values, "today", &mut faults),
            events: Vec::new(),
        };
        if question.received.is_none() && !faults.iter().any(|it| it.field == "received") {
            faults.push(FieldFault::of(
                "received",
                "请填写收到申请的日期",
                "say when the request was received",
            ));
        }
        for row in 1..=rows(values) {
            question.events.extend(event(values, row, &mut faults));
        }
        if let Some(on) = question.received {
            question.events.push(DatedEvent { on, event: Event::Received });
        }
        if faults.is_empty() { Ok(question) } else { Err(faults) }
    }
}

fn channel(values: &BTreeMap<String, String>, faults: &mut Vec<FieldFault>) -> Option<Channel> {
    let name = values.get("channel").filter(|it| !it.is_empty())?;
    let found = Channel::named(name);
    if found.is_none() {
        faults.push(FieldFault::of(
            "channel",
            "请从列表中选择申请渠道",
            "choose a channel from the list",
        ));
    }
    found
}

/// An event of a row; an empty row is none.
fn event(
    values: &BTreeMap<String, String>,
    row: usize,
    faults: &mut Vec<FieldFault>,
) -> Option<DatedEvent> {
    let field = |prefix: &str| format!("{prefix}{row}");
    let text = |prefix: &str| values.get(&field(prefix)).map_or("", String::as_str);
    let (name, value) = (text("event"), text("value"));
    if name.is_empty() && value.is_empty() && text("on").is_empty() {
        return None;
    }
    if name.is_empty() {
        faults.push(FieldFault::of(&field("event"), "请选择发生了什么", "say what happened"));
        return None;
    }
    let before = faults.len();
    let on = day(values, &field("on"), faults);
    if on.is_none() && faults.len() == before {
        faults.push(FieldFault::of(&field("on"), "请填写发生的日期", "say when it happened"));
    }
    match Event::from_parts(name, values_of(name, value)) {
        Ok(event) => on.map(|on| DatedEvent { on, event }),
        Err(error) => {
            let told = |lang| error.message(lang);
            faults.push(FieldFault {
                field: field("value"),
                zh: told(Lang::Zh),
                en: told(Lang::En),
            });
            None
        }
    }
}

/// What was typed beside an event, as the kind of value that such an event has.
fn values_of(name: &str, text: &str) -> EventValues {
    let mut values = EventValues::default();
    if text.is_empty() {
        return values;
    }
    match name {
        "delay-announced" => values.until = text.parse().ok(),
        "extension" | "clarification-asked" | "clarification-served" => {
            values.working_days = text.parse().ok();
        }
        _ => values.party = Some(text.chars().take(60).collect()),
    }
    values
}
