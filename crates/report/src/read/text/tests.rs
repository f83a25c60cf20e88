use super::*;

fn rows(text: &str) -> Vec<Vec<String>> {
    read(text, &Limits::default())
        .expect("text")
        .blocks
        .into_iter()
        .filter_map(|block| match block {
            Block::Row(row) => Some(row.cells.into_iter().map(|cell| cell.text).collect()),
            Block::Text(_) => None,
        })
        .collect()
}

#[test]
fn tabs_keep_blank_cells() {
    assert_eq!(rows("规章\t0\t\t3\n"), [["规章", "0", "", "3"]]);
    assert_eq!(rows("3.其他\t\t\t\t\t\t\t\n")[0].len(), 8);
}

#[test]
fn rows_under_each_other_are_a_grid_even_where_blank_ends_were_dropped() {
    let layouts = |text: &str| -> Vec<Layout> {
        let blocks = read(text, &Limits::default()).expect("text").blocks;
        let rows = blocks.into_iter().filter_map(|block| match block {
            Block::Row(row) => Some(row.layout),
            Block::Text(_) => None,
        });
        rows.collect()
    };
    let grid = "新收\t\t1\t0\t0\t0\t0\t0\t1\n\t部分\t2\t0\t0\t0\t0\t0\n";
    assert_eq!(layouts(grid), [Layout::Grid; 2]);
    let ragged = "新收\t1\t0\t0\t0\t0\t0\t1\n三\t部分\t2\t0\t0\t0\t0\t0\t2\n";
    assert_eq!(layouts(ragged), [Layout::Loose; 2]);
    assert_eq!(layouts(&grid.replace('\t', " | ")), [Layout::Loose; 2]);
}

#[test]
fn a_bar_in_front_of_few_lines_ends_a_blank_cell() {
    assert_eq!(rows("甲 | 1 | 2\n| 3 | 4\n乙 | 5 | 6\n")[1], ["", "3", "4"]);
}

#[test]
fn bars_hold_rows_and_markdown_rules_do_not() {
    assert_eq!(rows("| 规章 | 0 | | 3 |\n|---|---|---|---|\n"), [["规章", "0", "", "3"]]);
}

#[test]
fn one_cell_per_line_becomes_rows() {
    let text = "规章 |\n0 |\n|\n3 |\n行政规范性文件 |\n1 |\n2 |\n4 |\n行政许可 |\n7 |\n||\n";
    assert_eq!(
        rows(text),
        [
            vec!["规章", "0", "", "3"],
            vec!["行政规范性文件", "1", "2", "4"],
            vec!["行政许可", "7", "", ""]
        ]
    );
}

#[test]
fn page_numbers_are_no_text() {
    for line in ["-2-", "— 3 —", "第 3 页", "第3页共12页"] {
        assert!(is_page_number(line), "{line}");
    }
    for line in ["2", "2024年", "- 一 -", "第三页"] {
        assert!(!is_page_number(line), "{line}");
    }
}
