use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jobs::{HandlerError, Outcome, Registry, Runner, Schedule, WiringError};
use store::{JobState, Source, Store};
use testkit::{Installation, token};

use crate::support::{Doing, KIND, count, job};

const HOUR: i64 = 3_600;

fn scheduled(cron: &str) -> Vec<Schedule> {
    vec![Schedule::new(token("nightly"), cron, token(KIND)).unwrap()]
}

fn runner(store: &Store, cron: &str) -> Runner {
    let done = Doing::what(|_, _| async { Ok(Outcome::Done) });
    Runner::new(store.clone(), done.registered(), scheduled(cron)).unwrap()
}

pub async fn a_schedule_is_due_at_midnight_in_shanghai(at: Installation) {
    // It is nine in the morning in Shanghai, and one at night in UTC.
    let runner = runner(&at.store, "0 0 * * *");
    assert_eq!(runner.run_until_idle().await.unwrap(), 0);
    at.clock.advance(15 * HOUR - 30);
    assert_eq!(runner.run_until_idle().await.unwrap(), 0);
    at.clock.advance(60);
    assert_eq!(runner.run_until_idle().await.unwrap(), 1);
    assert_eq!(runner.run_until_idle().await.unwrap(), 0);
    let job = job(&at, "schedule:nightly:2026-03-02T16:00:00.000000Z").await;
    assert_eq!((job.state, job.kind.as_str()), (JobState::Done, KIND));
    at.clock.advance(24 * HOUR);
    assert_eq!(runner.run_until_idle().await.unwrap(), 1);
}

pub async fn after_a_pause_of_three_days_it_runs_once(at: Installation) {
    assert_eq!(runner(&at.store, "0 0 * * *").run_until_idle().await.unwrap(), 0);
    at.clock.advance(72 * HOUR);
    // The machine was off, and the program starts anew.
    let restarted = runner(&at.reopen().await, "0 0 * * *");
    assert_eq!(restarted.run_until_idle().await.unwrap(), 1);
    assert_eq!(restarted.run_until_idle().await.unwrap(), 0);
    let latest = job(&at, "schedule:nightly:2026-03-04T16:00:00.000000Z").await;
    assert_eq!((latest.state, count(&at, JobState::Done).await), (JobState::Done, 1));
}

pub async fn two_nodes_tick_once(at: Installation) {
    let other = at.reopen().await;
    let (one, two) = (runner(&at.store, "* * * * *"), runner(&other, "* * * * *"));
    one.run_until_idle().await.unwrap();
    for minute in 1..=20 {
        at.clock.advance(60);
        let (a, b) = tokio::join!(one.run_until_idle(), two.run_until_idle());
        a.unwrap();
        b.unwrap();
        // One of them may have looked just before the other enqueued.
        one.run_until_idle().await.unwrap();
        assert_eq!(count(&at, JobState::Done).await, minute);
    }
}

pub async fn a_tick_waits_for_the_one_before(at: Installation) {
    let well = Arc::new(AtomicBool::new(false));
    let doing = {
        let well = Arc::clone(&well);
        Doing::what(move |_, _| {
            let well = well.load(Ordering::SeqCst);
            let again = || HandlerError::Again("no answer".to_owned());
            async move { well.then_some(Outcome::Done).ok_or_else(again) }
        })
    };
    let registry = doing.registered();
    let runner = Runner::new(at.store.clone(), registry, scheduled("* * * * *")).unwrap();
    runner.run_until_idle().await.unwrap();
    for _ in 0..5 {
        at.clock.advance(60);
        runner.run_until_idle().await.unwrap();
    }
    assert_eq!(at.store.jobs().list(None, 10).await.unwrap().len(), 1);
    well.store(true, Ordering::SeqCst);
    at.clock.advance(3 * HOUR);
    runner.run_until_idle().await.unwrap();
    // The old tick is done, and of those that waited for it the latest.
    runner.run_until_idle().await.unwrap();
    assert_eq!(count(&at, JobState::Done).await, 2);
}

pub async fn what_nobody_does_cannot_be_scheduled(at: Installation) {
    let none = Runner::new(at.store.clone(), Registry::default(), scheduled("* * * * *"));
    let told = none.err().unwrap();
    assert!(matches!(told, WiringError::NobodyDoes { .. }), "{told}");
    let done = || Doing::what(|_, _| async { Ok(Outcome::Done) });
    let twice = [scheduled("* * * * *"), scheduled("0 0 * * *")].concat();
    let told = Runner::new(at.store.clone(), done().registered(), twice).err().unwrap();
    assert_eq!(told, WiringError::ScheduleTwice(token("nightly")));
    let told = done().registered().with(Arc::new(done())).err().unwrap();
    assert_eq!(told, WiringError::KindTwice(token(KIND)));
}
