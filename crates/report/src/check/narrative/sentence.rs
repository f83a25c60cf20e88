//! The one spelling into which texts are brought: half-width digits, full-width marks.

use std::borrow::Cow;

/// Tells whether the text has one of the words.
pub(super) fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Brings a text into one spelling.
///
/// White space goes, except between digits, where it divides numbers. A comma inside a number goes
/// where it groups thousands; any other becomes a full-width mark. Most texts are in that spelling
/// already and are taken as they are.
pub(super) fn tidy(text: &str) -> Cow<'_, str> {
    if !text.contains(is_to_change) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    let mut rest = text;
    loop {
        let (plain, behind) = rest.split_at(rest.find(is_to_change).unwrap_or(rest.len()));
        if !plain.is_empty() {
            divide_numbers(&mut out, std::mem::take(&mut space), plain);
            out.push_str(plain);
        }
        let mut letters = behind.chars();
        let Some(letter) = letters.next().map(fold) else { break };
        rest = letters.as_str();
        if is_space(letter) {
            space = true;
            continue;
        }
        let mut buffer = [0; 4];
        divide_numbers(&mut out, std::mem::take(&mut space), letter.encode_utf8(&mut buffer));
        match letter {
            ',' if ends_with_digit(&out) && groups_thousands(letters.map(fold)) => {}
            ',' => out.push('，'),
            _ => out.push(letter),
        }
    }
    Cow::Owned(out)
}

fn ends_with_digit(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
}

/// Keeps one space where there was some between two numbers.
fn divide_numbers(out: &mut String, space: bool, next: &str) {
    if space && ends_with_digit(out) && next.starts_with(|c: char| c.is_ascii_digit()) {
        out.push(' ');
    }
}

/// Tells whether a letter may read otherwise in the one spelling.
fn is_to_change(letter: char) -> bool {
    // Nearly every letter of a report is one of these.
    let plain =
        matches!(letter, '一'..='龥' | '0'..='9' | '，' | '。' | '、' | 'a'..='z' | 'A'..='Z');
    !plain && (letter == ',' || is_space(letter) || fold(letter) != letter)
}

fn is_space(letter: char) -> bool {
    letter.is_whitespace() || letter == '\u{200b}' || letter == '\u{feff}'
}

fn groups_thousands(mut rest: impl Iterator<Item = char>) -> bool {
    rest.by_ref().take(3).filter(char::is_ascii_digit).count() == 3
        && !rest.next().is_some_and(|c| c.is_ascii_digit())
}

fn fold(letter: char) -> char {
    match letter {
        '，' => '，',
        '；' | ';' => '；',
        '：' | ':' => '：',
        '（' | '(' => '（',
        '）' | ')' => '）',
        '！' | '!' => '！',
        '？' | '?' => '？',
        '％' | '﹪' => '%',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_into_one_spelling() {
        assert_eq!(
            tidy("收到 申请 １２ 件,答复(含上年)1,295 件"),
            "收到申请12件，答复（含上年）1295件"
        );
        assert_eq!(tidy("共 3 12,3456"), "共3 12，3456");
        assert_eq!(tidy(""), "");
    }
}
