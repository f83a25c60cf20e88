//! What is refused of an identity provider that is broken, lies, or is somebody else.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod scripted;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use scripted::{Key, Scripted, naked, shared};
use serde_json::{Value, json};
use signin::oidc::{
    Answer, Begun, CallError, Claims, OidcError, OidcSettings, Pending, Provider, RANDOM_BYTES,
};
use zeroize::Zeroizing;

const SECRET: &str = "between the two of us, and longer than a hash";
const NOW: DateTime<Utc> = DateTime::from_timestamp(1_772_500_000, 0).unwrap();

fn client(issuer: &str) -> Provider {
    // Another test of the same process may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let settings = OidcSettings {
        issuer: issuer.to_owned(),
        client_id: "gongkai".to_owned(),
        client_secret: Some(Zeroizing::new(SECRET.to_owned())),
        redirect_uri: "https://gongkai.example/answer".to_owned(),
        scopes: vec![],
    };
    Provider::new(settings, reqwest::Client::builder()).unwrap()
}

/// A sign-in at a scripted provider, up to where the browser comes back.
struct SignIn {
    scripted: Scripted,
    key: Key,
    client: Provider,
    answer: Answer,
    pending: Pending,
    nonce: String,
}

impl SignIn {
    async fn begin() -> Self {
        let key = Key::new("first", 1);
        let scripted = Scripted::start(&key).await;
        let client = client(&scripted.issuer);
        let Begun { url, pending } = client.begin([9; RANDOM_BYTES], NOW).await.unwrap();
        let mut sent: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
        assert_eq!(sent["code_challenge_method"], "S256");
        assert_eq!(sent["response_type"], "code");
        let state = sent.remove("state");
        let answer = Answer { code: Some("code".to_owned()), state, iss: None, error: None };
        let nonce = sent.remove("nonce").unwrap();
        Self { scripted, key, client, answer, pending, nonce }
    }

    /// Claims that are in order, but for one.
    fn claims(&self, name: &str, value: Value) -> Value {
        let mut claims = json!({
            "iss": self.scripted.issuer, "aud": "gongkai", "sub": "somebody", "nonce": self.nonce,
            "iat": NOW.timestamp(), "exp": NOW.timestamp() + 60, "name": "示例工作人员",
        });
        claims[name] = value;
        claims
    }

    async fn finish(self) -> Result<Claims, OidcError> {
        self.client.finish(self.answer, self.pending, NOW).await
    }
}

/// Finishes a sign-in whose token has one claim changed.
async fn with(name: &str, value: Value) -> Result<Claims, OidcError> {
    let it = SignIn::begin().await;
    it.scripted.token(&it.key.sign(&it.claims(name, value)));
    it.finish().await
}

async fn check_token_refused(name: &str, value: Value, why: &str) {
    let finished = with(name, value).await;
    let Err(OidcError::Token(error)) = finished else { panic!("{name}: {finished:?}") };
    assert!(error.to_string().contains(why), "{name}: {error}");
}

#[tokio::test]
async fn a_token_in_order_is_accepted() {
    let claims = with("acr", json!("high")).await.unwrap();
    assert_eq!(claims.subject, "somebody");
    assert_eq!(claims.name.as_deref(), Some("示例工作人员"));
    assert_eq!(claims.acr.as_deref(), Some("high"));
    let claims = with("amr", json!(["pwd", "otp"])).await.unwrap();
    assert_eq!(claims.amr, ["pwd", "otp"]);
}

#[tokio::test]
async fn a_token_for_somebody_else_or_of_somebody_else_is_refused() {
    check_token_refused("aud", json!("neighbour"), "audience").await;
    check_token_refused("aud", json!(["gongkai", "neighbour"]), "audience").await;
    check_token_refused("iss", json!("http://127.0.0.1:1"), "issuer").await;
    check_token_refused("nonce", json!("other"), "nonce").await;
    check_token_refused("nonce", Value::Null, "nonce").await;
}

#[tokio::test]
async fn a_token_of_another_time_is_refused() {
    let now = NOW.timestamp();
    check_token_refused("exp", json!(now - 1), "Expired").await;
    check_token_refused("iat", json!(now - 301), "issued at").await;
    check_token_refused("iat", json!(now + 301), "issued at").await;
    assert!(with("iat", json!(now + 299)).await.is_ok());
}

#[tokio::test]
async fn a_token_that_the_provider_alone_cannot_have_signed_is_refused() {
    for sign in [
        naked,
        |claims: &Value| shared(SECRET, claims),
        |claims: &Value| Key::new("first", 2).sign(claims),
    ] {
        let it = SignIn::begin().await;
        it.scripted.token(&sign(&it.claims("acr", json!("high"))));
        let finished = it.finish().await;
        assert!(matches!(finished, Err(OidcError::Token(_))), "{finished:?}");
    }
}

#[tokio::test]
async fn a_new_key_of_the_provider_is_looked_up() {
    let it = SignIn::begin().await;
    let new = Key::new("second", 2);
    it.scripted.token(&new.sign(&it.claims("acr", json!("high"))));
    it.scripted.keys(&[&new]);
    assert!(it.finish().await.is_ok());
}

