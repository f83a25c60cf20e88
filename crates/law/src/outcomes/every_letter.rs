//! What every decision letter must contain, whatever it decides.

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// Something every decision letter must contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EveryLetterElement {
    /// Title 政府信息公开申请答复书 or 告知书, and the document number.
    TitleAndNumber,
    /// The applicant's name.
    ApplicantName,
    /// The day of receipt and the channel.
    ReceiptAndChannel,
    /// What was asked, quoted or faithfully summarised.
    WhatWasAsked,
    /// Clarification, consultation and extension with their dates.
    HistoryWithDates,
    /// The facts found.
    FactsFound,
    /// The legal basis to paragraph and item.
    LegalBasis,
    /// The reasons, about this information and not a restatement of the article.
    Reasons,
    /// The decision.
    Decision,
    /// The form of delivery and the list of attachments.
    DeliveryAndAttachments,
    /// The remedies.
    Remedies,
    /// The agency's name, its seal and the date.
    AgencySealAndDate,
}

impl EveryLetterElement {
    /// Every element, in the order of the letter.
    pub const ALL: [Self; 12] = [
        Self::TitleAndNumber,
        Self::ApplicantName,
        Self::ReceiptAndChannel,
        Self::WhatWasAsked,
        Self::HistoryWithDates,
        Self::FactsFound,
        Self::LegalBasis,
        Self::Reasons,
        Self::Decision,
        Self::DeliveryAndAttachments,
        Self::Remedies,
        Self::AgencySealAndDate,
    ];

    /// Says what the letter must contain.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::TitleAndNumber => lang.pick(
                "标题（政府信息公开申请答复书或者告知书）和文号",
                "title (政府信息公开申请答复书 or 告知书) and document number",
            ),
            Self::ApplicantName => lang.pick("申请人姓名或者名称", "the applicant's name"),
            Self::ReceiptAndChannel => {
                lang.pick("收到申请之日和申请渠道", "the day of receipt and the channel")
            }
            Self::WhatWasAsked => lang.pick(
                "申请内容（引述或者如实概括）",
                "what was asked, quoted or faithfully summarised",
            ),
            Self::HistoryWithDates => lang.pick(
                "补正、征求意见、延期的经过和日期",
                "clarification, consultation and extension with their dates",
            ),
            Self::FactsFound => lang.pick("查明的事实", "the facts found"),
            Self::LegalBasis => {
                lang.pick("法律依据（具体到款、项）", "the legal basis to paragraph and item")
            }
            Self::Reasons => lang.pick(
                "理由（针对该信息，不得只复述条文）",
                "the reasons, about this information and not a restatement of the article",
            ),
            Self::Decision => lang.pick("决定", "the decision"),
            Self::DeliveryAndAttachments => {
                lang.pick("提供方式和附件清单", "the form of delivery and the list of attachments")
            }
            Self::Remedies => lang.pick("救济途径和期限", "the remedies and their time limits"),
            Self::AgencySealAndDate => lang.pick(
                "行政机关名称、印章（电子印章）和日期",
                "the agency's name, its seal (or electronic seal) and the date",
            ),
        }
    }
}
