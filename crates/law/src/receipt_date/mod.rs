//! Receipt (收到申请之日): on which day a request counts as received, channel by channel.
//!
//! Registration in the ledger does not fix this day.

mod error;

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::deadline::{Deadline, StartedBy, in_working_days};
use crate::lang::Lang;
use crate::parameter::{Authority, NotInForce, Parameter, ParameterSummary, Remark, shipped};
use crate::working::{Step, StepKind, Working};

pub use error::ReceiptError;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    confirm_internet_within_working_days: Parameter<u32>,
}

static PARAMS: LazyLock<Params> = LazyLock::new(|| shipped(include_str!("params.toml")));

const COUNTED_FROM_SUBMISSION: Remark = Remark::new(
    "本系统约定：本机关自提交之日起算，对本机关更严",
    "our convention: the agency counts from submission, which is stricter for it",
);

/// The way a request came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Handed in, in writing (当面提交).
    InPerson,
    /// Spoken, because writing is truly hard; the office fills the form (第二十九条).
    OralInPerson,
    /// Registered mail the agency signs for (挂号信).
    RegisteredMail,
    /// Express mail the agency signs for (邮政特快专递).
    Ems,
    /// A letter nobody signs for, or one addressed to another unit or person inside the agency (平常信函).
    PlainLetter,
    /// The online form (互联网渠道).
    OnlineForm,
    /// Electronic mail.
    Email,
    /// Fax (传真).
    Fax,
    /// Passed on by another body; counts from its arrival at our office.
    TransferredIn,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 9] = [
        Self::InPerson,
        Self::OralInPerson,
        Self::RegisteredMail,
        Self::Ems,
        Self::PlainLetter,
        Self::OnlineForm,
        Self::Email,
        Self::Fax,
        Self::TransferredIn,
    ];

    /// Names the channel.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::InPerson => lang.pick("当面提交", "in person"),
            Self::OralInPerson => lang.pick("当面口头提出", "orally in person"),
            Self::RegisteredMail => lang.pick("挂号信", "registered mail"),
            Self::Ems => lang.pick("邮政特快专递", "express mail (EMS)"),
            Self::PlainLetter => lang.pick("平常信函", "plain letter"),
            Self::OnlineForm => lang.pick("网上申请", "online form"),
            Self::Email => lang.pick("电子邮件", "e-mail"),
            Self::Fax => lang.pick("传真", "fax"),
            Self::TransferredIn => lang.pick("其他机关转来", "transferred in"),
        }
    }

    /// Returns the name by which files and commands know the channel.
    pub fn name(self) -> &'static str {
        match self {
            Self::InPerson => "in-person",
            Self::OralInPerson => "oral-in-person",
            Self::RegisteredMail => "registered-mail",
            Self::Ems => "ems",
            Self::PlainLetter => "plain-letter",
            Self::OnlineForm => "online-form",
            Self::Email => "email",
            Self::Fax => "fax",
            Self::TransferredIn => "transferred-in",
        }
    }

    /// Returns the channel with a name; `_` may stand for `-`.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.replace('_', "-");
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// Lists the names of all channels.
    pub(crate) fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
    }

    /// Says whether the request counts as received only when it is confirmed.
    pub fn needs_confirmation(self) -> bool {
        match self.rule() {
            Rule::LetterConfirmation | Rule::InternetConfirmation => true,
            Rule::Submission | Rule::Signature => false,
        }
    }

    /// Says whether the request came by internet or fax, so that [`InternetReceipt`] decides.
    pub fn is_by_internet(self) -> bool {
        self.rule() == Rule::InternetConfirmation
    }

    fn rule(self) -> Rule {
        match self {
            Self::InPerson | Self::OralInPerson => Rule::Submission,
            Self::RegisteredMail | Self::Ems | Self::TransferredIn => Rule::Signature,
            Self::PlainLetter => Rule::LetterConfirmation,
            Self::OnlineForm | Self::Email | Self::Fax => Rule::InternetConfirmation,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    Submission,
    Signature,
    LetterConfirmation,
    InternetConfirmation,
}

impl Rule {
    fn cite(self) -> &'static str {
        match self {
            Self::Submission => "《政府信息公开条例》（国务院令第711号）第三十一条第（一）项",
            Self::Signature | Self::LetterConfirmation => {
                "《政府信息公开条例》（国务院令第711号）第三十一条第（二）项"
            }
            Self::InternetConfirmation => {
                "《政府信息公开条例》（国务院令第711号）第三十一条第（三）项"
            }
        }
    }
}

/// Which day counts for filings by internet and fax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InternetReceipt {
    /// The day both sides confirm, as the Regulation of 2019 says.
    #[default]
    OnConfirmation,
    /// The day of submission, stricter for the agency; an office may bind itself to it.
    OnSubmission,
}

