//! What administrators do: people, rights, organisations, tokens, jobs, the log. Each act stands here once, for
//! the pages of the office and for the JSON API, which bring the same [`Caller`](crate::caller::Caller).

pub(crate) mod accounts;
pub(crate) mod jobs;
pub(crate) mod log;
pub(crate) mod organisations;
pub(crate) mod rights;
pub(crate) mod tokens;
pub(crate) mod views;
