//! What happened to an organisation, fact by fact, in words.

use law::Lang;
use records::organisation::{Change, Fact, Obligations, OrganisationId};
use serde_json::Value;
use store::Event;

use super::super::log::moment;
use super::super::places::name_of;
use super::kind_in_words;
use crate::directory::Directory;

/// One line of the history.
pub(super) struct Told {
    pub on: String,
    pub what: &'static str,
    pub text: String,
    /// The document that says so.
    pub basis: String,
    /// When it was noted here; empty where the log does not tell.
    pub noted: String,
}

impl Told {
    /// A fact in words; the acts upon the organisation tell when it was noted.
    pub(super) fn of(fact: &Fact, directory: &Directory, events: &[Event], lang: Lang) -> Self {
        let (name, what, text) = in_words(&fact.change, directory, lang);
        Self {
            on: fact.on.to_string(),
            what,
            text,
            basis: fact.basis.clone(),
            noted: noted(fact, name, events).unwrap_or_default(),
        }
    }
}

/// The first act that noted it.
fn noted(fact: &Fact, name: &str, events: &[Event]) -> Option<String> {
    let on = fact.on.to_string();
    let is_it = |value: &Value| {
        let what = value.get("what").or_else(|| value.get("change")?.get("what"));
        value.get("on").and_then(Value::as_str) == Some(&on)
            && what.and_then(Value::as_str) == Some(name)
    };
    let by = events.iter().find(|it| {
        let Some(detail) = &it.detail else { return false };
        match it.entry.action.as_str() {
            "organisation.founded" => name == "founded",
            "organisation.described" => {
                name == "office_described" && crate::time::shanghai_date(it.entry.at) == fact.on
            }
            "organisation.changed" => {
                let many = detail.body.get("facts").and_then(Value::as_array);
                is_it(&detail.body) || many.is_some_and(|it| it.iter().any(is_it))
            }
            _ => false,
        }
    });
    by.map(|it| moment(it.entry.at))
}

fn in_words(
    change: &Change,
    directory: &Directory,
    lang: Lang,
) -> (&'static str, &'static str, String) {
    let named = |id: &OrganisationId| name_of(directory, *id);
    let maybe = |id: &Option<OrganisationId>| {
        id.as_ref().map_or_else(|| lang.pick("无", "nobody").to_owned(), named)
    };
    let list = |ids: &[OrganisationId]| {
        ids.iter().map(named).collect::<Vec<_>>().join(lang.pick("、", ", "))
    };
    match change {
        Change::Founded { names, of, administrative_parent, ogi_authority, predecessors } => {
            let mut text = lang.pick(
                format!(
                    "{}，{}，上级：{}",
                    names.full,
                    kind_in_words(*of, lang),
                    maybe(administrative_parent)
                ),
                format!(
                    "{}, {}, under {}",
                    names.full,
                    kind_in_words(*of, lang),
                    maybe(administrative_parent)
                ),
            );
            if let Some(id) = ogi_authority {
                let led = named(id);
                text += &lang.pick(format!("，公开工作主管：{led}"), format!(", led by {led}"));
            }
            if !predecessors.is_empty() {
                let before = list(predecessors);
                text += &lang.pick(format!("，前身：{before}"), format!(", follows {before}"));
            }
            ("founded", lang.pick("设立", "founded"), text)
        }
        Change::Renamed { names } => ("renamed", lang.pick("更名", "renamed"), names.full.clone()),
        Change::Reclassified { to } => {
            ("reclassified", lang.pick("调整性质", "reclassified"), kind_in_words(*to, lang))
        }
        Change::Moved { administrative_parent, ogi_authority } => (
            "moved",
            lang.pick("调整隶属关系", "moved"),
            lang.pick(
                format!(
                    "上级：{}；公开工作主管：{}",
                    maybe(administrative_parent),
                    ogi_authority.as_ref().map_or_else(|| "同上级".to_owned(), named)
                ),
                format!(
                    "under {}; led by {}",
                    maybe(administrative_parent),
                    ogi_authority.as_ref().map_or_else(|| "the same".to_owned(), named)
                ),
            ),
        ),
        Change::OfficeDescribed { office } => (
            "office_described",
            lang.pick("公开机构信息", "office described"),
            [&office.name, &office.phone]
                .into_iter()
                .filter(|it| !it.is_empty())
                .cloned()
                .collect::<Vec<_>>()
                .join(lang.pick("，", ", ")),
        ),
        Change::Obliged { obligations } => {
            ("obliged", lang.pick("职责", "duties"), duties(*obligations, lang))
        }
        Change::Merged { into } => ("merged", lang.pick("并入", "merged into"), named(into)),
        Change::Split { into } => ("split", lang.pick("分立为", "split into"), list(into)),
        Change::Abolished { duties_to } => (
            "abolished",
            lang.pick("撤销", "abolished"),
            lang.pick(
                format!("职责由：{}", maybe(duties_to)),
                format!("its duties go to: {}", maybe(duties_to)),
            ),
        ),
    }
}

/// What an organisation must and may do.
pub(super) fn duties(it: Obligations, lang: Lang) -> String {
    let all = [
        (it.files_annual_report, lang.pick("编制年度报告（第四十九条）", "files a yearly report")),
        (
            it.publishes_government_report,
            lang.pick("公布本级政府年度报告（第四十九条）", "publishes its government's report"),
        ),
        (it.makes_rules, lang.pick("可以制定规章", "makes rules")),
        (
            it.makes_normative_documents,
            lang.pick("可以制定行政规范性文件", "makes normative documents"),
        ),
    ];
    let held: Vec<&str> = all.into_iter().filter(|(on, _)| *on).map(|(_, label)| label).collect();
    if held.is_empty() {
        return lang.pick("无", "none").to_owned();
    }
    held.join(lang.pick("、", ", "))
}
