//! Whom the table speaks of: twelve roles, and six kinds of people and programs without one.

use law::Lang;
use serde::{Deserialize, Serialize};

use crate::person::Role;

/// Somebody the table speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// 任何人: anybody at all, signed in or not.
    Anyone,
    /// 申请人: holds the tracking code of one request.
    Applicant,
    /// 被征求意见方: holds the link of one consultation.
    ConsultedParty,
    /// 工作人员: an active account, whatever its roles. Its own is itself.
    Member,
    /// 失效账号: invited, suspended or closed.
    Lapsed,
    /// 系统任务: a job of this program.
    Program,
    /// Somebody in a role.
    As(Role),
}

impl Who {
    /// Everybody.
    pub const ALL: [Self; 18] = [
        Self::Anyone,
        Self::Applicant,
        Self::ConsultedParty,
        Self::Member,
        Self::Lapsed,
        Self::Program,
        Self::As(Role::Clerk),
        Self::As(Role::HandlingSection),
        Self::As(Role::Reviewer),
        Self::As(Role::SecrecyReviewer),
        Self::As(Role::LegalReviewer),
        Self::As(Role::OgiOfficeHead),
        Self::As(Role::Leader),
        Self::As(Role::Publisher),
        Self::As(Role::Supervisor),
        Self::As(Role::SystemAdministrator),
        Self::As(Role::SecurityAdministrator),
        Self::As(Role::AuditAdministrator),
    ];

    /// What they are called.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Anyone => lang.pick("任何人", "anyone"),
            Self::Applicant => lang.pick("申请人（凭查询码）", "applicant (tracking code)"),
            Self::ConsultedParty => lang.pick("被征求意见方（凭链接）", "consulted party (link)"),
            Self::Member => lang.pick("工作人员本人", "any member, about themselves"),
            Self::Lapsed => lang.pick("失效账号", "lapsed account"),
            Self::Program => lang.pick("系统任务", "the program"),
            Self::As(role) => role.label(lang),
        }
    }
}
