//! Organisations and people as whoever looks after an installation types them.

mod administrators;
mod demo;
mod import;
mod keeper;
mod tree;
