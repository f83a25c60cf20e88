//! The states of records, as far as rights depend on them. Each kind of record maps its own life to these.

use law::Lang;
use serde::{Deserialize, Serialize};

/// How a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// 尚未建立: about to be made.
    Absent,
    /// 草稿: being written; an account that is invited.
    Draft,
    /// 在办: being worked on; an organisation or account as it should be.
    Open,
    /// 暂停: waits for somebody outside; an account that is suspended.
    Held,
    /// 审核中: before its reviewers.
    InReview,
    /// 已决定: approved or signed, not yet out.
    Decided,
    /// 已公开: out.
    Published,
    /// 已结束: closed, repealed, abolished, revoked.
    Ended,
}

impl RecordState {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Absent,
        Self::Draft,
        Self::Open,
        Self::Held,
        Self::InReview,
        Self::Decided,
        Self::Published,
        Self::Ended,
    ];

    /// What it is called.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Absent => lang.pick("尚未建立", "not yet there"),
            Self::Draft => lang.pick("草稿", "draft"),
            Self::Open => lang.pick("在办", "open"),
            Self::Held => lang.pick("暂停", "held"),
            Self::InReview => lang.pick("审核中", "in review"),
            Self::Decided => lang.pick("已决定", "decided"),
            Self::Published => lang.pick("已公开", "published"),
            Self::Ended => lang.pick("已结束", "ended"),
        }
    }
}
