//! The archive as it leaves: compressed, without times of its making, so that the same page gives
//! the same bytes; with title and author, and with header rows that Word repeats on each page.
//!
//! The library that writes the parts has no words for the last three, so they are added here.

use std::io::{Cursor, Read, Write};

use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::DocxError;
use crate::page::{Block, Page};

/// Copies the archive part by part and finishes what is to be finished.
pub fn finish(packed: &[u8], page: &Page) -> Result<Vec<u8>, DocxError> {
    let mut archive = ZipArchive::new(Cursor::new(packed))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?;
        if part.is_dir() {
            continue;
        }
        let name = part.name()?.into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes)?;
        let bytes = match name.as_ref() {
            "word/document.xml" => repeat_headers(&bytes, &header_rows(page))?,
            "docProps/core.xml" => properties(page).into_bytes(),
            _ => bytes,
        };
        out.start_file(name, options)?;
        out.write_all(&bytes)?;
    }
    Ok(out.finish()?.into_inner())
}

/// How many header rows each table has, in the order of the document.
fn header_rows(page: &Page) -> Vec<usize> {
    page.blocks
        .iter()
        .filter_map(|it| match it {
            Block::Table(table) => Some(table.header_rows),
            Block::Picture(picture) => Some(picture.data.header_rows),
            _ => None,
        })
        .collect()
}

/// Adds `w:tblHeader` to the properties of the first rows of each table.
fn repeat_headers(document: &[u8], headers: &[usize]) -> Result<Vec<u8>, DocxError> {
    let mut reader = Reader::from_reader(document);
    let mut writer = Writer::new(Vec::new());
    let mut tables = headers.iter();
    let mut left = 0;
    loop {
        let event = reader.read_event()?;
        match &event {
            Event::Eof => break,
            Event::Start(tag) if tag.name().as_ref() == "w:tbl" => {
                left = tables.next().copied().unwrap_or(0);
            }
            Event::End(tag) if tag.name().as_ref() == "w:sectPr" => {
                writer.write_event(Event::Empty(grid()))?;
            }
            Event::End(tag) if tag.name().as_ref() == "w:trPr" && left > 0 => {
                writer.write_event(Event::Empty(BytesStart::new("w:tblHeader")))?;
                left -= 1;
            }
            _ => {}
        }
        writer.write_event(event)?;
    }
    Ok(writer.into_inner())
}

/// 22 lines to a page (GB/T 9704), a pitch of 29 pt. The 28 letters to a line are not asked for by a
/// grid, because programs count it from different letters and some set the text wide apart.
fn grid() -> BytesStart<'static> {
    let attributes = [("w:type", "lines"), ("w:linePitch", "580")];
    BytesStart::new("w:docGrid").with_attributes(attributes)
}

fn properties(page: &Page) -> String {
    let made = format!("{}T00:00:00Z", page.as_of);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>{}</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{made}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{made}</dcterms:modified>\
         </cp:coreProperties>",
        escape(page.title.as_str()),
        escape(page.author.as_str()),
        page.language,
    )
}
