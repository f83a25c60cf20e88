//! What a request comes to when it does not come to what was asked.
//!
//! A handler returns a [`WebError`]; how it is put into words, as a page or as JSON, and in which language,
//! is decided where request and answer are both at hand (`edge::words`).

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use law::Lang;
use reader::ReaderFault;
use records::organisation::{FactError, OfficeError};
use records::person::AccountError;
use records::policy::Denial;
use store::{CommitError, StoreError};

/// Why a request was not done. One variant per answer a caller treats differently.
#[derive(Debug, Clone)]
pub enum WebError {
    /// Nobody is signed in, and somebody has to be.
    NotSignedIn,
    /// Signed in, but this is not theirs to do.
    Denied(Denial),
    /// The form or call does not come from our own page.
    ForeignForm,
    /// Not there, or not theirs: the same answer.
    NotFound,
    /// There is nothing of this name that answers to this verb.
    NoSuchVerb,
    /// The request cannot be understood.
    Malformed {
        /// In Chinese.
        zh: String,
        /// In English.
        en: String,
    },
    /// It is understood, and some of it cannot be.
    Invalid(Vec<FieldFault>),
    /// Somebody was first, or the state does not allow it.
    Conflict {
        /// In Chinese.
        zh: String,
        /// In English.
        en: String,
    },
    /// Larger than is taken.
    TooLarge {
        /// The most that is taken, in bytes.
        limit: usize,
    },
    /// It took too long.
    TooSlow,
    /// Too much from one place.
    TooMany {
        /// When to try again.
        wait: Duration,
    },
    /// Something that is needed does not answer. Nothing was stored.
    Unavailable,
    /// Nobody can say whether it was stored.
    Unknown,
    /// A fault of ours.
    Internal,
}

/// A value that cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// The field.
    pub field: String,
    /// What is wrong and what to do, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
}

impl FieldFault {
    /// A fault of a field.
    #[must_use]
    pub fn of(field: &str, zh: &str, en: &str) -> Self {
        Self { field: field.to_owned(), zh: zh.to_owned(), en: en.to_owned() }
    }
}

impl WebError {
    /// One field that cannot be.
    #[must_use]
    pub fn field(field: &str, zh: &str, en: &str) -> Self {
        Self::Invalid(vec![FieldFault::of(field, zh, en)])
    }

    /// The state does not allow it.
    #[must_use]
    pub fn conflict(zh: &str, en: &str) -> Self {
        Self::Conflict { zh: zh.to_owned(), en: en.to_owned() }
    }

    /// A file whose reader did not do its work.
    #[must_use]
    pub fn of_reader(field: &str, fault: ReaderFault) -> Self {
        tracing::warn!(%fault, "a file was not read");
        match fault {
            ReaderFault::Busy | ReaderFault::NotStarted => Self::Unavailable,
            ReaderFault::TooSlow
            | ReaderFault::Forbidden
            | ReaderFault::Died
            | ReaderFault::TooLong
            | ReaderFault::Garbled => Self::field(field, fault.say(Lang::Zh), fault.say(Lang::En)),
        }
    }

    /// Writes a fault of ours down, and tells no more of it.
    #[must_use]
    pub fn internal(why: impl std::fmt::Display) -> Self {
        tracing::error!(error = %why, "a fault of ours");
        Self::Internal
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotSignedIn => StatusCode::UNAUTHORIZED,
            Self::Denied(_) | Self::ForeignForm => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NoSuchVerb => StatusCode::METHOD_NOT_ALLOWED,
            Self::Malformed { .. } => StatusCode::BAD_REQUEST,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict { .. } => StatusCode::CONFLICT,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable | Self::Unknown => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// The failure that an answer stands for, until it is put into words.
#[derive(Debug, Clone)]
pub(crate) struct Failed(pub Arc<WebError>);

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Failed(Arc::new(self)));
        response
    }
}

