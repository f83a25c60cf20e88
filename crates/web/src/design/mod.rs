//! What components of the design system are given. Their templates, styles and examples are in the folder
//! `design` beside `src`; the page `/design` shows every example.

mod form;
mod month;
mod pager;

pub(crate) use form::{Choice, Form};
pub(crate) use month::{Month, months};
pub(crate) use pager::Pager;

/// A place on the way to a page; the page itself has no address.
#[derive(Debug, Clone)]
pub(crate) struct Crumb {
    pub label: String,
    pub href: Option<String>,
}

impl Crumb {
    /// A place on the way.
    pub(crate) fn to(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: Some(href.into()) }
    }

    /// The page itself.
    pub(crate) fn here(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None }
    }
}

/// An entry of a menu, with entries below it.
#[derive(Debug, Clone)]
pub(crate) struct MenuItem {
    pub label: String,
    pub href: String,
    /// Whether the page is this one or below it.
    pub current: bool,
    /// Whether it stands out: 依申请公开.
    pub button: bool,
    pub within: Vec<MenuItem>,
}

impl MenuItem {
    /// An entry; whether it is the current one is told by the path of the page.
    pub(crate) fn to(label: impl Into<String>, href: impl Into<String>, here: &str) -> Self {
        let href = href.into();
        let path = here.split('?').next().unwrap_or_default();
        let current =
            path == href || path.strip_prefix(&href).is_some_and(|it| it.starts_with('/'));
        Self { label: label.into(), href, current, button: false, within: Vec::new() }
    }
}

/// A card on a desk: how many, and where they are.
#[derive(Debug, Clone)]
pub(crate) struct TaskCard {
    pub label: String,
    pub count: usize,
    pub hint: String,
    pub href: String,
    /// `info`, `warn` or `late`.
    pub kind: &'static str,
}

/// A state in a word with its sign.
#[derive(Debug, Clone)]
pub(crate) struct Tag {
    /// `info`, `good`, `warn`, `bad`, `late` or `rest`.
    pub kind: &'static str,
    pub sign: &'static str,
    pub label: String,
}

impl Tag {
    /// A tag.
    pub(crate) fn of(kind: &'static str, sign: &'static str, label: impl Into<String>) -> Self {
        Self { kind, sign, label: label.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_current_on_its_page_and_below() {
        let current = |here: &str| MenuItem::to("", "/o/jyj/guide", here).current;
        assert!(current("/o/jyj/guide") && current("/o/jyj/guide/2?x=y"));
        assert!(!current("/o/jyj/guidebook") && !current("/o/jyj"));
    }
}
