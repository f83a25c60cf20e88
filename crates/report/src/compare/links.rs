//! What one year hands to the next: open requests and documents in force.

use law::Lang;
use law::report_form::{
    ApplicantColumn, CellId, DisclosureColumn, DisclosureRow, FormVersion, RequestRow,
};
use serde::Serialize;

use super::cells::STOCK_ROWS;
use super::exact::number;
use super::serial;
use crate::check::Severity;
use crate::model::Report;
use crate::names;
use crate::number::Number;
use crate::value::CellValue;

/// One thing that a year hands to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What is handed on.
    pub kind: LinkKind,
    /// The cell of the later report that takes it up.
    #[serde(serialize_with = "serial::cell")]
    pub cell: CellId,
    /// What the later report has to say, where it can be told.
    pub expected: Option<Number>,
    /// What the later report says, where it is a number.
    pub found: Option<Number>,
    /// Whether they agree.
    pub state: LinkState,
    /// A sentence in Chinese.
    pub zh: String,
    /// A sentence in English.
    pub en: String,
}

/// Kinds of link between two years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// 上年结转 of this year is 结转下年度 of the last (Y-1).
    CarryOver,
    /// 现行有效 of this year is that of the last plus 制发 minus 废止 (Y-2).
    Stock,
}

/// Whether a link holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// Both sides are the same.
    Agrees,
    /// Both sides are numbers and differ.
    Differs,
    /// A value that is needed is not to be had.
    Undecidable {
        /// In which report.
        report: Which,
        /// In which cell.
        #[serde(serialize_with = "serial::cell")]
        cell: CellId,
        /// What is wrong with it.
        why: Lack,
    },
}

/// One of the two reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// The earlier one.
    Earlier,
    /// The later one.
    Later,
}

/// Why a value is not to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// The report does not have the cell.
    Absent,
    /// The cell is blank.
    Blank,
    /// The cell holds a mark.
    Mark,
    /// The cell cannot be read.
    Unreadable,
    /// The table has the form of 2019, which counts another thing.
    OtherForm,
    /// The sum is too large to hold.
    TooLarge,
}

impl Link {
    /// Returns the sentence in the language.
    pub fn sentence(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }

    /// Says how grave the state is, `None` where both sides agree.
    ///
    /// Whether a difference is an error is for the rules Y-1 and Y-2, which hear explanations.
    pub fn severity(&self) -> Option<Severity> {
        match self.state {
            LinkState::Agrees => None,
            LinkState::Differs => Some(Severity::Warning),
            LinkState::Undecidable { .. } => Some(Severity::Note),
        }
    }
}

/// Returns the carry-over of each column and the stock of each kind of document.
pub(super) fn links(earlier: &Report, later: &Report) -> Vec<Link> {
    let carried = ApplicantColumn::ALL.iter().map(|column| {
        let cell = CellId::Request(RequestRow::CarriedIn, *column);
        let before = CellId::Request(RequestRow::CarriedOut, *column);
        let expected = read(earlier, Which::Earlier, before);
        link(LinkKind::CarryOver, cell, expected, read(later, Which::Later, cell))
    });
    let stock = STOCK_ROWS.into_iter().map(|row| {
        let cell = CellId::Disclosure(row, DisclosureColumn::InForce);
        let found = stock_cell(later, Which::Later, cell);
        link(LinkKind::Stock, cell, expected_stock(earlier, later, row), found)
    });
    carried.chain(stock).collect()
}

fn expected_stock(
    earlier: &Report,
    later: &Report,
    row: DisclosureRow,
) -> Result<Number, LinkState> {
    let cell = |column| CellId::Disclosure(row, column);
    let in_force = cell(DisclosureColumn::InForce);
    let before = stock_cell(earlier, Which::Earlier, in_force)?.scaled();
    let made = stock_cell(later, Which::Later, cell(DisclosureColumn::Made))?.scaled();
    let repealed = stock_cell(later, Which::Later, cell(DisclosureColumn::Repealed))?.scaled();
    let sum = before.checked_add(made).and_then(|sum| sum.checked_sub(repealed));
    sum.and_then(number).ok_or(LinkState::Undecidable {
        report: Which::Later,
        cell: in_force,
        why: Lack::TooLarge,
    })
}

