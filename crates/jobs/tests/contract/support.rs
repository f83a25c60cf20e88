//! Handlers made of closures, and questions that stories ask.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use eventlog::Token;
use futures::future::BoxFuture;
use jobs::{Context, Handler, HandlerError, Outcome, Registry, Retry, Runner};
use serde_json::json;
use store::{AgencyScope, Job, JobState, LogFilter, NewJob, Source, Store};
use testkit::{Installation, agency, token};

pub const KIND: &str = "letter.send";

pub type Ran = Result<Outcome, HandlerError>;
pub type Run = dyn Fn(Job, Context) -> BoxFuture<'static, Ran> + Send + Sync;

/// A handler of letters.
pub struct Doing {
    pub run: Box<Run>,
    pub limit: Duration,
    pub retry: Retry,
    pub at_once: usize,
}

impl Doing {
    pub fn what<F>(run: impl Fn(Job, Context) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Ran> + Send + 'static,
    {
        let run = move |job, at| -> BoxFuture<'static, Ran> { Box::pin(run(job, at)) };
        let limit = Duration::from_secs(30);
        Self { run: Box::new(run), limit, retry: Retry::default(), at_once: 4 }
    }

    pub fn registered(self) -> Registry {
        Registry::of([Arc::new(self) as Arc<dyn Handler>]).unwrap()
    }
}

#[async_trait::async_trait]
impl Handler for Doing {
    fn kind(&self) -> Token {
        token(KIND)
    }

    async fn run(&self, job: &Job, at: &Context) -> Ran {
        (self.run)(job.clone(), at.clone()).await
    }

    fn at_once(&self) -> usize {
        self.at_once
    }

    fn time_limit(&self) -> Duration {
        self.limit
    }

    fn retry(&self) -> Retry {
        self.retry
    }
}

/// A runner of letters without schedules.
pub fn runner(store: &Store, registry: Registry) -> Runner {
    Runner::new(store.clone(), registry, Vec::new()).unwrap()
}

pub async fn enqueue(store: &Store, kind: &str, key: &str) {
    let work = store.begin().await.unwrap();
    let due_at = store.edge().now();
    let new = NewJob { kind: token(kind), key: key.to_owned(), payload: json!({}), due_at };
    work.jobs().enqueue(new).await.unwrap().unwrap();
    work.commit().await.unwrap();
}

pub async fn job(at: &Installation, key: &str) -> Job {
    let jobs = at.store.jobs().list(None, 1_000).await.unwrap();
    jobs.into_iter().find(|it| it.key == key).unwrap()
}

pub async fn state(at: &Installation, key: &str) -> JobState {
    at.store.jobs().state_of(key).await.unwrap().unwrap()
}

pub async fn count(at: &Installation, state: JobState) -> u64 {
    let counts = at.store.jobs().counts().await.unwrap();
    counts.iter().find(|it| it.state == state).unwrap().count
}

/// How many acts of a name the log has.
pub async fn acts(at: &Installation, action: &str) -> usize {
    let scope = AgencyScope::only(agency(1));
    let filter = LogFilter { action: Some(token(action)), ..Default::default() };
    at.store.log().find(&scope, &filter, 1_000).await.unwrap().len()
}

/// Writes an act and nothing else.
pub async fn act(store: &Store) {
    let work = store.begin().await.unwrap();
    let id = store.edge().new_id();
    work.log().append(testkit::act(agency(1), "officer.signed_in", "officer", id)).await.unwrap();
    work.commit().await.unwrap();
}

/// A second installation with the same keys, as a backup would have.
pub async fn twin(at: &Installation) -> Installation {
    let engine = match at.settings.database {
        store::Database::Sqlite { .. } => testkit::Engine::Sqlite,
        store::Database::Postgres { .. } => testkit::Engine::Postgres,
    };
    let twin = Installation::new(engine).await;
    assert_eq!(twin.store.identity(), at.store.identity());
    twin
}
