//! One module per command.

mod acts;
pub mod backup;
pub mod calendar;
pub mod check;
pub mod compare;
pub mod completions;
pub mod convert;
pub mod demo;
pub mod doctor;
pub mod due;
pub mod fee;
pub mod form;
pub mod init;
pub mod jobs;
pub mod keys;
pub mod log;
pub mod man;
pub mod migrate;
pub mod org;
pub mod read;
mod reason;
pub mod report;
pub mod rollup;
pub mod rules;
pub mod serve;
pub mod user;
pub mod verify;
