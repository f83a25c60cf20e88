use eventlog::At;
use records::person::AccountId;
use store::{AgencyScope, NewApiToken, SecretHash, Source, Store, StoreError, Subject};
use testkit::{Installation, act_on, agency};
use uuid::Uuid;

async fn issue(at: &Installation, n: u128, secret: &[u8]) -> (Uuid, SecretHash) {
    let (id, hash) = (at.edge.new_id(), SecretHash::of(secret));
    let until = At::from_micros(at.edge.now().micros() + 86_400_000_000).unwrap();
    let account = AccountId(Uuid::from_u128(n));
    let scopes = vec!["requests.read".to_owned()];
    let new = NewApiToken { id, account, name: "对接".to_owned(), scopes, until };
    let work = at.store.begin().await.unwrap();
    let act = act_on(agency(n), "api_token.issued", Subject::api_token(id));
    work.api_tokens().issue(new, &hash, act).await.unwrap();
    work.commit().await.unwrap();
    // It opens nothing until somebody else has agreed to it.
    assert_eq!(at.store.api_tokens().find_by_hash(&hash).await.unwrap(), None);
    let work = at.store.begin().await.unwrap();
    let act = act_on(agency(n), "api_token.approved", Subject::api_token(id));
    work.api_tokens().approve(&AgencyScope::only(agency(n)), id, act).await.unwrap();
    work.commit().await.unwrap();
    (id, hash)
}

async fn revoke(store: &Store, scope: &AgencyScope, n: u128, id: Uuid) -> Result<(), StoreError> {
    let work = store.begin().await?;
    let act = act_on(agency(n), "api_token.revoked", Subject::api_token(id));
    work.api_tokens().revoke(scope, id, act).await?;
    work.commit().await
}

pub async fn a_revoked_token_is_found_on_no_node(at: Installation) {
    let other = at.reopen().await;
    let (id, hash) = issue(&at, 1, b"secret").await;
    let found = other.api_tokens().find_by_hash(&hash).await.unwrap().unwrap();
    assert_eq!((found.id, found.agency, found.scopes.len()), (id, agency(1), 1));
    assert_eq!(other.api_tokens().find_by_hash(&SecretHash::of(b"x")).await.unwrap(), None);
    let scope = AgencyScope::only(agency(1));
    revoke(&at.store, &scope, 1, id).await.unwrap();
    for store in [&at.store, &other, &at.reopen().await] {
        assert_eq!(store.api_tokens().find_by_hash(&hash).await.unwrap(), None);
    }
    let listed = at.store.api_tokens().of_account(&scope, found.account).await.unwrap();
    assert!(listed.len() == 1 && listed[0].revoked_at.is_some());
    assert!(!format!("{listed:?}").contains(&hex(&hash)));
    // Nor is one that ran out.
    let (_, late) = issue(&at, 1, b"late").await;
    at.clock.advance(86_401);
    assert_eq!(at.store.api_tokens().find_by_hash(&late).await.unwrap(), None);
}

fn hex(hash: &SecretHash) -> String {
    hash.as_bytes().iter().map(|it| format!("{it:02x}")).collect()
}

pub async fn a_token_is_issued_and_revoked_with_an_act(at: Installation) {
    let (id, _) = issue(&at, 1, b"secret").await;
    let scope = AgencyScope::only(agency(1));
    revoke(&at.store, &scope, 1, id).await.unwrap();
    let again = revoke(&at.store, &scope, 1, id).await;
    assert!(matches!(again, Err(StoreError::NotFound(_))), "{again:?}");
    let acts = at.store.log().of_subject(&scope, id).await.unwrap();
    let told: Vec<_> = acts.iter().map(|it| it.entry.action.as_str()).collect();
    assert_eq!(told, ["api_token.issued", "api_token.approved", "api_token.revoked"]);
    // An act about something else issues nothing.
    let work = at.store.begin().await.unwrap();
    let until = at.edge.now();
    let account = AccountId(at.edge.new_id());
    let id = at.edge.new_id();
    let new = NewApiToken { id, account, name: String::new(), scopes: vec![], until };
    let act = act_on(agency(1), "api_token.issued", Subject::account(account));
    let told = work.api_tokens().issue(new, &SecretHash::of(b"y"), act).await;
    assert!(matches!(told, Err(StoreError::Log(_))), "{told:?}");
}

pub async fn another_agencys_token_answers_like_none(at: Installation) {
    let (id, hash) = issue(&at, 1, b"secret").await;
    let theirs = AgencyScope::only(agency(2));
    for n in [1, 2] {
        let told = revoke(&at.store, &theirs, n, id).await;
        assert!(matches!(told, Err(StoreError::NotFound(_))), "{told:?}");
    }
    let tokens = at.store.api_tokens();
    assert_eq!(tokens.page(&theirs, None, 9).await.unwrap(), []);
    let account = AccountId(Uuid::from_u128(1));
    assert_eq!(tokens.of_account(&theirs, account).await.unwrap(), []);
    assert_eq!(tokens.page(&AgencyScope::only(agency(1)), None, 9).await.unwrap().len(), 1);
    assert!(tokens.find_by_hash(&hash).await.unwrap().is_some());
}

pub async fn a_token_is_noted_as_used_once_a_minute(at: Installation) {
    let (_, hash) = issue(&at, 1, b"secret").await;
    let find = async || at.store.api_tokens().find_by_hash(&hash).await.unwrap().unwrap();
    let fresh = find().await;
    assert_eq!(fresh.used_at, None);
    assert!(at.store.api_tokens().note_used(&fresh).await.unwrap());
    assert!(!at.store.api_tokens().note_used(&fresh).await.unwrap(), "another request was first");
    assert!(!at.store.api_tokens().note_used(&find().await).await.unwrap());
    at.clock.advance(61);
    assert!(at.store.api_tokens().note_used(&find().await).await.unwrap());
}
