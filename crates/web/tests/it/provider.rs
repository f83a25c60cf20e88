//! Signing in with a real identity provider, through the site.

use std::collections::BTreeMap;

use records::person::AccountState;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use signin::oidc::{OidcSettings, Provider};
use store::Store;
use testkit::{Engine, Installation, machine_edge};
use url::Url;
use web::{App, Settings, Web};

use crate::driver::Browser;
use crate::site::{BUREAU, PASSWORD, Site, settings};

/// Where the provider sends browsers back, as it is registered there.
const REDIRECT: &str = "https://gongkai.example/signin/answer";

fn provider() -> Provider {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let issuer = std::env::var("GONGKAI_TEST_OIDC").expect("GONGKAI_TEST_OIDC names a provider");
    let settings = OidcSettings {
        issuer,
        client_id: "gongkai".to_owned(),
        client_secret: Some("confidential".to_owned().into()),
        redirect_uri: REDIRECT.to_owned(),
        scopes: vec!["profile".to_owned()],
    };
    Provider::new(settings, reqwest::Client::builder()).unwrap()
}

/// Follows the provider with its cookies, as the browser does, until it sends back to us: the query.
async fn browse(mut url: Url) -> String {
    let redirects = reqwest::redirect::Policy::none();
    let browser = reqwest::Client::builder().redirect(redirects).build().unwrap();
    let mut cookies = BTreeMap::new();
    for _ in 0..10 {
        if url.as_str().starts_with(REDIRECT) {
            return url.query().unwrap().to_owned();
        }
        let sent: Vec<String> =
            cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = browser.get(url.clone()).header(COOKIE, sent.join("; ")).send().await.unwrap();
        for cookie in answer.headers().get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = cookie.split_once('=').unwrap();
            cookies.insert(name.to_owned(), value.to_owned());
        }
        url = url.join(answer.headers()[LOCATION].to_str().unwrap()).unwrap();
    }
    panic!("the provider sends the browser round in circles");
}

async fn to_the_provider(browser: &mut Browser, from: &str) -> String {
    let begun = browser.get(from).await;
    assert_eq!(begun.code(), 303, "{}", begun.text());
    let query = browse(begun.header("location").unwrap().parse().unwrap()).await;
    format!("/sign-in/provider/callback?{query}")
}

#[tokio::test]
#[ignore = "needs an identity provider, which `cargo xtask test` starts"]
async fn an_identity_is_linked_and_signs_in_from_then_on() {
    let site = Site::new().await;
    let id = site.person("somebody", BUREAU, AccountState::Active, &[]).await;
    site.set_password(id, PASSWORD).await;
    // The provider has the time of the machine.
    let store = Store::open(&site.at.settings, site.at.keys.clone(), machine_edge()).await.unwrap();
    let settings = Settings { provider: Some(provider()), ..settings() };
    let router = App::new(&Web::new(store, settings)).unwrap().router;
    let browser = || Browser::new(&router);
    let me = "/api/v1/me";

    let mut unknown = browser();
    let back = to_the_provider(&mut unknown, "/sign-in/provider").await;
    let told = unknown.get(&back).await;
    assert_eq!(told.code(), 409);
    assert!(told.text().contains("没有关联"), "{}", told.text());

    let mut own = browser();
    assert_eq!(own.sign_in("somebody", PASSWORD).await.code(), 303);
    let begun = own.fill("/me", "/me/provider/link", &[]).await;
    assert_eq!(begun.code(), 303, "{}", begun.text());
    let query = browse(begun.header("location").unwrap().parse().unwrap()).await;
    let back = format!("/sign-in/provider/callback?{query}");
    let mut other = browser();
    other.get("/sign-in").await;
    assert_eq!(other.get(&back).await.code(), 409, "in another browser");
    let linked = own.get(&back).await;
    assert_eq!(linked.header("location"), Some("/me?done=linked"), "{}", linked.text());
    assert_eq!(own.get(&back).await.code(), 409, "a replay");
    assert!(own.get("/me").await.text().contains("已关联"));

    let mut next = browser();
    let back = to_the_provider(&mut next, "/sign-in/provider").await;
    let mut thief = browser();
    thief.get("/sign-in").await;
    assert_eq!(thief.get(&back).await.code(), 409);
    assert_eq!(next.get(&back).await.header("location"), Some("/office"));
    assert_eq!(next.get(me).await.json()["account"]["login"], "somebody");
    assert_eq!(next.clone().get(&back).await.code(), 409, "a replay");
    assert_eq!(thief.get(me).await.code(), 401);

    // The answer to one sign-in does not end another.
    let mut mixed = browser();
    let first = to_the_provider(&mut mixed, "/sign-in/provider").await;
    let _second = to_the_provider(&mut mixed, "/sign-in/provider").await;
    assert_eq!(mixed.get(&first).await.code(), 409);
    let refused = mixed.get("/sign-in/provider/callback?error=access_denied&state=x").await;
    assert_eq!(refused.code(), 409);
}

#[tokio::test]
async fn without_a_provider_there_is_none() {
    let site = Site::on(Installation::new(Engine::Sqlite).await).await;
    assert_eq!(site.browser().get("/sign-in/provider").await.code(), 404);
    assert!(!site.browser().get("/sign-in").await.text().contains("/sign-in/provider"));
}
