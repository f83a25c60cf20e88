use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;

use super::*;

fn check(kind: FieldKind, cases: &[(&str, &str)]) {
    for (value, masked) in cases {
        assert_eq!(kind.mask(value), *masked, "{value}");
    }
}

#[test]
fn numbers_keep_their_head() {
    check(
        FieldKind::IdentityNumber,
        &[
            ("440304199001011234", "4403**************"),
            ("４４０３０４ 19900101 123x", "4403**************"),
            ("440304900101123", "4403**************"),
            ("44030419900101123", ALL_STARS),
            ("44030419900101123XX", ALL_STARS),
            ("4403**************", ALL_STARS),
        ],
    );
    check(
        FieldKind::Passport,
        &[
            ("E12345678", "E********"),
            ("ea1234567", "E********"),
            ("12345678", ALL_STARS),
            ("EAB123456", ALL_STARS),
            ("E1", ALL_STARS),
        ],
    );
    check(
        FieldKind::Phone,
        &[
            ("13800138000", "138********"),
            ("+86 138 0013 8000", "138********"),
            ("010-62345678", "010********"),
            ("0755-82345678", "075********"),
            ("62345678", ALL_STARS),
            ("+1 202 555 0100", ALL_STARS),
            ("12345", ALL_STARS),
        ],
    );
    check(
        FieldKind::BankCard,
        &[
            ("6222 0200 1234 5678 901", "622202**********"),
            ("6222020012345678", "622202**********"),
            ("622202001234567", ALL_STARS),
        ],
    );
}

#[test]
fn names_keep_their_first_letter() {
    check(
        FieldKind::PersonName,
        &[
            ("张三", "张*"),
            ("欧阳锋", "欧**"),
            ("诸葛 孔明", "诸**"),
            ("买买提·艾合买提", "买**"),
            ("John Smith", "j**"),
            ("张", ALL_STARS),
            ("张*", ALL_STARS),
            ("=1+1", ALL_STARS),
            ("13800138000", ALL_STARS),
        ],
    );
}

#[test]
fn an_address_keeps_province_and_city() {
    check(
        FieldKind::Address,
        &[
            ("广东省深圳市福田区福中三路1号", "广东省深圳市****"),
            ("广东深圳市福田区福中三路1号", "广东深圳市****"),
            ("北京市海淀区中关村大街1号", "北京市****"),
            ("上海黄浦区人民大道200号", "上海****"),
            ("内蒙古自治区呼和浩特市新城区", "内蒙古自治区呼和浩特市****"),
            ("内蒙古锡林郭勒盟锡林浩特市", "内蒙古锡林郭勒盟****"),
            (
                "新疆维吾尔自治区巴音郭楞蒙古自治州库尔勒市",
                "新疆维吾尔自治区巴音郭楞蒙古自治州****",
            ),
            ("贵州省黔西南布依族苗族自治州兴义市", "贵州省黔西南布依族苗族自治州****"),
            ("黑龙江省大兴安岭地区呼玛县", "黑龙江省大兴安岭地区****"),
            ("香港特别行政区中环", "香港特别行政区****"),
            ("河南省新乡市卫滨区", "河南省新乡市****"),
            ("深圳市福田区", "深圳市****"),
            ("浙江省桐庐县城南市场8号", "浙江省****"),
            ("江苏省城南市场8号", "江苏省****"),
            ("浙江省同盟路8号", "浙江省****"),
            ("吉林市船营区北京路", "吉林市****"),
            ("福田区福中三路1号", ALL_STARS),
            ("广东省深圳市", ALL_STARS),
            ("CANARY", ALL_STARS),
        ],
    );
}

#[test]
fn mail_addresses_and_file_names_keep_what_everybody_has() {
    check(
        FieldKind::Email,
        &[
            ("zhangsan@QQ.com", "z***@qq.com"),
            ("12345@qq.com", "1***@qq.com"),
            ("zs@qq.com", "***@qq.com"),
            ("zhangsan@zhangsan.name", "z***@***"),
            ("张三李四王五@163.com", "***@163.com"),
            ("zhangsan", ALL_STARS),
            ("@qq.com", ALL_STARS),
        ],
    );
    check(
        FieldKind::FileName,
        &[
            ("张三身份证.jpg", "***.jpg"),
            ("张三.PDF", "***.pdf"),
            ("a.张三", ALL_STARS),
            (".pdf", ALL_STARS),
            ("合同.zhangsan", ALL_STARS),
        ],
    );
    check(FieldKind::FreeText, &[("本人张三", ALL_STARS), ("", ALL_STARS)]);
}

