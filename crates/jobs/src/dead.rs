//! Tells the system administrators of jobs that failed for good.

use eventlog::{At, Token};
use records::notification::NotificationKind;
use records::person::{AccountId, Role};
use store::{AgencyId, Job, NewNotification, Source, Store, StoreError, Subject};
use uuid::Uuid;

use crate::clock::{name, shanghai_day};

/// How many dead jobs of a kind are looked at. Whoever knows of one of them knows of the kind.
const LOOKED_AT: u64 = 50;

/// How the kinds of jobs begin that send mail. A mail about a mail that failed would fail as well.
const MAIL: &str = "mail.";

/// Tells every system administrator once of each kind of job that has dead ones: again only after they
/// read of it and another job of the kind has died. Says how many notifications that were.
pub(crate) async fn tell_of_dead_jobs(store: &Store) -> Result<u64, StoreError> {
    let kinds = store.jobs().dead_kinds().await?;
    if kinds.is_empty() {
        return Ok(0);
    }
    let today = shanghai_day(store.edge().now());
    let administrators = store.accounts().holders_of(Role::SystemAdministrator, today).await?;
    let mut told = 0;
    for kind in kinds {
        let dead = store.jobs().newest_dead(&kind, LOOKED_AT).await?;
        let Some(newest) = dead.first() else { continue };
        let ids: Vec<Uuid> = dead.iter().map(|it| it.id).collect();
        for administrator in &administrators {
            told += u64::from(tell(store, *administrator, newest, &ids, newest.due_at).await?);
        }
    }
    Ok(told)
}

async fn tell(
    store: &Store,
    account: AccountId,
    newest: &Job,
    dead: &[Uuid],
    since: At,
) -> Result<bool, StoreError> {
    let kind = NotificationKind::JobDead;
    let work = store.begin().await?;
    if work.notifications().knows_of(account, kind, dead, since).await? {
        return Ok(false);
    }
    let subject = Subject { kind: name("job"), id: newest.id };
    // Jobs are the installation's, no agency's.
    let new = NewNotification { account, kind, subject, agency: AgencyId(Uuid::nil()) };
    if is_mail(&newest.kind) {
        work.notifications().notify_in_office(&new).await?;
    } else {
        work.notifications().notify(&new).await?;
    }
    work.commit().await?;
    Ok(true)
}

fn is_mail(kind: &Token) -> bool {
    kind.as_str().starts_with(MAIL)
}
