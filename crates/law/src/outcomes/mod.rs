//! Outcomes (处理结果): how a request can end, and what follows from each ending for letter, report and remedies.
//!
//! A user chooses an outcome; the row of the annual report is derived and never typed.

mod every_letter;
mod letter;
mod row;

use serde::{Deserialize, Serialize};

pub use every_letter::EveryLetterElement;
pub use letter::{LetterElement, LetterKind};
pub use row::ReportRow;

use crate::lang::Lang;
use crate::parameter::Remark;
use crate::remedies::RemedyClass;

/// How a request ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Outcome {
    /// Already public (已主动公开, 《政府信息公开条例》第三十六条第（一）项).
    AlreadyPublic,
    /// Granted (予以公开, 《政府信息公开条例》第三十六条第（二）项).
    Granted,
    /// Partial disclosure (部分公开, 《政府信息公开条例》第三十七条).
    Partial,
    /// State secret (国家秘密, 《政府信息公开条例》第十四条).
    StateSecret,
    /// Prohibited by law (法律、行政法规禁止公开, 《政府信息公开条例》第十四条).
    ProhibitedByLaw,
    /// Security and stability (危及三安全一稳定, 《政府信息公开条例》第十四条).
    SecurityAndStability,
    /// Third-party rights (保护第三方合法权益, 《政府信息公开条例》第十五条、第三十二条).
    ThirdPartyRights,
    /// Internal affairs (内部事务信息, 《政府信息公开条例》第十六条第一款).
    InternalAffairs,
    /// Deliberative (过程性信息, 《政府信息公开条例》第十六条第二款).
    Deliberative,
    /// Enforcement file (行政执法案卷信息, 《政府信息公开条例》第十六条第二款).
    EnforcementFile,
    /// Special query regime (行政查询事项, 《政府信息公开条例》第三十六条第（七）项).
    SpecialQueryRegime,
    /// Does not exist (信息不存在, 《政府信息公开条例》第三十六条第（四）项).
    NotExist,
    /// Another body is responsible (不属于本机关负责公开, 《政府信息公开条例》第三十六条第（五）项、第十条).
    NotResponsible,
    /// Would have to be created (需要加工、分析, 《政府信息公开条例》第三十八条).
    NeedsCreation,
    /// Still unclear (补正后仍不明确, 《政府信息公开条例》第三十条).
    StillUnclear,
    /// Petition, complaint or report (信访、投诉、举报, 《政府信息公开条例》第三十九条第一款).
    PetitionComplaint,
    /// Duplicate (重复申请, 《政府信息公开条例》第三十六条第（六）项).
    Duplicate,
    /// Publication (公开出版物, 《政府信息公开条例》第三十九条第二款).
    Publication,
    /// Abusive volume or frequency (无正当理由大量反复申请, 《政府信息公开条例》第三十五条).
    Abusive,
    /// Asks to confirm or reissue (要求确认或者重新出具, 《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）).
    Reconfirm,
    /// Not clarified in time (逾期不补正, 《政府信息公开条例》第三十条).
    ClarificationLapsed,
    /// Fee not paid in time (逾期不缴费, 《政府信息公开条例》第四十二条、《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）).
    FeeLapsed,
    /// Withdrawn (申请人撤回).
    Withdrawn,
    /// Not government information (不属于政府信息, 《政府信息公开条例》第二条).
    NotGovernmentInformation,
    /// Archives regime (依档案规定办理, 《中华人民共和国档案法》第十五条).
    ArchivesRegime,
    /// Merged with another request (合并办理).
    Merged,
    /// Other (其他).
    Other,
}

impl Outcome {
    /// Every outcome, in the order of the annual report.
    pub const ALL: [Self; 27] = [
        Self::AlreadyPublic,
        Self::Granted,
        Self::Partial,
        Self::StateSecret,
        Self::ProhibitedByLaw,
        Self::SecurityAndStability,
        Self::ThirdPartyRights,
        Self::InternalAffairs,
        Self::Deliberative,
        Self::EnforcementFile,
        Self::SpecialQueryRegime,
        Self::NotExist,
        Self::NotResponsible,
        Self::NeedsCreation,
        Self::StillUnclear,
        Self::PetitionComplaint,
        Self::Duplicate,
        Self::Publication,
        Self::Abusive,
        Self::Reconfirm,
        Self::ClarificationLapsed,
        Self::FeeLapsed,
        Self::Withdrawn,
        Self::NotGovernmentInformation,
        Self::ArchivesRegime,
        Self::Merged,
        Self::Other,
    ];

