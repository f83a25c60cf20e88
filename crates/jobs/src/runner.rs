//! Takes jobs that are due and has them done.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use eventlog::Token;
use store::{Kinds, Source, Store, StoreError};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use crate::attempt::Attempt;
use crate::clock::later;
use crate::handler::Handler;
use crate::registry::{Registry, WiringError};
use crate::schedule::Schedule;
use crate::ticker::Ticker;

/// The shortest time between two looks that a commit brought about: commits come by the hundred.
const SETTLE: Duration = Duration::from_millis(50);

/// How long giving jobs back may take before the program ends regardless; their leases run out.
const GIVING_BACK: Duration = Duration::from_secs(10);

/// Jobs of unknown kinds that are put aside at once.
const STRANGERS: u64 = 100;

/// How a runner waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunnerSettings {
    /// How long a job stays with a node that is not heard of.
    pub lease: Duration,
    /// How often it looks without being woken, which is how it hears of other nodes' jobs.
    pub poll: Duration,
    /// How long running jobs may go on when it is asked to stop.
    pub grace: Duration,
}

impl Default for RunnerSettings {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { lease: seconds(60), poll: seconds(2), grace: seconds(20) }
    }
}

/// Does the jobs of a store. Several nodes may do so at once.
#[derive(Debug)]
pub struct Runner {
    store: Store,
    registry: Registry,
    ticker: Ticker,
    settings: RunnerSettings,
    node: String,
}

impl Runner {
    /// Prepares to do what the handlers can, when it is enqueued or scheduled.
    ///
    /// # Errors
    ///
    /// Where a schedule asks for what no handler does, or two have one name.
    pub fn new(
        store: Store,
        registry: Registry,
        schedules: Vec<Schedule>,
    ) -> Result<Self, WiringError> {
        for schedule in &schedules {
            if !registry.does(schedule.kind()) {
                let (schedule, kind) = (schedule.name().clone(), schedule.kind().clone());
                return Err(WiringError::NobodyDoes { schedule, kind });
            }
        }
        let node = format!("node:{}", store.edge().new_id().simple());
        let ticker = Ticker::of(schedules)?;
        Ok(Self { store, registry, ticker, settings: RunnerSettings::default(), node })
    }

    /// Waits otherwise.
    #[must_use]
    pub fn with_settings(self, settings: RunnerSettings) -> Self {
        Self { settings, ..self }
    }

    /// Does jobs until asked to stop, then lets running ones end within the grace time and gives the
    /// others back. A database that is away is waited for.
    ///
    /// # Errors
    ///
    /// [`StoreError::Halted`]: the disk failed, and the program has to start anew.
    pub async fn run(&self, stop: impl Future<Output = ()>) -> Result<(), StoreError> {
        let mut running = Running::new(&self.registry);
        let mut stop = std::pin::pin!(stop);
        let mut looked_for_strangers: Option<Instant> = None;
        let mut failing = false;
        let ended = loop {
            if looked_for_strangers.is_none_or(|it| it.elapsed() >= self.settings.poll) {
                running.strangers_wanted = true;
                looked_for_strangers = Some(Instant::now());
            }
            match self.round(&mut running).await {
                Ok(_) => failing = false,
                Err(error @ StoreError::Halted(_)) => break Err(error),
                Err(error) if !failing => {
                    failing = true;
                    tracing::error!(%error, "no jobs can be taken");
                }
                Err(_) => {}
            }
            tokio::select! {
                () = &mut stop => break Ok(()),
                () = running.one_ended(), if !failing => {}
                () = self.woken(), if !failing => {}
                () = sleep(self.settings.poll) => {}
            }
        };
        running.wind_down(self.settings.grace).await;
        ended
    }

    /// Does what is due by now and everything that comes of it, and returns how many jobs were begun.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn run_until_idle(&self) -> Result<u64, StoreError> {
        let mut running = Running::new(&self.registry);
        let mut begun = 0;
        loop {
            running.strangers_wanted = true;
            begun += self.round(&mut running).await?;
            if running.attempts.is_empty() {
                return Ok(begun);
            }
            running.one_ended().await;
        }
    }

    async fn woken(&self) {
        sleep(SETTLE).await;
        self.store.wait_for_jobs().await;
    }

    /// Turns ticks into jobs, and begins as many jobs as there are free hands.
    async fn round(&self, running: &mut Running) -> Result<u64, StoreError> {
        self.ticker.tick(&self.store).await?;
        if std::mem::take(&mut running.strangers_wanted) {
            self.put_strangers_aside().await?;
        }
        let mut begun = 0;
        for slot in &running.slots {
            let free = slot.hands.available_permits() as u64;
            if free == 0 {
                continue;
            }
            let until = later(self.store.edge().now(), self.settings.lease);
            let kinds = Kinds::Only(&slot.kind);
            for lease in self.store.jobs().take_of(kinds, &self.node, until, free).await? {
                let hand = Arc::clone(&slot.hands).try_acquire_owned();
                let hand = hand.expect("only this loop takes hands, and no more than are free");
                let attempt = Attempt {
                    store: self.store.clone(),
                    handler: Arc::clone(&slot.handler),
                    lease,
                    length: self.settings.lease,
                    give_back: running.give_back.subscribe(),
                };
                running.attempts.spawn(async move {
                    attempt.run().await;
                    drop(hand);
                });
                begun += 1;
            }
        }
        Ok(begun)
    }

    /// A job that no handler does would wait unseen for ever.
    async fn put_strangers_aside(&self) -> Result<(), StoreError> {
        let known = self.registry.kinds();
        let until = later(self.store.edge().now(), self.settings.lease);
        let jobs = self.store.jobs();
        for lease in jobs.take_of(Kinds::Except(&known), &self.node, until, STRANGERS).await? {
            let (id, kind) = (lease.job.id, &lease.job.kind);
            let why = format!("this version of the program does no jobs of the kind {kind}");
            tracing::error!(job.id = %id, job.kind = %kind, "job of an unknown kind is dead");
            match jobs.fail(&lease, &why, None).await {
                Err(StoreError::LeaseLost) | Ok(()) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// What a runner has in hand.
struct Running {
    slots: Vec<Slot>,
    attempts: JoinSet<()>,
    give_back: watch::Sender<bool>,
    strangers_wanted: bool,
}

/// The hands for one kind.
struct Slot {
    kind: Token,
    handler: Arc<dyn Handler>,
    hands: Arc<Semaphore>,
}

impl Running {
    fn new(registry: &Registry) -> Self {
        let slot = |(kind, handler): (&Token, &Arc<dyn Handler>)| Slot {
            kind: kind.clone(),
            handler: Arc::clone(handler),
            hands: Arc::new(Semaphore::new(handler.at_once().max(1))),
        };
        Self {
            slots: registry.handlers().map(slot).collect(),
            attempts: JoinSet::new(),
            give_back: watch::Sender::new(false),
            strangers_wanted: false,
        }
    }

    /// Waits until a job has ended; for ever where none runs.
    async fn one_ended(&mut self) {
        if self.attempts.join_next().await.is_none() {
            std::future::pending::<()>().await;
        }
        while self.attempts.try_join_next().is_some() {}
    }

    async fn all_ended(&mut self) {
        while self.attempts.join_next().await.is_some() {}
    }

    async fn wind_down(&mut self, grace: Duration) {
        if timeout(grace, self.all_ended()).await.is_ok() {
            return;
        }
        self.give_back.send_replace(true);
        if timeout(GIVING_BACK, self.all_ended()).await.is_err() {
            tracing::warn!("some jobs could not be given back; their leases will run out");
        }
    }
}
