use super::*;

fn shown(page: &str) -> Vec<String> {
    let document = read(page, &Limits::default()).expect("a page");
    document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Text(text) => text.text.clone(),
            Block::Row(row) => {
                let cell = |it: &crate::read::block::BlockCell| {
                    format!("{}{}", if it.continued { "~" } else { "" }, it.text)
                };
                row.cells.iter().map(cell).collect::<Vec<_>>().join("|")
            }
        })
        .collect()
}

#[test]
fn words_cut_by_tags_are_joined() {
    let page =
        "<table><tr><td><p>申请人<span>情</span></p><p>况</p></td><td>&nbsp;</td></tr></table>";
    assert_eq!(shown(page), ["申请人情况|"]);
}

#[test]
fn cells_over_several_columns_and_rows_keep_the_grid() {
    let page = "<table><tr><td rowspan=2>三</td><td colspan=2>甲</td></tr>\
                <tr><td>1</td><td>2</td></tr></table>";
    assert_eq!(shown(page), ["三|甲|~甲", "~三|1|2"]);
}

#[test]
fn scripts_and_hidden_parts_are_left_out() {
    let page = "<body><script>var a='<p>不是正文</p>'</script><p style='display: none'>藏</p><p>正文</p></body>";
    assert_eq!(shown(page), ["正文"]);
}

#[test]
fn a_table_for_layout_gives_its_text_and_inner_tables() {
    let page = "<table><tr><td><p>一、总体情况</p><table><tr><td>规章</td><td>0</td></tr></table></td></tr></table>";
    assert_eq!(shown(page), ["一、总体情况", "规章|0"]);
}

#[test]
fn a_page_without_text_says_so() {
    let page = "<body><img src=a.png><img src=b.png></body>";
    assert_eq!(read(page, &Limits::default()), Err(ReadError::NoText { pictures: 2 }));
}

#[test]
fn hostile_pages_end_in_an_error_or_a_bounded_table() {
    let deep = "<div>".repeat(100_000);
    assert!(matches!(read(&deep, &Limits::default()), Err(ReadError::TooLarge { .. })));
    let wide = "<table><tr><td colspan=1000000000 rowspan=1000000000>a</td></tr></table>";
    assert_eq!(shown(wide).len(), 1);
}

#[test]
fn title_and_metadata_are_kept() {
    let page = "<head><title> 某局2024年报 </title><meta name=PubDate content='2025-01-20'></head><p>文</p>";
    let document = read(page, &Limits::default()).expect("a page");
    assert_eq!(document.title.as_deref(), Some("某局2024年报"));
    assert_eq!(document.metadata, [("PubDate".to_owned(), "2025-01-20".to_owned())]);
}
