//! Why a mail did not go out, and whether another try may help.

use law::Lang;
use thiserror::Error;

/// How far a mail came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// It could not be written.
    Write,
    /// The server was not reached.
    Connect,
    /// The connection could not be encrypted.
    Encrypt,
    /// The server did not let us in.
    SignIn,
    /// The server did not take the mail.
    HandOver,
}

/// A mail that did not go out.
///
/// `Display` tells the step and the server's code: what a server says in words may quote the address. Its
/// words are for whoever tests the settings, see [`Failure::in_words`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}{}", step.name(), code.as_ref().map(|it| format!(" ({it})")).unwrap_or_default())]
pub struct Failure {
    /// How far it came.
    pub step: Step,
    /// What the server answered: its code, and the finer one (RFC 3463) where it gave one.
    pub code: Option<String>,
    /// Whether another try may go better.
    pub may_pass: bool,
    words: String,
}

impl Step {
    fn name(self) -> &'static str {
        match self {
            Self::Write => "the mail could not be written",
            Self::Connect => "the mail server was not reached",
            Self::Encrypt => "the connection to the mail server could not be encrypted",
            Self::SignIn => "the mail server did not let us in",
            Self::HandOver => "the mail server did not take the mail",
        }
    }

    /// What happened and what to look at.
    #[must_use]
    pub fn advice(self, lang: Lang) -> &'static str {
        match self {
            Self::Write => lang.pick(
                "邮件地址不能使用，请检查收件地址和 [mail] 的 from、reply_to",
                "an address cannot be used; look at the recipient and at from and reply_to under [mail]",
            ),
            Self::Connect => lang.pick(
                "连接不上邮件服务器，请检查 [mail] 的 server、port，以及网络和防火墙",
                "the mail server cannot be reached; look at server and port under [mail], the network and the firewall",
            ),
            Self::Encrypt => lang.pick(
                "无法建立加密连接：服务器不支持，或者证书不可信、与 server 不符。请检查 [mail] 的 security、server；证书由本单位签发的，写明 ca_file",
                "no encrypted connection: the server offers none, or its certificate is not trusted or is another server's; look at security and server under [mail], and name ca_file where your office issues certificates itself",
            ),
            Self::SignIn => lang.pick(
                "邮件服务器不接受用户名或者密码，请检查 [mail] 的 user 和 password_file",
                "the mail server does not accept user or password; look at user and password_file under [mail]",
            ),
            Self::HandOver => lang.pick(
                "邮件服务器拒收这封邮件，原因见服务器的答复；常见的是发件地址不属于登录的用户，或者收件地址不存在",
                "the mail server refused the mail for the reason it gives; often the sender is not the user's own address, or the recipient does not exist",
            ),
        }
    }
}

impl Failure {
    /// Something that did not come from a server.
    pub(crate) fn new(step: Step, words: String) -> Self {
        Self { step, code: None, may_pass: step != Step::Write, words }
    }

    /// What a server or the way to it came to.
    pub(crate) fn of(step: Step, error: &lettre::transport::smtp::Error) -> Self {
        let words = chain(error);
        let code = error.status().map(|it| match finer(&words) {
            Some(finer) => format!("{it} {finer}"),
            None => it.to_string(),
        });
        // A password that is refused today is put right tomorrow, and the mail waits for it.
        let may_pass = step != Step::HandOver || !error.is_permanent();
        Self { step, code, may_pass, words }
    }

    /// It took too long.
    pub(crate) fn too_long(step: Step) -> Self {
        Self::new(step, "it took too long".to_owned())
    }

    /// What happened, for whoever tests the settings and typed the address themselves.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        let (advice, words) = (self.step.advice(lang), &self.words);
        lang.pick(format!("{advice}。原因：{words}"), format!("{advice}. The reason: {words}"))
    }
}

/// An error with its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |it| it.source());
    causes.fold(error.to_string(), |told, cause| {
        let cause = cause.to_string();
        if told.contains(&cause) { told } else { format!("{told}: {cause}") }
    })
}

/// The finer code in what a server said, such as `5.1.1`.
fn finer(words: &str) -> Option<&str> {
    words.split(|it: char| it.is_whitespace()).find(|word| {
        let parts: Vec<&str> = word.split('.').collect();
        let is_number =
            |it: &&str| (1..=3).contains(&it.len()) && it.bytes().all(|byte| byte.is_ascii_digit());
        parts.len() == 3
            && parts.iter().all(is_number)
            && matches!(parts.first(), Some(&"4" | &"5"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_finer_code_is_found_and_no_address_is() {
        assert_eq!(finer("permanent error (550): 5.1.1 <a@10.0.0.1>: no"), Some("5.1.1"));
        assert_eq!(finer("550 no such user a@b.cn, see 10.0.0"), None);
        assert_eq!(finer("5.1.1.1 5..1 5.1"), None);
    }
}
