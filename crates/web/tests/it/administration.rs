//! What administrators look after beside people and organisations: jobs, the log, lists in pages.

use records::person::Role;
use serde_json::{Value, json};
use store::{Source, Subject};
use testkit::act_on;

use crate::site::{BUREAU, CITY, SECTION, Site, why};

#[tokio::test]
async fn jobs_are_looked_after_from_the_top() {
    let site = Site::new().await;
    let top = site.member("top", CITY, &[(Role::SystemAdministrator, CITY)]).await;
    let below = site.member("below", BUREAU, &[(Role::SystemAdministrator, BUREAU)]).await;
    let (mut top, mut below) = (site.signed_in(top).await, site.signed_in(below).await);
    assert_eq!(top.get("/api/v1/jobs").await.code(), 200);
    assert_eq!(top.get("/api/v1/jobs?state=dead").await.json(), json!([]));
    assert_eq!(top.get("/api/v1/jobs?state=lost").await.code(), 400);
    assert_eq!(below.get("/api/v1/jobs").await.code(), 404);
    let nobody = uuid::Uuid::from_u128(1);
    let path = format!("/api/v1/jobs/{nobody}/repetition");
    let told = top.call("POST", &path, "k", &why()).await;
    assert_eq!((told.code(), told.told().2), {
        let other = below.call("POST", &path, "k", &why()).await;
        (404, other.told().2)
    });
}

pub async fn the_log_proves_what_was_done_to_whoever_audits_it(at: testkit::Installation) {
    let site = Site::on(at).await;
    let auditor = site.member("auditor", BUREAU, &[(Role::AuditAdministrator, BUREAU)]).await;
    let mut auditor = site.signed_in(auditor).await;
    let somebody = site.member("somebody", SECTION, &[]).await;
    let entry = act_on(SECTION.into(), "account.noted", Subject::account(somebody));
    let work = site.store().begin().await.unwrap();
    let event = work.log().append(entry).await.unwrap();
    work.commit().await.unwrap();
    let path = format!("/api/v1/log/{event}/receipt");
    // Asking for a receipt has the log signed as far as it goes, which would be done within the minute anyway.
    let receipt = auditor.get(&path).await;
    assert_eq!(receipt.code(), 200, "{}", receipt.text());
    assert!(receipt.text().contains("account.noted"));
    let listed = auditor.get(&format!("/api/v1/log?subject={somebody}&action=account.noted")).await;
    assert_eq!(listed.json()[0]["id"], json!(event));
    assert_eq!(listed.json().as_array().unwrap().len(), 1);
    assert_eq!(auditor.get("/api/v1/log?action=two+words").await.code(), 422);
}

#[tokio::test]
async fn a_list_comes_in_pages_and_every_page_ends() {
    let site = Site::new().await;
    let admin = site.member("admin", BUREAU, &[(Role::SystemAdministrator, BUREAU)]).await;
    let mut admin = site.signed_in(admin).await;
    for at in 0..7 {
        site.member(&format!("member.{at}"), SECTION, &[]).await;
    }
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = admin.get(&format!("/api/v1/accounts?limit=3{after}")).await.json();
        let page: Vec<Value> = page.as_array().unwrap().clone();
        assert!(page.len() <= 3);
        let Some(last) = page.last() else { break };
        after = format!("&after={}", last["id"].as_str().unwrap());
        seen.extend(page.iter().map(|it| it["login"].as_str().unwrap().to_owned()));
    }
    let sorted: std::collections::BTreeSet<&String> = seen.iter().collect();
    assert_eq!((seen.len(), sorted.len()), (8, 8));
    assert_eq!(admin.get("/api/v1/accounts?limit=0").await.json().as_array().unwrap().len(), 1);
    assert_eq!(
        admin.get("/api/v1/accounts?limit=100000").await.json().as_array().unwrap().len(),
        8
    );
}
