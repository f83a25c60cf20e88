//! What every handler shares.

use std::sync::Arc;

use chrono::NaiveDate;
use signin::passwords::Passwords;
use signin::oidc::Provider;
use store::Store;

use crate::directory::{Directory, DirectoryCache};
use crate::edge::rate::Pace;
use crate::error::WebError;
use crate::origin::{Origin, Proxies};
use crate::secrets::Secrets;

/// What the web is told when it starts.
#[derive(Debug)]
pub struct Settings {
    /// The address under which people reach it.
    pub origin: Origin,
    /// What the site is called.
    pub name: String,
    /// Who may speak for clients.
    pub proxies: Proxies,
    /// Who needs a second factor.
    pub second_factor: SecondFactor,
    /// Checks passwords.
    pub passwords: Passwords,
    /// An identity provider.
    pub provider: Option<Provider>,
    /// Whether an unknown identity is taken for the account of the same login name.
    pub provider_links_by_login: bool,
}

/// Who needs a second factor to use their roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactor {
    /// Everybody.
    Everybody,
    /// The three administrators.
    Administrators,
    /// Nobody; for a demonstration.
    Nobody,
}

/// The web, cheap to clone.
#[derive(Debug, Clone)]
pub struct Web {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: Store,
    settings: Settings,
    secrets: Secrets,
    directory: DirectoryCache,
    pace: Pace,
}

impl Web {
    /// Starts the web over a store.
    #[must_use]
    pub fn new(store: Store, settings: Settings) -> Self {
        let secrets = Secrets::of(store.keys());
        let inner = Inner {
            store,
            settings,
            secrets,
            directory: DirectoryCache::default(),
            pace: Pace::new(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// What it was told.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    pub(crate) fn secrets(&self) -> &Secrets {
        &self.inner.secrets
    }

    pub(crate) fn pace(&self) -> &Pace {
        &self.inner.pace
    }

    /// Today in Asia/Shanghai.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        crate::time::shanghai_date(self.store().edge().now())
    }

    /// All organisations as they stand today, as fresh as the database.
    ///
    /// # Errors
    ///
    /// Where the store does not answer.
    pub async fn directory(&self) -> Result<Arc<Directory>, WebError> {
        self.inner.directory.current(self.store(), self.today()).await
    }
}
