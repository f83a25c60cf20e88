//! Everything that leaves as a file: reports, forms, lists of problems, comparisons.
//!
//! A document is composed once as a [`page::Page`] and then written as HTML, DOCX or PDF, so that
//! the three cannot say different things; workbooks (XLSX) have their own layout, because people
//! fill them in. The same input gives the same bytes. Nothing here opens a file: fonts of the
//! office are handed in. This is the only crate that knows the typesetting engine.

pub mod chart;
pub mod compose;
pub mod docx;
mod grid;
pub mod html;
pub mod page;
pub mod pdf;
pub mod xlsx;
