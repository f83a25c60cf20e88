//! Where the values of a report were found and how: for whoever checks the reading.

use std::collections::BTreeMap;

use law::report_form::CellId;
use serde::{Deserialize, Serialize};

use crate::model::{LabelRead, Remark, Report};
use crate::value::{How, Place};

/// The part of a report that tells of its document.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Source {
    /// Places of `agency`, `year` and `title`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub places: BTreeMap<String, Place>,
    /// Cells by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    cells: BTreeMap<String, CellSource>,
    /// Places of the headings and paragraphs of `narrative`, in the same order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    narrative: Vec<SectionSource>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    labels: Vec<LabelRead>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    remarks: Vec<Remark>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    metadata: Vec<(String, String)>,
    #[serde(skip_serializing_if = "is_zero")]
    pictures: usize,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CellSource {
    #[serde(default)]
    place: Place,
    /// The text as printed, where it differs from the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
    /// How the value was found, where not by its label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    how: Option<How>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionSource {
    place: Place,
    paragraphs: Vec<Place>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands in a reference")]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

impl Source {
    /// Takes the sources out of a report.
    pub fn of(report: &Report) -> Self {
        let mut places = BTreeMap::new();
        let found = [
            ("agency", report.agency.as_ref().map(|it| it.place)),
            ("year", report.year.as_ref().map(|it| it.place)),
            ("title", report.title.as_ref().map(|it| it.place)),
        ];
        for (name, place) in found {
            places.extend(place.map(|place| (name.to_owned(), place)));
        }
        let cell = |(id, cell): (&CellId, &crate::value::Cell)| {
            let plain = cell.printed();
            let source = CellSource {
                place: cell.place,
                raw: (cell.raw != plain).then(|| cell.raw.clone()),
                how: (cell.how != How::Label).then_some(cell.how),
            };
            (id.to_string(), source)
        };
        let section = |it: &crate::model::SectionText| SectionSource {
            place: it.place,
            paragraphs: it.paragraphs.iter().map(|it| it.place).collect(),
        };
        Self {
            places,
            cells: report.cells.iter().map(cell).collect(),
            narrative: report.sections.iter().map(section).collect(),
            labels: report.labels.clone(),
            remarks: report.remarks.clone(),
            metadata: report.metadata.clone(),
            pictures: report.pictures,
        }
    }

    /// Puts the sources back into a report of the same values.
    pub fn put_back(self, report: &mut Report) {
        for (name, source) in self.cells {
            if let Some(cell) = CellId::parse(&name).and_then(|id| report.cells.get_mut(&id)) {
                cell.place = source.place;
                cell.how = source.how.unwrap_or(How::Label);
                if let Some(raw) = source.raw {
                    cell.raw = raw;
                }
            }
        }
        for (section, source) in report.sections.iter_mut().zip(self.narrative) {
            section.place = source.place;
            for (paragraph, place) in section.paragraphs.iter_mut().zip(source.paragraphs) {
                paragraph.place = place;
            }
        }
        report.labels = self.labels;
        report.remarks = self.remarks;
        report.metadata = self.metadata;
        report.pictures = self.pictures;
    }
}
