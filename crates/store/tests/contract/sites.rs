use records::calendar_notice::{CalendarNotice, NoticeDeed, NoticeError};
use records::guide::{Guide, GuideParagraph, Part};
use records::person::AccountId;
use records::policy::RecordState;
use records::site::{Host, Mark, SiteProfile};
use sea_orm::ConnectionTrait;
use store::verify::verify;
use store::{AgencyScope, LogEntry, Source, Store, StoreError, Subject, Versioned};
use testkit::{Installation, act_on, agency, found};
use uuid::Uuid;

const NOTICE: &str = "[[overlay]]\nregion = \"演示\"\nbasis = \"演示\"\naccepted = true\ndays_off = [\"2026-03-20\"]";

fn profile(n: u128, hosts: &[&str]) -> SiteProfile {
    let hosts = hosts.iter().map(|it| Host::new(it).unwrap()).collect();
    SiteProfile { hosts, ..SiteProfile::of(agency(n).into()) }.with(Mark::Phone, "0000-0000000")
}

async fn open(
    store: &Store,
    n: u128,
    hosts: &[&str],
) -> Result<Versioned<SiteProfile>, StoreError> {
    let id = store.edge().new_id();
    let act = act_on(agency(n), "site.changed", Subject::site_profile(id));
    let work = store.begin().await?;
    let opened = work.site_profiles().open(id, &profile(n, hosts), act).await?;
    work.commit().await?;
    Ok(opened)
}

async fn change(
    store: &Store,
    from: &Versioned<SiteProfile>,
    to: &SiteProfile,
) -> Result<Versioned<SiteProfile>, StoreError> {
    let agency = from.value.organisation.into();
    let act = act_on(agency, "site.changed", Subject::site_profile(from.id));
    let work = store.begin().await?;
    let changed = work.site_profiles().change(from, to, act).await?;
    work.commit().await?;
    Ok(changed)
}

fn host(text: &str) -> Host {
    Host::new(text).unwrap()
}

pub async fn a_host_leads_to_one_organisation(at: Installation) {
    let first = open(&at.store, 1, &["one.example.gov.cn", "www.example.gov.cn"]).await.unwrap();
    let taken = open(&at.store, 2, &["two.example.gov.cn", "www.example.gov.cn"]).await;
    assert!(matches!(taken, Err(StoreError::AlreadyThere(_))), "{taken:?}");
    let profiles = at.store.site_profiles();
    assert_eq!(profiles.by_host(&host("two.example.gov.cn")).await.unwrap(), None);
    let second = open(&at.store, 2, &["two.example.gov.cn"]).await.unwrap();
    // What one gives back another may take.
    let taken = change(&at.store, &second, &profile(2, &["www.example.gov.cn"])).await;
    assert!(matches!(taken, Err(StoreError::AlreadyThere(_))), "{taken:?}");
    change(&at.store, &first, &profile(1, &["one.example.gov.cn"])).await.unwrap();
    change(&at.store, &second, &profile(2, &["www.example.gov.cn"])).await.unwrap();
    for store in [at.store.clone(), at.reopen().await] {
        let by = async |it: &str| store.site_profiles().by_host(&host(it)).await.unwrap();
        assert_eq!(by("www.example.gov.cn").await, Some(agency(2).into()));
        assert_eq!(by("one.example.gov.cn").await, Some(agency(1).into()));
        assert_eq!(by("two.example.gov.cn").await, None);
    }
}

pub async fn a_host_that_was_pointed_elsewhere_leads_nowhere(at: Installation) {
    open(&at.store, 1, &["one.example.gov.cn"]).await.unwrap();
    open(&at.store, 2, &["two.example.gov.cn"]).await.unwrap();
    let raw = at.raw().await;
    let two = match raw.get_database_backend() {
        sea_orm::DbBackend::Sqlite => format!("x'{}'", agency(2).0.simple()),
        _ => format!("'{}'", agency(2).0),
    };
    let sql =
        format!("UPDATE site_host SET organisation_id = {two} WHERE host = 'one.example.gov.cn'");
    raw.execute_unprepared(&sql).await.unwrap();
    let told = at.store.site_profiles().by_host(&host("one.example.gov.cn")).await;
    assert!(matches!(told, Err(StoreError::Corrupt { .. })), "{told:?}");
}

pub async fn an_organisation_has_one_site_and_changes_it_with_an_act(at: Installation) {
    let first = open(&at.store, 1, &[]).await.unwrap();
    let again = open(&at.store, 1, &[]).await;
    assert!(matches!(again, Err(StoreError::AlreadyThere(_))), "{again:?}");
    let second = change(&at.store, &first, &profile(1, &["one.example.gov.cn"])).await.unwrap();
    let stale = change(&at.store, &first, &profile(1, &["two.example.gov.cn"])).await;
    assert!(matches!(stale, Err(StoreError::Stale { expected: 1, .. })), "{stale:?}");
    let moved = change(&at.store, &second, &profile(2, &[])).await;
    assert!(matches!(moved, Err(StoreError::Fixed(_))), "{moved:?}");
    let now = at.store.site_profiles().of(agency(1).into()).await.unwrap();
    assert_eq!(now.as_ref(), Some(&second));
    assert_eq!(at.store.site_profiles().all().await.unwrap().len(), 1);
    assert_eq!(at.store.site_profiles().of(agency(2).into()).await.unwrap(), None);
    let acts = at.store.log().of_subject(&AgencyScope::only(agency(1)), second.id).await.unwrap();
    assert_eq!(acts.len(), 2);
}

