//! `sealed.rotate`: values that older keys sealed are sealed anew, so that those keys can go.

use std::time::Duration;

use async_trait::async_trait;
use eventlog::Token;
use store::{Job, Source};

use crate::clock::{hours, name};
use crate::handler::{Context, Handler, HandlerError, Outcome};

/// Seals old values anew until none is left. Broken off, it goes on where it stopped.
#[derive(Debug, Clone, Copy)]
pub struct SealAnew;

#[async_trait]
impl Handler for SealAnew {
    fn kind(&self) -> Token {
        name("sealed.rotate")
    }

    async fn run(&self, _job: &Job, at: &Context) -> Result<Outcome, HandlerError> {
        let mut total = 0;
        loop {
            let count = at.store().sealed_fields().rotate_some().await?;
            if count == 0 {
                break;
            }
            total += count;
        }
        if total > 0 {
            tracing::info!(values = total, "sealed anew");
        }
        Ok(Outcome::Done)
    }

    fn at_once(&self) -> usize {
        1
    }

    fn time_limit(&self) -> Duration {
        hours(6)
    }
}
