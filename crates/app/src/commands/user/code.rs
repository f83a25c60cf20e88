//! One-time codes: whoever has one sets a password with it, once.

use anyhow::{Result, anyhow};
use eventlog::At;
use law::Lang;
use records::person::AccountId;
use serde_json::json;
use signin::secret::OneTimeToken;
use store::{Purpose, Source, Work};
use zeroize::Zeroizing;

use crate::clock;
use crate::installation::Installation;
use crate::told::told;

/// How long a code may be used (our convention): seven days, in microseconds.
const GOOD_MICROS: i64 = 7 * 24 * 60 * 60 * 1_000_000;

/// A code that is not handed over yet.
#[derive(Debug)]
pub struct Code {
    token: OneTimeToken,
    until: At,
}

/// Makes a new code for an account, in place of an earlier one. The store keeps its hash only.
pub async fn put(work: &Work, account: AccountId, purpose: Purpose, lang: Lang) -> Result<Code> {
    let edge = work.store().edge();
    let token = OneTimeToken::new(signin::secret::Purpose::Invitation, edge.bytes());
    let until = At::from_micros(edge.now().micros().saturating_add(GOOD_MICROS));
    let until = until.map_err(|error| anyhow!("{error}"))?;
    let put = work.invitations().put(&token.hash().into(), account, purpose, until).await;
    put.map_err(|error| told(&error, lang))?;
    Ok(Code { token, until })
}

impl Code {
    /// The text, for its holder.
    pub fn text(&self) -> Zeroizing<String> {
        self.token.text()
    }

    /// Prints the code, until when it is good, and where it is used.
    pub fn print(
        &self,
        login: &str,
        installation: &Installation,
        json: bool,
        lang: Lang,
    ) -> Result<()> {
        let origin = installation.config.web.origin.as_deref();
        let page = origin.map(|it| format!("{}/welcome", it.trim_end_matches('/')));
        let (code, until) = (self.text(), clock::in_shanghai(self.until));
        if json {
            let told = json!({ "login": login, "code": *code, "until": self.until, "page": page });
            say!("{}", serde_json::to_string_pretty(&told)?);
            return Ok(());
        }
        let page = page.map_or_else(
            || lang.pick("网站的 /welcome 页面", "the page /welcome of the site").to_owned(),
            // In Chinese an address stands between spaces, a word does not.
            |it| lang.pick(format!(" {it} "), it),
        );
        say!("{}{login}", lang.pick("登录名：", "Login: "));
        say!("{}{}", lang.pick("一次性代码：", "One-time code: "), *code);
        say!(
            "{}",
            lang.pick(
                format!("请本人在{until}以前打开{page}，填写代码，设置密码。只显示这一次"),
                format!("Before {until} they open {page}, enter the code and set a password. It is shown this once"),
            )
        );
        Ok(())
    }
}
