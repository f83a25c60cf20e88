//! What an agency keeps records of, and what must hold of it: organisations in time, people in roles,
//! and who may do what to which record.
//!
//! Values in, values out: nothing here opens a file, reads a clock or makes an id. The store keeps what
//! these types come to, the web asks [`policy`] before it shows or does anything.

pub mod calendar_notice;
pub mod content_tree;
pub mod given_report;
pub mod guide;
pub mod notification;
pub mod organisation;
pub mod person;
pub mod policy;
pub mod rules_column;
pub mod site;
mod text;
