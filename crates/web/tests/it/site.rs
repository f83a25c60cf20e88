//! A site over an installation of its own, with a small bureau in it.

use std::sync::Arc;

use axum::Router;
use chrono::NaiveDate;
use documents::pdf::Faces;
use reader::Readers;
use records::organisation::{
    Change, Fact, Kind, Names, Organisation, OrganisationId, RunBy, SchoolStage,
};
use records::person::{Account, AccountId, AccountState, Appointment, Role};
use serde_json::json;
use signin::passwords::{PasswordCost, Passwords};
use signin::secret::{OneTimeToken, Purpose};
use store::{AgencyId, NewApiToken, NewSession, Source, Store, Strength, Subject};
use testkit::{Engine, Installation, act_on};
use uuid::Uuid;
use web::{App, Cell, Origin, Proxies, SecondFactor, Settings, Web};

use crate::driver::{Browser, ORIGIN, Program};

pub const PASSWORD: &str = "correct horse battery staple";

/// 海城市人民政府, above everything.
pub const CITY: OrganisationId = OrganisationId(Uuid::from_u128(0xC1));
/// The bureau most stories are about, below the city.
pub const BUREAU: OrganisationId = OrganisationId(Uuid::from_u128(0xB1));
/// A section of the bureau.
pub const SECTION: OrganisationId = OrganisationId(Uuid::from_u128(0xB2));
/// Below the bureau.
pub const COUNTY: OrganisationId = OrganisationId(Uuid::from_u128(0xD1));
/// Below the county.
pub const SCHOOL: OrganisationId = OrganisationId(Uuid::from_u128(0xD2));
/// Beside the bureau.
pub const OTHER: OrganisationId = OrganisationId(Uuid::from_u128(0xE1));

/// A site.
#[derive(Debug)]
pub struct Site {
    pub at: Installation,
    pub web: Web,
    pub router: Router,
    pub cells: Vec<Cell>,
    pub api: String,
}

pub fn settings() -> Settings {
    Settings {
        origin: Origin::parse(ORIGIN).unwrap(),
        name: "演示站点".to_owned(),
        proxies: Proxies::default(),
        second_factor: SecondFactor::Administrators,
        passwords: Passwords::new(PasswordCost::FOR_TESTS, 2, 64).unwrap(),
        provider: None,
        provider_links_by_login: false,
        faces: Arc::new(Faces::new([])),
        readers: readers(),
    }
}

/// Readers of documents, as the program starts them.
pub fn readers() -> Readers {
    Readers::new(
        reader::Program::at(env!("CARGO_BIN_EXE_web-reader"), &[]),
        reader::limits::Limits::default(),
    )
}

impl Site {
    pub async fn new() -> Self {
        Self::on(Installation::new(Engine::Sqlite).await).await
    }

    /// A site over an installation, with the small bureau.
    pub async fn on(at: Installation) -> Self {
        Self::with(at, settings()).await
    }

    pub async fn with(at: Installation, settings: Settings) -> Self {
        found_all(&at.store).await;
        let web = Web::new(at.store.clone(), settings);
        let app = App::new(&web).unwrap();
        let api = app.api.to_json().unwrap();
        Self { at, web, router: app.router, cells: app.cells, api }
    }

    /// A second node over the same database.
    pub async fn another_node(&self) -> Router {
        let web = Web::new(self.at.reopen().await, settings());
        App::new(&web).unwrap().router
    }

    pub fn store(&self) -> &Store {
        &self.at.store
    }

    pub fn browser(&self) -> Browser {
        Browser::new(&self.router)
    }

    /// Somebody with an account, in a state, with roles at places.
    pub async fn person(
        &self,
        login: &str,
        home: OrganisationId,
        state: AccountState,
        roles: &[(Role, OrganisationId)],
    ) -> AccountId {
        let store = self.store();
        let id = AccountId(store.edge().new_id());
        let mut account = Account::invite(login, &format!("演示 {login}"), home).unwrap();
        account.state = state;
        account.appointments = roles
            .iter()
            .map(|(role, organisation)| Appointment {
                id: store.edge().new_id(),
                role: *role,
                organisation: *organisation,
                from_on: day(2026, 1, 1),
                until_on: None,
            })
            .collect();
        let work = store.begin().await.unwrap();
        let act = act_on(home.into(), "account.invited", Subject::account(id));
        work.accounts().open(id, &account, act).await.unwrap();
        work.commit().await.unwrap();
        id
    }

    /// An active member.
    pub async fn member(
        &self,
        login: &str,
        home: OrganisationId,
        roles: &[(Role, OrganisationId)],
    ) -> AccountId {
        self.person(login, home, AccountState::Active, roles).await
    }