pub async fn every_node_sees_at_once_that_sites_changed(at: Installation) {
    let other = at.reopen().await;
    let generation = async || other.site_profiles().generation().await.unwrap();
    assert_eq!(generation().await, 0);
    let seen = open(&at.store, 1, &[]).await.unwrap();
    assert_eq!(generation().await, 1);
    change(&at.store, &seen, &profile(1, &["one.example.gov.cn"])).await.unwrap();
    assert_eq!(generation().await, 2);
    // What was not stored did not change, and organisations are counted apart.
    change(&at.store, &seen, &profile(1, &[])).await.unwrap_err();
    found(&at.store, 1, "first").await.unwrap();
    assert_eq!(generation().await, 2);
    assert_eq!(other.organisations().generation().await.unwrap(), 1);
    drafted(&at.store, 1).await;
    assert_eq!(generation().await, 3);
    proposed(&at.store, 1).await;
    assert_eq!(generation().await, 4);
}

const CLERK: AccountId = AccountId(Uuid::from_u128(0xA));
const HEAD: AccountId = AccountId(Uuid::from_u128(0xB));

async fn drafted(store: &Store, n: u128) -> Versioned<Guide> {
    let own = GuideParagraph { part: Part::Office, zh: "演示".to_owned(), en: String::new() };
    let guide = Guide::of(agency(n).into()).draft(vec![own], CLERK).unwrap();
    let id = store.edge().new_id();
    let work = store.begin().await.unwrap();
    let act = act_on(agency(n), "guide.drafted", Subject::guide(id));
    let opened = work.guides().open(id, &guide, act).await.unwrap();
    work.commit().await.unwrap();
    opened
}

async fn next(store: &Store, from: &Versioned<Guide>, to: &Guide) -> Versioned<Guide> {
    let work = store.begin().await.unwrap();
    let act = act_on(from.value.organisation.into(), "guide.changed", Subject::guide(from.id));
    let changed = work.guides().change(from, to, act).await.unwrap();
    work.commit().await.unwrap();
    changed
}

pub async fn a_guide_keeps_its_versions(at: Installation) {
    let day = "2026-03-02".parse().unwrap();
    let guide = drafted(&at.store, 1).await;
    let guide = next(&at.store, &guide, &guide.value.send_to_review().unwrap()).await;
    let guide = next(&at.store, &guide, &guide.value.release(HEAD, day).unwrap()).await;
    let guide = next(&at.store, &guide, &guide.value.draft(Vec::new(), CLERK).unwrap()).await;
    let loaded = at.reopen().await.guides().of(agency(1).into()).await.unwrap().unwrap();
    assert_eq!(loaded, guide);
    assert_eq!((loaded.version, loaded.value.versions().len()), (4, 2));
    assert_eq!(loaded.value.state(), RecordState::Draft);
    assert_eq!(at.store.guides().all().await.unwrap(), [guide]);
}

fn deed(by: AccountId) -> NoticeDeed {
    let on = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    NoticeDeed { by: Some(by), on, at: on.and_hms_opt(0, 0, 0).unwrap().and_utc() }
}

async fn proposed(store: &Store, n: u128) -> Versioned<CalendarNotice> {
    let notice = CalendarNotice::propose(agency(n).into(), NOTICE, deed(CLERK)).unwrap();
    let id = store.edge().new_id();
    let act = act_on(agency(n), "calendar.proposed", Subject::calendar_notice(id));
    let work = store.begin().await.unwrap();
    let proposed = work.calendar_notices().propose(id, &notice, act).await.unwrap();
    work.commit().await.unwrap();
    proposed
}

pub async fn a_notice_is_confirmed_once_and_its_text_stays(at: Installation) {
    let seen = proposed(&at.store, 1).await;
    proposed(&at.store, 2).await;
    assert_eq!(seen.value.confirm(deed(CLERK)), Err(NoticeError::SamePerson));
    let act = || -> LogEntry {
        act_on(agency(1), "calendar.confirmed", Subject::calendar_notice(seen.id))
    };
    let confirmed = seen.value.confirm(deed(HEAD)).unwrap();
    let other_text = CalendarNotice { text: format!("{NOTICE}\n"), ..confirmed.clone() };
    let work = at.store.begin().await.unwrap();
    let told = work.calendar_notices().change(&seen, &other_text, act()).await;
    assert!(matches!(told, Err(StoreError::Fixed(_))), "{told:?}");
    work.calendar_notices().change(&seen, &confirmed, act()).await.unwrap();
    work.commit().await.unwrap();
    let work = at.store.begin().await.unwrap();
    let withdrawn = seen.value.withdraw(deed(HEAD), "迟了").unwrap();
    let told = work.calendar_notices().change(&seen, &withdrawn, act()).await;
    assert!(matches!(told, Err(StoreError::Stale { .. })), "{told:?}");
    drop(work);
    let notices = at.reopen().await.calendar_notices().all().await.unwrap();
    let mut states: Vec<_> = notices.iter().map(|it| it.value.state()).collect();
    states.sort_unstable();
    assert_eq!(states, [RecordState::InReview, RecordState::Published]);
    let found = at.store.calendar_notices().find(seen.id).await.unwrap().unwrap();
    assert_eq!((found.version, found.value), (2, confirmed));
    at.store.log().checkpoint().await.unwrap();
    let verdict = verify(&at.store, &Default::default(), &mut |_| {}).await.unwrap();
    assert_eq!(verdict.faults, []);
}
