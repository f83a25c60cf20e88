//! Kinds of personal values, and what is particular about each.

mod mask;
mod normalise;

use law::Lang;

/// What kind of personal value a field holds. It decides how the value is compared and how it is masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldKind {
    /// 居民身份证号: the citizen identity number of GB 11643.
    IdentityNumber,
    /// 护照、通行证号: a passport or travel permit.
    Passport,
    /// 联系电话.
    Phone,
    /// 通信地址.
    Address,
    /// 姓名.
    PersonName,
    /// 电子邮箱.
    Email,
    /// 银行卡号.
    BankCard,
    /// 文件名: people put names and numbers into the names of their files.
    FileName,
    /// 其他文字: anything a person wrote.
    FreeText,
}

impl FieldKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::IdentityNumber,
        Self::Passport,
        Self::Phone,
        Self::Address,
        Self::PersonName,
        Self::Email,
        Self::BankCard,
        Self::FileName,
        Self::FreeText,
    ];

    /// Returns the name as envelopes have it; it never changes.
    pub fn name(self) -> &'static str {
        match self {
            Self::IdentityNumber => "identity_number",
            Self::Passport => "passport",
            Self::Phone => "phone",
            Self::Address => "address",
            Self::PersonName => "person_name",
            Self::Email => "email",
            Self::BankCard => "bank_card",
            Self::FileName => "file_name",
            Self::FreeText => "free_text",
        }
    }

    /// Finds a kind by its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Returns what people call it.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::IdentityNumber => lang.pick("居民身份证号", "identity number"),
            Self::Passport => lang.pick("护照或通行证号", "passport or permit number"),
            Self::Phone => lang.pick("联系电话", "telephone"),
            Self::Address => lang.pick("通信地址", "postal address"),
            Self::PersonName => lang.pick("姓名", "name"),
            Self::Email => lang.pick("电子邮箱", "mail address"),
            Self::BankCard => lang.pick("银行卡号", "bank card number"),
            Self::FileName => lang.pick("文件名", "file name"),
            Self::FreeText => lang.pick("其他文字", "other text"),
        }
    }

    /// Returns the form in which two values are compared. It is for comparing only: what is kept is what was typed.
    pub fn normalise(self, value: &str) -> String {
        normalise::normalise(self, value)
    }

    /// Returns the value as it may be shown without the right to the value. It is text for people, never equal
    /// to the value, and complete stars for a value that is empty, short or not of its kind.
    pub fn mask(self, value: &str) -> String {
        mask::mask(self, value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_again_and_labels_differ() {
        let mut labels: Vec<_> = FieldKind::ALL.iter().map(|kind| kind.label(Lang::Zh)).collect();
        labels.dedup();
        assert_eq!(labels.len(), FieldKind::ALL.len());
        for kind in FieldKind::ALL {
            assert_eq!(FieldKind::from_name(kind.name()), Some(kind));
        }
        assert_eq!(FieldKind::from_name("Phone"), None);
    }
}
