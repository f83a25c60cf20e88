//! Loading what something is done to, together with the right to it.

use records::organisation::Organisation;
use records::person::{Account, AccountId, AccountState};
use records::policy::{Object, RecordState};
use store::{AgencyScope, Source, Versioned};
use uuid::Uuid;

use super::permit::Permit;
use crate::directory::Directory;
use crate::error::WebError;
use crate::state::Web;

impl Permit {
    /// The organisation of a code, if they may do this to it.
    ///
    /// # Errors
    ///
    /// [`WebError::NotFound`] alike for none and for one that is not theirs.
    pub fn organisation<'a>(
        &self,
        directory: &'a Directory,
        code: &str,
    ) -> Result<&'a Versioned<Organisation>, WebError> {
        let found = directory.by_code(code).ok_or(WebError::NotFound)?;
        self.require(directory, &organisation_object(directory, &found.value))?;
        Ok(found)
    }

    /// An account, if they may do this to it.
    ///
    /// # Errors
    ///
    /// [`WebError::NotFound`] alike for none and for one that is not theirs.
    pub async fn of_account(
        &self,
        web: &Web,
        directory: &Directory,
        id: Uuid,
    ) -> Result<Versioned<Account>, WebError> {
        let scope = self.account_scope(directory, id);
        let found = web.store().accounts().find(&scope, AccountId(id)).await?;
        let found = found.ok_or(WebError::NotFound)?;
        let object = account_object(AccountId(id), &found.value);
        self.require(directory, &object)?;
        if self.takes_over() {
            // Whoever holds a role further up is not touched from further down.
            let held = found
                .value
                .appointments
                .iter()
                .filter(|it| it.until_on.is_none_or(|day| day >= directory.tree().day()));
            for appointment in held {
                self.require(directory, &Object { agency: appointment.organisation, ..object })?;
            }
        }
        Ok(found)
    }

    /// Where an account is looked for: where they may do this, and, if it is themselves, everywhere.
    fn account_scope(&self, directory: &Directory, id: Uuid) -> AgencyScope {
        if self.principal().account() == Some(AccountId(id)) {
            return AgencyScope::of(directory.tree().all().map(|(id, _)| id.into()));
        }
        self.scope(directory)
    }
}

/// An organisation as the table sees it.
pub(crate) fn organisation_object(directory: &Directory, it: &Organisation) -> Object {
    let there = directory.tree().standing(it.id).is_some();
    let state = if there { RecordState::Open } else { RecordState::Ended };
    Object::of(it.id.0, state, it.id)
}

/// An account as the table sees it.
pub(crate) fn account_object(id: AccountId, account: &Account) -> Object {
    let state = match account.state {
        AccountState::Invited => RecordState::Draft,
        AccountState::Active => RecordState::Open,
        AccountState::Suspended => RecordState::Held,
        AccountState::Closed => RecordState::Ended,
    };
    let administers = account.appointments.iter().any(|it| it.role.administers());
    Object { administers, ..Object::of(id.0, state, account.organisation).concerning(id) }
}
