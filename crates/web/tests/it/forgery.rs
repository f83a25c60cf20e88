//! What changes something comes from our own pages, in this browser, in this session; and what only reads
//! changes nothing.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, ORIGIN as ORIGIN_HEADER};
use records::person::Role;

use crate::driver::{FORM, JSON, MULTIPART, form, multipart};
use crate::probes::{UPLOAD, anywhere, probe, spots, upload};
use crate::site::{BUREAU, PASSWORD, Site};
use crate::tables::EVERY_TABLE;

/// Everything that a form or a call of ours has, but for what tells that it is ours.
fn filled(path: &str, token: &str) -> (&'static str, String) {
    let id = uuid::Uuid::nil().to_string();
    let fields: Vec<(&str, &str)> = match path {
        "/sign-in" => vec![("login", "somebody"), ("password", PASSWORD)],
        "/sign-in/second-factor" => vec![("code", "123456")],
        "/welcome" => vec![("code", "x"), ("password", "x"), ("again", "x")],
        "/me/password" => vec![
            ("old", PASSWORD),
            ("password", "four quite new words"),
            ("again", "four quite new words"),
        ],
        "/me/second-factor" => vec![("setting_up", "x"), ("code", "1")],
        "/me/second-factor/remove" => vec![("password", PASSWORD)],
        "/me/passkeys/remove" => vec![("id", &id)],
        path if path.starts_with("/office/roster/") => {
            return (UPLOAD, String::from_utf8(upload(token, "k", b"x")).unwrap());
        }
        "/view" => vec![("choice", "en"), ("to", "/")],
        "/office/place" => vec![("place", "bureau"), ("to", "/office")],
        "/sign-in/passkey/begin" => return (JSON, r#"{"login":"somebody"}"#.to_owned()),
        "/me/passkeys/begin" => return (JSON, "{}".to_owned()),
        "/sign-in/passkey" | "/me/passkeys" => {
            return (JSON, r#"{"ceremony":"x","credential":{}}"#.to_owned());
        }
        "/tools/check" => {
            let body = multipart(token, &[("a.txt", b"x")]);
            return (MULTIPART, String::from_utf8_lossy(&body).into_owned());
        }
        _ => Vec::new(),
    };
    let mut all = vec![("form_token", token)];
    all.extend(fields);
    (FORM, form(&all))
}

#[tokio::test]
async fn what_does_not_come_from_our_own_page_changes_nothing() {
    let site = Site::new().await;
    let spots = spots(&site).await;
    let roles = [(Role::SecurityAdministrator, BUREAU)];
    let id = site.member("somebody", BUREAU, &roles).await;
    site.set_password(id, PASSWORD).await;
    let mut victim = site.signed_in(id).await;
    let own_token = victim.token().await;
    let mut attacker = site.signed_in(id).await;
    let theirs = attacker.token().await;
    let mut anonymous = victim.clone();
    anonymous.cookies.remove("__Host-gongkai-session");
    let before_session = anonymous.token().await;
    assert_ne!(own_token, theirs);
    assert_ne!(own_token, before_session);
    let before = site.dump(&EVERY_TABLE).await;
    let mut refused = 0;
    for cell in site.cells.iter().filter(|it| it.method != "GET") {
        let is_call = cell.path.starts_with("/api/");
        let path = probe(cell, &spots[0], "").path;
        for (token, origin, site_header) in [
            ("", None, None),
            (theirs.as_str(), None, None),
            (before_session.as_str(), None, None),
            (own_token.as_str(), Some("https://evil.example"), None),
            (own_token.as_str(), Some("null"), None),
            (own_token.as_str(), None, Some("cross-site")),
            (own_token.as_str(), None, Some("same-site")),
            (own_token.as_str(), Some("http://ogi.example.gov.cn"), Some("cross-site")),
        ] {
            let (kind, body) = match is_call {
                true => {
                    let sent = probe(cell, &spots[0], "");
                    (
                        sent.kind,
                        String::from_utf8_lossy(&sent.body)
                            .replace("\"why\":\"\"", "\"why\":\"演示\""),
                    )
                }
                false => filled(&cell.path, token),
            };
            let mut request = axum::http::Request::builder().method(cell.method).uri(&path);
            let cookies: Vec<String> =
                victim.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", cookies.join("; ")).header(CONTENT_TYPE, kind);
            request = request.header("idempotency-key", "k").header("x-form-token", token);
            if let Some(origin) = origin {
                request = request.header(ORIGIN_HEADER, origin);
            }
            if let Some(site_header) = site_header {
                request = request.header("sec-fetch-site", site_header);
            }
            let answer = victim.send(request.body(Body::from(body)).unwrap()).await;
            let what = format!("{} {path} {token:.8} {origin:?} {site_header:?}", cell.method);
            assert_eq!(answer.code(), 403, "{what}: {}", answer.text());
            refused += 1;
        }
    }
    let after = site.dump(&EVERY_TABLE).await;
    for table in EVERY_TABLE {
        assert_eq!(before[table], after[table], "{table}");
    }
    assert_eq!(refused, 8 * site.cells.iter().filter(|it| it.method != "GET").count());
    // A first page that was never opened gives no token either.
    let request = site.browser().request("POST", "/sign-in").header(CONTENT_TYPE, FORM);
    let (_, body) = filled("/sign-in", &before_session);
    let answer = site.browser().send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.code(), 403);
}

#[tokio::test]
async fn reading_changes_nothing() {
    let site = Site::new().await;
    let spots = spots(&site).await;
    let page = site.browser().get("/").await.text();
    let asset = page.split("/assets/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut people = vec![site.browser()];
    for role in Role::ALL {
        let id = site.member(&format!("who.{}", role.name()), BUREAU, &[(role, BUREAU)]).await;
        people.push(site.signed_in(id).await);
    }
    let before = site.dump(&EVERY_TABLE).await;
    let mut read = 0;
    for browser in &mut people {
        for cell in &site.cells {
            let path = probe(cell, &spots[0], &asset).path;
            for (method, path) in [
                ("GET", &path),
                ("HEAD", &path),
                ("OPTIONS", &path),
                ("GET", &anywhere(&cell.path)),
            ] {
                let request = browser.request(method, path).body(Body::empty()).unwrap();
                let answer = browser.send(request).await;
                assert!(answer.code() < 500, "{method} {path}: {}", answer.status);
                read += 1;
            }
        }
    }
    let after = site.dump(&EVERY_TABLE).await;
    for table in EVERY_TABLE {
        assert_eq!(before[table], after[table], "{table}");
    }
    assert_eq!(read, 13 * 4 * site.cells.len());
}

#[tokio::test]
async fn a_page_says_with_head_what_it_says_with_get() {
    let site = Site::new().await;
    let mut browser = site.browser();
    browser.get("/").await;
    for path in ["/", "/me", "/sign-in", "/api/v1/me", "/api/v1/policy", "/nowhere"] {
        let get = browser.get(path).await;
        let request = browser.request("HEAD", path).body(Body::empty()).unwrap();
        let head = browser.send(request).await;
        assert_eq!(get.code(), head.code(), "{path}");
        assert_eq!(get.header("location"), head.header("location"), "{path}");
    }
}
