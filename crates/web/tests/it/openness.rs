//! What an office says of itself on its site: the guide, the marks at the foot, the calendar it counts by.

use records::person::Role;
use records::policy::RecordState;
use records::site::{Host, Mark};
use store::Source;

use crate::driver::Browser;
use crate::site::{BUREAU, CITY, OTHER, SCHOOL, Site};

const NOTICE: &str = "[[overlay]]\nregion = \"演示自治县\"\nbasis = \"演示\"\naccepted = true\ndays_off = [\"2026-03-20\"]";

async fn somebody(site: &Site, login: &str, role: Role) -> Browser {
    let id = site.member(login, BUREAU, &[(role, BUREAU)]).await;
    site.signed_in(id).await
}

/// Sends the form of a page back with the version that stands in it.
async fn send(it: &mut Browser, page: &str, to: &str, fields: &[(&str, &str)]) -> u16 {
    let opened = it.get(page).await;
    assert_eq!(opened.code(), 200, "{page}: {}", opened.text());
    let version = opened.input("version").unwrap_or_default();
    let token = opened.input("form_token").unwrap();
    let mut all = vec![("version", version.as_str())];
    all.extend(fields);
    if version.is_empty() {
        all.remove(0);
    }
    it.submit(to, &token, &all).await.code()
}

#[tokio::test]
async fn a_guide_goes_from_the_clerk_to_the_head_and_out() {
    let site = Site::new().await;
    let mut clerk = somebody(&site, "clerk", Role::Clerk).await;
    let mut head = somebody(&site, "head", Role::OgiOfficeHead).await;
    let own = "/office/guides/bureau";
    let state = async || {
        let kept = site.store().guides().of(BUREAU).await.unwrap();
        kept.map_or(RecordState::Absent, |it| it.value.state())
    };
    // A preview keeps nothing.
    let text = ("obtaining_zh", "大厅有查阅点\n有打印机");
    assert_eq!(send(&mut clerk, own, own, &[text, ("do", "preview")]).await, 200);
    assert_eq!(state().await, RecordState::Absent);
    let fields = [text, ("obtaining_en", "-\nThere is a printer"), ("do", "save")];
    assert_eq!(send(&mut clerk, own, own, &fields).await, 303);
    assert!(clerk.get(own).await.text().contains("大厅有查阅点"));
    assert_eq!(send(&mut clerk, own, &format!("{own}/send"), &[]).await, 303);
    assert_eq!(state().await, RecordState::InReview);
    // In review it is the head's, and no longer the clerk's.
    assert_eq!(clerk.get(own).await.code(), 404);
    assert_eq!(clerk.get(&format!("{own}/review")).await.code(), 403);
    let review = format!("{own}/review");
    assert!(head.get(&review).await.text().contains("大厅有查阅点"));
    let back = format!("{own}/return");
    assert_eq!(send(&mut head, &review, &back, &[("reason", "请补充")]).await, 303);
    assert_eq!(send(&mut clerk, own, &format!("{own}/send"), &[]).await, 303);
    assert_eq!(send(&mut head, &review, &format!("{own}/release"), &[]).await, 303);
    assert_eq!(state().await, RecordState::Published);
    assert!(site.browser().get("/o/bureau/guide").await.text().contains("大厅有查阅点"));
    assert_eq!(send(&mut clerk, own, &format!("{own}/reviewed"), &[]).await, 303);
    let kept = site.store().guides().of(BUREAU).await.unwrap().unwrap().value;
    let out = kept.released().unwrap();
    assert_eq!((out.reviews.len(), out.paragraphs[1].en.as_str()), (1, "There is a printer"));
}

#[tokio::test]
async fn whoever_drafted_a_guide_does_not_release_it() {
    let site = Site::new().await;
    let mut head = somebody(&site, "head", Role::OgiOfficeHead).await;
    let own = "/office/guides/bureau";
    let fields = [("office_zh", "演示"), ("do", "save")];
    assert_eq!(send(&mut head, own, own, &fields).await, 303);
    assert_eq!(send(&mut head, own, &format!("{own}/send"), &[]).await, 303);
    assert_eq!(head.get(&format!("{own}/review")).await.code(), 403);
    let token = head.token().await;
    let told = head.submit(&format!("{own}/release"), &token, &[("version", "2")]).await;
    assert_eq!(told.code(), 403);
}

#[tokio::test]
async fn of_two_who_change_a_draft_the_second_overwrites_nothing() {
    let site = Site::new().await;
    let mut clerk = somebody(&site, "clerk", Role::Clerk).await;
    let own = "/office/guides/bureau";
    let token = clerk.token().await;
    let fields = |text| [("version", "0"), ("do", "save"), ("office_zh", text)];
    assert_eq!(clerk.submit(own, &token, &fields("一")).await.code(), 303);
    assert_eq!(clerk.submit(own, &token, &fields("二")).await.code(), 409);
    assert!(clerk.get(own).await.text().contains('一'));
}

