//! What printing adds to every page: page numbers and running headers.

use std::collections::BTreeMap;

use super::page::{Item, Page};

/// The part of a page, above and below, in which page numbers stand. Official letters (GB/T 9704)
/// set them 28 mm above the lower edge of a sheet of 297 mm.
const NUMBER_MARGIN: f64 = 0.13;
/// The part of a page, above and below, in which running headers stand.
const HEADER_MARGIN: f64 = 0.10;

/// Drops page numbers and running headers. Only text outside of tables is looked at.
pub(super) fn remove(pages: &mut [Page]) {
    for page in &mut *pages {
        drop_outermost(page, NUMBER_MARGIN, is_page_number);
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for page in &*pages {
        for text in outermost(page, HEADER_MARGIN) {
            *seen.entry(without_digits(&text)).or_default() += 1;
        }
    }
    let half = pages.len() / 2;
    for page in &mut *pages {
        let runs = |text: &str| {
            let times = seen.get(&without_digits(text)).copied().unwrap_or(0);
            times >= 3 && times > half
        };
        drop_outermost(page, HEADER_MARGIN, runs);
        // A page number may stand under a running footer.
        drop_outermost(page, NUMBER_MARGIN, is_page_number);
    }
}

fn without_digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_numeric() && !c.is_whitespace()).collect()
}

/// Returns the texts of the first and last items that stand in the margin.
fn outermost(page: &Page, margin: f64) -> Vec<String> {
    let ends = [page.items.first(), page.items.last()];
    ends.into_iter()
        .flatten()
        .filter_map(|item| text_in_margin(item, page.height, margin))
        .collect()
}

fn text_in_margin(item: &Item, height: f64, margin: f64) -> Option<String> {
    let Item::Line(line) = item else { return None };
    let outside = line.baseline < height * margin || line.baseline > height * (1.0 - margin);
    outside.then(|| line.text())
}

fn drop_outermost(page: &mut Page, margin: f64, is_furniture: impl Fn(&str) -> bool) {
    let furniture = |item: Option<&Item>| {
        item.and_then(|item| text_in_margin(item, page.height, margin))
            .is_some_and(|text| is_furniture(&text))
    };
    if furniture(page.items.last()) {
        page.items.pop();
    }
    if furniture(page.items.first()) {
        page.items.remove(0);
    }
}

/// Tells whether a line is a page number: `-2-`, `— 3 —`, `第 3 页 共 5 页`, `3 / 5`, a bare `3`.
pub(super) fn is_page_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let numbers = text.split(|c: char| !c.is_numeric()).filter(|part| !part.is_empty());
    let lengths: Vec<usize> = numbers.map(|part| part.chars().count()).collect();
    let decoration = |c: char| {
        matches!(c, '-' | '－' | '—' | '–' | '―' | '─' | '~' | '·' | '•' | '.' | '/' | '|' | '_')
            || matches!(c, '第' | '页' | '頁' | '共' | '（' | '）' | '(' | ')' | '[' | ']')
    };
    let words = bare.to_ascii_lowercase().replace("page", "").replace("of", "");
    (1..=2).contains(&lengths.len())
        && lengths.iter().all(|length| *length <= 3)
        && words.chars().all(|c| c.is_numeric() || decoration(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_from_text() {
        for number in ["-2-", "— 3 —", "第 3 页 共 5 页", "3 / 5", "12", "Page 2 of 4", "－4－"]
        {
            assert!(is_page_number(number), "{number}");
        }
        for text in ["2024", "", "—", "3.其他", "第二十条", "1 2 3", "2025年1月"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
