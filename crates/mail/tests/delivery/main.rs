//! Mail by way of a real server: what arrives, and what becomes of a mail that does not.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod arriving;
mod digests;
mod failing;
mod server;
