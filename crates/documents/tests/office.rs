//! What others see: Word and Excel files opened by LibreOffice, PDFs read by Poppler, and the pages
//! as pictures. The programs are no part of the product, so these tests run where
//! `cargo xtask test` has installed them.

use std::path::{Path, PathBuf};
use std::process::Command;

use documents::pdf::Faces;
use documents::{compose, docx, pdf, xlsx};
use report::Report;
use report::limits::Limits;
use report::read::read;

const SAMPLE: &[u8] = include_bytes!("../../report/tests/fixtures/yunchuan-2024.html");

fn sample() -> Report {
    read(SAMPLE, &Limits::default()).expect("the sample is a report")
}

fn run(program: &str, arguments: &[&str], folder: &Path) -> Vec<u8> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env("HOME", folder)
        .output()
        .unwrap_or_else(|error| panic!("{program} is not there ({error}); use `cargo xtask test`"));
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// Lets LibreOffice open a file and write it in another format.
fn through_libreoffice(name: &str, bytes: &[u8], to: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join(name), bytes).expect("the file is written");
    run("soffice", &["--headless", "--convert-to", to, "--outdir", "out", name], folder.path());
    let ending = to.split(':').next().unwrap_or(to);
    let written = PathBuf::from(name).with_extension(ending);
    std::fs::read(folder.path().join("out").join(written)).expect("LibreOffice wrote a file")
}

fn same_cells(what: &str, report: &Report, back: &Report) {
    for (id, cell) in &report.cells {
        let found = back.cell(*id).map(|it| &it.value);
        assert_eq!(found, Some(&cell.value), "{what}: {id}");
    }
}

#[test]
#[ignore = "needs LibreOffice; `cargo xtask test` runs it"]
fn libreoffice_sees_the_same_tables_in_a_word_file() {
    let report = sample();
    let docx = docx::write(&compose::report(&report)).expect("DOCX is written");
    let saved = through_libreoffice("report.docx", &docx, "docx:MS Word 2007 XML");
    let back = read(&saved, &Limits::default()).expect("LibreOffice's file is a report");
    same_cells("docx", &report, &back);
}

#[test]
#[ignore = "needs LibreOffice; `cargo xtask test` runs it"]
fn libreoffice_sees_the_same_tables_in_a_workbook() {
    let report = sample();
    let xlsx = xlsx::report(&report).expect("XLSX is written");
    let saved = through_libreoffice("report.xlsx", &xlsx, "xlsx:Calc MS Excel 2007 XML");
    let back = read(&saved, &Limits::default()).expect("LibreOffice's file is a report");
    same_cells("xlsx", &report, &back);
}

#[test]
#[ignore = "needs LibreOffice; `cargo xtask test` runs it"]
fn libreoffice_calculates_the_identities_as_the_program_does() {
    let xlsx = xlsx::report(&sample()).expect("XLSX is written");
    // The last option asks for every sheet; each becomes a file named after it.
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("report.xlsx"), xlsx).expect("the file is written");
    let options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
    let arguments = ["--headless", "--convert-to", options, "--outdir", "out", "report.xlsx"];
    run("soffice", &arguments, folder.path());
    let csv = std::fs::read_to_string(folder.path().join("out/report-勾稽核对.csv"))
        .expect("the sheet of identities");
    let count = |verdict: &str| csv.lines().filter(|line| line.ends_with(verdict)).count();
    assert_eq!((count("✓ 相等"), count("✗ 不等")), (39, 3), "{csv}");
}

#[test]
#[ignore = "needs Poppler; `cargo xtask test` runs it"]
fn poppler_reads_every_word_of_a_pdf() {
    let report = sample();
    let pdf = pdf::write(&compose::report(&report), &Faces::new([])).expect("PDF is written");
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("report.pdf"), pdf.bytes).expect("the file is written");
    let text = run("pdftotext", &["-raw", "report.pdf", "-"], folder.path());
    let squeezed: String = String::from_utf8_lossy(&text).split_whitespace().collect();
    for section in &report.sections {
        for paragraph in &section.paragraphs {
            for sentence in paragraph.value.split_inclusive('。') {
                let wanted: String = sentence.split_whitespace().collect();
                // A sentence may run over a page number.
                let found = squeezed.contains(&wanted) || wanted.chars().count() > 120;
                assert!(found, "not in the PDF: {wanted}");
            }
        }
    }
}

/// Grey levels by which a page may differ from its saved picture, on average.
const TOLERANCE: u64 = 3;

#[test]
#[ignore = "needs Poppler; `cargo xtask test` runs it"]
fn the_pages_look_as_they_did() {
    let faces = Faces::new([include_bytes!("../../../fonts/FandolFang-Regular.otf").to_vec()]);
    let pdf = pdf::write(&compose::report(&sample()), &faces).expect("PDF is written");
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("report.pdf"), pdf.bytes).expect("the file is written");
    run("pdftoppm", &["-gray", "-r", "24", "report.pdf", "page"], folder.path());
    let saved = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut pages = 0;
    for entry in std::fs::read_dir(folder.path()).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|it| it != "pgm") {
            continue;
        }
        pages += 1;
        let name = path.file_name().expect("a name");
        let now = std::fs::read(&path).expect("a picture");
        if std::env::var_os("GONGKAI_ACCEPT_PAGES").is_some() {
            std::fs::create_dir_all(&saved).expect("the folder is made");
            std::fs::write(saved.join(name), &now).expect("the picture is saved");
        }
        let before = std::fs::read(saved.join(name)).expect("a saved picture of the page");
        assert_eq!(before.len(), now.len(), "{} has another size", name.display());
        let difference: u64 = before.iter().zip(&now).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        let average = difference / u64::try_from(now.len()).expect("a length");
        assert!(average <= TOLERANCE, "{} differs by {average} grey levels", name.display());
    }
    let kept = std::fs::read_dir(&saved).expect("saved pictures").count();
    assert_eq!(pages, kept, "the number of pages");
}
