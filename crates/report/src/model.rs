//! A report as a value.

use std::collections::BTreeMap;

use law::report_form::{
    ApplicantColumn, CaseBlock, CaseColumn, CellId, DisclosureColumn, DisclosureRow, FormVersion,
    RequestRow, Section,
};
use serde::{Deserialize, Serialize};

use crate::value::{Cell, CellValue, Place};

/// An annual report as it was published: what was read and where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The agency that reports, as the document names it.
    pub agency: Option<Found<String>>,
    /// The year reported on.
    pub year: Option<Found<i32>>,
    /// The title line.
    pub title: Option<Found<String>>,
    /// Form of the table in section two, told by its labels.
    pub disclosure_form: Option<FormVersion>,
    /// Form of the table in section three, told by its rows.
    pub request_form: Option<FormVersion>,
    /// The cells that the document has. A row outside the document has no entry: it is not blank.
    pub cells: BTreeMap<CellId, Cell>,
    /// Labels that were recognised although they differ from the form.
    pub labels: Vec<LabelRead>,
    /// Narrative by section, in document order.
    pub sections: Vec<SectionText>,
    /// Names and values from metadata tables, page heads and file properties.
    pub metadata: Vec<(String, String)>,
    /// Remarks on the layout for a person.
    pub remarks: Vec<Remark>,
    /// Pictures in the document.
    pub pictures: usize,
}

/// Something that was found, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

/// A label of a table that differs from the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelRead {
    /// A cell of the row or column that the label names.
    #[serde(with = "cell_name")]
    pub cell: CellId,
    /// The words of the form.
    pub official: String,
    /// The words found.
    pub found: String,
    /// Whether letters are wrong or lost, as against a known other wording.
    pub misprint: bool,
    /// Where it stands.
    pub place: Place,
}

/// The narrative under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionText {
    /// Which of the six parts, `None` for what stands before them.
    pub section: Option<Section>,
    /// The heading as printed.
    pub heading: String,
    /// Where the heading stands.
    pub place: Place,
    /// Paragraphs, lines of one sentence joined.
    pub paragraphs: Vec<Found<String>>,
}

/// A remark on the layout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// What was seen.
    pub kind: RemarkKind,
    /// Where.
    pub place: Place,
}

/// Kinds of remark on the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemarkKind {
    /// Cells of a row stand one column off.
    ShiftedRow,
    /// The label of a group is torn from its rows.
    TornGroupLabel,
    /// Rows without labels were told by their order.
    DetachedLabels,
    /// Cells were run together.
    RunTogether,
    /// A second report follows on the same page, as of a government and its office; it was not read.
    SecondReport,
    /// The text is in traditional letters and was read in simplified ones.
    TraditionalLetters,
}

impl Report {
    /// Returns the cell, `None` where the document does not have it.
    pub fn cell(&self, id: CellId) -> Option<&Cell> {
        self.cells.get(&id)
    }

    /// Returns the whole number in the cell.
    pub fn count(&self, id: CellId) -> Option<i64> {
        self.cell(id).and_then(Cell::count)
    }

    /// Returns the form of the report: that of table two, else of table three, else by the year.
    pub fn form(&self) -> Option<FormVersion> {
        self.disclosure_form
            .or(self.request_form)
            .or_else(|| FormVersion::for_report_year(self.year.as_ref()?.value))
    }

    /// Returns the narrative of a section.
    pub fn section(&self, section: Section) -> Option<&SectionText> {
        self.sections.iter().find(|it| it.section == Some(section))
    }

    /// Tells whether the document has any cell of the table.
    pub fn has_table(&self, table: u8) -> bool {
        // Cells are in the order of their tables.
        let first = match table {
            2 => CellId::Disclosure(DisclosureRow::Rules, DisclosureColumn::Made),
            3 => CellId::Request(RequestRow::New, ApplicantColumn::NaturalPerson),
            4 => CellId::Case(CaseBlock::Reconsideration, CaseColumn::Upheld),
            _ => return false,
        };
        self.cells.range(first..).next().is_some_and(|(cell, _)| cell.table() == table)
    }
}

impl Report {
    /// Tells whether two reports say the same: agency, year, cells, headings and narrative, whatever
    /// document they came in. Where something stands, how it was found, how lines were broken and
    /// whether the title is printed once more above the text do not matter.
    pub fn same_content(&self, other: &Self) -> bool {
        self.content() == other.content()
    }

    fn content(&self) -> Content {
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let found = |it: &Option<Found<String>>| it.as_ref().map(|it| squeezed(&it.value));
        let title = found(&self.title);
        let cell = |(id, cell): (&CellId, &Cell)| {
            let value = match &cell.value {
                CellValue::Unreadable(_) => "？".to_owned(),
                value => format!("{value:?}"),
            };
            (*id, value, cell.remark.as_deref().map(squeezed))
        };
        let mut sections = BTreeMap::<_, (String, String)>::new();
        for section in &self.sections {
            let text: String = section.paragraphs.iter().map(|it| squeezed(&it.value)).collect();
            let text = match (&title, section.section) {
                (Some(title), None) => text.replace(title.as_str(), ""),
                _ => text,
            };
            if section.section.is_some() || !text.is_empty() {
                let entry = sections.entry(section.section).or_default();
                entry.0.push_str(&squeezed(&section.heading));
                entry.1.push_str(&text);
            }
        }
        Content {
            agency: found(&self.agency),
            year: self.year.as_ref().map(|it| it.value),
            cells: self.cells.iter().map(cell).collect(),
            sections,
        }
    }
}

/// What a report says, without its document.
#[derive(Debug, PartialEq, Eq)]
struct Content {
    agency: Option<String>,
    year: Option<i32>,
    cells: Vec<(CellId, String, Option<String>)>,
    sections: BTreeMap<Option<Section>, (String, String)>,
}

mod cell_name {
    use law::report_form::CellId;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands in a reference")]
    pub fn serialize<S: Serializer>(cell: &CellId, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(cell)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<CellId, D::Error> {
        let name = String::deserialize(deserializer)?;
        CellId::parse(&name).ok_or_else(|| D::Error::custom("no such cell"))
    }
}
