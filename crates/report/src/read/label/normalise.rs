//! Brings labels into one spelling before they are compared.

use std::borrow::Cow;

use crate::read::block::is_filler;

/// Returns the text without white space, quotation marks and differences of width.
///
/// Full-width letters, digits and brackets become half-width; 、 and ， become a comma.
///
/// This runs for every label of every row, so letters that stay are copied in runs, and a text all
/// of which stays is not copied at all.
pub fn normalise(text: &str) -> Cow<'_, str> {
    let Some(mut end) = text.find(is_to_fold) else { return Cow::Borrowed(text) };
    let mut normal = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let (plain, behind) = rest.split_at(end);
        normal.push_str(plain);
        let mut letters = behind.chars();
        let Some(letter) = letters.next() else { return Cow::Owned(normal) };
        normal.extend(fold(letter));
        rest = letters.as_str();
        end = rest.find(is_to_fold).unwrap_or(rest.len());
    }
}

fn is_to_fold(c: char) -> bool {
    fold(c) != Some(c)
}

/// Returns the letter in that spelling, `None` for what is left out.
pub fn fold(c: char) -> Option<char> {
    if matches!(c, '一'..='龥' | '0'..='9' | '(' | ')' | '.' | ',') {
        return Some(c);
    }
    if is_filler(c) {
        return None;
    }
    match c {
        '“' | '”' | '‘' | '’' | '"' | '\'' | '「' | '」' | '『' | '』' | '〝' | '〞' | '＂'
        | '＇' | '*' | '#' => None,
        '、' | '，' | '﹑' => Some(','),
        '．' | '•' => Some('.'),
        '【' | '〔' | '[' | '［' | '﹙' => Some('('),
        '】' | '〕' | ']' | '］' | '﹚' => Some(')'),
        '—' | '―' | '－' | '–' | '−' => Some('-'),
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => Some(c),
    }
}

/// The number in front of a label or heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// `三、`.
    Chinese(u8),
    /// `（三）`.
    Bracketed(u8),
    /// `3.`, `3、` or `（3）`.
    Arabic(u8),
}

/// Takes one number off the front of a normalised text.
pub fn strip_one(text: &str) -> Option<(Numbering, &str)> {
    let (bracket, rest) = match text.strip_prefix('(') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (number, kind, rest) = numeral(rest)?;
    let rest = if bracket {
        rest.strip_prefix(')')?
    } else {
        rest.strip_prefix([',', '.', ')', '·', ':'])?
    };
    let numbering = match (kind, bracket) {
        (Kind::Arabic, _) => Numbering::Arabic(number),
        (Kind::Chinese, true) => Numbering::Bracketed(number),
        (Kind::Chinese, false) => Numbering::Chinese(number),
    };
    Some((numbering, rest))
}

/// Takes all numbers off the front; returns the last of them and the rest.
pub fn strip_all(text: &str) -> (Option<Numbering>, &str) {
    let (mut last, mut rest) = (None, text);
    while let Some((numbering, shorter)) = strip_one(rest) {
        last = Some(numbering);
        rest = shorter;
    }
    (last, rest)
}

enum Kind {
    Arabic,
    Chinese,
}

fn numeral(text: &str) -> Option<(u8, Kind, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits) {
        let (number, rest) = text.split_at(digits);
        return Some((number.parse().ok()?, Kind::Arabic, rest));
    }
    let mut chars = text.chars();
    let first = chars.next()?;
    let units = |c| "一二三四五六七八九".chars().position(|it| it == c);
    if first == '十' {
        let rest = chars.as_str();
        return match chars.next().and_then(units) {
            Some(unit) => Some((u8::try_from(unit).ok()? + 11, Kind::Chinese, chars.as_str())),
            None => Some((10, Kind::Chinese, rest)),
        };
    }
    let unit = units(first)?;
    Some((u8::try_from(unit).ok()? + 1, Kind::Chinese, chars.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_front_come_off() {
        let check = |text: &str, number, rest: &str| {
            assert_eq!(strip_all(&normalise(text)), (number, rest), "{text}");
        };
        check("一、本年新收", Some(Numbering::Chinese(1)), "本年新收");
        check("（三） 1．属于国家秘密", Some(Numbering::Arabic(1)), "属于国家秘密");
        check("(六)其他", Some(Numbering::Bracketed(6)), "其他");
        check("十二、其他", Some(Numbering::Chinese(12)), "其他");
        check("一是加强", None, "一是加强");
        check("2024年", None, "2024年");
    }

    #[test]
    fn quotation_marks_and_width_do_not_matter() {
        assert_eq!(normalise("３.危及“三安全 一稳定”"), normalise("3.危及三安全一稳定"));
    }
}
