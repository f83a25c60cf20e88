//! Organisations by page: founded, changed, ended, and the office that the guide tells of.

use records::person::Role;
use store::Source;

use crate::driver::Browser;
use crate::office::{at_field, send};
use crate::site::{BUREAU, CITY, Site};

async fn system(site: &Site) -> Browser {
    let id = site.member("system", BUREAU, &[(Role::SystemAdministrator, BUREAU)]).await;
    site.signed_in(id).await
}

const HERE: &str = "/office/organisations";

#[tokio::test]
async fn the_tree_begins_where_somebody_works_and_tells_both_lines() {
    let site = Site::new().await;
    let mut system = system(&site).await;
    let tree = system.get(HERE).await;
    assert_eq!(tree.code(), 200, "{}", tree.text());
    let names = tree.texts(".tree a").concat();
    assert!(names.contains("海城市教育局") && names.contains("甲县第一小学"), "{names}");
    assert!(!names.contains("统计局"));
    assert_eq!(tree.texts(".tree > li > ul > li > ul > li").len(), 1, "a school below a county");
    let found = system.get(&format!("{HERE}?q=小学")).await;
    assert_eq!(found.texts(".rows a"), ["甲县第一小学（演示）"]);
    assert_eq!(system.get(&format!("{HERE}/other")).await.code(), 404);
    // Who leads its openness work is told where that is somebody else.
    let moved = [
        ("what", "moved"),
        ("version", "1"),
        ("on", "2026-03-01"),
        ("administrative_parent", "county"),
        ("ogi_authority", "bureau"),
    ];
    let page = format!("{HERE}/school?form=moved");
    assert_eq!(
        send(&mut system, &page, &format!("{HERE}/school/changes"), &moved).await.code(),
        303
    );
    let hints = system.get(HERE).await.texts(".tree .hint").concat();
    assert!(hints.contains("公开工作主管：海城市教育局（演示）"), "{hints}");
}

#[tokio::test]
async fn an_organisation_is_founded_renamed_and_its_history_tells_when_and_why() {
    let site = Site::new().await;
    let mut system = system(&site).await;
    let page = format!("{HERE}/bureau?form=founded");
    let to = format!("{HERE}/bureau/below");
    let fields = [
        ("code", "New School"),
        ("names", "第二小学（演示）"),
        ("kind", "school"),
        ("on", "2026-03-01"),
    ];
    let told = send(&mut system, &page, &to, &fields).await;
    assert_eq!(told.code(), 422);
    assert_eq!(told.input("names").as_deref(), Some("第二小学（演示）"));
    assert!(!told.texts("#stage-error").is_empty(), "{}", told.text());
    let school = [("stage", "primary"), ("run_by", "public")];
    let told = send(&mut system, &page, &to, &[&fields[..], &school[..]].concat()).await;
    assert!(at_field(&told, "code").0.is_some_and(|it| it.contains("小写")), "{}", told.text());
    let right = [&[("code", "second")][..], &fields[1..], &school[..]].concat();
    let founded = send(&mut system, &page, &to, &right).await;
    assert_eq!(founded.header("location"), Some("/office/organisations/second?done=founded"));

    let rename = |version| {
        [
            ("what", "renamed"),
            ("version", version),
            ("on", "2026-03-02"),
            ("basis", "海编发〔2026〕3号"),
            ("names", "第二实验小学（演示）"),
        ]
    };
    let (page, to) = (format!("{HERE}/second?form=renamed"), format!("{HERE}/second/changes"));
    assert_eq!(send(&mut system, &page, &to, &rename("1")).await.code(), 303);
    let shown = system.get(&format!("{HERE}/second")).await;
    assert!(shown.texts("h1").concat().contains("第二实验小学"));
    let history = shown.texts(".timeline li");
    assert_eq!(history.len(), 2);
    assert!(history[0].contains("更名") && history[0].contains("海编发〔2026〕3号"), "{history:?}");
    assert!(history.iter().all(|it| it.contains("记录于")), "{history:?}");
    let stale = send(&mut system, &page, &to, &rename("1")).await;
    assert_eq!(stale.code(), 409, "somebody was first");
    assert!(stale.texts("#errors").concat().contains("没有覆盖"));
    assert_eq!(stale.input("basis").as_deref(), Some("海编发〔2026〕3号"));
}

