//! What every handler shares.

use std::sync::Arc;

use chrono::NaiveDate;
use documents::pdf::Faces;
use law::calendar::Calendar;
use reader::Readers;
use records::organisation::OrganisationId;
use signin::oidc::Provider;
use signin::passkeys::Passkeys;
use signin::passwords::Passwords;
use store::{GivenReportPlace, Store};

use crate::checks::Checks;
use crate::directory::{Directory, DirectoryCache};
use crate::edge::rate::Pace;
use crate::error::WebError;
use crate::made::{Edition, Given, Made};
use crate::origin::{Origin, Proxies};
use crate::places::Places;
use crate::secrets::Secrets;
use crate::site::{Site, SiteCache};

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
    /// Faces in which documents are set.
    pub faces: Arc<Faces>,
    /// Who opens documents; the site itself opens none.
    pub readers: Readers,
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
    passkeys: Option<Passkeys>,
    directory: DirectoryCache,
    pace: Pace,
    places: Places,
    site: SiteCache,
    made: Made,
    given: Given,
    checks: Checks,
}

impl Web {
    /// Starts the web over a store.
    #[must_use]
    pub fn new(store: Store, settings: Settings) -> Self {
        let secrets = Secrets::of(store.keys());
        // Devices make keys for names only: a site that is reached by an address has none.
        let passkeys = url::Url::parse(settings.origin.url())
            .ok()
            .and_then(|it| Passkeys::new(settings.origin.host(), &it, &settings.name).ok());
        let inner = Inner {
            store,
            settings,
            secrets,
            passkeys,
            directory: DirectoryCache::default(),
            pace: Pace::new(),
            places: Places::default(),
            site: SiteCache::default(),
            made: Made::default(),
            given: Given::default(),
            checks: Checks::default(),
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

    /// Who opens documents.
    pub(crate) fn readers(&self) -> &Readers {
        &self.inner.settings.readers
    }

    pub(crate) fn secrets(&self) -> &Secrets {
        &self.inner.secrets
    }

    /// Passkeys, where devices make any for this origin.
    pub(crate) fn passkeys(&self) -> Result<&Passkeys, WebError> {
        self.inner.passkeys.as_ref().ok_or_else(|| {
            WebError::conflict(
                "这个网址不能使用通行密钥：网站须有域名并启用 https",
                "there are no passkeys for this address: the site needs a name and https",
            )
        })
    }

    pub(crate) fn places(&self) -> &Places {
        &self.inner.places
    }

    /// What was found in uploaded reports, for a while.
    pub(crate) fn checks(&self) -> &Checks {
        &self.inner.checks
    }

    pub(crate) fn pace(&self) -> &Pace {
        &self.inner.pace
    }

    /// Today in Asia/Shanghai.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        crate::time::shanghai_date(self.store().edge().now())
    }

    /// What sites show, as fresh as the database.
    pub(crate) async fn site(&self) -> Result<Arc<Site>, WebError> {
        self.inner.site.current(self.store()).await
    }

    /// The working calendar of an organisation: what ships with the program, and what was confirmed for it.
    ///
    /// # Errors
    ///
    /// Where the store does not answer.
    pub async fn calendar_of(&self, id: OrganisationId) -> Result<Calendar, WebError> {
        let (directory, site) = (self.directory().await?, self.site().await?);
        site.calendar_of(id, directory.tree())
    }

    /// The working calendar for whoever belongs nowhere: that of whoever stands at the top.
    ///
    /// # Errors
    ///
    /// Where the store does not answer.
    pub async fn calendar(&self) -> Result<Calendar, WebError> {
        match self.directory().await?.top() {
            Some(top) => self.calendar_of(top).await,
            None => Ok(Calendar::shipped().clone()),
        }
    }

    /// A yearly report that is out.
    pub(crate) async fn edition(&self, place: &GivenReportPlace) -> Result<Arc<Edition>, WebError> {
        self.inner.given.at(self.store(), place).await
    }

    /// Documents that were made before.
    pub(crate) fn made(&self) -> &Made {
        &self.inner.made
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
