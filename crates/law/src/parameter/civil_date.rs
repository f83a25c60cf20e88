//! Dates as people write them in data files: a TOML date, or the text `2026-02-15`.

use chrono::NaiveDate;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Toml(toml::value::Datetime),
    Text(String),
}

/// A date read from a TOML date or from text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CivilDate(pub NaiveDate);

impl<'de> Deserialize<'de> for CivilDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer).map(Self)
    }
}

/// Reads a date; used as `#[serde(with = "civil_date")]`.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<NaiveDate, D::Error> {
    let written = Written::deserialize(deserializer).map_err(|error| {
        // A date that is not there at all is told by the reader in its own words.
        let missing = error.to_string().contains("missing field");
        if missing { error } else { D::Error::custom("expected a date such as 2026-02-15") }
    })?;
    let text = match written {
        Written::Toml(day) => day.to_string(),
        Written::Text(text) => text,
    };
    text.parse().map_err(|_| D::Error::custom(format!("{text:?} is not a date such as 2026-02-15")))
}
