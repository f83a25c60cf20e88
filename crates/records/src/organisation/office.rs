//! The 政府信息公开工作机构 of an organisation: what the guide must tell (第十二条).

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The longest text of one line, in characters.
const LINE: usize = 200;

/// Name, address, hours, telephone, fax and internet contact (第十二条第二款).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OgiOffice {
    /// 机构名称
    pub name: String,
    /// 办公地址
    pub address: String,
    /// 邮政编码
    pub post_code: String,
    /// 办公时间
    pub hours: String,
    /// 联系电话
    pub phone: String,
    /// 传真
    pub fax: String,
    /// 电子邮箱
    pub mail: String,
    /// 互联网联系方式，如网上申请地址
    pub web: String,
}

/// Why a profile cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum OfficeError {
    /// A value is too long, or has a line break or control character in it.
    #[error("{0} is longer than {LINE} characters or has control characters")]
    Text(&'static str),
    /// Six digits are wanted.
    #[error("a post code has six digits")]
    PostCode,
    /// No address of a mailbox.
    #[error("the mail address is none")]
    Mail,
}

impl OgiOffice {
    /// Whether every value can be kept. Empty ones can: [`OgiOffice::missing`] names them.
    ///
    /// # Errors
    ///
    /// [`OfficeError`] names the value.
    pub fn check(&self) -> Result<(), OfficeError> {
        for (name, text) in self.values() {
            if text.chars().count() > LINE || !text.chars().all(crate::text::is_plain) {
                return Err(OfficeError::Text(name));
            }
        }
        let code = &self.post_code;
        if !code.is_empty() && (code.len() != 6 || !code.bytes().all(|it| it.is_ascii_digit())) {
            return Err(OfficeError::PostCode);
        }
        if !self.mail.is_empty() && !crate::text::is_mail(&self.mail) {
            return Err(OfficeError::Mail);
        }
        Ok(())
    }

    /// The values that the guide must tell (第十二条第二款) and that are not there.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let required = ["name", "address", "hours", "phone", "fax", "web"];
        let values = self.values();
        let lacks =
            |name: &&'static str| values.iter().any(|(it, text)| it == name && text.is_empty());
        required.into_iter().filter(lacks).collect()
    }

    fn values(&self) -> [(&'static str, &str); 8] {
        [
            ("name", &self.name),
            ("address", &self.address),
            ("post_code", &self.post_code),
            ("hours", &self.hours),
            ("phone", &self.phone),
            ("fax", &self.fax),
            ("mail", &self.mail),
            ("web", &self.web),
        ]
    }
}