#[tokio::test]
async fn an_organisation_ends_only_once_somebody_is_sure() {
    let site = Site::new().await;
    let mut system = system(&site).await;
    let (page, to) = (format!("{HERE}/school?form=merged"), format!("{HERE}/school/changes"));
    let fields = [("what", "merged"), ("version", "1"), ("on", "2026-03-02"), ("into", "county")];
    let before = site.dump(&["record", "log_entry"]).await;
    let asked = send(&mut system, &page, &to, &fields).await;
    assert_eq!(asked.code(), 200);
    assert!(asked.texts(".notice--warn li").concat().contains("不能恢复"));
    assert_eq!(asked.input("into").as_deref(), Some("county"));
    assert_eq!(site.dump(&["record", "log_entry"]).await, before);
    let sure = [&fields[..], &[("sure", "yes")][..]].concat();
    assert_eq!(send(&mut system, &page, &to, &sure).await.code(), 303);
    // It is no more, and what it was can still be looked at.
    let ended = system.get(&format!("{HERE}/school")).await;
    assert!(ended.texts("h1 .tag").concat().contains("终止"), "{}", ended.text());
    assert!(ended.text().contains("承接机构") && !ended.text().contains("办理变更"));
    assert!(system.get(HERE).await.text().contains("已终止"));

    let (page, to) = (format!("{HERE}/county?form=split"), format!("{HERE}/county/changes"));
    let split = [
        ("what", "split"),
        ("version", "1"),
        ("on", "2026-03-02"),
        ("into", "nowhere\nbureau"),
        ("sure", "yes"),
    ];
    let told = send(&mut system, &page, &to, &split).await;
    assert_eq!(told.code(), 422);
    assert!(told.texts("#into-error").concat().contains("没有这个机构代码"), "{}", told.text());
    assert_eq!(told.texts("#into").concat(), "nowhere\nbureau");
}

#[tokio::test]
async fn the_office_is_described_by_whoever_runs_openness() {
    let site = Site::new().await;
    let clerk = site.member("clerk", BUREAU, &[(Role::Clerk, BUREAU)]).await;
    let mut clerk = site.signed_in(clerk).await;
    let page = format!("{HERE}/bureau/office");
    let opened = clerk.get(&page).await;
    assert!(opened.texts(".notice--warn").concat().contains("联系电话"), "{}", opened.text());
    assert!(clerk.get("/office").await.text().contains(&page), "the menu leads there");
    assert_eq!(opened.texts(".menu [aria-current=page]"), ["公开机构信息"]);
    let version = opened.input("version").unwrap();
    let mut fields = vec![
        ("version", version.as_str()),
        ("name", "海城市教育局办公室（演示）"),
        ("address", "海城市演示路1号"),
        ("hours", "工作日 8:30–17:30"),
        ("phone", "0000-0000000"),
        ("fax", "0000-0000001"),
        ("web", "https://ogi.example.gov.cn"),
        ("post_code", "12"),
    ];
    let told = send(&mut clerk, &page, &page, &fields).await;
    let (fault, typed) = at_field(&told, "post_code");
    assert_eq!((told.code(), typed.as_deref()), (422, Some("12")));
    assert!(fault.is_some_and(|it| it.contains("6 位数字")));
    fields.pop();
    assert_eq!(send(&mut clerk, &page, &page, &fields).await.code(), 303);
    let saved = clerk.get(&format!("{page}?done=described")).await;
    assert!(saved.texts(".notice--warn").is_empty(), "nothing is missing any more");
    assert_eq!(clerk.get(&format!("{HERE}/county/office")).await.code(), 404);
    assert_eq!(clerk.get(HERE).await.code(), 403);
    let all = site.store().organisations().all().await.unwrap();
    assert!(all.iter().any(|it| it.value.id == CITY && it.version == 1), "no other was touched");
}
