//! The rules of open government information as dated data and pure functions.
//!
//! Dates, counts and a calendar go in; last days, amounts and outcomes come out, each with the article it
//! rests on and a [`working::Working`] that explains it. No rule opens a file or reads a clock: today, the
//! calendar and what happened are arguments. A rule is a folder: `mod.rs` carries out the article,
//! `params.toml` holds its figures with the day each took effect, `cases.toml` holds worked cases.

pub mod bounds;
pub mod calendar;
pub mod clarification;
pub mod consultation;
pub mod deadline;
pub mod guide_review;
pub mod lang;
pub mod outcomes;
pub mod parameter;
pub mod penalty_withdrawal;
pub mod processing_fee;
pub mod publication;
pub mod receipt_date;
pub mod remedies;
pub mod reply_clock;
pub mod report_form;
pub mod respondent_answer;
#[cfg(test)]
mod testing;
mod unreadable;
pub mod working;

pub use deadline::Deadline;
pub use lang::Lang;
pub use parameter::{Authority, NotInForce, ParameterSummary, Remark};
pub use unreadable::Unreadable;
pub use working::{Step, StepKind, Working};

/// Lists every figure of the law the program knows, rule by rule.
pub fn parameters() -> Vec<ParameterSummary> {
    [
        calendar::parameters(),
        clarification::parameters(),
        consultation::parameters(),
        guide_review::parameters(),
        penalty_withdrawal::parameters(),
        processing_fee::parameters(),
        publication::parameters(),
        receipt_date::parameters(),
        remedies::parameters(),
        reply_clock::parameters(),
        report_form::parameters(),
        respondent_answer::parameters(),
    ]
    .concat()
}

#[cfg(test)]
mod coverage;
