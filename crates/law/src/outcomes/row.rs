//! The rows of the third table of the annual report, as outcomes name them.

use serde::{Deserialize, Serialize};

/// A row of the table on requests (三、收到和处理政府信息公开申请情况).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportRow {
    /// 一、本年新收政府信息公开申请数量
    NewlyReceived,
    /// 二、上年结转政府信息公开申请数量
    CarriedIn,
    /// （一）予以公开
    Granted,
    /// （二）部分公开（区分处理的，只计这一情形，不计其他情形）
    Partial,
    /// 1.属于国家秘密
    StateSecret,
    /// 2.其他法律行政法规禁止公开
    ProhibitedByLaw,
    /// 3.危及“三安全一稳定”
    SecurityAndStability,
    /// 4.保护第三方合法权益
    ThirdPartyRights,
    /// 5.属于三类内部事务信息
    InternalAffairs,
    /// 6.属于四类过程性信息
    Deliberative,
    /// 7.属于行政执法案卷
    EnforcementFile,
    /// 8.属于行政查询事项
    SpecialQueryRegime,
    /// 1.本机关不掌握相关政府信息
    NotHeld,
    /// 2.没有现成信息需要另行制作
    NeedsCreation,
    /// 3.补正后申请内容仍不明确
    StillUnclear,
    /// 1.信访举报投诉类申请
    PetitionComplaint,
    /// 2.重复申请
    Duplicate,
    /// 3.要求提供公开出版物
    Publication,
    /// 4.无正当理由大量反复申请
    Abusive,
    /// 5.要求行政机关确认或重新出具已获取信息
    Reconfirm,
    /// 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请
    ClarificationLapsed,
    /// 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请
    FeeLapsed,
    /// 3.其他
    Other,
    /// （七）总计
    Total,
    /// 四、结转下年度继续办理
    CarriedOut,
}

impl ReportRow {
    /// Every row, from top to bottom.
    pub const ALL: [Self; 25] = [
        Self::NewlyReceived,
        Self::CarriedIn,
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
        Self::NotHeld,
        Self::NeedsCreation,
        Self::StillUnclear,
        Self::PetitionComplaint,
        Self::Duplicate,
        Self::Publication,
        Self::Abusive,
        Self::Reconfirm,
        Self::ClarificationLapsed,
        Self::FeeLapsed,
        Self::Other,
        Self::Total,
        Self::CarriedOut,
    ];

    /// Returns the short id of the row in the report form.
    pub fn id(self) -> &'static str {
        match self {
            Self::NewlyReceived => "r1",
            Self::CarriedIn => "r2",
            Self::Granted => "r31",
            Self::Partial => "r32",
            Self::StateSecret => "r331",
            Self::ProhibitedByLaw => "r332",
            Self::SecurityAndStability => "r333",
            Self::ThirdPartyRights => "r334",
            Self::InternalAffairs => "r335",
            Self::Deliberative => "r336",
            Self::EnforcementFile => "r337",
            Self::SpecialQueryRegime => "r338",
            Self::NotHeld => "r341",
            Self::NeedsCreation => "r342",
            Self::StillUnclear => "r343",
            Self::PetitionComplaint => "r351",
            Self::Duplicate => "r352",
            Self::Publication => "r353",
            Self::Abusive => "r354",
            Self::Reconfirm => "r355",
            Self::ClarificationLapsed => "r361",
            Self::FeeLapsed => "r362",
            Self::Other => "r363",
            Self::Total => "r37",
            Self::CarriedOut => "r4",
        }
    }

    /// Returns the label of the row as the form prints it.
    pub fn label(self) -> &'static str {
        match self {
            Self::NewlyReceived => "一、本年新收政府信息公开申请数量",
            Self::CarriedIn => "二、上年结转政府信息公开申请数量",
            Self::Granted => "（一）予以公开",
            Self::Partial => "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            Self::StateSecret => "1.属于国家秘密",
            Self::ProhibitedByLaw => "2.其他法律行政法规禁止公开",
            Self::SecurityAndStability => "3.危及“三安全一稳定”",
            Self::ThirdPartyRights => "4.保护第三方合法权益",
            Self::InternalAffairs => "5.属于三类内部事务信息",
            Self::Deliberative => "6.属于四类过程性信息",
            Self::EnforcementFile => "7.属于行政执法案卷",
            Self::SpecialQueryRegime => "8.属于行政查询事项",
            Self::NotHeld => "1.本机关不掌握相关政府信息",
            Self::NeedsCreation => "2.没有现成信息需要另行制作",
            Self::StillUnclear => "3.补正后申请内容仍不明确",
            Self::PetitionComplaint => "1.信访举报投诉类申请",
            Self::Duplicate => "2.重复申请",
            Self::Publication => "3.要求提供公开出版物",
            Self::Abusive => "4.无正当理由大量反复申请",
            Self::Reconfirm => "5.要求行政机关确认或重新出具已获取信息",
            Self::ClarificationLapsed => {
                "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
            }
            Self::FeeLapsed => {
                "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
            }
            Self::Other => "3.其他",
            Self::Total => "（七）总计",
            Self::CarriedOut => "四、结转下年度继续办理",
        }
    }
}
