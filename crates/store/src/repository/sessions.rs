//! Who is signed in. A session is its row and is read at every request, so that one which was ended on
//! any node is over everywhere at once. Without a scope: the scope is made of what a session tells.

use std::time::Duration;

use eventlog::At;
use records::person::AccountId;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entity::session::{self, Column, Entity};
use crate::error::StoreError;
use crate::secret::SecretHash;
use crate::store::Store;
use crate::work::{Source, Work};

const TABLE: &str = "session";

/// How exactly it is noted when a session was last seen: once a minute, in microseconds.
const SEEN_MICROS: i64 = 60_000_000;

/// The most characters that are kept of what a browser calls itself.
const LONGEST_AGENT: usize = 200;

/// Sessions.
#[derive(Debug)]
pub struct Sessions<'a, S> {
    pub(crate) source: &'a S,
}

/// How somebody proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// By a password alone.
    Password,
    /// By a password and a second factor.
    SecondFactor,
    /// By a passkey.
    Passkey,
    /// By a place that vouches for them (OpenID Connect).
    Oidc,
}

/// A session that begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// Who is signed in.
    pub account: AccountId,
    /// When it ends at the latest.
    pub ends_at: At,
    /// How they proved who they are.
    pub strength: Strength,
    /// What the browser calls itself; cut after 200 characters.
    pub agent: String,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The hash of its secret.
    pub hash: SecretHash,
    /// Who is signed in.
    pub account: AccountId,
    /// When it began.
    pub begun_at: At,
    /// When it was last seen, to the minute.
    pub seen_at: At,
    /// When it ends at the latest.
    pub ends_at: At,
    /// How they proved who they are.
    pub strength: Strength,
    /// What the browser calls itself.
    pub agent: String,
}

impl Strength {
    const ALL: [Self; 4] = [Self::Password, Self::SecondFactor, Self::Passkey, Self::Oidc];

    /// Its name in the data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::SecondFactor => "second_factor",
            Self::Passkey => "passkey",
            Self::Oidc => "oidc",
        }
    }
}

impl Sessions<'_, Work> {
    /// Begins a session.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn begin(&self, hash: &SecretHash, new: NewSession) -> Result<(), StoreError> {
        let now = self.source.store().edge().now().micros();
        let agent = new.agent.chars().filter(|it| !it.is_control()).take(LONGEST_AGENT).collect();
        let row = session::ActiveModel {
            hash: Set(hash.stored()),
            account_id: Set(new.account.0),
            begun_at: Set(now),
            seen_at: Set(now),
            ends_at: Set(new.ends_at.micros()),
            strength: Set(new.strength.name().to_owned()),
            agent: Set(agent),
        };
        let inserted = Entity::insert(row).exec_without_returning(self.source.connection()).await;
        inserted.map(|_| ()).map_err(StoreError::writing(TABLE))
    }

    /// Ends a session, and says whether there was one.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn end(&self, hash: &SecretHash) -> Result<bool, StoreError> {
        let deleted = Entity::delete_by_id(hash.stored()).exec(self.source.connection()).await;
        Ok(deleted.map_err(StoreError::writing(TABLE))?.rows_affected == 1)
    }

    /// Ends every session of an account, but for one that goes on, and says how many.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn end_all_of(
        &self,
        account: AccountId,
        except: Option<&SecretHash>,
    ) -> Result<u64, StoreError> {
        let others = except.map(|it| Column::Hash.ne(it.stored()));
        let deleted = Entity::delete_many()
            .filter(Column::AccountId.eq(account.0))
            .filter(sea_orm::Condition::all().add_option(others))
            .exec(self.source.connection())
            .await;
        Ok(deleted.map_err(StoreError::writing(TABLE))?.rows_affected)
    }

    /// Forgets sessions that have ended by themselves.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn forget_expired(&self, now: At) -> Result<u64, StoreError> {
        let deleted = Entity::delete_many()
            .filter(Column::EndsAt.lte(now.micros()))
            .exec(self.source.connection())
            .await;
        Ok(deleted.map_err(StoreError::writing(TABLE))?.rows_affected)
    }
}

impl Sessions<'_, Store> {
    /// Notes that a session was seen, once a minute at most, and says whether it noted. Most requests
    /// hence take no turn of the writer; and one that was ended meanwhile does not come back.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn touch(&self, session: &Session) -> Result<bool, StoreError> {
        let now = self.source.edge().now().micros();
        if now - session.seen_at.micros() < SEEN_MICROS {
            return Ok(false);
        }
        let work = self.source.begin().await?;
        let updated = Entity::update_many()
            .set(session::ActiveModel { seen_at: Set(now), ..Default::default() })
            .filter(Column::Hash.eq(session.hash.stored()))
            .filter(Column::SeenAt.lte(now - SEEN_MICROS))
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

impl<S: Source> Sessions<'_, S> {
    /// Finds a session that has not ended and was seen within the last `idle`.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the row makes no sense.
    pub async fn find(
        &self,
        hash: &SecretHash,
        idle: Duration,
    ) -> Result<Option<Session>, StoreError> {
        let now = self.source.store().edge().now().micros();
        let row = Entity::find_by_id(hash.stored())
            .filter(Column::EndsAt.gt(now))
            .filter(Column::SeenAt.gt(super::before(now, idle)))
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        row.map(Session::try_from).transpose()
    }

    /// Lists the sessions of an account that have not ended, the latest seen first.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a row makes no sense.
    pub async fn of_account(&self, account: AccountId) -> Result<Vec<Session>, StoreError> {
        let now = self.source.store().edge().now().micros();
        let rows = Entity::find()
            .filter(Column::AccountId.eq(account.0))
            .filter(Column::EndsAt.gt(now))
            .order_by_desc(Column::SeenAt)
            .order_by_asc(Column::Hash)
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        rows.into_iter().map(Session::try_from).collect()
    }
}

impl TryFrom<session::Model> for Session {
    type Error = StoreError;

    fn try_from(row: session::Model) -> Result<Self, StoreError> {
        let hash = SecretHash::read(TABLE, &row.hash)?;
        let corrupt = |why: &str| StoreError::corrupt(TABLE, format!("{hash:?}"), why);
        let at = |micros| super::at(TABLE, format!("{hash:?}"), micros);
        let strength = Strength::ALL.into_iter().find(|it| it.name() == row.strength);
        Ok(Self {
            hash,
            account: AccountId(row.account_id),
            begun_at: at(row.begun_at)?,
            seen_at: at(row.seen_at)?,
            ends_at: at(row.ends_at)?,
            strength: strength.ok_or_else(|| corrupt("an unknown strength"))?,
            agent: row.agent,
        })
    }
}
