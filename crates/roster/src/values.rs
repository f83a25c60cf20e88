//! What people write into cells, and what it means.

use chrono::NaiveDate;
use law::Lang;
use records::organisation::{Kind, RunBy, SchoolStage};
use records::person::Role;

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

/// The kinds that have a word of their own in the sheet; what a school is more is in other columns.
pub const KINDS: [Kind; 5] = [
    Kind::Government,
    Kind::Department,
    Kind::Section,
    Kind::PublicInstitution,
    Kind::School { stage: SchoolStage::Primary, run_by: RunBy::Public },
];

/// Without the blanks around it that nobody sees, among them the mark of a file's beginning.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(|it: char| it.is_whitespace() || it == '\u{FEFF}' || it == '\u{200B}')
}

/// Wide letters, digits and signs as narrow ones. Only for what is compared: names stay as they are.
pub fn narrow(text: &str) -> String {
    text.chars()
        .map(|it| match it {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(it) - 0xFEE0).unwrap_or(it),
            '\u{3000}' | '\u{A0}' => ' ',
            other => other,
        })
        .collect::<String>()
        .trim()
        .to_owned()
}

/// A word without what does not matter when words are compared: width, case and spaces.
pub fn bare(text: &str) -> String {
    narrow(text).chars().filter(|it| !it.is_whitespace()).flat_map(char::to_lowercase).collect()
}

fn said<T: Copy>(all: &[T], label: impl Fn(T, Lang) -> &'static str, text: &str) -> Option<T> {
    let wanted = bare(text);
    let is_it = |it: &T| LANGS.into_iter().any(|lang| bare(label(*it, lang)) == wanted);
    all.iter().copied().find(is_it)
}

/// The kind of a word; a school by example.
pub fn kind(text: &str) -> Option<Kind> {
    said(&KINDS, Kind::label, text)
}

/// The stage of a word.
pub fn stage(text: &str) -> Option<SchoolStage> {
    said(&SchoolStage::ALL, SchoolStage::label, text)
}

/// Who runs a school.
pub fn run_by(text: &str) -> Option<RunBy> {
    said(&RunBy::ALL, RunBy::label, text)
}

/// The role of a word.
pub fn role(text: &str) -> Option<Role> {
    said(&Role::ALL, Role::label, text).or_else(|| Role::named(&bare(text)))
}

/// The words of a cell that lists several.
pub fn several(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', ',', '，', ';', '；', '\n', '\r']).map(str::trim).filter(|it| !it.is_empty())
}

/// What joins several words.
pub fn joiner(lang: Lang) -> &'static str {
    lang.pick("、", ", ")
}

/// Yes or no; nothing is no.
pub fn yes_or_no(text: &str) -> Option<bool> {
    match bare(text).as_str() {
        "是" | "yes" | "y" | "true" | "1" | "√" => Some(true),
        "" | "否" | "no" | "n" | "false" | "0" | "×" => Some(false),
        _ => None,
    }
}

/// The word for yes or no.
pub fn yes_or_no_word(yes: bool, lang: Lang) -> &'static str {
    if yes { lang.pick("是", "yes") } else { lang.pick("否", "no") }
}

/// A day as people write it: 2026-03-02, 2026/3/2, 2026.3.2, 20260302, 2026年3月2日.
pub fn date(text: &str) -> Option<NaiveDate> {
    let text = bare(text);
    let text = text.strip_suffix(['日', '号']).unwrap_or(&text);
    if text.len() == 8 && text.bytes().all(|it| it.is_ascii_digit()) {
        return NaiveDate::parse_from_str(text, "%Y%m%d").ok();
    }
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月']).collect();
    let [year, month, day] = parts[..] else { return None };
    let digits = |it: &str| (1..=4).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit());
    if !(year.len() == 4 && [year, month, day].into_iter().all(digits)) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_however_it_is_written() {
        let expected = NaiveDate::from_ymd_opt(2026, 3, 2);
        for text in
            ["2026-03-02", "2026/3/2", "2026.3.2", "2026年3月2日", " ２０２６－３－２ ", "20260302"]
        {
            assert_eq!(date(text), expected, "{text}");
        }
        for text in ["", "2026-13-01", "2026-02-30", "26-3-2", "3/2/2026", "2026", "昨天", "46083"]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn every_label_is_understood_in_both_languages() {
        for lang in LANGS {
            for it in KINDS {
                assert_eq!(kind(it.label(lang)), Some(it));
            }
            for it in SchoolStage::ALL {
                assert_eq!(stage(it.label(lang)), Some(it));
            }
            for it in RunBy::ALL {
                assert_eq!(run_by(it.label(lang)), Some(it));
            }
            for it in Role::ALL {
                assert_eq!(role(it.label(lang)), Some(it));
            }
            for it in [true, false] {
                assert_eq!(yes_or_no(yes_or_no_word(it, lang)), Some(it));
            }
        }
        assert_eq!(role("Ｃlerk"), Some(Role::Clerk));
        assert_eq!(role("局长"), None);
        assert_eq!(yes_or_no("也许"), None);
    }

    #[test]
    fn several_words_are_separated_as_people_do() {
        let words = |text| several(text).collect::<Vec<_>>();
        assert_eq!(
            words("审核人、发布员，审核人; 单位领导\n"),
            ["审核人", "发布员", "审核人", "单位领导"]
        );
        assert_eq!(words(" 、"), [] as [&str; 0]);
    }
}
