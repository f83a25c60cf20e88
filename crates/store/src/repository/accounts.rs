//! Accounts: the people who work here. Reading needs a scope, but where nobody is signed in yet.

use chrono::NaiveDate;
use records::notification::of_role_changes;
use records::person::{Account, AccountId, AccountState, Role, is_mail_address};
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use sealed::{FieldKind, Plain};
use uuid::Uuid;

use super::heads::{self, Head, Versioned};
use super::log::{LogEntry, Subject};
use super::notifications::NewNotification;
use crate::entity::{account_login, record};
use crate::error::StoreError;
use crate::scope::{AgencyId, AgencyScope};
use crate::work::{Source, Work};

/// The kind of an account's record, for its acts.
pub const ACCOUNT: &str = "account";

/// The sealed field with the address that notifications are mailed to.
pub const MAIL_FIELD: &str = "mail";

const LOGINS: &str = "account_login";

/// Accounts that are looked through in one go.
const PAGE: u64 = 500;

/// Accounts.
#[derive(Debug)]
pub struct Accounts<'a, S> {
    pub(crate) source: &'a S,
}

impl Head for Account {
    const KIND: &'static str = ACCOUNT;

    /// An account is its home organisation's.
    fn agency(&self) -> AgencyId {
        self.organisation.into()
    }
}

impl Subject {
    /// An act upon an account.
    #[must_use]
    pub fn account(id: AccountId) -> Self {
        Self { kind: heads::kind::<Account>(), id: id.0 }
    }
}

impl Accounts<'_, Work> {
    /// Begins the record of an account. The act is about it, in the records of its home organisation.
    ///
    /// # Errors
    ///
    /// [`StoreError::AlreadyThere`] where the login or the id is taken.
    pub async fn open(
        &self,
        id: AccountId,
        new: &Account,
        act: LogEntry,
    ) -> Result<Versioned<Account>, StoreError> {
        let row =
            account_login::ActiveModel { login: Set(new.login.clone()), account_id: Set(id.0) };
        let inserted = account_login::Entity::insert(row)
            .exec_without_returning(self.source.connection())
            .await;
        inserted.map_err(StoreError::writing(LOGINS))?;
        heads::open(self.source, id.0, new, act).await
    }

    /// Changes an account. Whoever gets or loses a role by it is told, whichever way it was done.
    ///
    /// Whoever goes to another organisation gets an account there: what they did stays the old one's.
    ///
    /// # Errors
    ///
    /// [`StoreError::Stale`] where somebody else was first; [`StoreError::Fixed`] where its login or
    /// its home organisation would be another.
    pub async fn change(
        &self,
        from: &Versioned<Account>,
        to: &Account,
        act: LogEntry,
    ) -> Result<Versioned<Account>, StoreError> {
        if from.value.login != to.login {
            return Err(StoreError::Fixed("login of an account"));
        }
        if from.value.organisation != to.organisation {
            return Err(StoreError::Fixed("home organisation of an account"));
        }
        if to.state == AccountState::Closed {
            self.source.sealed_fields().remove(from.id, MAIL_FIELD).await?;
        }
        for kind in of_role_changes(&from.value, to) {
            let new = NewNotification::of_account(kind, AccountId(from.id), to.agency());
            self.source.notifications().notify(&new).await?;
        }
        heads::change(self.source, from, to, act).await
    }

    /// Notes where an account gets its mail, or that it gets none. The act says so and nothing more.
    ///
    /// # Errors
    ///
    /// [`StoreError::Sealed`] where the text is no address ([`is_mail_address`]).
    pub async fn set_mail(
        &self,
        account: &Versioned<Account>,
        address: Option<&str>,
        act: LogEntry,
    ) -> Result<(), StoreError> {
        let fields = self.source.sealed_fields();
        match address {
            None => fields.remove(account.id, MAIL_FIELD).await?,
            Some(text) if is_mail_address(text) => {
                let value = Plain::new(FieldKind::Email, text);
                fields.put(account.value.agency(), account.id, MAIL_FIELD, &value).await?;
            }
            Some(_) => return Err(StoreError::Sealed("no mail address".to_owned())),
        }
        self.source.log().append(act).await.map(|_| ())
    }
}

