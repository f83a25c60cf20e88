//! `mail.digests` and `mail.digest`: what somebody has unread, in one mail a day.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use eventlog::Token;
use jobs::{Context, Handler, HandlerError, Outcome, Retry};
use records::notification::NotificationKind;
use records::person::AccountId;
use serde_json::json;
use store::{Job, NewJob, Source};
use uuid::Uuid;

use crate::letter::Letter;
use crate::message::Message;
use crate::send::{address_of, failed, name, named};
use crate::sender::Sender;

/// The job that looks who gets a mail today.
pub(crate) const GATHER: &str = "mail.digests";

const SEND: &str = "mail.digest";

/// More than this are not counted in one mail; the rest comes with the next.
const MOST: u64 = 1_000;

/// Looks who has something unread for the mail of the day, and enqueues a job for each.
#[derive(Debug, Clone, Copy)]
pub struct GatherDigests;

#[async_trait]
impl Handler for GatherDigests {
    fn kind(&self) -> Token {
        name(GATHER)
    }

    async fn run(&self, job: &Job, at: &Context) -> Result<Outcome, HandlerError> {
        let waiting = at.store().notifications().waiting_for_digest().await?;
        let work = at.begin().await?;
        for account in waiting {
            let new = NewJob {
                kind: name(SEND),
                key: format!("{SEND}:{account}:{}", job.id),
                payload: json!({ "account": account }),
                due_at: at.store().edge().now(),
            };
            work.jobs().enqueue(new).await?;
        }
        Ok(Outcome::With(work))
    }

    fn at_once(&self) -> usize {
        1
    }

    fn retry(&self) -> Retry {
        Retry::OF_SCHEDULES
    }
}

/// Mails what an account has unread. Without a mail server, or without an address, it stays in the office
/// alone.
#[derive(Debug, Clone)]
pub struct SendDigest {
    sender: Option<Arc<Sender>>,
}

impl SendDigest {
    /// By way of a sender, if the installation has one.
    #[must_use]
    pub fn by(sender: Option<Arc<Sender>>) -> Self {
        Self { sender }
    }
}

#[async_trait]
impl Handler for SendDigest {
    fn kind(&self) -> Token {
        name(SEND)
    }

    async fn run(&self, job: &Job, at: &Context) -> Result<Outcome, HandlerError> {
        let account = AccountId(named(job, "account")?);
        let unread = at.store().notifications().for_digest(account, MOST).await?;
        if unread.is_empty() {
            return Ok(Outcome::Done);
        }
        if let Some(sender) = &self.sender
            && let Some(address) = address_of(at.store(), account).await?
        {
            let mut counts: BTreeMap<NotificationKind, u64> = BTreeMap::new();
            for it in &unread {
                *counts.entry(it.kind).or_default() += 1;
            }
            let message = Message::Digest(counts);
            let letter = Letter { message, about: job.id, at: job.due_at };
            sender.send(&letter, &address).await.map_err(failed)?;
        }
        let ids: Vec<Uuid> = unread.iter().map(|it| it.id).collect();
        let work = at.begin().await?;
        work.notifications().settle(&ids).await?;
        Ok(Outcome::With(work))
    }

    fn at_once(&self) -> usize {
        1
    }

    fn time_limit(&self) -> Duration {
        Duration::from_secs(120)
    }
}
