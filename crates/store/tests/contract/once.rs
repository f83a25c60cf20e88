//! What is good once is good once, however many ask at once on however many nodes.

use eventlog::At;
use records::person::AccountId;
use store::{Ceremony, Purpose, SecretHash, Source};
use testkit::{Installation, agency};

use crate::at_once::ten;

fn in_seconds(at: &Installation, seconds: i64) -> At {
    At::from_micros(at.edge.now().micros() + seconds * 1_000_000).unwrap()
}

async fn put(at: &Installation, hash: &SecretHash, account: AccountId, purpose: Purpose) {
    let work = at.store.begin().await.unwrap();
    let until = in_seconds(at, 60);
    work.invitations().put(hash, account, purpose, until).await.unwrap();
    work.commit().await.unwrap();
}

pub async fn an_invitation_is_good_once(at: Installation) {
    let account = AccountId(at.edge.new_id());
    let hash = SecretHash::of(b"link");
    put(&at, &hash, account, Purpose::Invite).await;
    let found = at.store.invitations().peek(&hash).await.unwrap().unwrap();
    assert_eq!((found.account, found.purpose), (account, Purpose::Invite));
    let take = async |work: &store::Work| work.invitations().take(&hash).await.unwrap().is_some();
    assert_eq!(ten(&at, take).await, 1);
    assert_eq!(at.store.invitations().peek(&hash).await.unwrap(), None);
    // Nor is one good after its time.
    put(&at, &hash, account, Purpose::Reset).await;
    at.clock.advance(61);
    assert_eq!(at.store.invitations().peek(&hash).await.unwrap(), None);
    assert_eq!(ten(&at, take).await, 0);
}

pub async fn of_two_invitations_of_an_account_the_later_is_good(at: Installation) {
    let (account, other) = (AccountId(at.edge.new_id()), AccountId(at.edge.new_id()));
    let [first, second, theirs] = [b"a", b"b", b"c"].map(|it| SecretHash::of(it));
    put(&at, &theirs, other, Purpose::First).await;
    put(&at, &first, account, Purpose::Invite).await;
    put(&at, &second, account, Purpose::Reset).await;
    let invitations = at.store.invitations();
    assert_eq!(invitations.peek(&first).await.unwrap(), None);
    assert_eq!(invitations.peek(&second).await.unwrap().unwrap().purpose, Purpose::Reset);
    assert_eq!(invitations.peek(&theirs).await.unwrap().unwrap().account, other);
    // Ten that are made at once leave one.
    let hashes: Vec<_> = (0..10).map(|n| SecretHash::of(&[n])).collect();
    futures::future::join_all(hashes.iter().map(|it| put(&at, it, account, Purpose::Reset))).await;
    let mut good = 0;
    for hash in &hashes {
        good += usize::from(invitations.peek(hash).await.unwrap().is_some());
    }
    assert_eq!(good, 1);
}

pub async fn a_recovery_code_is_good_once(at: Installation) {
    let account = AccountId(at.edge.new_id());
    let codes: Vec<_> = (0..8).map(|n| SecretHash::of(&[n])).collect();
    let replace = async |codes: &[SecretHash]| {
        let work = at.store.begin().await.unwrap();
        work.credentials().replace_recovery_codes(account, codes).await.unwrap();
        work.commit().await.unwrap();
    };
    replace(&codes).await;
    let used = async |account, code: &SecretHash| {
        ten(&at, async |work| work.credentials().use_recovery_code(account, code).await.unwrap())
            .await
    };
    assert_eq!(used(account, &codes[3]).await, 1);
    assert_eq!(at.store.credentials().recovery_codes_left(account).await.unwrap(), 7);
    assert_eq!(used(AccountId(at.edge.new_id()), &codes[4]).await, 0);
    // New codes in place of the old: those are good no more.
    replace(&[SecretHash::of(b"new")]).await;
    assert_eq!(used(account, &codes[4]).await, 0);
    assert_eq!(at.store.credentials().recovery_codes_left(account).await.unwrap(), 1);
}

pub async fn a_step_of_the_second_factor_counts_once(at: Installation) {
    let account = AccountId(at.edge.new_id());
    let work = at.store.begin().await.unwrap();
    work.credentials().set_totp(account, agency(1), "SECRET", 100).await.unwrap();
    work.commit().await.unwrap();
    let used = async |step| {
        ten(&at, async |work| work.credentials().use_totp_step(account, step).await.unwrap()).await
    };
    assert_eq!([used(102).await, used(101).await, used(103).await], [1, 0, 1]);
}

pub async fn a_ceremony_is_taken_up_once(at: Installation) {
    let hash = SecretHash::of(b"cookie");
    let ceremony = Ceremony {
        kind: "passkey".to_owned(),
        account: Some(AccountId(at.edge.new_id())),
        body: "CANARY".to_owned(),
        until: in_seconds(&at, 60),
    };
    assert!(!format!("{ceremony:?}").contains("CANARY"));
    let begin = async || {
        let work = at.store.begin().await.unwrap();
        work.ceremonies().put(&hash, &ceremony).await.unwrap();
        work.commit().await.unwrap();
    };
    begin().await;
    let take = async |kind: &str| {
        ten(&at, async |work| {
            let found = work.ceremonies().take(&hash, kind).await.unwrap();
            found.is_some_and(|it| it == ceremony)
        })
        .await
    };
    assert_eq!(take("oidc").await, 0, "one ceremony is never taken for another");
    assert_eq!(take("passkey").await, 1);
    begin().await;
    at.clock.advance(61);
    assert_eq!(take("passkey").await, 0);
}
