//! Masks of names, mail addresses and file names.

use super::head;
use crate::field::FieldKind;

const LONGEST_NAME: usize = 60;

/// Shows the first letter, in a Chinese name the family name, and one or two stars. Of a compound family name
/// the first character is shown; of a rare one even that may tell who it is.
pub(super) fn person_name(value: &str) -> Option<String> {
    let name = FieldKind::PersonName.normalise(value);
    let letters = name.chars().count();
    let expected = |letter: char| {
        letter.is_alphabetic() || matches!(letter, '·' | ' ' | '.' | '-' | '\'' | '’')
    };
    let plausible = (2..=LONGEST_NAME).contains(&letters)
        && name.starts_with(char::is_alphabetic)
        && name.chars().all(expected);
    plausible.then(|| head(&name, 1, letters.min(3)))
}

/// Providers so large that their name tells nothing. A domain of one's own tells everything.
const PROVIDERS: [&str; 22] = [
    "126.com",
    "139.com",
    "163.com",
    "163.net",
    "188.com",
    "189.cn",
    "21cn.com",
    "aliyun.com",
    "foxmail.com",
    "gmail.com",
    "hotmail.com",
    "icloud.com",
    "live.com",
    "outlook.com",
    "proton.me",
    "qq.com",
    "sina.cn",
    "sina.com",
    "sohu.com",
    "vip.qq.com",
    "yahoo.com",
    "yeah.net",
];

/// Shows the first letter of at least five, and the provider when it is one of the large ones. Numbers serve as
/// names at some: of the shortest, five digits, 10,000 remain.
pub(super) fn email(value: &str) -> Option<String> {
    let address = FieldKind::Email.normalise(value);
    let (local, domain) = address.rsplit_once('@')?;
    if local.is_empty() || domain.is_empty() {
        return None;
    }
    let first = if local.chars().count() >= 5 {
        local.chars().next().filter(char::is_ascii_alphanumeric)
    } else {
        None
    };
    let first = first.map(String::from).unwrap_or_default();
    let domain = if PROVIDERS.contains(&domain) { domain } else { "***" };
    Some(format!("{first}***@{domain}"))
}

const ENDINGS: [&str; 26] = [
    "7z", "bmp", "csv", "doc", "docx", "eml", "et", "gif", "heic", "html", "jpeg", "jpg", "md",
    "mp3", "mp4", "ofd", "pdf", "png", "ppt", "pptx", "rar", "rtf", "txt", "wps", "xlsx", "zip",
];

/// Shows the ending when it is a known one.
pub(super) fn file_name(value: &str) -> Option<String> {
    let (stem, ending) = value.trim().rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    (!stem.is_empty() && ENDINGS.contains(&ending.as_str())).then(|| format!("***.{ending}"))
}
