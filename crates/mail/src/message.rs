//! What a mail says. Its subject names the site and the kind of thing, never a person or a record.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, Utc};
use eventlog::At;
use law::Lang;
use records::notification::NotificationKind;

/// Where an account begins, with the code that was handed over.
const WELCOME: &str = "/welcome";

/// One's own account, behind the sign-in.
const ACCOUNT: &str = "/me";

/// Seconds by which Shanghai is ahead of UTC.
const SHANGHAI: i32 = 8 * 60 * 60;

/// A mail, by what it tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// One thing that happened.
    Notification(NotificationKind, At),
    /// What is unread of a day, counted by kind.
    Digest(BTreeMap<NotificationKind, u64>),
    /// That mail arrives at all.
    Test,
}

/// The site that a mail comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// What it is called.
    pub name: String,
    /// Its configured address, without a path. Links begin with it, whatever a request called itself.
    pub origin: String,
    /// The language of its mail.
    pub lang: Lang,
}

/// The words of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The subject.
    pub subject: String,
    /// What happened, and what to do.
    pub paragraphs: Vec<String>,
    /// A list below them.
    pub items: Vec<String>,
    /// What the link is called.
    pub link_label: String,
    /// Where it leads. Opening it changes nothing.
    pub link: String,
    /// Why one gets this.
    pub footer: String,
}

