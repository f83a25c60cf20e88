use std::time::Duration;

use jobs::{HandlerError, Outcome, Retry};
use store::{JobState, Source};
use testkit::Installation;

use crate::support::{Doing, KIND, count, enqueue, job, runner, state};

pub async fn a_failing_job_rests_longer_each_time_and_is_dead_in_the_end(at: Installation) {
    enqueue(&at.store, KIND, "a").await;
    let fails = Doing::what(|_, _| async { Err(HandlerError::Again("no answer".to_owned())) });
    let retry =
        Retry { first: Duration::from_secs(10), longest: Duration::from_secs(3_600), attempts: 6 };
    let doing = Doing { retry, ..fails };
    let runner = runner(&at.store, doing.registered());
    let mut before = 0;
    for attempt in 1..6 {
        assert_eq!(runner.run_until_idle().await.unwrap(), 1);
        let job = job(&at, "a").await;
        assert_eq!((job.state, job.attempts), (JobState::Waiting, attempt));
        assert_eq!(job.last_error.as_deref(), Some("no answer"));
        let pause = job.due_at.micros() - at.edge.now().micros();
        // A few readings of the clock, of a microsecond each, lie in between.
        assert!(pause + 1_000 > before && pause + 1_000 > 5_000_000 << (attempt - 1), "{pause}");
        before = pause;
        assert_eq!(runner.run_until_idle().await.unwrap(), 0);
        at.clock.advance(pause / 1_000_000 + 1);
    }
    assert_eq!(runner.run_until_idle().await.unwrap(), 1);
    assert_eq!(state(&at, "a").await, JobState::Dead);
    at.clock.advance(86_400);
    assert_eq!(runner.run_until_idle().await.unwrap(), 0);
}

pub async fn what_cannot_go_better_is_dead_at_once(at: Installation) {
    enqueue(&at.store, KIND, "a").await;

    let doing = Doing::what(|_, _| async { Err(HandlerError::Never("no such letter".to_owned())) });
    assert_eq!(runner(&at.store, doing.registered()).run_until_idle().await.unwrap(), 1);
    let job = job(&at, "a").await;
    assert_eq!((job.state, job.last_error.as_deref()), (JobState::Dead, Some("no such letter")));
}

pub async fn a_panic_takes_nothing_else_down(at: Installation) {
    for key in ["a", "panics", "z"] {
        enqueue(&at.store, KIND, key).await;
    }
    let doing = Doing::what(|job, _| async move {
        assert!(job.key != "panics", "张三");
        Ok(Outcome::Done)
    });
    assert_eq!(runner(&at.store, doing.registered()).run_until_idle().await.unwrap(), 3);
    assert_eq!(count(&at, JobState::Done).await, 2);
    let job = job(&at, "panics").await;
    assert_eq!(job.state, JobState::Waiting);
    // What a panic says may name a person.
    let told = job.last_error.unwrap();
    assert!(told.contains("panicked") && !told.contains("张三"), "{told}");
}

pub async fn a_job_that_takes_too_long_fails_and_keeps_nobody(at: Installation) {
    for key in ["a", "hangs", "z"] {
        enqueue(&at.store, KIND, key).await;
    }
    let slow = Doing::what(|job, at| async move {
        if job.key == "hangs" {
            // The others end when this one lets go of SQLite's writer.
            let _work = at.begin().await?;
            std::future::pending::<()>().await;
        }
        Ok(Outcome::Done)
    });
    let doing = Doing { limit: Duration::from_millis(300), ..slow };
    let runner = runner(&at.store, doing.registered());
    runner.run_until_idle().await.unwrap();
    let job = job(&at, "hangs").await;
    assert_eq!(job.state, JobState::Waiting);
    assert_eq!(job.last_error.as_deref(), Some("not done within 0.3 s"));
    assert_eq!((state(&at, "a").await, state(&at, "z").await), (JobState::Done, JobState::Done));
}

pub async fn a_job_that_ends_the_program_each_time_is_put_aside(at: Installation) {
    enqueue(&at.store, KIND, "a").await;
    let done = Doing::what(|_, _| async { Ok(Outcome::Done) });
    let retry = Retry { attempts: 3, ..Retry::default() };
    let runner = runner(&at.store, Doing { retry, ..done }.registered());
    for _ in 0..3 {
        let until = at.edge.now();
        assert_eq!(at.store.jobs().take("doomed", until, 1).await.unwrap().len(), 1);
        at.clock.advance(1);
    }
    assert_eq!(runner.run_until_idle().await.unwrap(), 1);
    let job = job(&at, "a").await;
    assert_eq!(job.state, JobState::Dead);
    assert!(job.last_error.unwrap().contains("begun 3 times"));
}

pub async fn a_job_of_an_unknown_kind_is_dead_with_a_reason(at: Installation) {
    enqueue(&at.store, "letter.burn", "a").await;
    enqueue(&at.store, KIND, "b").await;
    let doing = Doing::what(|_, _| async { Ok(Outcome::Done) });
    runner(&at.store, doing.registered()).run_until_idle().await.unwrap();
    let job = job(&at, "a").await;
    assert_eq!(job.state, JobState::Dead);
    assert!(job.last_error.unwrap().contains("letter.burn"));
    assert_eq!(state(&at, "b").await, JobState::Done);
}
