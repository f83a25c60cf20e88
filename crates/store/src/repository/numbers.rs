//! Numbers per agency, kind and year: given in the transaction that accepts the record, hence without
//! gap and without duplicate, whatever dies in between.

use eventlog::Token;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use serde_json::json;
use uuid::Uuid;

use super::log::{LogEntry, Subject};
use crate::entity::{number_given, number_series, number_void};
use crate::error::StoreError;
use crate::scope::{AgencyId, AgencyScope};
use crate::work::{Source, Work};

/// Numbers.
#[derive(Debug)]
pub struct Numbers<'a, S> {
    pub(crate) source: &'a S,
}

/// A series of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Whose numbers.
    pub agency: AgencyId,
    /// Of what kind of record.
    pub kind: Token,
    /// Of which year.
    pub year: i32,
}

/// A number and the record that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// The number, from 1.
    pub number: i64,
    /// The record.
    pub record: Uuid,
}

/// A number that was taken back, and stays listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Void {
    /// The number.
    pub number: i64,
    /// Why.
    pub reason: String,
}

impl Numbers<'_, Work> {
    /// Gives the next number of a series to a record.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn give(&self, series: &Series, record: Uuid) -> Result<i64, StoreError> {
        let connection = self.source.connection();
        let mut raise = Query::insert();
        raise
            .into_table(number_series::Entity)
            .columns([
                number_series::Column::AgencyId,
                number_series::Column::Kind,
                number_series::Column::Year,
                number_series::Column::Last,
            ])
            .values_panic([
                series.agency.0.into(),
                series.kind.as_str().into(),
                series.year.into(),
                1_i64.into(),
            ])
            .on_conflict(
                OnConflict::columns([
                    number_series::Column::AgencyId,
                    number_series::Column::Kind,
                    number_series::Column::Year,
                ])
                .value(
                    number_series::Column::Last,
                    Expr::col((number_series::Entity, number_series::Column::Last)).add(1),
                )
                .to_owned(),
            )
            .returning_col(number_series::Column::Last);
        let raised = connection.query_one(&raise).await;
        let number: i64 = raised
            .map_err(StoreError::writing("number_series"))?
            .ok_or_else(|| StoreError::corrupt("number_series", series.year, "no answer"))?
            .try_get_by_index(0)
            .map_err(StoreError::reading("number_series"))?;
        let row = number_given::ActiveModel {
            agency_id: Set(series.agency.0),
            kind: Set(series.kind.to_string()),
            year: Set(series.year),
            number: Set(number),
            record_id: Set(record),
            given_at: Set(self.source.store().edge().now().micros()),
        };
        let given = number_given::Entity::insert(row).exec_without_returning(connection).await;
        given.map_err(StoreError::writing("number_given"))?;
        Ok(number)
    }

    /// Takes a number back: it is not given again and stays listed with the reason.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] where the series has no such number, [`StoreError::AlreadyThere`]
    /// where it was taken back before.
    pub async fn void(
        &self,
        scope: &AgencyScope,
        series: &Series,
        number: i64,
        actor: Token,
        reason: &str,
    ) -> Result<(), StoreError> {
        let connection = self.source.connection();
        let key = (series.agency.0, series.kind.to_string(), series.year, number);
        let given = number_given::Entity::find_by_id(key)
            .filter(scope.within(number_given::Column::AgencyId))
            .one(connection)
            .await
            .map_err(StoreError::reading("number_given"))?
            .ok_or(StoreError::NotFound("number"))?;
        let row = number_void::ActiveModel {
            agency_id: Set(series.agency.0),
            kind: Set(series.kind.to_string()),
            year: Set(series.year),
            number: Set(number),
            reason: Set(reason.to_owned()),
            voided_at: Set(self.source.store().edge().now().micros()),
        };
        let voided = number_void::Entity::insert(row).exec_without_returning(connection).await;
        voided.map_err(StoreError::writing("number_void"))?;
        let act = LogEntry {
            agency: series.agency,
            actor,
            place: "office".to_owned(),
            action: Token::new("number.voided").expect("a constant within the alphabet"),
            subject: Subject { kind: series.kind.clone(), id: given.record_id },
            why: reason.to_owned(),
            body: json!({ "year": series.year, "number": number }),
        };
        self.source.log().append(act).await?;
        Ok(())
    }
}

impl<S: Source> Numbers<'_, S> {
    /// Lists the numbers of a series and those taken back.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn list(
        &self,
        scope: &AgencyScope,
        series: &Series,
    ) -> Result<(Vec<Given>, Vec<Void>), StoreError> {
        let connection = self.source.connection();
        let given = number_given::Entity::find()
            .filter(scope.within(number_given::Column::AgencyId))
            .filter(number_given::Column::AgencyId.eq(series.agency.0))
            .filter(number_given::Column::Kind.eq(series.kind.as_str()))
            .filter(number_given::Column::Year.eq(series.year))
            .order_by_asc(number_given::Column::Number)
            .all(connection)
            .await
            .map_err(StoreError::reading("number_given"))?;
        let voided = number_void::Entity::find()
            .filter(scope.within(number_void::Column::AgencyId))
            .filter(number_void::Column::AgencyId.eq(series.agency.0))
            .filter(number_void::Column::Kind.eq(series.kind.as_str()))
            .filter(number_void::Column::Year.eq(series.year))
            .order_by_asc(number_void::Column::Number)
            .all(connection)
            .await
            .map_err(StoreError::reading("number_void"))?;
        let given = given.iter().map(|it| Given { number: it.number, record: it.record_id });
        let voided = voided.into_iter().map(|it| Void { number: it.number, reason: it.reason });
        Ok((given.collect(), voided.collect()))
    }
}
