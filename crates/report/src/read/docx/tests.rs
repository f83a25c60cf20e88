use std::io::Write;

use super::*;

fn file(body: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default())
        .expect("in memory");
    let xml = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    );
    zip.write_all(xml.as_bytes()).expect("in memory");
    zip.finish().expect("in memory").into_inner()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn shown(body: &str) -> Vec<String> {
    let document = read(&file(body), &Limits::default()).expect("a document");
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
fn merged_cells_keep_the_grid() {
    let body = format!(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>{}</w:tc>\
         <w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc></w:tr>\
         <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
        p("三"),
        p("甲"),
        p("1"),
        p("2")
    );
    assert_eq!(shown(&body), ["三|甲|~甲", "~三|1|2"]);
}

#[test]
fn deleted_hidden_and_field_text_is_left_out() {
    let body = "<w:p><w:r><w:t>一</w:t></w:r><w:del><w:r><w:delText>二</w:delText></w:r></w:del>\
                <w:ins><w:r><w:t>三</w:t></w:r></w:ins>\
                <w:r><w:rPr><w:vanish/></w:rPr><w:t>四</w:t></w:r>\
                <w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>五&amp;六</w:t></w:r></w:p>";
    assert_eq!(shown(body), ["一三五&六"]);
}

#[test]
fn a_table_in_a_cell_follows_its_table() {
    let body = format!(
        "<w:tbl><w:tr><w:tc>{}<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>",
        p("外"),
        p("内")
    );
    assert_eq!(shown(&body), ["外", "内"]);
}

#[test]
fn hostile_files_end_in_an_error() {
    let limits = Limits::default();
    let deep = "<w:x>".repeat(100_000);
    assert!(matches!(read(&file(&deep), &limits), Err(ReadError::TooLarge { .. })));
    let wide = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc/>".repeat(1_000));
    assert!(matches!(read(&file(&wide), &limits), Err(ReadError::TooLarge { .. })));
    let whole = file(&p("文"));
    let cut = whole.get(..whole.len() / 2).expect("shorter");
    assert!(matches!(read(cut, &limits), Err(ReadError::Damaged { .. })));
    let small = Limits { unpacked_bytes: 100, ..limits };
    assert!(matches!(
        read(&file(&p(&"0".repeat(10_000))), &small),
        Err(ReadError::TooLarge { .. })
    ));
}