fn stock_cell(report: &Report, which: Which, cell: CellId) -> Result<Number, LinkState> {
    if report.has_table(2) && report.disclosure_form != Some(FormVersion::Form2021) {
        return Err(LinkState::Undecidable { report: which, cell, why: Lack::OtherForm });
    }
    read(report, which, cell)
}

fn read(report: &Report, which: Which, cell: CellId) -> Result<Number, LinkState> {
    let why = match report.cell(cell).map(|it| &it.value) {
        Some(CellValue::Number(number)) => return Ok(*number),
        Some(CellValue::Blank) => Lack::Blank,
        Some(CellValue::Mark(_)) => Lack::Mark,
        Some(CellValue::Unreadable(_)) => Lack::Unreadable,
        None => Lack::Absent,
    };
    Err(LinkState::Undecidable { report: which, cell, why })
}

fn link(
    kind: LinkKind,
    cell: CellId,
    expected: Result<Number, LinkState>,
    found: Result<Number, LinkState>,
) -> Link {
    let state = match (expected, found) {
        (Ok(expected), Ok(found)) if expected == found => LinkState::Agrees,
        (Ok(_), Ok(_)) => LinkState::Differs,
        (Err(state), _) | (_, Err(state)) => state,
    };
    let (expected, found) = (expected.ok(), found.ok());
    let [zh, en] = sentences(kind, cell, state, expected, found);
    Link { kind, cell, expected, found, state, zh, en }
}

fn sentences(
    kind: LinkKind,
    cell: CellId,
    state: LinkState,
    expected: Option<Number>,
    found: Option<Number>,
) -> [String; 2] {
    let [zh, en] = match kind {
        LinkKind::CarryOver => [
            format!("“{}”列上年结转", names::column(cell, Lang::Zh)),
            format!("Carried in, column “{}”", names::column(cell, Lang::En)),
        ],
        LinkKind::Stock => [
            format!("{}现行有效件数", names::row(cell, Lang::Zh)),
            format!("In force, row “{}”", names::row(cell, Lang::En)),
        ],
    };
    let shown = |number: Option<Number>| number.map_or_else(|| "—".to_owned(), |it| it.to_string());
    let (expected, found) = (shown(expected), shown(found));
    match state {
        LinkState::Agrees => [
            format!("{zh}与上年相接（{found}）。"),
            format!("{en}: follows from last year ({found})."),
        ],
        LinkState::Differs => [
            format!("{zh}为{found}，由上年报告推得{expected}，两者不等。"),
            format!("{en}: {found} is stated, {expected} follows from last year."),
        ],
        LinkState::Undecidable { report, cell, why } => {
            let [report_zh, report_en] = report.words();
            let [why_zh, why_en] = why.words();
            [
                format!("{zh}无法核对：{report_zh}{}{why_zh}。", names::cell(cell, Lang::Zh)),
                format!(
                    "{en}: cannot be checked; in {report_en}, {} {why_en}.",
                    names::cell(cell, Lang::En)
                ),
            ]
        }
    }
}

impl Which {
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::Earlier => ["上年报告", "the earlier report"],
            Self::Later => ["本年报告", "the later report"],
        }
    }
}

impl Lack {
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::Absent => ["不存在", "is absent"],
            Self::Blank => ["为空白", "is blank"],
            Self::Mark => ["填的是符号", "holds a mark"],
            Self::Unreadable => ["无法读出", "cannot be read"],
            Self::OtherForm => ["为2019年格式，口径不同", "has the form of 2019"],
            Self::TooLarge => ["数值过大", "is too large"],
        }
    }
}
