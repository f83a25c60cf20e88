use std::sync::Arc;
use std::time::{Duration, SystemTime};

use eventlog::Token;
use jobs::{CheckpointLog, Expectation, Outcome, Registry, Runner, Schedule, SealAnew, Sweep};
use jobs::{Handler, HandlerError, WaitingActs};
use records::notification::{Delivery, NotificationKind};
use records::person::{AccountId, AccountState, Appointment, Role};
use sea_orm::ConnectionTrait;
use sealed::{FieldKind, Plain};
use store::{JobState, Key, NewJob, Source, Store, StoreError, Subject};
use testkit::{Installation, act_on, agency, invite, token};

use crate::support::{Doing, KIND, act, count, enqueue, job, runner, state};

const DAY: i64 = 24 * 60 * 60;

fn registry(handler: impl Handler + 'static) -> Registry {
    Registry::of([Arc::new(handler) as Arc<dyn Handler>]).unwrap()
}

pub async fn what_was_deleted_from_the_job_table_is_found(at: Installation) {
    act(&at.store).await;
    enqueue(&at.store, "log.checkpoint", "any").await;
    at.raw().await.execute_unprepared("DELETE FROM job").await.unwrap();
    let sweep = Sweep::of(vec![Arc::new(WaitingActs)]);
    let runner = runner(&at.store, registry(CheckpointLog));
    at.clock.advance(100);
    assert!(sweep.sweep(&at.store).await.enqueued.is_empty());
    at.clock.advance(30);
    // Two nodes sweep at once.
    let other = at.reopen().await;
    let (one, two) = tokio::join!(sweep.sweep(&at.store), sweep.sweep(&other));
    assert_eq!((&one.failed, &two.failed), (&vec![], &vec![]));
    assert_eq!(one.enqueued.len() + two.enqueued.len(), 1);
    assert_eq!(runner.run_until_idle().await.unwrap(), 1);
    assert_eq!(at.store.log().waiting().await.unwrap(), 0);
    assert!(at.store.log().latest_checkpoint().await.unwrap().is_some());
    assert!(sweep.sweep(&at.store).await.enqueued.is_empty());
}

