//! Organisations and people as whoever looks after an installation types them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod administrators;
mod closed_pipe;
mod delegation;
mod demo;
mod import;
mod keeper;
mod mistakes;
mod site;
mod tree;
