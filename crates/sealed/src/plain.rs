//! A personal value in memory.

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::field::FieldKind;

/// A personal value as typed. It is wiped when dropped, is compared in constant time, and comes out through
/// [`Plain::expose`] alone: there is no `Display`, no `Serialize`, no `Clone`, and `Debug` names the kind only.
///
/// ```compile_fail
/// # use sealed::{FieldKind, Plain};
/// println!("{}", Plain::new(FieldKind::Phone, "13800138000"));
/// ```
///
/// ```compile_fail
/// # use sealed::{FieldKind, Plain};
/// serde_json::to_string(&Plain::new(FieldKind::Phone, "13800138000"));
/// ```
pub struct Plain {
    kind: FieldKind,
    text: Zeroizing<String>,
}

impl Plain {
    /// Takes a value over. Copies the caller made on the way here are the caller's to wipe.
    pub fn new(kind: FieldKind, text: impl Into<String>) -> Self {
        Self { kind, text: Zeroizing::new(text.into()) }
    }

    /// Returns what kind of value it is.
    pub fn kind(&self) -> FieldKind {
        self.kind
    }

    /// Shows the value. Every call is a reveal: it needs a right, a reason and a log entry.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// Returns the value as it may be shown to anybody who may know that it exists.
    pub fn mask(&self) -> String {
        self.kind.mask(&self.text)
    }
}

impl PartialEq for Plain {
    /// Compares in a time that depends on the lengths alone.
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind && self.text.as_bytes().ct_eq(other.text.as_bytes()).into()
    }
}

impl Eq for Plain {}

impl fmt::Debug for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Plain({:?}, …)", self.kind)
    }
}

#[cfg(test)]
mod tests {
    use static_assertions::assert_not_impl_any;

    use super::*;

    assert_not_impl_any!(Plain: fmt::Display, serde::Serialize, Clone, AsRef<str>, ToString);

    #[test]
    fn debug_names_the_kind_and_hides_the_value() {
        let plain = Plain::new(FieldKind::IdentityNumber, "CANARY-1");
        assert_eq!(format!("{plain:?}"), "Plain(IdentityNumber, …)");
        assert_eq!(format!("{:#?}", Some(plain)), "Some(\n    Plain(IdentityNumber, …),\n)");
    }

    #[test]
    fn values_are_equal_when_kind_and_text_are() {
        let name = |text| Plain::new(FieldKind::PersonName, text);
        assert_eq!(name("张三"), name("张三"));
        assert_ne!(name("张三"), name("张四"));
        assert_ne!(name("张三"), Plain::new(FieldKind::FreeText, "张三"));
    }
}
