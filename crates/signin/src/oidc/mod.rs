//! Signing in with the identity provider of an office: OpenID Connect, authorization code with PKCE.
//!
//! The provider proves who somebody is; whether that somebody is a member, and of what, we decide
//! ourselves, by issuer and subject. Names that come along are for showing only. Everything that a
//! browser carries back is compared with [`Pending`], which never leaves the server.

mod door;
mod error;
mod pending;
mod settings;
mod token;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthenticationFlow, CoreClaimName, CoreClaimType, CoreClient,
    CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::{
    AdditionalProviderMetadata, AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, ProviderMetadata, RedirectUrl, Scope,
};
use serde::{Deserialize, Serialize};

pub use self::door::CallError;
use self::door::Door;
pub use self::error::OidcError;
pub use self::pending::{Begun, Pending};
pub use self::settings::{OidcSettings, UnusableSettings};
pub use self::token::Claims;

/// Random bytes of one sign-in: state, nonce and code verifier.
pub const RANDOM_BYTES: usize = 96;

/// How old what the provider says of itself may be. An unknown key is looked up at once.
const FRESH_FOR: TimeDelta = TimeDelta::hours(1);

/// How long a person may take at the provider.
const PATIENCE: TimeDelta = TimeDelta::minutes(15);

/// What a provider says of itself beyond what the library knows: whether it names itself in its
/// answers (RFC 9207).
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
struct NamesItself {
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for NamesItself {}

type Metadata = ProviderMetadata<
    NamesItself,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// An identity provider, and us as its client.
pub struct Provider {
    settings: OidcSettings,
    issuer: IssuerUrl,
    redirect: RedirectUrl,
    door: Door,
    known: Mutex<Option<Known>>,
}

/// What the provider last said of itself.
#[derive(Clone)]
struct Known {
    metadata: Arc<Metadata>,
    at: DateTime<Utc>,
}

/// The parameters with which the browser comes back from the provider.
#[derive(Clone, Default, Deserialize)]
pub struct Answer {
    /// The code, which is worth a token once.
    pub code: Option<String>,
    /// The state that [`Provider::begin`] sent along.
    pub state: Option<String>,
    /// The provider's name of itself.
    pub iss: Option<String>,
    /// Why the provider lets nobody in, such as `access_denied`.
    pub error: Option<String>,
}

impl Provider {
    /// Takes the settings without asking the provider anything, so that the program starts while the
    /// provider is away.
    ///
    /// `http` may bring the office's own certificate authority or a proxy along. Redirects, time and
    /// unencrypted addresses are limited here, whatever it says.
    ///
    /// # Errors
    ///
    /// [`UnusableSettings`] for an address that is not to be trusted.
    pub fn new(
        settings: OidcSettings,
        http: reqwest::ClientBuilder,
    ) -> Result<Self, UnusableSettings> {
        let plain = settings.check()?;
        let issuer = IssuerUrl::new(settings.issuer.clone());
        let redirect = RedirectUrl::new(settings.redirect_uri.clone());
        Ok(Self {
            issuer: issuer.map_err(|_| UnusableSettings::Issuer)?,
            redirect: redirect.map_err(|_| UnusableSettings::Redirect)?,
            door: Door::new(http, plain)?,
            settings,
            known: Mutex::new(None),
        })
    }

    /// Asks the provider who it is and which keys it has, however lately that was done.
    ///
    /// # Errors
    ///
    /// [`OidcError::Unreachable`], [`OidcError::Provider`].
    pub async fn discover(&self, now: DateTime<Utc>) -> Result<(), OidcError> {
        self.ask(now).await.map(|_| ())
    }

    /// Begins a sign-in: where to send the browser, and what to keep until it comes back.
    ///
    /// # Errors
    ///
    /// [`OidcError::Unreachable`] and [`OidcError::Provider`] when the provider cannot be asked.
    pub async fn begin(
        &self,
        random: [u8; RANDOM_BYTES],
        now: DateTime<Utc>,
    ) -> Result<Begun, OidcError> {
        let metadata = self.metadata(now).await?;
        let secrets = pending::Secrets::from_random(&random);
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(
            secrets.verifier.to_string(),
        ));
        let (state, nonce) = (secrets.state.to_string(), secrets.nonce.to_string());
        let client = self.client(&metadata);
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .set_pkce_challenge(challenge);
        for scope in &self.settings.scopes {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        let (url, _, _) = request.url();
        if !self.door.admits(&url) {
            return Err(OidcError::Provider("its sign-in page is not encrypted".to_owned()));
        }
        Ok(Begun { url, pending: secrets.pending(now) })
    }