/// Computes the last digit of an identity number (GB 11643).
fn with_check_digit(first: &str) -> String {
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = first.bytes().map(|digit| usize::from(digit - b'0'));
    let sum: usize = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    format!("{first}{}", char::from(b"10X98765432"[sum % 11]))
}

/// Lists every identity number of a region, a year of birth and a sex.
fn identity_numbers(region: &str, year: i32, male: bool) -> Vec<String> {
    let days = (1..=366).filter_map(|day| NaiveDate::from_yo_opt(year, day));
    let orders = || (0..1_000).filter(move |order| (order % 2 == 1) == male);
    let numbers = days.flat_map(|day| {
        orders()
            .map(move |order| format!("{region}{year}{:02}{:02}{order:03}", day.month(), day.day()))
    });
    numbers.map(|first| with_check_digit(&first)).collect()
}

#[test]
fn check_digits_are_computed_as_the_standard_shows() {
    assert_eq!(with_check_digit("11010519491231002"), "11010519491231002X");
    assert_eq!(with_check_digit("44052418800101001"), "440524188001010014");
}

#[test]
fn behind_an_identity_number_182_500_remain_and_a_tail_of_four_would_leave_too_few() {
    let numbers = identity_numbers("440304", 1990, true);
    let person = &numbers[100_000];
    let masked = FieldKind::IdentityNumber.mask(person);
    let possible = numbers.iter().filter(|it| FieldKind::IdentityNumber.mask(it) == masked).count();
    assert_eq!(possible, 182_500);
    assert!(possible >= FEWEST_NUMBERS);

    let same_tail = numbers.iter().filter(|it| it[14..] == person[14..]).count();
    assert!(same_tail < 400, "{same_tail}");
}

#[test]
fn behind_a_phone_ten_thousand_remain_even_when_the_first_seven_digits_are_known() {
    for known in ["1380013", "0106234", "07558234"] {
        let masks: BTreeSet<_> =
            (0..10_000).map(|rest| FieldKind::Phone.mask(&format!("{known}{rest:04}"))).collect();
        assert_eq!(masks.len(), 1, "{masks:?}");
    }
}

#[test]
fn behind_a_bank_card_a_hundred_thousand_remain_when_bank_and_branch_are_known() {
    let masks: BTreeSet<_> = (0..100_000)
        .map(|rest| FieldKind::BankCard.mask(&format!("6222021001{rest:05}0")))
        .collect();
    assert_eq!(masks.len(), 1);
}

proptest! {
    #[test]
    fn every_number_of_one_head_has_one_mask(head in "[1-9][0-9]{3}", one in "[0-9]{13}[0-9X]", other in "[0-9]{13}[0-9X]") {
        let mask = |rest: &str| FieldKind::IdentityNumber.mask(&format!("{head}{rest}"));
        prop_assert_eq!(mask(&one), mask(&other));
        prop_assert!(mask(&one).ends_with(&"*".repeat(14)));
    }

    #[test]
    fn a_mask_shows_at_most_six_digits_and_never_the_tail(value in "[0-9]{7,30}") {
        for kind in FieldKind::ALL {
            let masked = kind.mask(&value);
            prop_assert!(masked.bytes().filter(u8::is_ascii_digit).count() <= 6);
            prop_assert!(masked.ends_with("***"), "{}", masked);
        }
    }

    #[test]
    fn a_mask_is_never_the_value_and_always_has_stars(value in "\\PC{0,40}|\\*{0,20}|[张王]\\*{1,2}|[0-9]{3,6}\\*{8,14}") {
        for kind in FieldKind::ALL {
            let masked = kind.mask(&value);
            prop_assert_ne!(&masked, &value);
            prop_assert!(masked.contains("***") || masked.ends_with('*'));
            prop_assert!(masked.chars().count() <= 40);
        }
    }

    #[test]
    fn a_canary_never_shows(text in "\\PC{0,10}", more in "\\PC{0,10}") {
        for kind in FieldKind::ALL {
            let masked = kind.mask(&format!("{text}CANARY-1{more}"));
            prop_assert!(!masked.contains("CANARY"), "{}", masked);
        }
    }
}
