//! What the API shows of organisations and people.

use chrono::NaiveDate;
use records::organisation::{
    Change, Fact, Kind, Names, Obligations, OgiOffice, Organisation, OrganisationId, RunBy,
    SchoolStage, Standing,
};
use records::person::{Account, Appointment, Delegation, Role};
use serde::{Deserialize, Serialize};
use store::Versioned;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::directory::Directory;
use crate::error::WebError;

/// What an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KindView {
    /// 人民政府
    Government,
    /// 政府部门
    Department,
    /// 内设机构
    Section,
    /// 事业单位
    PublicInstitution,
    /// 学校
    School,
}

/// What an organisation is called.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamesView {
    /// 规范全称
    #[schema(min_length = 1, max_length = 100, example = "甲县教育局（演示）")]
    pub full: String,
    /// 简称；空时用全称
    #[serde(default)]
    #[schema(max_length = 100)]
    pub short: String,
    /// 英文名
    #[serde(default)]
    #[schema(max_length = 100)]
    pub english: String,
}

/// The office that the guide tells of (第十二条).
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct OfficeView {
    #[schema(max_length = 200)]
    pub name: String,
    #[schema(max_length = 200)]
    pub address: String,
    /// Six digits, or empty.
    #[schema(pattern = "^([0-9]{6})?$")]
    pub post_code: String,
    #[schema(max_length = 200)]
    pub hours: String,
    #[schema(max_length = 200)]
    pub phone: String,
    #[schema(max_length = 200)]
    pub fax: String,
    #[schema(max_length = 200)]
    pub mail: String,
    #[schema(max_length = 200)]
    pub web: String,
}

/// An organisation as it stands on a day.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct OrganisationView {
    pub code: String,
    /// Counts its changes; a change says which version it was made upon.
    pub version: i64,
    pub names: NamesView,
    pub kind: KindView,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_by: Option<String>,
    pub founded_on: NaiveDate,
    /// Code of whom it stands under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub administrative_parent: Option<String>,
    /// Code of who leads its openness work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ogi_authority: Option<String>,
    pub office: OfficeView,
    pub files_annual_report: bool,
    pub publishes_government_report: bool,
    pub makes_rules: bool,
    pub makes_normative_documents: bool,
    /// The first day on which it was no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<NaiveDate>,
    /// Codes of who goes on with its duties.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub successors: Vec<String>,
}

impl OrganisationView {
    pub(crate) fn of(
        directory: &Directory,
        it: &Versioned<Organisation>,
        standing: &Standing,
    ) -> Self {
        let code = |id: OrganisationId| directory.code_of(id).map(ToOwned::to_owned);
        let (kind, stage, run_by) = kind_view(standing.kind);
        let duties = standing.obligations;
        Self {
            code: it.value.code.clone(),
            version: it.version,
            names: NamesView {
                full: standing.names.full.clone(),
                short: standing.names.short.clone(),
                english: standing.names.english.clone(),
            },
            kind,
            stage,
            run_by,
            founded_on: standing.founded_on,
            administrative_parent: standing.administrative_parent.and_then(code),
            ogi_authority: standing.ogi_authority.and_then(code),
            office: OfficeView::of(&standing.office),
            files_annual_report: duties.files_annual_report,
            publishes_government_report: duties.publishes_government_report,
            makes_rules: duties.makes_rules,
            makes_normative_documents: duties.makes_normative_documents,
            ended_on: standing.ended.as_ref().map(|it| it.on),
            successors: standing
                .ended
                .iter()
                .flat_map(|it| it.successors.iter().copied().filter_map(code))
                .collect(),
        }
    }
}

pub(crate) fn kind_view(kind: Kind) -> (KindView, Option<String>, Option<String>) {
    match kind {
        Kind::Government => (KindView::Government, None, None),
        Kind::Department => (KindView::Department, None, None),
        Kind::Section => (KindView::Section, None, None),
        Kind::PublicInstitution => (KindView::PublicInstitution, None, None),
        Kind::School { stage, run_by } => (KindView::School, Some(word(stage)), Some(word(run_by))),
    }
}

