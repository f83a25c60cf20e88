//! What must be published without being asked for 法定主动公开内容, as a tree that is data (`nodes.toml`).
//!
//! Each node says on which article it rests, until when and how often it is due, who answers for it, and
//! whether an office may explain that nothing happened. Which nodes an organisation has depends on what it
//! is: a bureau of a city or county has the tree of 第二十条, a school that of 第五十五条. What is published
//! under a node is not kept here.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use law::publication::publication_period;
use law::{Authority, Lang, NotInForce, Remark};
use serde::Deserialize;

use crate::organisation::{Kind, Line, OrganisationId, Tree};

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    zh: String,
    en: String,
}

impl Words {
    /// The text in a language.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// Which organisations have a node 公开层级.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 市级: a department of a city, or above.
    City,
    /// 县级: a department of a county or district.
    County,
    /// 校级: a school or kindergarten.
    School,
}

/// How often a node is looked at 更新周期.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    /// 及时更新: whenever what it tells has changed.
    OnChange,
    /// 每季度
    Quarterly,
    /// 每学期
    EachTerm,
    /// 每年
    Yearly,
}

/// A node of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// Its name in addresses, for good.
    pub code: String,
    /// The node it lies under.
    #[serde(default)]
    pub parent: Option<String>,
    /// What it is called.
    pub title: Words,
    /// 公开依据
    cite: String,
    checked_on: NaiveDate,
    #[serde(default)]
    remark: Option<Remark>,
    /// The items of 第二十条 that it carries out.
    #[serde(default)]
    pub items: Vec<u8>,
    #[serde(default)]
    limit: Option<Words>,
    /// 更新周期
    pub cycle: Cycle,
    /// 责任科室: who usually answers for it.
    #[serde(default)]
    pub section: Option<Words>,
    /// 公开层级: which organisations have it.
    pub levels: Vec<Level>,
    /// Whether an office may explain that nothing happened 情况说明.
    pub may_explain: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    node: Vec<Node>,
}

static NODES: LazyLock<Vec<Node>> = LazyLock::new(|| {
    let shipped: Shipped = toml::from_str(include_str!("nodes.toml"))
        .expect("the shipped tree can be read, which a test shows");
    shipped.node
});

/// Every node, each after the one it lies under.
#[must_use]
pub fn nodes() -> &'static [Node] {
    &NODES
}

/// The node of a code.
#[must_use]
pub fn node(code: &str) -> Option<&'static Node> {
    nodes().iter().find(|it| it.code == code)
}

/// The nodes that organisations of a level have, in order.
pub fn nodes_of(level: Level) -> impl Iterator<Item = &'static Node> {
    nodes().iter().filter(move |it| it.levels.contains(&level))
}

/// The nodes of a level that lie directly under one, or at the top.
pub fn under(level: Level, parent: Option<&str>) -> impl Iterator<Item = &'static Node> {
    nodes_of(level).filter(move |it| it.parent.as_deref() == parent)
}

/// The level of an organisation: nothing for a section, which publishes through its agency.
///
/// A department is a county's where the government it stands under stands under another (our convention).
#[must_use]
pub fn level_of(id: OrganisationId, tree: &Tree) -> Option<Level> {
    let standing = tree.standing(id)?;
    match standing.kind {
        Kind::Section => None,
        Kind::School { .. } => Some(Level::School),
        Kind::Government | Kind::Department | Kind::PublicInstitution => {
            let is_government = |it: &OrganisationId| {
                tree.standing(*it).is_some_and(|it| it.kind == Kind::Government)
            };
            let line = std::iter::once(id).chain(tree.above(Line::Administrative, id));
            let governments = line.filter(is_government).count();
            Some(if governments > 1 { Level::County } else { Level::City })
        }
    }
}

impl Node {
    /// On which article it rests.
    #[must_use]
    pub fn authority(&self) -> Authority {
        Authority {
            cite: self.cite.clone(),
            checked_on: self.checked_on,
            remark: self.remark.clone(),
        }
    }

    /// 时限: until when it must be out, in words, and the ground of that.
    ///
    /// # Errors
    ///
    /// [`NotInForce`] before the general time limit applied.
    pub fn limit_on(&self, day: NaiveDate, lang: Lang) -> Result<(String, Authority), NotInForce> {
        if let Some(own) = &self.limit {
            return Ok((own.text(lang).to_owned(), self.authority()));
        }
        let period = publication_period(day)?;
        let days = period.value;
        let text = lang.pick(
            format!("自信息形成或者变更之日起{days}个工作日内"),
            format!("within {days} working days of being formed or changed"),
        );
        Ok((text, period.authority()))
    }

    /// The nodes above it, the topmost first.
    #[must_use]
    pub fn above(&self) -> Vec<&'static Self> {
        let mut above: Vec<&'static Self> = Vec::new();
        let mut parent = self.parent.as_deref();
        while let Some(next) = parent.and_then(node).filter(|it| !above.contains(it)) {
            above.push(next);
            parent = next.parent.as_deref();
        }
        above.reverse();
        above
    }
}

impl Level {
    /// Every level.
    pub const ALL: [Self; 3] = [Self::City, Self::County, Self::School];

    /// What it is called.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::City => lang.pick("市级", "city"),
            Self::County => lang.pick("县级", "county"),
            Self::School => lang.pick("校级", "school"),
        }
    }
}

impl Cycle {
    /// What it is called.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::OnChange => lang.pick("及时更新", "whenever it changes"),
            Self::Quarterly => lang.pick("每季度", "every quarter"),
            Self::EachTerm => lang.pick("每学期", "every term"),
            Self::Yearly => lang.pick("每年", "every year"),
        }
    }
}

/// The nodes of a level by the item of 第二十条 that they carry out.
#[must_use]
pub fn by_item(level: Level) -> BTreeMap<u8, Vec<&'static Node>> {
    let mut by_item: BTreeMap<u8, Vec<&'static Node>> = BTreeMap::new();
    for node in nodes_of(level) {
        for item in &node.items {
            by_item.entry(*item).or_default().push(node);
        }
    }
    by_item
}
