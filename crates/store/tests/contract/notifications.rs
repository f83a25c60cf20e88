use eventlog::At;
use records::notification::{Delivery, NotificationKind};
use records::person::{AccountId, AccountState, Appointment, Role};
use store::{
    AgencyScope, JobState, MAIL_FIELD, NewNotification, Notification, Source, Store, StoreError,
    Subject,
};
use testkit::{Installation, act_on, agency, invite};
use uuid::Uuid;

async fn somebody(at: &Installation, login: &str) -> AccountId {
    let found = invite(&at.store, 1, login).await.unwrap();
    let id = AccountId(found.id);
    let act = act_on(agency(1), "account.mail_changed", Subject::account(id));
    let work = at.store.begin().await.unwrap();
    work.accounts().set_mail(&found, Some("a@example.gov.cn"), act).await.unwrap();
    work.commit().await.unwrap();
    id
}

fn about(account: AccountId, kind: NotificationKind) -> NewNotification {
    NewNotification { account, kind, subject: Subject::account(account), agency: agency(1) }
}

async fn tell(at: &Installation, account: AccountId, kind: NotificationKind) -> Uuid {
    // Ids are in the order of milliseconds.
    at.clock.advance(1);
    let work = at.store.begin().await.unwrap();
    let id = work.notifications().notify(&about(account, kind)).await.unwrap();
    work.commit().await.unwrap();
    id
}

async fn choose(store: &Store, account: AccountId, kind: NotificationKind, delivery: Delivery) {
    let work = store.begin().await.unwrap();
    work.notifications().choose(account, kind, delivery).await.unwrap();
    work.commit().await.unwrap();
}

fn ids(page: &[Notification]) -> Vec<Uuid> {
    page.iter().map(|it| it.id).collect()
}

async fn mails(store: &Store) -> usize {
    let jobs = store.jobs().list(Some(JobState::Waiting), 100).await.unwrap();
    jobs.iter().filter(|it| it.kind.as_str() == store::MAIL_JOB).count()
}

pub async fn what_somebody_is_told_is_theirs_and_read_once(at: Installation) {
    let (jia, yi) = (somebody(&at, "jia").await, somebody(&at, "yi").await);
    let mut told = Vec::new();
    for _ in 0..5 {
        told.push(tell(&at, jia, NotificationKind::RoleGranted).await);
    }
    let other = tell(&at, yi, NotificationKind::RoleEnded).await;
    told.reverse();
    let store = &at.store;
    let page = store.notifications().page(jia, None, 3).await.unwrap();
    assert_eq!(ids(&page), told[..3]);
    let rest = store.notifications().page(jia, Some(page[2].id), 9).await.unwrap();
    assert_eq!(ids(&rest), told[3..]);
    assert_eq!(page[0].subject, Subject::account(jia));
    assert_eq!(store.notifications().unread(jia).await.unwrap(), 5);
    let work = store.begin().await.unwrap();
    let theirs = work.notifications();
    assert!(theirs.mark_read(jia, told[1]).await.unwrap());
    assert!(!theirs.mark_read(jia, told[1]).await.unwrap());
    assert!(!theirs.mark_read(jia, other).await.unwrap(), "somebody else's");
    // What came after the newest that they have seen stays unread.
    assert_eq!(theirs.mark_all_read(jia, told[1]).await.unwrap(), 3);
    work.commit().await.unwrap();
    let page = store.notifications().page(jia, None, 9).await.unwrap();
    let unread: Vec<Uuid> = page.iter().filter(|it| it.read_at.is_none()).map(|it| it.id).collect();
    assert_eq!(unread, [told[0]]);
    assert_eq!(store.notifications().unread(yi).await.unwrap(), 1);
}

pub async fn a_mail_is_enqueued_with_what_it_tells_or_not_at_all(at: Installation) {
    let jia = somebody(&at, "jia").await;
    let work = at.store.begin().await.unwrap();
    work.notifications().notify(&about(jia, NotificationKind::RoleGranted)).await.unwrap();
    drop(work);
    assert_eq!(
        (mails(&at.store).await, at.store.notifications().unread(jia).await.unwrap()),
        (0, 0)
    );
    let id = tell(&at, jia, NotificationKind::RoleGranted).await;
    let jobs = at.store.jobs().list(None, 9).await.unwrap();
    assert_eq!(jobs.len(), 1);
    assert_eq!(jobs[0].payload, serde_json::json!({ "notification": id }));
}

pub async fn whoever_gets_a_role_hears_of_it_whichever_way_it_came(at: Installation) {
    let jia = somebody(&at, "jia").await;
    let found = at.store.accounts().by_id_for_session(jia).await.unwrap().unwrap();
    let (id, organisation) = (at.edge.new_id(), agency(1).into());
    let from_on = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let new = Appointment { id, role: Role::Clerk, organisation, from_on, until_on: None };
    let appointed = found.value.appoint(new).unwrap();
    let act = || act_on(agency(1), "rights.granted", Subject::account(jia));
    let work = at.store.begin().await.unwrap();
    let found = work.accounts().change(&found, &appointed, act()).await.unwrap();
    work.commit().await.unwrap();
    at.clock.advance(1);
    let ended = found.value.end_appointment(id, from_on).unwrap();
    let work = at.store.begin().await.unwrap();
    work.accounts().change(&found, &ended, act()).await.unwrap();
    work.commit().await.unwrap();
    let page = at.store.notifications().page(jia, None, 9).await.unwrap();
    let kinds: Vec<_> = page.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [NotificationKind::RoleEnded, NotificationKind::RoleGranted]);
    assert_eq!(mails(&at.store).await, 2);
}