/// An organisation's kind, of its parts.
pub(crate) fn kind_of(
    kind: KindView,
    stage: Option<&str>,
    run_by: Option<&str>,
) -> Result<Kind, WebError> {
    let school = || {
        WebError::field(
            "stage",
            "学校须写明学段（stage）和办学性质（run_by）",
            "a school has a stage and a run_by",
        )
    };
    Ok(match kind {
        KindView::Government => Kind::Government,
        KindView::Department => Kind::Department,
        KindView::Section => Kind::Section,
        KindView::PublicInstitution => Kind::PublicInstitution,
        KindView::School => Kind::School {
            stage: SchoolStage::ALL
                .into_iter()
                .find(|it| Some(word(it).as_str()) == stage)
                .ok_or_else(school)?,
            run_by: RunBy::ALL
                .into_iter()
                .find(|it| Some(word(it).as_str()) == run_by)
                .ok_or_else(school)?,
        },
    })
}

/// The word by which data calls a value.
fn word(value: impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

impl OfficeView {
    fn of(it: &OgiOffice) -> Self {
        Self {
            name: it.name.clone(),
            address: it.address.clone(),
            post_code: it.post_code.clone(),
            hours: it.hours.clone(),
            phone: it.phone.clone(),
            fax: it.fax.clone(),
            mail: it.mail.clone(),
            web: it.web.clone(),
        }
    }

    pub(crate) fn to_record(&self) -> OgiOffice {
        OgiOffice {
            name: self.name.clone(),
            address: self.address.clone(),
            post_code: self.post_code.clone(),
            hours: self.hours.clone(),
            phone: self.phone.clone(),
            fax: self.fax.clone(),
            mail: self.mail.clone(),
            web: self.web.clone(),
        }
    }
}

impl NamesView {
    pub(crate) fn to_record(&self) -> Names {
        let short = if self.short.is_empty() { &self.full } else { &self.short };
        Names { full: self.full.clone(), short: short.clone(), english: self.english.clone() }
    }
}

/// Something that happened to an organisation. Others are named by their codes.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum ChangeView {
    /// 更名
    Renamed { names: NamesView },
    /// 调整性质
    Reclassified {
        kind: KindView,
        #[serde(default)]
        stage: Option<String>,
        #[serde(default)]
        run_by: Option<String>,
    },
    /// 调整隶属关系或者主管部门
    Moved {
        #[serde(default)]
        administrative_parent: Option<String>,
        #[serde(default)]
        ogi_authority: Option<String>,
    },
    /// 职责
    Obliged {
        #[serde(default)]
        files_annual_report: bool,
        #[serde(default)]
        publishes_government_report: bool,
        #[serde(default)]
        makes_rules: bool,
        #[serde(default)]
        makes_normative_documents: bool,
    },
    /// 并入
    Merged { into: String },
    /// 分立
    Split {
        #[schema(min_items = 2, max_items = 50)]
        into: Vec<String>,
    },
    /// 撤销
    Abolished {
        #[serde(default)]
        duties_to: Option<String>,
    },
}

impl ChangeView {
    /// The change, with the organisations that its codes name.
    pub(crate) fn to_record(&self, directory: &Directory) -> Result<Change, WebError> {
        let id = |code: &str| named(directory, code);
        let maybe = |code: &Option<String>| code.as_deref().map(id).transpose();
        Ok(match self {
            Self::Renamed { names } => Change::Renamed { names: names.to_record() },
            Self::Reclassified { kind, stage, run_by } => {
                Change::Reclassified { to: kind_of(*kind, stage.as_deref(), run_by.as_deref())? }
            }
            Self::Moved { administrative_parent, ogi_authority } => Change::Moved {
                administrative_parent: maybe(administrative_parent)?,
                ogi_authority: maybe(ogi_authority)?,
            },
            Self::Obliged {
                files_annual_report,
                publishes_government_report,
                makes_rules,
                makes_normative_documents,
            } => Change::Obliged {
                obligations: Obligations {
                    files_annual_report: *files_annual_report,
                    publishes_government_report: *publishes_government_report,
                    makes_rules: *makes_rules,
                    makes_normative_documents: *makes_normative_documents,
                },
            },
            Self::Merged { into } => Change::Merged { into: id(into)? },
            Self::Split { into } => {
                Change::Split { into: into.iter().map(|it| id(it)).collect::<Result<_, _>>()? }
            }
            Self::Abolished { duties_to } => Change::Abolished { duties_to: maybe(duties_to)? },
        })
    }
}

