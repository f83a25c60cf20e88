//! 政府信息公开制度: the laws, regulations and norms that the column of this name lists, as data (`rules.toml`).
//!
//! What applies to whom is told by class: norms of a sector are listed by the bodies of that sector.

use std::sync::LazyLock;

use chrono::NaiveDate;
use law::{Lang, Remark};
use serde::Deserialize;

/// What kind of rule it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// 行政法规
    Regulation,
    /// 司法解释
    Interpretation,
    /// 国务院办公厅文件
    Norm,
    /// 教育部门文件
    Sector,
}

/// A rule that the column lists.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedRule {
    /// What kind of rule it is.
    pub class: Class,
    title: String,
    title_en: String,
    /// 文号
    pub number: String,
    /// 发布机关
    pub issuer: String,
    /// The day from which it applies, where we have read it.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// The day somebody last compared the entry with the source.
    pub checked_on: NaiveDate,
    /// How sure we are.
    #[serde(default)]
    pub remark: Option<Remark>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    rule: Vec<ListedRule>,
}

static RULES: LazyLock<Vec<ListedRule>> = LazyLock::new(|| {
    let shipped: Shipped = toml::from_str(include_str!("rules.toml"))
        .expect("the shipped list can be read, which a test shows");
    shipped.rule
});

/// Every rule, by class.
#[must_use]
pub fn rules() -> &'static [ListedRule] {
    &RULES
}

impl ListedRule {
    /// What it is called. The Chinese title is the rule's name in every language; English explains it.
    #[must_use]
    pub fn title(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.title.clone(),
            Lang::En => format!("{} ({})", self.title_en, self.title),
        }
    }
}

impl Class {
    /// Every class, in the order of the column.
    pub const ALL: [Self; 4] = [Self::Regulation, Self::Interpretation, Self::Norm, Self::Sector];

    /// What it is called.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Regulation => lang.pick("行政法规", "Administrative regulations"),
            Self::Interpretation => lang.pick("司法解释", "Judicial interpretations"),
            Self::Norm => lang.pick("国务院办公厅文件", "Documents of the State Council's office"),
            Self::Sector => lang.pick("教育部门文件", "Documents of the education sector"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_rule_has_a_number_of_its_own_and_every_class_has_rules() {
        let numbers: BTreeSet<_> = rules().iter().map(|it| &it.number).collect();
        assert_eq!(numbers.len(), rules().len());
        assert!(rules().iter().any(|it| it.number == "国务院令第711号"));
        for class in Class::ALL {
            assert!(rules().iter().any(|it| it.class == class), "{class:?}");
        }
    }
}
