//! Signing in with a real identity provider, which `cargo xtask test` starts
//! (`tests/provider/server.mjs`).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use getrandom::SysRng;
use rand_core::TryRng as _;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use signin::oidc::{Answer, Begun, OidcError, OidcSettings, Pending, Provider, RANDOM_BYTES};
use url::Url;
use zeroize::Zeroizing;

const REDIRECT: &str = "https://gongkai.example/signin/answer";

fn issuer() -> String {
    std::env::var("GONGKAI_TEST_OIDC").expect("GONGKAI_TEST_OIDC names a provider")
}

fn settings(client_id: &str, secret: Option<&str>) -> OidcSettings {
    OidcSettings {
        issuer: issuer(),
        client_id: client_id.to_owned(),
        client_secret: secret.map(|it| Zeroizing::new(it.to_owned())),
        redirect_uri: REDIRECT.to_owned(),
        scopes: vec!["profile".to_owned()],
    }
}

fn client(client_id: &str, secret: Option<&str>) -> Provider {
    // Another test of the same process may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Provider::new(settings(client_id, secret), reqwest::Client::builder()).unwrap()
}

fn gongkai() -> Provider {
    client("gongkai", Some("confidential"))
}

/// The provider has its own clock, so this test needs the real one.
#[expect(clippy::disallowed_methods, reason = "tokens of a real provider carry the real time")]
fn now() -> DateTime<Utc> {
    std::time::SystemTime::now().into()
}

fn random() -> [u8; RANDOM_BYTES] {
    let mut random = [0; RANDOM_BYTES];
    SysRng.try_fill_bytes(&mut random).unwrap();
    random
}

async fn begin(provider: &Provider) -> Begun {
    provider.begin(random(), now()).await.unwrap()
}

/// Follows the provider's redirects with its cookies, as a browser does, until it sends us back.
async fn browse(mut url: Url) -> Answer {
    let redirects = reqwest::redirect::Policy::none();
    let browser = reqwest::Client::builder().redirect(redirects).build().unwrap();
    let mut cookies = BTreeMap::new();
    for _ in 0..10 {
        if url.as_str().starts_with(REDIRECT) {
            return answer(&url);
        }
        let sent: Vec<String> =
            cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let response =
            browser.get(url.clone()).header(COOKIE, sent.join("; ")).send().await.unwrap();
        for cookie in response.headers().get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = cookie.split_once('=').unwrap();
            cookies.insert(name.to_owned(), value.to_owned());
        }
        let Some(to) = response.headers().get(LOCATION) else {
            panic!("{url} answers {}: {}", response.status(), response.text().await.unwrap());
        };
        url = url.join(to.to_str().unwrap()).unwrap();
    }
    panic!("the provider sends the browser round in circles");
}

fn answer(url: &Url) -> Answer {
    let mut parameters: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
    let mut take = |name| parameters.remove(name);
    Answer { code: take("code"), state: take("state"), iss: take("iss"), error: take("error") }
}

/// The stored form of a sign-in with one field of another.
fn mixed(pending: &Pending, field: &str, other: &Pending) -> Pending {
    let mut value = serde_json::to_value(pending).unwrap();
    value[field] = serde_json::to_value(other).unwrap()[field].clone();
    serde_json::from_value(value).unwrap()
}

#[tokio::test]
#[ignore = "needs an identity provider, which `cargo xtask test` starts"]
async fn a_round_trip_tells_who_it_is() {
    for provider in [gongkai(), client("gongkai-public", None)] {
        let Begun { url, pending } = begin(&provider).await;
        let answer = browse(url).await;
        assert_eq!(answer.iss.as_deref(), Some(issuer().as_str()));
        let claims = provider.finish(answer, pending, now()).await.unwrap();
        assert_eq!(claims.issuer, issuer());
        assert_eq!(claims.subject, "account-1");
        assert_eq!(claims.preferred_username.as_deref(), Some("sample.officer"));
        assert_eq!(claims.name.as_deref(), Some("示例工作人员"));
    }
}