/// The facts of a request's arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intake {
    /// The way it came in.
    pub channel: Channel,
    /// The day it was handed in, signed for, got by the disclosure office, or submitted.
    pub arrived_on: NaiveDate,
    /// The day the office and the applicant confirmed it, where they did.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub confirmed_on: Option<NaiveDate>,
}

/// The legal day of receipt with its ground.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Day zero of the reply period.
    pub received_on: NaiveDate,
    /// The article.
    pub authority: Authority,
    /// Why this day.
    pub working: Working,
}

/// Returns the day on which a request counts as received.
///
/// A holiday changes nothing: mail signed for on a holiday is received on that day.
///
/// # Authority
///
/// 《政府信息公开条例》第三十一条：「（一）申请人当面提交政府信息公开申请的，以提交之日为收到申请之日；
/// （二）申请人以邮寄方式提交政府信息公开申请的，以行政机关签收之日为收到申请之日；以平常信函等无需签收的邮寄方式提交政府信息公开申请的，
/// 政府信息公开工作机构应当于收到申请的当日与申请人确认，确认之日为收到申请之日；
/// （三）申请人通过互联网渠道或者政府信息公开工作机构的传真提交政府信息公开申请的，以双方确认之日为收到申请之日。」
///
/// # Errors
///
/// [`ReceiptError`] when a confirmation is missing, impossible or pointless, or before 2019-05-15.
pub fn receipt_date(intake: &Intake, setting: InternetReceipt) -> Result<Receipt, ReceiptError> {
    let Intake { channel, arrived_on, confirmed_on } = *intake;
    if let Some(confirmed_on) = confirmed_on.filter(|day| *day < arrived_on) {
        return Err(ReceiptError::ConfirmedBeforeArrival { arrived_on, confirmed_on });
    }
    if confirmed_on.is_some() && !channel.needs_confirmation() {
        return Err(ReceiptError::NothingToConfirm { channel });
    }
    let checked_on =
        PARAMS.confirm_internet_within_working_days.in_force_on(arrived_on)?.checked_on;
    let rule = channel.rule();
    let confirmed =
        || confirmed_on.ok_or(ReceiptError::AwaitingConfirmation { channel, arrived_on });
    let (received_on, zh, en, remark) = match (rule, setting) {
        (Rule::Submission, _) => (arrived_on, "提交之日", "the day it was handed in", None),
        (Rule::Signature, _) => (arrived_on, "签收之日", "the day the agency signed for it", None),
        (Rule::LetterConfirmation, _) => {
            (confirmed()?, "与申请人确认之日", "the day the applicant confirmed it", None)
        }
        (Rule::InternetConfirmation, InternetReceipt::OnConfirmation) => {
            (confirmed()?, "双方确认之日", "the day both sides confirmed it", None)
        }
        (Rule::InternetConfirmation, InternetReceipt::OnSubmission) => (
            arrived_on,
            "提交之日（本机关设定）",
            "the day it was submitted, as this agency has set",
            Some(COUNTED_FROM_SUBMISSION),
        ),
    };
    let authority = Authority { cite: rule.cite().to_owned(), checked_on, remark };
    let zh = format!(
        "{}为收到申请之日：{}，以{zh}为准",
        Lang::Zh.date(received_on),
        channel.label(Lang::Zh)
    );
    let en =
        format!("received on {}: {}, {en}", Lang::En.date(received_on), channel.label(Lang::En));
    let step = Step::new(StepKind::Start, zh, en).on(received_on).resting_on(&authority);
    Ok(Receipt { received_on, authority, working: Working::from_iter([step]) })
}

/// Returns the last day by which an internet filing should be confirmed before it is reported as late.
///
/// # Authority
///
/// 《政府信息公开条例》第三十一条第（三）项没有规定确认的期限；期限是本系统约定。
///
/// # Errors
///
/// [`NotInForce`] before 2019-05-15.
pub fn confirm_by(submitted_on: NaiveDate, calendar: &Calendar) -> Result<Deadline, NotInForce> {
    let period = PARAMS.confirm_internet_within_working_days.in_force_on(submitted_on)?;
    let started_by = StartedBy { zh: "网上提交申请", en: "request submitted online" };
    Ok(in_working_days(calendar, submitted_on, started_by, period))
}

/// Lists the figures of this rule.
pub fn parameters() -> Vec<ParameterSummary> {
    let confirm = &PARAMS.confirm_internet_within_working_days;
    vec![confirm.summary("receipt_date", "confirm_internet_within_working_days")]
}

#[cfg(test)]
mod tests;
