use eventlog::At;
use serde_json::json;
use store::{JobState, Kinds, NewJob, Source, Store, StoreError};
use testkit::{Installation, act, agency, token};

fn job(store: &Store, key: &str) -> NewJob {
    NewJob {
        kind: token("letter.send"),
        key: key.to_owned(),
        payload: json!({"letter": key}),
        due_at: store.edge().now(),
    }
}

async fn enqueue(store: &Store, key: &str) -> bool {
    let work = store.begin().await.unwrap();
    let new = work.jobs().enqueue(job(store, key)).await.unwrap();
    work.commit().await.unwrap();
    new.is_some()
}

fn in_seconds(at: &Installation, seconds: i64) -> At {
    At::from_micros(at.edge.now().micros() + seconds * 1_000_000).unwrap()
}

async fn count(at: &Installation, state: JobState) -> u64 {
    let counts = at.store.jobs().counts().await.unwrap();
    counts.iter().find(|it| it.state == state).unwrap().count
}

pub async fn a_job_is_enqueued_with_its_cause_or_not_at_all(at: Installation) {
    let work = at.store.begin().await.unwrap();
    work.jobs().enqueue(job(&at.store, "a")).await.unwrap();
    drop(work);
    assert!(!at.store.jobs().has("a").await.unwrap());
    assert!(enqueue(&at.store, "a").await);
    assert!(at.store.jobs().has("a").await.unwrap());
}

pub async fn one_key_is_one_job(at: Installation) {
    assert!(enqueue(&at.store, "a").await);
    assert!(!enqueue(&at.store, "a").await);
    assert_eq!(count(&at, JobState::Waiting).await, 1);
}

pub async fn a_job_is_taken_once_however_many_ask(at: Installation) {
    for n in 0..30 {
        enqueue(&at.store, &format!("job {n:02}")).await;
    }
    let other = at.reopen().await;
    let until = in_seconds(&at, 60);
    let take = async |store: &Store, worker: &str| {
        let mut keys = Vec::new();
        loop {
            let leases = store.jobs().take(worker, until, 4).await.unwrap();
            if leases.is_empty() {
                return keys;
            }
            for lease in leases {
                let work = store.begin().await.unwrap();
                work.jobs().finish(&lease).await.unwrap();
                work.commit().await.unwrap();
                keys.push(lease.job.key);
            }
        }
    };
    let (a, b, c) =
        tokio::join!(take(&at.store, "one"), take(&other, "two"), take(&at.store, "three"));
    let mut all: Vec<String> = [a, b, c].concat();
    all.sort();
    assert_eq!(all, (0..30).map(|n| format!("job {n:02}")).collect::<Vec<_>>());
    assert_eq!(count(&at, JobState::Done).await, 30);
}

pub async fn a_worker_that_lost_its_lease_stores_nothing(at: Installation) {
    enqueue(&at.store, "a").await;
    let slow = at.store.jobs().take("slow", in_seconds(&at, 10), 1).await.unwrap().remove(0);
    assert!(at.store.jobs().take("other", in_seconds(&at, 10), 1).await.unwrap().is_empty());
    at.store.jobs().extend(&slow, in_seconds(&at, 20)).await.unwrap();
    at.clock.advance(30);
    let quick = at.store.jobs().take("quick", in_seconds(&at, 10), 1).await.unwrap().remove(0);
    assert_eq!(quick.job.attempts, 2);
    // The first worker wakes up and would store its effects with the job.
    let work = at.store.begin().await.unwrap();
    let id = at.store.edge().new_id();
    work.log().append(act(agency(1), "letter.sent", "letter", id)).await.unwrap();
    let told = work.jobs().finish(&slow).await;
    assert!(matches!(told, Err(StoreError::LeaseLost)), "{told:?}");
    drop(work);
    let told = at.store.jobs().fail(&slow, "too late", None).await;
    assert!(matches!(told, Err(StoreError::LeaseLost)), "{told:?}");
    let work = at.store.begin().await.unwrap();
    work.jobs().finish(&quick).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(count(&at, JobState::Done).await, 1);
}

