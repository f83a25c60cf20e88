//! What people who work here are told: in the office in any case, and by mail as they choose. Without a
//! scope: what is read is one's own, and what is mailed goes to its account alone.

mod choices;
mod mailing;

use eventlog::{At, Token};
use records::notification::{Delivery, NotificationKind};
use records::person::AccountId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::accounts::MAIL_FIELD;
use super::log::Subject;
use crate::entity::notification::{self, ActiveModel, Column, Entity};
use crate::error::StoreError;
use crate::scope::AgencyId;
use crate::work::{Source, Work};

pub use mailing::MAIL_JOB;

const TABLE: &str = "notification";

/// Notifications.
#[derive(Debug)]
pub struct Notifications<'a, S> {
    pub(crate) source: &'a S,
}

/// Something that somebody is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotification {
    /// Who.
    pub account: AccountId,
    /// What.
    pub kind: NotificationKind,
    /// What it is about.
    pub subject: Subject,
    /// In whose records the subject lies.
    pub agency: AgencyId,
}

impl NewNotification {
    /// Something that concerns an account itself, told to its holder.
    #[must_use]
    pub fn of_account(
        kind: NotificationKind,
        account: AccountId,
        home: impl Into<AgencyId>,
    ) -> Self {
        Self { account, kind, subject: Subject::account(account), agency: home.into() }
    }
}

/// Something that somebody was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// The notification itself.
    pub id: Uuid,
    /// Who was told.
    pub account: AccountId,
    /// What.
    pub kind: NotificationKind,
    /// What it is about.
    pub subject: Subject,
    /// In whose records the subject lies.
    pub agency: AgencyId,
    /// When.
    pub at: At,
    /// How it reaches them besides.
    pub delivery: Delivery,
    /// Whether its mail was handed over, or there will be none.
    pub is_settled: bool,
    /// When they read it.
    pub read_at: Option<At>,
}

impl Notifications<'_, Work> {
    /// Tells somebody something, in the transaction of what it tells. The mail, where they want one and
    /// have an address, is a job of the same transaction.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn notify(&self, new: &NewNotification) -> Result<Uuid, StoreError> {
        let wanted = self.delivery(new.account, new.kind).await?;
        let reachable = wanted == Delivery::OfficeOnly
            || self.source.sealed_fields().has(new.account.0, MAIL_FIELD).await?;
        let delivery = if reachable { wanted } else { Delivery::OfficeOnly };
        let id = self.write(new, delivery).await?;
        if delivery == Delivery::AtOnce {
            self.enqueue_mail(id).await?;
        }
        Ok(id)
    }

    /// Tells somebody something in the office alone, whatever they chose.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn notify_in_office(&self, new: &NewNotification) -> Result<Uuid, StoreError> {
        self.write(new, Delivery::OfficeOnly).await
    }

    async fn write(&self, new: &NewNotification, delivery: Delivery) -> Result<Uuid, StoreError> {
        let edge = self.source.store().edge();
        let (id, now) = (edge.new_id(), edge.now().micros());
        let row = ActiveModel {
            id: Set(id),
            account_id: Set(new.account.0),
            agency_id: Set(new.agency.0),
            at: Set(now),
            kind: Set(new.kind.name().to_owned()),
            subject_kind: Set(new.subject.kind.to_string()),
            subject_id: Set(new.subject.id),
            delivery: Set(delivery.name().to_owned()),
            settled_at: Set((delivery == Delivery::OfficeOnly).then_some(now)),
            read_at: Set(None),
        };
        let inserted = Entity::insert(row).exec_without_returning(self.source.connection()).await;
        inserted.map_err(StoreError::writing(TABLE))?;
        Ok(id)
    }

    /// Marks one of an account's as read, and says whether it was unread.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn mark_read(&self, account: AccountId, id: Uuid) -> Result<bool, StoreError> {
        Ok(self.mark(Condition::all().add(Column::Id.eq(id)), account).await? > 0)
    }

    /// Marks all of an account's as read, up to the newest that they have seen, and says how many were
    /// unread.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn mark_all_read(&self, account: AccountId, seen: Uuid) -> Result<u64, StoreError> {
        self.mark(Condition::all().add(Column::Id.lte(seen)), account).await
    }

    async fn mark(&self, which: Condition, account: AccountId) -> Result<u64, StoreError> {
        let now = self.source.store().edge().now().micros();
        let marked = Entity::update_many()
            .set(ActiveModel { read_at: Set(Some(now)), ..Default::default() })
            .filter(which.add(unread_of(account)))
            .exec(self.source.connection())
            .await;
        Ok(marked.map_err(StoreError::writing(TABLE))?.rows_affected)
    }

    /// Forgets what was told before an instant, read or not.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn forget_old(&self, before: At) -> Result<u64, StoreError> {
        let deleted = Entity::delete_many()
            .filter(Column::At.lt(before.micros()))
            .exec(self.source.connection())
            .await;
        Ok(deleted.map_err(StoreError::writing(TABLE))?.rows_affected)
    }
}

impl<S: Source> Notifications<'_, S> {
    /// Lists an account's, the newest first, a page at a time: those before an id.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a row makes no sense.
    pub async fn page(
        &self,
        account: AccountId,
        before: Option<Uuid>,
        limit: u64,
    ) -> Result<Vec<Notification>, StoreError> {
        let rows = Entity::find()
            .filter(Column::AccountId.eq(account.0))
            .filter(Condition::all().add_option(before.map(|it| Column::Id.lt(it))))
            .order_by_desc(Column::Id)
            .limit(limit)
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        rows.into_iter().map(Notification::try_from).collect()
    }

    /// Counts what an account has not read.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn unread(&self, account: AccountId) -> Result<u64, StoreError> {
        let count = Entity::find().filter(unread_of(account)).count(self.source.connection());
        count.await.map_err(StoreError::reading(TABLE))
    }
}

fn unread_of(account: AccountId) -> Condition {
    Condition::all().add(Column::AccountId.eq(account.0)).add(Column::ReadAt.is_null())
}

impl TryFrom<notification::Model> for Notification {
    type Error = StoreError;

    fn try_from(row: notification::Model) -> Result<Self, StoreError> {
        let unknown = |what: &str| StoreError::corrupt(TABLE, row.id, format!("an unknown {what}"));
        let kind = NotificationKind::named(&row.kind).ok_or_else(|| unknown("kind"))?;
        let delivery = Delivery::named(&row.delivery).ok_or_else(|| unknown("delivery"))?;
        let subject = Token::new(&row.subject_kind).map_err(|_| unknown("subject"))?;
        Ok(Self {
            id: row.id,
            account: AccountId(row.account_id),
            kind,
            subject: Subject { kind: subject, id: row.subject_id },
            agency: AgencyId(row.agency_id),
            at: super::at(TABLE, row.id, row.at)?,
            delivery,
            is_settled: row.settled_at.is_some(),
            read_at: row.read_at.map(|it| super::at(TABLE, row.id, it)).transpose()?,
        })
    }
}
