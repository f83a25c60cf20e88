//! A device with one passkey, written in software: what a telephone and a browser do together.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Somebody is there.
pub const PRESENT: u8 = 0x01;
/// It is the owner, as finger, face or number have shown.
pub const OWNER: u8 = 0x04;
/// The answer brings a new key along.
const NEW_KEY: u8 = 0x40;

pub struct Device {
    pub id: Vec<u8>,
    pub domain: &'static str,
    pub origin: &'static str,
    pub flags: u8,
    pub counter: u32,
    pub key: SigningKey,
}

impl Device {
    pub fn new(seed: u8) -> Self {
        Self {
            id: vec![seed; 16],
            domain: "gongkai.example",
            origin: "https://gongkai.example",
            flags: PRESENT | OWNER,
            counter: 0,
            key: SigningKey::from_slice(&[seed; 32]).unwrap(),
        }
    }

    /// Answers `navigator.credentials.create`.
    pub fn create(&self, options: &str) -> String {
        let mut data = self.data(self.flags | NEW_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        data.extend(self.public());
        // {"fmt": "none", "attStmt": {}, "authData": data}
        let mut attestation = b"\xA3\x63fmt\x64none\x67attStmt\xA0\x68authData\x58".to_vec();
        attestation.push(u8::try_from(data.len()).unwrap());
        attestation.extend(data);
        let client = self.client("webauthn.create", options);
        self.answer(
            json!({ "attestationObject": text(&attestation), "clientDataJSON": text(&client) }),
        )
    }

    /// Answers `navigator.credentials.get`.
    pub fn get(&self, options: &str) -> String {
        let data = self.data(self.flags);
        let client = self.client("webauthn.get", options);
        let signed = [data.as_slice(), &Sha256::digest(&client)].concat();
        let signature: Signature = self.key.sign(&signed);
        self.answer(json!({
            "authenticatorData": text(&data),
            "clientDataJSON": text(&client),
            "signature": text(signature.to_der().as_bytes()),
            "userHandle": null,
        }))
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(self.domain).to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// {1: 2, 3: -7, -1: 1, -2: x, -3: y}
    fn public(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = point.as_bytes()[1..].split_at(32);
        [b"\xA5\x01\x02\x03\x26\x20\x01\x21\x58\x20", x, b"\x22\x58\x20", y].concat()
    }

    fn client(&self, kind: &str, options: &str) -> Vec<u8> {
        let options: Value = serde_json::from_str(options).unwrap();
        let challenge = &options["publicKey"]["challenge"];
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false })
            .to_string()
            .into_bytes()
    }

    fn answer(&self, response: Value) -> String {
        let id = text(&self.id);
        json!({
            "id": id, "rawId": id, "type": "public-key",
            "response": response, "clientExtensionResults": {},
        })
        .to_string()
    }
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
