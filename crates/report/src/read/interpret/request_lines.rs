//! Which lines of table three are rows, and what their labels and the words above them tell.

use law::report_form::RequestRow;

use super::align::Candidate;
use super::lines::{Line, Source, Word};
use super::sums::COLUMNS;
use crate::read::label::{self, Sureness};

/// Puts the values of a text that stand one to a line, or behind their label, into one line.
///
/// A number alone may be a page number: behind a line that has several values already it is taken
/// only where it completes the row and the row adds up.
pub fn gather(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut gathered: Vec<Line<'_>> = Vec::with_capacity(lines.len());
    let mut own = 0;
    for line in lines {
        let lone = line.source == Source::Text && line.words.is_empty() && !line.values.is_empty();
        if let Some(last) = gathered.last_mut()
            && lone
            && last.source == Source::Text
            && last.values.len() + line.values.len() <= COLUMNS
            && (line.values.len() < COLUMNS || own == 0)
            && (names_row(last) || last.words.is_empty())
            && (own < 2 || line.values.len() > 1 || completes(last, &line))
        {
            last.values.extend(line.values);
            continue;
        }
        own = line.values.len();
        gathered.push(line);
    }
    gathered
}

/// Tells whether the values of both lines are a row that adds up.
fn completes(line: &Line<'_>, rest: &Line<'_>) -> bool {
    let both = || line.values.iter().chain(&rest.values);
    let numbers: Option<Vec<i64>> = both().map(|value| value.number()?.integer()).collect();
    let Some([parts @ .., total]) = numbers.as_deref() else { return false };
    parts.len() + 1 == COLUMNS && parts.iter().sum::<i64>() == *total
}

fn names_row(line: &Line<'_>) -> bool {
    candidate(line).sureness.is_some_and(|it| it < Sureness::Piece)
}

/// Returns the lines that have values, and what is known of each.
pub fn usable<'a, 'l>(lines: &'l [Line<'a>]) -> (Vec<&'l Line<'a>>, Vec<Candidate>) {
    let (mut usable, mut candidates) = (Vec::new(), Vec::new());
    let mut between: Vec<&str> = Vec::new();
    for (nth, line) in lines.iter().enumerate() {
        if !is_usable(line) && !is_bare_label(lines, nth) {
            between.extend(line.words.iter().map(|word| word.text));
            continue;
        }
        let mut candidate = candidate(line).clone();
        if candidate.sureness.is_none() {
            candidate.hint = hint(&between);
        }
        between.clear();
        usable.push(line);
        candidates.push(candidate);
    }
    (usable, candidates)
}

/// Tells whether the whole label of a row stands alone in a line between rows that have label and
/// values in one line: the cells of the row are blank. In a heap of labels without values, or next
/// to values without label, it says nothing.
fn is_bare_label(lines: &[Line<'_>], nth: usize) -> bool {
    let Some(line) = lines.get(nth) else { return false };
    let alone = line.source == Source::Text && line.values.is_empty() && line.words.len() == 1;
    let has_its_words =
        || line.words.first().is_some_and(|it| label::exact_request_row(it.text).is_some());
    if !alone || !has_its_words() {
        return false;
    }
    let own = candidate(line);
    let names_another = |line: Option<&Line<'_>>| {
        line.filter(|line| line.source == Source::Text && line.filled() + 1 >= COLUMNS)
            .map(candidate)
            .is_some_and(|it| {
                !it.rows.is_empty() && own.rows.iter().all(|own| !it.rows.contains(own))
            })
    };
    let has_values = |line: &&Line<'_>| !line.values.is_empty();
    let (before, after) = (lines.get(..nth), lines.get(nth + 1..));
    own.sureness == Some(Sureness::Official)
        && names_another(before.unwrap_or_default().iter().rfind(has_values))
        && names_another(after.unwrap_or_default().iter().find(has_values))
}

/// Tells whether a label with nothing but blanks behind it stands at the edge of a page, and
/// values without label at the facing edge of the page before or after: these may be its own.
pub fn is_cut(lines: &[Line<'_>], line: &Line<'_>) -> bool {
    if line.filled() > 0 || line.words.is_empty() || line.place().page == 0 {
        return false;
    }
    let page = line.place().page;
    let values_alone = |line: Option<&Line<'_>>, page: u32| {
        line.is_some_and(|line| {
            line.place().page == page && line.filled() > 0 && candidate(line).sureness.is_none()
        })
    };
    let Some(at) = lines.iter().position(|it| std::ptr::eq(it, line)) else { return false };
    let is_row = |line: &&Line<'_>| !line.values.is_empty();
    let before = lines.get(..at).and_then(|lines| lines.iter().rfind(is_row));
    let after = lines.get(at + 1..).and_then(|lines| lines.iter().find(is_row));
    values_alone(before, page - 1) || values_alone(after, page + 1)
}

/// The rows that the words above a line without label may name: one label or a piece of one, beside
/// pieces of group labels. Several labels in one heap tell nothing of the order of their rows.
fn hint(words: &[&str]) -> Vec<RequestRow> {
    let is_group = |word: &&&str| label::is_group(word);
    let joined: String = words.iter().filter(|word| !is_group(word)).copied().collect();
    let named = label::request_row(&joined).filter(|named| named.sureness != Sureness::Inside);
    named.map(|named| named.candidates).unwrap_or_default()
}

