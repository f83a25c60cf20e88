//! Short lists on the terminal: cells that stand under each other, however wide their letters are.

use unicode_width::UnicodeWidthStr;

/// What stands between two cells.
const GAP: &str = "  ";

/// Returns one line for each row. The last cell of a row is not filled up.
pub fn aligned<const N: usize>(rows: &[[String; N]]) -> Vec<String> {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    rows.iter().map(|row| line(row, &widths)).collect()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in row.iter().zip(widths) {
        line.push_str(cell);
        line.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width())));
        line.push_str(GAP);
    }
    line.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_letters_take_two_places() {
        let rows = [["a", "市教育局", "x"], ["bcd", "学校", ""]].map(|it| it.map(str::to_owned));
        assert_eq!(aligned(&rows), ["a    市教育局  x", "bcd  学校"]);
    }
}
