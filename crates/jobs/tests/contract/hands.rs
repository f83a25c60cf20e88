use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jobs::{Outcome, RunnerSettings};
use store::JobState;
use testkit::Installation;
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

use crate::support::{Doing, KIND, count, enqueue, job, runner, state};

/// Looks once, then only when woken.
const HARDLY_EVER: RunnerSettings = RunnerSettings {
    lease: Duration::from_secs(60),
    poll: Duration::from_secs(600),
    grace: Duration::from_secs(10),
};

fn takes(begun: &Arc<Notify>, time: Duration) -> Doing {
    let begun = Arc::clone(begun);
    Doing::what(move |_, _| {
        begun.notify_one();
        async move {
            sleep(time).await;
            Ok(Outcome::Done)
        }
    })
}

pub async fn asked_to_stop_it_lets_running_jobs_end(at: Installation) {
    enqueue(&at.store, KIND, "a").await;
    let begun = Arc::new(Notify::new());
    let doing = Doing { at_once: 1, ..takes(&begun, Duration::from_millis(300)) };
    enqueue(&at.store, KIND, "b").await;
    let runner = runner(&at.store, doing.registered());
    runner.run(begun.notified()).await.unwrap();
    assert_eq!((state(&at, "a").await, state(&at, "b").await), (JobState::Done, JobState::Waiting));
}

pub async fn what_does_not_end_in_time_is_given_back(at: Installation) {
    enqueue(&at.store, KIND, "a").await;
    let begun = Arc::new(Notify::new());
    let doing = takes(&begun, Duration::from_secs(600));
    let settings = RunnerSettings { grace: Duration::from_millis(50), ..Default::default() };
    let stopped = runner(&at.store, doing.registered()).with_settings(settings);
    timeout(Duration::from_secs(5), stopped.run(begun.notified())).await.unwrap().unwrap();
    let given_back = job(&at, "a").await;
    assert_eq!((given_back.state, given_back.attempts), (JobState::Waiting, 0));
    // Another node need not wait for the lease.
    let done = Doing::what(|_, _| async { Ok(Outcome::Done) });
    assert_eq!(runner(&at.store, done.registered()).run_until_idle().await.unwrap(), 1);
}

pub async fn a_commit_wakes_the_runner(at: Installation) {
    let begun = Arc::new(Notify::new());
    let doing = takes(&begun, Duration::ZERO);
    let runner = runner(&at.store, doing.registered()).with_settings(HARDLY_EVER);
    let story = async {
        sleep(Duration::from_millis(200)).await;
        enqueue(&at.store, KIND, "a").await;
        timeout(Duration::from_secs(5), begun.notified()).await.unwrap();
    };
    runner.run(story).await.unwrap();
    assert_eq!(state(&at, "a").await, JobState::Done);
}

pub async fn a_kind_has_so_many_hands_and_no_more(at: Installation) {
    for n in 0..12 {
        enqueue(&at.store, KIND, &format!("job {n:02}")).await;
    }
    let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let doing = {
        let (running, most) = (Arc::clone(&running), Arc::clone(&most));
        Doing::what(move |_, _| {
            let (running, most) = (running.clone(), most.clone());
            async move {
                most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                sleep(Duration::from_millis(30)).await;
                running.fetch_sub(1, Ordering::SeqCst);
                Ok(Outcome::Done)
            }
        })
    };
    let doing = Doing { at_once: 3, ..doing };
    assert_eq!(runner(&at.store, doing.registered()).run_until_idle().await.unwrap(), 12);
    assert_eq!((most.load(Ordering::SeqCst), count(&at, JobState::Done).await), (3, 12));
}
