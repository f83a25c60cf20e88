//! Word documents: the input is the body of `word/document.xml`, or a whole package.
#![no_main]

mod oracle;
mod package;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        oracle::run(bytes);
        return;
    }
    let mut xml = b"<w:document xmlns:w=\"w\"><w:body>".to_vec();
    xml.extend_from_slice(bytes);
    xml.extend_from_slice(b"</w:body></w:document>");
    oracle::run(&package::stored(&[("word/document.xml", &xml)]));
});
