//! What sites show of themselves. Read without a scope: it stands at the foot of public pages.

use records::organisation::OrganisationId;
use records::site::{Host, SiteProfile};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::generation::{self, Counted};
use super::heads::{self, Head, Versioned};
use super::log::{LogEntry, Subject};
use super::sole_heads;
use crate::entity::site_host;
use crate::error::StoreError;
use crate::scope::AgencyId;
use crate::work::{Source, Work};

/// The kind of a site's record, for its acts.
pub const SITE_PROFILE: &str = "site_profile";

const HOSTS: &str = "site_host";

/// What sites show of themselves.
#[derive(Debug)]
pub struct SiteProfiles<'a, S> {
    pub(crate) source: &'a S,
}

impl Head for SiteProfile {
    const KIND: &'static str = SITE_PROFILE;

    fn agency(&self) -> AgencyId {
        self.organisation.into()
    }
}

impl Subject {
    /// An act upon the profile of a site.
    #[must_use]
    pub fn site_profile(id: Uuid) -> Self {
        Self { kind: heads::kind::<SiteProfile>(), id }
    }
}

impl SiteProfiles<'_, Work> {
    /// Begins the profile of an organisation's site.
    ///
    /// # Errors
    ///
    /// [`StoreError::AlreadyThere`] where it has one, or a host is another organisation's.
    pub async fn open(
        &self,
        id: Uuid,
        new: &SiteProfile,
        act: LogEntry,
    ) -> Result<Versioned<SiteProfile>, StoreError> {
        generation::raise(self.source, Counted::Sites).await?;
        self.take_hosts(new).await?;
        sole_heads::open(self.source, id, new, act).await
    }

    /// Changes the profile of an organisation's site.
    ///
    /// # Errors
    ///
    /// [`StoreError::Stale`] where somebody else was first; [`StoreError::AlreadyThere`] where a host is
    /// another organisation's.
    pub async fn change(
        &self,
        from: &Versioned<SiteProfile>,
        to: &SiteProfile,
        act: LogEntry,
    ) -> Result<Versioned<SiteProfile>, StoreError> {
        generation::raise(self.source, Counted::Sites).await?;
        if from.value.hosts != to.hosts {
            self.take_hosts(to).await?;
        }
        sole_heads::change(self.source, from, to, act).await
    }

    /// Gives back the hosts that the organisation had, and takes those it has now.
    async fn take_hosts(&self, of: &SiteProfile) -> Result<(), StoreError> {
        let connection = self.source.connection();
        let given_back = site_host::Entity::delete_many()
            .filter(site_host::Column::OrganisationId.eq(of.organisation.0))
            .exec(connection)
            .await;
        given_back.map_err(StoreError::writing(HOSTS))?;
        for host in &of.hosts {
            let row = site_host::ActiveModel {
                host: Set(host.to_string()),
                organisation_id: Set(of.organisation.0),
            };
            let taken = site_host::Entity::insert(row).exec_without_returning(connection).await;
            taken.map_err(StoreError::writing(HOSTS))?;
        }
        Ok(())
    }
}

impl<S: Source> SiteProfiles<'_, S> {
    /// The profile of an organisation's own site.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the profile makes no sense.
    pub async fn of(
        &self,
        organisation: OrganisationId,
    ) -> Result<Option<Versioned<SiteProfile>>, StoreError> {
        sole_heads::of(self.source, organisation.into()).await
    }

    /// Every profile: what one has not said is taken from another.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a profile makes no sense.
    pub async fn all(&self) -> Result<Vec<Versioned<SiteProfile>>, StoreError> {
        sole_heads::all(self.source).await
    }

    /// Whose site a host leads to.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the host is none of that organisation's.
    pub async fn by_host(&self, host: &Host) -> Result<Option<OrganisationId>, StoreError> {
        let row = site_host::Entity::find_by_id(host.as_str())
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading(HOSTS))?;
        let Some(row) = row else { return Ok(None) };
        let organisation = OrganisationId(row.organisation_id);
        match self.of(organisation).await? {
            Some(found) if found.value.hosts.contains(host) => Ok(Some(organisation)),
            _ => Err(StoreError::corrupt(HOSTS, host, "the organisation has no such host")),
        }
    }

    /// How often anything was changed that sites show: profiles, guides, holiday notices, given reports. A
    /// node may keep what it read of all four for as long as this stays the same. Read it *before* them, or
    /// from one [`crate::Snapshot`] with them.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn generation(&self) -> Result<i64, StoreError> {
        generation::read(self.source, Counted::Sites).await
    }
}
