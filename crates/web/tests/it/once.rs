//! What the API promises to programs: the same call twice is done once, nothing is overwritten unseen, and what
//! is not understood is refused.

use records::person::Role;
use serde_json::{Value, json};

use crate::driver::{JSON, Program};
use crate::site::{BUREAU, CITY, PASSWORD, SECTION, Site, why};

pub struct Admins {
    pub system: Program,
    pub security: Program,
}

pub async fn admins(site: &Site) -> Admins {
    let system = site.member("system", BUREAU, &[(Role::SystemAdministrator, BUREAU)]).await;
    let security = site.member("security", BUREAU, &[(Role::SecurityAdministrator, BUREAU)]).await;
    Admins { system: site.caller(system).await, security: site.caller(security).await }
}

fn found(code: &str) -> Value {
    json!({
        "code": code, "names": { "full": "海城市第二小学（演示）" }, "kind": "school", "stage": "primary",
        "run_by": "public", "founded_on": "2026-03-01", "administrative_parent": "bureau",
    })
}

pub async fn the_same_call_twice_is_done_once_and_answered_alike(at: testkit::Installation) {
    let site = Site::on(at).await;
    let by = admins(&site).await;
    let id = site.member("somebody", SECTION, &[]).await;
    site.set_password(id, PASSWORD).await;
    let delegator = site.member("leader", BUREAU, &[(Role::Leader, BUREAU)]).await;
    let delegator = site.caller(delegator).await;
    let at = |what: &str| format!("/api/v1/accounts/{id}/{what}");
    let invite = json!({ "login": "new.one", "name": "演示新人", "organisation": "bureau-office" });
    let rename = json!({ "version": 1, "on": "2026-03-02", "basis": "演发〔2026〕1号", "what": "renamed", "names": { "full": "海城市教体局（演示）" } });
    let office =
        json!({ "version": 1, "office": { "name": "办公室（演示）", "phone": "0000-0000000" } });
    let grant = json!({ "role": "clerk", "organisation": "bureau", "why": "演示" });
    let stand_in = json!({
        "to": id.0, "role": "leader", "organisation": "bureau",
        "from_on": "2026-03-02", "until_on": "2026-03-03", "reason": "出差",
    });
    let token = json!({ "name": "演示", "scopes": ["self.see"], "days": 30 });
    let abolish = json!({ "version": 1, "on": "2026-03-02", "what": "abolished" });
    let twice = async |program: &Program, method: &str, path: &str, body: &Value| {
        // A key has 100 characters at most.
        let key = &path[path.len().saturating_sub(90)..];
        let first = program.call(method, path, key, body).await;
        assert!(first.status.is_success(), "{path}: {} {}", first.status, first.text());
        let before = site.dump(&["record", "log_entry", "api_token", "invitation"]).await;
        let second = program.call(method, path, key, body).await;
        assert_eq!(first.told(), second.told(), "{path}");
        let after = site.dump(&["record", "log_entry", "api_token", "invitation"]).await;
        assert_eq!(before, after, "{path}: done twice");
        let mut other = body.clone();
        other["why"] = json!("另一个理由");
        if other.get("version").is_some() {
            other["basis"] = json!("另一份文件");
            other.as_object_mut().unwrap().remove("why");
        }
        for (field, value) in
            [("login", "new.two"), ("name", "另一个"), ("code", "another"), ("reason", "另一个")]
        {
            if body.get(field).is_some() {
                other[field] = json!(value);
                other.as_object_mut().unwrap().remove("why");
            }
        }
        if body.get("office").is_some() {
            other = json!({ "version": 1, "office": {} });
        }
        let reused = program.call(method, path, key, &other).await;
        assert_eq!(reused.code(), 409, "{path}: {}", reused.text());
        first.bytes
    };
    let answer = twice(&by.system, "POST", "/api/v1/organisations", &found("second")).await;
    assert_eq!(serde_json::from_slice::<Value>(&answer).unwrap()["version"], 1);
    twice(&by.system, "POST", "/api/v1/organisations/bureau/changes", &rename).await;
    twice(&by.system, "PUT", "/api/v1/organisations/county/office", &office).await;
    twice(&by.system, "POST", "/api/v1/organisations/second/changes", &abolish).await;
    twice(&by.system, "POST", "/api/v1/accounts", &invite).await;
    let granted = twice(&by.security, "POST", &at("roles"), &grant).await;
    let granted: Value = serde_json::from_slice(&granted).unwrap();
    let role = granted["roles"][0]["id"].as_str().unwrap();
    twice(&by.security, "POST", &at(&format!("roles/{role}/ending")), &why()).await;
    let given = twice(&delegator, "POST", "/api/v1/me/delegations", &stand_in).await;
    let given: Value = serde_json::from_slice(&given).unwrap();
    let roles = given["roles"].as_array().unwrap();
    let delegation = roles.iter().find(|it| it["in_stead_of"].is_string()).unwrap();
    let delegation = delegation["id"].as_str().unwrap();
    twice(&by.security, "POST", &at(&format!("delegations/{delegation}/ending")), &why()).await;
    twice(&by.security, "POST", &at("suspension"), &why()).await;
    twice(&by.security, "POST", &at("return"), &why()).await;
    twice(&by.security, "POST", &at("reset"), &why()).await;
    twice(&by.system, "POST", &at("code"), &why()).await;
    let issued = twice(&delegator, "POST", "/api/v1/me/tokens", &token).await;
    let issued: Value = serde_json::from_slice(&issued).unwrap();
    let program = Program::new(&site.router, issued["secret"].as_str().unwrap());
    let approval = format!("/api/v1/tokens/{}/approval", issued["id"].as_str().unwrap());
    twice(&by.security, "POST", &approval, &why()).await;
    assert_eq!(program.get("/api/v1/me").await.code(), 200);
    let revocation = format!("/api/v1/tokens/{}/revocation", issued["id"].as_str().unwrap());
    twice(&by.security, "POST", &revocation, &why()).await;
    assert_eq!(program.get("/api/v1/me").await.code(), 401);
    twice(&by.system, "POST", &at("closing"), &why()).await;
}

