use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use eventlog::At;
use jobs::{Outcome, RunnerSettings};
use store::{JobState, Source};
use testkit::{Installation, agency};
use tokio::sync::Notify;

use crate::support::{Doing, KIND, acts, count, enqueue, job, runner, state};

/// Runs until the story has come to a point, then is gone as if killed.
async fn killed_at(runner: &jobs::Runner, point: &Notify) {
    tokio::select! {
        ended = runner.run(std::future::pending()) => panic!("{ended:?}"),
        () = point.notified() => {}
    }
}

pub async fn effects_appear_once_though_the_program_is_killed_before_the_end(at: Installation) {
    enqueue(&at.store, KIND, "a").await;
    let (written, tries) = (Arc::new(Notify::new()), Arc::new(AtomicUsize::new(0)));
    let sent = Arc::new(Mutex::new(BTreeMap::new()));
    let doing = {
        let (written, tries, sent) = (Arc::clone(&written), Arc::clone(&tries), Arc::clone(&sent));
        Doing::what(move |job, at| {
            let (written, tries, sent) = (written.clone(), tries.clone(), sent.clone());
            async move {
                sent.lock().unwrap().insert(job.key.clone(), job.attempts);
                let work = at.begin().await?;
                let act = testkit::act(agency(1), "letter.sent", "letter", job.id);
                work.log().append(act).await?;
                if tries.fetch_add(1, Ordering::SeqCst) == 0 {
                    written.notify_one();
                    std::future::pending::<()>().await;
                }
                Ok(Outcome::With(work))
            }
        })
    };
    let runner = runner(&at.store, doing.registered());
    killed_at(&runner, &written).await;
    assert_eq!((acts(&at, "letter.sent").await, state(&at, "a").await), (0, JobState::Running));
    // Nobody else takes it before the lease has run out.
    assert_eq!(runner.run_until_idle().await.unwrap(), 0);
    at.clock.advance(61);
    assert_eq!(runner.run_until_idle().await.unwrap(), 1);
    at.clock.advance(61);
    assert_eq!(runner.run_until_idle().await.unwrap(), 0);
    assert_eq!((acts(&at, "letter.sent").await, state(&at, "a").await), (1, JobState::Done));
    // What went out did so under one key.
    assert_eq!(*sent.lock().unwrap(), BTreeMap::from([("a".to_owned(), 2)]));
}

pub async fn two_nodes_share_jobs_and_do_none_twice(at: Installation) {
    let other = at.reopen().await;
    for n in 0..200 {
        enqueue(&at.store, KIND, &format!("job {n:03}")).await;
    }
    let done: Arc<Mutex<BTreeMap<String, Vec<&str>>>> = Arc::default();
    let doing = |node: &'static str| {
        let done = Arc::clone(&done);
        Doing::what(move |job, _| {
            done.lock().unwrap().entry(job.key).or_default().push(node);
            async {
                tokio::time::sleep(Duration::from_millis(2)).await;
                Ok(Outcome::Done)
            }
        })
    };
    let one = runner(&at.store, doing("one").registered());
    let two = runner(&other, doing("two").registered());
    let (a, b) = tokio::join!(one.run_until_idle(), two.run_until_idle());
    let (a, b) = (a.unwrap(), b.unwrap());
    assert_eq!(a + b, 200);
    assert!(a > 0 && b > 0, "{a} {b}");
    let done = done.lock().unwrap().clone();
    assert_eq!(done.len(), 200);
    assert!(done.values().all(|nodes| nodes.len() == 1), "{done:?}");
    assert_eq!(count(&at, JobState::Done).await, 200);
}

pub async fn a_dead_nodes_job_is_done_by_another(at: Installation) {
    enqueue(&at.store, KIND, "a").await;
    let begun = Arc::new(Notify::new());
    let hangs = {
        let begun = Arc::clone(&begun);
        Doing::what(move |_, _| {
            begun.notify_one();
            std::future::pending()
        })
    };
    killed_at(&runner(&at.store, hangs.registered()), &begun).await;
    let other = at.reopen().await;
    let done = Doing::what(|_, _| async { Ok(Outcome::Done) });
    let runner = runner(&other, done.registered());
    at.clock.advance(50);
    assert_eq!(runner.run_until_idle().await.unwrap(), 0);
    at.clock.advance(11);
    assert_eq!(runner.run_until_idle().await.unwrap(), 1);
    let job = job(&at, "a").await;
    assert_eq!((job.state, job.attempts), (JobState::Done, 2));
}

pub async fn a_node_that_lost_its_lease_stores_nothing(at: Installation) {
    enqueue(&at.store, KIND, "a").await;
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let doing = |slow: bool| {
        let (begun, go_on) = (Arc::clone(&begun), Arc::clone(&go_on));
        Doing::what(move |job, at| {
            let (begun, go_on) = (begun.clone(), go_on.clone());
            async move {
                if slow {
                    begun.notify_one();
                    go_on.notified().await;
                }
                let work = at.begin().await?;
                let act = testkit::act(agency(1), "letter.sent", "letter", job.id);
                work.log().append(act).await?;
                Ok(Outcome::With(work))
            }
        })
    };
    let slow = runner(&at.store, doing(true).registered());
    let other = at.reopen().await;
    let quick = runner(&other, doing(false).registered());
    let story = async {
        begun.notified().await;
        at.clock.advance(61);
        assert_eq!(quick.run_until_idle().await.unwrap(), 1);
        go_on.notify_one();
    };
    let (ran, ()) = tokio::join!(slow.run_until_idle(), story);
    assert_eq!(ran.unwrap(), 1);
    let job = job(&at, "a").await;
    assert_eq!((job.state, job.last_error), (JobState::Done, None));
    assert_eq!(acts(&at, "letter.sent").await, 1);
}

pub async fn a_lease_is_kept_while_the_handler_runs(at: Installation) {
    enqueue(&at.store, KIND, "a").await;
    let go_on = Arc::new(Notify::new());
    let waits = {
        let go_on = Arc::clone(&go_on);
        Doing::what(move |_, _| {
            let go_on = go_on.clone();
            async move {
                go_on.notified().await;
                Ok(Outcome::Done)
            }
        })
    };
    let settings = RunnerSettings { lease: Duration::from_secs(3), ..Default::default() };
    let runner = runner(&at.store, waits.registered()).with_settings(settings);
    let other = at.reopen().await;
    let story = async {
        for _ in 0..3 {
            tokio::time::sleep(Duration::from_millis(1_300)).await;
            at.clock.advance(2);
            let until = At::from_micros(at.edge.now().micros() + 1_000_000).unwrap();
            assert!(other.jobs().take("other", until, 1).await.unwrap().is_empty());
        }
        go_on.notify_one();
    };
    let (ran, ()) = tokio::join!(runner.run_until_idle(), story);
    assert_eq!(ran.unwrap(), 1);
    let job = job(&at, "a").await;
    assert_eq!((job.state, job.attempts), (JobState::Done, 1));
}
