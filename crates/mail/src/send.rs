//! `mail.send`: one notification goes to the mailbox of its account.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use eventlog::{At, Token};
use jobs::{Context, Expectation, Handler, HandlerError, Outcome};
use records::person::{AccountId, AccountState};
use store::{Job, MAIL_JOB, NewJob, Source, Store, StoreError};
use uuid::Uuid;

use crate::failure::Failure;
use crate::letter::Letter;
use crate::message::Message;
use crate::sender::Sender;

/// How many mails one node hands over at once.
const AT_ONCE: usize = 2;

/// Long enough for every step of handing over, each of which has a shorter limit.
const LIMIT: Duration = Duration::from_secs(120);

/// What was told this long ago and has no mail has lost its job.
const OVERDUE_MICROS: i64 = 10 * 60 * 1_000_000;

/// What was told longer ago than this is no news any more.
const STALE_MICROS: i64 = 7 * 24 * 60 * 60 * 1_000_000;

/// How many lost jobs are looked for in one go.
const MOST: u64 = 1_000;

/// Mails a notification. Without a mail server, or without an address, it stays in the office alone.
#[derive(Debug, Clone)]
pub struct SendMail {
    sender: Option<Arc<Sender>>,
}

impl SendMail {
    /// By way of a sender, if the installation has one.
    #[must_use]
    pub fn by(sender: Option<Arc<Sender>>) -> Self {
        Self { sender }
    }
}

#[async_trait]
impl Handler for SendMail {
    fn kind(&self) -> Token {
        name(MAIL_JOB)
    }

    /// Killed between the server's word and the end, it hands the same mail over again, under the same
    /// id: there is no way to ask a server whether it has one.
    async fn run(&self, job: &Job, at: &Context) -> Result<Outcome, HandlerError> {
        let id = named(job, "notification")?;
        let notification = at.store().notifications().find_for_mail(id).await?;
        let Some(told) = notification.filter(|it| !it.is_settled) else {
            return Ok(Outcome::Done);
        };
        if let Some(sender) = &self.sender
            && let Some(address) = address_of(at.store(), told.account).await?
        {
            let message = Message::Notification(told.kind, told.at);
            let letter = Letter { message, about: id, at: told.at };
            sender.send(&letter, &address).await.map_err(failed)?;
        }
        let work = at.begin().await?;
        work.notifications().settle(&[id]).await?;
        Ok(Outcome::With(work))
    }

    fn at_once(&self) -> usize {
        AT_ONCE
    }

    fn time_limit(&self) -> Duration {
        LIMIT
    }
}

/// No notification waits for its mail without a job.
#[derive(Debug, Clone, Copy)]
pub struct Unmailed;

#[async_trait]
impl Expectation for Unmailed {
    fn name(&self) -> Token {
        name("mail.unsent")
    }

    async fn missing(&self, store: &Store) -> Result<Vec<NewJob>, StoreError> {
        let now = store.edge().now();
        let ago = |micros: i64| At::from_micros(now.micros().saturating_sub(micros)).unwrap_or(now);
        let (from, until) = (ago(STALE_MICROS), ago(OVERDUE_MICROS));
        let ids = store.notifications().unmailed(from, until, MOST).await?;
        Ok(ids.into_iter().map(|id| NewJob::mail(id, now)).collect())
    }
}

/// Where an account gets its mail; nowhere where it has left or has given no address.
pub(crate) async fn address_of(store: &Store, id: AccountId) -> Result<Option<String>, StoreError> {
    let account = store.accounts().by_id_for_session(id).await?;
    let is_here = |state| matches!(state, AccountState::Invited | AccountState::Active);
    if !account.is_some_and(|it| is_here(it.value.state)) {
        return Ok(None);
    }
    let address = store.accounts().mail_for_sending(id).await?;
    Ok(address.map(|it| it.expose().to_owned()))
}

/// What becomes of a job whose mail did not go out. The words are ours and the server's code: what it says
/// may quote the address.
pub(crate) fn failed(failure: Failure) -> HandlerError {
    let words = failure.to_string();
    if failure.may_pass { HandlerError::Again(words) } else { HandlerError::Never(words) }
}

/// An id in what a job carries.
pub(crate) fn named(job: &Job, key: &str) -> Result<Uuid, HandlerError> {
    let text = job.payload.get(key).and_then(|it| it.as_str());
    let id = text.and_then(|it| Uuid::parse_str(it).ok());
    id.ok_or_else(|| HandlerError::Never(format!("the job names no {key}")))
}

/// A name that stands in the code.
pub(crate) fn name(constant: &'static str) -> Token {
    Token::new(constant).expect("a constant within the alphabet")
}
