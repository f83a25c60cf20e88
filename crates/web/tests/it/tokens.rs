//! Tokens of programs: what they open, and that nobody helps themselves to a right.

use records::person::Role;
use serde_json::json;

use crate::driver::{Browser, Program};
use crate::once::admins;
use crate::site::{BUREAU, CITY, COUNTY, Site, why};

#[tokio::test]
async fn a_token_opens_what_it_was_issued_for_and_no_more() {
    let site = Site::new().await;
    let id = site.member("system", BUREAU, &[(Role::SystemAdministrator, BUREAU)]).await;
    let program = site.program(id, BUREAU, &["organisation.see"]).await;
    assert_eq!(program.get("/api/v1/organisations").await.code(), 200);
    let outside = program.get("/api/v1/me").await;
    assert_eq!(outside.code(), 403);
    assert!(outside.text().contains("令牌"));
    let beyond = site.program(id, BUREAU, &["account.list", "self.see"]).await;
    // What an administrator does is no program's, whatever was written on the token.
    assert_eq!(beyond.get("/api/v1/accounts").await.code(), 403);
    assert_eq!(
        beyond.get("/api/v1/me").await.json()["scopes"],
        json!(["self.see", "account.list"])
    );
    for wrong in ["", "gk_api_x", "gk_session_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "é"] {
        assert_eq!(
            Program::new(&site.router, wrong).get("/api/v1/policy").await.code(),
            401,
            "{wrong}"
        );
    }
    site.at.clock.advance(1_001 * 86_400);
    assert_eq!(program.get("/api/v1/organisations").await.code(), 401, "too old");
}

#[tokio::test]
async fn the_token_of_a_suspended_account_opens_nothing() {
    let site = Site::new().await;
    let by = admins(&site).await;
    let id = site.member("somebody", BUREAU, &[(Role::Clerk, BUREAU)]).await;
    let program = site.program(id, BUREAU, &["self.see"]).await;
    assert_eq!(program.get("/api/v1/me").await.code(), 200);
    let path = format!("/api/v1/accounts/{id}/suspension");
    assert_eq!(by.security.call("POST", &path, "s", &why()).await.code(), 200);
    assert_eq!(program.get("/api/v1/me").await.code(), 403);
    let path = format!("/api/v1/accounts/{id}/return");
    assert_eq!(by.security.call("POST", &path, "r", &why()).await.code(), 200);
    assert_eq!(program.get("/api/v1/me").await.code(), 200);
}

#[tokio::test]
async fn nobody_changes_their_own_rights() {
    let site = Site::new().await;
    let id = site.member("security", BUREAU, &[(Role::SecurityAdministrator, BUREAU)]).await;
    let mut own: Browser = site.signed_in(id).await;
    let grant = json!({ "role": "clerk", "organisation": "bureau", "why": "演示" });
    let token = json!({ "name": "演示", "scopes": ["self.see"], "days": 1 });
    let asked = own.call("POST", "/api/v1/me/tokens", "t", &token).await;
    assert_eq!(asked.code(), 201);
    let (waiting, secret) = (asked.json()["id"].clone(), asked.json()["secret"].clone());
    let program = Program::new(&site.router, secret.as_str().unwrap());
    assert_eq!(program.get("/api/v1/me").await.code(), 401, "it waits for somebody else");
    let approval = format!("/api/v1/tokens/{}/approval", waiting.as_str().unwrap());
    for (path, body) in [
        (format!("/api/v1/accounts/{id}/roles"), &grant),
        (format!("/api/v1/accounts/{id}/suspension"), &why()),
        (format!("/api/v1/accounts/{id}/reset"), &why()),
        (approval, &why()),
    ] {
        assert_eq!(own.call("POST", &path, "k", body).await.code(), 403, "{path}");
    }
}

#[tokio::test]
async fn whoever_holds_a_role_further_up_is_not_touched_from_below() {
    let site = Site::new().await;
    let roles = [(Role::Clerk, COUNTY), (Role::Reviewer, CITY)];
    let up = site.member("up", COUNTY, &roles).await;
    let county = [(Role::SecurityAdministrator, COUNTY)];
    let county = site.member("county.security", COUNTY, &county).await;
    let city = site.member("city.security", CITY, &[(Role::SecurityAdministrator, CITY)]).await;
    let (county, city) = (site.caller(county).await, site.caller(city).await);
    for what in ["suspension", "reset"] {
        let path = format!("/api/v1/accounts/{up}/{what}");
        assert_eq!(county.call("POST", &path, what, &why()).await.code(), 404, "{what}");
    }
    let path = format!("/api/v1/accounts/{up}/suspension");
    assert_eq!(city.call("POST", &path, "s", &why()).await.code(), 200);
}

#[tokio::test]
async fn roles_that_rest_for_want_of_a_second_factor_rest_in_a_token_too() {
    let site = Site::new().await;
    let id = site.member("system", BUREAU, &[(Role::SystemAdministrator, BUREAU)]).await;
    let program = site.program(id, BUREAU, &["self.see"]).await;
    assert_eq!(program.get("/api/v1/me").await.json()["in_force"], json!([]));
    let clerk = site.member("clerk", BUREAU, &[(Role::Clerk, BUREAU)]).await;
    let program = site.program(clerk, BUREAU, &["self.see"]).await;
    assert_eq!(program.get("/api/v1/me").await.json()["in_force"], json!(["clerk@bureau"]));
}

#[tokio::test]
async fn an_organisation_with_people_in_it_is_not_ended() {
    let site = Site::new().await;
    let system = site.member("system", CITY, &[(Role::SystemAdministrator, CITY)]).await;
    site.member("somebody", COUNTY, &[]).await;
    let system = site.caller(system).await;
    let abolished = json!({ "version": 1, "on": "2026-03-02", "what": "abolished" });
    let path = "/api/v1/organisations/county/changes";
    let told = system.call("POST", path, "a", &abolished).await;
    assert_eq!(told.code(), 409);
    assert!(told.text().contains("账号"), "{}", told.text());
}
