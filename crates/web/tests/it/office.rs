//! The office as administrators use it: people, roles, tokens, jobs, spreadsheets.

use records::person::{AccountState, Role};
use serde_json::json;
use store::{JobState, NewJob, Source};
use testkit::token;

use crate::answer::Answer;
use crate::driver::Browser;
use crate::probes::{UPLOAD, upload};
use crate::site::{BUREAU, CITY, COUNTY, OTHER, SECTION, Site, organisations};

/// Opens a page and sends one of its forms back, as it was given.
pub async fn send(browser: &mut Browser, page: &str, to: &str, fields: &[(&str, &str)]) -> Answer {
    let opened = browser.get(page).await;
    let hidden = |name| opened.input(name).unwrap_or_else(|| panic!("no form: {opened:?}"));
    let (token, key) = (hidden("form_token"), hidden("key"));
    let mut all = vec![("key", key.as_str())];
    all.extend(fields);
    browser.submit(to, &token, &all).await
}

/// What stands at a field that is wrong, and what was typed into it.
pub fn at_field(answer: &Answer, field: &str) -> (Option<String>, Option<String>) {
    (answer.texts(&format!("#{field}-error")).pop(), answer.input(field))
}

async fn administrator(site: &Site, role: Role) -> Browser {
    let login = role.name().replace('_', "-");
    let id = site.member(&login, BUREAU, &[(role, BUREAU)]).await;
    site.signed_in(id).await
}

#[tokio::test]
async fn a_role_that_is_granted_by_page_is_there_at_the_next_request() {
    let site = Site::new().await;
    let mut security = administrator(&site, Role::SecurityAdministrator).await;
    let id = site.member("somebody", SECTION, &[]).await;
    let mut there = site.signed_in(id).await;
    let page = format!("/office/people/{id}");
    let to = format!("{page}/roles");
    let fields = [("role", "clerk"), ("organisation", "bureau"), ("why", "演任〔2026〕1号")];

    let opened = security.get(&page).await;
    let (token, key) = (opened.input("form_token").unwrap(), opened.input("key").unwrap());
    let all = [&[("key", key.as_str())][..], &fields[..]].concat();
    let granted = security.submit(&to, &token, &all).await;
    assert_eq!(granted.code(), 303, "{}", granted.text());
    assert_eq!(granted.header("location"), Some(format!("{page}?done=granted").as_str()));
    assert_eq!(there.get("/api/v1/me").await.json()["in_force"], json!(["clerk@bureau"]));
    let shown = security.get(&format!("{page}?done=granted")).await;
    assert!(shown.texts("[role=status]").concat().contains("角色已授予"));
    assert!(shown.texts("tbody th").contains(&"信息公开专员".to_owned()));

    // The same form again is the same role; another form is told that it is held.
    let before = site.dump(&["record", "log_entry"]).await;
    assert_eq!(security.submit(&to, &token, &all).await.code(), 303);
    assert_eq!(site.dump(&["record", "log_entry"]).await, before);
    let again = send(&mut security, &page, &to, &fields).await;
    assert_eq!(again.code(), 409);
    assert!(again.texts("#errors").concat().contains("已经有这个角色"), "{}", again.text());
}

#[tokio::test]
async fn a_fault_comes_back_at_its_field_with_what_was_typed() {
    let site = Site::new().await;
    let mut security = administrator(&site, Role::SecurityAdministrator).await;
    let id = site.member("somebody", BUREAU, &[]).await;
    let page = format!("/office/people/{id}");
    let fields = [
        ("role", "leader"),
        ("organisation", "county"),
        ("from_on", "2026-05-01"),
        ("until_on", "2026-04-01"),
        ("why", "演任〔2026〕2号"),
    ];
    let told = send(&mut security, &page, &format!("{page}/roles"), &fields).await;
    assert_eq!(told.code(), 422);
    let (fault, typed) = at_field(&told, "until_on");
    assert!(fault.is_some_and(|it| it.contains("早于")), "{}", told.text());
    assert_eq!(typed.as_deref(), Some("2026-04-01"));
    assert_eq!(told.input("why").as_deref(), Some("演任〔2026〕2号"));
    assert_eq!(told.texts("#role option[selected]"), ["单位领导"]);
    assert_eq!(told.texts("#errors a").len(), 1);
    let told = send(&mut security, &page, &format!("{page}/roles"), &[("until_on", "x")]).await;
    assert!(at_field(&told, "until_on").0.is_some());

    let three = [("role", "audit_administrator"), ("organisation", "bureau"), ("why", "演示")];
    let held = site.member("clerk", BUREAU, &[(Role::Clerk, BUREAU)]).await;
    let page = format!("/office/people/{held}");
    let told = send(&mut security, &page, &format!("{page}/roles"), &three).await;
    assert!(told.texts("#role-error").concat().contains("不同的人"), "{}", told.text());
}