impl From<StoreError> for WebError {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Stale { .. } => Self::conflict(
                "已经有人先改了，您的修改没有覆盖；请重新打开再改",
                "somebody changed it first and nothing was overwritten; open it anew and change it again",
            ),
            StoreError::NotFound(_) => Self::NotFound,
            StoreError::KeyReused => Self::conflict(
                "同一个提交标识用于了不同的内容",
                "the same idempotency key was used for something else",
            ),
            StoreError::AlreadyThere(_) => {
                Self::conflict("已经存在，请换一个名字", "it is there already; choose another name")
            }
            StoreError::Fixed(_) => Self::conflict(
                "登录名和工作单位不能更改：到别的单位工作的人，请在那里另行邀请，并注销原账号",
                "login and place of work stay: invite whoever goes elsewhere there, and close the old account",
            ),
            StoreError::Commit(CommitError::Unknown(_)) => {
                tracing::error!(%error, "it is not known whether something was stored");
                Self::Unknown
            }
            StoreError::Commit(CommitError::NotStored(_))
            | StoreError::Overloaded
            | StoreError::Halted(_)
            | StoreError::ClockBehind(_)
            | StoreError::Unreachable(_) => {
                tracing::error!(%error, "the store does not do what is asked");
                Self::Unavailable
            }
            StoreError::LeaseLost
            | StoreError::Unsafe(_)
            | StoreError::Corrupt { .. }
            | StoreError::Query { .. }
            | StoreError::Schema(_)
            | StoreError::File { .. }
            | StoreError::Sealed(_)
            | StoreError::Keys(_)
            | StoreError::Log(_) => Self::internal(error),
        }
    }
}

impl From<FactError> for WebError {
    fn from(error: FactError) -> Self {
        let (field, zh) = match error {
            FactError::Code => ("code", "机构代码由 2 至 40 个小写字母、数字和“-”组成"),
            FactError::Founding => ("what", "机构只能设立一次"),
            FactError::BeforeFounding => ("on", "日期早于机构设立之日"),
            FactError::AfterEnd => ("on", "机构在这一天已经不存在"),
            FactError::OutOfOrder => ("on", "日期顺序不对"),
            FactError::TooMany => ("what", "变更记录过多"),
            FactError::Text => ("names", "名称不能为空，名称和文件各不超过 100 字，不能含控制字符"),
            FactError::Itself => ("organisation", "机构不能是自己的上级、前身或者承接机构"),
            FactError::Others => ("into", "分立须写明 2 至 50 个不同的机构"),
            FactError::Kind => ("kind", "内设机构与独立机构之间不能互相变更"),
            FactError::Office(OfficeError::Text(name)) => (name, "不超过 200 字，不能换行"),
            FactError::Office(OfficeError::PostCode) => ("post_code", "邮政编码为 6 位数字"),
            FactError::Office(OfficeError::Mail) => ("mail", "电子邮箱不完整"),
        };
        Self::Invalid(vec![FieldFault::of(field, zh, &error.to_string())])
    }
}

impl From<AccountError> for WebError {
    fn from(error: AccountError) -> Self {
        let (field, zh) = match error {
            AccountError::Login => {
                ("login", "登录名以小写字母开头，由 2 至 40 个小写字母、数字、“.”“_”“-”组成")
            }
            AccountError::Name => ("name", "姓名为 1 至 60 字，不能含控制字符"),
            AccountError::Days => ("until_on", "截止日早于起始日"),
            AccountError::Delegation(_) => (
                "delegation",
                "不能这样代行：代行须从今天或以后开始，不超过 180 天，写明理由，且只能代行对方届时持有的非管理员角色",
            ),
            AccountError::Incompatible(_) => {
                ("role", "系统、安全、审计三员必须由不同的人担任，审计管理员不兼任其他角色")
            }
            AccountError::State(_) => {
                return Self::Conflict {
                    zh: "账号现在的状态不允许这样做".to_owned(),
                    en: error.to_string(),
                };
            }
            AccountError::AlreadyHeld => {
                return Self::Conflict {
                    zh: "此人在这一机构已经有这个角色".to_owned(),
                    en: error.to_string(),
                };
            }
            AccountError::TooMany => ("role", "角色过多"),
            AccountError::NoSuchRole => return Self::NotFound,
        };
        Self::Invalid(vec![FieldFault::of(field, zh, &error.to_string())])
    }
}
