//! Where a sealed value belongs.

use uuid::Uuid;

use crate::encoding;

/// The place of one stored value. An envelope opens at its own place only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The agency that holds the record; its envelopes have keys of their own.
    pub agency: Uuid,
    /// The table.
    pub table: &'a str,
    /// The column.
    pub column: &'a str,
    /// The record.
    pub record: Uuid,
}

impl Place<'_> {
    /// Writes the place as bytes that no other place has.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let (agency, record) = (self.agency.as_bytes(), self.record.as_bytes());
        encoding::join(&[agency, self.table.as_bytes(), self.column.as_bytes(), record])
    }
}
