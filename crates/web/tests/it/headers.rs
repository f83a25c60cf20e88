//! The headers of every answer, whatever it is, and pages without anything inline.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use records::person::Role;
use scraper::{Html, Selector};
use store::{Clock, Store};
use testkit::{Engine, FixedClock, Installation};
use web::{App, Origin, Settings, Web};

use crate::answer::Answer;
use crate::driver::{Browser, FORM, new_address, send};
use crate::probes::{anywhere, probe, spots};
use crate::site::{BUREAU, PASSWORD, Site, settings};

/// Whatever is wrong with an answer.
fn faults(of: &str, answer: &Answer, encrypted: bool) -> Vec<String> {
    let mut faults = Vec::new();
    let mut check = |fits: bool, what: &str| {
        if !fits {
            faults.push(format!("{of}: {what}: {} {:?}", answer.status, answer.headers));
        }
    };
    let header = |name| answer.header(name).unwrap_or_default();
    let policy = header("content-security-policy");
    check(policy.contains("default-src 'none'"), "policy");
    check(
        policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"),
        "policy",
    );
    check(
        !policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"),
        "policy",
    );
    check(header("x-content-type-options") == "nosniff", "sniffing");
    check(header("x-frame-options") == "DENY", "frames");
    check(header("referrer-policy") == "same-origin", "referrer");
    check(header("cross-origin-opener-policy") == "same-origin", "opener");
    check(header("cross-origin-resource-policy") == "same-origin", "resources");
    check(header("permissions-policy").contains("camera=()"), "permissions");
    let is_asset = of.contains("/assets/") && answer.status.is_success();
    let kept = if is_asset { "public, max-age=31536000, immutable" } else { "no-store" };
    check(header("cache-control") == kept, "cache");
    check(answer.header("strict-transport-security").is_some() == encrypted, "encryption");
    check(header("x-request-id").len() == 16, "number");
    for name in ["server", "x-powered-by", "access-control-allow-origin"] {
        check(answer.header(name).is_none(), name);
    }
    let twice = answer
        .headers
        .keys()
        .any(|it| it != "set-cookie" && answer.headers.get_all(it).iter().count() > 1);
    check(!twice, "a header twice");
    let text = answer.text();
    for trace in ["panicked", ".rs:", "SELECT ", "sqlx", "stack backtrace"] {
        let told = text.contains(trace) && !of.contains("/assets/");
        check(!told, "tells of the inside");
    }
    if !answer.status.is_success() && !answer.status.is_redirection() && !answer.bytes.is_empty() {
        let kind = header("content-type");
        let ours = kind == "application/problem+json" || kind.starts_with("text/html");
        check(ours || of.contains("/health/"), "words that are not ours");
    }
    if header("content-type").starts_with("text/html") {
        for it in inline(&Html::parse_document(&text)) {
            check(false, &it);
        }
    }
    for cookie in answer.headers.get_all("set-cookie") {
        let cookie = cookie.to_str().unwrap();
        check(cookie.contains("; HttpOnly; SameSite=Lax"), cookie);
        check(cookie.ends_with("; Secure") == encrypted, cookie);
        check(cookie.starts_with("__Host-") == encrypted, cookie);
    }
    faults
}

/// Scripts, styles and handlers that stand in the page itself.
fn inline(page: &Html) -> Vec<String> {
    let all = Selector::parse("*").unwrap();
    let mut found = Vec::new();
    for element in page.select(&all) {
        let value = element.value();
        let inline_script = value.name() == "script"
            && (value.attr("src").is_none()
                || !element.text().collect::<String>().trim().is_empty());
        if inline_script || value.name() == "style" || value.name() == "base" {
            found.push(format!("inline {}", value.name()));
        }
        for (name, text) in value.attrs() {
            let script = text.trim_start().to_ascii_lowercase().starts_with("javascript:");
            if name.starts_with("on") || name == "style" || name == "srcdoc" || script {
                found.push(format!("{} {name}={text}", value.name()));
            }
            // The address by which the page is known is told, not loaded.
            let told = value.attr("rel") == Some("canonical");
            let loads = matches!(name, "src" | "action" | "formaction")
                || (name == "href" && value.name() != "a" && !told);
            if loads && !text.starts_with('/') {
                found.push(format!("{} {name}={text}", value.name()));
            }
        }
    }
    found
}

