//! Organisations and people as a file: one administrator brings it in, another confirms the roles, and nobody
//! reaches further than they may.

use records::organisation::{Kind, OrganisationId};
use records::person::{Account, AccountId, Appointment, Role};
use serde_json::json;
use store::Source;
use uuid::Uuid;

use crate::answer::Answer;
use crate::driver::Program;
use crate::probes::XLSX;
use crate::site::{BUREAU, CITY, COUNTY, OTHER, Site, day, organisation, organisations};

async fn program(site: &Site, login: &str, role: Role, home: OrganisationId) -> Program {
    let id = site.member(login, home, &[(role, home)]).await;
    site.caller(id).await
}

async fn send(by: &Program, path: &str, key: &str, file: &[u8]) -> Answer {
    by.call_with("POST", &format!("/api/v1/roster{path}"), key, XLSX, file.to_vec()).await
}

fn person(login: &str, home: OrganisationId, role: Option<Role>) -> (AccountId, Account) {
    let mut account = Account::invite(login, "演示新人", home).unwrap();
    account.appointments.extend(role.map(|role| Appointment {
        id: Uuid::from_u128(1),
        role,
        organisation: home,
        from_on: day(2026, 3, 2),
        until_on: None,
    }));
    (AccountId(Uuid::from_u128(2)), account)
}

/// A file with an organisation below another, and somebody in it.
fn file(
    organisations_of: &[records::organisation::Organisation],
    people: &[(AccountId, Account)],
) -> Vec<u8> {
    let mut all = organisations();
    all.extend(organisations_of.iter().cloned());
    roster::export_part(organisations_of, &all, people, day(2026, 3, 2), law::Lang::Zh).unwrap()
}

fn new_office(above: OrganisationId, code: &str) -> records::organisation::Organisation {
    organisation(
        OrganisationId(Uuid::from_u128(0xF1)),
        code,
        "新设科室（演示）",
        Kind::Section,
        Some(above),
    )
}

pub async fn a_file_is_looked_over_brought_in_and_its_roles_confirmed_by_another(
    at: testkit::Installation,
) {
    let site = Site::on(at).await;
    let system = program(&site, "system", Role::SystemAdministrator, BUREAU).await;
    let security = program(&site, "security", Role::SecurityAdministrator, BUREAU).await;
    let office = new_office(BUREAU, "new-office");
    let book =
        file(std::slice::from_ref(&office), &[person("new.one", office.id, Some(Role::Clerk))]);

    let seen = send(&system, "/preview", "p", &book).await;
    assert_eq!(seen.code(), 200, "{}", seen.text());
    let seen = seen.json();
    assert_eq!((&seen["founded"], &seen["invited"]), (&json!(["new-office"]), &json!(["new.one"])));
    assert_eq!(seen["proposed_roles"], json!(["new.one clerk"]));
    assert!(site.store().accounts().find_for_sign_in("new.one").await.unwrap().is_none());

    assert_eq!(send(&security, "/roles", "early", &book).await.code(), 409);
    assert_eq!(send(&security, "", "i", &book).await.code(), 403, "each has their own part");
    let brought = send(&system, "", "i", &book).await;
    assert_eq!(brought.code(), 200, "{}", brought.text());
    assert_eq!(send(&system, "", "i", &book).await.told(), brought.told(), "twice is once");
    let account = site.store().accounts().find_for_sign_in("new.one").await.unwrap().unwrap();
    assert!(account.value.appointments.is_empty(), "an import grants nothing");
    assert_eq!(send(&system, "/roles", "r", &book).await.code(), 403);
    let confirmed = send(&security, "/roles", "r", &book).await;
    assert_eq!(confirmed.code(), 200, "{}", confirmed.text());
    assert_eq!(send(&security, "/roles", "r", &book).await.told(), confirmed.told());
    let account = site.store().accounts().find_for_sign_in("new.one").await.unwrap().unwrap();
    assert_eq!(account.value.appointments.len(), 1);

    // What is taken out comes back without changing anything.
    for (by, path) in [(&system, "/preview"), (&system, "")] {
        let out = by.get("/api/v1/roster").await;
        assert_eq!(out.header("content-type"), Some(XLSX));
        let back = send(by, path, "back", &out.bytes).await;
        assert_eq!(back.code(), 200, "{}", back.text());
        let back = back.json();
        for what in ["founded", "changed", "invited", "renamed", "proposed_roles", "faults"] {
            assert_eq!(back[what], json!([]), "{what}");
        }
    }
}