#[tokio::test]
#[ignore = "needs an identity provider, which `cargo xtask test` starts"]
async fn the_answer_to_another_sign_in_is_refused() {
    let provider = gongkai();
    let (mine, other) = (begin(&provider).await, begin(&provider).await);
    let answer = browse(other.url).await;
    let finished = provider.finish(answer, mine.pending, now()).await;
    assert!(matches!(finished, Err(OidcError::State)), "{finished:?}");
}

#[tokio::test]
#[ignore = "needs an identity provider, which `cargo xtask test` starts"]
async fn a_code_is_good_once() {
    let provider = gongkai();
    let Begun { url, pending } = begin(&provider).await;
    let answer = browse(url).await;
    provider.finish(answer.clone(), pending.clone(), now()).await.unwrap();
    let finished = provider.finish(answer, pending, now()).await;
    assert!(matches!(&finished, Err(OidcError::Code(it)) if it == "invalid_grant"), "{finished:?}");
}

#[tokio::test]
#[ignore = "needs an identity provider, which `cargo xtask test` starts"]
async fn a_token_with_another_nonce_is_refused() {
    let provider = gongkai();
    let (mine, other) = (begin(&provider).await, begin(&provider).await);
    let answer = browse(mine.url).await;
    let pending = mixed(&mine.pending, "nonce", &other.pending);
    let finished = provider.finish(answer, pending, now()).await;
    let Err(OidcError::Token(error)) = finished else { panic!("{finished:?}") };
    assert!(error.to_string().contains("nonce"), "{error}");
}

#[tokio::test]
#[ignore = "needs an identity provider, which `cargo xtask test` starts"]
async fn a_code_without_its_verifier_is_worth_nothing() {
    let provider = gongkai();
    let (mine, other) = (begin(&provider).await, begin(&provider).await);
    let answer = browse(mine.url).await;
    let pending = mixed(&mine.pending, "verifier", &other.pending);
    let finished = provider.finish(answer, pending, now()).await;
    assert!(matches!(finished, Err(OidcError::Code(_))), "{finished:?}");
}

#[tokio::test]
#[ignore = "needs an identity provider, which `cargo xtask test` starts"]
async fn a_code_of_another_client_is_refused() {
    let neighbour = client("neighbour", Some("of the neighbour"));
    let Begun { url, pending } = begin(&neighbour).await;
    let finished = gongkai().finish(browse(url).await, pending, now()).await;
    assert!(matches!(finished, Err(OidcError::Code(_))), "{finished:?}");
}

#[tokio::test]
#[ignore = "needs an identity provider, which `cargo xtask test` starts"]
async fn an_answer_in_the_name_of_another_provider_or_of_none_is_refused() {
    let provider = gongkai();
    for iss in [Some("https://other.example".to_owned()), None] {
        let Begun { url, pending } = begin(&provider).await;
        let answer = Answer { iss, ..browse(url).await };
        let finished = provider.finish(answer, pending, now()).await;
        assert!(matches!(finished, Err(OidcError::Issuer)), "{finished:?}");
    }
}

#[tokio::test]
#[ignore = "needs an identity provider, which `cargo xtask test` starts"]
async fn a_wrong_secret_is_told_from_a_wrong_code() {
    let provider = client("gongkai", Some("wrong"));
    let Begun { url, pending } = begin(&provider).await;
    let finished = provider.finish(browse(url).await, pending, now()).await;
    assert!(
        matches!(&finished, Err(OidcError::Code(it)) if it == "invalid_client"),
        "{finished:?}"
    );
}

#[tokio::test]
#[ignore = "needs an identity provider, which `cargo xtask test` starts"]
async fn an_expired_token_is_refused() {
    let provider = gongkai();
    let Begun { url, pending } = begin(&provider).await;
    let answer = browse(url).await;
    let later = now() + chrono::TimeDelta::seconds(61);
    let finished = provider.finish(answer, pending, later).await;
    let Err(OidcError::Token(error)) = finished else { panic!("{finished:?}") };
    assert!(error.to_string().contains("Expired"), "{error}");
}
