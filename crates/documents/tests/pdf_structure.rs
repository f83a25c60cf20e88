//! A PDF is tagged, its headers are marked, its faces are embedded.

use documents::pdf::{Faces, MissingFace};
use documents::{compose, pdf};
use lopdf::{Dictionary, Document, Object};
use report::limits::Limits;
use report::read::read;

fn written(faces: &Faces) -> pdf::Pdf {
    let sample = include_bytes!("../../report/tests/fixtures/yunchuan-2024.html");
    let report = read(sample, &Limits::default()).expect("the sample is a report");
    pdf::write(&compose::report(&report), faces).expect("it is written")
}

fn dictionaries(document: &Document) -> Vec<&Dictionary> {
    document.objects.values().filter_map(|it| it.as_dict().ok()).collect()
}

fn count(document: &Document, key: &[u8], value: &[u8]) -> usize {
    let has = |it: &&Dictionary| it.get(key).and_then(Object::as_name).is_ok_and(|it| it == value);
    dictionaries(document).into_iter().filter(has).count()
}

#[test]
fn the_structure_tells_headings_tables_and_headers() {
    let pdf = written(&Faces::new([]));
    let document = Document::load_mem(&pdf.bytes).expect("a PDF");
    let catalog = document.catalog().expect("a catalog");
    assert!(catalog.get(b"StructTreeRoot").is_ok(), "the PDF is not tagged");
    assert!(catalog.get(b"Lang").is_ok(), "the PDF does not tell its language");
    assert_eq!(count(&document, b"S", b"H1"), 6, "six headings");
    assert_eq!(count(&document, b"S", b"Table"), 3, "three tables");
    let (headers, values) = (count(&document, b"S", b"TH"), count(&document, b"S", b"TD"));
    assert!(headers >= 60, "{headers} header cells");
    assert_eq!(values, 10 + 175 + 15, "one data cell for each number of the form");
}

#[test]
fn every_face_is_embedded() {
    let pdf = written(&Faces::new([]));
    let document = Document::load_mem(&pdf.bytes).expect("a PDF");
    let fonts: Vec<&Dictionary> = dictionaries(&document)
        .into_iter()
        .filter(|it| {
            it.get(b"Type").and_then(Object::as_name).is_ok_and(|it| it == b"FontDescriptor")
        })
        .collect();
    assert!(fonts.len() >= 3, "{} faces", fonts.len());
    for font in fonts {
        let embedded = font.get(b"FontFile2").or_else(|_| font.get(b"FontFile3"));
        assert!(embedded.is_ok(), "{:?} is not embedded", font.get(b"FontName"));
    }
}

#[test]
fn a_missing_face_gives_way_to_song_and_is_told() {
    assert_eq!(Faces::new([]).missing(), Some(MissingFace::FangSong));
    let own = include_bytes!("../../../fonts/FandolFang-Regular.otf");
    let faces = Faces::new([own.to_vec()]);
    assert_eq!(faces.missing(), None);
    let pdf = written(&faces);
    let document = Document::load_mem(&pdf.bytes).expect("a PDF");
    let names: Vec<String> = dictionaries(&document)
        .into_iter()
        .filter_map(|it| it.get(b"BaseFont").and_then(Object::as_name).ok())
        .map(|it| String::from_utf8_lossy(it).into_owned())
        .collect();
    assert!(names.iter().any(|it| it.contains("FandolFang")), "{names:?}");
}

#[test]
fn a_file_that_is_no_font_is_passed_over() {
    let faces = Faces::new([b"no font at all".to_vec(), Vec::new()]);
    assert_eq!(faces.families().len(), 4);
}

#[test]
fn a_letter_that_no_face_has_is_told() {
    let mut report = compose::blank("云川市教育局", 2026).expect("there is a form");
    if let Some(title) = &mut report.title {
        title.value.push('𠮷');
    }
    let pdf = pdf::write(&compose::report(&report), &Faces::new([])).expect("it is written");
    assert!(pdf.missing_letters.contains(&'𠮷'), "{:?}", pdf.missing_letters);
}