    pub async fn set_password(&self, id: AccountId, password: &str) {
        let passwords = &self.web.settings().passwords;
        let hash = passwords.hash(password.to_owned().into(), [7; 16]).await.unwrap();
        let work = self.store().begin().await.unwrap();
        work.credentials().set_password(id, &hash).await.unwrap();
        work.commit().await.unwrap();
    }

    /// A browser in which somebody is signed in with a second factor.
    pub async fn signed_in(&self, id: AccountId) -> Browser {
        self.signed_in_by(id, Strength::SecondFactor).await
    }

    pub async fn signed_in_by(&self, id: AccountId, strength: Strength) -> Browser {
        let edge = self.store().edge();
        let secret = OneTimeToken::new(Purpose::Session, edge.bytes());
        let ends_at = eventlog::At::from_micros(edge.now().micros() + 36_000_000_000).unwrap();
        let session = NewSession { account: id, ends_at, strength, agent: "测试".to_owned() };
        let work = self.store().begin().await.unwrap();
        work.sessions().begin(&secret.hash().into(), session).await.unwrap();
        work.commit().await.unwrap();
        let mut browser = self.browser();
        browser.cookies.insert("__Host-gongkai-session".to_owned(), secret.text().to_string());
        browser
    }

    /// Somebody who calls in a session of their own.
    pub async fn caller(&self, id: AccountId) -> Program {
        Program::of(self.signed_in(id).await).await
    }

    /// A program with a token in somebody's name.
    pub async fn program(&self, id: AccountId, home: OrganisationId, scopes: &[&str]) -> Program {
        self.program_named(id, home, scopes, "演示令牌").await.0
    }

    pub async fn program_named(
        &self,
        id: AccountId,
        home: OrganisationId,
        scopes: &[&str],
        name: &str,
    ) -> (Program, Uuid) {
        let secret = OneTimeToken::new(Purpose::Api, self.store().edge().bytes());
        let token = self.issue_named(id, home, scopes, name, &secret).await;
        (Program::new(&self.router, &secret.text()), token)
    }

    async fn issue_named(
        &self,
        id: AccountId,
        home: OrganisationId,
        scopes: &[&str],
        name: &str,
        secret: &OneTimeToken,
    ) -> Uuid {
        let edge = self.store().edge();
        let token = edge.new_id();
        let new = NewApiToken {
            id: token,
            account: id,
            name: name.to_owned(),
            scopes: scopes.iter().map(|it| (*it).to_owned()).collect(),
            until: eventlog::At::from_micros(edge.now().micros() + 86_400_000_000_000).unwrap(),
        };
        let work = self.store().begin().await.unwrap();
        let act = act_on(home.into(), "token.issued", Subject::api_token(token));
        work.api_tokens().issue(new, &secret.hash().into(), act).await.unwrap();
        let act = act_on(home.into(), "token.approved", Subject::api_token(token));
        let scope = store::AgencyScope::only(home.into());
        work.api_tokens().approve(&scope, token, act).await.unwrap();
        work.commit().await.unwrap();
        token
    }
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// An organisation founded in 2020.
pub fn organisation(
    id: OrganisationId,
    code: &str,
    name: &str,
    of: Kind,
    parent: Option<OrganisationId>,
) -> Organisation {
    let change = Change::Founded {
        names: Names::of(name),
        of,
        administrative_parent: parent,
        ogi_authority: None,
        predecessors: Vec::new(),
    };
    Organisation::found(id, code, Fact { on: day(2020, 1, 1), basis: String::new(), change })
        .unwrap()
}

/// The small bureau.
pub fn organisations() -> Vec<Organisation> {
    let school = Kind::School { stage: SchoolStage::Primary, run_by: RunBy::Public };
    vec![
        organisation(CITY, "city", "海城市人民政府（演示）", Kind::Government, None),
        organisation(BUREAU, "bureau", "海城市教育局（演示）", Kind::Department, Some(CITY)),
        organisation(SECTION, "bureau-office", "办公室（演示）", Kind::Section, Some(BUREAU)),
        organisation(COUNTY, "county", "甲县教育局（演示）", Kind::Department, Some(BUREAU)),
        organisation(SCHOOL, "school", "甲县第一小学（演示）", school, Some(COUNTY)),
        organisation(OTHER, "other", "海城市统计局（演示）", Kind::Department, Some(CITY)),
    ]
}

async fn found_all(store: &Store) {
    for it in organisations() {
        let work = store.begin().await.unwrap();
        let act = act_on(AgencyId(it.id.0), "organisation.founded", Subject::organisation(it.id));
        work.organisations().found(&it, act).await.unwrap();
        work.commit().await.unwrap();
    }
}

/// A reason, as calls want one.
pub fn why() -> serde_json::Value {
    json!({ "why": "演示理由" })
}
