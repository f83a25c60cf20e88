//! `log.witness`: the newest checkpoint goes to every witness, after comparing what each holds.

use std::sync::Arc;

use async_trait::async_trait;
use eventlog::Token;
use serde_json::json;
use store::{Job, NewJob, Source, Store, StoreError};

use crate::clock::{earlier, hours, name};
use crate::handler::{Context, Handler, HandlerError, Outcome};
use crate::retry::Retry;
use crate::sweep::Expectation;
use crate::witness::{Handover, Held, Witness, WitnessError, follows, open};

const KIND: &str = "log.witness";

/// Hands the newest checkpoint to the witnesses, or to the one that the job's `witness` names.
pub struct HandToWitnesses {
    witnesses: Vec<Arc<dyn Witness>>,
}

impl HandToWitnesses {
    /// These witnesses.
    #[must_use]
    pub fn of(witnesses: Vec<Arc<dyn Witness>>) -> Self {
        Self { witnesses }
    }
}

/// What came of the witnesses that took nothing.
#[derive(Default)]
struct Refusals {
    words: Vec<String>,
    alarm: bool,
}

#[async_trait]
impl Handler for HandToWitnesses {
    fn kind(&self) -> Token {
        name(KIND)
    }

    async fn run(&self, job: &Job, at: &Context) -> Result<Outcome, HandlerError> {
        let only = job.payload.get("witness").and_then(|it| it.as_str());
        let unique = format!("{}-{}", job.id.simple(), job.attempts);
        let (mut handed, mut refusals) = (Vec::new(), Refusals::default());
        for witness in &self.witnesses {
            let name = witness.name().as_str();
            if only.is_some_and(|it| it != name) {
                continue;
            }
            let mut took = hand(at.store(), witness.as_ref(), &unique).await?;
            if let Err(WitnessError::WentBack { .. }) = took {
                // Another node may have signed and handed over a newer one just now.
                took = hand(at.store(), witness.as_ref(), &unique).await?;
            }
            match took {
                Ok(Some(size)) => handed.push((name, size)),
                Ok(None) => {}
                Err(error) => {
                    if error.is_alarm() {
                        tracing::error!(witness = name, %error, "a witness contradicts the log");
                    }
                    refusals.alarm |= error.is_alarm();
                    refusals.words.push(format!("{name}: {error}"));
                }
            }
        }
        let work = at.begin().await?;
        for (name, size) in handed {
            work.log().note_witness(name, size).await?;
        }
        if refusals.words.is_empty() {
            return Ok(Outcome::With(work));
        }
        // What the others took is noted all the same.
        work.commit().await?;
        let why = refusals.words.join("; ");
        Err(if refusals.alarm { HandlerError::Never(why) } else { HandlerError::Again(why) })
    }

    fn at_once(&self) -> usize {
        1
    }

    fn retry(&self) -> Retry {
        Retry::OF_SCHEDULES
    }
}

/// Hands the newest checkpoint to one witness, and returns its size; none where nothing is signed.
async fn hand(
    store: &Store,
    witness: &dyn Witness,
    unique: &str,
) -> Result<Result<Option<i64>, WitnessError>, StoreError> {
    let key = store.identity().key();
    let name = witness.name().as_str();
    // Asked before ours is read: another node may hand a newer one over meanwhile.
    let held = match witness.held().await {
        Ok(Held::Note(note)) => match open(&note, key) {
            Ok(held) => Some(held),
            Err(error) => return Ok(Err(error)),
        },
        Ok(Held::Nothing) => match store.log().witnessed(name).await? {
            Some(size) => return Ok(Err(WitnessError::Emptied(size))),
            None => None,
        },
        Ok(Held::Unknown) => None,
        Err(error) => return Ok(Err(error)),
    };
    let Some((size, _, note)) = store.log().latest_checkpoint().await? else {
        let went_back =
            |it: eventlog::Checkpoint| WitnessError::WentBack { held: it.size, ours: 0 };
        return Ok(held.map(went_back).map_or(Ok(None), Err));
    };
    let checkpoint =
        open(&note, key).map_err(|error| StoreError::Log(format!("newest checkpoint: {error}")))?;
    let row_size = i64::try_from(size)
        .map_err(|_| StoreError::Log("the tree is larger than any can be".to_owned()))?;
    if let Some(held) = &held {
        match follows(held, &checkpoint) {
            Err(error) => return Ok(Err(error)),
            // A backup that was put back may have grown past what the witness holds.
            Ok(true) if store.log().root_over(held.size).await? != Some(held.root) => {
                return Ok(Err(WitnessError::Forked(held.size)));
            }
            // The same one again repairs what was lost half way.
            Ok(_) => {}
        }
    } else if store.log().witnessed(name).await? >= Some(row_size) {
        return Ok(Ok(Some(row_size)));
    }
    let handover = Handover { checkpoint, note, key: key.clone(), unique: unique.to_owned() };
    Ok(witness.hand(&handover).await.map(|()| Some(row_size)))
}

/// No checkpoint waits for a witness for over an hour.
pub struct WaitingWitnesses {
    names: Vec<Token>,
}

impl WaitingWitnesses {
    /// For these witnesses.
    #[must_use]
    pub fn of(witnesses: &[Arc<dyn Witness>]) -> Self {
        Self { names: witnesses.iter().map(|it| it.name().clone()).collect() }
    }
}

#[async_trait]
impl Expectation for WaitingWitnesses {
    fn name(&self) -> Token {
        name("log.unwitnessed")
    }

    async fn missing(&self, store: &Store) -> Result<Vec<NewJob>, StoreError> {
        let now = store.edge().now();
        let mut missing = Vec::new();
        for witness in &self.names {
            let since = store.log().unwitnessed_since(witness.as_str()).await?;
            let Some(since) = since.filter(|it| *it < earlier(now, hours(1))) else { continue };
            missing.push(NewJob {
                kind: name(KIND),
                key: format!("expected:{KIND}:{witness}:{since}"),
                payload: json!({ "witness": witness }),
                due_at: now,
            });
        }
        Ok(missing)
    }
}
