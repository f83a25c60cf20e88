use std::path::{Path, PathBuf};
use std::sync::Arc;

use eventlog::Checkpoint;
use jobs::{FolderWitness, HandToWitnesses, Handler, MailWitness, Registry, Runner, Sweep};
use jobs::{WaitingWitnesses, Witness};
use store::{JobState, Source, Store};
use testkit::{Installation, token};

use crate::support::{act, enqueue, job, runner, state, twin};

fn folder(at: &Installation, name: &str) -> PathBuf {
    let folder = at.folder().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn in_folder(name: &str, folder: &Path) -> Arc<dyn Witness> {
    Arc::new(FolderWitness::new(token(name), folder))
}

fn handing(store: &Store, witnesses: &[Arc<dyn Witness>]) -> Runner {
    let handler: Arc<dyn Handler> = Arc::new(HandToWitnesses::of(witnesses.to_vec()));
    runner(store, Registry::of([handler]).unwrap())
}

/// Hands over once, and returns how the job ended.
async fn hand(at: &Installation, witnesses: &[Arc<dyn Witness>], key: &str) -> (JobState, String) {
    enqueue(&at.store, "log.witness", key).await;
    handing(&at.store, witnesses).run_until_idle().await.unwrap();
    let job = job(at, key).await;
    (job.state, job.last_error.unwrap_or_default())
}

async fn signed(at: &Installation, acts: usize) -> String {
    for _ in 0..acts {
        act(&at.store).await;
    }
    at.store.log().checkpoint().await.unwrap().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        files.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

pub async fn the_newest_checkpoint_reaches_every_witness(at: Installation) {
    let (branch, pickup) = (folder(&at, "branch"), folder(&at, "pickup"));
    let mail = MailWitness::new(token("court"), &pickup, "log@example.gov.cn", "a@court.cn");
    let witnesses = [in_folder("branch", &branch), Arc::new(mail.unwrap())];
    assert_eq!(hand(&at, &witnesses, "nothing is signed").await.0, JobState::Done);
    assert!(names(&branch).is_empty());
    signed(&at, 3).await;
    assert_eq!(hand(&at, &witnesses, "1").await, (JobState::Done, String::new()));
    let note = signed(&at, 2).await;
    assert_eq!(hand(&at, &witnesses, "2").await, (JobState::Done, String::new()));
    assert_eq!(names(&branch), ["checkpoint-3.note", "checkpoint-5.note", "latest.note"]);
    assert_eq!(names(&pickup), ["checkpoint-3.eml", "checkpoint-5.eml"]);
    for file in ["latest.note", "checkpoint-5.note"] {
        assert_eq!(std::fs::read_to_string(branch.join(file)).unwrap(), note);
    }
    for name in ["branch", "court"] {
        assert_eq!(at.store.log().witnessed(name).await.unwrap(), Some(5));
    }
    // A mail that was picked up is not written again.
    std::fs::remove_file(pickup.join("checkpoint-5.eml")).unwrap();
    assert_eq!(hand(&at, &witnesses, "3").await.0, JobState::Done);
    assert_eq!(names(&pickup), ["checkpoint-3.eml"]);
}

pub async fn an_old_database_put_back_is_noticed(at: Installation) {
    let branch = folder(&at, "branch");
    let witnesses = [in_folder("branch", &branch)];
    let kept = signed(&at, 5).await;
    assert_eq!(hand(&at, &witnesses, "1").await.0, JobState::Done);
    let before = names(&branch);
    // What was put back knows fewer acts, and goes on with others.
    let old = twin(&at).await;
    old.clock.advance(60);
    let check = async |acts: usize, key: &str, alarm: &str| {
        if acts > 0 {
            signed(&old, acts).await;
        }
        let (state, told) = hand(&old, &witnesses, key).await;
        assert_eq!(state, JobState::Dead, "{key}");
        assert!(told.contains(alarm), "{key}: {told}");
        assert_eq!(std::fs::read_to_string(branch.join("latest.note")).unwrap(), kept);
        assert_eq!(names(&branch), before);
        assert_eq!(old.store.log().witnessed("branch").await.unwrap(), None);
    };
    check(0, "empty", "ALARM: the witness holds a checkpoint of 5 acts").await;
    check(3, "fewer", "ALARM: the witness holds a checkpoint of 5 acts").await;
    check(2, "as many", "ALARM: the first 5 acts").await;
    check(4, "more", "ALARM: the first 5 acts").await;
    // Even where `latest.note` was removed, and where the folder is written to past the handler.
    std::fs::remove_file(branch.join("latest.note")).unwrap();
    assert!(hand(&old, &witnesses, "removed").await.1.contains("ALARM"));
    assert_eq!(hand(&at, &witnesses, "2").await.0, JobState::Done);
    assert_eq!(names(&branch), before);
}

pub async fn a_witness_that_was_emptied_is_noticed(at: Installation) {
    let branch = folder(&at, "branch");
    signed(&at, 2).await;
    assert_eq!(hand(&at, &[in_folder("branch", &branch)], "1").await.0, JobState::Done);
    std::fs::remove_dir_all(&branch).unwrap();
    let (state, told) = hand(&at, &[in_folder("branch", &branch)], "2").await;
    assert!(state == JobState::Waiting && told.contains("cannot be reached"), "{told}");
    assert!(!branch.exists());
    let branch = folder(&at, "branch");
    let (state, told) = hand(&at, &[in_folder("branch", &branch)], "3").await;
    assert!(state == JobState::Waiting && told.contains("is its folder mounted?"), "{told}");
    assert!(names(&branch).is_empty());
    assert_eq!(hand(&at, &[in_folder("branch.2", &branch)], "4").await.0, JobState::Done);
}

pub async fn what_is_no_checkpoint_of_ours_is_left_alone(at: Installation) {
    let branch = folder(&at, "branch");
    signed(&at, 2).await;
    std::fs::write(branch.join("latest.note"), "another log's\n").unwrap();
    let (state, told) = hand(&at, &[in_folder("branch", &branch)], "1").await;
    assert!(state == JobState::Waiting && told.contains("no checkpoint of this log"), "{told}");
    assert_eq!(names(&branch), ["latest.note"]);
}

pub async fn one_witness_that_is_away_does_not_keep_the_others(at: Installation) {
    let branch = folder(&at, "branch");
    let witnesses =
        [in_folder("away", &at.folder().join("no such folder")), in_folder("branch", &branch)];
    let note = signed(&at, 2).await;
    let (state, told) = hand(&at, &witnesses, "1").await;
    assert!(state == JobState::Waiting && told.starts_with("away: "), "{told}");
    assert_eq!(std::fs::read_to_string(branch.join("latest.note")).unwrap(), note);
    assert_eq!(at.store.log().witnessed("branch").await.unwrap(), Some(2));
    assert_eq!(at.store.log().witnessed("away").await.unwrap(), None);
}

pub async fn a_witness_left_behind_gets_a_job_of_its_own(at: Installation) {
    let branch = folder(&at, "branch");
    let witnesses = [in_folder("branch", &branch), in_folder("other", &folder(&at, "other"))];
    let sweep = Sweep::of(vec![Arc::new(WaitingWitnesses::of(&witnesses))]);
    let found = async || sweep.sweep(&at.store).await.enqueued.values().sum::<u64>();
    signed(&at, 2).await;
    assert_eq!(hand(&at, &witnesses[..1], "1").await.0, JobState::Done);
    at.clock.advance(3_500);
    assert_eq!(found().await, 0);
    at.clock.advance(200);
    assert_eq!(found().await, 1);
    assert_eq!(found().await, 0);
    handing(&at.store, &witnesses).run_until_idle().await.unwrap();
    assert_eq!(at.store.log().witnessed("other").await.unwrap(), Some(2));
    at.clock.advance(7_200);
    assert_eq!(found().await, 0);
}

pub async fn two_nodes_hand_over_without_a_false_alarm(at: Installation) {
    let branch = folder(&at, "branch");
    let witnesses = [in_folder("branch", &branch)];
    let other = at.reopen().await;
    for round in 0..15 {
        signed(&at, 1).await;
        let (one, two) = (format!("{round} one"), format!("{round} two"));
        enqueue(&at.store, "log.witness", &one).await;
        enqueue(&at.store, "log.witness", &two).await;
        let grow = async {
            act(&other).await;
            other.log().checkpoint().await.unwrap();
        };
        let (a, b) = (handing(&at.store, &witnesses), handing(&other, &witnesses));
        let (a, b, ()) = tokio::join!(a.run_until_idle(), b.run_until_idle(), grow);
        a.unwrap();
        b.unwrap();
        assert_eq!(
            (state(&at, &one).await, state(&at, &two).await),
            (JobState::Done, JobState::Done)
        );
    }
    let latest = std::fs::read_to_string(branch.join("latest.note")).unwrap();
    assert!(Checkpoint::open(&latest, at.store.identity().key()).unwrap().size >= 29);
    assert!(names(&branch).iter().all(|it| it.ends_with(".note")));
}