#[tokio::test]
async fn the_key_of_another_caller_is_another_key() {
    let site = Site::new().await;
    let by = admins(&site).await;
    let city = site.member("city", CITY, &[(Role::SystemAdministrator, CITY)]).await;
    let city = site.caller(city).await;
    let invite = |login| json!({ "login": login, "name": "演示新人", "organisation": "bureau" });
    let one = by.system.call("POST", "/api/v1/accounts", "same", &invite("one.one")).await;
    let two = city.call("POST", "/api/v1/accounts", "same", &invite("two.two")).await;
    assert_eq!((one.code(), two.code()), (201, 201));
    assert_ne!(one.json()["code"], two.json()["code"]);
    let third = city.call("POST", "/api/v1/accounts", "other", &invite("three")).await;
    assert_ne!(two.json()["code"], third.json()["code"]);
    // A call that failed keeps no key.
    let failed = by.system.call("POST", "/api/v1/accounts", "again", &invite("one.one")).await;
    assert_eq!(failed.code(), 409);
    let done = by.system.call("POST", "/api/v1/accounts", "again", &invite("four")).await;
    assert_eq!(done.code(), 201);
}

#[tokio::test]
async fn a_change_upon_an_old_version_overwrites_nothing() {
    let site = Site::new().await;
    let by = admins(&site).await;
    let office =
        |version: i64, name: &str| json!({ "version": version, "office": { "name": name } });
    let path = "/api/v1/organisations/bureau/office";
    assert_eq!(by.system.call("PUT", path, "1", &office(1, "甲")).await.code(), 200);
    assert_eq!(by.system.call("PUT", path, "2", &office(1, "乙")).await.code(), 409);
    let seen = by.system.get("/api/v1/organisations/bureau").await.json();
    assert_eq!((&seen["office"]["name"], &seen["version"]), (&json!("甲"), &json!(2)));
    assert_eq!(by.system.call("PUT", path, "3", &office(2, "乙")).await.code(), 200);
}