pub async fn whoever_has_no_address_is_told_in_the_office(at: Installation) {
    let jia = AccountId(invite(&at.store, 1, "jia").await.unwrap().id);
    tell(&at, jia, NotificationKind::RoleGranted).await;
    let page = at.store.notifications().page(jia, None, 9).await.unwrap();
    assert_eq!((page.len(), page[0].delivery, page[0].is_settled), (1, Delivery::OfficeOnly, true));
    assert_eq!(mails(&at.store).await, 0);
}

pub async fn people_are_told_as_they_choose(at: Installation) {
    let jia = somebody(&at, "jia").await;
    let (kind, store) = (NotificationKind::RoleGranted, &at.store);
    let choices = store.notifications().choices(jia).await.unwrap();
    assert!(NotificationKind::ALL.iter().all(|it| choices[it] == it.delivery()));
    choose(store, jia, kind, Delivery::Digest).await;
    choose(store, jia, kind, Delivery::OfficeOnly).await;
    assert_eq!(store.notifications().choices(jia).await.unwrap()[&kind], Delivery::OfficeOnly);
    tell(&at, jia, kind).await;
    choose(store, jia, kind, Delivery::Digest).await;
    let daily = tell(&at, jia, kind).await;
    assert_eq!((mails(store).await, store.notifications().unread(jia).await.unwrap()), (0, 2));
    assert_eq!(store.notifications().waiting_for_digest().await.unwrap(), [jia]);
    let waiting = store.notifications().for_digest(jia, 9).await.unwrap();
    assert_eq!(ids(&waiting), [daily]);
    // Whoever got hold of an account cannot keep its owner from hearing of it.
    let work = store.begin().await.unwrap();
    let sign_in = NotificationKind::SignInChanged;
    let told = work.notifications().choose(jia, sign_in, Delivery::OfficeOnly).await;
    assert!(matches!(told, Err(StoreError::Fixed(_))), "{told:?}");
    work.notifications().settle(&[daily]).await.unwrap();
    work.commit().await.unwrap();
    assert!(store.notifications().waiting_for_digest().await.unwrap().is_empty());
}

pub async fn what_lost_its_mail_is_found(at: Installation) {
    let jia = somebody(&at, "jia").await;
    let lost = tell(&at, jia, NotificationKind::RoleGranted).await;
    let settled = tell(&at, jia, NotificationKind::RoleGranted).await;
    let work = at.store.begin().await.unwrap();
    work.notifications().settle(&[settled]).await.unwrap();
    work.commit().await.unwrap();
    let begun = At::from_micros(0).unwrap();
    let unmailed = async |until| at.store.notifications().unmailed(begun, until, 9).await.unwrap();
    assert_eq!(unmailed(at.edge.now()).await, [lost]);
    assert!(unmailed(begun).await.is_empty());
    let found = at.store.notifications().find_for_mail(settled).await.unwrap().unwrap();
    assert!(found.is_settled && found.account == jia);
}

pub async fn what_was_told_long_ago_is_forgotten(at: Installation) {
    let jia = somebody(&at, "jia").await;
    tell(&at, jia, NotificationKind::RoleGranted).await;
    let between = at.edge.now();
    let kept = tell(&at, jia, NotificationKind::RoleGranted).await;
    let work = at.store.begin().await.unwrap();
    assert_eq!(work.notifications().forget_old(between).await.unwrap(), 1);
    work.commit().await.unwrap();
    let left = at.store.notifications().page(jia, None, 9).await.unwrap();
    assert_eq!(ids(&left), [kept]);
}

pub async fn a_mail_address_is_sealed_and_goes_with_the_account(at: Installation) {
    let found = invite(&at.store, 1, "jia").await.unwrap();
    let id = AccountId(found.id);
    let act = |action: &str| act_on(agency(1), action, Subject::account(id));
    let set = async |address: Option<&str>| {
        let work = at.store.begin().await?;
        work.accounts().set_mail(&found, address, act("account.mail_changed")).await?;
        work.commit().await
    };
    for text in ["", "jia", "a@b.cn\r\nBcc: c@d.cn"] {
        let told = set(Some(text)).await;
        assert!(matches!(told, Err(StoreError::Sealed(_))), "{text}: {told:?}");
    }
    set(Some("old@example.gov.cn")).await.unwrap();
    set(Some("canary@example.gov.cn")).await.unwrap();
    let kept = at.store.accounts().mail_for_sending(id).await.unwrap().unwrap();
    assert_eq!(kept.expose(), "canary@example.gov.cn");
    let scope = AgencyScope::only(agency(1));
    let masked = at.store.sealed_fields().masked(&scope, found.id).await.unwrap();
    assert!(masked[0].0 == MAIL_FIELD && !masked[0].1.contains("canary"), "{masked:?}");
    set(None).await.unwrap();
    assert!(at.store.accounts().mail_for_sending(id).await.unwrap().is_none());
    set(Some("canary@example.gov.cn")).await.unwrap();
    let closed = found.value.become_state(AccountState::Closed).unwrap();
    let work = at.store.begin().await.unwrap();
    work.accounts().change(&found, &closed, act("account.closed")).await.unwrap();
    work.commit().await.unwrap();
    assert!(at.store.accounts().mail_for_sending(id).await.unwrap().is_none());
}
