//! What a handler is handed: who asks, and for what.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use records::organisation::OrganisationId;
use records::person::AccountId;
use records::policy::{Action, Decision, Denial, Object, Principal, decide};
use store::AgencyScope;
use uuid::Uuid;

use super::asking::{Asking, Session};
use crate::directory::Directory;
use crate::error::WebError;
use crate::state::Web;

/// How long ago somebody may have signed in who changes how they sign in (our convention).
const RECENT_MICROS: i64 = 15 * 60 * 1_000_000;

/// Somebody was let in to do something; to what, is still to be asked.
#[derive(Debug, Clone)]
pub struct Permit {
    action: Action,
    asking: Asking,
}

impl Permit {
    pub(super) fn new(action: Action, asking: Asking) -> Self {
        Self { action, asking }
    }

    /// Whoever asks.
    #[must_use]
    pub fn principal(&self) -> &Principal {
        &self.asking.principal
    }

    /// Their account.
    ///
    /// # Errors
    ///
    /// Where nobody is signed in.
    pub fn account(&self) -> Result<AccountId, WebError> {
        self.asking.principal.account().ok_or(WebError::NotSignedIn)
    }

    /// Their session, where they came with one.
    #[must_use]
    pub fn session(&self) -> Option<&Session> {
        self.asking.session.as_ref()
    }

    /// The token, where a program came with one.
    #[must_use]
    pub fn token(&self) -> Option<Uuid> {
        self.asking.token
    }

    /// Whether they signed in a short while ago: asked of whoever changes how they sign in, so that a browser
    /// left open is not enough.
    ///
    /// # Errors
    ///
    /// Where it was longer ago, or a program asks.
    pub fn require_recent(&self, web: &Web) -> Result<(), WebError> {
        let now = web.store().edge().now().micros();
        let recent = |it: &Session| now - it.begun_at.micros() <= RECENT_MICROS;
        if self.session().is_some_and(recent) {
            return Ok(());
        }
        Err(WebError::conflict(
            "为安全起见，登录超过 15 分钟后修改登录方式需要重新登录。请退出，重新登录后再办理",
            "to change how you sign in, sign in anew first: your sign-in is more than 15 minutes old",
        ))
    }

    /// Asks the table about one object. What is not theirs answers as if it were not there.
    ///
    /// # Errors
    ///
    /// [`WebError::NotFound`] for what they may not know of, otherwise the reason.
    pub fn require(&self, directory: &Directory, object: &Object) -> Result<(), WebError> {
        match decide(directory.tree(), &self.asking.principal, self.action, object) {
            Decision::Allowed(_) => Ok(()),
            Decision::Denied(why @ (Denial::Oneself | Denial::Administrator | Denial::Drafter)) => {
                Err(WebError::Denied(why))
            }
            Decision::Denied(Denial::NotInTable | Denial::OutOfScope) => Err(WebError::NotFound),
        }
    }

    /// Whether they might also do something else to it, so that a page offers no more than there is.
    #[must_use]
    pub(crate) fn offers(&self, directory: &Directory, action: Action, object: &Object) -> bool {
        decide(directory.tree(), &self.asking.principal, action, object).is_allowed()
    }

    /// Whether what is done decides about the whole account, wherever its roles are.
    pub(super) fn takes_over(&self) -> bool {
        use Action::{ApproveToken, CloseAccount, IssueCode, ResetSignIn, SuspendAccount};
        matches!(
            self.action,
            ApproveToken | CloseAccount | IssueCode | ResetSignIn | SuspendAccount
        )
    }

    /// The agencies in which they may do this to anything, for lists.
    #[must_use]
    pub fn agencies(&self, directory: &Directory) -> Vec<OrganisationId> {
        directory.reach(&self.asking.principal, self.action)
    }

    /// The same with their sections, as the scope that a query carries: accounts, their tokens and the acts
    /// upon them belong to the section in which somebody works.
    #[must_use]
    pub fn scope(&self, directory: &Directory) -> AgencyScope {
        directory.scope_of(&self.agencies(directory))
    }
}

impl FromRequestParts<Web> for Permit {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _web: &Web) -> Result<Self, WebError> {
        let permit = parts.extensions.get::<Self>().cloned();
        permit.ok_or_else(|| WebError::internal("a handler was registered without its action"))
    }
}
