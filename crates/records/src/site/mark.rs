//! The marks that a site of an agency shows at its foot.

use law::Lang;
use serde::{Deserialize, Serialize};

use super::SiteError;
use super::address::is_https;

/// The longest mark, in characters.
const LONGEST: usize = 200;

/// The digits of a 网站标识码.
const DIGITS_OF_A_SITE_CODE: usize = 10;

/// Where the register of ICP filings answers.
const ICP_REGISTER: &str = "https://beian.miit.gov.cn/";

/// Where the register of the police answers, up to the number.
const POLICE_REGISTER: &str = "https://beian.mps.gov.cn/#/query/webSearch?code=";

/// A mark that a site shows at its foot, or a link that it has there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// 主办单位
    Organiser,
    /// 承办单位
    Operator,
    /// 地址
    Address,
    /// 联系电话
    Phone,
    /// 网站标识码
    SiteCode,
    /// ICP备案号
    IcpNumber,
    /// 公安备案号
    PoliceNumber,
    /// 党政机关网站标识: the page of the register that the badge leads to.
    GovernmentBadge,
    /// 我为政府网站找错
    ReportErrors,
}

impl Mark {
    /// Every mark, in the order of the foot.
    pub const ALL: [Self; 9] = [
        Self::Organiser,
        Self::Operator,
        Self::Address,
        Self::Phone,
        Self::SiteCode,
        Self::IcpNumber,
        Self::PoliceNumber,
        Self::GovernmentBadge,
        Self::ReportErrors,
    ];

    /// Its name in data and forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Organiser => "organiser",
            Self::Operator => "operator",
            Self::Address => "address",
            Self::Phone => "phone",
            Self::SiteCode => "site_code",
            Self::IcpNumber => "icp_number",
            Self::PoliceNumber => "police_number",
            Self::GovernmentBadge => "government_badge",
            Self::ReportErrors => "report_errors",
        }
    }

    /// What it is called.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Organiser => lang.pick("主办单位", "Organiser"),
            Self::Operator => lang.pick("承办单位", "Operator"),
            Self::Address => lang.pick("地址", "Address"),
            Self::Phone => lang.pick("联系电话", "Telephone"),
            Self::SiteCode => lang.pick("网站标识码", "Site code"),
            Self::IcpNumber => lang.pick("ICP备案号", "ICP filing number"),
            Self::PoliceNumber => lang.pick("公安备案号", "Public security filing number"),
            Self::GovernmentBadge => {
                lang.pick("党政机关网站标识", "Badge of Party and government sites")
            }
            Self::ReportErrors => {
                lang.pick("我为政府网站找错", "Report an error on a government site")
            }
        }
    }

    /// Whether it is a link and nothing else.
    #[must_use]
    pub fn is_link(self) -> bool {
        match self {
            Self::GovernmentBadge | Self::ReportErrors => true,
            Self::Organiser
            | Self::Operator
            | Self::Address
            | Self::Phone
            | Self::SiteCode
            | Self::IcpNumber
            | Self::PoliceNumber => false,
        }
    }

    /// Where it leads, if anywhere: the registers for the two filing numbers, and what is a link itself.
    #[must_use]
    pub fn link(self, value: &str) -> Option<String> {
        match self {
            Self::GovernmentBadge | Self::ReportErrors => Some(value.to_owned()),
            Self::IcpNumber => Some(ICP_REGISTER.to_owned()),
            Self::PoliceNumber => {
                let digits: String = value.chars().filter(char::is_ascii_digit).collect();
                (!digits.is_empty()).then(|| format!("{POLICE_REGISTER}{digits}"))
            }
            Self::Organiser | Self::Operator | Self::Address | Self::Phone | Self::SiteCode => None,
        }
    }

    /// What is unusual about a value that can be kept all the same.
    #[must_use]
    pub fn remark(self, value: &str, lang: Lang) -> Option<&'static str> {
        let is_code =
            value.len() == DIGITS_OF_A_SITE_CODE && value.bytes().all(|it| it.is_ascii_digit());
        match self {
            Self::SiteCode if !is_code => Some(lang.pick(
                "网站标识码一般是10位数字，请核对",
                "a site code usually has ten digits; check it",
            )),
            Self::IcpNumber if !value.contains("ICP备") => Some(lang.pick(
                "ICP备案号一般形如“某ICP备12345678号”，请核对",
                "an ICP filing number usually has the letters ICP备 in it; check it",
            )),
            Self::PoliceNumber if !value.contains("公网安备") => Some(lang.pick(
                "公安备案号一般形如“某公网安备12345678901234号”，请核对",
                "a filing number of the police usually has the letters 公网安备 in it; check it",
            )),
            _ => None,
        }
    }

    pub(super) fn check(self, value: &str) -> Result<(), SiteError> {
        let too_long = value.chars().count() > LONGEST;
        if value.trim().is_empty() || too_long || !value.chars().all(crate::text::is_plain) {
            return Err(SiteError::Text(self));
        }
        if self.is_link() && !is_https(value) {
            return Err(SiteError::Link(self));
        }
        Ok(())
    }
}
