//! Right and wrong passwords, and what happens when many come at once.

use std::sync::mpsc;
use std::time::Duration;

use super::*;

fn some() -> Passwords {
    Passwords::new(PasswordCost::FOR_TESTS, 2, 8).unwrap()
}

fn text(password: &str) -> Zeroizing<String> {
    Zeroizing::new(password.to_owned())
}

const RIGHT: Verdict = Verdict { matches: true, rehash: false };
const WRONG: Verdict = Verdict { matches: false, rehash: false };

#[tokio::test]
async fn a_password_matches_its_own_hash_only() {
    let passwords = some();
    let stored = passwords.hash(text("绿皮火车 & horses"), [7; 16]).await.unwrap();
    assert!(stored.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{stored}");
    let verify = async |typed: &str| passwords.verify(text(typed), Some(stored.clone())).await;
    assert_eq!(verify("绿皮火车 & horses").await, Ok(RIGHT));
    for wrong in ["", "绿皮火车 & horse", "绿皮火车 & horses ", "绿皮火车 & Horses"] {
        assert_eq!(verify(wrong).await, Ok(WRONG), "{wrong}");
    }
}

#[tokio::test]
async fn the_same_letters_from_another_keyboard_are_the_same_password() {
    let passwords = some();
    let stored = passwords.hash(text("caf\u{e9} ürümqi"), [7; 16]).await.unwrap();
    let decomposed = text("cafe\u{301} u\u{308}ru\u{308}mqi");
    assert_eq!(passwords.verify(decomposed, Some(stored)).await, Ok(RIGHT));
}

#[tokio::test]
async fn another_salt_is_another_hash() {
    let passwords = some();
    let first = passwords.hash(text("a"), [1; 16]).await.unwrap();
    assert_ne!(first, passwords.hash(text("a"), [2; 16]).await.unwrap());
}

#[tokio::test]
async fn a_hash_of_another_cost_still_matches_and_asks_to_be_made_anew() {
    let old = Passwords::new(PasswordCost::new(16, 1, 1).unwrap(), 1, 1).unwrap();
    let stored = old.hash(text("a"), [1; 16]).await.unwrap();
    let verdict = some().verify(text("a"), Some(stored.clone())).await;
    assert_eq!(verdict, Ok(Verdict { matches: true, rehash: true }));
    assert_eq!(old.verify(text("a"), Some(stored)).await, Ok(RIGHT));
}

#[tokio::test]
async fn a_login_without_a_hash_is_told_no_whatever_is_typed() {
    for typed in ["", "a", &"x".repeat(LARGEST_BYTES + 1)] {
        assert_eq!(some().verify(text(typed), None).await, Ok(WRONG));
    }
}

#[tokio::test]
async fn an_unknown_login_takes_as_long_as_a_known_one() {
    let cost = PasswordCost::new(8 * 1_024, 2, 1).unwrap();
    let passwords = Passwords::new(cost, 1, 1).unwrap();
    let stored = passwords.hash(text("a"), [1; 16]).await.unwrap();
    let mut fastest = [Duration::MAX; 2];
    for _ in 0..5 {
        for (at, stored) in [Some(stored.clone()), None].into_iter().enumerate() {
            let begun = std::time::Instant::now();
            assert_eq!(passwords.verify(text("b"), stored).await, Ok(WRONG));
            fastest[at] = fastest[at].min(begun.elapsed());
        }
    }
    // A machine with other work is noisy; without the dummy it would be a hundred times.
    let [known, unknown] = fastest;
    assert!(unknown * 3 > known && known * 3 > unknown, "{known:?} {unknown:?}");
}

#[tokio::test]
async fn too_long_is_never_hashed() {
    let passwords = some();
    let novel = "x".repeat(LARGEST_BYTES + 1);
    assert_eq!(passwords.hash(text(&novel), [1; 16]).await, Err(PasswordError::TooLong));
    let stored = passwords.hash(text(&novel[1..]), [1; 16]).await.unwrap();
    assert_eq!(passwords.verify(text(&novel), Some(stored)).await, Ok(WRONG));
}

#[tokio::test]
async fn what_is_no_hash_of_ours_is_an_error_and_not_a_no() {
    let passwords = some();
    let good = passwords.hash(text("a"), [1; 16]).await.unwrap();
    for stored in [
        String::new(),
        "plain".to_owned(),
        good.replace("argon2id", "argon2i"),
        good.replace("v=19", "v=16"),
        good.replace("$v=19", ""),
        good.replace("m=8", "m=4194304"),
        good.replace("t=1", "t=4000000000"),
        good.rsplit_once('$').unwrap().0.to_owned(),
    ] {
        let verdict = passwords.verify(text("a"), Some(stored.clone())).await;
        assert_eq!(verdict, Err(PasswordError::Unreadable), "{stored}");
    }
}

/// Keeps a thread of the pool busy until the sender is dropped.
fn block(passwords: &Passwords) -> mpsc::Sender<()> {
    let (go_on, wait) = mpsc::channel::<()>();
    let (begun, has_begun) = mpsc::channel();
    let job = move || {
        let _ = begun.send(());
        let _ = wait.recv();
    };
    passwords.pool.submit(Box::new(job)).unwrap();
    has_begun.recv().unwrap();
    go_on
}

#[tokio::test]
async fn whoever_finds_the_queue_full_is_told_at_once() {
    let passwords = Passwords::new(PasswordCost::FOR_TESTS, 1, 2).unwrap();
    let go_on = block(&passwords);
    let mut waiting = [0, 1].map(|_| Box::pin(passwords.verify(text("a"), None)));
    for one in &mut waiting {
        assert!(poll_once(one.as_mut()).await.is_none());
    }
    assert_eq!(passwords.verify(text("a"), None).await, Err(PasswordError::Busy));
    drop(go_on);
    for one in waiting {
        assert_eq!(one.await, Ok(WRONG));
    }
    assert_eq!(passwords.verify(text("a"), None).await, Ok(WRONG));
}

/// Polls once.
async fn poll_once<F: Future>(mut future: std::pin::Pin<&mut F>) -> Option<F::Output> {
    use std::task::Poll;
    std::future::poll_fn(|context| {
        Poll::Ready(match future.as_mut().poll(context) {
            Poll::Ready(output) => Some(output),
            Poll::Pending => None,
        })
    })
    .await
}

#[tokio::test]
async fn the_runtime_goes_on_while_every_thread_of_the_pool_is_busy() {
    let passwords = Passwords::new(PasswordCost::FOR_TESTS, 1, 4).unwrap();
    let go_on = block(&passwords);
    let verify = passwords.verify(text("a"), None);
    let page = tokio::time::sleep(Duration::from_millis(5));
    tokio::select! {
        _ = verify => panic!("the pool was busy"),
        () = page => {}
    }
    drop(go_on);
}

#[tokio::test]
async fn a_panic_in_the_pool_takes_nobody_else_along() {
    let passwords = Passwords::new(PasswordCost::FOR_TESTS, 1, 4).unwrap();
    let failed = passwords.run::<()>(|| panic!("a fault of ours")).await;
    assert_eq!(failed, Err(PasswordError::Failed));
    assert_eq!(passwords.verify(text("a"), None).await, Ok(WRONG));
}

#[tokio::test]
async fn whoever_went_away_costs_no_more_time() {
    let passwords = Passwords::new(PasswordCost::FOR_TESTS, 1, 4).unwrap();
    let go_on = block(&passwords);
    let (ran, has_run) = mpsc::channel();
    let mut gone = Box::pin(passwords.run(move || {
        let _ = ran.send(());
        Ok(())
    }));
    assert!(poll_once(gone.as_mut()).await.is_none());
    drop(gone);
    drop(go_on);
    assert_eq!(passwords.verify(text("a"), None).await, Ok(WRONG));
    assert!(has_run.try_recv().is_err());
}
