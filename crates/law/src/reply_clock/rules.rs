//! The dated figures and rules of the reply clock.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::consultation::Consulted;
use crate::parameter::{Authority, NotInForce, Parameter, ParameterSummary, Version, shipped};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    pub reply_working_days: Parameter<u32>,
    pub longest_extension_working_days: Parameter<u32>,
    pub consultation_pauses_for: Parameter<Vec<Consulted>>,
    pub restart_on_clarification: Parameter<bool>,
    pub restart_on_payment: Parameter<bool>,
    pub fee_notice_within_reply_period: Parameter<bool>,
    pub late_payment_needs_a_reason: Parameter<bool>,
    pub late_clarification_needs_a_reason: Parameter<bool>,
    pub reasonable_delay: Parameter<bool>,
}

pub(super) static RULES: LazyLock<Rules> = LazyLock::new(|| shipped(include_str!("params.toml")));

/// Returns the working days of the reply period, as a text tells them.
///
/// # Errors
///
/// [`NotInForce`] before 2008-05-01.
pub fn reply_period(on: NaiveDate) -> Result<&'static Version<u32>, NotInForce> {
    RULES.reply_working_days.in_force_on(on)
}

/// Returns the most working days by which the reply period may be extended.
///
/// # Errors
///
/// [`NotInForce`] before 2008-05-01.
pub fn longest_extension(on: NaiveDate) -> Result<&'static Version<u32>, NotInForce> {
    RULES.longest_extension_working_days.in_force_on(on)
}

/// Returns the ground on which the time of consultations is left out of the reply period.
///
/// # Errors
///
/// [`NotInForce`] before 2008-05-01.
pub fn consultation_pauses(on: NaiveDate) -> Result<Authority, NotInForce> {
    RULES.consultation_pauses_for.in_force_on(on).map(Version::authority)
}

/// Returns the ground on which the reply period starts again with a clarification.
///
/// # Errors
///
/// [`NotInForce`] before 2019-05-15.
pub fn restart_on_clarification(on: NaiveDate) -> Result<Authority, NotInForce> {
    RULES.restart_on_clarification.in_force_on(on).map(Version::authority)
}

/// Returns the ground on which a payment starts the reply period again.
///
/// # Errors
///
/// [`NotInForce`] before 2021-01-01.
pub fn restart_on_payment(on: NaiveDate) -> Result<Authority, NotInForce> {
    RULES.restart_on_payment.in_force_on(on).map(Version::authority)
}

/// Lists the figures of this rule.
pub fn parameters() -> Vec<ParameterSummary> {
    let rule = "reply_clock";
    vec![
        RULES.reply_working_days.summary(rule, "reply_working_days"),
        RULES.longest_extension_working_days.summary(rule, "longest_extension_working_days"),
        RULES.consultation_pauses_for.summary(rule, "consultation_pauses_for"),
        RULES.restart_on_clarification.summary(rule, "restart_on_clarification"),
        RULES.restart_on_payment.summary(rule, "restart_on_payment"),
        RULES.fee_notice_within_reply_period.summary(rule, "fee_notice_within_reply_period"),
        RULES.late_payment_needs_a_reason.summary(rule, "late_payment_needs_a_reason"),
        RULES.late_clarification_needs_a_reason.summary(rule, "late_clarification_needs_a_reason"),
        RULES.reasonable_delay.summary(rule, "reasonable_delay"),
    ]
}