pub async fn a_dead_job_is_listed_and_repeated(at: Installation) {
    enqueue(&at.store, "a").await;
    let take = async || at.store.jobs().take("w", in_seconds(&at, 10), 1).await.unwrap();
    let lease = take().await.remove(0);
    at.store.jobs().fail(&lease, "no answer", Some(in_seconds(&at, 5))).await.unwrap();
    assert!(take().await.is_empty());
    at.clock.advance(6);
    let lease = take().await.remove(0);
    at.store.jobs().fail(&lease, "no answer still", None).await.unwrap();
    at.clock.advance(600);
    assert!(take().await.is_empty());
    let dead = at.store.jobs().list(Some(JobState::Dead), 10).await.unwrap();
    assert_eq!(dead[0].last_error.as_deref(), Some("no answer still"));
    let work = at.store.begin().await.unwrap();
    let again = act(agency(1), "job.repeated", "job", dead[0].id);
    work.jobs().repeat(dead[0].id, again.clone()).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(take().await.len(), 1);
    let work = at.store.begin().await.unwrap();
    let told = work.jobs().repeat(dead[0].id, again).await;
    assert!(matches!(told, Err(StoreError::NotFound(_))), "{told:?}");
}

pub async fn a_worker_gets_the_kinds_it_asks_for(at: Installation) {
    for kind in ["letter.send", "letter.print", "letter.send"] {
        let work = at.store.begin().await.unwrap();
        let id = at.store.edge().new_id();
        let new = NewJob { kind: token(kind), ..job(&at.store, &id.to_string()) };
        work.jobs().enqueue(new).await.unwrap();
        work.commit().await.unwrap();
    }
    let take = async |kinds: Kinds<'_>| {
        let leases = at.store.jobs().take_of(kinds, "w", in_seconds(&at, 10), 9).await.unwrap();
        leases.into_iter().map(|it| it.job.kind.to_string()).collect::<Vec<_>>()
    };
    assert!(take(Kinds::Only(&token("letter"))).await.is_empty());
    assert_eq!(take(Kinds::Only(&token("letter.print"))).await, ["letter.print"]);
    assert!(take(Kinds::Except(&[token("letter.send")])).await.is_empty());
    assert_eq!(take(Kinds::Except(&[])).await, ["letter.send", "letter.send"]);
    at.clock.advance(30);
    assert_eq!(take(Kinds::Only(&token("letter.print"))).await, ["letter.print"]);
}

pub async fn a_job_given_back_was_not_begun(at: Installation) {
    enqueue(&at.store, "a").await;
    let take = async || at.store.jobs().take("w", in_seconds(&at, 10), 1).await.unwrap().remove(0);
    let lease = take().await;
    assert_eq!(at.store.jobs().state_of("a").await.unwrap(), Some(JobState::Running));
    at.store.jobs().give_back(&lease).await.unwrap();
    assert_eq!(at.store.jobs().state_of("a").await.unwrap(), Some(JobState::Waiting));
    assert_eq!(take().await.job.attempts, 1);
    let told = at.store.jobs().give_back(&lease).await;
    assert!(matches!(told, Err(StoreError::LeaseLost)), "{told:?}");
    assert_eq!(at.store.jobs().state_of("b").await.unwrap(), None);
}

pub async fn of_two_that_note_a_schedule_one_is_told_so(at: Installation) {
    let other = at.reopen().await;
    let note = async |store: &Store, due_at: At| {
        let work = store.begin().await.unwrap();
        let first = work.jobs().note_schedule("nightly", due_at).await.unwrap();
        work.commit().await.unwrap();
        first
    };
    let (early, late) = (in_seconds(&at, 0), in_seconds(&at, 60));
    assert!(note(&at.store, early).await);
    let (a, b) = tokio::join!(note(&at.store, late), note(&other, late));
    assert!(a != b, "{a} {b}");
    assert!(!note(&other, early).await);
    assert_eq!(at.store.jobs().schedule_last_due("nightly").await.unwrap(), Some(late));
}
