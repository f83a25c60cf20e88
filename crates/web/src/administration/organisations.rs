//! Organisations: the tree, what happened to each, and changes to it.

use chrono::NaiveDate;
use records::organisation::{Change, Fact, Organisation, OrganisationId, Tree};
use records::person::{AccountId, AccountState};
use records::policy::{Action, Decision, Object, RecordState, decide};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{AgencyScope, Source, Versioned};
use utoipa::ToSchema;

use super::views::{
    ChangeView, FactView, KindView, NamesView, OfficeView, OrganisationView, kind_of, named,
};
use crate::acts::{About, act};
use crate::caller::Caller;
use crate::directory::Directory;
use crate::error::WebError;
use crate::guard::Permit;
use crate::limits::PAGE;
use crate::once::{answered, once};
use crate::state::Web;

/// An organisation, and everything that happened to it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct OrganisationHistory {
    #[serde(flatten)]
    pub(crate) organisation: OrganisationView,
    pub(crate) history: Vec<FactView>,
}

/// An organisation to be founded.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Founding {
    /// A short name for addresses and lists, for good.
    #[schema(pattern = "^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$", example = "jia-county-edu")]
    pub(crate) code: String,
    pub(crate) names: NamesView,
    pub(crate) kind: KindView,
    /// For a school: kindergarten, primary, junior_secondary, nine_year, senior_secondary, complete_secondary,
    /// twelve_year, vocational_secondary or special_education.
    #[serde(default)]
    pub(crate) stage: Option<String>,
    /// For a school: public or private.
    #[serde(default)]
    pub(crate) run_by: Option<String>,
    pub(crate) founded_on: NaiveDate,
    /// Code of whom it stands under.
    pub(crate) administrative_parent: String,
    /// Code of who leads its openness work, where that is somebody else.
    #[serde(default)]
    pub(crate) ogi_authority: Option<String>,
    /// Codes of whom it follows.
    #[serde(default)]
    pub(crate) predecessors: Vec<String>,
    /// The document that says so.
    #[serde(default)]
    #[schema(max_length = 100)]
    pub(crate) basis: String,
}

/// A change to an organisation.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct Noted {
    /// The version that it was made upon.
    pub(crate) version: i64,
    /// The first day on which it holds.
    pub(crate) on: NaiveDate,
    /// The document that says so.
    #[serde(default)]
    #[schema(max_length = 100)]
    pub(crate) basis: String,
    #[serde(flatten)]
    pub(crate) change: ChangeView,
}

/// A profile of the office.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfficeNoted {
    /// The version that it was made upon.
    pub(crate) version: i64,
    pub(crate) office: OfficeView,
}

pub(crate) fn history(
    directory: &Directory,
    found: &Versioned<Organisation>,
    today: NaiveDate,
) -> Result<OrganisationHistory, WebError> {
    // One that is founded later is shown as it will begin.
    let day = found.value.facts().first().map_or(today, |it| it.on.max(today));
    let standing = found.value.on(day).ok_or(WebError::NotFound)?;
    Ok(OrganisationHistory {
        organisation: OrganisationView::of(directory, found, &standing),
        history: found.value.facts().iter().map(FactView::of).collect(),
    })
}

/// 设立机构 Founds an organisation
pub(crate) async fn found(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    asked: &Founding,
) -> Result<OrganisationHistory, WebError> {
    let key = caller.key("organisation.found", asked)?;
    if let Some(answer) = answered(web, &key).await? {
        return Ok(answer);
    }
    let directory = web.directory().await?;
    let parent = directory.by_code(&asked.administrative_parent);
    let parent = parent.map(|it| it.value.id).ok_or(WebError::NotFound)?;
    let id = OrganisationId(web.store().edge().new_id());
    permit.require(&directory, &Object::of(id.0, RecordState::Absent, parent))?;
    let change = Change::Founded {
        names: asked.names.to_record(),
        of: kind_of(asked.kind, asked.stage.as_deref(), asked.run_by.as_deref())?,
        administrative_parent: Some(parent),
        ogi_authority: maybe_named(&directory, asked.ogi_authority.as_deref())?,
        predecessors: asked
            .predecessors
            .iter()
            .map(|it| named(&directory, it))
            .collect::<Result<_, _>>()?,
    };
    let fact = Fact { on: asked.founded_on, basis: asked.basis.clone(), change };
    let founded = Organisation::found(id, &asked.code, fact)?;
    require_tree(&directory, &founded, asked.founded_on, web.today())?;
    let body = json!({ "code": asked.code });
    let entry =
        act(permit, id, "organisation.founded", About::Organisation(id), &asked.basis, body)?;
    let today = web.today();
    let answer = once(web, key, async |work| {
        let founded = work.organisations().found(&founded, entry).await?;
        history(&directory, &founded, today)
    });
    answer.await
}

