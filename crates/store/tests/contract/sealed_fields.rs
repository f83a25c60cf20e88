use sea_orm::ConnectionTrait;
use sealed::{FieldKind, Plain};
use store::{AgencyScope, Keys, LogFilter, Source, Store, StoreError};
use testkit::{Installation, act, agency, token};
use uuid::Uuid;

const NUMBER: &str = "11010119900307CANARY";

async fn put(store: &Store, record: Uuid, kind: FieldKind, text: &str) {
    let work = store.begin().await.unwrap();
    let value = Plain::new(kind, text);
    work.sealed_fields().put(agency(1), record, kind.name(), &value).await.unwrap();
    work.commit().await.unwrap();
}

pub async fn a_value_is_stored_sealed_and_shown_masked(at: Installation) {
    let record = at.edge.new_id();
    put(&at.store, record, FieldKind::IdentityNumber, NUMBER).await;
    put(&at.store, record, FieldKind::Phone, "13800138000").await;
    put(&at.store, record, FieldKind::Phone, "13900139000").await;
    let scope = AgencyScope::only(agency(1));
    let masked = at.store.sealed_fields().masked(&scope, record).await.unwrap();
    assert_eq!(masked.len(), 2);
    assert!(masked.iter().all(|(_, mask)| !mask.contains("CANARY") && mask.contains('*')));
    assert!(masked[1].1.starts_with("139"), "{masked:?}");
    // Whoever has the table has nothing.
    let statement = sea_orm::Statement::from_string(
        at.raw().await.get_database_backend(),
        "SELECT envelope FROM sealed_field",
    );
    for row in at.raw().await.query_all_raw(statement).await.unwrap() {
        let envelope: String = row.try_get_by_index(0).unwrap();
        assert!(!envelope.contains("CANARY") && !envelope.contains("139"), "{envelope}");
    }
}

pub async fn an_equal_value_is_found_however_it_was_typed(at: Installation) {
    let (one, two) = (at.edge.new_id(), at.edge.new_id());
    put(&at.store, one, FieldKind::Phone, "138 0013 8000").await;
    put(&at.store, two, FieldKind::Phone, "13900139000").await;
    let scope = AgencyScope::only(agency(1));
    let fields = at.store.sealed_fields();
    let find = async |text: &str| {
        let kind = FieldKind::Phone;
        fields.records_with(&scope, agency(1), kind.name(), kind, text).await.unwrap()
    };
    assert_eq!(find("+86-13800138000").await, [one]);
    assert!(find("13800138001").await.is_empty());
}

pub async fn a_reveal_needs_a_reason_and_leaves_an_act(at: Installation) {
    let record = at.edge.new_id();
    put(&at.store, record, FieldKind::IdentityNumber, NUMBER).await;
    let scope = AgencyScope::only(agency(1));
    let field = FieldKind::IdentityNumber.name();
    let mut reveal = act(agency(1), "field.revealed", "applicant", record);
    reveal.why = " ".to_owned();
    let fields = at.store.sealed_fields();
    assert!(fields.reveal(&scope, record, field, reveal.clone()).await.is_err());
    reveal.why = "核对身份".to_owned();
    let value = fields.reveal(&scope, record, field, reveal).await.unwrap();
    assert_eq!(value.expose(), NUMBER);
    let filter = LogFilter { action: Some(token("field.revealed")), ..Default::default() };
    let acts = at.store.log().find(&scope, &filter, 10).await.unwrap();
    assert_eq!((acts.len(), acts[0].detail.as_ref().unwrap().why.as_str()), (1, "核对身份"));
}

pub async fn new_keys_seal_old_values_anew(at: Installation) {
    let mut records = Vec::new();
    for n in 0..5 {
        records.push(at.edge.new_id());
        put(&at.store, records[n], FieldKind::Phone, &format!("1380013800{n}")).await;
    }
    let mut ring = sealed::KeyRing::parse(&at.keys.ring().to_text()).unwrap();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 3).unwrap();
    ring.rotate(&mut getrandom::SysRng, today).unwrap();
    let keys = at.keys.with_ring(ring);
    let store = Store::open(&at.settings, keys.clone(), at.edge.clone()).await.unwrap();
    let scope = AgencyScope::only(agency(1));
    assert_eq!(store.sealed_fields().masked(&scope, records[0]).await.unwrap().len(), 1);
    assert_eq!(store.sealed_fields().rotate_some().await.unwrap(), 5);
    assert_eq!(store.sealed_fields().rotate_some().await.unwrap(), 0);
    // The old key can go, the values stay.
    let mut ring = sealed::KeyRing::parse(&keys.ring().to_text()).unwrap();
    ring.retire(1).unwrap();
    let keys: Keys = keys.with_ring(ring);
    let store = Store::open(&at.settings, keys, at.edge.clone()).await.unwrap();
    for record in records {
        assert_eq!(store.sealed_fields().masked(&scope, record).await.unwrap().len(), 1);
    }
}

pub async fn another_agencys_value_answers_like_none(at: Installation) {
    let record = at.edge.new_id();
    put(&at.store, record, FieldKind::Phone, "13800138000").await;
    let theirs = AgencyScope::only(agency(2));
    let fields = at.store.sealed_fields();
    assert!(fields.masked(&theirs, record).await.unwrap().is_empty());
    let reveal = act(agency(2), "field.revealed", "applicant", record);
    let told = fields.reveal(&theirs, record, FieldKind::Phone.name(), reveal).await;
    assert!(matches!(told, Err(StoreError::NotFound(_))), "{told:?}");
}
