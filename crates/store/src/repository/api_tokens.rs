//! Secrets that programs sign in with, in the name of an account. A revoked one stays listed.

use eventlog::{At, Token};
use records::person::AccountId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::log::{LogEntry, Subject};
use super::records::require_same;
use crate::entity::api_token::{self, Column, Entity};
use crate::error::StoreError;
use crate::scope::{AgencyId, AgencyScope};
use crate::secret::SecretHash;
use crate::store::Store;
use crate::work::{Source, Work};

/// The kind of a token, for its acts.
pub const API_TOKEN: &str = "api_token";

const TABLE: &str = "api_token";

/// How exactly it is noted when a token was last used: once a minute, in microseconds.
const USED_MICROS: i64 = 60_000_000;

/// Tokens of programs.
#[derive(Debug)]
pub struct ApiTokens<'a, S> {
    pub(crate) source: &'a S,
}

/// A token that is issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApiToken {
    /// Its id, from [`crate::Edge::new_id`].
    pub id: Uuid,
    /// In whose name it works.
    pub account: AccountId,
    /// What its owner calls it.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<String>,
    /// Until when it is good.
    pub until: At,
}

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Its id, safe to show.
    pub id: Uuid,
    /// The agency of the account.
    pub agency: AgencyId,
    /// In whose name it works.
    pub account: AccountId,
    /// What its owner calls it.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<String>,
    /// When it was issued.
    pub made_at: At,
    /// When somebody else agreed to it; before that it opens nothing.
    pub approved_at: Option<At>,
    /// Until when it is good.
    pub until: At,
    /// When it was last used, to the minute.
    pub used_at: Option<At>,
    /// When it was revoked.
    pub revoked_at: Option<At>,
}

impl Subject {
    /// An act upon a token.
    #[must_use]
    pub fn api_token(id: Uuid) -> Self {
        Self { kind: kind(), id }
    }
}

fn kind() -> Token {
    Token::new(API_TOKEN).expect("a constant within the alphabet")
}

impl ApiTokens<'_, Work> {
    /// Issues a token, which opens nothing until it is approved. The act is about it, and its agency becomes
    /// the token's.
    ///
    /// # Errors
    ///
    /// [`StoreError::AlreadyThere`] where the id or the hash is taken.
    pub async fn issue(
        &self,
        new: NewApiToken,
        hash: &SecretHash,
        act: LogEntry,
    ) -> Result<(), StoreError> {
        require_same(&act, &kind(), new.id)?;
        let scopes = serde_json::to_string(&new.scopes)
            .map_err(|error| StoreError::corrupt(TABLE, new.id, error))?;
        let row = api_token::ActiveModel {
            id: Set(new.id),
            agency_id: Set(act.agency.0),
            account_id: Set(new.account.0),
            hash: Set(hash.stored()),
            name: Set(new.name),
            scopes: Set(scopes),
            made_at: Set(self.source.store().edge().now().micros()),
            approved_at: Set(None),
            until: Set(new.until.micros()),
            used_at: Set(None),
            revoked_at: Set(None),
        };
        let inserted = Entity::insert(row).exec_without_returning(self.source.connection()).await;
        inserted.map_err(StoreError::writing(TABLE))?;
        self.source.log().append(act).await.map(|_| ())
    }

    /// Makes a token good, in the words of somebody else than whom it was issued for.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] where the scope has no such token that waits.
    pub async fn approve(
        &self,
        scope: &AgencyScope,
        id: Uuid,
        act: LogEntry,
    ) -> Result<(), StoreError> {
        require_same(&act, &kind(), id)?;
        let now = self.source.store().edge().now().micros();
        let updated = Entity::update_many()
            .set(api_token::ActiveModel { approved_at: Set(Some(now)), ..Default::default() })
            .filter(scope.within(Column::AgencyId))
            .filter(Column::AgencyId.eq(act.agency.0))
            .filter(Column::Id.eq(id))
            .filter(Column::ApprovedAt.is_null())
            .filter(Column::RevokedAt.is_null())
            .exec(self.source.connection())
            .await;
        if updated.map_err(StoreError::writing(TABLE))?.rows_affected == 0 {
            return Err(StoreError::NotFound("token"));
        }
        self.source.log().append(act).await.map(|_| ())
    }

    /// Revokes every token of an account, as part of an act upon the account.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn revoke_all_of(&self, account: AccountId) -> Result<(), StoreError> {
        let now = self.source.store().edge().now().micros();
        let updated = Entity::update_many()
            .set(api_token::ActiveModel { revoked_at: Set(Some(now)), ..Default::default() })
            .filter(Column::AccountId.eq(account.0))
            .filter(Column::RevokedAt.is_null())
            .exec(self.source.connection())
            .await;
        updated.map(|_| ()).map_err(StoreError::writing(TABLE))
    }

    /// Revokes a token for good. No node finds it any more.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] where the scope has no such token, or it was revoked before.
    pub async fn revoke(
        &self,
        scope: &AgencyScope,
        id: Uuid,
        act: LogEntry,
    ) -> Result<(), StoreError> {
        require_same(&act, &kind(), id)?;
        let now = self.source.store().edge().now().micros();
        let updated = Entity::update_many()
            .set(api_token::ActiveModel { revoked_at: Set(Some(now)), ..Default::default() })
            .filter(scope.within(Column::AgencyId))
            .filter(Column::AgencyId.eq(act.agency.0))
            .filter(Column::Id.eq(id))
            .filter(Column::RevokedAt.is_null())
            .exec(self.source.connection())
            .await;
        if updated.map_err(StoreError::writing(TABLE))?.rows_affected == 0 {
            return Err(StoreError::NotFound("token"));
        }
        self.source.log().append(act).await.map(|_| ())
    }
}

