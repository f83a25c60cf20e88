//! Values that nobody may see are marked, everybody reads everything, and the marks turn up nowhere but where
//! the table lets them: not in an answer, not in the log of the program, not in its figures.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex, OnceLock};

use metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};
use records::organisation::{OrganisationId, Tree};
use records::person::{Account, AccountId, Grant, Role};
use records::policy::{Action, Object, Principal, RecordState, decide};
use serde_json::json;
use signin::recovery::sheet;
use store::{Ceremony, LogEntry, NewSession, Purpose, Source, Strength, Subject};
use testkit::act_on;
use tracing_subscriber::fmt::MakeWriter;
use uuid::Uuid;

use crate::driver::Browser;
use crate::probes::{XLSX, anywhere};
use crate::site::{BUREAU, CITY, COUNTY, OTHER, PASSWORD, SECTION, Site, day, organisations};

/// Everything that the program wrote to its log since it was asked to keep it.
#[derive(Debug, Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Written {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Every figure's name and labels.
#[derive(Debug, Clone, Default)]
struct Figures(Arc<Mutex<BTreeSet<String>>>);

impl Figures {
    fn note(&self, key: &Key) {
        let labels: Vec<String> =
            key.labels().map(|it| format!("{}={}", it.key(), it.value())).collect();
        self.0.lock().unwrap().insert(format!("{} {}", key.name(), labels.join(" ")));
    }
}

impl Recorder for Figures {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        self.note(key);
        Counter::noop()
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        self.note(key);
        Gauge::noop()
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        self.note(key);
        Histogram::noop()
    }
}

fn watched() -> &'static (Written, Figures) {
    static WATCHED: OnceLock<(Written, Figures)> = OnceLock::new();
    WATCHED.get_or_init(|| {
        let (written, figures) = (Written::default(), Figures::default());
        tracing_subscriber::fmt()
            .with_writer(written.clone())
            .with_max_level(tracing_subscriber::filter::LevelFilter::DEBUG)
            .with_ansi(false)
            .init();
        metrics::set_global_recorder(figures.clone()).unwrap();
        (written, figures)
    })
}

/// What lies in one place, with marks.
struct Marked {
    place: OrganisationId,
    account: AccountId,
    event: Uuid,
    token: Uuid,
    /// A mark and the action that lets somebody see it; without one, nobody does.
    marks: Vec<(String, Option<Action>)>,
}

async fn mark(site: &Site, name: &str, place: OrganisationId) -> Marked {
    let store = site.store();
    let of = |what: &str| format!("CANARY-{what}-{name}");
    let id = AccountId(store.edge().new_id());
    let login = format!("canary-login-{}", name.to_lowercase());
    let mut account = Account::invite(&login, &of("NAME"), place).unwrap();
    account.state = records::person::AccountState::Active;
    let agency = place.into();
    let entry = LogEntry {
        why: of("WHY"),
        place: of("PLACE"),
        body: json!({ "value": of("BODY") }),
        ..act_on(agency, "account.invited", Subject::account(id))
    };
    let edge = store.edge();
    let later = eventlog::At::from_micros(edge.now().micros() + 3_600_000_000).unwrap();
    let work = store.begin().await.unwrap();
    work.accounts().open(id, &account, entry).await.unwrap();
    let event =
        LogEntry { why: of("REASON"), ..act_on(agency, "account.noted", Subject::account(id)) };
    let event = work.log().append(event).await.unwrap();
    work.credentials().set_password(id, &of("PASSWORD")).await.unwrap();
    work.credentials().set_totp(id, agency, &of("TOTP"), 1).await.unwrap();
    let codes = sheet(&edge.bytes());
    let hashes: Vec<_> = codes.iter().map(|it| it.hash(id.0).into()).collect();
    work.credentials().replace_recovery_codes(id, &hashes).await.unwrap();
    let hash = store::SecretHash::of(of("SECRET").as_bytes());
    work.invitations().put(&hash, id, Purpose::Reset, later).await.unwrap();
    let session = NewSession {
        account: id,
        ends_at: later,
        strength: Strength::Password,
        agent: of("AGENT"),
    };
    work.sessions().begin(&hash, session).await.unwrap();
    let ceremony = Ceremony {
        kind: "second_step".to_owned(),
        account: Some(id),
        body: of("CEREMONY"),
        until: later,
    };
    work.ceremonies().put(&hash, &ceremony).await.unwrap();
    work.identity_links().link(id, &of("ISSUER"), &of("SUBJECT")).await.unwrap();
    work.commit().await.unwrap();
    let token = site.program_named(id, place, &["self.see"], &of("TOKEN")).await.1;
    let seen_by = |action| Some(action);
    let marks = vec![
        (login, seen_by(Action::ListAccounts)),
        (of("NAME"), seen_by(Action::ListAccounts)),
        (of("WHY"), seen_by(Action::SeeLog)),
        (of("PLACE"), seen_by(Action::SeeLog)),
        (of("BODY"), seen_by(Action::SeeLog)),
        (of("REASON"), seen_by(Action::SeeLog)),
        (of("TOKEN"), seen_by(Action::ListTokens)),
        (of("PASSWORD"), None),
        (of("TOTP"), None),
        (of("SECRET"), None),
        (of("AGENT"), None),
        (of("CEREMONY"), None),
        (of("ISSUER"), None),
        (of("SUBJECT"), None),
        (hex::encode(hash.as_bytes()), None),
    ];
    Marked { place, account: id, event, token, marks }
}