#[tokio::test]
async fn nobody_sees_a_person_elsewhere() {
    let site = Site::new().await;
    let mut security = administrator(&site, Role::SecurityAdministrator).await;
    let below = site.member("below", COUNTY, &[]).await;
    let elsewhere = [
        site.member("beside", OTHER, &[]).await,
        site.member("above", CITY, &[(Role::SystemAdministrator, CITY)]).await,
    ];
    let all = security.get("/office/people?organisation=all").await.text();
    assert!(all.contains("演示 below") && !all.contains("演示 beside"));
    assert!(!all.contains("演示 above"));
    let asked = security.get("/office/people?organisation=other").await;
    assert_eq!((asked.code(), asked.texts("tbody tr").len()), (200, 0));
    assert_eq!(security.get(&format!("/office/people/{below}")).await.code(), 200);
    for id in elsewhere {
        assert_eq!(security.get(&format!("/office/people/{id}")).await.code(), 404);
        let to = format!("/office/people/{id}/suspension");
        let told = send(&mut security, "/me/tokens", &to, &[]).await;
        assert_eq!(told.code(), 404, "not even asked whether one is sure");
    }
}

#[tokio::test]
async fn the_list_of_people_is_filtered_and_begins_where_somebody_works() {
    let site = Site::new().await;
    let mut system = administrator(&site, Role::SystemAdministrator).await;
    site.member("clerk.one", SECTION, &[(Role::Clerk, BUREAU)]).await;
    site.person("left.one", COUNTY, AccountState::Suspended, &[]).await;
    for at in 0..60 {
        site.member(&format!("many.{at:02}"), COUNTY, &[]).await;
    }
    let logins = async |browser: &mut Browser, query: &str| {
        let page = browser.get(&format!("/office/people?{query}")).await;
        assert_eq!(page.code(), 200);
        page.texts("tbody td:nth-child(2)")
    };
    assert_eq!(logins(&mut system, "role=clerk").await, ["clerk.one"]);
    assert_eq!(logins(&mut system, "state=suspended").await, ["left.one"]);
    assert_eq!(logins(&mut system, "q=MANY.0").await.len(), 10);
    assert_eq!(logins(&mut system, "organisation=bureau-office").await, ["clerk.one"]);
    assert_eq!(logins(&mut system, "").await.len(), 50);
    assert_eq!(logins(&mut system, "page=2").await.len(), 13);
}

#[tokio::test]
async fn an_invitation_shows_a_code_that_works_and_shows_it_again_to_the_same_form_only() {
    let site = Site::new().await;
    let mut system = administrator(&site, Role::SystemAdministrator).await;
    let opened = system.get("/office/people").await;
    let (token, key) = (opened.input("form_token").unwrap(), opened.input("key").unwrap());
    let fields = [
        ("key", key.as_str()),
        ("login", "new.one"),
        ("name", "演示新人"),
        ("home", "bureau-office"),
    ];
    let invited = system.submit("/office/people", &token, &fields).await;
    assert_eq!(invited.code(), 200, "{}", invited.text());
    let code = invited.texts(".answer__value").concat();
    let again = system.submit("/office/people", &token, &fields).await;
    assert_eq!(again.texts(".answer__value").concat(), code);
    let taken = [("login", "new.one"), ("name", "另一个人"), ("home", "bureau")];
    let told = send(&mut system, "/office/people", "/office/people", &taken).await;
    assert_eq!((told.code(), told.input("name").as_deref()), (409, Some("另一个人")));
    let mut new = site.browser();
    let words = "four quite new words";
    let set = [("code", code.as_str()), ("password", words), ("again", words)];
    let welcome = new.fill("/welcome", "/welcome", &set).await;
    assert_eq!(welcome.code(), 303, "{}", welcome.text());
}

