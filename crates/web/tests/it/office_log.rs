//! The log by page: filtered, in pages, one act with its proof, and taken out as a file.

use records::person::Role;
use serde_json::Value;
use store::{LogEntry, Source, Subject};
use testkit::act_on;

use crate::driver::Browser;
use crate::site::{BUREAU, COUNTY, OTHER, SECTION, Site};

async fn auditor(site: &Site) -> Browser {
    let id = site.member("auditor", BUREAU, &[(Role::AuditAdministrator, BUREAU)]).await;
    site.signed_in(id).await
}

async fn noted(site: &Site, place: records::organisation::OrganisationId, why: &str) -> uuid::Uuid {
    let somebody = records::person::AccountId(uuid::Uuid::from_u128(0xA1));
    let act = act_on(place.into(), "account.noted", Subject::account(somebody));
    let work = site.store().begin().await.unwrap();
    let id = work.log().append(LogEntry { why: why.to_owned(), ..act }).await.unwrap();
    work.commit().await.unwrap();
    id
}

#[tokio::test]
async fn acts_are_found_by_day_kind_and_place_and_come_in_pages() {
    let site = Site::new().await;
    let mut auditor = auditor(&site).await;
    noted(&site, COUNTY, "县里的理由").await;
    noted(&site, OTHER, "别处的理由").await;
    for _ in 0..60 {
        site.at.clock.advance(1);
        noted(&site, SECTION, "科室的理由").await;
    }
    let first = auditor.get("/office/log?action=account.noted").await;
    assert_eq!((first.code(), first.texts("tbody tr").len()), (200, 50));
    let wanted = scraper::Selector::parse("a[rel=next]").unwrap();
    let older =
        first.page().select(&wanted).next().unwrap().value().attr("href").unwrap().to_owned();
    let second = auditor.get(&older).await;
    assert_eq!(second.texts("tbody tr").len(), 11);
    assert!(second.text().contains("县里的理由") && !second.text().contains("别处的理由"));
    let county = auditor.get("/office/log?organisation=county&action=account.noted").await;
    assert_eq!(county.texts("tbody tr").len(), 1);
    let before = auditor.get("/office/log?until=2026-03-01").await;
    assert_eq!(before.texts("tbody tr").len(), 0);
    let on = auditor.get("/office/log?from=2026-03-02&until=2026-03-02&action=account.noted").await;
    assert_eq!(on.texts("tbody tr").len(), 50);
    assert_eq!(auditor.get("/office/log?by=auditor").await.texts("tbody tr").len(), 0);
    let told = auditor.get("/office/log?from=gestern&subject=7").await;
    assert_eq!((told.code(), told.texts("#errors a").len()), (422, 2));
    assert_eq!(told.input("from").as_deref(), Some("gestern"));
}

#[tokio::test]
async fn an_act_is_shown_in_full_and_proved_and_no_cell_of_a_file_computes() {
    let site = Site::new().await;
    let mut auditor = auditor(&site).await;
    let id = noted(&site, SECTION, "=HYPERLINK(\"https://evil.example\")").await;
    let elsewhere = noted(&site, OTHER, "别处").await;
    let shown = auditor.get(&format!("/office/log/{id}")).await;
    assert!(shown.texts("dd").concat().contains("HYPERLINK"), "{}", shown.text());
    let receipt = auditor.get(&format!("/office/log/{id}/receipt")).await;
    assert_eq!(receipt.code(), 200);
    assert!(receipt.text().contains("account.noted"));
    assert!(receipt.header("content-disposition").unwrap().contains("receipt-"));
    assert!(auditor.get("/office/log").await.text().contains("verify-receipt"));
    for path in ["", "/receipt"] {
        assert_eq!(auditor.get(&format!("/office/log/{elsewhere}{path}")).await.code(), 404);
    }
    let table = auditor.get("/office/log/export?action=account.noted&format=csv").await;
    assert_eq!(table.header("content-type"), Some("text/csv; charset=utf-8"));
    assert!(table.text().contains("\"'=HYPERLINK(\"\"https"), "{}", table.text());
    assert!(!table.text().contains("别处"));
    let data = auditor.get("/office/log/export?action=account.noted&format=json").await;
    let all: Vec<Value> = serde_json::from_slice(&data.bytes).unwrap();
    assert_eq!((all.len(), all[0]["id"].as_str()), (1, Some(id.to_string().as_str())));
}
