//! What a letter is and must contain, besides what `every_letter` lists for all of them.

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// The kind of letter that carries a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// 告知获取方式、途径
    WayToObtain,
    /// 予以公开
    Disclosure,
    /// 部分公开
    PartialDisclosure,
    /// 不予公开
    Withholding,
    /// 告知依特别规定办理
    SpecialRegime,
    /// 信息不存在
    NotExisting,
    /// 非本机关负责公开
    NotResponsible,
    /// 需加工分析
    NeedsCreation,
    /// 补正后仍不明确
    StillUnclear,
    /// 不予处理
    NotProcessed,
    /// 不予重复处理
    NotRepeated,
    /// 视为放弃（结案）
    Closing,
    /// 告知
    Notice,
}

impl LetterKind {
    /// Names the kind as registers write it.
    pub fn label(self) -> &'static str {
        match self {
            Self::WayToObtain => "告知获取方式、途径",
            Self::Disclosure => "予以公开",
            Self::PartialDisclosure => "部分公开",
            Self::Withholding => "不予公开",
            Self::SpecialRegime => "告知依特别规定办理",
            Self::NotExisting => "信息不存在",
            Self::NotResponsible => "非本机关负责公开",
            Self::NeedsCreation => "需加工分析",
            Self::StillUnclear => "补正后仍不明确",
            Self::NotProcessed => "不予处理",
            Self::NotRepeated => "不予重复处理",
            Self::Closing => "视为放弃（结案）",
            Self::Notice => "告知",
        }
    }
}

/// Something a decision letter must contain for its outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterElement {
    /// Exact link, shelf or issue; not merely the name of the website.
    WhereToFind,
    /// The information, or way, route and time.
    InformationOrRoute,
    /// What is given.
    WhatIsGiven,
    /// Ground and reason for each withheld part.
    GroundPerWithheldPart,
    /// Which ground applies and why to this information.
    ExemptionReasons,
    /// Secrecy level and basis as far as permissible.
    SecrecyLevelAndBasis,
    /// That the third party was consulted and with what result.
    ConsultationResult,
    /// How the search was done.
    SearchRecord,
    /// Reason, and name and contact of the responsible body.
    ResponsibleBody,
    /// Why no ready information exists.
    WhyNotReady,
    /// What is still unclear after the clarification.
    WhatIsUnclear,
    /// The special law and where to go.
    SpecialLawAndWhere,
    /// Date and number of the earlier reply.
    EarlierReply,
    /// Why it is not a disclosure request, and the proper channel.
    WhyNotDisclosureRequest,
    /// The numbers, the reasons given, why they are not reasonable.
    NumbersAndReasons,
    /// Day of the notice, period, and that no answer came.
    NoticeAndSilence,
    /// The written withdrawal or its record.
    RecordOfWithdrawal,
    /// Why it is not government information.
    WhyNotGovernmentInformation,
}

impl LetterElement {
    /// Says what the letter must contain.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::WhereToFind => lang.pick(
                "具体链接、架位或者期号",
                "exact link, shelf or issue; not merely the name of the website",
            ),
            Self::InformationOrRoute => lang.pick(
                "信息本身，或者提供方式、途径和时间",
                "the information, or way, route and time",
            ),
            Self::WhatIsGiven => lang.pick("公开的内容", "what is given"),
            Self::GroundPerWithheldPart => {
                lang.pick("每一不公开部分的依据和理由", "ground and reason for each withheld part")
            }
            Self::ExemptionReasons => lang.pick(
                "所适用的情形和针对该信息的理由",
                "which ground applies and why to this information",
            ),
            Self::SecrecyLevelAndBasis => lang.pick(
                "密级和定密依据（在允许范围内）",
                "secrecy level and basis as far as permissible",
            ),
            Self::ConsultationResult => lang.pick(
                "征求第三方意见的经过和结果",
                "that the third party was consulted and with what result",
            ),
            Self::SearchRecord => lang.pick("检索的经过", "how the search was done"),
            Self::ResponsibleBody => lang.pick(
                "理由以及负责机关的名称、联系方式",
                "reason, and name and contact of the responsible body",
            ),
            Self::WhyNotReady => lang.pick("没有现成信息的原因", "why no ready information exists"),
            Self::WhatIsUnclear => {
                lang.pick("补正后仍不明确之处", "what is still unclear after the clarification")
            }
            Self::SpecialLawAndWhere => {
                lang.pick("所依据的特别规定和办理去向", "the special law and where to go")
            }
            Self::EarlierReply => {
                lang.pick("此前答复的日期和文号", "date and number of the earlier reply")
            }
            Self::WhyNotDisclosureRequest => lang.pick(
                "不作为政府信息公开申请的原因和相应渠道",
                "why it is not a disclosure request, and the proper channel",
            ),
            Self::NumbersAndReasons => lang.pick(
                "申请数量、申请人说明的理由和不合理之处",
                "the numbers, the reasons given, why they are not reasonable",
            ),
            Self::NoticeAndSilence => lang.pick(
                "通知日期、期限和逾期未回应的事实",
                "day of the notice, period, and that no answer came",
            ),
            Self::RecordOfWithdrawal => {
                lang.pick("撤回的书面材料或者记录", "the written withdrawal or its record")
            }
            Self::WhyNotGovernmentInformation => {
                lang.pick("不属于政府信息的理由", "why it is not government information")
            }
        }
    }
}