/// What differs from mail to mail.
struct Core {
    title: String,
    paragraphs: Vec<String>,
    items: Vec<String>,
    place: (&'static str, String),
}

impl Message {
    /// The words.
    #[must_use]
    pub fn words(&self, site: &Site) -> Words {
        let lang = site.lang;
        let Core { title, paragraphs, items, place: (path, label) } = match self {
            Self::Notification(kind, at) => told(*kind, *at, lang),
            Self::Digest(counts) => digest(counts, lang),
            Self::Test => test(lang),
        };
        let name = &site.name;
        Words {
            subject: lang.pick(format!("【{name}】{title}"), format!("[{name}] {title}")),
            paragraphs,
            items,
            link_label: label,
            link: format!("{}{path}", site.origin),
            footer: lang.pick(
                format!("本邮件由“{name}”系统自动发出，请勿回复。系统不会通过邮件索要密码或者验证码，打开链接不会办理任何事项。"),
                format!("“{name}” sent this by itself; please do not reply. It never asks for a password or a code by mail, and opening a link does nothing but show a page."),
            ),
        }
    }
}

fn told(kind: NotificationKind, at: At, lang: Lang) -> Core {
    let (title, what, advice) = match kind {
        NotificationKind::AccountInvited => lang.pick(
            (
                "已为您建立账号",
                "已为您建立工作账号。",
                "首次登录需要一次性代码，由管理员当面或者以信封交给您，不通过邮件发送。请在下面的网页填写代码、设置密码。",
            ),
            (
                "An account for you",
                "An account was opened for you.",
                "To sign in for the first time you need a one-time code, which an administrator hands over in person or by letter, never by mail. Enter it on the page below and set a password.",
            ),
        ),
        NotificationKind::SignInChanged => lang.pick(
            (
                "您的登录方式已变更",
                "您账号的登录方式（密码、第二步验证、通行密钥、统一身份认证或者恢复代码）有变更。",
                "如果是您本人操作，不必理会。如果不是，请立即告知本单位的安全管理员，由其重置您的登录方式。",
            ),
            (
                "Your sign-in was changed",
                "A way of signing in to your account (password, second factor, passkey, identity provider or recovery codes) was changed.",
                "If this was you, there is nothing to do. If not, tell your security administrator at once, who will reset your sign-in.",
            ),
        ),
        NotificationKind::RoleGranted => lang.pick(
            ("您有新的角色", "您的账号被授予了角色，或者受委托代行他人的角色。", "请登录查看您现在的角色。"),
            (
                "You have a new role",
                "Your account was granted a role, or stands in for somebody else's.",
                "Sign in to see your roles.",
            ),
        ),
        NotificationKind::RoleEnded => lang.pick(
            ("您的角色已终止", "您账号的一个角色或者一项代行已经终止。", "请登录查看您现在的角色。"),
            (
                "One of your roles has ended",
                "A role of your account, or standing in for somebody, has ended.",
                "Sign in to see your roles.",
            ),
        ),
        NotificationKind::CalendarNoticeWaits => lang.pick(
            (
                "放假通知等待您核对",
                "有一份国务院办公厅放假安排的通知已经录入，等待第二人核对。",
                "核对以前，按工作日计算的期限仍为暂定。请登录办理。",
            ),
            (
                "A holiday notice waits for you",
                "A holiday notice of the General Office of the State Council was entered and waits for a second person.",
                "Until then, periods counted in working days are provisional. Sign in to review it.",
            ),
        ),
        NotificationKind::GuideReviewDue => lang.pick(
            (
                "政府信息公开指南应当核对",
                "本单位的政府信息公开指南已到每年核对的时间。",
                "请登录核对联系方式、受理渠道等内容，有变化的及时更新。",
            ),
            (
                "The guide is due for review",
                "The guide to open government information of your office is due for its yearly review.",
                "Sign in, check its contacts and ways of applying, and update what has changed.",
            ),
        ),
        NotificationKind::JobDead => lang.pick(
            (
                "有后台任务失败",
                "有后台任务多次尝试后仍然失败，系统不再自动执行。",
                "请系统管理员查明原因后重新执行：gongkai jobs list --state dead。",
            ),
            (
                "A job has failed",
                "A job failed however often it was tried, and is not tried again by itself.",
                "A system administrator finds out why and repeats it: gongkai jobs list --state dead.",
            ),
        ),
    };
    let when = lang.pick(
        format!("时间：{}（北京时间）", minute(at, "%Y年%-m月%-d日 %H:%M")),
        format!("When: {} (Beijing time)", minute(at, "%Y-%m-%d %H:%M")),
    );
    Core {
        title: title.to_owned(),
        paragraphs: vec![what.to_owned(), when, advice.to_owned()],
        items: Vec::new(),
        place: match kind {
            NotificationKind::AccountInvited => {
                (WELCOME, lang.pick("首次登录", "Begin here").to_owned())
            }
            _ => account(lang),
        },
    }
}

fn digest(counts: &BTreeMap<NotificationKind, u64>, lang: Lang) -> Core {
    let total: u64 = counts.values().sum();
    let item = |(kind, count): (&NotificationKind, &u64)| {
        let label = kind.label(lang);
        lang.pick(format!("{label}：{count}条"), format!("{label}: {count}"))
    };
    Core {
        title: lang
            .pick(format!("您有{total}条未读通知"), format!("Unread notifications: {total}")),
        paragraphs: vec![
            lang.pick(
                "以下通知您还没有读，请登录查看。",
                "You have not read these yet; sign in to see them.",
            )
            .to_owned(),
        ],
        items: counts.iter().map(item).collect(),
        place: account(lang),
    }
}

fn test(lang: Lang) -> Core {
    Core {
        title: lang.pick("邮件测试", "Mail test").to_owned(),
        paragraphs: vec![
            lang.pick(
                "收到这封邮件，说明系统的邮件设置可以使用。",
                "If you read this, the mail settings of the system work.",
            )
            .to_owned(),
        ],
        items: Vec::new(),
        place: account(lang),
    }
}

fn account(lang: Lang) -> (&'static str, String) {
    (ACCOUNT, lang.pick("登录查看", "Sign in").to_owned())
}

fn minute(at: At, format: &str) -> String {
    let utc: DateTime<Utc> = at.to_utc();
    let shanghai = FixedOffset::east_opt(SHANGHAI).expect("eight hours are less than a day");
    utc.with_timezone(&shanghai).format(format).to_string()
}

#[cfg(test)]
mod tests;
