//! Turns the ticks of schedules into jobs, each once, on whichever node is first.

use std::collections::BTreeMap;

use eventlog::{At, Token};
use store::{JobState, Source, Store, StoreError};
use tokio::sync::Mutex;

use crate::registry::WiringError;
use crate::schedule::Schedule;

/// The schedules of a node.
#[derive(Debug)]
pub(crate) struct Ticker {
    schedules: Vec<Schedule>,
    /// The last tick of each that is known to be noted, so that the store is asked once per tick.
    noted: Mutex<BTreeMap<Token, At>>,
}

impl Ticker {
    pub(crate) fn of(schedules: Vec<Schedule>) -> Result<Self, WiringError> {
        let mut names = std::collections::BTreeSet::new();
        if let Some(twice) = schedules.iter().find(|it| !names.insert(it.name())) {
            return Err(WiringError::ScheduleTwice(twice.name().clone()));
        }
        Ok(Self { schedules, noted: Mutex::default() })
    }

    /// Enqueues the latest tick of every schedule that has not been.
    pub(crate) async fn tick(&self, store: &Store) -> Result<(), StoreError> {
        let mut noted = self.noted.lock().await;
        for schedule in &self.schedules {
            let Some(latest) = schedule.latest_at(store.edge().now()) else { continue };
            if noted.get(schedule.name()).is_some_and(|it| *it >= latest) {
                continue;
            }
            if let Some(at) = tick_one(store, schedule, latest).await? {
                noted.insert(schedule.name().clone(), at);
            }
        }
        Ok(())
    }
}

/// Returns the tick that is noted by now, or none where the tick has to wait.
async fn tick_one(
    store: &Store,
    schedule: &Schedule,
    latest: At,
) -> Result<Option<At>, StoreError> {
    let name = schedule.name().as_str();
    let before = store.jobs().schedule_last_due(name).await?;
    if let Some(before) = before {
        if before >= latest {
            if before > store.edge().now() {
                tracing::warn!(schedule = name, %before, "was due in the future: is the clock right?");
            }
            return Ok(Some(before));
        }
        let open = [Some(JobState::Waiting), Some(JobState::Running)];
        if open.contains(&store.jobs().state_of(&schedule.key(before)).await?) {
            return Ok(None);
        }
    }
    let work = store.begin().await?;
    // Of several nodes one moves the schedule forward, and only that one enqueues.
    if work.jobs().note_schedule(name, latest).await? {
        if before.is_some() {
            work.jobs().enqueue(schedule.job(latest)).await?;
        }
        work.commit().await?;
    }
    Ok(Some(latest))
}