#[tokio::test]
async fn an_account_is_closed_only_by_whoever_is_sure_and_says_why() {
    let site = Site::new().await;
    let mut system = administrator(&site, Role::SystemAdministrator).await;
    let id = site.member("somebody", BUREAU, &[]).await;
    let page = format!("/office/people/{id}");
    let to = format!("{page}/closing");
    let before = site.dump(&["record", "session", "log_entry"]).await;
    let asked = send(&mut system, &page, &to, &[]).await;
    assert_eq!(asked.code(), 200);
    assert!(asked.texts(".notice--warn li").concat().contains("不能再恢复"));
    let key = asked.input("key").unwrap();
    let token = asked.input("form_token").unwrap();
    let silent = [("key", key.as_str()), ("sure", "yes"), ("why", " ")];
    let told = system.submit(&to, &token, &silent).await;
    assert_eq!(told.code(), 422);
    assert!(at_field(&told, "why").0.is_some());
    assert_eq!(site.dump(&["record", "session", "log_entry"]).await, before);
    let sure = [("key", key.as_str()), ("sure", "yes"), ("why", "调离")];
    assert_eq!(system.submit(&to, &token, &sure).await.code(), 303);
    let closed = system.get(&page).await;
    assert!(closed.texts("h1 .tag").concat().contains("注销"));
    let sent_again = system.submit(&to, &token, &sure).await;
    assert_eq!(sent_again.code(), 303, "the same form again is told the same");
    let administrators =
        site.member("auditor", BUREAU, &[(Role::AuditAdministrator, BUREAU)]).await;
    let shown = system.get(&format!("/office/people/{administrators}")).await;
    assert!(shown.text().contains("三员之一") && shown.texts("form[action$=closing]").is_empty());
}

#[tokio::test]
async fn a_token_is_asked_for_agreed_to_by_another_and_taken_back_by_page() {
    let site = Site::new().await;
    let mut security = administrator(&site, Role::SecurityAdministrator).await;
    let id = site.member("somebody", BUREAU, &[]).await;
    let mut owner = site.signed_in(id).await;
    let nothing =
        send(&mut owner, "/me/tokens", "/me/tokens", &[("name", "对接"), ("days", "30")]).await;
    assert_eq!(nothing.code(), 422);
    assert!(nothing.texts("#scopes .field__error").concat().contains("至少一项"));
    assert_eq!(nothing.input("name").as_deref(), Some("对接"));
    let fields = [("name", "对接"), ("days", "30"), ("scope.self.see", "yes")];
    let issued = send(&mut owner, "/me/tokens", "/me/tokens", &fields).await;
    assert_eq!(issued.code(), 200, "{}", issued.text());
    let program =
        crate::driver::Program::new(&site.router, &issued.texts(".answer__value").concat());
    assert_eq!(program.get("/api/v1/me").await.code(), 401, "nobody agreed to it");
    for (deed, works) in [("approval", 200), ("revocation", 401)] {
        let list = security.get("/office/tokens").await;
        let to = list.page();
        let wanted = scraper::Selector::parse(&format!("form[action$={deed}]")).unwrap();
        let to = to.select(&wanted).next().unwrap().value().attr("action").unwrap().to_owned();
        let sure = [("sure", "yes"), ("why", "演示")];
        assert_eq!(send(&mut security, "/office/tokens", &to, &sure).await.code(), 303);
        assert_eq!(program.get("/api/v1/me").await.code(), works, "{deed}");
    }
}

#[tokio::test]
async fn somebody_on_leave_lets_a_colleague_stand_in_and_takes_it_back() {
    let site = Site::new().await;
    let head = site.member("head", BUREAU, &[(Role::OgiOfficeHead, BUREAU)]).await;
    let deputy = site.member("deputy", SECTION, &[]).await;
    site.member("beside", OTHER, &[]).await;
    let (mut head, mut there) = (site.signed_in(head).await, site.signed_in(deputy).await);
    let page = "/me/delegations";
    let asked = |to| {
        [
            ("held", "ogi_office_head@bureau"),
            ("to", to),
            ("from_on", "2026-03-02"),
            ("until_on", "2026-03-09"),
            ("reason", "年休假"),
        ]
    };
    for to in ["beside", "nobody.here"] {
        let told = send(&mut head, page, page, &asked(to)).await;
        let (fault, typed) = at_field(&told, "to");
        assert_eq!((told.code(), typed.as_deref()), (422, Some(to)));
        assert!(fault.is_some_and(|it| it.contains("本单位没有这个登录名")));
    }
    assert_eq!(send(&mut head, page, page, &asked("deputy")).await.code(), 303);
    let in_force = there.get("/api/v1/me").await.json()["in_force"].clone();
    assert_eq!(in_force, json!(["ogi_office_head@bureau"]));
    let shown = head.get(page).await;
    let wanted = scraper::Selector::parse("td form").unwrap();
    let to =
        shown.page().select(&wanted).next().unwrap().value().attr("action").unwrap().to_owned();
    let sure = [("sure", "yes"), ("why", "提前回来")];
    let ended = send(&mut head, page, &to, &sure).await;
    assert_eq!(ended.header("location"), Some("/me/delegations?done=delegation-ended"));
    assert_eq!(there.get("/api/v1/me").await.json()["in_force"], json!([]));
}

