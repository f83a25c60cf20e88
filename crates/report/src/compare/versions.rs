//! The submitted and the published version of one report: every difference (L-3).
//!
//! Metadata, page furniture and the layout are not compared; the rules on form look at those.

use std::collections::BTreeSet;

use law::Lang;
use law::report_form::{CellId, Section};
use serde::Serialize;

use super::Side;
use super::exact::minus;
use super::narrative::{self, ParagraphChange};
use super::serial;
use super::text::squeezed;
use crate::check::Severity;
use crate::model::{Found, Report};
use crate::names;
use crate::number::Number;
use crate::value::{Cell, CellValue};

pub(super) const AUTHORITY: &str =
    "《政府信息公开条例》第四十九条：报送主管部门的年度报告与向社会公布的应为同一份（L-3）";

/// Two versions of one report set side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Versions {
    /// The submitted version.
    pub submitted: Side,
    /// The published version.
    pub published: Side,
    /// Differences in agency, year, title and headings.
    pub heads: Vec<HeadChange>,
    /// Cells that differ or cannot be compared.
    pub cells: Vec<CellChange>,
    /// Sections whose narrative differs.
    pub sections: Vec<SectionChange>,
}

/// A difference in what stands above the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeadChange {
    /// What differs.
    pub part: HeadPart,
    /// The words of the submitted version.
    pub submitted: Option<String>,
    /// The words of the published version.
    pub published: Option<String>,
}

/// Parts of a report above its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadPart {
    /// The agency.
    Agency,
    /// The year reported on.
    Year,
    /// The title line.
    Title,
    /// The heading of a section.
    Heading(Section),
}

/// A cell that differs or cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CellChange {
    /// The cell.
    #[serde(serialize_with = "serial::cell")]
    pub cell: CellId,
    /// How it differs.
    pub change: CellChangeKind,
    /// What the submitted version holds, `None` where it does not have the cell.
    pub submitted: Option<CellValue>,
    /// What the published version holds, `None` where it does not have the cell.
    pub published: Option<CellValue>,
    /// Published minus submitted, where both are numbers.
    pub difference: Option<Number>,
}

/// How a cell differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CellChangeKind {
    /// Both hold numbers, and they differ.
    Value,
    /// One is a number, a blank or a mark and the other is something else.
    State,
    /// Both hold marks, and they differ.
    Mark,
    /// Only one version has the cell.
    Presence,
    /// The words in brackets beside the number differ.
    Remark,
    /// A version cannot be read here, so that nothing can be said.
    CannotTell,
}

/// A section whose narrative differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionChange {
    /// Which section; the first takes in what stands before its heading.
    pub section: Section,
    /// The paragraphs that differ.
    pub paragraphs: Vec<ParagraphChange>,
}

impl Versions {
    /// Compares two versions.
    pub fn of(submitted: &Report, published: &Report) -> Self {
        let (left, right) = (Side::of(submitted), Side::of(published));
        Self {
            heads: heads(submitted, published, &left, &right),
            cells: cells(submitted, published),
            sections: sections(submitted, published),
            submitted: left,
            published: right,
        }
    }

    /// Returns the gravest thing told: a difference is a warning (L-3), an unreadable cell a note.
    pub fn worst(&self) -> Option<Severity> {
        let told = !self.heads.is_empty() || !self.sections.is_empty();
        let cells = self.cells.iter().map(CellChange::severity);
        cells.chain(told.then_some(Severity::Warning)).min()
    }
}

impl HeadChange {
    /// Tells the change in a sentence.
    pub fn sentence(&self, lang: Lang) -> String {
        let part = match (self.part, lang) {
            (HeadPart::Agency, _) => lang.pick("行政机关名称", "Agency").to_owned(),
            (HeadPart::Year, _) => lang.pick("年度", "Year").to_owned(),
            (HeadPart::Title, _) => lang.pick("标题", "Title").to_owned(),
            (HeadPart::Heading(section), Lang::Zh) => format!("第{}部分标题", section.numeral()),
            (HeadPart::Heading(section), Lang::En) => format!("Heading {}", section.numeral()),
        };
        let said = |words: &Option<String>| match words {
            Some(words) => format!("“{words}”"),
            None => lang.pick("没有", "absent").to_owned(),
        };
        let (old, new) = (said(&self.submitted), said(&self.published));
        lang.pick(
            format!("{part}：报送稿{old}，公布稿{new}。"),
            format!("{part}: submitted {old}, published {new}."),
        )
    }
}

impl CellChange {
    /// Says how grave the change is.
    pub fn severity(&self) -> Severity {
        match self.change {
            CellChangeKind::CannotTell => Severity::Note,
            CellChangeKind::Value
            | CellChangeKind::State
            | CellChangeKind::Mark
            | CellChangeKind::Presence
            | CellChangeKind::Remark => Severity::Warning,
        }
    }

