//! What comes out of the process is what would have been read here.

use std::fs::File;
use std::path::{Path, PathBuf};

use reader::limits::Limits;
use reader::{Program, ReadFailure, Readers};
use report::read::read;
use roster::OrganisationColumn;

const PROBE: &str = env!("CARGO_BIN_EXE_reader-probe");

fn readers() -> Readers {
    Readers::new(Program::at(PROBE, &["read-one"]), Limits::default())
}

fn of_report(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../report/tests").join(path)
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

#[tokio::test]
async fn the_sample_report_is_read_to_the_very_same_report() {
    let path = of_report("fixtures/yunchuan-2024.html");
    let bytes = std::fs::read(&path).unwrap();
    let here = read(&bytes, &report::limits::Limits::default()).unwrap();
    assert_eq!(readers().read_report(bytes).await.as_ref(), Ok(&here));
    // By the descriptor of the file too.
    assert_eq!(readers().read_report(File::open(path).unwrap()).await, Ok(here));
}

#[tokio::test]
async fn hostile_documents_come_to_the_same_report_or_the_same_error() {
    let readers = readers();
    let files = files_below(&of_report("hostile"));
    assert!(files.len() >= 100, "{}", files.len());
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        let here = read(&bytes, &report::limits::Limits::default());
        match (readers.read_report(bytes).await, here) {
            (Ok(there), Ok(here)) => assert_eq!(there, here, "{}", path.display()),
            (Err(ReadFailure::Document(there)), Err(here)) => {
                assert_eq!(there, here, "{}", path.display());
            }
            (there, here) => panic!("{}: {there:?} but {here:?}", path.display()),
        }
    }
}

#[tokio::test]
async fn a_file_that_is_too_large_is_told_by_its_bound() {
    let most = report::limits::Limits::default().file_bytes;
    let error = readers().read_report(vec![b' '; most + 10]).await;
    assert!(matches!(
        error,
        Err(ReadFailure::Document(report::read::ReadError::TooLarge { bound, .. })) if bound == most
    ));
}

#[tokio::test]
async fn a_workbook_is_read_to_the_very_same_sheets_or_the_same_error() {
    let workbook = roster::template(law::Lang::Zh).unwrap();
    let here = roster::read(&workbook).unwrap();
    assert!(here.organisations.columns.contains(&OrganisationColumn::Code));
    assert_eq!(readers().read_roster(workbook).await, Ok(here));
    for odd in [&b""[..], b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", &[0; 6 << 20]] {
        let here = roster::read(odd).unwrap_err();
        assert_eq!(readers().read_roster(odd.to_vec()).await, Err(ReadFailure::Document(here)));
    }
}
