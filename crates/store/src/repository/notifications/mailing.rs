//! Which notifications are still to be mailed.

use eventlog::{At, Token};
use records::notification::{Delivery, NotificationKind};
use records::person::AccountId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

use super::{Notification, Notifications, TABLE};
use crate::entity::notification::{ActiveModel, Column, Entity};
use crate::error::StoreError;
use crate::repository::NewJob;
use crate::work::{Source, Work};

/// The kind of the job that mails one notification. Its payload is `{"notification": id}`.
pub const MAIL_JOB: &str = "mail.send";

impl NewJob {
    /// The job that mails a notification.
    ///
    /// # Panics
    ///
    /// Never: the kind is a constant.
    #[must_use]
    pub fn mail(notification: Uuid, due_at: At) -> Self {
        Self {
            kind: Token::new(MAIL_JOB).expect("a constant within the alphabet"),
            key: format!("{MAIL_JOB}:{notification}"),
            payload: json!({ "notification": notification }),
            due_at,
        }
    }
}

impl Notifications<'_, Work> {
    pub(super) async fn enqueue_mail(&self, id: Uuid) -> Result<(), StoreError> {
        let now = self.source.store().edge().now();
        self.source.jobs().enqueue(NewJob::mail(id, now)).await.map(|_| ())
    }

    /// Notes that the mail of some was handed over, or that there will be none.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn settle(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        let now = self.source.store().edge().now().micros();
        let settled = Entity::update_many()
            .set(ActiveModel { settled_at: Set(Some(now)), ..Default::default() })
            .filter(Column::Id.is_in(ids.iter().copied()))
            .filter(Column::SettledAt.is_null())
            .exec(self.source.connection())
            .await;
        settled.map(|_| ()).map_err(StoreError::writing(TABLE))
    }
}

impl<S: Source> Notifications<'_, S> {
    /// Returns a notification that is to be mailed.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the row makes no sense.
    pub async fn find_for_mail(&self, id: Uuid) -> Result<Option<Notification>, StoreError> {
        let row = Entity::find_by_id(id).one(self.source.connection()).await;
        row.map_err(StoreError::reading(TABLE))?.map(Notification::try_from).transpose()
    }

    /// Lists those that should have been mailed at once, were told between two instants, and were not
    /// mailed, the oldest first.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn unmailed(&self, from: At, until: At, limit: u64) -> Result<Vec<Uuid>, StoreError> {
        Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(unsettled(Delivery::AtOnce))
            .filter(Column::At.between(from.micros(), until.micros()))
            .order_by_asc(Column::At)
            .limit(limit)
            .into_tuple()
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))
    }

    /// Lists the accounts that have something unread for the mail of the day.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn waiting_for_digest(&self) -> Result<Vec<AccountId>, StoreError> {
        let accounts: Vec<Uuid> = Entity::find()
            .select_only()
            .column(Column::AccountId)
            .filter(unsettled(Delivery::Digest))
            .filter(Column::ReadAt.is_null())
            .distinct()
            .order_by_asc(Column::AccountId)
            .into_tuple()
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        Ok(accounts.into_iter().map(AccountId).collect())
    }

    /// Lists what an account has unread for the mail of the day, the oldest first.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a row makes no sense.
    pub async fn for_digest(
        &self,
        account: AccountId,
        limit: u64,
    ) -> Result<Vec<Notification>, StoreError> {
        let rows = Entity::find()
            .filter(unsettled(Delivery::Digest))
            .filter(super::unread_of(account))
            .order_by_asc(Column::Id)
            .limit(limit)
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        rows.into_iter().map(Notification::try_from).collect()
    }

    /// Whether an account was told about one of these things and has not read it yet, or was told since
    /// an instant.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn knows_of(
        &self,
        account: AccountId,
        kind: NotificationKind,
        subjects: &[Uuid],
        since: At,
    ) -> Result<bool, StoreError> {
        let still =
            Condition::any().add(Column::ReadAt.is_null()).add(Column::At.gte(since.micros()));
        let found: Option<Uuid> = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::AccountId.eq(account.0))
            .filter(Column::Kind.eq(kind.name()))
            .filter(Column::SubjectId.is_in(subjects.iter().copied()))
            .filter(still)
            .into_tuple()
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        Ok(found.is_some())
    }
}

fn unsettled(delivery: Delivery) -> Condition {
    Condition::all().add(Column::Delivery.eq(delivery.name())).add(Column::SettledAt.is_null())
}