/// Misses a letter, or fails.
struct Letters(Result<&'static str, ()>);

#[async_trait::async_trait]
impl Expectation for Letters {
    fn name(&self) -> Token {
        token("letters")
    }

    async fn missing(&self, store: &Store) -> Result<Vec<NewJob>, StoreError> {
        let key = self.0.map_err(|()| StoreError::NotFound("letter"))?.to_owned();
        let (payload, due_at) = (serde_json::json!({}), store.edge().now());
        Ok(vec![NewJob { kind: token(KIND), key, payload, due_at }])
    }
}

pub async fn an_expectation_that_fails_does_not_keep_the_others(at: Installation) {
    let expectations: Vec<Arc<dyn Expectation>> =
        vec![Arc::new(Letters(Err(()))), Arc::new(Letters(Ok("a")))];
    let swept = Sweep::of(expectations.clone()).sweep(&at.store).await;
    assert_eq!(swept.enqueued[&token("letters")], 1);
    assert_eq!(swept.failed, ["letters: there is no letter of that id"]);
    // As a job it says so and comes again.
    enqueue(&at.store, "sweep", "s").await;
    let done = Doing::what(|_, _| async { Ok(Outcome::Done) }).registered();
    let registry = done.with(Arc::new(Sweep::of(expectations))).unwrap();
    runner(&at.store, registry).run_until_idle().await.unwrap();
    let waiting = at.store.jobs().list(Some(JobState::Waiting), 9).await.unwrap();
    assert_eq!((waiting.len(), waiting[0].key.as_str()), (1, "s"));
    assert!(waiting[0].last_error.as_ref().unwrap().contains("no letter"));
    assert_eq!(count(&at, JobState::Done).await, 1);
}

pub async fn what_nobody_needs_any_more_goes(at: Installation) {
    let key = Key::new("request.submit", "k1", b"text");
    let work = at.store.begin().await.unwrap();
    work.idempotency().claim(&key).await.unwrap();
    work.idempotency().settle(&key, "first").await.unwrap();
    work.commit().await.unwrap();
    let work = at.store.begin().await.unwrap();
    let bucket = store::SecretHash::of(b"bucket");
    work.tries().failed(&bucket, at.edge.now(), Duration::from_secs(60)).await.unwrap();
    work.commit().await.unwrap();
    enqueue(&at.store, KIND, "done").await;
    let done = Doing::what(|_, _| async { Ok(Outcome::Done) });
    runner(&at.store, done.registered()).run_until_idle().await.unwrap();
    let spool = at.folder().join("files/spool");
    std::fs::create_dir_all(&spool).unwrap();
    let now =
        SystemTime::UNIX_EPOCH + Duration::from_micros(at.edge.now().micros().try_into().unwrap());
    for (name, hours) in [("old", 25), ("new", 23)] {
        let file = std::fs::File::create(spool.join(name)).unwrap();
        file.set_modified(now - Duration::from_secs(hours * 3_600)).unwrap();
    }
    let sweep = Sweep::of(Vec::new());
    let went = async || {
        let swept = sweep.sweep(&at.store).await;
        assert_eq!(swept.failed, Vec::<String>::new());
        let jobs = swept.jobs_forgotten;
        (swept.files_removed, swept.answers_forgotten, jobs, swept.sign_ins_forgotten)
    };
    assert_eq!(went().await, (1, 0, 0, 0));
    assert!(spool.join("new").exists() && !spool.join("old").exists());
    at.clock.advance(8 * DAY);
    assert_eq!(went().await, (1, 1, 0, 1));
    at.clock.advance(26 * DAY);
    assert_eq!(went().await, (0, 0, 0, 0));
    at.clock.advance(2 * DAY);
    assert_eq!(went().await, (0, 0, 1, 0));
}

/// A system administrator who gets mail.
async fn administrator(store: &Store) -> AccountId {
    let found = invite(store, 1, "jia").await.unwrap();
    let id = AccountId(found.id);
    let (role, organisation) = (Role::SystemAdministrator, agency(1).into());
    let from_on = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let new =
        Appointment { id: store.edge().new_id(), role, organisation, from_on, until_on: None };
    let active = found.value.become_state(AccountState::Active).unwrap().appoint(new).unwrap();
    let act = |action| act_on(agency(1), action, Subject::account(id));
    let work = store.begin().await.unwrap();
    work.accounts().change(&found, &active, act("account.activated")).await.unwrap();
    let address = Some("jia@example.gov.cn");
    work.accounts().set_mail(&found, address, act("account.mail_changed")).await.unwrap();
    work.commit().await.unwrap();
    id
}

/// Enqueues a job that cannot be done.
async fn dies(at: &Installation, kind: &str, key: &str) {
    // Ids and what is due are in the order of milliseconds.
    at.clock.advance(1);
    enqueue(&at.store, kind, key).await;
    let hopeless =
        Doing::what(|_, _| async { Err(HandlerError::Never("no such thing".to_owned())) });
    runner(&at.store, hopeless.registered()).run_until_idle().await.unwrap();
    assert_eq!(state(at, key).await, JobState::Dead);
}

pub async fn administrators_are_told_once_of_jobs_that_failed_for_good(at: Installation) {
    let jia = administrator(&at.store).await;
    let told = async || {
        let swept = Sweep::of(Vec::new()).sweep(&at.store).await;
        assert_eq!(swept.failed, Vec::<String>::new());
        swept.told_of_dead_jobs
    };
    let newest = async || at.store.notifications().page(jia, None, 1).await.unwrap().remove(0);
    assert_eq!(told().await, 0);
    dies(&at, KIND, "a").await;
    assert_eq!((told().await, told().await), (1, 0));
    let (first, dead) = (newest().await, job(&at, "a").await);
    assert_eq!((first.kind, first.subject.id), (NotificationKind::JobDead, dead.id));
    assert!(at.store.jobs().has(&format!("mail.send:{}", first.id)).await.unwrap());
    // Nobody sends mail in this story.
    let raw = at.raw().await;
    let forget_mails = "DELETE FROM job WHERE kind = 'mail.send'";
    raw.execute_unprepared(forget_mails).await.unwrap();
    // Of a hundred letters that fail together one is enough, until it was read.
    dies(&at, KIND, "b").await;
    assert_eq!(told().await, 0);
    let work = at.store.begin().await.unwrap();
    assert!(work.notifications().mark_read(jia, first.id).await.unwrap());
    work.commit().await.unwrap();
    dies(&at, KIND, "c").await;
    assert_eq!((told().await, told().await), (1, 0));
    assert_eq!(newest().await.subject.id, job(&at, "c").await.id);
    raw.execute_unprepared(forget_mails).await.unwrap();
    // A mail that failed is told of without another mail that fails.
    dies(&at, "mail.never", "d").await;
    assert_eq!(told().await, 1);
    let last = newest().await;
    assert_eq!(last.delivery, Delivery::OfficeOnly);
    assert!(!at.store.jobs().has(&format!("mail.send:{}", last.id)).await.unwrap());
}

pub async fn new_keys_seal_every_old_value_anew(at: Installation) {
    for n in 0..450 {
        let work = at.store.begin().await.unwrap();
        let value = Plain::new(FieldKind::Phone, format!("138{n:08}"));
        let (record, field) = (at.edge.new_id(), FieldKind::Phone.name());
        work.sealed_fields().put(agency(1), record, field, &value).await.unwrap();
        work.commit().await.unwrap();
    }
    let mut ring = sealed::KeyRing::parse(&at.keys.ring().to_text()).unwrap();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 3).unwrap();
    ring.rotate(&mut getrandom::SysRng, today).unwrap();
    let keys = at.keys.with_ring(ring);
    let store = Store::open(&at.settings, keys, at.edge.clone()).await.unwrap();
    enqueue(&store, "sealed.rotate", "a").await;
    assert_eq!(runner(&store, registry(SealAnew)).run_until_idle().await.unwrap(), 1);
    assert_eq!(store.sealed_fields().rotate_some().await.unwrap(), 0);
    assert_eq!(count(&at, JobState::Done).await, 1);
}

pub async fn the_built_in_jobs_keep_an_installation(at: Installation) {
    let registry = Registry::built_in(Vec::new(), Vec::new());
    let runner = Runner::new(at.store.clone(), registry, Schedule::built_in()).unwrap();
    runner.run_until_idle().await.unwrap();
    for _ in 0..26 {
        act(&at.store).await;
        at.clock.advance(3_600);
        runner.run_until_idle().await.unwrap();
        let (size, _, _) = at.store.log().latest_checkpoint().await.unwrap().unwrap();
        assert!(size > 0);
    }
    let counts = at.store.jobs().counts().await.unwrap();
    let done = counts.iter().find(|it| it.state == JobState::Done).unwrap().count;
    assert_eq!(counts.iter().map(|it| it.count).sum::<u64>(), done);
    assert_eq!(at.store.log().waiting().await.unwrap(), 0);
    let verdict = store::verify::verify(&at.store, &Default::default(), &mut |_| {}).await.unwrap();
    assert_eq!(verdict.faults, []);
}
