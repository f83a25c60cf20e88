use bytes::Bytes;
use records::given_report::{GivenReport, SourceFile};
use sea_orm::ConnectionTrait;
use serde_json::json;
use store::verify::verify;
use store::{AgencyScope, Source, Store, StoreError, Subject, Versioned};
use testkit::{Installation, act_on, agency};

fn report(n: u128, year: i32, edition: u32) -> GivenReport {
    let because = if edition > 1 { "更正" } else { "" };
    GivenReport {
        organisation: agency(n).into(),
        year,
        edition,
        report: json!({ "year": year, "table3": { "new": { "natural_person": edition } } }),
        source: SourceFile {
            name: "年报.docx".to_owned(),
            media_type: "application/pdf".to_owned(),
            size: 4,
            sha256: "0".repeat(64),
        },
        released_on: "2026-01-20".parse().unwrap(),
        released_by: None,
        despite_errors: String::new(),
        replaces_because: because.to_owned(),
    }
}

async fn release(store: &Store, new: &GivenReport) -> Result<Versioned<GivenReport>, StoreError> {
    let id = store.edge().new_id();
    let agency = new.organisation.into();
    // The file is kept before a row names it.
    let bytes = Bytes::from_static(b"%PDF-1.7 a report");
    let file = store.files().keep_bytes(store.edge(), bytes).await?;
    let work = store.begin().await?;
    let act = act_on(agency, "report.released", Subject::given_report(id));
    let released = work.given_reports().release(id, new, act).await?;
    work.attachments().add(agency, id, &file, &new.source.name).await?;
    work.commit().await?;
    Ok(released)
}

pub async fn a_replaced_report_stays_visible(at: Installation) {
    let first = release(&at.store, &report(1, 2025, 1)).await.unwrap();
    let second = release(&at.store, &report(1, 2025, 2)).await.unwrap();
    release(&at.store, &report(1, 2024, 1)).await.unwrap();
    release(&at.store, &report(2, 2025, 1)).await.unwrap();
    let store = at.reopen().await;
    let reports = store.given_reports();
    let editions = reports.editions(agency(1).into(), 2025).await.unwrap();
    assert_eq!(editions, [first, second.clone()]);
    assert_eq!(reports.current(agency(1).into(), 2025).await.unwrap(), Some(second));
    assert_eq!(reports.current(agency(2).into(), 2024).await.unwrap(), None);
    let told = |it: &store::GivenReportPlace| (it.year, it.edition);
    let of_one = reports.places_of(agency(1).into()).await.unwrap();
    assert_eq!(of_one.iter().map(told).collect::<Vec<_>>(), [(2024, 1), (2025, 1), (2025, 2)]);
    let all = reports.places().await.unwrap();
    assert!(all.len() == 4 && all.is_sorted());
}

pub async fn of_two_at_once_one_releases_the_edition(at: Installation) {
    let other = at.reopen().await;
    let new = report(1, 2025, 1);
    let (one, two) = tokio::join!(release(&at.store, &new), release(&other, &new));
    let told = [one.map(|_| ()), two.map(|_| ())];
    assert_eq!(told.iter().filter(|it| it.is_ok()).count(), 1, "{told:?}");
    let refused = |it: &&Result<(), StoreError>| matches!(it, Err(StoreError::AlreadyThere(_)));
    assert_eq!(told.iter().filter(refused).count(), 1, "{told:?}");
}

pub async fn a_report_changed_past_the_log_is_found(at: Installation) {
    let released = release(&at.store, &report(1, 2025, 1)).await.unwrap();
    let scope = AgencyScope::only(agency(1));
    assert_eq!(at.store.attachments().of_record(&scope, released.id).await.unwrap().len(), 1);
    at.store.log().checkpoint().await.unwrap();
    let faults = async || verify(&at.store, &Default::default(), &mut |_| {}).await.unwrap().faults;
    assert_eq!(faults().await, []);
    let raw = at.raw().await;
    let sql =
        "UPDATE record SET body = replace(body, '\"natural_person\":1', '\"natural_person\":2')";
    raw.execute_unprepared(sql).await.unwrap();
    assert_eq!(faults().await.len(), 1);
    // The table that finds it is checked against it.
    raw.execute_unprepared("UPDATE given_report SET year = 2024").await.unwrap();
    let told = at.store.given_reports().current(agency(1).into(), 2024).await;
    assert!(matches!(told, Err(StoreError::Corrupt { .. })), "{told:?}");
}