/// Every address that can be read, with everything that is known of put into it.
fn addresses(site: &Site, marked: &[Marked]) -> Vec<String> {
    let mut all = BTreeSet::new();
    for cell in site.cells.iter().filter(|it| it.method == "GET") {
        all.insert(anywhere(&cell.path));
        for it in marked {
            for id in [it.account.0, it.event, it.token, it.place.0] {
                all.insert(anywhere(&cell.path.replace("{id}", &id.to_string())));
            }
            all.insert(format!("/api/v1/log?subject={}", it.account));
            all.insert(format!("/api/v1/log?actor=account:{}", it.account));
        }
        for organisation in organisations() {
            all.insert(anywhere(&cell.path.replace("{code}", &organisation.code)));
            all.insert(format!("/api/v1/organisations?below={}", organisation.code));
        }
    }
    for it in marked {
        let id = it.account;
        all.insert(format!("/office/log?organisation=all&subject={id}"));
        all.insert(format!("/office/log/export?organisation=all&format=json&subject={id}"));
    }
    for page in ["people", "organisations", "log", "log/export"] {
        for organisation in organisations().iter().map(|it| it.code.as_str()).chain(["all"]) {
            let field = if page == "organisations" { "at" } else { "organisation" };
            all.insert(format!("/office/{page}?{field}={organisation}"));
        }
    }
    all.insert("/office/people?organisation=all&q=canary".to_owned());
    for state in ["waiting", "running", "done", "dead"] {
        all.insert(format!("/api/v1/jobs?state={state}"));
    }
    all.into_iter().collect()
}

async fn everybody(site: &Site) -> Vec<(String, Principal, Browser)> {
    let mut all = vec![("anyone".to_owned(), Principal::Anyone, site.browser())];
    for home in [CITY, BUREAU, COUNTY, OTHER] {
        let roles = Role::ALL.into_iter().map(Some).chain([None]);
        for role in roles {
            let name = format!("{}.{:x}", role.map_or("member", Role::name), home.0.as_u128());
            let held: Vec<_> = role.into_iter().map(|it| (it, home)).collect();
            let id = site.member(&name.replace('_', "-"), home, &held).await;
            let grants = held
                .iter()
                .map(|(role, organisation)| Grant {
                    role: *role,
                    organisation: *organisation,
                    in_stead_of: None,
                })
                .collect();
            let principal = Principal::Member { account: id, grants, scopes: None };
            all.push((name, principal, site.signed_in(id).await));
        }
    }
    all
}