impl ApiTokens<'_, Store> {
    /// Notes that a token was used, once a minute at most, and says whether it noted. Most requests
    /// hence take no turn of the writer.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn note_used(&self, token: &ApiToken) -> Result<bool, StoreError> {
        let now = self.source.edge().now().micros();
        if token.used_at.is_some_and(|it| now - it.micros() < USED_MICROS) {
            return Ok(false);
        }
        let long_ago = Condition::any()
            .add(Column::UsedAt.is_null())
            .add(Column::UsedAt.lte(now - USED_MICROS));
        let work = self.source.begin().await?;
        let updated = Entity::update_many()
            .set(api_token::ActiveModel { used_at: Set(Some(now)), ..Default::default() })
            .filter(Column::Id.eq(token.id))
            .filter(long_ago)
            .exec(work.connection())
            .await
            .map_err(StoreError::writing(TABLE))?;
        if updated.rows_affected == 0 {
            return Ok(false);
        }
        work.commit().await?;
        Ok(true)
    }
}

impl<S: Source> ApiTokens<'_, S> {
    /// Finds the token that a program holds, if it is still good. Without a scope: the scope of the
    /// request is made of what this returns.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the row makes no sense.
    pub async fn find_by_hash(&self, hash: &SecretHash) -> Result<Option<ApiToken>, StoreError> {
        let row = Entity::find()
            .filter(Column::Hash.eq(hash.stored()))
            .filter(Column::RevokedAt.is_null())
            .filter(Column::ApprovedAt.is_not_null())
            .filter(Column::Until.gt(self.source.store().edge().now().micros()))
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        row.map(ApiToken::try_from).transpose()
    }

    /// Finds a token by its id. Another agency's answers like none.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the row makes no sense.
    pub async fn find(
        &self,
        scope: &AgencyScope,
        id: Uuid,
    ) -> Result<Option<ApiToken>, StoreError> {
        let row = Entity::find_by_id(id)
            .filter(scope.within(Column::AgencyId))
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        row.map(ApiToken::try_from).transpose()
    }

    /// Lists the tokens of an account, revoked ones too, oldest first.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a row makes no sense.
    pub async fn of_account(
        &self,
        scope: &AgencyScope,
        account: AccountId,
    ) -> Result<Vec<ApiToken>, StoreError> {
        let rows = Entity::find()
            .filter(scope.within(Column::AgencyId))
            .filter(Column::AccountId.eq(account.0))
            .order_by_asc(Column::Id)
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        rows.into_iter().map(ApiToken::try_from).collect()
    }

    /// Lists tokens, revoked ones too, in order of their ids, a page at a time.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a row makes no sense.
    pub async fn page(
        &self,
        scope: &AgencyScope,
        after: Option<Uuid>,
        limit: u64,
    ) -> Result<Vec<ApiToken>, StoreError> {
        let rows = Entity::find()
            .filter(scope.within(Column::AgencyId))
            .filter(Condition::all().add_option(after.map(|it| Column::Id.gt(it))))
            .order_by_asc(Column::Id)
            .limit(limit)
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        rows.into_iter().map(ApiToken::try_from).collect()
    }
}

impl TryFrom<api_token::Model> for ApiToken {
    type Error = StoreError;

    fn try_from(row: api_token::Model) -> Result<Self, StoreError> {
        let at = |micros| super::at(TABLE, row.id, micros);
        Ok(Self {
            made_at: at(row.made_at)?,
            approved_at: row.approved_at.map(at).transpose()?,
            until: at(row.until)?,
            used_at: row.used_at.map(at).transpose()?,
            revoked_at: row.revoked_at.map(at).transpose()?,
            scopes: serde_json::from_str(&row.scopes)
                .map_err(|error| StoreError::corrupt(TABLE, row.id, error))?,
            id: row.id,
            agency: AgencyId(row.agency_id),
            account: AccountId(row.account_id),
            name: row.name,
        })
    }
}
