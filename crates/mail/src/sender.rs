//! Hands mail to a server. Each mail has a connection of its own: mails are few, and a server that was
//! away is noticed by nobody but the mail that met it.

use std::error::Error as _;
use std::time::Duration;

use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials as Known, Mechanism};
use lettre::transport::smtp::client::{
    AsyncSmtpConnection, Certificate, CertificateStore, TlsParameters,
};
use lettre::transport::smtp::extension::ClientId;
use tokio::time::timeout;

use crate::failure::{Failure, Step};
use crate::letter::Letter;
use crate::settings::{Security, Settings, SettingsError};

/// How long one step may take.
const LIMIT: Duration = Duration::from_secs(20);

/// Ways of signing in that are asked for. Only over an encrypted connection, or on this machine.
const MECHANISMS: [Mechanism; 2] = [Mechanism::Plain, Mechanism::Login];

/// Hands mail to a server.
pub struct Sender {
    settings: Settings,
    tls: Option<TlsParameters>,
    /// What we call ourselves: our domain, not the name of this machine.
    hello: ClientId,
}

impl Sender {
    /// To the server of the settings. Nothing is said to it yet.
    ///
    /// # Errors
    ///
    /// [`SettingsError::Authorities`].
    pub fn new(settings: Settings) -> Result<Self, SettingsError> {
        let tls = match settings.security {
            Security::None => None,
            Security::StartTls | Security::Tls => Some(tls(&settings)?),
        };
        let hello = ClientId::Domain(settings.from.email.domain().to_owned());
        Ok(Self { settings, tls, hello })
    }

    /// Hands a mail over, and returns when the server has taken it.
    ///
    /// # Errors
    ///
    /// [`Failure`] says how far it came and whether another try may help.
    pub async fn send(&self, letter: &Letter, address: &str) -> Result<(), Failure> {
        let written = letter.to(address, &self.settings)?;
        let mut connection = self.connect().await?;
        let taken =
            within(Step::HandOver, connection.send(written.envelope(), &written.formatted())).await;
        // The server has it or has it not; how it says good-bye changes neither.
        let _ = timeout(LIMIT, connection.quit()).await;
        taken.map(|_| ())
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Failure> {
        let Settings { server, port, security, credentials, .. } = &self.settings;
        let from_the_beginning = self.tls.clone().filter(|_| *security == Security::Tls);
        let address = (server.as_str(), *port);
        let connecting = AsyncSmtpConnection::connect_tokio1(
            address,
            Some(LIMIT),
            &self.hello,
            from_the_beginning,
            None,
        );
        let mut connection = within(Step::Connect, connecting).await?;
        if let (Security::StartTls, Some(tls)) = (security, &self.tls) {
            within(Step::Encrypt, connection.starttls(tls.clone(), &self.hello)).await?;
        }
        if let Some(credentials) = credentials {
            let known = Known::new(credentials.user.clone(), credentials.password.to_string());
            within(Step::SignIn, connection.auth(&MECHANISMS, &known)).await?;
        }
        Ok(connection)
    }
}

impl std::fmt::Debug for Sender {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sender").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// Does a step within its time.
async fn within<T>(
    step: Step,
    doing: impl Future<Output = Result<T, SmtpError>>,
) -> Result<T, Failure> {
    match timeout(LIMIT, doing).await {
        Ok(Ok(done)) => Ok(done),
        // Where encryption comes with connecting, the two fail as one.
        Ok(Err(error)) if is_about_tls(&error) => Err(Failure::of(Step::Encrypt, &error)),
        Ok(Err(error)) => Err(Failure::of(step, &error)),
        Err(_) => Err(Failure::too_long(step)),
    }
}

fn is_about_tls(error: &SmtpError) -> bool {
    let is_of_rustls = |it: &(dyn std::error::Error + 'static)| {
        let io = it.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        io.is_some_and(|it| it.is::<rustls::Error>())
    };
    let mut cause = error.source();
    while let Some(it) = cause {
        if is_of_rustls(it) {
            return true;
        }
        cause = it.source();
    }
    error.is_tls()
}

fn tls(settings: &Settings) -> Result<TlsParameters, SettingsError> {
    let wrong = |error: SmtpError| SettingsError::Authorities(error.to_string());
    let mut builder = TlsParameters::builder(settings.server.clone())
        .certificate_store(CertificateStore::Default);
    if !settings.authorities.is_empty() {
        let authority = Certificate::from_pem(&settings.authorities).map_err(wrong)?;
        builder = builder.add_root_certificate(authority);
    }
    builder.build_rustls().map_err(wrong)
}
