//! Pages as PDF: GB/T 9704 layout, embedded fonts, tagged for screen readers (PDF/UA-1, PDF/A-2a).

mod faces;
mod letters;
mod world;

use std::collections::BTreeSet;

use typst::diag::{SourceDiagnostic, Warned};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

pub use faces::{Faces, MissingFace};

use crate::page::Page;
use world::PageWorld;

/// A page written as PDF.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Letters that no face at hand has; 〓 stands for them.
    pub missing_letters: BTreeSet<char>,
}

/// A page could not be set.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The typesetter refused the page; this is a fault of the program.
    #[error("the page could not be set: {0}")]
    Typesetting(String),
    /// The page is larger than a PDF can be set in reasonable time and memory.
    #[error("the document has {0} letters; a PDF is set of at most {MOST_LETTERS}")]
    TooLarge(usize),
    /// The page could not be handed over.
    #[error("the page could not be handed to the typesetter")]
    Data(#[from] serde_json::Error),
}

/// Bytes of data of which a PDF is set; the longest reports have a tenth of it. Typesetting takes
/// about a kilobyte of memory for each letter.
pub const MOST_LETTERS: usize = 2_000_000;

/// Writes the page with the faces at hand.
///
/// # Errors
///
/// [`PdfError::TooLarge`]; the others are faults of the program and not of the report.
pub fn write(page: &Page, faces: &Faces) -> Result<Pdf, PdfError> {
    let size = letters::size(page);
    if size > MOST_LETTERS {
        return Err(PdfError::TooLarge(size));
    }
    let mut data = serde_json::to_value(page)?;
    let missing_letters = letters::make_printable(&mut data, &|letter| faces.have(letter));
    let world = PageWorld::new(&data, faces)?;
    let Warned { output, .. } = typst::compile::<PagedDocument>(&world);
    let document = output.map_err(|errors| told(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| PdfError::Typesetting(format!("{error:?}")))?;
    let options = PdfOptions { standards, ..PdfOptions::default() };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| told(&errors))?;
    // Layouts are remembered for the next page; what two pages have not used is forgotten.
    typst::comemo::evict(2);
    Ok(Pdf { bytes, missing_letters })
}

fn told(errors: &[SourceDiagnostic]) -> PdfError {
    let messages: Vec<&str> = errors.iter().map(|it| it.message.as_str()).collect();
    PdfError::Typesetting(messages.join("; "))
}
