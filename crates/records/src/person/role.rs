//! What somebody is in an organisation.

use law::Lang;
use serde::{Deserialize, Serialize};

/// A role in an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 信息公开专员: runs openness day by day (第四条).
    Clerk,
    /// 承办科室: searches for what is asked and drafts.
    HandlingSection,
    /// 审核人: reviews before publication (第十七条).
    Reviewer,
    /// 保密审查员: reviews secrecy, item by item (第十七条).
    SecrecyReviewer,
    /// 法制审核员: reviews whether a reply is lawful.
    LegalReviewer,
    /// 信息公开工作机构负责人: agrees to extensions (第三十三条).
    OgiOfficeHead,
    /// 单位领导: signs.
    Leader,
    /// 发布员: releases what others drafted and reviewed.
    Publisher,
    /// 监督员: looks after units below, never at applicants (第四十七条).
    Supervisor,
    /// 系统管理员: organisations, accounts, the machine.
    SystemAdministrator,
    /// 安全管理员: roles, rights, sign-in.
    SecurityAdministrator,
    /// 审计管理员: reads the log.
    AuditAdministrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 12] = [
        Self::Clerk,
        Self::HandlingSection,
        Self::Reviewer,
        Self::SecrecyReviewer,
        Self::LegalReviewer,
        Self::OgiOfficeHead,
        Self::Leader,
        Self::Publisher,
        Self::Supervisor,
        Self::SystemAdministrator,
        Self::SecurityAdministrator,
        Self::AuditAdministrator,
    ];

    /// Whether it is one of the three administrators 三员.
    #[must_use]
    pub fn administers(self) -> bool {
        match self {
            Self::SystemAdministrator | Self::SecurityAdministrator | Self::AuditAdministrator => {
                true
            }
            Self::Clerk
            | Self::HandlingSection
            | Self::Reviewer
            | Self::SecrecyReviewer
            | Self::LegalReviewer
            | Self::OgiOfficeHead
            | Self::Leader
            | Self::Publisher
            | Self::Supervisor => false,
        }
    }

    /// Its name in the data, in addresses and in lists.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::HandlingSection => "handling_section",
            Self::Reviewer => "reviewer",
            Self::SecrecyReviewer => "secrecy_reviewer",
            Self::LegalReviewer => "legal_reviewer",
            Self::OgiOfficeHead => "ogi_office_head",
            Self::Leader => "leader",
            Self::Publisher => "publisher",
            Self::Supervisor => "supervisor",
            Self::SystemAdministrator => "system_administrator",
            Self::SecurityAdministrator => "security_administrator",
            Self::AuditAdministrator => "audit_administrator",
        }
    }

    /// The role of a name or of a Chinese label, as people type it into lists.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == text || it.label(Lang::Zh) == text)
    }

    /// What it is called.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Clerk => lang.pick("信息公开专员", "disclosure clerk"),
            Self::HandlingSection => lang.pick("承办科室", "handling section"),
            Self::Reviewer => lang.pick("审核人", "reviewer"),
            Self::SecrecyReviewer => lang.pick("保密审查员", "secrecy reviewer"),
            Self::LegalReviewer => lang.pick("法制审核员", "legal reviewer"),
            Self::OgiOfficeHead => {
                lang.pick("信息公开工作机构负责人", "head of the disclosure office")
            }
            Self::Leader => lang.pick("单位领导", "leader"),
            Self::Publisher => lang.pick("发布员", "publisher"),
            Self::Supervisor => lang.pick("监督员", "supervisor"),
            Self::SystemAdministrator => lang.pick("系统管理员", "system administrator"),
            Self::SecurityAdministrator => lang.pick("安全管理员", "security administrator"),
            Self::AuditAdministrator => lang.pick("审计管理员", "audit administrator"),
        }
    }
}
