//! The filtered log as a file: for people as a table, for programs as data.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use law::Lang;
use serde_json::{Value, json};
use store::{AgencyId, Event, Source};

use super::super::room::{Room, Walls};
use super::names::Names;
use super::question::Question;
use super::{Which, moment, words};
use crate::error::WebError;
use crate::extract::Params;

/// The most acts of one file; more are taken out in parts, by days.
const MOST: usize = 10_000;

/// Acts that are read at once.
const AT_ONCE: u64 = 500;

/// What a spreadsheet program takes for the mark of a text in UTF-8.
const MARK: &str = "\u{feff}";

/// `GET /office/log/export`
pub(super) async fn send(room: Room, Params(which): Params<Which>) -> Result<Response, WebError> {
    let directory = room.web.directory().await?;
    let Walls { desk, .. } = room.walls().await?;
    let mut question = Question::of(&room, &directory, &desk, &which).await?;
    if !question.faults.is_empty() {
        return Err(WebError::Invalid(question.faults));
    }
    let mut found = Vec::new();
    while found.len() < MOST {
        let log = room.web.store().log();
        let page = log.find(&question.scope, &question.filter, AT_ONCE).await?;
        let Some(last) = page.last() else { break };
        question.filter.before = Some(last.entry.id);
        found.extend(page);
    }
    found.truncate(MOST);
    let names = Names::of(&room, &directory, &found).await?;
    let (kind, name, text) = match which.format.as_str() {
        "json" => ("application/json", "log.json", as_json(&found)),
        _ => ("text/csv; charset=utf-8", "log.csv", as_csv(&names, &found, room.lang)),
    };
    let named = format!("attachment; filename=\"{name}\"");
    let headers = [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, named)];
    Ok((headers, text).into_response())
}

fn as_json(found: &[Event]) -> String {
    let all: Vec<Value> = found
        .iter()
        .map(|it| {
            let entry = &it.entry;
            let mut value = json!({
                "id": entry.id,
                "at": crate::time::in_shanghai(entry.at).to_rfc3339(),
                "agency": entry.agency,
                "actor": entry.actor.as_str(),
                "action": entry.action.as_str(),
                "subject_kind": entry.subject_kind.as_str(),
                "subject": entry.subject_id,
            });
            if let (Some(detail), Some(object)) = (&it.detail, value.as_object_mut()) {
                object.insert("place".to_owned(), json!(detail.place));
                object.insert("why".to_owned(), json!(detail.why));
                object.insert("body".to_owned(), detail.body.clone());
            }
            value
        })
        .collect();
    Value::Array(all).to_string()
}

fn as_csv(names: &Names, found: &[Event], lang: Lang) -> String {
    let heads = lang.pick(
        ["时间", "操作人", "操作", "对象", "所属单位", "理由", "来源", "内容", "编号"],
        ["when", "who", "act", "about", "in the records of", "why", "where", "detail", "id"],
    );
    let mut text = String::from(MARK);
    line(&mut text, heads.iter().map(|it| (*it).to_owned()));
    for it in found {
        let detail = it.detail.as_ref();
        line(
            &mut text,
            [
                moment(it.entry.at),
                names.who(it, lang),
                words::action(it.entry.action.as_str(), lang),
                names.about(it, lang).0,
                names.agency(AgencyId(it.entry.agency), lang),
                detail.map(|it| it.why.clone()).unwrap_or_default(),
                detail.map(|it| it.place.clone()).unwrap_or_default(),
                detail.map(|it| it.body.to_string()).unwrap_or_default(),
                it.entry.id.to_string(),
            ]
            .into_iter(),
        );
    }
    text
}

/// A line of a table. Every cell is quoted, and none begins with what a spreadsheet program would compute.
fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    let cells: Vec<String> =
        cells.map(|it| format!("\"{}\"", roster::neutral(&it).replace('"', "\"\""))).collect();
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_none_ends_early() {
        let mut text = String::new();
        line(&mut text, ["=1+1", "a\"b,c", "演示"].iter().map(|it| (*it).to_owned()));
        assert_eq!(text, "\"'=1+1\",\"a\"\"b,c\",\"演示\"\r\n");
    }
}
