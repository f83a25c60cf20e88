//! A mailbox of somebody else, by way of a pickup folder from which the mail service sends.

use std::path::PathBuf;

use async_trait::async_trait;
use eventlog::Token;
use records::person::is_mail_address;
use thiserror::Error;

use super::{Handover, Held, Witness, WitnessError};
use crate::whole;

/// Writes each checkpoint as a mail that is ready to be sent. The mail says the name of the log, the
/// number of acts and the signed note, and nothing about anybody.
#[derive(Debug, Clone)]
pub struct MailWitness {
    name: Token,
    folder: PathBuf,
    from: String,
    to: String,
}

/// Why a text is no address that mail can be sent to.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("\"{0}\" is no plain mail address")]
pub struct NotAnAddress(pub String);

impl MailWitness {
    /// Mails from one address to another, put into a folder.
    ///
    /// # Errors
    ///
    /// [`NotAnAddress`].
    pub fn new(
        name: Token,
        folder: impl Into<PathBuf>,
        from: &str,
        to: &str,
    ) -> Result<Self, NotAnAddress> {
        let (from, to) = (address(from)?, address(to)?);
        Ok(Self { name, folder: folder.into(), from, to })
    }

    /// The mail. The same checkpoint is the same mail, and keeps its id if it is sent twice.
    fn mail(&self, handover: &Handover) -> String {
        let Handover { checkpoint, note, .. } = handover;
        let (origin, size) = (&checkpoint.origin, checkpoint.size);
        let root: String = checkpoint.root.to_string().chars().take(16).collect();
        let domain = self.from.rsplit('@').next().unwrap_or_default();
        let head = [
            format!("From: {}", self.from),
            format!("To: {}", self.to),
            format!("Subject: Checkpoint {size} of {origin}"),
            format!("Date: {}", checkpoint.at.to_utc().to_rfc2822()),
            format!("Message-ID: <checkpoint.{size}.{root}@{domain}>"),
            "Auto-Submitted: auto-generated".to_owned(),
            "MIME-Version: 1.0".to_owned(),
            "Content-Type: text/plain; charset=utf-8".to_owned(),
            "Content-Transfer-Encoding: 8bit".to_owned(),
        ];
        let mut mail = String::new();
        for line in head.iter().map(String::as_str).chain([""]).chain(note.lines()) {
            mail.push_str(line);
            mail.push_str("\r\n");
        }
        mail
    }
}

#[async_trait]
impl Witness for MailWitness {
    fn name(&self) -> &Token {
        &self.name
    }

    async fn held(&self) -> Result<Held, WitnessError> {
        Ok(Held::Unknown)
    }

    async fn hand(&self, handover: &Handover) -> Result<(), WitnessError> {
        let mail = self.mail(handover);
        let name = format!("checkpoint-{}.eml", handover.checkpoint.size);
        let unique = handover.unique.clone();
        let write = move |folder: PathBuf| whole::write(&folder, &name, &unique, mail.as_bytes());
        Ok(whole::apart(&self.folder, write).await??)
    }
}

fn address(text: &str) -> Result<String, NotAnAddress> {
    if is_mail_address(text) { Ok(text.to_owned()) } else { Err(NotAnAddress(text.to_owned())) }
}

#[cfg(test)]
mod tests {
    use eventlog::{At, Checkpoint, HashSuite, LogKey, Origin};

    use super::*;

    #[test]
    fn a_mail_says_the_log_the_size_and_the_note() {
        let origin = Origin::new("example.gov.cn/log").unwrap();
        let log = LogKey::from_seed(origin.clone(), &[1; 32]);
        let suite = HashSuite::Sha256;
        let at = At::from_micros(1_772_413_200_000_000).unwrap();
        let checkpoint = Checkpoint { origin, size: 7, root: suite.empty(), suite, at };
        let (note, key) = (log.sign(&checkpoint).unwrap(), log.verifier());
        let handover = Handover { checkpoint, note, key, unique: "1".to_owned() };
        let name = Token::new("archive").unwrap();
        let witness = MailWitness::new(name, "/any", "log@example.gov.cn", "a@b.cn").unwrap();
        let mail = witness.mail(&handover);
        let (head, body) = mail.split_once("\r\n\r\n").unwrap();
        assert_eq!(
            head.lines().take(5).collect::<Vec<_>>(),
            [
                "From: log@example.gov.cn",
                "To: a@b.cn",
                "Subject: Checkpoint 7 of example.gov.cn/log",
                "Date: Mon, 2 Mar 2026 01:00:00 +0000",
                "Message-ID: <checkpoint.7.e3b0c44298fc1c14@example.gov.cn>",
            ]
        );
        assert!(mail.lines().all(|line| line.len() < 998));
        // The note comes out of the mail as it went in.
        let kept = body.replace("\r\n", "\n");
        assert_eq!(kept, handover.note);
        assert_eq!(Checkpoint::open(&kept, &handover.key).unwrap().size, 7);
    }

    #[test]
    fn what_is_no_plain_address_is_refused() {
        let name = Token::new("archive").unwrap();
        let told = MailWitness::new(name, "/any", "log@example.gov.cn", "a@b\r\nBcc: c@d");
        assert_eq!(told.unwrap_err(), NotAnAddress("a@b\r\nBcc: c@d".to_owned()));
    }
}
