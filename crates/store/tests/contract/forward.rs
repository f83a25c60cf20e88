use eventlog::HashSuite;
use sealed::{FieldKind, Plain};
use serde_json::json;
use store::{AgencyScope, Database, NewRecord, SchemaError, Source, Store, StoreError};
use testkit::{Engine, Installation, act, agency, found, invite, new_settings, token};

pub async fn an_installation_of_before_people_goes_forward_with_all_it_has(at: Installation) {
    let engine = match at.settings.database {
        Database::Sqlite { .. } => Engine::Sqlite,
        Database::Postgres { .. } => Engine::Postgres,
    };
    let settings = new_settings(engine, &at.folder().join("old")).await;
    let (keys, edge) = (at.keys.clone(), at.edge.clone());
    let suite = HashSuite::Sha256;
    let old = Store::create_of_old(&settings, keys.clone(), suite, edge.clone(), 1).await.unwrap();
    assert_eq!(old.schema().await.unwrap().applied, ["m0001_foundation"]);
    let id = edge.new_id();
    let work = old.begin().await.unwrap();
    let new = NewRecord { id, kind: token("request"), body: json!({"n": 1}) };
    work.records().open(new, act(agency(1), "request.registered", "request", id)).await.unwrap();
    let phone = Plain::new(FieldKind::Phone, "13800138000");
    work.sealed_fields().put(agency(1), id, "phone", &phone).await.unwrap();
    work.commit().await.unwrap();
    old.log().checkpoint().await.unwrap();
    old.close().await.unwrap();

    let told = Store::open(&settings, keys.clone(), edge.clone()).await.map(|_| ());
    let older = |it: &StoreError| matches!(it, StoreError::Schema(SchemaError::Older(_)));
    assert!(told.as_ref().is_err_and(older), "{told:?}");
    assert_eq!(
        Store::migrate(&settings).await.unwrap(),
        ["m0002_people", "m0003_site", "m0004_notifications"]
    );
    assert_eq!(Store::migrate(&settings).await.unwrap(), Vec::<String>::new());

    let store = Store::open(&settings, keys, edge).await.unwrap();
    assert_eq!(store.table_names().await.unwrap(), at.store.table_names().await.unwrap());
    let scope = AgencyScope::only(agency(1));
    let record = store.records().find(&scope, id).await.unwrap().unwrap();
    assert_eq!((record.version, record.body), (1, json!({"n": 1})));
    assert_eq!(store.sealed_fields().masked(&scope, id).await.unwrap().len(), 1);
    assert_eq!(store.organisations().generation().await.unwrap(), 0);
    found(&store, 1, "first").await.unwrap();
    invite(&store, 1, "jia").await.unwrap();
    let verdict = store::verify::verify(&store, &Default::default(), &mut |_| {}).await.unwrap();
    assert_eq!((verdict.faults, verdict.records.records), (vec![], 3));
}
