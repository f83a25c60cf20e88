//! Organisations: public knowledge, hence read without a scope. Which agency exists, what it is called
//! and whom it stands under is what the guide tells everybody (第十二条); a scope guards what an agency
//! keeps about others.

use records::organisation::{Organisation, OrganisationId};
use sea_orm::sea_query::Query;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::generation::{self, Counted};
use super::heads::{self, Head, Versioned};
use super::log::{LogEntry, Subject};
use crate::entity::organisation_code;
use crate::error::StoreError;
use crate::scope::AgencyId;
use crate::work::{Source, Work};

/// The kind of an organisation's record, for its acts.
pub const ORGANISATION: &str = "organisation";

const CODES: &str = "organisation_code";

/// Organisations.
#[derive(Debug)]
pub struct Organisations<'a, S> {
    pub(crate) source: &'a S,
}

impl Head for Organisation {
    const KIND: &'static str = ORGANISATION;

    /// An organisation's record is its own.
    fn agency(&self) -> AgencyId {
        self.id.into()
    }
}

impl Subject {
    /// An act upon an organisation.
    #[must_use]
    pub fn organisation(id: OrganisationId) -> Self {
        Self { kind: heads::kind::<Organisation>(), id: id.0 }
    }
}

impl Organisations<'_, Work> {
    /// Begins the record of an organisation. The act is about it, and in its own records.
    ///
    /// # Errors
    ///
    /// [`StoreError::AlreadyThere`] where its code or its id is taken.
    pub async fn found(
        &self,
        new: &Organisation,
        act: LogEntry,
    ) -> Result<Versioned<Organisation>, StoreError> {
        generation::raise(self.source, Counted::Organisations).await?;
        let row = organisation_code::ActiveModel {
            code: Set(new.code.clone()),
            organisation_id: Set(new.id.0),
        };
        let inserted = organisation_code::Entity::insert(row)
            .exec_without_returning(self.source.connection())
            .await;
        inserted.map_err(StoreError::writing(CODES))?;
        heads::open(self.source, new.id.0, new, act).await
    }

    /// Changes an organisation.
    ///
    /// # Errors
    ///
    /// [`StoreError::Stale`] where somebody else was first; [`StoreError::Fixed`] where its id or its
    /// code would be another.
    pub async fn change(
        &self,
        from: &Versioned<Organisation>,
        to: &Organisation,
        act: LogEntry,
    ) -> Result<Versioned<Organisation>, StoreError> {
        if from.value.id != to.id || from.id != to.id.0 {
            return Err(StoreError::Fixed("id of an organisation"));
        }
        if from.value.code != to.code {
            return Err(StoreError::Fixed("code of an organisation"));
        }
        generation::raise(self.source, Counted::Organisations).await?;
        heads::change(self.source, from, to, act).await
    }
}

impl<S: Source> Organisations<'_, S> {
    /// Every organisation in order of their ids: the tree is made of all of them.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or an organisation makes no sense.
    pub async fn all(&self) -> Result<Vec<Versioned<Organisation>>, StoreError> {
        let ids = Query::select()
            .column(organisation_code::Column::OrganisationId)
            .from(organisation_code::Entity)
            .take();
        heads::all(self.source, ids).await
    }

    /// Finds an organisation.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the organisation makes no sense.
    pub async fn find(
        &self,
        id: OrganisationId,
    ) -> Result<Option<Versioned<Organisation>>, StoreError> {
        heads::find(self.source, id.0).await
    }

    /// Finds an organisation by its code.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the code names one that has another.
    pub async fn by_code(&self, code: &str) -> Result<Option<Versioned<Organisation>>, StoreError> {
        let row = organisation_code::Entity::find_by_id(code)
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading(CODES))?;
        let Some(row) = row else { return Ok(None) };
        // The log covers the head, not this table: what it says is checked against the head.
        match heads::find::<Organisation>(self.source, row.organisation_id).await? {
            Some(found) if found.value.code == code => Ok(Some(found)),
            _ => Err(StoreError::corrupt(CODES, code, "the organisation has another code")),
        }
    }

    /// How often organisations were changed. A node may keep [`Organisations::all`] for as long as this
    /// stays the same. Read it *before* the organisations, or from one [`crate::Snapshot`] with them.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn generation(&self) -> Result<i64, StoreError> {
        generation::read(self.source, Counted::Organisations).await
    }
}