/// 变更机构：更名、调整、并入、分立、撤销 Notes what happened to an organisation
pub(crate) async fn note(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    code: &str,
    asked: &Noted,
) -> Result<OrganisationHistory, WebError> {
    let key = caller.key(&format!("organisation.change {code}"), asked)?;
    if let Some(answer) = answered(web, &key).await? {
        return Ok(answer);
    }
    let directory = web.directory().await?;
    let found = permit.organisation(&directory, code)?;
    let change = asked.change.to_record(&directory)?;
    if let Change::Moved { administrative_parent, .. } = &change {
        require_new_parent(permit, &directory, *administrative_parent)?;
    }
    if matches!(change, Change::Merged { .. } | Change::Split { .. } | Change::Abolished { .. }) {
        require_nobody_left(web, found.value.id).await?;
    }
    let fact = Fact { on: asked.on, basis: asked.basis.clone(), change };
    let noted = found.value.note(fact)?;
    require_tree(&directory, &noted, asked.on, web.today())?;
    let body = serde_json::to_value(asked).map_err(WebError::internal)?;
    let change = OneChange { web, permit, directory: &directory, found };
    change.store("organisation.changed", &noted, asked.version, &asked.basis, body, key).await
}

/// 维护公开机构信息 Describes the disclosure office
pub(crate) async fn describe_office(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    code: &str,
    asked: &OfficeNoted,
) -> Result<OrganisationHistory, WebError> {
    let key = caller.key(&format!("organisation.describe {code}"), asked)?;
    if let Some(answer) = answered(web, &key).await? {
        return Ok(answer);
    }
    let directory = web.directory().await?;
    let found = permit.organisation(&directory, code)?;
    let change = Change::OfficeDescribed { office: asked.office.to_record() };
    let fact = Fact { on: web.today(), basis: String::new(), change };
    let noted = found.value.note(fact)?;
    let body = serde_json::to_value(&asked.office).map_err(WebError::internal)?;
    let change = OneChange { web, permit, directory: &directory, found };
    change.store("organisation.described", &noted, asked.version, "", body, key).await
}

/// One change of one organisation.
struct OneChange<'a> {
    web: &'a Web,
    permit: &'a Permit,
    directory: &'a Directory,
    found: &'a Versioned<Organisation>,
}

impl OneChange<'_> {
    async fn store(
        self,
        action: &str,
        noted: &Organisation,
        upon: i64,
        why: &str,
        body: serde_json::Value,
        key: store::Key,
    ) -> Result<OrganisationHistory, WebError> {
        let id = noted.id;
        let entry = act(self.permit, id, action, About::Organisation(id), why, body)?;
        let today = self.web.today();
        let answer = once(self.web, key, async |work| {
            if self.found.version != upon {
                return Err(WebError::conflict(
                    "已经有人先改了，您的修改没有覆盖；请重新打开再改",
                    "somebody changed it first and nothing was overwritten; open it anew",
                ));
            }
            let changed = work.organisations().change(self.found, noted, entry).await?;
            history(self.directory, &changed, today)
        });
        answer.await
    }
}

/// Nobody's account stays behind in an organisation that is no more, where nobody could reach it.
async fn require_nobody_left(web: &Web, id: OrganisationId) -> Result<(), WebError> {
    let scope = AgencyScope::only(id.into());
    let mut after = None;
    loop {
        let page = web.store().accounts().page(&scope, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(AccountId(last.id));
        if page.iter().any(|it| it.value.state != AccountState::Closed) {
            return Err(WebError::conflict(
                "这个机构还有人员账号。请先注销，或者在承接的机构另邀请，再办理",
                "people still have accounts there. Close them, or invite them anew where its duties go, first",
            ));
        }
    }
}

fn maybe_named(
    directory: &Directory,
    code: Option<&str>,
) -> Result<Option<OrganisationId>, WebError> {
    code.map(|it| named(directory, it)).transpose()
}

/// Nobody moves an organisation to where they may not change anything.
fn require_new_parent(
    permit: &Permit,
    directory: &Directory,
    parent: Option<OrganisationId>,
) -> Result<(), WebError> {
    let Some(parent) = parent else {
        return Err(WebError::field(
            "administrative_parent",
            "须写明上级机构代码",
            "the code of whom it will stand under is needed",
        ));
    };
    let object = Object::of(parent.0, RecordState::Open, parent);
    let tree = directory.tree();
    match decide(tree, permit.principal(), Action::ChangeOrganisation, &object) {
        Decision::Allowed(_) => Ok(()),
        Decision::Denied(_) => Err(WebError::NotFound),
    }
}

/// Refuses what would leave the tree with a fault it did not have, on the day of the change or today.
fn require_tree(
    directory: &Directory,
    changed: &Organisation,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<(), WebError> {
    for day in [on, today] {
        let before = Tree::on(day, directory.all().map(|it| &it.value)).faults();
        let after = directory.tree_with(changed, day).faults();
        if let Some(fault) = after.into_iter().find(|it| !before.contains(it)) {
            return Err(WebError::field(
                "change",
                &format!("这样变更后机构关系不成立（{fault}）。请先办理下级机构，或者另选上级"),
                &format!("the tree would not hold: {fault}"),
            ));
        }
    }
    Ok(())
}