/// The organisation of a code that somebody named.
pub(crate) fn named(directory: &Directory, code: &str) -> Result<OrganisationId, WebError> {
    directory.by_code(code).map(|it| it.value.id).ok_or_else(|| {
        WebError::field("code", "没有这个机构代码", "there is no organisation of this code")
    })
}

/// One line of an organisation's history.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct FactView {
    /// The first day on which it holds.
    pub on: NaiveDate,
    /// The document that says so.
    pub basis: String,
    /// What happened: founded, renamed, reclassified, moved, office_described, obliged, merged, split, abolished.
    pub what: String,
    /// What it was called from then on, where that changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
}

impl FactView {
    pub(crate) fn of(fact: &Fact) -> Self {
        let (what, full_name) = match &fact.change {
            Change::Founded { names, .. } => ("founded", Some(names.full.clone())),
            Change::Renamed { names } => ("renamed", Some(names.full.clone())),
            Change::Reclassified { .. } => ("reclassified", None),
            Change::Moved { .. } => ("moved", None),
            Change::OfficeDescribed { .. } => ("office_described", None),
            Change::Obliged { .. } => ("obliged", None),
            Change::Merged { .. } => ("merged", None),
            Change::Split { .. } => ("split", None),
            Change::Abolished { .. } => ("abolished", None),
        };
        Self { on: fact.on, basis: fact.basis.clone(), what: what.to_owned(), full_name }
    }
}

/// A role that somebody holds.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct RoleView {
    pub id: Uuid,
    /// The name of the role, such as `clerk`.
    pub role: String,
    /// Code of the organisation.
    pub organisation: String,
    pub from_on: NaiveDate,
    /// The last day; without one, until it is ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_on: Option<NaiveDate>,
    /// In whose stead, where it is another's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_stead_of: Option<Uuid>,
}

/// An account.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct AccountView {
    pub id: Uuid,
    /// Counts its changes.
    pub version: i64,
    pub login: String,
    pub name: String,
    /// Code of where they work.
    pub organisation: String,
    /// invited, active, suspended or closed
    pub state: String,
    pub roles: Vec<RoleView>,
}

impl AccountView {
    pub(crate) fn of(directory: &Directory, it: &Versioned<Account>) -> Self {
        let code = |id| directory.code_of(id).unwrap_or_default().to_owned();
        let own = it.value.appointments.iter().map(|it: &Appointment| RoleView {
            id: it.id,
            role: it.role.name().to_owned(),
            organisation: code(it.organisation),
            from_on: it.from_on,
            until_on: it.until_on,
            in_stead_of: None,
        });
        let others = it.value.delegations.iter().map(|it: &Delegation| RoleView {
            id: it.id,
            role: it.role.name().to_owned(),
            organisation: code(it.organisation),
            from_on: it.from_on,
            until_on: Some(it.until_on),
            in_stead_of: Some(it.from.0),
        });
        Self {
            id: it.id,
            version: it.version,
            login: it.value.login.clone(),
            name: it.value.name.clone(),
            organisation: code(it.value.organisation),
            state: word(it.value.state),
            roles: own.chain(others).collect(),
        }
    }
}

/// The role of a name.
pub(crate) fn role_named(name: &str) -> Result<Role, WebError> {
    Role::ALL
        .into_iter()
        .find(|it| it.name() == name)
        .ok_or_else(|| WebError::field("role", "没有这个角色", "there is no such role"))
}
