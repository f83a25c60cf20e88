//! Numbers in prose: which of them are data, what they count, and whether they are exact.

use std::str::FromStr;

use super::text::Text;
use crate::number::Number;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// 件, 宗, 条 and the like.
    Count,
    /// 元 times ten to this power: 万元 is 4.
    Yuan(u32),
    /// %.
    Percent,
}

/// A figure of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    /// Byte at which the number begins.
    pub start: usize,
    /// Byte behind the unit.
    pub end: usize,
    pub value: Number,
    pub unit: Unit,
    /// Digits behind the point as printed, trailing zeros among them.
    pub printed_decimals: u32,
    /// Whether 余, 近, 约, 万 and the like make it inexact, so that it cannot be compared.
    pub approximate: bool,
}

impl Figure {
    /// Returns the number where it is an exact count.
    pub fn count(&self) -> Option<i64> {
        (self.unit == Unit::Count && !self.approximate).then(|| self.value.integer()).flatten()
    }
}

/// Words that count requests, cases, documents, licences.
const COUNTED: [char; 11] = ['件', '宗', '条', '份', '例', '起', '个', '项', '部', '笔', '桩'];
const LATIN_NEIGHBOURS: [char; 6] = ['.', '-', '/', '〔', '[', '_'];

/// Returns the figures of a sentence in [`tidy`](super::sentence::tidy) spelling, in order.
///
/// A number without a unit of counting, money or share is no datum: dates, telephones, document
/// numbers, articles and house numbers fall away by this alone.
pub(super) fn figures(sentence: &str) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut behind = 0;
    for (start, letter) in sentence.char_indices() {
        if start < behind {
            continue;
        }
        let rest = &sentence[start..];
        let length = if letter.is_ascii_digit() {
            rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len())
        } else if is_numeral(letter) {
            rest.find(|c: char| !is_numeral(c)).unwrap_or(rest.len())
        } else {
            continue;
        };
        behind = start + length;
        let (digits, after) = rest.split_at(length);
        if let Some(figure) = figure(&sentence[..start], digits, after, start) {
            behind = figure.end;
            found.push(figure);
        }
    }
    found
}

fn is_numeral(letter: char) -> bool {
    // Most letters come behind all of these but two.
    if letter > '四' {
        return matches!(letter, '百' | '零');
    }
    matches!(
        letter,
        '〇' | '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '千'
    )
}

fn figure(before: &str, digits: &str, after: &str, start: usize) -> Option<Figure> {
    let previous = before.chars().next_back();
    let is_part = previous
        .is_some_and(|c| c == '第' || c.is_ascii_alphanumeric() || LATIN_NEIGHBOURS.contains(&c));
    if is_part {
        return None;
    }
    let written = digits.starts_with(|c: char| c.is_ascii_digit());
    let value = if written {
        Number::from_str(digits.trim_end_matches('.')).ok()?
    } else {
        Number::whole(numeral(digits)?)
    };
    let mut approximate = ["近", "约", "超", "逾", "超过", "达到近", "上", "不足", "至", "几", "~"]
        .iter()
        .any(|word| before.ends_with(word));
    let mut rest = after;
    let mut power = 0;
    while let Some(letter) = rest.chars().next() {
        match letter {
            '余' | '多' | '来' | '几' | '+' => approximate = true,
            '万' => power += 4,
            '亿' => power += 8,
            '千' if written => power += 3,
            '百' if written => power += 2,
            _ => break,
        }
        rest = &rest[letter.len_utf8()..];
    }
    let unit = rest.chars().next()?;
    let next = rest.chars().nth(1);
    let mut length = unit.len_utf8();
    let unit = match unit {
        '%' => Unit::Percent,
        '元' => Unit::Yuan(power),
        // 一件事, 一条龙, 一起来, 项目, 个别, 部门, 部分, 个月 count nothing.
        _ if COUNTED.contains(&unit)
            && !next.is_some_and(|c| {
                "事龙别门分月目来".contains(c) && !(unit == '件' && c == '分')
            }) =>
        {
            approximate |= power > 0;
            if next == Some('次') {
                length += '次'.len_utf8();
            }
            Unit::Count
        }
        _ => return None,
    };
    let end = start + digits.len() + (after.len() - rest.len()) + length;
    let fraction = digits.trim_end_matches('.').split_once('.').map_or("", |it| it.1);
    let printed_decimals = u32::try_from(fraction.len()).unwrap_or(0);
    Some(Figure { start, end, value, unit, printed_decimals, approximate })
}

