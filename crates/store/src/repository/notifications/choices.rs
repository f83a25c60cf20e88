//! How people want to be told.

use std::collections::BTreeMap;

use records::notification::{Delivery, NotificationKind};
use records::person::AccountId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::Notifications;
use crate::entity::notification_choice::{ActiveModel, Column, Entity};
use crate::error::StoreError;
use crate::work::{Source, Work};

const TABLE: &str = "notification_choice";

impl Notifications<'_, Work> {
    /// Notes how an account wants to be told of a kind, from now on.
    ///
    /// # Errors
    ///
    /// [`StoreError::Fixed`] where the kind leaves no choice.
    pub async fn choose(
        &self,
        account: AccountId,
        kind: NotificationKind,
        delivery: Delivery,
    ) -> Result<(), StoreError> {
        if !kind.may_be_chosen() {
            return Err(StoreError::Fixed("delivery of this kind of notification"));
        }
        let row = ActiveModel {
            account_id: Set(account.0),
            kind: Set(kind.name().to_owned()),
            delivery: Set(delivery.name().to_owned()),
        };
        let replaced = OnConflict::columns([Column::AccountId, Column::Kind])
            .update_column(Column::Delivery)
            .to_owned();
        let written = Entity::insert(row)
            .on_conflict(replaced)
            .exec_without_returning(self.source.connection())
            .await;
        written.map(|_| ()).map_err(StoreError::writing(TABLE))
    }
}

impl<S: Source> Notifications<'_, S> {
    /// How an account is told of each kind.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a row makes no sense.
    pub async fn choices(
        &self,
        account: AccountId,
    ) -> Result<BTreeMap<NotificationKind, Delivery>, StoreError> {
        let rows = Entity::find()
            .filter(Column::AccountId.eq(account.0))
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        let mut choices: BTreeMap<_, _> =
            NotificationKind::ALL.into_iter().map(|it| (it, it.delivery())).collect();
        for row in rows {
            // A row that an older or newer program wrote of what this one leaves no choice in.
            let kind = NotificationKind::named(&row.kind).filter(|it| it.may_be_chosen());
            let Some(kind) = kind else { continue };
            let unknown = || StoreError::corrupt(TABLE, row.account_id, "an unknown delivery");
            choices.insert(kind, Delivery::named(&row.delivery).ok_or_else(unknown)?);
        }
        Ok(choices)
    }

    pub(super) async fn delivery(
        &self,
        account: AccountId,
        kind: NotificationKind,
    ) -> Result<Delivery, StoreError> {
        let choices = self.choices(account).await?;
        Ok(choices.get(&kind).copied().unwrap_or_else(|| kind.delivery()))
    }
}