/// A line counts if it has values for a row, or a label with blank cells behind it.
fn is_usable(line: &Line<'_>) -> bool {
    if line.is_header() {
        return false;
    }
    let named = || candidate(line).sureness.is_some();
    let filled = line.filled();
    match line.source {
        Source::Grid | Source::Loose if line.words.is_empty() => {
            (filled >= 3 || filled == 0) && line.values.len() >= COLUMNS
        }
        Source::Grid | Source::Loose => !line.values.is_empty() && named(),
        Source::Text if line.words.is_empty() => (COLUMNS..=COLUMNS + 1).contains(&filled),
        Source::Text => filled >= COLUMNS - 1 || (filled > 0 && names_row(line)),
    }
}

/// Looks the labels up from the last to the first, alone and joined; the surest wins. Where the
/// last label names something, one before it has to be certain to win.
fn candidate<'l>(line: &'l Line<'_>) -> &'l Candidate {
    line.named.get_or_init(|| look_up(&line.words))
}

fn look_up(words: &[Word<'_>]) -> Candidate {
    let mut best = Candidate::default();
    let mut joined = String::new();
    for (nth, word) in words.iter().rev().enumerate() {
        joined.insert_str(0, word.text);
        let more = (nth > 0).then_some((joined.as_str(), false));
        for (text, alone) in std::iter::once((word.text, true)).chain(more) {
            let Some(named) = label::request_row(text) else { continue };
            let better = best.sureness.is_none_or(|sureness| {
                let certain = nth == 0 || !alone || named.sureness <= Sureness::Known;
                certain && (named.sureness, named.candidates.len()) < (sureness, best.rows.len())
            });
            if better {
                let sureness = Some(named.sureness);
                best = Candidate { rows: named.candidates, sureness, hint: Vec::new() };
            }
        }
        if best.sureness.is_some_and(|it| it <= Sureness::Known) {
            break;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::block::{Block, BlockCell, Layout, RowBlock, TextBlock};
    use crate::read::interpret::lines::lines;
    use crate::value::Place;

    fn text(on_pages: &[(u32, &str)]) -> Vec<Block> {
        let block = |(page, text): &(u32, &str)| {
            let place = Place::line(1).on_page(*page);
            Block::Text(TextBlock { text: (*text).to_owned(), place })
        };
        on_pages.iter().map(block).collect()
    }

    fn values(rows: &[&str]) -> Vec<usize> {
        let on_pages: Vec<(u32, &str)> = rows.iter().map(|line| (0, *line)).collect();
        gather(lines(&text(&on_pages))).iter().map(|line| line.values.len()).collect()
    }

    #[test]
    fn a_number_alone_completes_a_row_only_where_it_adds_up() {
        assert_eq!(values(&["2.重复申请 1 0 0 0 0 2", "3"]), [7]);
        assert_eq!(values(&["2.重复申请 1 0 0 0 0 2", "5"]), [6, 1]);
        assert_eq!(values(&["2.重复申请", "1", "0", "0", "0", "0", "2", "5"]), [7]);
        assert_eq!(values(&["2.重复申请", "1 0 0 0 0 0 1"]), [7]);
    }

    #[test]
    fn words_above_a_row_hint_at_it_unless_they_are_a_heap() {
        assert_eq!(
            hint(&["（四）无", "3.补正后申请内容", "仍不明确"]),
            [RequestRow::UnableUnclear]
        );
        assert_eq!(hint(&["5.属于三类内部事务信", "息", "1.本机关不掌握相关政府信息"]), []);
    }

    #[test]
    fn a_label_parted_from_values_by_a_page_break_is_not_blank() {
        let row = |page: u32, label: &str, value: &str| {
            let texts = std::iter::once(label).chain(std::iter::repeat_n(value, COLUMNS));
            let place = |column| Place::cell(1, page, column).on_page(page);
            let cells = texts.zip(1..).map(|(text, column)| BlockCell::new(text, place(column)));
            Block::Row(RowBlock { table: 1, cells: cells.collect(), layout: Layout::Grid })
        };
        let rows = [row(1, "", "3"), row(2, "2.重复申请", "")];
        let cut = lines(&rows);
        assert!(is_cut(&cut, &cut[1]));
        let rows = [row(1, "1.信访举报投诉类申请", "3"), row(2, "2.重复申请", "")];
        let whole = lines(&rows);
        assert!(!is_cut(&whole, &whole[1]));
    }

    #[test]
    fn a_label_between_whole_rows_has_blank_cells() {
        let rows = text(&[
            (0, "1.信访举报投诉类申请 1 0 0 0 0 0 1"),
            (0, "2.重复申请"),
            (0, "3.要求提供公开出版物 0 0 0 0 0 0 0"),
        ]);
        assert!(is_bare_label(&lines(&rows), 1));
        let torn = text(&[
            (0, "三、本年度办理结果（一） 1 0 0 0 0 0 1"),
            (0, "予以公开"),
            (0, "（二）部分公开 0 0 0 0 0 0 0"),
        ]);
        assert!(!is_bare_label(&lines(&torn), 1));
    }
}