#[tokio::test]
async fn nobody_brings_in_what_lies_beyond_their_reach() {
    let site = Site::new().await;
    let county = program(&site, "county", Role::SystemAdministrator, COUNTY).await;
    site.member("stranger", OTHER, &[]).await;
    let dump = async || site.dump(&["record", "log_entry"]).await;
    let before = dump().await;
    let all = organisations();
    let of = |id: OrganisationId| all.iter().find(|it| it.id == id).cloned().unwrap();
    let renamed = |id: OrganisationId| {
        let it = of(id);
        let kind = it.on(day(2026, 3, 2)).unwrap();
        organisation(id, &it.code, "另一个名称（演示）", kind.kind, kind.administrative_parent)
    };
    let mut stranger = person("stranger", OTHER, None);
    let mut stolen = person("stranger", COUNTY, None);
    (stranger.1.name, stolen.1.name) = ("演示 stranger".to_owned(), "演示 stranger".to_owned());
    for (what, book) in [
        ("an office of the bureau", file(&[new_office(BUREAU, "new-office")], &[])),
        ("an office of the city", file(&[new_office(CITY, "new-office")], &[])),
        ("the bureau's name", file(&[renamed(BUREAU)], &[])),
        ("somebody in the bureau", file(&[], &[person("new.one", BUREAU, None)])),
        ("somebody elsewhere, as they are", file(&[], &[stranger])),
        ("somebody from elsewhere", file(&[], &[stolen.clone()])),
        (
            "the same beside something wrong",
            file(&[], &[stolen, person("new.one", OrganisationId(Uuid::from_u128(77)), None)]),
        ),
    ] {
        for path in ["/preview", ""] {
            let answer = send(&county, path, what, &book).await;
            assert_eq!(answer.code(), 404, "{what} {path}: {}", answer.text());
        }
    }
    let to_the_top = |id: OrganisationId| {
        let it = of(id);
        roster::export(&[it], &[], day(2026, 3, 2), law::Lang::Zh).unwrap()
    };
    for book in [
        to_the_top(COUNTY),
        file(
            &[organisation(
                OrganisationId(Uuid::from_u128(5)),
                "top",
                "最高",
                Kind::Government,
                None,
            )],
            &[],
        ),
    ] {
        assert_eq!(send(&county, "", "top", &book).await.code(), 422);
    }
    for nonsense in [&b""[..], b"PK", b"not a workbook", &[0; 4_000]] {
        assert_eq!(send(&county, "", "nonsense", nonsense).await.code(), 422);
    }
    assert_eq!(send(&county, "", "large", &vec![0; 5 * 1024 * 1024 + 1]).await.code(), 413);
    assert_eq!(before, dump().await);
    let own = file(&[new_office(COUNTY, "new-office")], &[person("new.one", COUNTY, None)]);
    assert_eq!(send(&county, "", "own", &own).await.code(), 200);
    // And takes out no more than that.
    let out = county.get("/api/v1/roster").await;
    let text = format!("{:?}", roster::read(&out.bytes).unwrap());
    assert!(text.contains("new.one") && !text.contains("stranger"), "{text}");
}

#[tokio::test]
async fn the_whole_sample_comes_out_and_back_unchanged() {
    let at = testkit::Installation::new(testkit::Engine::Sqlite).await;
    let sample = sample::bureau();
    let work = at.store.begin().await.unwrap();
    for it in &sample.organisations {
        let act = testkit::act_on(
            it.id.into(),
            "organisation.founded",
            store::Subject::organisation(it.id),
        );
        work.organisations().found(it, act).await.unwrap();
    }
    for (id, account) in &sample.accounts {
        let home = account.organisation.into();
        let act = testkit::act_on(home, "account.invited", store::Subject::account(*id));
        work.accounts().open(*id, account, act).await.unwrap();
    }
    work.commit().await.unwrap();
    let web = web::Web::new(at.store.clone(), crate::site::settings());
    let app = web::App::new(&web).unwrap();
    let site = Site { web, router: app.router, cells: app.cells, api: String::new(), at };
    let admin = sample.person_with(Role::SystemAdministrator).unwrap();
    let admin = site.caller(admin).await;
    let out = admin.get("/api/v1/roster").await;
    assert_eq!(out.code(), 200);
    let back = send(&admin, "/preview", "back", &out.bytes).await;
    assert_eq!(back.code(), 200, "{}", back.text());
    for what in ["founded", "changed", "invited", "renamed", "proposed_roles", "faults"] {
        assert_eq!(back.json()[what], json!([]), "{what}");
    }
    // Everybody whom the table lets see is listed, those in sections included.
    let listed = admin.get("/api/v1/accounts").await.json().as_array().unwrap().len();
    let living = sample.tree();
    let there = sample.accounts.iter().filter(|(_, it)| living.standing(it.organisation).is_some());
    assert_eq!(listed, there.count());
}
