//! What somebody who works here is told without having asked: which kinds there are, and how each
//! reaches them.

use chrono::NaiveDate;
use law::Lang;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::person::Account;

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
            Self::GuideReviewDue => lang.pick("公开指南待核", "guide due for review"),
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

/// What the holder of an account is told where its roles changed, their own or in others' stead.
#[must_use]
pub fn of_role_changes(from: &Account, to: &Account) -> Vec<NotificationKind> {
    let (before, after) = (titles(from), titles(to));
    let granted = after.iter().any(|(id, _)| before.iter().all(|it| it.0 != *id));
    let ended = before.iter().any(|(id, until)| {
        // Gone, or with a last day that it had not.
        after.iter().find(|it| it.0 == *id).is_none_or(|it| it.1 != *until)
    });
    let kinds = [(granted, NotificationKind::RoleGranted), (ended, NotificationKind::RoleEnded)];
    kinds.into_iter().filter(|it| it.0).map(|it| it.1).collect()
}

/// By what somebody holds roles, and until when.
fn titles(account: &Account) -> Vec<(Uuid, Option<NaiveDate>)> {
    let own = account.appointments.iter().map(|it| (it.id, it.until_on));
    own.chain(account.delegations.iter().map(|it| (it.id, Some(it.until_on)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation::OrganisationId;
    use crate::person::{Appointment, Role};

    #[test]
    fn a_role_that_comes_or_goes_is_told_and_nothing_else() {
        let on = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
        let organisation = OrganisationId(Uuid::from_u128(1));
        let none = Account::invite("yanshi", "演示用户", organisation).expect("an account");
        let (id, role, from_on) = (Uuid::from_u128(2), Role::Clerk, on(2));
        let new = Appointment { id, role, organisation, from_on, until_on: None };
        let one = none.appoint(new).expect("it can be granted");
        assert_eq!(of_role_changes(&none, &one), [NotificationKind::RoleGranted]);
        let ended = one.end_appointment(id, on(5)).expect("it can be ended");
        assert_eq!(of_role_changes(&one, &ended), [NotificationKind::RoleEnded]);
        assert_eq!(of_role_changes(&one, &none), [NotificationKind::RoleEnded]);
        let renamed = Account { name: "演示用户甲".to_owned(), ..one.clone() };
        assert_eq!(of_role_changes(&one, &renamed), []);
    }

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
