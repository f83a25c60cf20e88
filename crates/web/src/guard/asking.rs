//! Who asks: read anew from the store at each request, so that a change of rights holds at once.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use chrono::NaiveDate;
use eventlog::At;
use records::person::{Account, AccountId, Grant};
use records::policy::{Action, Principal};
use signin::secret::{OneTimeToken, Purpose};
use store::{SecretHash, Source, Store, Strength};

use uuid::Uuid;

use crate::cookies::{self, Name};
use crate::error::WebError;
use crate::state::{SecondFactor, Web};

/// Whoever asks, and by what we know them.
#[derive(Debug, Clone)]
pub struct Asking {
    /// Who they are to the table.
    pub principal: Principal,
    /// Their session, where they came with one.
    pub session: Option<Session>,
    /// The token, where a program came with one.
    pub token: Option<Uuid>,
}

impl Asking {
    fn nobody() -> Self {
        Self { principal: Principal::Anyone, session: None, token: None }
    }
}

/// A session, as its holder sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The hash of its secret.
    pub hash: SecretHash,
    /// What they sign in with.
    pub login: String,
    /// What they are called.
    pub name: String,
    /// When they signed in.
    pub begun_at: At,
    /// How they proved who they are.
    pub strength: Strength,
    /// Their roles rest until they have a second factor.
    pub roles_rest: bool,
}

/// How long a session lives without a word (our convention).
const IDLE: Duration = Duration::from_secs(30 * 60);

/// Says who asks.
pub(super) async fn identify(
    web: &Web,
    path: &str,
    headers: &HeaderMap,
) -> Result<Asking, WebError> {
    // Pages are for people: a token opens calls, never the page on which somebody adds a passkey.
    if path.starts_with("/api/")
        && let Some(token) = bearer(headers)?
    {
        return by_token(web, &token).await;
    }
    match cookies::read(headers, Name::Session, &web.settings().origin) {
        Some(secret) => by_session(web, secret).await,
        None => Ok(Asking::nobody()),
    }
}

fn bearer(headers: &HeaderMap) -> Result<Option<OneTimeToken>, WebError> {
    let Some(given) = headers.get(AUTHORIZATION) else { return Ok(None) };
    let token = given.to_str().ok().and_then(|it| it.strip_prefix("Bearer "));
    let token = token.and_then(|it| OneTimeToken::parse(Purpose::Api, it).ok());
    // Whoever sends a token that is none is told so, instead of being taken for nobody.
    token.map(Some).ok_or(WebError::NotSignedIn)
}

async fn by_token(web: &Web, token: &OneTimeToken) -> Result<Asking, WebError> {
    let store = web.store();
    let found = store.api_tokens().find_by_hash(&token.hash().into()).await?;
    let token = found.ok_or(WebError::NotSignedIn)?;
    let account = store.accounts().by_id_for_session(token.account).await?;
    let account = account.ok_or(WebError::NotSignedIn)?.value;
    let mut grants = grants_of(store, &account, web.today()).await?;
    // Roles that rest in a session for want of a second factor rest in a token too.
    let strength = match store.credentials().get(token.account).await? {
        Some(credential) if credential.totp_since.is_some() => Strength::SecondFactor,
        _ if store.passkeys().of_account(token.account).await?.is_empty() => Strength::Password,
        _ => Strength::Passkey,
    };
    if lacks_second_factor(web.settings().second_factor, strength, &grants) {
        grants.clear();
    }
    let scopes = token.scopes.iter().filter_map(|it| Action::named(it)).collect();
    store.api_tokens().note_used(&token).await?;
    Ok(Asking {
        principal: principal(token.account, &account, grants, Some(scopes)),
        session: None,
        token: Some(token.id),
    })
}

async fn by_session(web: &Web, secret: &str) -> Result<Asking, WebError> {
    let nobody = Asking::nobody();
    let Ok(secret) = OneTimeToken::parse(Purpose::Session, secret) else { return Ok(nobody) };
    let store = web.store();
    let Some(session) = store.sessions().find(&secret.hash().into(), IDLE).await? else {
        return Ok(nobody);
    };
    let Some(account) = store.accounts().by_id_for_session(session.account).await? else {
        return Ok(nobody);
    };
    let account = account.value;
    store.sessions().touch(&session).await?;
    let mut grants = grants_of(store, &account, web.today()).await?;
    let roles_rest = lacks_second_factor(web.settings().second_factor, session.strength, &grants);
    if roles_rest {
        grants.clear();
    }
    Ok(Asking {
        principal: principal(session.account, &account, grants, None),
        session: Some(Session {
            hash: session.hash,
            begun_at: session.begun_at,
            login: account.login,
            name: account.name,
            strength: session.strength,
            roles_rest,
        }),
        token: None,
    })
}

fn principal(
    id: AccountId,
    account: &Account,
    grants: Vec<Grant>,
    scopes: Option<BTreeSet<Action>>,
) -> Principal {
    match account.state {
        records::person::AccountState::Active => Principal::Member { account: id, grants, scopes },
        records::person::AccountState::Invited
        | records::person::AccountState::Suspended
        | records::person::AccountState::Closed => Principal::Lapsed,
    }
}

fn lacks_second_factor(wanted: SecondFactor, strength: Strength, grants: &[Grant]) -> bool {
    let strong = match strength {
        Strength::Password => false,
        // An identity provider answers for its own second factor.
        Strength::SecondFactor | Strength::Passkey | Strength::Oidc => true,
    };
    match wanted {
        SecondFactor::Nobody => false,
        SecondFactor::Everybody => !strong && !grants.is_empty(),
        SecondFactor::Administrators => !strong && grants.iter().any(|it| it.role.administers()),
    }
}

/// Their roles today, those of others included in whose stead they act.
pub(crate) async fn grants_of(
    store: &Store,
    account: &Account,
    today: NaiveDate,
) -> Result<Vec<Grant>, WebError> {
    let mut grants = account.grants_on(today);
    let mut holding = Vec::new();
    for delegation in account.delegations.iter().filter(|it| it.holds_on(today)) {
        if let Some(other) = store.accounts().by_id_for_session(delegation.from).await? {
            let held = other.value.grants_on(today).into_iter();
            holding.extend(held.map(|it| (delegation.from, it.role, it.organisation)));
        }
    }
    grants.extend(account.stands_in_on(today, |from, role, organisation| {
        holding.contains(&(from, role, organisation))
    }));
    Ok(grants)
}
