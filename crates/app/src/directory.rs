//! All organisations of an installation by their codes, as commands speak of them.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow, bail};
use chrono::NaiveDate;
use law::Lang;
use records::organisation::{Organisation, OrganisationId, Tree, TreeFault};
use roster::What;
use store::{AgencyScope, Source, StoreError, Versioned};

/// All organisations, those that ended included.
#[derive(Debug)]
pub struct Directory {
    by_code: BTreeMap<String, Versioned<Organisation>>,
    codes: BTreeMap<OrganisationId, String>,
}

impl Directory {
    /// Reads every organisation.
    pub async fn read(source: &impl Source) -> Result<Self, StoreError> {
        let all = source.organisations().all().await?;
        let codes = all.iter().map(|it| (it.value.id, it.value.code.clone())).collect();
        let by_code = all.into_iter().map(|it| (it.value.code.clone(), it)).collect();
        Ok(Self { by_code, codes })
    }

    /// Whether there is none at all.
    pub fn is_empty(&self) -> bool {
        self.by_code.is_empty()
    }

    /// Every organisation, in order of codes.
    pub fn all(&self) -> impl Iterator<Item = &Organisation> {
        self.by_code.values().map(|it| &it.value)
    }

    /// The organisation of a code.
    pub fn by_code(&self, code: &str, lang: Lang) -> Result<&Versioned<Organisation>> {
        self.by_code.get(code).ok_or_else(|| {
            anyhow!(lang.pick(
                format!("没有代码为“{code}”的机构；用 gongkai org list 查看"),
                format!("there is no organisation \"{code}\"; see `gongkai org list`"),
            ))
        })
    }

    /// The organisation of a code, which must be there on a day.
    pub fn there_on(&self, code: &str, day: NaiveDate, lang: Lang) -> Result<OrganisationId> {
        let found = self.by_code(code, lang)?;
        if found.value.on(day).is_some_and(|it| it.ended.is_none()) {
            return Ok(found.value.id);
        }
        bail!(lang.pick(
            format!("“{code}”在{day}尚未设立或者已经终止"),
            format!("\"{code}\" is not founded yet, or has ended, on {day}"),
        ))
    }

    /// The code of an organisation; its id where there is none of that id.
    pub fn code_of(&self, id: OrganisationId) -> String {
        self.codes.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }

    /// The tree of a day.
    pub fn tree(&self, day: NaiveDate) -> Tree {
        Tree::on(day, self.all())
    }

    /// The records of everybody.
    pub fn scope(&self) -> AgencyScope {
        AgencyScope::of(self.all().map(|it| it.id.into()))
    }

    /// The records of the people of one organisation, its sections included.
    pub fn scope_of(&self, id: OrganisationId, day: NaiveDate) -> AgencyScope {
        let tree = self.tree(day);
        let sections = tree.all().map(|(it, _)| it).filter(|it| tree.agency_of(*it) == Some(id));
        AgencyScope::of(sections.chain([id]).map(Into::into))
    }

    /// Refuses what would leave the tree with a fault that it did not have, on a day or today.
    pub fn require_tree(
        &self,
        changed: &Organisation,
        days: [NaiveDate; 2],
        lang: Lang,
    ) -> Result<()> {
        for day in days {
            let before = self.tree(day).faults();
            let others = self.all().filter(|it| it.id != changed.id);
            let after = Tree::on(day, others.chain([changed])).faults();
            if let Some(fault) = after.into_iter().find(|it| !before.contains(it)) {
                let of = of(fault);
                let code = if of == changed.id { changed.code.clone() } else { self.code_of(of) };
                let what = What::Tree(fault).say(lang);
                bail!(lang.pick(
                    format!("这样变更后机构关系不成立（{day}，{code}）：{what}"),
                    format!("the tree would not hold ({day}, {code}): {what}"),
                ));
            }
        }
        Ok(())
    }
}

/// Which organisation a fault is about.
fn of(fault: TreeFault) -> OrganisationId {
    match fault {
        TreeFault::NobodyAbove { of, .. }
        | TreeFault::Circle { of }
        | TreeFault::TooDeep { of }
        | TreeFault::Kinds { of, .. }
        | TreeFault::SectionOfNothing { of } => of,
    }
}
