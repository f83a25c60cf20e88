//! Why nobody was let in by the identity provider.

use openidconnect::core::CoreRequestTokenError;
use openidconnect::{
    ClaimsVerificationError, DiscoveryError, RequestTokenError, StandardErrorResponse,
    UserInfoError,
};
use thiserror::Error;

use super::door::CallError;

/// The longest code of an error that is repeated; codes are short words.
const LONGEST_CODE: usize = 40;

/// Why a sign-in with the identity provider failed.
#[derive(Debug, Error)]
pub enum OidcError {
    /// The provider does not answer, or not securely. The person tries again later.
    #[error("the identity provider cannot be reached")]
    Unreachable(#[source] CallError),
    /// The provider answers with what makes no sense. Its administrators look into it.
    #[error("the identity provider is set up wrongly: {0}")]
    Provider(String),
    /// The answer belongs to another browser or to no sign-in at all.
    #[error("the answer belongs to another sign-in")]
    State,
    /// The answer names another provider than the one that was asked, or none where it should.
    #[error("the answer comes from another identity provider")]
    Issuer,
    /// The person took too long; a new sign-in begins.
    #[error("the sign-in took too long")]
    TooLate,
    /// The provider lets the person not in, or the person changed his mind.
    #[error("the identity provider refused: {0}")]
    Refused(String),
    /// The answer has neither a code nor an error.
    #[error("the answer has no code")]
    NoCode,
    /// The provider does not accept the code: used before, too old, of somebody else.
    #[error("the identity provider does not accept the code: {0}")]
    Code(String),
    /// The provider proves nothing.
    #[error("the identity provider sent no ID token")]
    NoIdToken,
    /// The proof is wrong: signature, issuer, audience, nonce or time.
    #[error("the ID token is not valid")]
    Token(#[source] ClaimsVerificationError),
}

impl OidcError {
    /// The code comes from the address line of a browser, so it is shortened to what codes look like.
    pub(super) fn refused(code: &str) -> Self {
        Self::Refused(word(code))
    }

    pub(super) fn of_discovery(error: DiscoveryError<CallError>) -> Self {
        match error {
            DiscoveryError::Request(call) => Self::Unreachable(call),
            DiscoveryError::Response(status, ..) => {
                Self::Provider(format!("it answers {status} where it should describe itself"))
            }
            DiscoveryError::Parse(error) => {
                Self::Provider(format!("its description of itself is faulty: {error}"))
            }
            DiscoveryError::Validation(what) => Self::Provider(what),
            other => Self::Provider(other.to_string()),
        }
    }

    pub(super) fn of_exchange(error: CoreRequestTokenError<CallError>) -> Self {
        match error {
            RequestTokenError::ServerResponse(answer) => Self::Code(code(&answer)),
            RequestTokenError::Request(call) => Self::Unreachable(call),
            // The answer itself may contain tokens and is not repeated.
            RequestTokenError::Parse(error, _) => {
                Self::Provider(format!("its token answer is faulty at {}", error.path()))
            }
            RequestTokenError::Other(_) => Self::Provider("its token answer is faulty".to_owned()),
        }
    }

    pub(super) fn of_names(error: UserInfoError<CallError>) -> Self {
        match error {
            UserInfoError::Request(call) => Self::Unreachable(call),
            UserInfoError::ClaimsVerification(error) => Self::Token(error),
            UserInfoError::Response(status, ..) => {
                Self::Provider(format!("it answers {status} where it should tell the name"))
            }
            _ => Self::Provider("what it tells of the person is faulty".to_owned()),
        }
    }
}

fn code(answer: &StandardErrorResponse<openidconnect::core::CoreErrorResponseType>) -> String {
    word(answer.error().as_ref())
}

fn word(code: &str) -> String {
    let fits = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '_';
    code.chars().take(LONGEST_CODE).take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_line_brings_is_not_repeated_at_length() {
        for (given, shown) in [
            ("access_denied", "access_denied"),
            ("<script>", ""),
            ("a b", "a"),
            (&"a".repeat(1_000), &"a".repeat(LONGEST_CODE)),
        ] {
            let OidcError::Refused(code) = OidcError::refused(given) else { panic!() };
            assert_eq!(code, shown);
        }
    }
}
