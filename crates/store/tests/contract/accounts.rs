use records::person::{Account, AccountId, AccountState, Appointment, Role};
use sea_orm::ConnectionTrait;
use store::{AgencyScope, Source, Store, StoreError, Subject, Versioned};
use testkit::{Installation, account, act_on, agency, invite};

async fn change(
    store: &Store,
    seen: &Versioned<Account>,
    to: &Account,
) -> Result<Versioned<Account>, StoreError> {
    let subject = Subject::account(AccountId(seen.id));
    let act = act_on(seen.value.organisation.into(), "account.changed", subject);
    let work = store.begin().await?;
    let changed = work.accounts().change(seen, to, act).await?;
    work.commit().await?;
    Ok(changed)
}

fn day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
}

pub async fn of_two_at_once_one_gets_the_login(at: Installation) {
    let other = at.reopen().await;
    let (one, two) = tokio::join!(invite(&at.store, 1, "jia"), invite(&other, 2, "jia"));
    let told = [one, two];
    let stored: Vec<_> = told.iter().flatten().collect();
    let refused = told.iter().any(|it| matches!(it, Err(StoreError::AlreadyThere(_))));
    assert!(stored.len() == 1 && refused, "{told:?}");
    let found = at.store.accounts().find_for_sign_in("jia").await.unwrap();
    assert_eq!(found.as_ref(), Some(stored[0]));
    let scope = AgencyScope::of([agency(1), agency(2)]);
    assert_eq!(at.store.accounts().page(&scope, None, 9).await.unwrap().len(), 1);
}

pub async fn an_account_changes_with_its_act_or_not_at_all(at: Installation) {
    let seen = invite(&at.store, 1, "jia").await.unwrap();
    let active = seen.value.become_state(AccountState::Active).unwrap();
    change(&at.store, &seen, &active).await.unwrap();
    let closed = seen.value.become_state(AccountState::Closed).unwrap();
    let stale = change(&at.store, &seen, &closed).await;
    assert!(matches!(stale, Err(StoreError::Stale { expected: 1, .. })), "{stale:?}");
    let scope = AgencyScope::only(agency(1));
    let id = AccountId(seen.id);
    let now = at.reopen().await.accounts().find(&scope, id).await.unwrap().unwrap();
    assert_eq!((now.version, &now.value), (2, &active));
    for other in [account(1, "yi"), account(2, "jia")] {
        let told = change(&at.store, &now, &other).await;
        assert!(matches!(told, Err(StoreError::Fixed(_))), "{told:?}");
    }
    assert_eq!(at.store.log().of_subject(&scope, seen.id).await.unwrap().len(), 2);
}

pub async fn another_agencys_account_answers_like_none(at: Installation) {
    let seen = invite(&at.store, 1, "jia").await.unwrap();
    let id = AccountId(seen.id);
    for theirs in [AgencyScope::only(agency(2)), AgencyScope::of([])] {
        assert_eq!(at.store.accounts().find(&theirs, id).await.unwrap(), None);
        assert_eq!(at.store.accounts().page(&theirs, None, 9).await.unwrap(), []);
    }
    let ours = AgencyScope::only(agency(1));
    assert_eq!(at.store.accounts().find(&ours, id).await.unwrap().as_ref(), Some(&seen));
    assert_eq!(at.store.accounts().page(&ours, None, 9).await.unwrap(), [seen]);
    assert_eq!(at.store.accounts().page(&ours, Some(id), 9).await.unwrap(), []);
    // Nor is a record of another kind an account, to whom it may concern.
    let other = AccountId(crate::records::opened(&at, 1).await);
    assert_eq!(at.store.accounts().find(&ours, other).await.unwrap(), None);
    assert_eq!(at.store.accounts().by_id_for_session(other).await.unwrap(), None);
}

pub async fn a_login_that_was_pointed_elsewhere_signs_nobody_in(at: Installation) {
    invite(&at.store, 1, "jia").await.unwrap();
    let accounts = at.store.accounts();
    assert!(accounts.find_for_sign_in("jia").await.unwrap().is_some());
    assert_eq!(accounts.find_for_sign_in("Jia").await.unwrap(), None);
    let raw = at.raw().await;
    raw.execute_unprepared("UPDATE account_login SET login = 'root'").await.unwrap();
    let told = accounts.find_for_sign_in("root").await;
    assert!(matches!(told, Err(StoreError::Corrupt { .. })), "{told:?}");
}

pub async fn whoever_holds_a_role_is_found_among_many(at: Installation) {
    let role = Role::SystemAdministrator;
    let holders = async || at.store.accounts().holders_of(role, day()).await.unwrap();
    let mut newest = None;
    for n in 0..520 {
        newest = Some(invite(&at.store, 1 + n % 3, &format!("user{n}")).await.unwrap());
    }
    assert_eq!(holders().await, []);
    let seen = newest.unwrap();
    let id = at.edge.new_id();
    let organisation = seen.value.organisation;
    let new = Appointment { id, role, organisation, from_on: day(), until_on: Some(day()) };
    let appointed = seen.value.appoint(new).unwrap();
    let seen = change(&at.store, &seen, &appointed).await.unwrap();
    // Invited, they hold nothing yet.
    assert_eq!(holders().await, []);
    let active = seen.value.become_state(AccountState::Active).unwrap();
    change(&at.store, &seen, &active).await.unwrap();
    assert_eq!(holders().await, [AccountId(seen.id)]);
    let accounts = at.store.accounts();
    let tomorrow = day().succ_opt().unwrap();
    assert_eq!(accounts.holders_of(role, tomorrow).await.unwrap(), []);
    assert_eq!(accounts.holders_of(Role::AuditAdministrator, day()).await.unwrap(), []);
}
