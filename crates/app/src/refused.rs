//! What people are told when an organisation, the tree or an account cannot become what was asked.

use anyhow::{Error, anyhow};
use law::Lang;
use records::organisation::FactError;
use records::person::{AccountError, DelegationError, Incompatible, LONGEST_LEAVE_DAYS};
use roster::What;

/// Something that cannot have happened to an organisation, in words.
pub fn fact(error: FactError, lang: Lang) -> Error {
    anyhow!(What::Fact(error).say(lang))
}

/// Something that an account cannot become, in words.
pub fn account(error: AccountError, lang: Lang) -> Error {
    anyhow!(account_words(error, lang))
}

fn account_words(error: AccountError, lang: Lang) -> String {
    let (zh, en) = match error {
        AccountError::Incompatible(Incompatible::ThreeAdministrators { held, wanted }) => (
            format!(
                "此人已是{}，不能再任{}：系统、安全、审计三员须由三个人分任",
                held.label(lang),
                wanted.label(lang)
            ),
            format!(
                "whoever is {} cannot be {} too: the three administrators are three people",
                held.label(lang),
                wanted.label(lang)
            ),
        ),
        AccountError::Incompatible(Incompatible::Auditor) => (
            "审计管理员不兼任其他角色".to_owned(),
            "an audit administrator holds no other role".to_owned(),
        ),
        AccountError::State(state) => (
            format!("账号现在是“{}”，不能这样做", state.label(lang)),
            format!("the account is {}, which does not allow it", state.label(lang)),
        ),
        AccountError::Delegation(error) => return delegation_words(error, lang),
        AccountError::AlreadyHeld => {
            ("此人在该机构已有这个角色".to_owned(), "they hold this role there already".to_owned())
        }
        AccountError::NoSuchRole => {
            ("此人在该机构没有这个角色".to_owned(), "they hold no such role there".to_owned())
        }
        AccountError::Login | AccountError::Name | AccountError::Days | AccountError::TooMany => {
            (What::Account(error).say(Lang::Zh), What::Account(error).say(Lang::En))
        }
    };
    lang.pick(zh, en)
}

/// Why somebody cannot stand in for another, in words.
fn delegation_words(error: DelegationError, lang: Lang) -> String {
    let (zh, en) = match error {
        DelegationError::Oneself => {
            ("委托人和代行人不能是同一人", "nobody stands in for themselves")
        }
        DelegationError::NotHeld => (
            "委托人在这些日子没有这个角色，或者账号没有启用",
            "whoever is stood in for does not hold that role on all of those days, or their account is not active",
        ),
        DelegationError::Days => {
            return lang.pick(
                format!("代行不早于今天开始，止不早于起，最长{LONGEST_LEAVE_DAYS}天"),
                format!(
                    "standing in begins today or later, ends no earlier than it begins, and lasts {LONGEST_LEAVE_DAYS} days at most"
                ),
            );
        }
        DelegationError::Administrator => (
            "系统、安全、审计三员不能委托代行，须另行任命",
            "the three administrators are not stood in for: somebody else is appointed",
        ),
        DelegationError::Incompatible(error) => {
            return account_words(AccountError::Incompatible(error), lang);
        }
        DelegationError::Reason => {
            ("理由须为1至200个字，不换行", "a reason of 1 to 200 characters in one line is needed")
        }
    };
    lang.pick(zh, en).to_owned()
}