#[tokio::test]
async fn a_job_that_failed_is_shown_with_its_reason_and_repeated() {
    let site = Site::new().await;
    let top = site.member("top", CITY, &[(Role::SystemAdministrator, CITY)]).await;
    let mut top = site.signed_in(top).await;
    let store = site.store();
    for key in ["a", "b"] {
        let new = NewJob {
            kind: token("letter.send"),
            key: key.to_owned(),
            payload: json!({}),
            due_at: store.edge().now(),
        };
        let work = store.begin().await.unwrap();
        work.jobs().enqueue(new).await.unwrap();
        work.commit().await.unwrap();
    }
    let until = eventlog::At::from_micros(store.edge().now().micros() + 60_000_000).unwrap();
    for lease in store.jobs().take("w", until, 2).await.unwrap() {
        store.jobs().fail(&lease, "the mailbox is full", None).await.unwrap();
    }
    let shown = top.get("/office/jobs").await;
    assert_eq!(shown.text().matches("the mailbox is full").count(), 2);
    let page = "/office/jobs";
    let to = "/office/jobs/repetition";
    let asked = send(&mut top, page, to, &[("kind", "letter.send")]).await;
    assert_eq!(asked.input("kind").as_deref(), Some("letter.send"));
    let count = async || store.jobs().list(Some(JobState::Dead), 10).await.unwrap().len();
    assert_eq!(count().await, 2);
    let sure = [("kind", "letter.send"), ("sure", "yes"), ("why", "信箱已清理")];
    assert_eq!(send(&mut top, page, to, &sure).await.code(), 303);
    assert_eq!(count().await, 0);
    let mut below = administrator(&site, Role::SystemAdministrator).await;
    for path in [page, "/office/health", "/office/setup"] {
        assert_eq!(below.get(path).await.code(), 404, "{path} is the installation's");
    }
}

#[tokio::test]
async fn whoever_looks_after_the_whole_is_told_what_is_missing() {
    let site = Site::new().await;
    let top = site.member("top", CITY, &[(Role::SystemAdministrator, CITY)]).await;
    let mut top = site.signed_in(top).await;
    let home = top.get("/office").await;
    assert!(home.texts(".rows li").concat().contains("安装："), "{}", home.text());
    let steps = top.get("/office/setup").await;
    assert_eq!(steps.texts(".steps > li").len(), 5);
    assert!(steps.texts(".steps").concat().contains("安全管理员"));
    let health = top.get("/office/health").await;
    assert_eq!(health.code(), 200);
    let table = health.texts("tbody").concat();
    assert!(table.contains("磁盘空间") && table.contains("没有人在任"), "{table}");
    assert!(table.contains("6 个机构还缺内容") || table.contains("5 个机构还缺内容"), "{table}");
    let lacking = top.get("/office/organisations?lacking=yes").await.text();
    assert!(lacking.contains("海城市统计局") && !lacking.contains("办公室（演示）"));
    let clerk = site.member("clerk", CITY, &[(Role::Clerk, CITY)]).await;
    let home = site.signed_in(clerk).await.get("/office").await;
    assert!(!home.text().contains("安装向导") && !home.text().contains("基本设置"));
}

