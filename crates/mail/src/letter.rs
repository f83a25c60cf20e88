//! A mail ready to be handed over: its head, and what it says as text and as a page.

use std::time::{Duration, SystemTime};

use askama::Template;
use eventlog::At;
use law::Lang;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, MultiPartKind, SinglePart};
use lettre::{Address, Message as Written};
use uuid::Uuid;

use crate::failure::{Failure, Step};
use crate::message::{Message, Words};
use crate::settings::Settings;

#[derive(Template)]
#[template(path = "letter.txt", escape = "none")]
struct Text<'a> {
    words: &'a Words,
    colon: &'static str,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Page<'a> {
    words: &'a Words,
    language: &'static str,
    colon: &'static str,
}

/// A mail to somebody.
#[derive(Debug, Clone)]
pub struct Letter {
    /// What it says.
    pub message: Message,
    /// What it is about: the same thing is the same mail, however often it is handed over.
    pub about: Uuid,
    /// When it is written.
    pub at: At,
}

impl Letter {
    /// What a mail says, as text and as a page.
    ///
    /// # Errors
    ///
    /// Never, unless a template is broken.
    pub fn parts(words: &Words, lang: Lang) -> Result<(String, String), askama::Error> {
        let colon = lang.pick("：", ": ");
        let text = Text { words, colon }.render()?;
        let language = lang.pick("zh-CN", "en");
        Ok((text, Page { words, language, colon }.render()?))
    }

    /// The mail as it goes to an address.
    ///
    /// # Errors
    ///
    /// Where it cannot be written to such an address.
    pub(crate) fn to(&self, address: &str, settings: &Settings) -> Result<Written, Failure> {
        let unfit = |_| Failure::new(Step::Write, "the address cannot be written to".to_owned());
        let to: Address = address.parse().map_err(|it: lettre::address::AddressError| unfit(it))?;
        let words = self.message.words(&settings.site);
        let broken = |error: &dyn std::fmt::Display| Failure::new(Step::Write, error.to_string());
        let (text, html) =
            Self::parts(&words, settings.site.lang).map_err(|error| broken(&error))?;
        let domain = settings.from.email.domain();
        let mut head = Written::builder()
            .message_id(Some(format!("<{}@{domain}>", self.about.simple())))
            .date(instant(self.at))
            .from(settings.from.clone())
            .to(Mailbox::new(None, to))
            .subject(words.subject)
            // Nobody's holiday reply answers it (RFC 3834).
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("Content-Language", settings.site.lang.pick("zh-CN", "en")));
        if let Some(reply_to) = &settings.reply_to {
            head = head.reply_to(reply_to.clone());
        }
        let body = MultiPart::builder()
            .kind(MultiPartKind::Alternative)
            .boundary(format!("part-{}", self.about.simple()))
            .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(text))
            .singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(html));
        head.multipart(body).map_err(|error| broken(&error))
    }
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn instant(at: At) -> SystemTime {
    let since = u64::try_from(at.micros()).unwrap_or(0);
    SystemTime::UNIX_EPOCH + Duration::from_micros(since)
}
