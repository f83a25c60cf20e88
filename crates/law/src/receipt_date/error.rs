//! Why a request does not count as received, said to a person.

use chrono::NaiveDate;

use super::Channel;
use crate::lang::Lang;
use crate::parameter::NotInForce;

/// Why a request does not count as received.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// The channel needs a confirmation that has not happened.
    #[error(
        "the request that arrived on {arrived_on} ({channel}) is not received before it is confirmed; contact the applicant and give the day of confirmation (第三十一条)", channel = channel.label(Lang::En)
    )]
    AwaitingConfirmation {
        /// The way it came in.
        channel: Channel,
        /// The day of arrival.
        arrived_on: NaiveDate,
    },
    /// The confirmation is dated before the arrival.
    #[error("confirmed on {confirmed_on}, before the arrival on {arrived_on}; check both dates")]
    ConfirmedBeforeArrival {
        /// The day of arrival.
        arrived_on: NaiveDate,
        /// The day given for the confirmation.
        confirmed_on: NaiveDate,
    },
    /// A confirmation is given where the day of arrival counts by itself.
    #[error(
        "{channel}: the day of arrival counts and no confirmation is needed; leave the day of confirmation out (第三十一条)", channel = channel.label(Lang::En)
    )]
    NothingToConfirm {
        /// The way it came in.
        channel: Channel,
    },
    /// The Regulation of 2019 did not apply yet.
    #[error(transparent)]
    NotInForce(#[from] NotInForce),
}

impl ReceiptError {
    /// Says what is wrong and what to do about it.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NotInForce(error), _) => error.message(lang),
            (_, Lang::En) => self.to_string(),
            (Self::AwaitingConfirmation { channel, arrived_on }, Lang::Zh) => format!(
                "{}的申请（{}）须经确认才算收到（第三十一条）；请与申请人确认，并给出确认之日",
                lang.date(*arrived_on),
                channel.label(lang)
            ),
            (Self::ConfirmedBeforeArrival { arrived_on, confirmed_on }, Lang::Zh) => format!(
                "确认之日{}早于申请到达之日{}；请核对两个日期",
                lang.date(*confirmed_on),
                lang.date(*arrived_on)
            ),
            (Self::NothingToConfirm { channel }, Lang::Zh) => format!(
                "{}以提交或者签收之日为收到申请之日，不须确认（第三十一条）；请删去确认之日",
                channel.label(lang)
            ),
        }
    }
}
