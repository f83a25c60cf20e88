//! What was typed into a form of the office. It is looked at once the right to what it changes is known: what is
//! not theirs answers alike whatever was sent.

use std::collections::BTreeMap;

use law::Lang;

use crate::design::Form;
use crate::error::{FieldFault, WebError};
use crate::pages::tools::values;
use crate::state::Web;
use crate::visit::Visit;

/// What was typed, each field once.
#[derive(Debug)]
pub(super) struct Typed(BTreeMap<String, String>);

impl Typed {
    /// Takes what was typed into a form of ours.
    pub(super) fn of(
        web: &Web,
        visit: &Visit,
        pairs: Vec<(String, String)>,
        known: impl Fn(&str) -> bool,
    ) -> Result<Self, WebError> {
        let typed = values(pairs, |name| name == "form_token" || known(name))?;
        visit.require(web, typed.get("form_token").map_or("", String::as_str))?;
        Ok(Self(typed))
    }

    /// What was typed into a field.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The version of what was seen, which is changed if nobody was first.
    pub(super) fn version(&self) -> Result<i64, WebError> {
        self.get("version").parse().map_err(|_| WebError::Malformed {
            zh: "表单缺少版本".to_owned(),
            en: "the form lacks the version".to_owned(),
        })
    }

    /// The form again, with what is wrong with it.
    pub(super) fn form(&self, lang: Lang, faults: Vec<FieldFault>) -> Form {
        let mut values = self.0.clone();
        values.remove("form_token");
        Form { lang, values, faults }
    }
}

/// Whoever saw another version is told so.
pub(super) fn require_version(seen: i64, now: i64) -> Result<(), WebError> {
    if seen == now {
        return Ok(());
    }
    Err(WebError::conflict(
        "已经有人先改了，您的修改没有覆盖；请重新打开再改",
        "somebody changed it first and nothing was overwritten; open it anew and change it again",
    ))
}