/// Reads a Chinese numeral below ten thousand.
fn numeral(text: &str) -> Option<i64> {
    let (mut total, mut digit) = (0_i64, None);
    for letter in text.chars() {
        let place = match letter {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '零' | '〇' => {
                digit = Some(0);
                continue;
            }
            _ => {
                let value = "一二三四五六七八九".chars().position(|c| c == letter);
                let value = if letter == '两' { Some(1) } else { value };
                if digit.is_some_and(|it| it != 0) {
                    return None;
                }
                digit = Some(i64::try_from(value?).ok()? + 1);
                continue;
            }
        };
        total += digit.take().filter(|it| *it != 0).unwrap_or(1) * place;
        if total > 99_999 {
            return None;
        }
    }
    Some(total + digit.unwrap_or(0))
}

/// The words round a figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    /// From the last mark or figure up to the number.
    pub lead: Text<'a>,
    /// From the unit up to the next mark or figure.
    pub tail: Text<'a>,
    /// The sentence up to the number.
    pub before: Text<'a>,
}

const MARKS: [char; 5] = ['，', '；', '：', '（', '）'];

/// Returns the words round the figure at `index` of `figures`.
///
/// A lead of a word like 共 or 其中 alone reaches back over one comma, so that
/// 政府信息公开申请，共5件 is understood.
pub(super) fn context<'a>(text: Text<'a>, figures: &[Figure], index: usize) -> Context<'a> {
    let sentence = text.letters();
    let Some(figure) = figures.get(index) else {
        return Context { lead: text.piece(""), tail: text.piece(""), before: text.piece("") };
    };
    let last = index.checked_sub(1).and_then(|it| figures.get(it)).map_or(0, |it| it.end);
    let before = &sentence[..figure.start];
    let room = &before[last..];
    let mut lead = room.rsplit(MARKS).next().unwrap_or(room);
    if lead.chars().count() <= 2 && lead.len() < room.len() {
        let head = room[..room.len() - lead.len()].trim_end_matches(MARKS);
        let from = head.rfind(MARKS).map_or(0, |at| at + '，'.len_utf8());
        lead = &room[from..];
    }
    let rest = &sentence[figure.end..];
    let next = figures.get(index + 1).map_or(rest.len(), |it| it.start - figure.end);
    let rest = &rest[..next];
    let tail = rest.split(['，', '；', '：', '（', '）', '、']).next().unwrap_or(rest);
    Context { lead: text.piece(lead), tail: text.piece(tail), before: text.piece(before) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::narrative::pairs::Pairs;
    use crate::check::narrative::text::Spelt;

    fn read(sentence: &str) -> Vec<(String, bool)> {
        figures(sentence).into_iter().map(|it| (it.value.to_string(), it.approximate)).collect()
    }

    #[test]
    fn data_is_told_from_dates_numbers_of_documents_and_telephones() {
        for none in [
            "截至2023年12月31日",
            "国办公开办函〔2021〕30号",
            "按照条例第20条和第二十条办理",
            "电话0517-1234567，邮编223100，拨打12345",
            "高效办成一件事，邮箱a1件",
            "3个月，2部门，5•15",
        ] {
            assert_eq!(read(none), [], "{none}");
        }
        assert_eq!(read("收到申请749件"), [("749".to_owned(), false)]);
        assert_eq!(read("收费21.4974万元，占1.5%").len(), 2);
    }

    #[test]
    fn chinese_numerals_are_numbers_and_vague_ones_are_marked() {
        assert_eq!(
            read("受理两件，答复十一件"),
            [("2".to_owned(), false), ("11".to_owned(), false)]
        );
        assert_eq!(read("一百零五件"), [("105".to_owned(), false)]);
        for vague in ["十余件", "300余条", "近300个", "约20件", "1.2万条", "20多件"] {
            assert_eq!(read(vague).first().map(|it| it.1), Some(true), "{vague}");
        }
    }

    #[test]
    fn the_lead_reaches_from_the_last_figure_or_mark() {
        let sentence = "收到政府信息公开申请，共5件，其中维持2件、纠正3件申请";
        let spelt = Spelt::of(sentence, &mut Pairs::default());
        let figures = figures(sentence);
        let context = |nth| context(spelt.text(), &figures, nth);
        assert_eq!(context(0).lead.letters(), "收到政府信息公开申请，共");
        assert_eq!(context(2).lead.letters(), "、纠正");
        assert_eq!(context(2).tail.letters(), "申请");
    }
}
