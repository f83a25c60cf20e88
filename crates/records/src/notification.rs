//! What somebody who works here is told without having asked: which kinds there are, and how each
//! reaches them.

use law::Lang;
use serde::{Deserialize, Serialize};

/// What a notification tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotificationKind {
    /// 账号已建立: there is an account, and where to sign in. Its code comes another way.
    AccountInvited,
    /// 登录方式已变更: a password, second factor or passkey changed, so that a thief is noticed.
    SignInChanged,
    /// 授予角色
    RoleGranted,
    /// 终止角色
    RoleEnded,
    /// 放假通知待核: a holiday notice waits for the second person.
    CalendarNoticeWaits,
    /// 指南待核: the guide is due for its yearly review.
    GuideReviewDue,
    /// 任务失败: a job failed for good.
    JobDead,
}

/// How notifications of a kind reach somebody. In the office they stand in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// 立即发邮件: a mail at once.
    AtOnce,
    /// 每日汇总: among those of a day, in one mail.
    Digest,
    /// 不发邮件: in the office only.
    OfficeOnly,
}

impl NotificationKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::AccountInvited,
        Self::SignInChanged,
        Self::RoleGranted,
        Self::RoleEnded,
        Self::CalendarNoticeWaits,
        Self::GuideReviewDue,
        Self::JobDead,
    ];

    /// Its name in the data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AccountInvited => "account_invited",
            Self::SignInChanged => "sign_in_changed",
            Self::RoleGranted => "role_granted",
            Self::RoleEnded => "role_ended",
            Self::CalendarNoticeWaits => "calendar_notice_waits",
            Self::GuideReviewDue => "guide_review_due",
            Self::JobDead => "job_dead",
        }
    }

    /// Finds a kind by its name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// What it is called.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::AccountInvited => lang.pick("账号已建立", "account opened"),
            Self::SignInChanged => lang.pick("登录方式已变更", "sign-in changed"),
            Self::RoleGranted => lang.pick("授予角色", "role granted"),
            Self::RoleEnded => lang.pick("终止角色", "role ended"),
            Self::CalendarNoticeWaits => lang.pick("放假通知待核", "holiday notice waits"),
            Self::GuideReviewDue => {
                lang.pick("公开指南待核", "guide due for review")
            }
            Self::JobDead => lang.pick("后台任务失败", "job failed"),
        }
    }

    /// How it reaches somebody who has chosen nothing.
    #[must_use]
    pub fn delivery(self) -> Delivery {
        match self {
            Self::GuideReviewDue => Delivery::Digest,
            _ => Delivery::AtOnce,
        }
    }

    /// Whether somebody may choose. Whoever got hold of an account must not be able to keep its owner
    /// from hearing of it, and who is only invited has nowhere to choose yet.
    #[must_use]
    pub fn may_be_chosen(self) -> bool {
        !matches!(self, Self::AccountInvited | Self::SignInChanged)
    }
}

impl Delivery {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::AtOnce, Self::Digest, Self::OfficeOnly];

    /// Its name in the data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AtOnce => "at_once",
            Self::Digest => "digest",
            Self::OfficeOnly => "office_only",
        }
    }

    /// Finds a way by its name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// What it is called.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::AtOnce => lang.pick("立即发邮件", "a mail at once"),
            Self::Digest => lang.pick("每日汇总", "in one mail a day"),
            Self::OfficeOnly => lang.pick("不发邮件", "no mail"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_again() {
        for kind in NotificationKind::ALL {
            assert_eq!(NotificationKind::named(kind.name()), Some(kind));
        }
        for delivery in Delivery::ALL {
            assert_eq!(Delivery::named(delivery.name()), Some(delivery));
        }
        assert_eq!(NotificationKind::named("Job_dead"), None);
    }

    #[test]
    fn what_cannot_be_chosen_is_mailed_at_once() {
        for kind in NotificationKind::ALL.into_iter().filter(|it| !it.may_be_chosen()) {
            assert_eq!(kind.delivery(), Delivery::AtOnce, "{kind:?}");
        }
    }
}
