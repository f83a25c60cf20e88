//! One cell as JSON: a number, `null`, or an object that says what else stands there.

use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::number::Number;
use crate::value::{Cell, CellValue, How, Place, Unreadable};

/// What a cell holds, with the words in brackets beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellJson {
    value: CellValue,
    remark: Option<String>,
}

impl CellJson {
    /// Takes what is shown of a cell.
    pub fn of(cell: &Cell) -> Self {
        Self { value: cell.value.clone(), remark: cell.remark.clone() }
    }

    /// Returns the cell, found by its label and without a place.
    pub fn into_cell(self) -> Cell {
        plain(self.value, self.remark)
    }
}

/// Makes a cell without a place, its text as it would be printed.
pub fn plain(value: CellValue, remark: Option<String>) -> Cell {
    let mut cell =
        Cell { value, raw: String::new(), remark, place: Place::default(), how: How::Label };
    cell.raw = cell.printed();
    cell
}

impl Serialize for CellJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (&self.value, &self.remark) {
            (CellValue::Blank, None) => serializer.serialize_none(),
            (CellValue::Number(number), None) => serialize_number(*number, serializer),
            (value, remark) => {
                let mut map = serializer.serialize_map(None)?;
                match value {
                    CellValue::Number(number) => map.serialize_entry("number", &Plain(*number))?,
                    CellValue::Blank => map.serialize_entry("number", &())?,
                    CellValue::Mark(mark) => map.serialize_entry("mark", mark)?,
                    CellValue::Unreadable(why) => map.serialize_entry("unreadable", why)?,
                }
                if let Some(remark) = remark {
                    map.serialize_entry("remark", remark)?;
                }
                map.end()
            }
        }
    }
}

/// A number by itself.
struct Plain(Number);

impl Serialize for Plain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_number(self.0, serializer)
    }
}

/// Whole numbers are JSON numbers; decimals are text, because readers take JSON numbers for binary.
fn serialize_number<S: Serializer>(number: Number, serializer: S) -> Result<S::Ok, S::Error> {
    match number.integer() {
        Some(whole) => serializer.serialize_i64(whole),
        None => serializer.collect_str(&number),
    }
}

impl<'de> Deserialize<'de> for CellJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

struct CellVisitor;

impl<'de> Visitor<'de> for CellVisitor {
    type Value = CellJson;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a whole number, a decimal as text, null, or an object with number, mark or unreadable",
        )
    }

    fn visit_unit<E: Error>(self) -> Result<CellJson, E> {
        Ok(CellJson { value: CellValue::Blank, remark: None })
    }

    fn visit_i64<E: Error>(self, n: i64) -> Result<CellJson, E> {
        // By way of the text, which bounds what a number may be.
        let number = n.to_string().parse().map_err(E::custom)?;
        Ok(CellJson { value: CellValue::Number(number), remark: None })
    }

    fn visit_u64<E: Error>(self, n: u64) -> Result<CellJson, E> {
        self.visit_i64(i64::try_from(n).map_err(|_| E::custom("the number is too large"))?)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<CellJson, E> {
        let number = text.parse().map_err(E::custom)?;
        Ok(CellJson { value: CellValue::Number(number), remark: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<CellJson, A::Error> {
        let (mut value, mut remark) = (None, None);
        while let Some(key) = map.next_key::<String>()? {
            // A cell holds one thing; of two, nobody could say which was meant.
            let again = if key == "remark" { remark.is_some() } else { value.is_some() };
            if again {
                return Err(A::Error::custom("a cell holds one value and one remark"));
            }
            match key.as_str() {
                "number" => {
                    let plain = map.next_value::<CellJson>()?;
                    let is_plain = matches!(plain.value, CellValue::Number(_) | CellValue::Blank);
                    if plain.remark.is_some() || !is_plain {
                        return Err(A::Error::custom("a number is a number or null"));
                    }
                    value = Some(plain.value);
                }
                "mark" => value = Some(CellValue::Mark(map.next_value()?)),
                "unreadable" => {
                    value = Some(CellValue::Unreadable(map.next_value::<Unreadable>()?));
                }
                "remark" => remark = Some(map.next_value()?),
                other => {
                    let names = &["number", "mark", "unreadable", "remark"];
                    return Err(A::Error::unknown_field(other, names));
                }
            }
        }
        let value = value.ok_or_else(|| A::Error::missing_field("number"))?;
        Ok(CellJson { value, remark })
    }
}