#[tokio::test]
async fn a_site_says_what_it_lacks_and_shows_what_it_says() {
    let site = Site::new().await;
    let mut clerk = somebody(&site, "clerk", Role::Clerk).await;
    let own = "/office/sites/bureau";
    assert!(clerk.get("/office/sites").await.text().contains("网站标识码"));
    let wrong = [("report_errors", "http://errors.example.com/"), ("do", "save")];
    assert_eq!(send(&mut clerk, own, own, &wrong).await, 422);
    let good = [
        ("organiser", "海城市教育局（演示）"),
        ("site_code", "0000000001"),
        ("report_errors", "https://errors.example.com/"),
        ("theme", "red"),
        ("ipv6", "yes"),
        ("hosts", "jyj.example.gov.cn"),
        ("grey", "2026-12-13 2026-12-13 国家公祭日"),
        ("do", "save"),
    ];
    assert_eq!(send(&mut clerk, own, own, &good).await, 303);
    let public = site.browser().get("/o/bureau").await.text();
    assert!(public.contains("0000000001") && public.contains("https://errors.example.com/"));
    let kept = site.store().site_profiles().of(BUREAU).await.unwrap().unwrap().value;
    assert_eq!((kept.marks.len(), kept.grey.len(), kept.ipv6), (3, 1, Some(true)));
    assert_eq!(kept.marks[&Mark::SiteCode], "0000000001");
    // What is somebody else's host is nobody else's.
    let other = site.member("other", OTHER, &[(Role::Clerk, OTHER)]).await;
    let mut other = site.signed_in(other).await;
    let (theirs, host) = ("/office/sites/other", ("hosts", "jyj.example.gov.cn"));
    assert_eq!(send(&mut other, theirs, theirs, &[host, ("do", "save")]).await, 422);
    assert_eq!(other.get(own).await.code(), 404);
    let host = Host::new("jyj.example.gov.cn").unwrap();
    assert_eq!(site.store().site_profiles().by_host(&host).await.unwrap(), Some(BUREAU));
    // A school below takes the marks of the bureau.
    assert!(site.browser().get("/o/school").await.text().contains("0000000001"));
    assert!(site.store().site_profiles().of(SCHOOL).await.unwrap().is_none());
}

#[tokio::test]
async fn a_notice_is_read_in_by_one_and_confirmed_by_another() {
    let site = Site::new().await;
    let mut one = somebody(&site, "one", Role::OgiOfficeHead).await;
    let mut two = somebody(&site, "two", Role::SystemAdministrator).await;
    let list = "/office/calendar";
    assert_eq!(send(&mut one, list, list, &[("text", "x"), ("do", "propose")]).await, 422);
    assert_eq!(send(&mut one, list, list, &[("text", NOTICE), ("do", "preview")]).await, 200);
    assert!(site.store().calendar_notices().all().await.unwrap().is_empty());
    // The same form twice proposes once.
    for _ in 0..2 {
        assert_eq!(send(&mut one, list, list, &[("text", NOTICE), ("do", "propose")]).await, 303);
    }
    let all = site.store().calendar_notices().all().await.unwrap();
    let [notice] = &all[..] else { panic!("{all:?}") };
    let page = format!("{list}/{}", notice.id);
    let token = one.token().await;
    let told = one.submit(&format!("{page}/confirm"), &token, &[("version", "1")]).await;
    assert_eq!(told.code(), 403);
    assert!(two.get(&page).await.text().contains("2026年3月20日"));
    assert_eq!(send(&mut two, &page, &format!("{page}/confirm"), &[]).await, 303);
    let now = site.store().calendar_notices().find(notice.id).await.unwrap().unwrap().value;
    assert_eq!((now.state(), now.organisation), (RecordState::Published, BUREAU));
    // What is confirmed is no longer withdrawn.
    let token = two.token().await;
    let told = two.submit(&format!("{page}/withdraw"), &token, &[("version", "2")]).await;
    assert_eq!(told.code(), 404);
    assert_ne!(now.organisation, CITY);
}

#[tokio::test]
async fn a_notice_is_withdrawn_with_a_reason() {
    let site = Site::new().await;
    let mut one = somebody(&site, "one", Role::OgiOfficeHead).await;
    let list = "/office/calendar";
    assert_eq!(send(&mut one, list, list, &[("text", NOTICE), ("do", "propose")]).await, 303);
    let id = site.store().calendar_notices().all().await.unwrap()[0].id;
    let (page, to) = (format!("{list}/{id}"), format!("{list}/{id}/withdraw"));
    assert_eq!(send(&mut one, &page, &to, &[("reason", "")]).await, 422);
    assert_eq!(send(&mut one, &page, &to, &[("reason", "日期有误")]).await, 303);
    assert!(one.get(list).await.text().contains("日期有误"));
}