#[tokio::test]
async fn a_key_that_the_provider_does_not_own_up_to_is_refused() {
    let it = SignIn::begin().await;
    it.scripted.token(&Key::new("second", 2).sign(&it.claims("acr", json!("high"))));
    let finished = it.finish().await;
    assert!(matches!(finished, Err(OidcError::Token(_))), "{finished:?}");
}

#[tokio::test]
async fn an_answer_without_token_or_with_a_redirect_is_refused() {
    let it = SignIn::begin().await;
    it.scripted.json("/token", &json!({ "access_token": "a", "token_type": "Bearer" }));
    let finished = it.finish().await;
    assert!(matches!(finished, Err(OidcError::NoIdToken)), "{finished:?}");

    let it = SignIn::begin().await;
    let good = it.key.sign(&it.claims("acr", json!("high")));
    it.scripted.token(&good);
    let body = json!({ "access_token": "a", "token_type": "Bearer", "id_token": good });
    it.scripted.json("/elsewhere", &body);
    let elsewhere =
        b"HTTP/1.1 307 Temporary Redirect\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n";
    it.scripted.raw("/token", elsewhere.to_vec());
    let finished = it.finish().await;
    assert!(matches!(finished, Err(OidcError::Provider(_))), "{finished:?}");
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_it() {
    let it = SignIn::begin().await;
    let mut endless = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n".to_vec();
    endless.resize(300 * 1_024, b' ');
    it.scripted.raw("/token", endless);
    let finished = it.finish().await;
    assert!(matches!(finished, Err(OidcError::Unreachable(CallError::TooLarge))), "{finished:?}");
}

#[tokio::test]
async fn what_the_browser_brings_is_checked_before_the_provider_is_asked() {
    let it = SignIn::begin().await;
    let now = NOW;
    let finish = async |answer: Answer, at| it.client.finish(answer, it.pending.clone(), at).await;
    let error = Some("access_denied".to_owned());
    let denied = finish(Answer { code: None, error, ..it.answer.clone() }, now).await;
    assert!(matches!(&denied, Err(OidcError::Refused(it)) if it == "access_denied"), "{denied:?}");
    let empty = finish(Answer { code: None, ..it.answer.clone() }, now).await;
    assert!(matches!(empty, Err(OidcError::NoCode)), "{empty:?}");
    for state in [None, Some(String::new()), Some("other".to_owned())] {
        let other = finish(Answer { state, ..it.answer.clone() }, now).await;
        assert!(matches!(other, Err(OidcError::State)), "{other:?}");
    }
    let iss = Some("https://other.example".to_owned());
    let mixed_up = finish(Answer { iss, ..it.answer.clone() }, now).await;
    assert!(matches!(mixed_up, Err(OidcError::Issuer)), "{mixed_up:?}");
    for away in [TimeDelta::minutes(16), TimeDelta::seconds(-1)] {
        let late = finish(it.answer.clone(), now + away).await;
        assert!(matches!(late, Err(OidcError::TooLate)), "{late:?}");
    }
}

/// Begins at a provider whose description has one entry changed.
async fn begin_with(name: &str, value: Value) -> Result<Begun, OidcError> {
    let scripted = Scripted::start(&Key::new("first", 1)).await;
    let mut description = scripted.description();
    description[name] = value;
    scripted.json("/.well-known/openid-configuration", &description);
    client(&scripted.issuer).begin([9; RANDOM_BYTES], NOW).await
}

#[tokio::test]
async fn a_provider_that_describes_another_or_leads_into_the_open_is_refused() {
    let other = begin_with("issuer", json!("https://other.example")).await;
    assert!(matches!(other, Err(OidcError::Provider(_))), "{other:?}");
    let open = begin_with("authorization_endpoint", json!("http://id.example/authorize")).await;
    assert!(matches!(open, Err(OidcError::Provider(_))), "{open:?}");
    let open = begin_with("jwks_uri", json!("http://192.0.2.1/keys")).await;
    let expected = matches!(open, Err(OidcError::Unreachable(CallError::NotEncrypted)));
    assert!(expected, "{open:?}");
    let faulty = begin_with("token_endpoint", json!(7)).await;
    assert!(matches!(faulty, Err(OidcError::Provider(_))), "{faulty:?}");
}

#[tokio::test]
async fn a_provider_that_is_away_is_said_to_be_away() {
    // Nobody listens on a port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let begun = client(&format!("http://127.0.0.1:{port}")).begin([9; RANDOM_BYTES], NOW).await;
    let Err(error @ OidcError::Unreachable(_)) = begun else { panic!("{begun:?}") };
    assert_eq!(error.to_string(), "the identity provider cannot be reached");
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_says_nothing_is_given_up_after_ten_seconds() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let issuer = format!("http://{}", silent.local_addr().unwrap());
    let begun_at = tokio::time::Instant::now();
    let begun = client(&issuer).begin([9; RANDOM_BYTES], NOW).await;
    assert!(matches!(begun, Err(OidcError::Unreachable(_))), "{begun:?}");
    let waited = begun_at.elapsed();
    assert!((9..=11).contains(&waited.as_secs()), "{waited:?}");
}

#[tokio::test]
async fn a_sign_in_can_move_between_threads() {
    let it = SignIn::begin().await;
    it.scripted.token(&it.key.sign(&it.claims("acr", json!("high"))));
    assert!(tokio::spawn(it.finish()).await.unwrap().is_ok());
}
