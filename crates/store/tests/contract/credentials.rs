use records::person::AccountId;
use sea_orm::ConnectionTrait;
use sealed::{FieldKind, Plain};
use store::{AgencyScope, NewPasskey, SecretHash, Source, Store, StoreError, Work};
use testkit::{Installation, act, agency};

const SECRET: &str = "JBSWY3DPEHPK3PXPCANARY";

fn somebody(at: &Installation) -> AccountId {
    AccountId(at.edge.new_id())
}

async fn unit<T>(store: &Store, doing: impl AsyncFnOnce(&Work) -> T) -> T {
    let work = store.begin().await.unwrap();
    let done = doing(&work).await;
    work.commit().await.unwrap();
    done
}

async fn with_second_factor(at: &Installation, account: AccountId) {
    unit(&at.store, async |work| {
        let credentials = work.credentials();
        credentials.set_totp(account, agency(1), SECRET, 100).await.unwrap();
        let codes: Vec<_> = (0..3).map(|n| SecretHash::of(&[n])).collect();
        credentials.replace_recovery_codes(account, &codes).await.unwrap();
    })
    .await;
}

pub async fn a_password_is_replaced_and_never_printed(at: Installation) {
    let (account, other) = (somebody(&at), somebody(&at));
    with_second_factor(&at, account).await;
    for hash in ["$argon2id$CANARY-1", "$argon2id$CANARY-2"] {
        unit(&at.store, async |work| work.credentials().set_password(account, hash).await)
            .await
            .unwrap();
    }
    let credential = at.reopen().await.credentials().get(account).await.unwrap().unwrap();
    assert_eq!(credential.password_hash.as_deref(), Some("$argon2id$CANARY-2"));
    assert!(credential.totp_since.is_some(), "a new password leaves the second factor");
    assert!(!format!("{credential:?}").contains("CANARY"));
    assert_eq!(at.store.credentials().get(other).await.unwrap(), None);
    // Whoever checked the old password while it was changed does not bring it back.
    let rehash = async |seen: &str| {
        unit(&at.store, async |work| {
            work.credentials().rehash_password(account, seen, "$argon2id$CANARY-3").await.unwrap()
        })
        .await
    };
    assert!(!rehash("$argon2id$CANARY-1").await);
    assert!(rehash("$argon2id$CANARY-2").await);
}

pub async fn new_keys_leave_the_second_factor_readable(at: Installation) {
    let account = somebody(&at);
    with_second_factor(&at, account).await;
    let mut ring = sealed::KeyRing::parse(&at.keys.ring().to_text()).unwrap();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 3).unwrap();
    ring.rotate(&mut getrandom::SysRng, today).unwrap();
    let keys = at.keys.with_ring(ring);
    let store = Store::open(&at.settings, keys.clone(), at.edge.clone()).await.unwrap();
    assert_eq!(store.sealed_fields().sealed_with(1).await.unwrap(), 1);
    assert_eq!(store.sealed_fields().rotate_some().await.unwrap(), 1);
    assert_eq!(store.sealed_fields().sealed_with(1).await.unwrap(), 0);
    let mut ring = sealed::KeyRing::parse(&keys.ring().to_text()).unwrap();
    ring.retire(1).unwrap();
    let store = Store::open(&at.settings, keys.with_ring(ring), at.edge.clone()).await.unwrap();
    let secret = store.credentials().totp_secret(account).await.unwrap().unwrap();
    assert_eq!(secret.expose(), SECRET);
}

pub async fn nobody_is_shown_the_secret_of_a_second_factor(at: Installation) {
    let account = somebody(&at);
    with_second_factor(&at, account).await;
    let scope = AgencyScope::only(agency(1));
    let fields = at.store.sealed_fields();
    assert_eq!(fields.masked(&scope, account.0).await.unwrap(), []);
    let field = "credential.totp";
    let reveal = act(agency(1), "field.revealed", "account", account.0);
    let told = fields.reveal(&scope, account.0, field, reveal).await;
    assert!(matches!(told, Err(StoreError::NotFound(_))), "{told:?}");
    let kind = FieldKind::FreeText;
    let found = fields.records_with(&scope, agency(1), field, kind, SECRET).await.unwrap();
    assert!(found.is_empty(), "{found:?}");
    // Nor does anybody put one in its place by way of a form.
    let work = at.store.begin().await.unwrap();
    let forged = Plain::new(kind, "AAAA");
    let told = work.sealed_fields().put(agency(1), account.0, field, &forged).await;
    assert!(matches!(told, Err(StoreError::Sealed(_))), "{told:?}");
    drop(work);
    let raw = at.raw().await;
    let all = "SELECT envelope FROM sealed_field";
    let statement = sea_orm::Statement::from_string(raw.get_database_backend(), all);
    let row = raw.query_one_raw(statement).await.unwrap().unwrap();
    assert!(!row.try_get_by_index::<String>(0).unwrap().contains("CANARY"));
}

