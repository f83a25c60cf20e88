//! Every way in, for review: a new route shows in `ways-in.txt`.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

use axum::body::Body;

use crate::site::Site;

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/ways-in.txt")
}

#[tokio::test]
async fn every_way_in_is_listed_with_its_action() {
    let site = Site::new().await;
    let mut cells = site.cells.clone();
    cells.sort_by(|a, b| (&a.path, a.method).cmp(&(&b.path, b.method)));
    let mut text = String::new();
    for it in &cells {
        writeln!(text, "{:5} {:55} {}", it.method, it.path, it.action).unwrap();
    }
    if std::env::var_os("GONGKAI_WRITE_WAYS_IN").is_some() {
        std::fs::write(file(), &text).unwrap();
        panic!("written anew: review the difference, then run without the variable");
    }
    let reviewed = std::fs::read_to_string(file()).unwrap_or_default();
    assert_eq!(text, reviewed, "GONGKAI_WRITE_WAYS_IN=1 writes the list anew");
}

#[tokio::test]
async fn every_call_that_the_api_describes_is_behind_the_table() {
    let site = Site::new().await;
    let described: serde_json::Value = serde_json::from_str(&site.api).unwrap();
    let known: BTreeSet<(String, String)> =
        site.cells.iter().map(|it| (it.method.to_lowercase(), it.path.clone())).collect();
    assert_eq!(known.len(), site.cells.len(), "a way in stands there twice");
    let mut calls = 0;
    for (path, item) in described["paths"].as_object().unwrap() {
        for (verb, operation) in item.as_object().unwrap() {
            assert!(known.contains(&(verb.clone(), path.clone())), "{verb} {path}");
            assert!(operation["description"].as_str().unwrap().contains("权限"), "{verb} {path}");
            calls += 1;
        }
    }
    let of_the_api = site.cells.iter().filter(|it| it.path.starts_with("/api/")).count();
    // The description itself is not described.
    assert_eq!(calls, of_the_api - 1);
}

#[tokio::test]
async fn what_is_no_way_in_is_not_there_or_not_with_this_verb() {
    let site = Site::new().await;
    let mut browser = site.browser();
    for path in
        ["/admin", "/api", "/api/v1", "/api/v2/me", "/me/", "//", "/%00", "/%FF", "/assets/"]
    {
        assert_eq!(browser.get(path).await.code(), 404, "{path}");
    }
    for cell in &site.cells {
        let path = crate::probes::anywhere(&cell.path);
        let taken: BTreeSet<&str> =
            site.cells.iter().filter(|it| it.path == cell.path).map(|it| it.method).collect();
        for verb in ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
            if taken.contains(verb) {
                continue;
            }
            let request = browser.request(verb, &path).body(Body::empty()).unwrap();
            let answer = browser.send(request).await;
            assert_eq!(answer.code(), 405, "{verb} {path}");
            let allowed = answer.header("allow").unwrap();
            assert!(taken.iter().all(|it| allowed.contains(it)), "{verb} {path}: {allowed}");
        }
    }
}
