//! Annual reports that were given as files. Read without a scope: they are out.

use records::given_report::GivenReport;
use records::organisation::OrganisationId;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::generation::{self, Counted};
use super::heads::{self, Head, Versioned};
use super::log::{LogEntry, Subject};
use crate::entity::given_report;
use crate::error::StoreError;
use crate::scope::AgencyId;
use crate::work::{Source, Work};

/// The kind of a given report's record, for its acts.
pub const GIVEN_REPORT: &str = "given_report";

/// Annual reports that were given as files.
#[derive(Debug)]
pub struct GivenReports<'a, S> {
    pub(crate) source: &'a S,
}

/// Where a given report is: enough for lists of years and units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct GivenReportPlace {
    /// Whose it is.
    pub organisation: OrganisationId,
    /// The year reported on.
    pub year: i32,
    /// Which of the year it is; the last one is the one that holds.
    pub edition: u32,
    /// Its record.
    pub record: Uuid,
}

impl Head for GivenReport {
    const KIND: &'static str = GIVEN_REPORT;

    fn agency(&self) -> AgencyId {
        self.organisation.into()
    }
}

impl Subject {
    /// An act upon a given report.
    #[must_use]
    pub fn given_report(id: Uuid) -> Self {
        Self { kind: heads::kind::<GivenReport>(), id }
    }
}

impl GivenReports<'_, Work> {
    /// Releases a report. The one before it stays, and stays visible.
    ///
    /// # Errors
    ///
    /// [`StoreError::AlreadyThere`] where somebody else released this edition first.
    pub async fn release(
        &self,
        id: Uuid,
        new: &GivenReport,
        act: LogEntry,
    ) -> Result<Versioned<GivenReport>, StoreError> {
        generation::raise(self.source, Counted::Sites).await?;
        let row = given_report::ActiveModel {
            organisation_id: Set(new.organisation.0),
            year: Set(new.year),
            edition: Set(new.edition.into()),
            record_id: Set(id),
        };
        let inserted = given_report::Entity::insert(row)
            .exec_without_returning(self.source.connection())
            .await;
        inserted.map_err(StoreError::writing(GIVEN_REPORT))?;
        heads::open(self.source, id, new, act).await
    }
}

impl<S: Source> GivenReports<'_, S> {
    /// Where all are, by organisation, year and edition.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a row makes no sense.
    pub async fn places(&self) -> Result<Vec<GivenReportPlace>, StoreError> {
        let rows = in_order(given_report::Entity::find()).all(self.source.connection()).await;
        let rows = rows.map_err(StoreError::reading(GIVEN_REPORT))?;
        rows.into_iter().map(GivenReportPlace::try_from).collect()
    }

    /// Where those of an organisation are, by year and edition.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a row makes no sense.
    pub async fn places_of(
        &self,
        organisation: OrganisationId,
    ) -> Result<Vec<GivenReportPlace>, StoreError> {
        let of = given_report::Entity::find()
            .filter(given_report::Column::OrganisationId.eq(organisation.0));
        let rows = in_order(of).all(self.source.connection()).await;
        let rows = rows.map_err(StoreError::reading(GIVEN_REPORT))?;
        rows.into_iter().map(GivenReportPlace::try_from).collect()
    }

    /// The editions of a year, the one that holds last.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a report makes no sense.
    pub async fn editions(
        &self,
        organisation: OrganisationId,
        year: i32,
    ) -> Result<Vec<Versioned<GivenReport>>, StoreError> {
        let mut editions = Vec::new();
        for place in self.places_of(organisation).await?.iter().filter(|it| it.year == year) {
            editions.push(self.at(place).await?);
        }
        Ok(editions)
    }

    /// The report of a year that holds.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the report makes no sense.
    pub async fn current(
        &self,
        organisation: OrganisationId,
        year: i32,
    ) -> Result<Option<Versioned<GivenReport>>, StoreError> {
        let places = self.places_of(organisation).await?;
        match places.iter().rev().find(|it| it.year == year) {
            Some(place) => self.at(place).await.map(Some),
            None => Ok(None),
        }
    }

    /// The report of a place.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the report makes no sense.
    pub async fn at(&self, place: &GivenReportPlace) -> Result<Versioned<GivenReport>, StoreError> {
        let found = heads::find::<GivenReport>(self.source, place.record).await?;
        // The log covers the head, not this table: what it says is checked against the head.
        let told = |it: &GivenReport| (it.organisation, it.year, it.edition);
        match found {
            Some(found)
                if told(&found.value) == (place.organisation, place.year, place.edition) =>
            {
                Ok(found)
            }
            _ => Err(StoreError::corrupt(GIVEN_REPORT, place.record, "the report is another one")),
        }
    }
}

fn in_order(
    select: sea_orm::Select<given_report::Entity>,
) -> sea_orm::Select<given_report::Entity> {
    select
        .order_by_asc(given_report::Column::OrganisationId)
        .order_by_asc(given_report::Column::Year)
        .order_by_asc(given_report::Column::Edition)
}

impl TryFrom<given_report::Model> for GivenReportPlace {
    type Error = StoreError;

    fn try_from(row: given_report::Model) -> Result<Self, StoreError> {
        let edition = u32::try_from(row.edition)
            .map_err(|error| StoreError::corrupt(GIVEN_REPORT, row.record_id, error))?;
        let organisation = OrganisationId(row.organisation_id);
        Ok(Self { organisation, year: row.year, edition, record: row.record_id })
    }
}
