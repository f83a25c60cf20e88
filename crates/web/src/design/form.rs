//! A form as it comes back: what was typed, and what is wrong with it.

use std::collections::BTreeMap;

use law::Lang;

use crate::error::{FieldFault, WebError};

/// Something to choose.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    /// A choice.
    pub(crate) fn of(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// What was typed into a form, and what is wrong with it. Nothing that was typed is lost.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub lang: Lang,
    pub values: BTreeMap<String, String>,
    pub faults: Vec<FieldFault>,
}

impl Form {
    /// A form in which nothing is typed yet.
    pub(crate) fn empty(lang: Lang) -> Self {
        Self { lang, values: BTreeMap::new(), faults: Vec::new() }
    }

    /// The same form with a value in it.
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }

    /// The same form with what is wrong with it, if that can be told by its fields; the error otherwise.
    pub(crate) fn told(mut self, error: WebError) -> Result<Self, WebError> {
        match error {
            WebError::Invalid(faults) => {
                self.faults = faults;
                Ok(self)
            }
            other => Err(other),
        }
    }

    /// What was typed into a field.
    pub(crate) fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// Whether a field has a value.
    pub(crate) fn has(&self, name: &str, value: &str) -> bool {
        self.value(name) == value
    }

    /// What is wrong with a field.
    pub(crate) fn error(&self, name: &str) -> Option<&str> {
        self.faults.iter().find(|it| it.field == name).map(|it| self.words(it))
    }

    /// What is wrong, in words.
    pub(crate) fn words<'a>(&self, fault: &'a FieldFault) -> &'a str {
        self.lang.pick(&fault.zh, &fault.en)
    }

    /// What stands beside a field that may stay empty.
    pub(crate) fn optional(&self) -> &'static str {
        self.lang.pick("（选填）", " (optional)")
    }
}
