//! The rules of open government information as dated data and pure functions.

pub mod report_form;
