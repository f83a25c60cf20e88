//! An identity provider that says what a test puts into its mouth.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer as _, SigningKey};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Answers by path, as they go over the wire.
type Answers = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

pub struct Scripted {
    pub issuer: String,
    answers: Answers,
}

impl Scripted {
    /// Starts a provider with one key and no token.
    pub async fn start(key: &Key) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let it = Self { issuer, answers: Answers::default() };
        it.json("/.well-known/openid-configuration", &it.description());
        it.keys(&[key]);
        let answers = Arc::clone(&it.answers);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, Arc::clone(&answers)));
            }
        });
        it
    }

    /// What an honest provider says of itself.
    pub fn description(&self) -> Value {
        let issuer = &self.issuer;
        json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "EdDSA", "HS256", "none"],
        })
    }

    pub fn json(&self, path: &str, body: &Value) {
        let body = body.to_string();
        let head =
            format!("200 OK\r\ncontent-type: application/json\r\ncontent-length: {}", body.len());
        self.raw(path, format!("HTTP/1.1 {head}\r\n\r\n{body}").into_bytes());
    }

    pub fn raw(&self, path: &str, answer: Vec<u8>) {
        self.answers.lock().unwrap().insert(path.to_owned(), answer);
    }

    pub fn keys(&self, keys: &[&Key]) {
        let keys: Vec<Value> = keys.iter().map(|it| it.public()).collect();
        self.json("/keys", &json!({ "keys": keys }));
    }

    pub fn token(&self, id_token: &str) {
        let body = json!({ "access_token": "a", "token_type": "Bearer", "id_token": id_token });
        self.json("/token", &body);
    }
}

/// One request, one answer.
async fn answer(mut stream: TcpStream, answers: Answers) {
    let mut request = Vec::new();
    let mut buffer = [0; 4_096];
    // The tests send no body that matters, so the end of the head is the end.
    while !request.windows(4).any(|it| it == b"\r\n\r\n") {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return,
            Ok(read) => request.extend_from_slice(&buffer[..read]),
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let path = request.split(' ').nth(1).unwrap_or_default();
    let known = answers.lock().unwrap().get(path).cloned();
    let answer = known.unwrap_or_else(|| b"HTTP/1.1 404 Not Found\r\n\r\n".to_vec());
    let _ = stream.write_all(&answer).await;
    let _ = stream.shutdown().await;
    // Read to the end, lest closing early take the answer back.
    while matches!(stream.read(&mut buffer).await, Ok(read) if read > 0) {}
}

/// A signing key with its name.
pub struct Key {
    id: &'static str,
    key: SigningKey,
}

impl Key {
    pub fn new(id: &'static str, seed: u8) -> Self {
        Self { id, key: SigningKey::from_bytes(&[seed; 32]) }
    }

    fn public(&self) -> Value {
        let x = URL_SAFE_NO_PAD.encode(self.key.verifying_key().as_bytes());
        json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": self.id, "x": x })
    }

    pub fn sign(&self, claims: &Value) -> String {
        let text = unsigned(&json!({ "alg": "EdDSA", "kid": self.id }), claims);
        let signature = self.key.sign(text.as_bytes()).to_bytes();
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

/// A token without a signature, which must never count.
pub fn naked(claims: &Value) -> String {
    format!("{}.", unsigned(&json!({ "alg": "none" }), claims))
}

/// A token signed with what both sides know.
pub fn shared(secret: &str, claims: &Value) -> String {
    let text = unsigned(&json!({ "alg": "HS256" }), claims);
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    let mac = mac.chain_update(&text).finalize().into_bytes();
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(mac))
}

fn unsigned(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", part(header), part(claims))
}
