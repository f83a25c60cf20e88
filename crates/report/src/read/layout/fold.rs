//! White space: folding it in a line, and joining the lines of a cell.

use crate::read::block::is_filler;

/// Folds white space to single spaces and takes out invisible fillers and white space at the ends.
///
/// A tab between words is kept, one for one, because it may divide columns; a tab beside a line
/// break is indentation of the source.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let (mut gap, mut tabs, mut breaks) = (false, 0_usize, false);
    for c in text.chars() {
        match c {
            '\t' => (gap, tabs) = (true, tabs.saturating_add(1)),
            '\n' | '\r' => (gap, breaks) = (true, true),
            c if c.is_whitespace() => gap = true,
            c if is_filler(c) || c == '\0' => {}
            c => {
                if gap && !folded.is_empty() {
                    match tabs > 0 && !breaks {
                        true => folded.extend(std::iter::repeat_n('\t', tabs)),
                        false => folded.push(' '),
                    }
                }
                (gap, tabs, breaks) = (false, 0, false);
                folded.push(c);
            }
        }
    }
    folded
}

/// Keeps a preformatted line as it is, except invisible fillers; a blank line becomes empty.
pub fn verbatim(line: &str) -> String {
    if line.chars().all(is_filler) {
        return String::new();
    }
    line.chars().filter(|c| c.is_whitespace() || !is_filler(*c)).filter(|c| *c != '\r').collect()
}

/// Joins the lines of a cell without a separator, because words are cut into lines anywhere.
///
/// Two numbers or Latin words in lines of their own stay two: run together they would read as one.
pub fn join<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for line in lines {
        let before = joined.chars().next_back();
        let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if ascii(before) && ascii(line.chars().next()) {
            joined.push(' ');
        }
        joined.extend(line.chars().map(|c| if c == '\t' { ' ' } else { c }));
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_of_every_kind_becomes_one_space() {
        assert_eq!(fold("　　文　　号\u{a0}： \n 1 "), "文 号 ： 1");
        assert_eq!(fold(" \u{a0}　\u{feff}\u{200b}"), "");
        assert_eq!(fold("公\u{200b}开"), "公开");
    }

    #[test]
    fn tabs_between_words_stay_and_indentation_goes() {
        assert_eq!(fold("\t总计\t1\t\t2\t"), "总计\t1\t\t2");
        assert_eq!(fold("第一行\n\t\t第二行"), "第一行 第二行");
    }

    #[test]
    fn preformatted_lines_keep_their_columns() {
        assert_eq!(verbatim("  总计   1\t2\r"), "  总计   1\t2");
        assert_eq!(verbatim(" \u{a0}"), "");
    }

    #[test]
    fn lines_of_a_cell_join_but_numbers_do_not_run_together() {
        assert_eq!(join(["申请人情", "况"].into_iter()), "申请人情况");
        assert_eq!(join(["22", "（其中修订16件）"].into_iter()), "22（其中修订16件）");
        assert_eq!(join(["12", "34"].into_iter()), "12 34");
    }
}
