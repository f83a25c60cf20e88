//! An envelope as a string of JSON, TOML and the like.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::SealedText;

impl Serialize for SealedText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for SealedText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // `deserialize_str` would let the format report, and quote, what is no string.
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(TextVisitor)
        } else {
            deserializer.deserialize_str(TextVisitor)
        }
    }
}

/// Serde's own errors quote what they found. Where an envelope should be, that may be a value in the clear, an
/// identity number written as a number above all, so nothing here quotes.
struct TextVisitor;

const NOT_A_STRING: &str = "a sealed text is a string";

impl Visitor<'_> for TextVisitor {
    type Value = SealedText;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sealed text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<SealedText, E> {
        SealedText::parse(text).map_err(E::custom)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<SealedText, E> {
        Err(E::custom(NOT_A_STRING))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<SealedText, E> {
        Err(E::custom(NOT_A_STRING))
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<SealedText, E> {
        Err(E::custom(NOT_A_STRING))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<SealedText, E> {
        Err(E::custom(NOT_A_STRING))
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<SealedText, E> {
        Err(E::custom(NOT_A_STRING))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<SealedText, E> {
        Err(E::custom(NOT_A_STRING))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{place, ring};
    use crate::{FieldKind, Plain, Suite};

    #[test]
    fn an_envelope_goes_through_json_as_a_string() {
        let plain = Plain::new(FieldKind::Phone, "CANARY-13800138000");
        let ring = ring(Suite::GuoMi);
        let sealed = ring.seal(&plain, &place(), &mut getrandom::SysRng).unwrap();
        let json = serde_json::to_string(&sealed).unwrap();
        assert!(json.starts_with("\"gk1.sm4gcm.1-") && !json.contains("CANARY"), "{json}");
        assert_eq!(serde_json::from_str::<SealedText>(&json).unwrap(), sealed);
    }

    #[test]
    fn errors_never_quote_what_they_found() {
        for json in [
            "440304199001011234",
            "-440304199001011234",
            "44030419900101123400000",
            "\"CANARY\"",
            "0.440304199001011234",
            "true",
            "[\"CANARY\"]",
            "{\"CANARY\":1}",
        ] {
            let error = serde_json::from_str::<SealedText>(json).unwrap_err().to_string();
            assert!(!error.contains("4403") && !error.contains("CANARY"), "{error}");
        }
    }
}