    /// Tells the change in a sentence.
    pub fn sentence(&self, lang: Lang) -> String {
        let name = names::cell(self.cell, lang);
        let (old, new) =
            (shown(self.submitted.as_ref(), lang), shown(self.published.as_ref(), lang));
        match (self.change, lang) {
            (CellChangeKind::CannotTell, Lang::Zh) => {
                format!("{name}无法比较：报送稿{old}，公布稿{new}。")
            }
            (CellChangeKind::CannotTell, Lang::En) => {
                format!("{name} cannot be compared: submitted {old}, published {new}.")
            }
            (CellChangeKind::Remark, Lang::Zh) => format!("{name}括注的文字不同。"),
            (CellChangeKind::Remark, Lang::En) => {
                format!("{name}: the words in brackets differ.")
            }
            (_, Lang::Zh) => format!("{name}报送稿为{old}，公布稿为{new}。"),
            (_, Lang::En) => format!("{name}: submitted {old}, published {new}."),
        }
    }
}

fn shown(value: Option<&CellValue>, lang: Lang) -> String {
    match value {
        Some(CellValue::Number(number)) => number.to_string(),
        Some(CellValue::Blank) => lang.pick("空白", "blank").to_owned(),
        Some(CellValue::Mark(mark)) => lang.pick(format!("“{mark}”"), format!("“{mark}”")),
        Some(CellValue::Unreadable(_)) => lang.pick("无法读出", "unreadable").to_owned(),
        None => lang.pick("没有该格", "absent").to_owned(),
    }
}

fn heads(submitted: &Report, published: &Report, left: &Side, right: &Side) -> Vec<HeadChange> {
    let year = |side: &Side| side.year.map(|it| it.to_string());
    let heading = |report: &Report, section| {
        report.section(section).map(|it| it.heading.clone()).filter(|it| !it.is_empty())
    };
    let mut pairs = vec![
        (HeadPart::Agency, left.agency.clone(), right.agency.clone()),
        (HeadPart::Year, year(left), year(right)),
        (HeadPart::Title, left.title.clone(), right.title.clone()),
    ];
    pairs.extend(Section::ALL.map(|section| {
        let (old, new) = (heading(submitted, section), heading(published, section));
        (HeadPart::Heading(section), old, new)
    }));
    pairs
        .into_iter()
        .filter(|(_, old, new)| old.as_deref().map(squeezed) != new.as_deref().map(squeezed))
        .map(|(part, submitted, published)| HeadChange { part, submitted, published })
        .collect()
}

fn cells(submitted: &Report, published: &Report) -> Vec<CellChange> {
    let all: BTreeSet<CellId> =
        submitted.cells.keys().chain(published.cells.keys()).copied().collect();
    all.into_iter()
        .filter_map(|cell| {
            let (old, new) = (submitted.cell(cell), published.cell(cell));
            let difference = |old: &Cell, new: &Cell| minus(new.number()?, old.number()?);
            Some(CellChange {
                cell,
                change: change(old, new)?,
                submitted: old.map(|it| it.value.clone()),
                published: new.map(|it| it.value.clone()),
                difference: old.zip(new).and_then(|(old, new)| difference(old, new)),
            })
        })
        .collect()
}

fn change(old: Option<&Cell>, new: Option<&Cell>) -> Option<CellChangeKind> {
    let (Some(old), Some(new)) = (old, new) else {
        return (old.is_some() || new.is_some()).then_some(CellChangeKind::Presence);
    };
    let differs = |yes: bool, kind| yes.then_some(kind);
    let by_value = match (&old.value, &new.value) {
        (CellValue::Number(a), CellValue::Number(b)) => differs(a != b, CellChangeKind::Value),
        (CellValue::Mark(a), CellValue::Mark(b)) => differs(a != b, CellChangeKind::Mark),
        (CellValue::Blank, CellValue::Blank) => None,
        // What neither version lets us read is the same where the same letters stand there.
        (CellValue::Unreadable(a), CellValue::Unreadable(b)) => {
            differs(a != b || squeezed(&old.raw) != squeezed(&new.raw), CellChangeKind::CannotTell)
        }
        (CellValue::Unreadable(_), _) | (_, CellValue::Unreadable(_)) => {
            Some(CellChangeKind::CannotTell)
        }
        _ => Some(CellChangeKind::State),
    };
    let remark = |cell: &Cell| cell.remark.as_deref().map(squeezed);
    by_value.or_else(|| differs(remark(old) != remark(new), CellChangeKind::Remark))
}

fn sections(submitted: &Report, published: &Report) -> Vec<SectionChange> {
    Section::ALL
        .into_iter()
        .filter_map(|section| {
            let (old, new) = (paragraphs(submitted, section), paragraphs(published, section));
            let paragraphs = narrative::changes(&old, &new);
            (!paragraphs.is_empty()).then_some(SectionChange { section, paragraphs })
        })
        .collect()
}

/// Returns the paragraphs of a section; section one takes in what stands before its heading.
///
/// Versions put that heading differently. Title and agency above the text are compared as heads.
fn paragraphs(report: &Report, section: Section) -> Vec<&Found<String>> {
    let heads = [&report.title, &report.agency].map(|it| it.as_ref().map(|it| squeezed(&it.value)));
    let is_head = |text: &str| heads.contains(&Some(squeezed(text)));
    let is_first = section == Section::Overview;
    let parts = report.sections.iter();
    parts
        .filter(|part| part.section == Some(section) || (is_first && part.section.is_none()))
        .flat_map(|part| part.paragraphs.iter().map(|it| (part.section, it)))
        .filter(|(section, paragraph)| section.is_some() || !is_head(&paragraph.value))
        .map(|(_, paragraph)| paragraph)
        .collect()
}
