//! The mask of an address: province and city stay.
//!
//! Cities are recognised by how they are written, not by a list, so a county-level city (昆山市) may stay too;
//! each has tens of thousands of inhabitants. An address that begins with neither is masked completely.

use std::ops::RangeInclusive;

use crate::field::FieldKind;
use crate::field::normalise::is_han;

const MUNICIPALITIES: [&str; 4] = ["北京", "天津", "上海", "重庆"];
const SPECIAL_REGIONS: [&str; 2] = ["香港", "澳门"];
const PROVINCES: [&str; 28] = [
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
    "台湾",
];
const PROVINCE_ENDINGS: [&str; 7] =
    ["壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区", "省", "市"];

/// The leagues and prefectures that are left; any other 盟 or 地区 is a word in the name of a road.
const PREFECTURES: [&str; 10] = [
    "大兴安岭地区",
    "阿克苏地区",
    "喀什地区",
    "和田地区",
    "塔城地区",
    "阿勒泰地区",
    "阿里地区",
    "兴安盟",
    "锡林郭勒盟",
    "阿拉善盟",
];

/// What ends the name of a city or its like, and how many characters the name before it has.
const CITY_ENDINGS: [(&str, RangeInclusive<usize>); 2] = [("自治州", 2..=9), ("市", 2..=4)];

/// Words that a city's name does not contain: they begin something smaller. 乡 and 镇 are missing because of
/// 新乡, 萍乡, 镇江 and 景德镇.
const SMALLER: &str = "区县村路街号栋弄巷楼室";

/// What follows 市 in words that are no city: 市场, 市区, 市民, 市政.
const NO_CITY: [char; 5] = ['场', '区', '民', '政', '辖'];

/// Shows province and city, and stars for what follows them.
pub(super) fn address(value: &str) -> Option<String> {
    let address = FieldKind::Address.normalise(value);
    let (shown, rest) = split(&address)?;
    (!rest.is_empty()).then(|| format!("{shown}****"))
}

/// Splits an address behind its city, or behind its province when no city follows.
fn split(address: &str) -> Option<(&str, &str)> {
    let whole = |names: &[&str]| names.iter().find_map(|name| address.strip_prefix(name));
    let city_less = whole(&MUNICIPALITIES).or_else(|| whole(&SPECIAL_REGIONS));
    let rest = match (city_less, whole(&PROVINCES)) {
        (Some(rest), _) => after_province(rest),
        (None, Some(rest)) => after_city(after_province(rest)).unwrap_or(after_province(rest)),
        (None, None) => after_city(address)?,
    };
    address.split_at_checked(address.len() - rest.len())
}

fn after_province(rest: &str) -> &str {
    PROVINCE_ENDINGS.iter().find_map(|ending| rest.strip_prefix(ending)).unwrap_or(rest)
}

fn after_city(rest: &str) -> Option<&str> {
    let prefecture = PREFECTURES.iter().find_map(|name| rest.strip_prefix(name));
    prefecture.or_else(|| CITY_ENDINGS.iter().find_map(|it| after_name(rest, it)))
}

fn after_name<'a>(
    rest: &'a str,
    (ending, letters): &(&str, RangeInclusive<usize>),
) -> Option<&'a str> {
    let (name, behind) = rest.split_once(ending)?;
    let is_name = letters.contains(&name.chars().count())
        && name.chars().all(|letter| is_han(letter) && !SMALLER.contains(letter));
    (is_name && !behind.starts_with(NO_CITY)).then_some(behind)
}
