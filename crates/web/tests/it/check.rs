//! The check of yearly reports: files in, findings beside the tables, documents out, and nothing kept for long.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use report::limits::Limits;
use report::read::read;
use scraper::{Html, Selector};

use crate::answer::Answer;
use crate::driver::{Browser, MULTIPART, multipart};
use crate::site::Site;

const SAMPLE: &[u8] = include_bytes!("../../../report/tests/fixtures/yunchuan-2024.html");

async fn upload(browser: &mut Browser, files: &[(&str, &[u8])]) -> Answer {
    let token = browser.token().await;
    let request = browser.request("POST", "/tools/check").header(CONTENT_TYPE, MULTIPART);
    let body = multipart(&token, files);
    browser.send(request.body(Body::from(body)).unwrap()).await
}

fn links(answer: &Answer) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let links = Selector::parse("main a[href]").unwrap();
    page.select(&links).filter_map(|it| it.value().attr("href")).map(ToOwned::to_owned).collect()
}

fn of_a_report(answer: &Answer) -> String {
    links(answer).into_iter().find(|it| it.ends_with("/1")).expect("a report")
}

#[tokio::test]
async fn a_report_is_shown_with_its_findings_and_every_download_is_what_it_says() {
    let site = Site::new().await;
    let mut browser = site.browser();
    let answer = upload(&mut browser, &[("报告 <b>.html", SAMPLE), ("空.txt", b"")]).await;
    assert_eq!(answer.code(), 200, "{}", answer.text());
    assert!(answer.text().contains("云川市教育局") && answer.text().contains("文件是空的"));
    assert!(answer.text().contains("报告 &#60;b&#62;.html"), "{}", answer.text());
    let page = browser.get(&of_a_report(&answer)).await;
    assert_eq!(page.code(), 200);
    assert!(page.text().contains("noindex"));
    for (path, begins) in [
        ("problems.xlsx", "PK"),
        ("problems.docx", "PK"),
        ("annotated.docx", "PK"),
        ("annotated.html", "<!"),
        ("annotated.pdf", "%PDF"),
        ("corrected.docx", "PK"),
        ("corrected.xlsx", "PK"),
        ("result.json", "["),
    ] {
        let got = browser.get(&format!("{}/{path}", of_a_report(&answer))).await;
        assert_eq!(got.code(), 200, "{path}: {}", got.text());
        assert!(got.text().trim_start().starts_with(begins), "{path}");
        assert!(got.header("content-disposition").unwrap().starts_with("attachment"), "{path}");
        assert_eq!(got.header("cache-control"), Some("no-store"), "{path}");
    }
    let corrected = browser.get(&format!("{}/corrected.xlsx", of_a_report(&answer))).await;
    let proposed = report::correct::correct(&read(SAMPLE, &Limits::default()).unwrap());
    let back = read(&corrected.bytes, &Limits::default()).unwrap();
    for it in &proposed.corrections {
        assert_eq!(back.cell(it.cell).and_then(|it| it.number()), Some(it.proposed));
    }
    assert!(!proposed.corrections.is_empty());
    for path in links(&answer).iter().filter(|it| it.contains("/all/")) {
        assert_eq!(browser.get(path).await.code(), 200, "{path}");
    }
}

#[tokio::test]
async fn each_finding_on_a_cell_leads_to_the_cell_and_back() {
    let site = Site::new().await;
    let mut browser = site.browser();
    let answer = upload(&mut browser, &[("a.html", SAMPLE)]).await;
    let page = Html::parse_document(&browser.get(&of_a_report(&answer)).await.text());
    let ids = Selector::parse("[id]").unwrap();
    let mut known: Vec<&str> = page.select(&ids).filter_map(|it| it.value().id()).collect();
    known.sort_unstable();
    let count = known.len();
    known.dedup();
    assert_eq!(known.len(), count, "an id stands there twice");
    let within = Selector::parse("main a[href^='#']").unwrap();
    let mut to_cells = 0;
    for link in page.select(&within) {
        let to = link.value().attr("href").unwrap().trim_start_matches('#');
        assert!(known.contains(&to), "{to}");
        to_cells += usize::from(to.starts_with("cell-"));
    }
    assert!(to_cells > 0);
}

#[tokio::test]
async fn what_is_no_form_of_ours_is_refused_before_anything_is_read() {
    let site = Site::new().await;
    let mut browser = site.browser();
    assert_eq!(upload(&mut browser, &[]).await.code(), 422);
    let many: Vec<(&str, &[u8])> = vec![("a.txt", b"x"); web::limits::CHECKED_FILES + 1];
    assert_eq!(upload(&mut browser, &many).await.code(), 422);
    let large = vec![b' '; web::limits::CHECKED_FILE + 1];
    assert_eq!(upload(&mut browser, &[("a.txt", &large)]).await.code(), 413);
    let request = browser.request("POST", "/tools/check").header(CONTENT_TYPE, MULTIPART);
    let body = multipart("not a token", &[("a.html", SAMPLE)]);
    let answer = browser.send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.code(), 403);
    let request = browser.request("POST", "/tools/check").header(CONTENT_TYPE, "text/plain");
    assert_eq!(browser.send(request.body(Body::from("x")).unwrap()).await.code(), 400);
}

#[tokio::test]
async fn a_result_is_over_after_half_an_hour_and_says_so() {
    let site = Site::new().await;
    let mut browser = site.browser();
    let answer = upload(&mut browser, &[("a.html", SAMPLE)]).await;
    let report = of_a_report(&answer);
    assert_eq!(browser.get(&report).await.code(), 200);
    // Another node has not got it.
    let elsewhere = browser.at(&site.another_node().await).get(&report).await;
    site.at.clock.advance(1800);
    let over = browser.get(&report).await;
    for answer in [over, elsewhere, browser.get(&format!("{report}/annotated.pdf")).await] {
        assert_eq!(answer.code(), 410);
        assert!(answer.text().contains("结果已过期，请重新上传"));
    }
}

#[tokio::test]
async fn a_hundred_files_are_read_and_told_in_their_order() {
    let site = Site::new().await;
    let mut browser = site.browser();
    let names: Vec<String> = (0..100).map(|it| format!("{it:03}.html")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|it| (it.as_str(), SAMPLE)).collect();
    let answer = upload(&mut browser, &files).await;
    assert_eq!(answer.code(), 200);
    let text = answer.text();
    let places: Vec<usize> = names.iter().map(|it| text.find(it).expect("it is told")).collect();
    assert!(places.is_sorted());
    assert!(!text.contains("没有读取"));
}
