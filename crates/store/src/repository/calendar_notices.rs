//! Holiday notices. Read without a scope: what is confirmed counts for everybody below its organisation. What is
//! only proposed is shown to those alone whom the policy lets see it.

use records::calendar_notice::CalendarNotice;
use sea_orm::sea_query::Query;
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use super::generation::{self, Counted};
use super::heads::{self, Head, Versioned};
use super::log::{LogEntry, Subject};
use crate::entity::calendar_notice;
use crate::error::StoreError;
use crate::scope::AgencyId;
use crate::work::{Source, Work};

/// The kind of a notice's record, for its acts.
pub const CALENDAR_NOTICE: &str = "calendar_notice";

/// Holiday notices.
#[derive(Debug)]
pub struct CalendarNotices<'a, S> {
    pub(crate) source: &'a S,
}

impl Head for CalendarNotice {
    const KIND: &'static str = CALENDAR_NOTICE;

    fn agency(&self) -> AgencyId {
        self.organisation.into()
    }
}

impl Subject {
    /// An act upon a holiday notice.
    #[must_use]
    pub fn calendar_notice(id: Uuid) -> Self {
        Self { kind: heads::kind::<CalendarNotice>(), id }
    }
}

impl CalendarNotices<'_, Work> {
    /// Begins the record of a notice that was proposed.
    ///
    /// # Errors
    ///
    /// [`StoreError::AlreadyThere`] where the id is taken.
    pub async fn propose(
        &self,
        id: Uuid,
        new: &CalendarNotice,
        act: LogEntry,
    ) -> Result<Versioned<CalendarNotice>, StoreError> {
        generation::raise(self.source, Counted::Sites).await?;
        let row = calendar_notice::ActiveModel {
            record_id: Set(id),
            organisation_id: Set(new.organisation.0),
        };
        let inserted = calendar_notice::Entity::insert(row)
            .exec_without_returning(self.source.connection())
            .await;
        inserted.map_err(StoreError::writing(CALENDAR_NOTICE))?;
        heads::open(self.source, id, new, act).await
    }

    /// Confirms or withdraws a notice. Whose it is and what it says stays.
    ///
    /// # Errors
    ///
    /// [`StoreError::Stale`] where somebody else was first; [`StoreError::Fixed`] where its text would be
    /// another.
    pub async fn change(
        &self,
        from: &Versioned<CalendarNotice>,
        to: &CalendarNotice,
        act: LogEntry,
    ) -> Result<Versioned<CalendarNotice>, StoreError> {
        if from.value.text != to.text || from.value.organisation != to.organisation {
            return Err(StoreError::Fixed("text of a holiday notice"));
        }
        generation::raise(self.source, Counted::Sites).await?;
        heads::change(self.source, from, to, act).await
    }
}

impl<S: Source> CalendarNotices<'_, S> {
    /// Finds a notice.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the notice makes no sense.
    pub async fn find(&self, id: Uuid) -> Result<Option<Versioned<CalendarNotice>>, StoreError> {
        heads::find(self.source, id).await
    }

    /// Every notice, in order of their ids.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a notice makes no sense.
    pub async fn all(&self) -> Result<Vec<Versioned<CalendarNotice>>, StoreError> {
        let ids = Query::select()
            .column(calendar_notice::Column::RecordId)
            .from(calendar_notice::Entity)
            .take();
        heads::all(self.source, ids).await
    }
}
