//! Tells what is printed in one cell: a number, nothing, a mark, or words.

use crate::number::Number;
use crate::read::block::is_filler;

/// What is printed in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printed {
    /// Nothing.
    Blank,
    /// A number, with what stands beside it in brackets, and its unit.
    Number {
        /// The number.
        number: Number,
        /// Words in brackets.
        remark: Option<String>,
        /// 元, 万元, 件 and the like behind the number.
        unit: Option<&'static str>,
    },
    /// `/`, `—`, 不适用, 无.
    Mark(String),
    /// Digits that are no number by themselves: too many, or with zeros in front. They come from
    /// cells run together.
    Digits,
    /// `？`, by which whoever copied a table, this program too, marks what could not be read.
    Doubtful,
    /// Anything else.
    Words,
}

/// Units that may stand behind a number in its cell, longest first.
const UNITS: [&str; 9] = ["万元", "亿元", "元", "件", "项", "宗", "个", "条", "份"];

/// Reads what is printed in a cell.
pub fn printed(text: &str) -> Printed {
    if let Some(printed) = at_a_glance(text) {
        return printed;
    }
    if has_separate_numbers(text) {
        return Printed::Words;
    }
    let squeezed: String = text.chars().filter(|c| !is_filler(*c)).map(half_width).collect();
    // A page in the wrong encoding shows its no-break spaces as question marks. Our own files print
    // a full-width one for a cell that cannot be read.
    if text.trim() == "？" {
        return Printed::Doubtful;
    }
    if text.chars().all(|c| c == '?' || is_filler(c)) {
        return Printed::Blank;
    }
    let squeezed = without_emphasis(&squeezed);
    if is_mark(squeezed) {
        return Printed::Mark(squeezed.to_owned());
    }
    let (body, remark) = split_remark(squeezed);
    let (digits, unit) = split_unit(body);
    match plain_number(digits) {
        Some(number) => Printed::Number { number, remark: remark.map(str::to_owned), unit },
        None if squeezed.bytes().all(|b| b.is_ascii_digit()) => Printed::Digits,
        None => Printed::Words,
    }
}

/// Tells what the cells are that nearly every row consists of: a label, digits, nothing.
fn at_a_glance(text: &str) -> Option<Printed> {
    if text.is_empty() {
        return Some(Printed::Blank);
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        let number = plain_number(text)?;
        return Some(Printed::Number { number, remark: None, unit: None });
    }
    // What begins with a Chinese letter or a bracket is no number, and is a mark by few words only.
    match text.chars().find(|c| !is_filler(*c))? {
        '不' | '无' | '空' => None,
        '一'..='龥' | '（' | '(' => Some(Printed::Words),
        _ => None,
    }
}

/// Takes the signs of Markdown for bold, slanted and fixed letters off a number.
fn without_emphasis(text: &str) -> &str {
    let mut inner = text;
    for sign in ['*', '_', '`', '*'] {
        let bare = inner.strip_prefix(sign).and_then(|it| it.strip_suffix(sign));
        inner = bare.filter(|it| it.contains(|c: char| c.is_ascii_digit())).unwrap_or(inner);
    }
    inner
}

/// Tells whether white space on one line parts two numbers: `0 0` is not the number 00.
fn has_separate_numbers(text: &str) -> bool {
    let mut after_digit = false;
    let mut gap = false;
    for c in text.chars() {
        if c.is_ascii_digit() {
            if gap {
                return true;
            }
            after_digit = true;
        } else if is_filler(c) && c != '\n' {
            gap = after_digit;
        } else {
            (after_digit, gap) = (false, false);
        }
    }
    false
}

/// Reads digits with an optional sign, thousands separators and decimals.
///
/// Zeros in front, as in `007`, are no number: they come from cells run together.
pub fn plain_number(text: &str) -> Option<Number> {
    let (sign, digits) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (if text.starts_with('-') { "-" } else { "" }, rest),
        None => ("", text),
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.") {
        return None;
    }
    if digits.contains(',') {
        let whole = digits.split_once('.').map_or(digits, |(whole, _)| whole);
        let mut groups = whole.split(',');
        let first = groups.next()?;
        if first.is_empty() || first.len() > 3 || !groups.all(|group| group.len() == 3) {
            return None;
        }
    }
    if sign.is_empty() && !digits.contains(',') {
        return digits.parse().ok();
    }
    format!("{sign}{}", digits.replace(',', "")).parse().ok()
}

fn is_mark(text: &str) -> bool {
    matches!(text, "不适用" | "无" | "空" | "N/A" | "n/a" | "/")
        || text.chars().all(|c| matches!(c, '/' | '\\' | '-' | '*' | '~'))
}

fn split_remark(text: &str) -> (&str, Option<&str>) {
    let Some(inner) = text.strip_suffix(')') else { return (text, None) };
    match inner.split_once('(') {
        Some((body, remark)) if !body.is_empty() => (body, Some(remark)),
        _ => (text, None),
    }
}

fn split_unit(text: &str) -> (&str, Option<&'static str>) {
    for unit in UNITS {
        if let Some(body) = text.strip_suffix(unit) {
            return (body, Some(unit));
        }
    }
    (text, None)
}

/// Full-width signs to half-width; every dash to a minus.
fn half_width(c: char) -> char {
    match c {
        '—' | '―' | '－' | '–' | '−' => '-',
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<String> {
        match printed(text) {
            Printed::Number { number, .. } => Some(number.to_string()),
            _ => None,
        }
    }

    #[test]
    fn numbers_of_every_spelling_are_read() {
        let check = |text: &str, wanted: &str| {
            assert_eq!(number(text).as_deref(), Some(wanted), "{text}");
        };
        check(" 0 ", "0");
        check("１２３", "123");
        check("1,234,567.5", "1234567.5");
        check("1，234", "1234");
        check("+21", "21");
        check("－18", "-18");
        check("113.96万元", "113.96");
        check("22（其中修订16件）", "22");
        check("0.00", "0");
        check("**12**", "12");
        check("`3`", "3");
    }

    #[test]
    fn digits_of_several_cells_are_no_number() {
        for digits in ["007", "0000000", "136122520451283214069"] {
            assert_eq!(printed(digits), Printed::Digits, "{digits}");
        }
    }

    #[test]
    fn the_remark_in_brackets_is_kept() {
        let Printed::Number { remark, .. } = printed("55\n（含自然失效 29 件）") else {
            panic!("a number");
        };
        assert_eq!(remark.as_deref(), Some("含自然失效29件"));
    }

    #[test]
    fn blanks_marks_and_words_are_told_apart() {
        assert_eq!(printed("\u{3000}\u{a0}"), Printed::Blank);
        assert_eq!(printed("?"), Printed::Blank);
        assert_eq!(printed("？"), Printed::Doubtful);
        assert_eq!(printed("**"), Printed::Mark("**".to_owned()));
        assert_eq!(printed("/"), Printed::Mark("/".to_owned()));
        assert_eq!(printed("——"), Printed::Mark("--".to_owned()));
        assert_eq!(printed("不适用"), Printed::Mark("不适用".to_owned()));
        for words in ["1.属于国家秘密", "自然人", "1,23", "0 0", "3.其他0", "2024年", "（七）总计"]
        {
            assert_eq!(printed(words), Printed::Words, "{words}");
        }
    }
}
