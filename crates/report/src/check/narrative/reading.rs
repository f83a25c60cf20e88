//! Ways to read a figure, and what to call them.

use law::Lang;
use law::report_form::{ApplicantColumn, CaseBlock, CaseColumn, CellId, RequestRow};

use super::tables::Amount;
use crate::names;

/// One way to read a figure: what it would count, and what the table says for that.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub name: Name,
    pub amount: Option<Amount>,
}

/// What a reading is called; most are never named, so the words are made for a finding only.
#[derive(Debug, Clone)]
pub(super) enum Name {
    /// Words in Chinese and English.
    Said([&'static str; 2]),
    /// The name of the cell.
    Cell(CellId),
    /// Rows of table three added up.
    Rows(Vec<RequestRow>),
    /// A column of blocks of table four added up.
    Cases(&'static [CaseBlock], CaseColumn),
}

impl Reading {
    /// Makes a reading with a name of its own.
    pub fn named(zh: &'static str, en: &'static str, amount: Option<Amount>) -> Self {
        Self { name: Name::Said([zh, en]), amount }
    }

    /// Makes the reading of one cell or row.
    pub fn of(cell: CellId, amount: Option<Amount>) -> Self {
        Self { name: Name::Cell(cell), amount }
    }

    /// Tells whether the table has this value for it.
    pub fn says(&self, value: i64) -> bool {
        self.amount.is_some_and(|it| it.value == value)
    }
}

impl Name {
    /// Returns the name in Chinese and English.
    pub fn words(&self) -> [String; 2] {
        match self {
            Self::Said(words) => words.map(str::to_owned),
            Self::Cell(cell) => [Lang::Zh, Lang::En].map(|lang| names::cell(*cell, lang)),
            Self::Rows(rows) => of_rows(rows),
            Self::Cases(blocks, column) => of_cases(blocks, *column),
        }
    }
}

fn of_rows(rows: &[RequestRow]) -> [String; 2] {
    let first = rows.first().and_then(|it| it.group());
    let same = first.filter(|group| rows.iter().all(|it| it.group() == Some(*group)));
    if let Some(group) = same {
        return [
            format!("表三“{}”各行合计", group.label()),
            format!("the sum of the rows of “{}”", group.label()),
        ];
    }
    let label = |lang| {
        let names: Vec<String> = rows
            .iter()
            .map(|row| {
                let cell = CellId::Request(*row, ApplicantColumn::Total);
                names::row(cell, lang).chars().take(16).collect()
            })
            .collect();
        names.join(" + ")
    };
    [format!("表三{}合计", label(Lang::Zh)), format!("the sum of {}", label(Lang::En))]
}

fn of_cases(blocks: &[CaseBlock], column: CaseColumn) -> [String; 2] {
    let names = |lang| {
        let rows: Vec<String> =
            blocks.iter().map(|block| names::row(CellId::Case(*block, column), lang)).collect();
        let column = names::column(CellId::Case(CaseBlock::Reconsideration, column), lang);
        (rows, column)
    };
    let ((zh, column_zh), (en, column_en)) = (names(Lang::Zh), names(Lang::En));
    [
        format!("表四{}“{column_zh}”", zh.join("、")),
        format!("table four, {}, “{column_en}”", en.join(", ")),
    ]
}
