//! The ID token: what is checked of it, and what is taken from it.

use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::{
    CoreGenderClaim, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm, CoreTokenResponse,
};
use openidconnect::{
    ClaimsVerificationError, EmptyAdditionalClaims, EndUserName, LocalizedClaim, Nonce,
    OAuth2TokenResponse as _, SignatureVerificationError, TokenResponse as _, UserInfoClaims,
};

use super::door::Door;
use super::{Client, OidcError};

/// Signatures with a key that only the provider has. `none` and the shared-secret ones are missing:
/// whoever knows our secret could sign in as anybody.
const SIGNATURES: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// How far the clocks of both sides may differ. A token was made moments ago or it is not ours.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(5);

/// Who somebody is, according to the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// The provider.
    pub issuer: String,
    /// The person, by a name that the provider never gives to another. Members are found by it and
    /// the issuer, and by nothing else.
    pub subject: String,
    /// The login at the provider, to show. It may change and may be given to another.
    pub preferred_username: Option<String>,
    /// The name, to show.
    pub name: Option<String>,
    /// How sure the provider is, in words agreed with it (`acr`).
    pub acr: Option<String>,
    /// By what the person signed in there, such as `otp` (`amr`).
    pub amr: Vec<String>,
}

pub(super) fn id_token(tokens: &CoreTokenResponse) -> Result<&CoreIdToken, OidcError> {
    tokens.id_token().ok_or(OidcError::NoIdToken)
}

/// Checks signature, issuer, audience, nonce, expiry and time of issue.
pub(super) fn verified(
    token: &CoreIdToken,
    client: &Client,
    nonce: &Nonce,
    now: DateTime<Utc>,
) -> Result<Claims, OidcError> {
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(SIGNATURES)
        .set_time_fn(move || now)
        .set_issue_time_verifier_fn(move |issued| {
            if (now - issued).abs() > CLOCKS_DIFFER {
                return Err(format!("issued at {issued}, and now is {now}"));
            }
            Ok(())
        });
    let claims = token.claims(&verifier, nonce).map_err(OidcError::Token)?;
    Ok(taken(claims))
}

/// Tells whether the provider may have changed its keys since we asked.
pub(super) fn is_unknown_key(error: &OidcError) -> bool {
    use SignatureVerificationError::{CryptoError, NoMatchingKey};
    let OidcError::Token(ClaimsVerificationError::SignatureVerification(error)) = error else {
        return false;
    };
    matches!(error, NoMatchingKey | CryptoError(_))
}

fn taken(claims: &CoreIdTokenClaims) -> Claims {
    Claims {
        issuer: claims.issuer().to_string(),
        subject: claims.subject().to_string(),
        preferred_username: claims.preferred_username().map(|it| it.to_string()),
        name: claims.name().and_then(best),
        acr: claims.auth_context_ref().map(|it| it.to_string()),
        amr: claims.auth_method_refs().into_iter().flatten().map(|it| it.to_string()).collect(),
    }
}

/// Asks the provider for names where the token has none, which is what the standard expects.
pub(super) async fn with_names(
    mut claims: Claims,
    tokens: &CoreTokenResponse,
    client: &Client,
    door: &Door,
) -> Result<Claims, OidcError> {
    if claims.preferred_username.is_some() || claims.name.is_some() {
        return Ok(claims);
    }
    let subject = openidconnect::SubjectIdentifier::new(claims.subject.clone());
    // A provider without such a place knows no names.
    let Ok(request) = client.user_info(tokens.access_token().clone(), Some(subject)) else {
        return Ok(claims);
    };
    let told: UserInfoClaims<EmptyAdditionalClaims, CoreGenderClaim> =
        request.request_async(door).await.map_err(OidcError::of_names)?;
    claims.preferred_username = told.preferred_username().map(|it| it.to_string());
    claims.name = told.name().and_then(best);
    Ok(claims)
}

/// The name in no particular language, else in any.
fn best(names: &LocalizedClaim<EndUserName>) -> Option<String> {
    let name = names.get(None).or_else(|| names.iter().next().map(|(_, name)| name));
    name.map(|it| it.to_string())
}
