//! A receipt as a JSON file.

use serde::{Deserialize, Deserializer, Serialize};

use super::{Receipt, ReceiptError};
use crate::entry::Entry;
use crate::hash::{Hash, HashSuite};
use crate::limits::RECEIPT_BYTES;
use crate::opening::Opening;
use crate::proof::LogProof;

const FORMAT: &str = "gongkai-receipt/1";

/// The file. Unknown and repeated keys are refused.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    entry: String,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    opening: Option<OpeningFile>,
    suite: HashSuite,
    proof: String,
    key: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OpeningFile {
    /// Digits like those of a hash.
    salt: Hash,
    body: String,
}

/// All there is to know of a file of another format.
#[derive(Deserialize)]
struct AnyFormat {
    format: String,
}

/// Reads an opening that is there; `null` is none.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<OpeningFile>, D::Error> {
    OpeningFile::deserialize(deserializer).map(Some)
}

impl Receipt {
    /// Writes the file.
    pub fn to_json(&self) -> String {
        let file = File {
            format: FORMAT.to_owned(),
            entry: self.entry.text(),
            opening: self.opening.as_ref().map(|opening| OpeningFile {
                salt: Hash::new(*opening.salt()),
                body: opening.body().to_owned(),
            }),
            suite: self.suite,
            proof: self.proof.text(),
            key: self.key.to_string(),
        };
        let mut text = serde_json::to_string_pretty(&file).expect("texts and a name are JSON");
        text.push('\n');
        text
    }

    /// Reads the file as strictly as its parts are read.
    ///
    /// # Errors
    ///
    /// [`ReceiptError`] for what is not a receipt of this format. Nothing is verified yet.
    pub fn from_json(text: &str) -> Result<Self, ReceiptError> {
        if text.len() > RECEIPT_BYTES {
            return Err(ReceiptError::TooLarge);
        }
        let file: File = match serde_json::from_str(text) {
            Ok(file) => file,
            Err(error) => return Err(unreadable(text, &error)),
        };
        if file.format != FORMAT {
            return Err(ReceiptError::OtherFormat);
        }
        let opening = file.opening.map(|it| Opening::new(*it.salt.as_bytes(), it.body));
        Ok(Self {
            entry: Entry::parse(&file.entry)?,
            opening: opening.transpose()?,
            suite: file.suite,
            proof: LogProof::parse(&file.proof)?,
            key: file.key.parse()?,
        })
    }
}

fn unreadable(text: &str, error: &serde_json::Error) -> ReceiptError {
    match serde_json::from_str::<AnyFormat>(text) {
        Ok(any) if any.format != FORMAT => ReceiptError::OtherFormat,
        _ => ReceiptError::Unreadable { line: error.line() },
    }
}