impl<S: Source> Accounts<'_, S> {
    /// Finds an account. Another agency's answers like none.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the account makes no sense.
    pub async fn find(
        &self,
        scope: &AgencyScope,
        id: AccountId,
    ) -> Result<Option<Versioned<Account>>, StoreError> {
        let found = self.source.records().find(scope, id.0).await?;
        found.filter(|it| it.kind.as_str() == ACCOUNT).map(heads::of_record).transpose()
    }

    /// Finds the account that somebody says is theirs. Without a scope: nobody is signed in yet, so
    /// there is none. What it returns is for checking a proof, not for showing.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the login names an account that has another.
    pub async fn find_for_sign_in(
        &self,
        login: &str,
    ) -> Result<Option<Versioned<Account>>, StoreError> {
        let row = account_login::Entity::find_by_id(login)
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading(LOGINS))?;
        let Some(row) = row else { return Ok(None) };
        // The log covers the head, not this table: what it says is checked against the head.
        match heads::find::<Account>(self.source, row.account_id).await? {
            Some(found) if found.value.login == login => Ok(Some(found)),
            _ => Err(StoreError::corrupt(LOGINS, login, "the account has another login")),
        }
    }

    /// Returns the account of a session, a token, a link or a passkey that was just found. Without a
    /// scope: the scope of the request is made of what this returns.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the account makes no sense.
    pub async fn by_id_for_session(
        &self,
        id: AccountId,
    ) -> Result<Option<Versioned<Account>>, StoreError> {
        heads::find(self.source, id.0).await
    }

    /// Returns where an account gets its mail, for sending it there. To show it, use
    /// `sealed_fields().masked`.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the value cannot be opened.
    pub async fn mail_for_sending(&self, id: AccountId) -> Result<Option<Plain>, StoreError> {
        self.source.sealed_fields().value(id.0, MAIL_FIELD).await
    }

    /// Lists accounts in order of their ids, a page at a time.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or an account makes no sense.
    pub async fn page(
        &self,
        scope: &AgencyScope,
        after: Option<AccountId>,
        limit: u64,
    ) -> Result<Vec<Versioned<Account>>, StoreError> {
        let kind = heads::kind::<Account>();
        let page = self.source.records().page(scope, &kind, after.map(|it| it.0), limit).await?;
        page.into_iter().map(heads::of_record).collect()
    }

    /// Returns the active accounts that hold a role of their own on a day, in whichever organisation.
    /// Without a scope, and ids only: it answers whether the installation has an administrator yet, and
    /// whether it would still have one.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or an account makes no sense.
    pub async fn holders_of(
        &self,
        role: Role,
        day: NaiveDate,
    ) -> Result<Vec<AccountId>, StoreError> {
        let (mut holders, mut after) = (Vec::new(), None);
        loop {
            let page = self.everybody_after(after).await?;
            let Some(last) = page.last() else { return Ok(holders) };
            after = Some(last.id);
            let holds = |it: &&Versioned<Account>| {
                it.value.grants_on(day).iter().any(|grant| grant.role == role)
            };
            holders.extend(page.iter().filter(holds).map(|it| AccountId(it.id)));
        }
    }

    async fn everybody_after(
        &self,
        after: Option<Uuid>,
    ) -> Result<Vec<Versioned<Account>>, StoreError> {
        // By way of the logins: among millions of records no index is by kind alone.
        let ids = Query::select()
            .column(account_login::Column::AccountId)
            .from(account_login::Entity)
            .take();
        let rows = record::Entity::find()
            .filter(record::Column::Id.in_subquery(ids))
            .filter(record::Column::Kind.eq(ACCOUNT))
            .filter(Condition::all().add_option(after.map(|it| record::Column::Id.gt(it))))
            .order_by_asc(record::Column::Id)
            .limit(PAGE)
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading("record"))?;
        rows.into_iter().map(heads::read).collect()
    }
}