pub async fn a_second_factor_goes_with_its_recovery_codes(at: Installation) {
    let account = somebody(&at);
    with_second_factor(&at, account).await;
    let credentials = at.store.credentials();
    assert_eq!(credentials.recovery_codes_left(account).await.unwrap(), 3);
    unit(&at.store, async |work| work.credentials().clear_second_factor(account).await)
        .await
        .unwrap();
    assert_eq!(credentials.recovery_codes_left(account).await.unwrap(), 0);
    assert_eq!(credentials.totp_secret(account).await.unwrap(), None);
    assert_eq!(credentials.get(account).await.unwrap().unwrap().totp_since, None);
    let used = async |step| {
        unit(&at.store, async |work| work.credentials().use_totp_step(account, step).await)
            .await
            .unwrap()
    };
    assert!(!used(200).await, "no second factor takes no code");
    with_second_factor(&at, account).await;
    assert!(!used(100).await, "the code of its setting-up is used up");
    assert!(used(101).await);
}

pub async fn a_passkey_is_one_accounts(at: Installation) {
    let (account, other) = (somebody(&at), somebody(&at));
    let new = |account| NewPasskey {
        account,
        credential_id: vec![1, 2, 3],
        name: "办公电脑".to_owned(),
        data: r#"{"counter":1}"#.to_owned(),
    };
    let add = async |account| {
        let work = at.store.begin().await.unwrap();
        let id = work.passkeys().add(new(account)).await?;
        work.commit().await?;
        Ok::<_, StoreError>(id)
    };
    let id = add(account).await.unwrap();
    let told = add(other).await;
    assert!(matches!(told, Err(StoreError::AlreadyThere(_))), "{told:?}");
    let found = at.store.passkeys().by_credential_id(&[1, 2, 3]).await.unwrap().unwrap();
    assert_eq!((found.id, found.account, found.used_at), (id, account, None));
    let noted = unit(&at.store, async |work| work.passkeys().note_used(id, "{}").await).await;
    assert!(noted.unwrap());
    let listed = at.store.passkeys().of_account(account).await.unwrap();
    assert_eq!((listed.len(), listed[0].data.as_str()), (1, "{}"));
    assert!(listed[0].used_at.is_some());
    let remove = async |account| {
        unit(&at.store, async |work| work.passkeys().remove(account, id).await).await.unwrap()
    };
    assert!(!remove(other).await && remove(account).await && !remove(account).await);
    assert_eq!(at.store.passkeys().by_credential_id(&[1, 2, 3]).await.unwrap(), None);
}

pub async fn somebody_at_another_place_is_one_account(at: Installation) {
    const ISSUER: &str = "https://id.example.gov.cn";
    let (account, other) = (somebody(&at), somebody(&at));
    let link = async |account| {
        let work = at.store.begin().await.unwrap();
        work.identity_links().link(account, ISSUER, "sub-1").await?;
        work.commit().await
    };
    link(account).await.unwrap();
    assert!(matches!(link(other).await, Err(StoreError::AlreadyThere(_))));
    let links = at.store.identity_links();
    assert_eq!(links.account_of(ISSUER, "sub-1").await.unwrap(), Some(account));
    assert_eq!(links.account_of("https://other.example", "sub-1").await.unwrap(), None);
    assert_eq!(links.of_account(account).await.unwrap().len(), 1);
    let unlink = async |account| {
        unit(&at.store, async |work| work.identity_links().unlink(account, ISSUER, "sub-1").await)
            .await
            .unwrap()
    };
    assert!(!unlink(other).await && unlink(account).await);
    assert_eq!(links.account_of(ISSUER, "sub-1").await.unwrap(), None);
}
