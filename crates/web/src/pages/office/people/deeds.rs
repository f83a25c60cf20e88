//! What is done to an account as a whole: suspended, taken back, closed, its sign-in reset. Each asks first.

use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use uuid::Uuid;

use super::super::room::Room;
use super::super::sure::Sure;
use crate::administration::accounts;
use crate::caller::Filled;
use crate::error::WebError;
use crate::extract::At;
use crate::pages::onward;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Suspend,
    TakeBack,
    Close,
    Reset,
}

/// The page of somebody.
pub(super) fn href(id: Uuid) -> String {
    format!("/office/people/{id}")
}

/// `POST /office/people/{id}/suspension`
pub(super) async fn suspend(
    room: Room,
    At(id): At<Uuid>,
    filled: Filled,
) -> Result<Response, WebError> {
    Deed::Suspend.done(&room, id, &filled).await
}

/// `POST /office/people/{id}/return`
pub(super) async fn take_back(
    room: Room,
    At(id): At<Uuid>,
    filled: Filled,
) -> Result<Response, WebError> {
    Deed::TakeBack.done(&room, id, &filled).await
}

/// `POST /office/people/{id}/closing`
pub(super) async fn close(
    room: Room,
    At(id): At<Uuid>,
    filled: Filled,
) -> Result<Response, WebError> {
    Deed::Close.done(&room, id, &filled).await
}

/// `POST /office/people/{id}/reset`
pub(super) async fn reset(
    room: Room,
    At(id): At<Uuid>,
    filled: Filled,
) -> Result<Response, WebError> {
    Deed::Reset.done(&room, id, &filled).await
}

impl Deed {
    /// Asks, and does it once somebody is sure.
    async fn done(self, room: &Room, id: Uuid, filled: &Filled) -> Result<Response, WebError> {
        let (mut form, mut status) = (room.form(), StatusCode::OK);
        if let Some(why) = filled.sure() {
            let (web, permit, caller) = (&room.web, &room.permit, &filled.caller);
            let done = match self {
                Self::Suspend => accounts::suspend(web, permit, caller, id, &why).await,
                Self::TakeBack => accounts::take_back(web, permit, caller, id, &why).await,
                Self::Close => accounts::close(web, permit, caller, id, &why).await,
                Self::Reset => accounts::reset(web, permit, caller, id, &why).await,
            };
            match done {
                Ok(_) => return Ok(onward(&format!("{}?done={}", href(id), self.name()))),
                Err(error) => (form, status) = room.again(filled, error)?,
            }
        }
        let directory = room.web.directory().await?;
        let found = room.permit.of_account(&room.web, &directory, id).await?;
        room.ask(self.sure(id, &found.value.name, room.lang), form, status).await
    }

    /// Its name in addresses.
    fn name(self) -> &'static str {
        match self {
            Self::Suspend => "suspension",
            Self::TakeBack => "return",
            Self::Close => "closing",
            Self::Reset => "reset",
        }
    }

    fn sure(self, id: Uuid, name: &str, lang: Lang) -> Sure {
        let (title, button) = match self {
            Self::Suspend => (
                lang.pick(format!("停用“{name}”的账号"), format!("Suspend the account of {name}")),
                lang.pick("停用账号", "Suspend"),
            ),
            Self::TakeBack => (
                lang.pick(format!("恢复“{name}”的账号"), format!("Take {name} back")),
                lang.pick("恢复账号", "Take back"),
            ),
            Self::Close => (
                lang.pick(format!("注销“{name}”的账号"), format!("Close the account of {name}")),
                lang.pick("注销账号", "Close for good"),
            ),
            Self::Reset => (
                lang.pick(
                    format!("重置“{name}”的登录方式"),
                    format!("Reset the sign-in of {name}"),
                ),
                lang.pick("重置登录方式", "Reset"),
            ),
        };
        Sure {
            title,
            told: self.told(lang).iter().map(|it| (*it).to_owned()).collect(),
            ground: self.ground(lang).to_owned(),
            to: format!("{}/{}", href(id), self.name()),
            back: href(id),
            button: button.to_owned(),
            mild: self == Self::TakeBack,
            ..Sure::default()
        }
    }

    fn told(self, lang: Lang) -> &'static [&'static str] {
        match self {
            Self::Suspend => lang.pick(
                &["此人在各处的登录立即退出，不能再登录", "角色保留，恢复账号后继续有效"][..],
                &["Every session ends at once, and they cannot sign in", "Roles stay, and hold again when they are taken back"][..],
            ),
            Self::TakeBack => lang.pick(
                &["此人可以用原来的密码重新登录", "停用前的角色继续有效，请先确认是否还需要"][..],
                &["They can sign in again with the password they had", "The roles from before hold again: see first whether they are still needed"][..],
            ),
            Self::Close => lang.pick(
                &["此人的登录立即退出，账号不能再恢复；再来工作的，另行邀请", "登录名保留给这个账号，不能给别人用", "以前办理的事项和日志不变"][..],
                &["Every session ends, and the account never comes back; whoever returns is invited anew", "The login name stays with this account", "What they did, and the log of it, stay"][..],
            ),
            Self::Reset => lang.pick(
                &["密码、手机验证器、通行密钥和接口令牌全部失效，登录立即退出", "新密码所需的一次性代码由系统管理员发给本人，任何一个管理员都不能单独冒用他人账号"][..],
                &["Password, authenticator, passkeys and tokens stop working and every session ends", "The code for a new password comes from a system administrator, so that nobody alone signs in as somebody else"][..],
            ),
        }
    }

    fn ground(self, lang: Lang) -> &'static str {
        match self {
            Self::Suspend | Self::TakeBack | Self::Reset => lang.pick(
                "由安全管理员办理，不能对本人和三员办理（三员分立，见权限表）",
                "Done by a security administrator, never to oneself or to one of the three administrators",
            ),
            Self::Close => lang.pick(
                "由系统管理员办理，不能对本人和三员办理（三员分立，见权限表）",
                "Done by a system administrator, never to oneself or to one of the three administrators",
            ),
        }
    }
}