#[tokio::test]
async fn what_is_hidden_turns_up_nowhere() {
    let (written, figures) = watched();
    let site = Site::new().await;
    let marked = [
        mark(&site, "CITY", CITY).await,
        mark(&site, "BUREAU", BUREAU).await,
        mark(&site, "SECTION", SECTION).await,
        mark(&site, "COUNTY", COUNTY).await,
        mark(&site, "OTHER", OTHER).await,
    ];
    site.store().log().checkpoint().await.unwrap();
    let tree = Tree::on(day(2026, 3, 2), &organisations());
    let addresses = addresses(&site, &marked);
    let (mut read, mut allowed, mut hits) = (0, BTreeMap::<String, usize>::new(), Vec::new());
    for (name, principal, browser) in &mut everybody(&site).await {
        for address in &addresses {
            let answer = browser.get(address).await;
            read += 1;
            assert!(answer.code() < 500, "{address}: {}", answer.status);
            let mut text = answer.text();
            for (header, value) in &answer.headers {
                text.push_str(&format!(
                    "{header}: {}\n",
                    String::from_utf8_lossy(value.as_bytes())
                ));
            }
            if answer.header("content-type") == Some(XLSX) {
                text.push_str(&cells(&answer.bytes));
            }
            for it in &marked {
                let object =
                    Object::of(it.account.0, RecordState::Open, it.place).concerning(it.account);
                for (mark, action) in it.marks.iter().filter(|it| text.contains(&it.0)) {
                    // The name and login are in a file of organisations and people as well.
                    let mut actions: Vec<Action> = action.iter().copied().collect();
                    if action == &Some(Action::ListAccounts) {
                        actions.push(Action::ExportRoster);
                    }
                    if action == &Some(Action::SeeLog) {
                        actions.push(Action::ProveLog);
                    }
                    let may = actions
                        .iter()
                        .any(|it| decide(&tree, principal, *it, &object).is_allowed());
                    match may {
                        true => *allowed.entry(mark.clone()).or_default() += 1,
                        false => hits.push(format!("{name} reads {mark} at {address}")),
                    }
                }
            }
        }
    }
    assert!(hits.is_empty(), "{}\n{}", hits.len(), hits[..hits.len().min(30)].join("\n"));
    // The marks work: what may be seen was seen, of every place, sections included.
    for it in &marked {
        for (mark, action) in &it.marks {
            assert_eq!(allowed.contains_key(mark), action.is_some(), "{mark}: {allowed:?}");
        }
    }
    assert_eq!(read, addresses.len() * (1 + 4 * 13));

    // Somebody types what must not be written down anywhere.
    let id = site.member("somebody", BUREAU, &[]).await;
    site.set_password(id, PASSWORD).await;
    let mut typing = site.browser();
    typing.agent = "CANARY-TYPED-AGENT".to_owned();
    typing.sign_in("canary-typed-login", "CANARY-TYPED-PASSWORD").await;
    typing.sign_in("somebody", PASSWORD).await;
    typing.get("/CANARY-TYPED-PATH?CANARY-TYPED-QUERY").await;
    typing.get("/api/v1/accounts/CANARY-TYPED-ID?x=CANARY-TYPED-QUERY").await;
    let call =
        json!({ "login": "CANARY-TYPED-JSON", "name": "CANARY-TYPED-JSON", "organisation": "x" });
    typing.call("POST", "/api/v1/accounts", "CANARY-TYPED-KEY", &call).await;

    let log = String::from_utf8_lossy(&written.0.lock().unwrap()).into_owned();
    assert!(log.contains("answered"), "the log was kept");
    let session = typing.cookies.get("__Host-gongkai-session").cloned().unwrap_or_default();
    assert!(session.starts_with("gk_session_"));
    for line in log.lines() {
        let personal = ["CANARY", "canary", "10.0.0.", PASSWORD, session.as_str(), "演示 "];
        let told = personal.iter().find(|it| line.contains(**it));
        // What a test breaks on purpose is told by the panic, which is no line of ours.
        assert!(told.is_none() || line.contains("CANARY-PANIC"), "{told:?}: {line}");
    }
    let figures = figures.0.lock().unwrap();
    assert!(figures.iter().any(|it| it.starts_with("gongkai_requests_total")), "{figures:?}");
    for it in figures.iter() {
        assert!(!it.contains("CANARY") && !it.contains("canary") && !it.contains('%'), "{it}");
        assert!(!it.contains("route=/api/v1/accounts/0"), "a route, not a path: {it}");
    }
}

/// The texts of a workbook.
fn cells(bytes: &[u8]) -> String {
    let sheets = roster::read(bytes).unwrap();
    format!("{sheets:?}")
}