#[tokio::test]
async fn somebody_with_roles_in_two_places_chooses_where_they_work() {
    let site = Site::new().await;
    let roles = [(Role::SystemAdministrator, BUREAU), (Role::SystemAdministrator, OTHER)];
    let id = site.member("both", BUREAU, &roles).await;
    site.member("beside", OTHER, &[]).await;
    let mut both = site.signed_in(id).await;
    assert!(!both.get("/office/people").await.text().contains("演示 beside"));
    let fields = [("place", "other"), ("to", "/office/people")];
    let chosen = both.fill("/office", "/office/place", &fields).await;
    assert_eq!(chosen.header("location"), Some("/office/people"));
    let there = both.get("/office/people").await;
    assert!(there.text().contains("演示 beside"));
    assert_eq!(there.texts("#place option[selected]"), ["海城市统计局（演示）"]);
    let fields = [("place", "city"), ("to", "https://evil.example")];
    assert_eq!(both.fill("/office", "/office/place", &fields).await.code(), 422);
    let fields = [("place", "bureau"), ("to", "https://evil.example")];
    let back = both.fill("/office", "/office/place", &fields).await;
    assert_eq!(back.header("location"), Some("/office"));
}

#[tokio::test]
async fn a_spreadsheet_is_looked_over_then_brought_in_and_its_roles_granted_by_another() {
    let site = Site::new().await;
    let mut system = administrator(&site, Role::SystemAdministrator).await;
    let mut security = administrator(&site, Role::SecurityAdministrator).await;
    let home = records::person::Account::invite("new.one", "演示新人", BUREAU).unwrap();
    let mut with_role = home;
    with_role.appointments.push(records::person::Appointment {
        id: uuid::Uuid::from_u128(1),
        role: Role::Clerk,
        organisation: BUREAU,
        from_on: crate::site::day(2026, 3, 2),
        until_on: None,
    });
    let people = [(records::person::AccountId(uuid::Uuid::from_u128(2)), with_role)];
    let today = crate::site::day(2026, 3, 2);
    let book = roster::export_part(&[], &organisations(), &people, today, law::Lang::Zh).unwrap();
    let by = async |browser: &mut Browser, to: &str, file: &[u8], sure: bool| {
        let page = browser.get("/office/roster").await;
        let (token, key) = (page.input("form_token").unwrap(), page.input("key").unwrap());
        let mut body = upload(&token, &key, file);
        if sure {
            let said = b"--between\r\nContent-Disposition: form-data; name=\"sure\"\r\n\r\nyes\r\n";
            body = [&said[..], &body].concat();
        }
        let request = browser.request("POST", to).header("content-type", UPLOAD);
        browser.send(request.body(axum::body::Body::from(body)).unwrap()).await
    };
    let faulty = by(&mut system, "/office/roster/preview", b"no workbook", false).await;
    assert_eq!(faulty.code(), 422);
    assert!(!faulty.texts("#errors").is_empty(), "{}", faulty.text());
    let seen = by(&mut system, "/office/roster/preview", &book, false).await;
    assert_eq!(seen.code(), 200, "{}", seen.text());
    assert!(seen.text().contains("new.one") && seen.text().contains("还没有改动"));
    let find = async || site.store().accounts().find_for_sign_in("new.one").await.unwrap();
    assert!(find().await.is_none());

    // What goes along from the preview is the file itself.
    let (token, key) = (seen.input("form_token").unwrap(), seen.input("key").unwrap());
    let along = seen.input("file64").unwrap();
    let mut body = String::new();
    for (name, value) in
        [("form_token", &token), ("key", &key), ("file64", &along), ("sure", &"yes".to_owned())]
    {
        body += &format!(
            "--between\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
    }
    body += "--between--\r\n";
    let request = system.request("POST", "/office/roster/import").header("content-type", UPLOAD);
    let brought = system.send(request.body(axum::body::Body::from(body)).unwrap()).await;
    assert_eq!(brought.code(), 200, "{}", brought.text());
    assert!(find().await.unwrap().value.appointments.is_empty());

    let asked = by(&mut security, "/office/roster/roles", &book, false).await;
    assert!(asked.text().contains("new.one clerk"), "{}", asked.text());
    assert!(find().await.unwrap().value.appointments.is_empty());
    let granted = by(&mut security, "/office/roster/roles", &book, true).await;
    assert_eq!(granted.code(), 200, "{}", granted.text());
    assert_eq!(find().await.unwrap().value.appointments.len(), 1);
    let template = system.get("/office/roster/template").await;
    assert!(roster::read(&template.bytes).is_ok());
}