#[tokio::test]
async fn every_answer_has_every_header_and_no_page_has_anything_inline() {
    let site = Site::new().await;
    let spots = spots(&site).await;
    let id = site.member("somebody", BUREAU, &[(Role::SystemAdministrator, BUREAU)]).await;
    let page = site.browser().get("/").await.text();
    let asset = page.split("/assets/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let (mut wrong, mut seen) = (Vec::new(), std::collections::BTreeSet::new());
    let mut look = |of: String, answer: &Answer| {
        seen.insert(answer.code());
        wrong.extend(faults(&of, answer, true));
    };
    for signed_in in [false, true] {
        let mut browser = if signed_in { site.signed_in(id).await } else { site.browser() };
        let token = browser.token().await;
        for cell in &site.cells {
            for path in [probe(cell, &spots[0], &asset).path, anywhere(&cell.path)] {
                let of = format!("{} {path}", cell.method);
                let right = probe(cell, &spots[0], &asset);
                for (kind, body) in [
                    (right.kind, right.body),
                    (right.kind, vec![b' '; 5_300_000]),
                    ("a/b", Vec::new()),
                ] {
                    let request = browser.request(cell.method, &path).header(CONTENT_TYPE, kind);
                    let request =
                        request.header("x-form-token", &token).header("idempotency-key", "k");
                    let mut sender = browser.clone();
                    let answer = sender.send(request.body(Body::from(body)).unwrap()).await;
                    look(of.clone(), &answer);
                }
                let request = browser.request("PATCH", &path).body(Body::empty()).unwrap();
                look(format!("PATCH {path}"), &browser.clone().send(request).await);
            }
        }
    }
    look("GET /nowhere".to_owned(), &site.browser().get("/nowhere").await);
    let mut flood = site.browser();
    flood.address = Some(new_address());
    let many = (0..700).map(|_| {
        let mut flood = flood.clone();
        async move { flood.get("/health/live").await }
    });
    for answer in futures::future::join_all(many).await {
        look("GET /health/live".to_owned(), &answer);
        assert_eq!(answer.code() == 429, answer.header("retry-after").is_some());
    }
    // Pages that are the answer to something that was sent.
    site.set_password(id, PASSWORD).await;
    let mut browser = site.browser();
    look("sign in".to_owned(), &browser.sign_in("somebody", "wrong").await);
    look("sign in".to_owned(), &browser.sign_in("somebody", PASSWORD).await);
    look("own page".to_owned(), &browser.get("/me").await);
    look("second factor".to_owned(), &browser.get("/me/second-factor").await);
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
    for status in [200, 303, 400, 401, 403, 404, 405, 413, 422, 429] {
        assert!(seen.contains(&status), "{status} was never seen: {seen:?}");
    }
}

#[tokio::test]
async fn without_encryption_nothing_is_promised_about_it() {
    let at = Installation::new(Engine::Sqlite).await;
    let origin = Origin::parse("http://127.0.0.1:8080").unwrap();
    let site = Site::with(at, Settings { origin, ..settings() }).await;
    let mut browser = site.browser();
    for path in ["/", "/me", "/nowhere", "/api/v1/me"] {
        let answer = browser.get(path).await;
        assert_eq!(faults(path, &answer, false), Vec::<String>::new());
    }
    assert!(browser.cookies.contains_key("gongkai-browser"));
}

/// A clock that breaks when it is told to.
struct Breaking {
    clock: Arc<FixedClock>,
    broken: Arc<AtomicBool>,
}

impl Clock for Breaking {
    fn now(&self) -> eventlog::At {
        assert!(!self.broken.load(Ordering::SeqCst), "a fault with CANARY-PANIC in it");
        self.clock.now()
    }
}

#[tokio::test]
async fn a_panic_is_a_fault_of_ours_and_tells_nothing() {
    let site = Site::new().await;
    let broken = Arc::new(AtomicBool::new(false));
    let clock = Breaking { clock: Arc::clone(&site.at.clock), broken: Arc::clone(&broken) };
    let mut edge = site.at.edge.clone();
    edge.clock = Arc::new(clock);
    let store = Store::open(&site.at.settings, site.at.keys.clone(), edge).await.unwrap();
    let router = App::new(&Web::new(store, settings())).unwrap().router;
    let mut browser = Browser::new(&router);
    browser.get("/").await;
    broken.store(true, Ordering::SeqCst);
    for path in ["/", "/api/v1/organisations"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.code(), 500, "{path}");
        assert_eq!(faults(path, &answer, true), Vec::<String>::new());
        assert!(!answer.text().contains("CANARY"));
        assert!(answer.text().contains(answer.header("x-request-id").unwrap()));
    }
    broken.store(false, Ordering::SeqCst);
    assert_eq!(browser.get("/").await.code(), 200, "it goes on afterwards");
    let request = browser.request("POST", "/sign-in").header(CONTENT_TYPE, FORM);
    let answer = send(&router, request.body(Body::empty()).unwrap(), new_address()).await;
    assert_eq!(answer.code(), 400);
}
