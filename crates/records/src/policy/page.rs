//! The table as a page of the manual.

use std::collections::BTreeMap;
use std::fmt::Write;

use law::Lang;

use super::action::Action;
use super::state::RecordState;
use super::table::{Rule, TABLE, Unless};
use crate::organisation::Place;

/// Writes the table as Markdown.
#[must_use]
pub fn page(lang: Lang) -> String {
    let mut text = String::from(lang.pick(
        "# 权限表\n\n本页由程序生成。表中没有写明的，一律不准。「本单位」包括其内设机构；「下级」在机构、人员方面按隶属关系，在申请、信息、年报方面按信息公开工作主管关系。\n\n| 事项 | 谁 | 记录状态 | 范围 | 例外 |\n| --- | --- | --- | --- | --- |\n",
        "# Who may do what\n\nThis page is generated. Whatever it does not allow is denied. \"Own\" includes the sections of an agency; \"below\" follows the administrative line for organisations and people, and the line of the authority for openness for requests, items and reports.\n\n| Action | Who | States | Places | Except |\n| --- | --- | --- | --- | --- |\n",
    ));
    let mut by_action: BTreeMap<Action, Vec<&Rule>> = BTreeMap::new();
    for rule in TABLE {
        by_action.entry(rule.action).or_default().push(rule);
    }
    for rule in by_action.values().flatten() {
        row(&mut text, rule, lang);
    }
    text
}

fn row(text: &mut String, rule: &Rule, lang: Lang) {
    let between = lang.pick("、", ", ");
    let who: Vec<&str> = rule.who.iter().map(|it| it.label(lang)).collect();
    let states = if rule.states == RecordState::ALL {
        lang.pick("任何", "any").to_owned()
    } else {
        rule.states.iter().map(|it| it.label(lang)).collect::<Vec<_>>().join(between)
    };
    let places: Vec<&str> = rule.places.iter().map(|it| it.label(lang)).collect();
    let except = match rule.unless {
        Unless::Never => "",
        Unless::Oneself => lang.pick("事关本人", "it is about oneself"),
        Unless::OneselfOrAdministrator => lang.pick(
            "事关本人，或者对方是三员之一",
            "it is about oneself or one of the three administrators",
        ),
        Unless::Drafter => lang.pick("本人起草", "one drafted it"),
    };
    let (action, who, places) = (rule.action.label(lang), who.join(between), places.join(between));
    let name = rule.action.name();
    // Writing to a String does not fail.
    let _ = writeln!(text, "| {action} `{name}` | {who} | {states} | {places} | {except} |");
}

impl Place {
    /// What it is called.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Own => lang.pick("本单位", "own"),
            Self::Subordinate => lang.pick("下级", "below"),
            Self::Other => lang.pick("其他", "other"),
        }
    }
}
