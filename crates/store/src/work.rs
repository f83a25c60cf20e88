//! The unit of work: everything that must happen together or not at all.

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::engine::Hand;
use crate::error::StoreError;
use crate::repository::{
    Accounts, ApiTokens, Attachments, CalendarNotices, Ceremonies, Credentials, GivenReports,
    Guides, Idempotency, IdentityLinks, Invitations, Jobs, Log, Notifications, Numbers,
    Organisations, Passkeys, Records, SealedFields, Sessions, SiteProfiles, Tries,
};
use crate::store::Store;
use crate::unit::Ending;

/// Where a repository reads from: the store at large, one moment of it, or a unit of work.
pub trait Source: Sync {
    /// The kind of connection.
    #[doc(hidden)]
    type Connection: ConnectionTrait;

    /// The connection.
    #[doc(hidden)]
    fn connection(&self) -> &Self::Connection;

    /// The store it belongs to.
    #[doc(hidden)]
    fn store(&self) -> &Store;

    /// Records.
    fn records(&self) -> Records<'_, Self>
    where
        Self: Sized,
    {
        Records { source: self }
    }

    /// The event log.
    fn log(&self) -> Log<'_, Self>
    where
        Self: Sized,
    {
        Log { source: self }
    }

    /// Numbers of records.
    fn numbers(&self) -> Numbers<'_, Self>
    where
        Self: Sized,
    {
        Numbers { source: self }
    }

    /// Jobs.
    fn jobs(&self) -> Jobs<'_, Self>
    where
        Self: Sized,
    {
        Jobs { source: self }
    }

    /// Personal values.
    fn sealed_fields(&self) -> SealedFields<'_, Self>
    where
        Self: Sized,
    {
        SealedFields { source: self }
    }

    /// Files of records.
    fn attachments(&self) -> Attachments<'_, Self>
    where
        Self: Sized,
    {
        Attachments { source: self }
    }

    /// Answers given before.
    fn idempotency(&self) -> Idempotency<'_, Self>
    where
        Self: Sized,
    {
        Idempotency { source: self }
    }

    /// Organisations, in time.
    fn organisations(&self) -> Organisations<'_, Self>
    where
        Self: Sized,
    {
        Organisations { source: self }
    }

    /// What sites show of themselves.
    fn site_profiles(&self) -> SiteProfiles<'_, Self>
    where
        Self: Sized,
    {
        SiteProfiles { source: self }
    }

    /// Guides to openness, with their versions.
    fn guides(&self) -> Guides<'_, Self>
    where
        Self: Sized,
    {
        Guides { source: self }
    }

    /// Holiday notices, confirmed or not.
    fn calendar_notices(&self) -> CalendarNotices<'_, Self>
    where
        Self: Sized,
    {
        CalendarNotices { source: self }
    }

    /// Annual reports that were given as files.
    fn given_reports(&self) -> GivenReports<'_, Self>
    where
        Self: Sized,
    {
        GivenReports { source: self }
    }

    /// People who work here.
    fn accounts(&self) -> Accounts<'_, Self>
    where
        Self: Sized,
    {
        Accounts { source: self }
    }

    /// Passwords, second factors and recovery codes.
    fn credentials(&self) -> Credentials<'_, Self>
    where
        Self: Sized,
    {
        Credentials { source: self }
    }

    /// Public keys that devices sign in with.
    fn passkeys(&self) -> Passkeys<'_, Self>
    where
        Self: Sized,
    {
        Passkeys { source: self }
    }

    /// Who accounts are at other places.
    fn identity_links(&self) -> IdentityLinks<'_, Self>
    where
        Self: Sized,
    {
        IdentityLinks { source: self }
    }

    /// Who is signed in.
    fn sessions(&self) -> Sessions<'_, Self>
    where
        Self: Sized,
    {
        Sessions { source: self }
    }

    /// Links that let somebody set a password.
    fn invitations(&self) -> Invitations<'_, Self>
    where
        Self: Sized,
    {
        Invitations { source: self }
    }

    /// Secrets that programs sign in with.
    fn api_tokens(&self) -> ApiTokens<'_, Self>
    where
        Self: Sized,
    {
        ApiTokens { source: self }
    }

    /// Failed attempts to sign in.
    fn tries(&self) -> Tries<'_, Self>
    where
        Self: Sized,
    {
        Tries { source: self }
    }

    /// What people who work here are told.
    fn notifications(&self) -> Notifications<'_, Self>
    where
        Self: Sized,
    {
        Notifications { source: self }
    }

    /// What a sign-in remembers between two steps.
    fn ceremonies(&self) -> Ceremonies<'_, Self>
    where
        Self: Sized,
    {
        Ceremonies { source: self }
    }
}

/// A unit of work. Dropped without [`Work::commit`], nothing of it happened.
///
/// Between begin and commit a unit waits for nothing but the database: on SQLite others wait for it.
#[derive(Debug)]
pub struct Work {
    // Dropped in this order: no statement runs after the turn was given back.
    hand: Hand,
    ending: Ending,
    store: Store,
}

impl Work {
    pub(crate) fn new(hand: Hand, ending: Ending, store: Store) -> Self {
        Self { hand, ending, store }
    }

    /// Stores everything, and returns when the disk has it.
    ///
    /// # Errors
    ///
    /// [`crate::CommitError`] says whether nothing was stored or nobody can say.
    pub async fn commit(self) -> Result<(), StoreError> {
        let Self { hand, ending, store } = self;
        // A caller who no longer waits must not stop a commit half way.
        let committing = tokio::spawn(async move { ending.commit(hand).await });
        let committed = committing.await.unwrap_or_else(|error| {
            Err(crate::CommitError::Unknown(format!("the commit was broken off: {error}")))
        });
        if committed.is_ok() {
            store.wake_jobs();
        }
        Ok(committed?)
    }
}

impl Source for Work {
    type Connection = Hand;

    fn connection(&self) -> &Hand {
        &self.hand
    }

    fn store(&self) -> &Store {
        &self.store
    }
}

/// One moment of the store, whatever is written meanwhile.
#[derive(Debug)]
pub struct Snapshot {
    transaction: DatabaseTransaction,
    store: Store,
}

impl Snapshot {
    pub(crate) fn new(transaction: DatabaseTransaction, store: Store) -> Self {
        Self { transaction, store }
    }
}

impl Source for Snapshot {
    type Connection = DatabaseTransaction;

    fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    fn store(&self) -> &Store {
        &self.store
    }
}
