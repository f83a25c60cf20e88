//! What ends or changes on one node holds on every other at the next request.

use records::person::{AccountId, Role};
use serde_json::json;

use crate::driver::Browser;
use crate::site::{BUREAU, PASSWORD, Site, why};

async fn status(browser: &mut Browser) -> u16 {
    browser.get("/api/v1/me").await.code()
}

pub async fn a_session_that_ends_on_one_node_is_over_on_the_other(at: testkit::Installation) {
    let site = Site::on(at).await;
    let other_node = site.another_node().await;
    let security = site.member("security", BUREAU, &[(Role::SecurityAdministrator, BUREAU)]).await;
    let mut security = site.signed_in(security).await;
    let id = site.member("somebody", BUREAU, &[]).await;
    site.set_password(id, PASSWORD).await;
    let fresh = async || {
        let mut here = site.browser();
        assert_eq!(here.sign_in("somebody", PASSWORD).await.code(), 303);
        let mut there = here.at(&other_node);
        assert_eq!(status(&mut there).await, 200);
        (here, there)
    };

    let (mut here, mut there) = fresh().await;
    assert_eq!(here.fill("/me", "/sign-out", &[]).await.code(), 303);
    assert_eq!(status(&mut there).await, 401, "after signing out");

    let (mut here, _) = fresh().await;
    let (_, mut there) = fresh().await;
    assert_eq!(here.fill("/me", "/me/sessions/end", &[]).await.code(), 303);
    assert_eq!(status(&mut there).await, 401, "after ending all others");
    assert_eq!(status(&mut here).await, 200, "but not one's own");

    let (mut here, _) = fresh().await;
    let (_, mut there) = fresh().await;
    let fields = [
        ("old", PASSWORD),
        ("password", "four quite new words"),
        ("again", "four quite new words"),
    ];
    assert_eq!(here.fill("/me", "/me/password", &fields).await.code(), 303);
    assert_eq!(status(&mut there).await, 401, "after another password");
    assert_eq!(status(&mut here).await, 200);
    site.set_password(id, PASSWORD).await;

    let (_, mut there) = fresh().await;
    let suspension = format!("/api/v1/accounts/{id}/suspension");
    assert_eq!(security.call("POST", &suspension, "s", &why()).await.code(), 200);
    assert_eq!(status(&mut there).await, 401, "after suspension");
    let back = format!("/api/v1/accounts/{id}/return");
    assert_eq!(security.call("POST", &back, "b", &why()).await.code(), 200);
    assert_eq!(status(&mut there).await, 401, "a session does not come back");

    let (_, mut there) = fresh().await;
    let reset = format!("/api/v1/accounts/{id}/reset");
    assert_eq!(security.call("POST", &reset, "r", &why()).await.code(), 200);
    assert_eq!(status(&mut there).await, 401, "after a reset");
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it_and_when_its_day_is_over() {
    let site = Site::new().await;
    let id = site.member("somebody", BUREAU, &[]).await;
    site.set_password(id, PASSWORD).await;
    let mut idle = site.browser();
    idle.sign_in("somebody", PASSWORD).await;
    site.at.clock.advance(29 * 60);
    assert_eq!(status(&mut idle).await, 200);
    site.at.clock.advance(29 * 60);
    assert_eq!(status(&mut idle).await, 200, "it was used");
    site.at.clock.advance(30 * 60 + 1);
    assert_eq!(status(&mut idle).await, 401);
    let mut busy = site.browser();
    busy.sign_in("somebody", PASSWORD).await;
    for _ in 0..29 {
        site.at.clock.advance(20 * 60);
        assert_eq!(status(&mut busy).await, 200);
    }
    site.at.clock.advance(20 * 60);
    assert_eq!(status(&mut busy).await, 401, "ten hours are over");
}

async fn roles(browser: &mut Browser) -> serde_json::Value {
    browser.get("/api/v1/me").await.json()["in_force"].clone()
}

pub async fn a_right_that_is_given_or_taken_on_one_node_is_on_the_other(at: testkit::Installation) {
    let site = Site::on(at).await;
    let other_node = site.another_node().await;
    let security = site.member("security", BUREAU, &[(Role::SecurityAdministrator, BUREAU)]).await;
    let mut security = site.signed_in(security).await;
    let id = site.member("somebody", BUREAU, &[]).await;
    let mut there = site.signed_in(id).await.at(&other_node);
    assert_eq!(roles(&mut there).await, json!([]));
    let asked = json!({ "role": "clerk", "organisation": "bureau", "why": "演示任命" });
    let granted = security.call("POST", &format!("/api/v1/accounts/{id}/roles"), "g", &asked).await;
    assert_eq!(granted.code(), 200, "{}", granted.text());
    assert_eq!(roles(&mut there).await, json!(["clerk@bureau"]));
    let role = granted.json()["roles"][0]["id"].as_str().unwrap().to_owned();
    let ending = format!("/api/v1/accounts/{id}/roles/{role}/ending");
    assert_eq!(security.call("POST", &ending, "e", &why()).await.code(), 200);
    assert_eq!(roles(&mut there).await, json!([]));
    // The tree as well: an organisation renamed here is renamed there.
    let admin = site.member("admin", BUREAU, &[(Role::SystemAdministrator, BUREAU)]).await;
    let renamed = json!({ "version": 1, "on": "2026-03-02", "what": "renamed", "names": { "full": "海城市教育和体育局（演示）" } });
    let mut admin = site.signed_in(admin).await;
    let changed = admin.call("POST", "/api/v1/organisations/bureau/changes", "o", &renamed).await;
    assert_eq!(changed.code(), 200, "{}", changed.text());
    let seen = there.get("/api/v1/organisations/bureau").await.json();
    assert_eq!(seen["names"]["full"], "海城市教育和体育局（演示）");
}

#[tokio::test]
async fn standing_in_gives_and_takes_and_ends_with_its_day() {
    let site = Site::new().await;
    let head_id = site.member("head", BUREAU, &[(Role::OgiOfficeHead, BUREAU)]).await;
    let deputy = site.member("deputy", BUREAU, &[]).await;
    let (mut head, mut there) = (site.signed_in(head_id).await, site.signed_in(deputy).await);
    let asked = |to: AccountId, days: [&str; 2], reason: &str| {
        json!({
            "to": to.0, "role": "ogi_office_head", "organisation": "bureau",
            "from_on": days[0], "until_on": days[1], "reason": reason,
        })
    };
    let days = ["2026-03-02", "2026-03-04"];
    let given =
        head.call("POST", "/api/v1/me/delegations", "d", &asked(deputy, days, "年休假")).await;
    assert_eq!(given.code(), 200, "{}", given.text());
    assert_eq!(roles(&mut there).await, json!(["ogi_office_head@bureau"]));
    let id = given.json()["roles"][0]["id"].as_str().unwrap().to_owned();
    site.at.clock.advance(3 * 24 * 60 * 60);
    let mut later = site.signed_in(deputy).await;
    assert_eq!(roles(&mut later).await, json!([]), "its last day is over");
    // Whoever stands in gives it back, and nobody else who has no right to.
    let ending = format!("/api/v1/accounts/{deputy}/delegations/{id}/ending");
    let colleague = site.member("colleague", BUREAU, &[(Role::Clerk, BUREAU)]).await;
    let mut colleague = site.signed_in(colleague).await;
    assert_eq!(colleague.call("POST", &ending, "c", &why()).await.code(), 404);
    assert_eq!(later.call("POST", &ending, "e", &why()).await.code(), 200);
    assert_eq!(later.call("POST", &ending, "e", &why()).await.code(), 200, "twice is once");
    assert_eq!(later.call("POST", &ending, "another", &why()).await.code(), 404);
    // Not to somebody elsewhere, nor with a reason that cannot be kept.
    let stranger = site.member("stranger", crate::site::OTHER, &[]).await;
    let mut again = site.signed_in(head_id).await;
    let days = ["2026-03-05", "2026-03-06"];
    let refused =
        again.call("POST", "/api/v1/me/delegations", "x", &asked(stranger, days, "年休假")).await;
    assert_eq!(refused.code(), 404);
    let refused =
        again.call("POST", "/api/v1/me/delegations", "y", &asked(deputy, days, "\u{0}演")).await;
    assert_eq!(refused.code(), 422);
}
