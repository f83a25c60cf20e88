//! One try at one job: the handler runs under a lease that is kept alive, and whatever it does, nobody
//! else falls with it.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use store::{Lease, Source, Store, StoreError};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::clock::later;
use crate::handler::{Context, Handler, HandlerError, Outcome};

/// One try.
pub(crate) struct Attempt {
    pub(crate) store: Store,
    pub(crate) handler: Arc<dyn Handler>,
    pub(crate) lease: Lease,
    /// How long the lease lasts without a sign of life.
    pub(crate) length: Duration,
    /// Becomes true when there is no more time.
    pub(crate) give_back: watch::Receiver<bool>,
}

/// How the handler's part ended.
enum End {
    Ran(Result<Outcome, HandlerError>),
    LeaseLost,
    OutOfTime,
}

impl Attempt {
    /// Runs the handler and stores how it ended.
    pub(crate) async fn run(mut self) {
        let end = if self.handler.retry().is_exceeded_by(self.lease.job.attempts) {
            let times = self.lease.job.attempts - 1;
            let why = format!("begun {times} times and never ended: it may take the program down");
            End::Ran(Err(HandlerError::Never(why)))
        } else {
            let mut give_back = self.give_back.clone();
            tokio::select! {
                ran = self.handle() => End::Ran(ran),
                () = self.keep_lease() => End::LeaseLost,
                // A sender that is gone asks for nothing.
                Ok(_) = give_back.wait_for(|it| *it) => End::OutOfTime,
            }
        };
        self.settle(end).await;
    }

    /// Runs the handler within its time. A panic is a failure like any other; its text may quote what
    /// no error may, so it is not kept.
    async fn handle(&self) -> Result<Outcome, HandlerError> {
        let context = Context::of(self.store.clone());
        let ran = async { self.handler.run(&self.lease.job, &context).await };
        let limit = self.handler.time_limit();
        match timeout(limit, AssertUnwindSafe(ran).catch_unwind()).await {
            Ok(Ok(ran)) => ran,
            Ok(Err(_)) => Err(HandlerError::Again(
                "the handler panicked; the program's error output says where".to_owned(),
            )),
            Err(_) => {
                let seconds = limit.as_secs_f64();
                Err(HandlerError::Again(format!("not done within {seconds} s")))
            }
        }
    }

    /// Extends the lease while the handler runs; returns when it is lost.
    async fn keep_lease(&self) {
        let third = self.length / 3;
        let mut until = later(self.store.edge().now(), self.length);
        loop {
            sleep(third).await;
            let wanted = later(self.store.edge().now(), self.length);
            match timeout(third, self.store.jobs().extend(&self.lease, wanted)).await {
                Ok(Ok(())) => until = wanted,
                Ok(Err(StoreError::LeaseLost)) => return,
                // Others may take the job from now on, so this one stops before they meet.
                _ if self.store.edge().now() > until => return,
                Ok(Err(error)) => self.note(&error, "the lease could not be extended yet"),
                Err(_) => {}
            }
        }
    }

    async fn settle(&mut self, end: End) {
        let settled = match end {
            End::Ran(Ok(outcome)) => match self.finish(outcome).await {
                Ok(()) | Err(StoreError::LeaseLost) => Ok(()),
                // Whether it is stored or not, the fence knows: what is done cannot fail any more.
                Err(error) => self.fail(HandlerError::from(error)).await,
            },
            End::Ran(Err(error)) => self.fail(error).await,
            End::OutOfTime => self.store.jobs().give_back(&self.lease).await,
            End::LeaseLost => Err(StoreError::LeaseLost),
        };
        match settled {
            Ok(()) => {}
            Err(StoreError::LeaseLost) => {
                tracing::info!(job.id = %self.lease.job.id, "another worker has the job by now");
            }
            // The lease runs out, and the job is taken again.
            Err(error) => self.note(&error, "how the job ended could not be stored"),
        }
    }

    /// Stores the handler's effects and that the job is done, together.
    async fn finish(&self, outcome: Outcome) -> Result<(), StoreError> {
        let work = match outcome {
            Outcome::Done => self.store.begin().await?,
            Outcome::With(work) => work,
        };
        work.jobs().finish(&self.lease).await?;
        work.commit().await
    }

    async fn fail(&self, error: HandlerError) -> Result<(), StoreError> {
        let job = &self.lease.job;
        let again_at = match &error {
            HandlerError::Again(_) => {
                self.handler.retry().again_at(job.attempts, self.store.edge())
            }
            HandlerError::Never(_) => None,
        };
        let why = error.to_string();
        self.store.jobs().fail(&self.lease, &why, again_at).await?;
        let (id, kind, attempts) = (job.id, &job.kind, job.attempts);
        match again_at {
            Some(at) => {
                tracing::warn!(job.id = %id, job.kind = %kind, attempts, %at, why, "job failed")
            }
            None => tracing::error!(job.id = %id, job.kind = %kind, attempts, why, "job is dead"),
        }
        Ok(())
    }

    fn note(&self, error: &StoreError, what: &str) {
        tracing::warn!(job.id = %self.lease.job.id, job.kind = %self.lease.job.kind, %error, "{what}");
    }
}
