//! The server that the tests are given, and an installation that mails by way of it.

use std::path::PathBuf;
use std::sync::Arc;

use jobs::{Registry, Runner};
use law::Lang;
use mail::{Credentials, Security, Sender, Settings, Site};
use records::notification::NotificationKind;
use records::person::AccountId;
use store::{Job, NewNotification, Source, Subject};
use testkit::{Engine, Installation, act_on, agency, invite};
use uuid::Uuid;

/// What the server calls its ways in.
#[derive(Debug, Clone, Copy)]
pub enum Door {
    StartTls,
    Tls,
    Open,
}

/// The server's folder.
fn folder() -> PathBuf {
    let folder = std::env::var_os("GONGKAI_TEST_MAIL");
    folder.expect("GONGKAI_TEST_MAIL names a server: run `cargo xtask with-mail`").into()
}

pub fn port(door: Door) -> u16 {
    let ports = std::fs::read_to_string(folder().join("ports.json")).unwrap();
    let ports: serde_json::Value = serde_json::from_str(&ports).unwrap();
    let name = match door {
        Door::StartTls => "starttls",
        Door::Tls => "tls",
        Door::Open => "open",
    };
    ports[name].as_u64().unwrap().try_into().unwrap()
}

/// Settings that fit the first door.
pub fn settings(security: Security, door: Door) -> Settings {
    let (name, origin) =
        ("云川市教育局（演示）".to_owned(), "https://jyj.example.gov.cn".to_owned());
    let site = Site { name, origin, lang: Lang::Zh };
    let from = "政府信息公开 <gongkai@jyj.example.gov.cn>";
    let settings = Settings::new("localhost", security, from, site).unwrap();
    let authorities = std::fs::read(folder().join("cert.pem")).unwrap();
    settings.at_port(port(door)).trusting(authorities)
}

pub fn with_password(settings: Settings, password: &str) -> Settings {
    let (user, password) = ("gongkai".to_owned(), password.to_owned().into());
    settings.signed_in(Credentials { user, password })
}

/// A sender that the server takes mail from.
pub fn sender() -> Arc<Sender> {
    let settings = settings(Security::StartTls, Door::StartTls);
    Arc::new(Sender::new(with_password(settings, "right")).unwrap())
}

/// Mails that arrived for an address, as they are.
pub fn received(address: &str) -> Vec<Vec<u8>> {
    let files = std::fs::read_dir(folder().join("received")).unwrap();
    let mut paths: Vec<PathBuf> = files.map(|it| it.unwrap().path()).collect();
    paths.retain(|it| it.extension().is_some_and(|it| it == "eml"));
    paths.sort();
    let head = format!("X-Recipient: {address}\r\n");
    let mails = paths.iter().map(|it| std::fs::read(it).unwrap());
    mails.filter(|it| String::from_utf8_lossy(it).contains(&head)).collect()
}

/// An installation with somebody in it who gets mail at an address.
pub struct Office {
    pub at: Installation,
    pub jia: AccountId,
}

impl Office {
    pub async fn with(address: &str) -> Self {
        let office = Self::without_address().await;
        let work = office.at.store.begin().await.unwrap();
        let account = work.accounts().by_id_for_session(office.jia).await.unwrap().unwrap();
        let act = act_on(agency(1), "account.mail_changed", Subject::account(office.jia));
        work.accounts().set_mail(&account, Some(address), act).await.unwrap();
        work.commit().await.unwrap();
        office
    }

    pub async fn without_address() -> Self {
        let at = Installation::new(Engine::Sqlite).await;
        let jia = AccountId(invite(&at.store, 1, "jia").await.unwrap().id);
        Self { at, jia }
    }

    pub async fn tell(&self, kind: NotificationKind) -> Uuid {
        let (account, agency) = (self.jia, agency(1));
        let new = NewNotification { account, kind, subject: Subject::account(account), agency };
        let work = self.at.store.begin().await.unwrap();
        let id = work.notifications().notify(&new).await.unwrap();
        work.commit().await.unwrap();
        id
    }

    pub fn runner(&self, sender: Option<Arc<Sender>>) -> Runner {
        let registry = mail::registered(Registry::default(), sender).unwrap();
        Runner::new(self.at.store.clone(), registry, Vec::new()).unwrap()
    }

    /// Does what is due, and returns the jobs that there are.
    pub async fn work(&self, sender: Option<Arc<Sender>>) -> Vec<Job> {
        self.runner(sender).run_until_idle().await.unwrap();
        self.at.store.jobs().list(None, 100).await.unwrap()
    }
}