    /// Ends a sign-in: compares what came back, and lets the provider prove who it is.
    ///
    /// The caller has taken `pending` out of its store for good, and has found it by something that
    /// only this browser has.
    ///
    /// # Errors
    ///
    /// [`OidcError`], for all that does not fit together.
    pub async fn finish(
        &self,
        answer: Answer,
        pending: Pending,
        now: DateTime<Utc>,
    ) -> Result<Claims, OidcError> {
        if !pending.is_of(answer.state.as_deref().unwrap_or_default()) {
            return Err(OidcError::State);
        }
        if !(TimeDelta::zero()..=PATIENCE).contains(&(now - pending.begun_at)) {
            return Err(OidcError::TooLate);
        }
        let metadata = self.metadata(now).await?;
        self.check_issuer(&metadata, answer.iss.as_deref())?;
        if let Some(error) = answer.error {
            return Err(OidcError::refused(&error));
        }
        let code = AuthorizationCode::new(answer.code.ok_or(OidcError::NoCode)?);
        let client = self.client(&metadata);
        let request = client
            .exchange_code(code)
            .map_err(|_| OidcError::Provider("it has no place to get a token".to_owned()))?
            .set_pkce_verifier(PkceCodeVerifier::new(pending.verifier.to_string()));
        let tokens = request.request_async(&self.door).await.map_err(OidcError::of_exchange)?;
        let id_token = token::id_token(&tokens)?;
        let nonce = Nonce::new(pending.nonce.to_string());
        let claims = match token::verified(id_token, &client, &nonce, now) {
            Err(error) if token::is_unknown_key(&error) => {
                let metadata = self.ask(now).await?;
                token::verified(id_token, &self.client(&metadata), &nonce, now)
            }
            verified => verified,
        }?;
        token::with_names(claims, &tokens, &client, &self.door).await
    }

    /// An answer in the name of another provider means that somebody mixes two of them up.
    fn check_issuer(&self, metadata: &Metadata, named: Option<&str>) -> Result<(), OidcError> {
        let promised =
            metadata.additional_metadata().authorization_response_iss_parameter_supported;
        match named {
            Some(named) if named == self.settings.issuer => Ok(()),
            None if !promised => Ok(()),
            _ => Err(OidcError::Issuer),
        }
    }

    async fn metadata(&self, now: DateTime<Utc>) -> Result<Arc<Metadata>, OidcError> {
        // Not locked while asking: while the provider is away, nobody waits for somebody else's call.
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match known {
            Some(known) if (now - known.at).abs() < FRESH_FOR => Ok(known.metadata),
            _ => self.ask(now).await,
        }
    }

    async fn ask(&self, now: DateTime<Utc>) -> Result<Arc<Metadata>, OidcError> {
        let asked = Metadata::discover_async(self.issuer.clone(), &self.door).await;
        let metadata = Arc::new(asked.map_err(OidcError::of_discovery)?);
        let known = Known { metadata: Arc::clone(&metadata), at: now };
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
        Ok(metadata)
    }

    fn client(&self, metadata: &Metadata) -> Client {
        let secret = self.settings.client_secret.as_ref();
        let methods = metadata.token_endpoint_auth_methods_supported();
        let body_only = methods.is_some_and(|methods| {
            methods.contains(&CoreClientAuthMethod::ClientSecretPost)
                && !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
        });
        let client = CoreClient::from_provider_metadata(
            metadata.clone(),
            ClientId::new(self.settings.client_id.clone()),
            secret.map(|it| ClientSecret::new(it.to_string())),
        );
        client.set_redirect_uri(self.redirect.clone()).set_auth_type(if body_only {
            AuthType::RequestBody
        } else {
            AuthType::BasicAuth
        })
    }
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("error", &self.error).finish_non_exhaustive()
    }
}
