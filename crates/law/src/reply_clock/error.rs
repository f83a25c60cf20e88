//! Why a reply clock cannot be computed: what was recorded breaks the law or contradicts itself.

use chrono::NaiveDate;

use crate::parameter::NotInForce;

/// Why the clock of a request could not be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplyClockError {
    /// Something happened, but the request was never received.
    #[error(
        "{event} is recorded but the request was never received; record the day of receipt (第三十一条)"
    )]
    NeverReceived {
        /// Name of the first event.
        event: &'static str,
    },
    /// Receipt is recorded twice.
    #[error("receipt is recorded on {first} and again on {second}; keep one (第三十一条)")]
    ReceivedTwice {
        /// The earlier day.
        first: NaiveDate,
        /// The later day.
        second: NaiveDate,
    },
    /// An event is dated before the receipt.
    #[error("{event} on {on} lies before the receipt on {received_on}; check the dates")]
    BeforeReceipt {
        /// Name of the event.
        event: &'static str,
        /// Its day.
        on: NaiveDate,
        /// The day of receipt.
        received_on: NaiveDate,
    },
    /// An event is dated after the request was closed.
    #[error("{event} on {on} comes after the request was closed on {closed_on}; check the dates")]
    AfterClose {
        /// Name of the event.
        event: &'static str,
        /// Its day.
        on: NaiveDate,
        /// The day of closing.
        closed_on: NaiveDate,
    },
    /// An order to answer again without an earlier end.
    #[error("an order to answer again on {on} needs an earlier reply or closing")]
    RedoWithoutClose {
        /// Day of the order.
        on: NaiveDate,
    },
    /// An extension longer than the law allows.
    #[error(
        "the extension is {asked} working days where the law allows at most {allowed} (第三十三条第二款)"
    )]
    ExtensionTooLong {
        /// Working days asked for.
        asked: u32,
        /// Working days allowed.
        allowed: u32,
    },
    /// An extension of no days.
    #[error("an extension needs at least 1 working day (第三十三条第二款)")]
    ExtensionOfNothing,
    /// More than one extension in a run.
    #[error(
        "the reply period was already extended on {first}; a second extension on {second} is not possible (第三十三条第二款; our convention: one extension per run)"
    )]
    ExtendedTwice {
        /// Day of the earlier notice.
        first: NaiveDate,
        /// Day of the later notice.
        second: NaiveDate,
    },
    /// An extension notified when the period was over.
    #[error(
        "the extension was notified on {notified_on}, after the reply was due on {due_on}; it must be notified by the due date (第三十三条第二款)"
    )]
    ExtensionTooLate {
        /// Day of the notice.
        notified_on: NaiveDate,
        /// The last day on which it could be notified.
        due_on: NaiveDate,
    },
    /// An extension while no reply period runs.
    #[error(
        "the extension on {on} extends nothing: the reply period starts again when the applicant has answered (第三十条、第四十二条)"
    )]
    ExtensionWhileWaiting {
        /// Day of the notice.
        on: NaiveDate,
    },
    /// A delay announced while no reply period runs.
    #[error(
        "the delay announced on {on} delays nothing: the reply period starts again when the applicant has answered (第三十条、第四十二条)"
    )]
    DelayWhileWaiting {
        /// Day of the announcement.
        on: NaiveDate,
    },
    /// Clarification asked when the period for asking was over.
    #[error(
        "clarification was asked for on {asked_on}, after the last day {last_day}; answer on what is there (第三十条; our convention: what is asked too late is not asked)"
    )]
    ClarificationTooLate {
        /// Day of the notice.
        asked_on: NaiveDate,
        /// Last day for asking.
        last_day: NaiveDate,
    },
    /// Clarification asked a second time.
    #[error("clarification was already asked for on {first}; all points are told once (第三十条)")]
    ClarificationTwice {
        /// Day of the earlier notice.
        first: NaiveDate,
    },
    /// A fee notice a second time.
    #[error("a fee notice was already received on {first}; one request has one (第四十二条)")]
    FeeNoticeTwice {
        /// Day of the earlier notice.
        first: NaiveDate,
    },
    /// An answer of the applicant that nothing asked for.
    #[error("{event} on {on} answers nothing: no notice that asks for it is recorded before it")]
    NothingAsked {
        /// Name of the event.
        event: &'static str,
        /// Its day.
        on: NaiveDate,
    },
    /// A notice to an applicant who is already expected to answer another.
    #[error("{event} on {on}: the applicant is already expected to answer the notice of {since}")]
    StillWaiting {
        /// Name of the event.
        event: &'static str,
        /// Its day.
        on: NaiveDate,
        /// Day of the earlier notice.
        since: NaiveDate,
    },
    /// Closed as abandoned while the applicant still had time.
    #[error("{event} on {on} is too early: the request may be closed from {closes_from}")]
    LapsedTooEarly {
        /// Name of the event.
        event: &'static str,
        /// Its day.
        on: NaiveDate,
        /// First day on which it may be closed.
        closes_from: NaiveDate,
    },
    /// A consultation was received or answered that was not issued, or in the wrong order.
    #[error(
        "{event} on {on} belongs to no consultation letter issued before it (第三十二条、第三十四条)"
    )]
    ConsultationUnknown {
        /// Name of the event.
        event: &'static str,
        /// Its day.
        on: NaiveDate,
    },
    /// The same step of the same consultation twice.
    #[error("{event} on {on} is recorded twice; name the parties if there are several")]
    ConsultationTwice {
        /// Name of the event.
        event: &'static str,
        /// Its day.
        on: NaiveDate,
    },
    /// A delay announced for a day that is past.
    #[error("the delay announced on {on} ends on {until}, which is not later (第三十五条)")]
    DelayIntoThePast {
        /// Day of the announcement.
        on: NaiveDate,
        /// The announced day.
        until: NaiveDate,
    },
    /// The request was received before the rules the program knows.
    #[error(transparent)]
    NotInForce(#[from] NotInForce),
}
