//! Controls that a document hides in its text: they end here, before a terminal, a page or a file of
//! ours could obey them.

use crate::model::Report;
use crate::value::CellValue;

/// What stands for a control that was taken out.
const MARK: char = '\u{fffd}';

/// Replaces controls, marks of direction and line separators in every text of the report.
pub fn clean(report: &mut Report) {
    let names = [&mut report.agency, &mut report.title];
    names.into_iter().flatten().for_each(|it| text(&mut it.value));
    for section in &mut report.sections {
        text(&mut section.heading);
        section.paragraphs.iter_mut().for_each(|it| text(&mut it.value));
    }
    for cell in report.cells.values_mut() {
        text(&mut cell.raw);
        if let CellValue::Mark(mark) = &mut cell.value {
            text(mark);
        }
        cell.remark.iter_mut().for_each(text);
    }
    for label in &mut report.labels {
        text(&mut label.found);
    }
    for (name, value) in &mut report.metadata {
        text(name);
        text(value);
    }
}

/// Replaces what is no text in one text.
pub fn text(text: &mut String) {
    if text.chars().any(is_control) {
        *text = text.chars().map(|c| if is_control(c) { MARK } else { c }).collect();
    }
}

fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n'))
        || matches!(
            c,
            '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
                | '\u{2028}'
                | '\u{2029}'
                | '\u{fffe}'
                | '\u{ffff}'
        )
}

#[cfg(test)]
mod tests {
    #[test]
    fn controls_become_visible_marks_and_words_stay() {
        let mut text = "局\u{1b}[31m\u{9b}\u{202e}x\u{1}\n好\t".to_owned();
        super::text(&mut text);
        assert_eq!(text, "局\u{fffd}[31m\u{fffd}\u{fffd}x\u{fffd}\n好\t");
    }
}
