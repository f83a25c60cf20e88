//! The form in which values are compared. Once hashes are stored, a change here means computing them again.

use unicode_normalization::UnicodeNormalization;

use super::FieldKind;

pub(super) fn normalise(kind: FieldKind, value: &str) -> String {
    let plain = match kind {
        FieldKind::IdentityNumber | FieldKind::Passport => code(value),
        FieldKind::Phone => phone(value),
        FieldKind::BankCard => digits(value),
        FieldKind::Address => value.nfkc().filter(|letter| !letter.is_whitespace()).collect(),
        FieldKind::PersonName => person_name(value),
        FieldKind::Email => value.nfkc().collect::<String>().trim().to_lowercase(),
        FieldKind::FileName | FieldKind::FreeText => value.trim().to_owned(),
    };
    // What was taken out may have stood between a letter and its accent.
    plain.nfc().collect()
}

/// Half width, capitals, no spaces or hyphens.
fn code(value: &str) -> String {
    let kept = |letter: &char| !letter.is_whitespace() && !is_hyphen(*letter);
    value.nfkc().filter(kept).map(|letter| letter.to_ascii_uppercase()).collect()
}

fn digits(value: &str) -> String {
    value.nfkc().filter(char::is_ascii_digit).collect()
}

/// Digits as one dials them at home: +86 and 0086 go, and a landline gets back the zero that follows them.
/// A number abroad begins with 00.
fn phone(value: &str) -> String {
    let abroad = value.nfkc().find(|letter| !letter.is_whitespace()) == Some('+');
    let digits = digits(value);
    let international = if abroad { Some(digits.as_str()) } else { digits.strip_prefix("00") };
    match international {
        Some(number) => match number.strip_prefix("86") {
            Some(number) => at_home(number),
            None if number.is_empty() => String::new(),
            None => format!("00{number}"),
        },
        None => match digits.strip_prefix("86") {
            Some(number) if is_mobile(number) => number.to_owned(),
            _ => digits,
        },
    }
}

fn at_home(number: &str) -> String {
    let whole = number.is_empty() || number.starts_with('0') || is_mobile(number);
    if whole { number.to_owned() } else { format!("0{number}") }
}

pub(super) fn is_mobile(number: &str) -> bool {
    number.len() == 11 && number.starts_with('1')
}

/// One kind of dot between the parts of a name, no spaces in a Chinese name, single spaces and small letters
/// in any other.
fn person_name(value: &str) -> String {
    let plain: String =
        value.nfkc().map(|letter| if is_dot(letter) { '·' } else { letter }).collect();
    if plain.chars().any(is_han) {
        return plain.split_whitespace().collect();
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The dots that input methods offer for 买买提·艾合买提.
fn is_dot(letter: char) -> bool {
    matches!(letter, '·' | '•' | '‧' | '∙' | '⋅' | '・')
}

fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−')
}

pub(super) fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(kind: FieldKind, alike: &[&str], expected: &str) {
        for value in alike {
            assert_eq!(kind.normalise(value), expected, "{value}");
        }
    }

    #[test]
    fn an_identity_number_is_one_however_typed() {
        let typed = [
            "11010519491231002X",
            "11010519491231002x",
            "１１０１０５１９４９１２３１００２Ｘ",
            " 110105 19491231 002x\t",
            "110105-19491231-002X",
        ];
        check(FieldKind::IdentityNumber, &typed, "11010519491231002X");
        check(FieldKind::Passport, &["e12345678", "E 1234-5678", "Ｅ12345678"], "E12345678");
    }

    #[test]
    fn a_phone_is_one_however_dialled() {
        let typed = [
            "13800138000",
            "138 0013 8000",
            "+86 138-0013-8000",
            "008613800138000",
            "86-13800138000",
            "（+86）13800138000",
        ];
        check(FieldKind::Phone, &typed[..5], "13800138000");
        check(
            FieldKind::Phone,
            &["010-62345678", "(010) 6234 5678", "+86 10 62345678", "+86 (0)10 62345678"],
            "01062345678",
        );
        check(FieldKind::Phone, &["+1 202 555 0100", "001-202-555-0100"], "0012025550100");
        check(FieldKind::Phone, &["62345678"], "62345678");
        check(FieldKind::Phone, &["无", "", "+"], "");
    }

    #[test]
    fn a_name_is_one_however_spaced_and_dotted() {
        check(FieldKind::PersonName, &["张三", " 张 三 ", "张　三"], "张三");
        let dotted = [
            "买买提·艾合买提",
            "买买提•艾合买提",
            "买买提・艾合买提",
            "买买提･艾合买提",
            "买买提 · 艾合买提",
        ];
        check(FieldKind::PersonName, &dotted, "买买提·艾合买提");
        check(
            FieldKind::PersonName,
            &["John  Smith", "JOHN SMITH", "Ｊｏｈｎ Smith"],
            "john smith",
        );
    }

    #[test]
    fn other_values_are_trimmed_and_composed() {
        check(FieldKind::Email, &[" Zhang@QQ.com", "zhang＠qq.com"], "zhang@qq.com");
        check(
            FieldKind::BankCard,
            &["6222 0200 1234 5678 901", "6222-0200-1234-5678-901"],
            "6222020012345678901",
        );
        check(
            FieldKind::Address,
            &["广东省深圳市 福田区１号", "广东省深圳市福田区1号"],
            "广东省深圳市福田区1号",
        );
        check(FieldKind::FileName, &["Cafe\u{301}.pdf ", "Café.pdf"], "Café.pdf");
    }

    proptest! {
        #[test]
        fn normalising_twice_is_normalising_once(value in "\\PC{0,40}") {
            for kind in FieldKind::ALL {
                let once = kind.normalise(&value);
                prop_assert_eq!(kind.normalise(&once), once.clone(), "{:?}", kind);
            }
        }
    }
}
