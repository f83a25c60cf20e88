//! A word of an entry: an id or the name of a kind, and nothing a person wrote.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::limits::TOKEN_CHARS;

/// An id or the name of a kind: 1 to 64 of `a–z`, `0–9`, `.`, `_`, `:` and `-`.
///
/// No name and no sentence in Chinese fits. A number of a person would fit, so callers pass ids of their
/// own making and names from the code, never a field of a form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Token(String);

/// Why a text is not a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a token is 1 to 64 of a–z, 0–9, \".\", \"_\", \":\" and \"-\"")]
pub struct TokenError;

impl Token {
    /// Checks and keeps the text.
    ///
    /// # Errors
    ///
    /// [`TokenError`] when the text is empty, too long or has another character.
    pub fn new(text: impl Into<String>) -> Result<Self, TokenError> {
        let text = text.into();
        let fits = (1..=TOKEN_CHARS).contains(&text.len()) && text.bytes().all(is_allowed);
        if fits { Ok(Self(text)) } else { Err(TokenError) }
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_allowed(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b':' | b'-')
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Token {
    type Err = TokenError;

    fn from_str(text: &str) -> Result<Self, TokenError> {
        Self::new(text)
    }
}

impl TryFrom<String> for Token {
    type Error = TokenError;

    fn try_from(text: String) -> Result<Self, TokenError> {
        Self::new(text)
    }
}

impl From<Token> for String {
    fn from(token: Token) -> Self {
        token.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_kinds_are_tokens() {
        for text in ["request.registered", "officer:0b1e6c1a-7d0e", "a", &"x".repeat(64)] {
            assert_eq!(Token::new(text).map(String::from), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_people_write_is_not() {
        for text in ["", "张三", "Zhang", "a b", "a\n", "a@b.cn", &"x".repeat(65)] {
            assert_eq!(Token::new(text), Err(TokenError), "{text:?}");
        }
    }
}
