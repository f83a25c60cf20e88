//! Guides with their versions. Read without a scope: what is out is for everybody. Versions in work are in the
//! same record, and are shown to those alone whom the policy lets draft or release.

use records::guide::Guide;
use records::organisation::OrganisationId;
use uuid::Uuid;

use super::generation::{self, Counted};
use super::heads::{self, Head, Versioned};
use super::log::{LogEntry, Subject};
use super::sole_heads;
use crate::error::StoreError;
use crate::scope::AgencyId;
use crate::work::{Source, Work};

/// The kind of a guide's record, for its acts.
pub const GUIDE: &str = "guide";

/// Guides.
#[derive(Debug)]
pub struct Guides<'a, S> {
    pub(crate) source: &'a S,
}

impl Head for Guide {
    const KIND: &'static str = GUIDE;

    fn agency(&self) -> AgencyId {
        self.organisation.into()
    }
}

impl Subject {
    /// An act upon a guide.
    #[must_use]
    pub fn guide(id: Uuid) -> Self {
        Self { kind: heads::kind::<Guide>(), id }
    }
}

impl Guides<'_, Work> {
    /// Begins the guide of an organisation.
    ///
    /// # Errors
    ///
    /// [`StoreError::AlreadyThere`] where it has one.
    pub async fn open(
        &self,
        id: Uuid,
        new: &Guide,
        act: LogEntry,
    ) -> Result<Versioned<Guide>, StoreError> {
        generation::raise(self.source, Counted::Sites).await?;
        sole_heads::open(self.source, id, new, act).await
    }

    /// Changes a guide.
    ///
    /// # Errors
    ///
    /// [`StoreError::Stale`] where somebody else was first.
    pub async fn change(
        &self,
        from: &Versioned<Guide>,
        to: &Guide,
        act: LogEntry,
    ) -> Result<Versioned<Guide>, StoreError> {
        generation::raise(self.source, Counted::Sites).await?;
        sole_heads::change(self.source, from, to, act).await
    }
}

impl<S: Source> Guides<'_, S> {
    /// The guide of an organisation.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the guide makes no sense.
    pub async fn of(
        &self,
        organisation: OrganisationId,
    ) -> Result<Option<Versioned<Guide>>, StoreError> {
        sole_heads::of(self.source, organisation.into()).await
    }

    /// Every guide.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a guide makes no sense.
    pub async fn all(&self) -> Result<Vec<Versioned<Guide>>, StoreError> {
        sole_heads::all(self.source).await
    }
}
