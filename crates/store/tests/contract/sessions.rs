use std::time::Duration;

use eventlog::At;
use records::person::AccountId;
use store::{Ceremony, NewSession, Purpose, SecretHash, Source, Store, Strength};
use testkit::Installation;

const IDLE: Duration = Duration::from_secs(30 * 60);
const HOUR: i64 = 3_600;

fn in_hours(at: &Installation, hours: i64) -> At {
    At::from_micros(at.edge.now().micros() + hours * HOUR * 1_000_000).unwrap()
}

async fn signed_in(at: &Installation, account: AccountId, secret: &[u8]) -> SecretHash {
    let hash = SecretHash::of(secret);
    let new = NewSession {
        account,
        ends_at: in_hours(at, 12),
        strength: Strength::SecondFactor,
        agent: format!("浏览器\n{}", "x".repeat(300)),
    };
    let work = at.store.begin().await.unwrap();
    work.sessions().begin(&hash, new).await.unwrap();
    work.commit().await.unwrap();
    hash
}

async fn end(store: &Store, hash: &SecretHash) -> bool {
    let work = store.begin().await.unwrap();
    let ended = work.sessions().end(hash).await.unwrap();
    work.commit().await.unwrap();
    ended
}

pub async fn an_ended_session_is_over_on_every_node(at: Installation) {
    let account = AccountId(at.edge.new_id());
    let other = at.reopen().await;
    let hash = signed_in(&at, account, b"one").await;
    let found = other.sessions().find(&hash, IDLE).await.unwrap().unwrap();
    assert_eq!(
        (found.hash, found.account, found.strength),
        (hash, account, Strength::SecondFactor)
    );
    assert!(found.agent.starts_with("浏览器xx") && found.agent.chars().count() == 200);
    assert_eq!(other.sessions().find(&SecretHash::of(b"two"), IDLE).await.unwrap(), None);
    assert!(end(&at.store, &hash).await && !end(&other, &hash).await);
    for store in [&at.store, &other, &at.reopen().await] {
        assert_eq!(store.sessions().find(&hash, IDLE).await.unwrap(), None);
    }
}

pub async fn a_session_ends_by_itself_and_by_idleness(at: Installation) {
    let hash = signed_in(&at, AccountId(at.edge.new_id()), b"one").await;
    let find = async || at.store.sessions().find(&hash, IDLE).await.unwrap();
    at.clock.advance(29 * 60);
    let session = find().await.unwrap();
    assert!(at.store.sessions().touch(&session).await.unwrap());
    assert!(!at.store.sessions().touch(&find().await.unwrap()).await.unwrap(), "once a minute");
    // Two requests that read it before either noted: one notes.
    assert!(!at.store.sessions().touch(&session).await.unwrap());
    at.clock.advance(29 * 60);
    assert!(find().await.is_some());
    at.clock.advance(2 * 60);
    assert_eq!(find().await, None);
    // However often it is seen, it ends in the end.
    let whole_day = Duration::from_secs(24 * 60 * 60);
    assert!(at.store.sessions().find(&hash, whole_day).await.unwrap().is_some());
    at.clock.advance(11 * HOUR);
    assert_eq!(at.store.sessions().find(&hash, whole_day).await.unwrap(), None);
}

pub async fn a_session_that_was_ended_is_not_brought_back_by_being_seen(at: Installation) {
    let hash = signed_in(&at, AccountId(at.edge.new_id()), b"one").await;
    at.clock.advance(120);
    let session = at.store.sessions().find(&hash, IDLE).await.unwrap().unwrap();
    end(&at.reopen().await, &hash).await;
    assert!(!at.store.sessions().touch(&session).await.unwrap());
    assert_eq!(at.store.sessions().find(&hash, IDLE).await.unwrap(), None);
}

pub async fn a_new_password_ends_the_other_sessions(at: Installation) {
    let (account, neighbour) = (AccountId(at.edge.new_id()), AccountId(at.edge.new_id()));
    let here = signed_in(&at, account, b"here").await;
    signed_in(&at, account, b"there").await;
    let theirs = signed_in(&at, neighbour, b"theirs").await;
    assert_eq!(at.store.sessions().of_account(account).await.unwrap().len(), 2);
    let end_all = async |except: Option<&SecretHash>| {
        let work = at.store.begin().await.unwrap();
        let ended = work.sessions().end_all_of(account, except).await.unwrap();
        work.commit().await.unwrap();
        ended
    };
    assert_eq!(end_all(Some(&here)).await, 1);
    let left = at.store.sessions().of_account(account).await.unwrap();
    assert_eq!(left.iter().map(|it| it.hash).collect::<Vec<_>>(), [here]);
    assert_eq!(end_all(None).await, 1);
    assert!(at.store.sessions().find(&theirs, IDLE).await.unwrap().is_some());
}

pub async fn what_is_over_is_forgotten_and_nothing_else(at: Installation) {
    let account = AccountId(at.edge.new_id());
    let session = signed_in(&at, account, b"one").await;
    let (link, cookie, bucket) =
        (SecretHash::of(b"link"), SecretHash::of(b"cookie"), SecretHash::of(b"bucket"));
    let work = at.store.begin().await.unwrap();
    work.invitations().put(&link, account, Purpose::Invite, in_hours(&at, 1)).await.unwrap();
    let ceremony = Ceremony {
        kind: "oidc".to_owned(),
        account: None,
        body: String::new(),
        until: in_hours(&at, 2),
    };
    work.ceremonies().put(&cookie, &ceremony).await.unwrap();
    work.tries().failed(&bucket, at.edge.now(), IDLE).await.unwrap();
    work.commit().await.unwrap();
    let forget = async || {
        let work = at.store.begin().await.unwrap();
        let count = work.forget_expired(at.edge.now()).await.unwrap();
        work.commit().await.unwrap();
        count
    };
    assert_eq!(forget().await, 0);
    let mut gone = Vec::new();
    for _ in 0..25 {
        at.clock.advance(HOUR);
        gone.push(forget().await);
    }
    let at_hours: Vec<_> = (1..).zip(&gone).filter(|(_, it)| **it > 0).collect();
    assert_eq!(at_hours, [(1, &1), (2, &1), (12, &1), (24, &1)]);
    assert_eq!(at.store.tries().state(&bucket).await.unwrap(), None);
    assert_eq!(at.store.sessions().find(&session, IDLE).await.unwrap(), None);
}