#[tokio::test]
async fn what_is_not_understood_is_refused() {
    let site = Site::new().await;
    let by = admins(&site).await;
    let send = async |path: &str, kind: &str, body: &str| {
        let method = if path.ends_with("office") { "PUT" } else { "POST" };
        by.system.call_with(method, path, "k", kind, body.as_bytes().to_vec()).await.code()
    };
    let accounts = "/api/v1/accounts";
    let good = r#"{"login":"new.one","name":"演示","organisation":"bureau"}"#;
    let twice = r#"{"login":"new.one","login":"new.two","name":"演示","organisation":"bureau"}"#;
    let more = r#"{"login":"new.one","name":"演示","organisation":"bureau","admin":true}"#;
    assert_eq!(send(accounts, JSON, twice).await, 422);
    assert_eq!(send(accounts, JSON, more).await, 422);
    assert_eq!(
        send(accounts, JSON, r#"{"login":7,"name":"演示","organisation":"bureau"}"#).await,
        422
    );
    assert_eq!(send(accounts, JSON, r#"{"login":"#).await, 400);
    assert_eq!(send(accounts, JSON, &format!("{good}x")).await, 400);
    assert_eq!(send(accounts, "text/plain", good).await, 400);
    assert_eq!(send(accounts, "", good).await, 400);
    assert_eq!(send(accounts, JSON, &format!("{good}{}", " ".repeat(300_000))).await, 413);
    assert_eq!(send(accounts, JSON, &"[".repeat(100_000)).await, 422);
    let changes = "/api/v1/organisations/bureau/changes";
    let change = |more: &str| {
        format!(r#"{{"version":1,"on":"2026-03-02","what":"merged","into":"other"{more}}}"#)
    };
    assert_eq!(
        send(changes, JSON, &change(r#","why":"演示""#)).await,
        422,
        "unknown beside the change"
    );
    assert_eq!(
        send(changes, JSON, &change(r#","into":"county""#)).await,
        422,
        "twice within the change"
    );
    assert_eq!(
        send(changes, JSON, &change(r#","version":1"#)).await,
        422,
        "twice beside the change"
    );
    assert_eq!(
        send(changes, JSON, r#"{"version":1,"on":"2026-02-30","what":"merged","into":"other"}"#)
            .await,
        422
    );
    assert_eq!(
        send("/api/v1/organisations/bureau/office", JSON, r#"{"version":1,"office":{"logo":"x"}}"#)
            .await,
        422
    );
    for path in [
        "/api/v1/accounts/7",
        "/api/v1/accounts/%00",
        "/api/v1/organisations/%2e%2e",
        "/api/v1/organisations/%FF",
    ] {
        assert_eq!(by.system.get(path).await.code(), 404, "{path}");
    }
    for query in ["?unknown=1", "?limit=x", "?after=1", "?limit=1&limit=2"] {
        assert_eq!(by.system.get(&format!("/api/v1/accounts{query}")).await.code(), 400, "{query}");
    }
    let no_key = by.system.call("POST", accounts, "", &serde_json::from_str(good).unwrap()).await;
    assert_eq!(no_key.code(), 400);
    assert_eq!(no_key.header("content-type"), Some("application/problem+json"));
    assert_eq!(no_key.json()["request_id"].as_str(), no_key.header("x-request-id"));
    // Nothing of it was done.
    assert_eq!(send(accounts, JSON, good).await, 201);
}

#[tokio::test]
async fn the_tree_stays_a_tree() {
    let site = Site::new().await;
    let by = admins(&site).await;
    let change = async |code: &str, body: Value| {
        let mut all = json!({ "version": 1, "on": "2026-03-02" });
        for (name, value) in body.as_object().unwrap() {
            all[name] = value.clone();
        }
        let path = format!("/api/v1/organisations/{code}/changes");
        by.system.call("POST", &path, &all.to_string(), &all).await.code()
    };
    let moved = |to: &str| json!({ "what": "moved", "administrative_parent": to });
    assert_eq!(change("county", moved("school")).await, 422, "a circle");
    assert_eq!(change("county", moved("bureau-office")).await, 422, "below a section");
    assert_eq!(change("county", json!({ "what": "moved" })).await, 422, "to nobody");
    assert_eq!(change("county", moved("city")).await, 404, "out of reach");
    assert_eq!(change("county", moved("nowhere")).await, 422);
    assert_eq!(change("county", json!({ "what": "abolished" })).await, 422, "with a school below");
    assert_eq!(change("county", json!({ "what": "merged", "into": "county" })).await, 422);
    assert_eq!(change("other", json!({ "what": "abolished" })).await, 404);
    let mut new = found("third");
    new["administrative_parent"] = json!("school");
    new["kind"] = json!("government");
    new["stage"] = Value::Null;
    new["run_by"] = Value::Null;
    assert_eq!(by.system.call("POST", "/api/v1/organisations", "g", &new).await.code(), 422);
    let again = by.system.call("POST", "/api/v1/organisations", "s", &found("school")).await;
    assert_eq!(again.code(), 409, "the code is taken: {}", again.text());
}
