//! Clients who are too fast are slowed first and told to come back later only then. Nobody is shut out: the
//! pace counts by network, and a lawful request goes through at a person's pace.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tokio::sync::Semaphore;

use crate::error::WebError;
use crate::extract::client;
use crate::limits::{BURST, LONGEST_WAIT, MOST_WAITING, PER_SECOND};
use crate::origin::network;
use crate::state::Web;

/// Networks that are remembered before those at rest are forgotten.
const MOST_KNOWN: usize = 10_000;

/// The pace of each network.
pub(crate) struct Pace {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    waiting: Semaphore,
    clock: DefaultClock,
}

impl std::fmt::Debug for Pace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pace")
    }
}

impl Pace {
    pub(crate) fn new() -> Self {
        let per_second = NonZeroU32::new(PER_SECOND).unwrap_or(NonZeroU32::MIN);
        let burst = NonZeroU32::new(BURST).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(per_second).allow_burst(burst);
        Self {
            limiter: RateLimiter::keyed(quota),
            waiting: Semaphore::new(MOST_WAITING),
            clock: DefaultClock::default(),
        }
    }

    /// Returns when the client may go on, or how long it should stay away.
    pub(crate) async fn keep(&self, client: IpAddr) -> Result<(), Duration> {
        if self.limiter.len() > MOST_KNOWN {
            self.limiter.retain_recent();
        }
        let network = network(client);
        let mut waited = Duration::ZERO;
        let mut place = None;
        loop {
            let Err(too_fast) = self.limiter.check_key(&network) else { return Ok(()) };
            let wait = too_fast.wait_time_from(self.clock.now());
            if waited + wait > LONGEST_WAIT {
                return Err(wait);
            }
            if place.is_none() {
                place = Some(self.waiting.try_acquire().map_err(|_| wait)?);
            }
            waited += wait;
            tokio::time::sleep(wait).await;
        }
    }
}

pub(crate) async fn keep_pace(State(web): State<Web>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match web.pace().keep(client(&web, &parts)).await {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(wait) => WebError::TooMany { wait }.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_person_never_waits_and_a_flood_is_slowed_then_sent_away() {
        let pace = std::sync::Arc::new(Pace::new());
        let person = IpAddr::from([198, 51, 100, 7]);
        let flood = IpAddr::from([203, 0, 113, 9]);
        let mut sent_away = 0;
        for _ in 0..BURST {
            assert_eq!(pace.keep(flood).await, Ok(()));
        }
        let more = (0..2 * MOST_WAITING).map(|_| {
            let pace = std::sync::Arc::clone(&pace);
            async move { tokio::time::timeout(Duration::from_millis(1), pace.keep(flood)).await }
        });
        for told in futures::future::join_all(more).await {
            // Whoever still waits after a moment is being slowed.
            if let Ok(Err(_)) = told {
                sent_away += 1;
            }
        }
        assert!(sent_away >= MOST_WAITING, "{sent_away}");
        assert_eq!(pace.keep(person).await, Ok(()));
    }
}