    /// Names the outcome.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::AlreadyPublic => lang.pick("已主动公开", "already public"),
            Self::Granted => lang.pick("予以公开", "granted"),
            Self::Partial => lang.pick("部分公开", "partial disclosure"),
            Self::StateSecret => lang.pick("国家秘密", "state secret"),
            Self::ProhibitedByLaw => lang.pick("法律、行政法规禁止公开", "prohibited by law"),
            Self::SecurityAndStability => lang.pick("危及三安全一稳定", "security and stability"),
            Self::ThirdPartyRights => lang.pick("保护第三方合法权益", "third-party rights"),
            Self::InternalAffairs => lang.pick("内部事务信息", "internal affairs"),
            Self::Deliberative => lang.pick("过程性信息", "deliberative"),
            Self::EnforcementFile => lang.pick("行政执法案卷信息", "enforcement file"),
            Self::SpecialQueryRegime => lang.pick("行政查询事项", "special query regime"),
            Self::NotExist => lang.pick("信息不存在", "does not exist"),
            Self::NotResponsible => {
                lang.pick("不属于本机关负责公开", "another body is responsible")
            }
            Self::NeedsCreation => lang.pick("需要加工、分析", "would have to be created"),
            Self::StillUnclear => lang.pick("补正后仍不明确", "still unclear"),
            Self::PetitionComplaint => {
                lang.pick("信访、投诉、举报", "petition, complaint or report")
            }
            Self::Duplicate => lang.pick("重复申请", "duplicate"),
            Self::Publication => lang.pick("公开出版物", "publication"),
            Self::Abusive => lang.pick("无正当理由大量反复申请", "abusive volume or frequency"),
            Self::Reconfirm => lang.pick("要求确认或者重新出具", "asks to confirm or reissue"),
            Self::ClarificationLapsed => lang.pick("逾期不补正", "not clarified in time"),
            Self::FeeLapsed => lang.pick("逾期不缴费", "fee not paid in time"),
            Self::Withdrawn => lang.pick("申请人撤回", "withdrawn"),
            Self::NotGovernmentInformation => {
                lang.pick("不属于政府信息", "not government information")
            }
            Self::ArchivesRegime => lang.pick("依档案规定办理", "archives regime"),
            Self::Merged => lang.pick("合并办理", "merged with another request"),
            Self::Other => lang.pick("其他", "other"),
        }
    }

    /// Returns the legal ground, in Chinese; `None` where no article provides for the ending.
    pub fn ground(self) -> Option<&'static str> {
        match self {
            Self::AlreadyPublic => Some("《政府信息公开条例》第三十六条第（一）项"),
            Self::Granted => Some("《政府信息公开条例》第三十六条第（二）项"),
            Self::Partial => Some("《政府信息公开条例》第三十七条"),
            Self::StateSecret | Self::ProhibitedByLaw | Self::SecurityAndStability => {
                Some("《政府信息公开条例》第十四条")
            }
            Self::ThirdPartyRights => Some("《政府信息公开条例》第十五条、第三十二条"),
            Self::InternalAffairs => Some("《政府信息公开条例》第十六条第一款"),
            Self::Deliberative | Self::EnforcementFile => {
                Some("《政府信息公开条例》第十六条第二款")
            }
            Self::SpecialQueryRegime => Some("《政府信息公开条例》第三十六条第（七）项"),
            Self::NotExist => Some("《政府信息公开条例》第三十六条第（四）项"),
            Self::NotResponsible => Some("《政府信息公开条例》第三十六条第（五）项、第十条"),
            Self::NeedsCreation => Some("《政府信息公开条例》第三十八条"),
            Self::StillUnclear | Self::ClarificationLapsed => Some("《政府信息公开条例》第三十条"),
            Self::PetitionComplaint => Some("《政府信息公开条例》第三十九条第一款"),
            Self::Duplicate => Some("《政府信息公开条例》第三十六条第（六）项"),
            Self::Publication => Some("《政府信息公开条例》第三十九条第二款"),
            Self::Abusive => Some("《政府信息公开条例》第三十五条"),
            Self::Reconfirm => Some("《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）"),
            Self::FeeLapsed => Some(
                "《政府信息公开条例》第四十二条、《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
            ),
            Self::Withdrawn | Self::Merged | Self::Other => None,
            Self::NotGovernmentInformation => Some("《政府信息公开条例》第二条"),
            Self::ArchivesRegime => Some("《中华人民共和国档案法》第十五条"),
        }
    }

    /// Returns the kind of letter that carries the decision.
    pub fn letter(self) -> LetterKind {
        match self {
            Self::AlreadyPublic | Self::Publication => LetterKind::WayToObtain,
            Self::Granted => LetterKind::Disclosure,
            Self::Partial => LetterKind::PartialDisclosure,
            Self::StateSecret
            | Self::ProhibitedByLaw
            | Self::SecurityAndStability
            | Self::ThirdPartyRights
            | Self::InternalAffairs
            | Self::Deliberative
            | Self::EnforcementFile => LetterKind::Withholding,
            Self::SpecialQueryRegime => LetterKind::SpecialRegime,
            Self::NotExist => LetterKind::NotExisting,
            Self::NotResponsible => LetterKind::NotResponsible,
            Self::NeedsCreation => LetterKind::NeedsCreation,
            Self::StillUnclear => LetterKind::StillUnclear,
            Self::PetitionComplaint | Self::Abusive | Self::Reconfirm => LetterKind::NotProcessed,
            Self::Duplicate => LetterKind::NotRepeated,
            Self::ClarificationLapsed | Self::FeeLapsed => LetterKind::Closing,
            Self::Withdrawn
            | Self::NotGovernmentInformation
            | Self::ArchivesRegime
            | Self::Merged
            | Self::Other => LetterKind::Notice,
        }
    }

    /// Returns the row of the annual report in which the request is counted.
    pub fn row(self) -> ReportRow {
        match self {
            Self::AlreadyPublic | Self::Granted => ReportRow::Granted,
            Self::Partial => ReportRow::Partial,
            Self::StateSecret => ReportRow::StateSecret,
            Self::ProhibitedByLaw => ReportRow::ProhibitedByLaw,
            Self::SecurityAndStability => ReportRow::SecurityAndStability,
            Self::ThirdPartyRights => ReportRow::ThirdPartyRights,
            Self::InternalAffairs => ReportRow::InternalAffairs,
            Self::Deliberative => ReportRow::Deliberative,
            Self::EnforcementFile => ReportRow::EnforcementFile,
            Self::SpecialQueryRegime => ReportRow::SpecialQueryRegime,
            Self::NotExist | Self::NotResponsible => ReportRow::NotHeld,
            Self::NeedsCreation => ReportRow::NeedsCreation,
            Self::StillUnclear => ReportRow::StillUnclear,
            Self::PetitionComplaint => ReportRow::PetitionComplaint,
            Self::Duplicate => ReportRow::Duplicate,
            Self::Publication => ReportRow::Publication,
            Self::Abusive => ReportRow::Abusive,
            Self::Reconfirm => ReportRow::Reconfirm,
            Self::ClarificationLapsed => ReportRow::ClarificationLapsed,
            Self::FeeLapsed => ReportRow::FeeLapsed,
            Self::Withdrawn
            | Self::NotGovernmentInformation
            | Self::ArchivesRegime
            | Self::Merged
            | Self::Other => ReportRow::Other,
        }
    }

    /// Returns which remedies are open against the decision.
    ///
    /// # Authority
    ///
    /// 《行政复议法》（2023年修订）第二十三条第一款第（四）项，法释〔2025〕8号第一条：复议前置只及于依第十四条、第十五条、第十六条不予公开的；
    /// 行政查询事项依第三十六条第（七）项，不在其内。
    pub fn remedy_class(self) -> RemedyClass {
        match self {
            Self::AlreadyPublic | Self::Granted => RemedyClass::Granted,
            Self::Partial
            | Self::StateSecret
            | Self::ProhibitedByLaw
            | Self::SecurityAndStability
            | Self::ThirdPartyRights
            | Self::InternalAffairs
            | Self::Deliberative
            | Self::EnforcementFile => RemedyClass::WithheldByExemption,
            Self::SpecialQueryRegime
            | Self::NotExist
            | Self::NotResponsible
            | Self::NeedsCreation
            | Self::StillUnclear
            | Self::PetitionComplaint
            | Self::Duplicate
            | Self::Publication
            | Self::Abusive
            | Self::Reconfirm
            | Self::ClarificationLapsed
            | Self::FeeLapsed
            | Self::Withdrawn
            | Self::NotGovernmentInformation
            | Self::ArchivesRegime
            | Self::Merged
            | Self::Other => RemedyClass::OtherRefusal,
        }
    }

    /// Returns what the letter must contain besides what every letter contains ([`EveryLetterElement::ALL`]).
    pub fn letter_elements(self) -> &'static [LetterElement] {
        use LetterElement as E;
        match self {
            Self::AlreadyPublic | Self::Publication => &[E::WhereToFind],
            Self::Granted => &[E::InformationOrRoute],
            Self::Partial => &[E::WhatIsGiven, E::GroundPerWithheldPart],
            Self::StateSecret => &[E::ExemptionReasons, E::SecrecyLevelAndBasis],
            Self::ProhibitedByLaw
            | Self::SecurityAndStability
            | Self::InternalAffairs
            | Self::Deliberative
            | Self::EnforcementFile
            | Self::Other => &[E::ExemptionReasons],
            Self::ThirdPartyRights => &[E::ExemptionReasons, E::ConsultationResult],
            Self::SpecialQueryRegime | Self::ArchivesRegime => &[E::SpecialLawAndWhere],
            Self::NotExist => &[E::SearchRecord],
            Self::NotResponsible => &[E::ResponsibleBody],
            Self::NeedsCreation => &[E::WhyNotReady],
            Self::StillUnclear => &[E::WhatIsUnclear],
            Self::PetitionComplaint => &[E::WhyNotDisclosureRequest],
            Self::Duplicate | Self::Reconfirm | Self::Merged => &[E::EarlierReply],
            Self::Abusive => &[E::NumbersAndReasons],
            Self::ClarificationLapsed | Self::FeeLapsed => &[E::NoticeAndSilence],
            Self::Withdrawn => &[E::RecordOfWithdrawal],
            Self::NotGovernmentInformation => &[E::WhyNotGovernmentInformation],
        }
    }

    /// Returns what is remembered only, or chosen by us, about this outcome.
    pub fn remark(self) -> Option<Remark> {
        match self {
            Self::AlreadyPublic | Self::NotGovernmentInformation => {
                Some(Remark::new("凭记忆录入，待核对：所计的行", "from memory, verify: the row"))
            }
            Self::Granted
            | Self::StateSecret
            | Self::ProhibitedByLaw
            | Self::SecurityAndStability
            | Self::ThirdPartyRights
            | Self::InternalAffairs
            | Self::Deliberative
            | Self::EnforcementFile
            | Self::SpecialQueryRegime
            | Self::NotExist
            | Self::NotResponsible
            | Self::NeedsCreation
            | Self::StillUnclear
            | Self::PetitionComplaint
            | Self::Duplicate
            | Self::Publication
            | Self::Abusive
            | Self::ClarificationLapsed
            | Self::FeeLapsed
            | Self::Other => None,
            Self::Partial => Some(Remark::new(
                "不予公开的部分须先申请行政复议",
                "reconsideration comes first for the withheld part",
            )),
            Self::Reconfirm => Some(Remark::new(
                "本系统约定：告知书的内容",
                "our convention: the elements of the letter",
            )),
            Self::Withdrawn => Some(Remark::new(
                "本系统约定：撤回的确认书按结案告知救济途径",
                "our convention: a withdrawal is confirmed with the remedies of a closing",
            )),
            Self::ArchivesRegime => {
                Some(Remark::new("本系统约定：所计的行", "our convention: the row"))
            }
            Self::Merged => Some(Remark::new(
                "本系统约定；请与政府信息公开工作主管部门确认",
                "our convention; confirm with the authority in charge of disclosure",
            )),
        }
    }
}

#[cfg(test)]
mod tests;
