//! The official form of the annual report, in its two versions, as data.
//!
//! Here live the names of sections, tables, rows and columns, their exact Chinese labels, the
//! identities between cells and the last day for publishing. How a published page is read lives in the crate `report`.
//!
//! # Authority
//!
//! 国办公开办函〔2019〕60号 (reports for 2019 and 2020), 国办公开办函〔2021〕30号 (reports for 2021 and
//! later): `form_2019.toml`, `form_2021.toml`.

mod cell;
mod identities;
mod publication;

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

pub use cell::{
    ApplicantColumn, CaseBlock, CaseColumn, CellId, DisclosureColumn, DisclosureRow, OutcomeGroup,
    RequestRow,
};
pub use identities::{Identity, Relation, case_identities, request_identities};
pub use publication::{Reporter, parameters, publication_authority, publication_day};

/// A version of the official form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FormVersion {
    /// 国办公开办函〔2019〕60号, for the reports of 2019 and 2020.
    #[serde(rename = "2019")]
    Form2019,
    /// 国办公开办函〔2021〕30号, from the report of 2021 on.
    #[serde(rename = "2021")]
    Form2021,
}

impl FormVersion {
    /// Returns the version that the report of `year` has to use, `None` before 2019.
    pub fn for_report_year(year: i32) -> Option<Self> {
        [Self::Form2021, Self::Form2019]
            .into_iter()
            .find(|version| year >= i32::from(version.form().first_report_year))
    }

    /// Returns the form itself.
    pub fn form(self) -> &'static ReportForm {
        match self {
            Self::Form2019 => &FORM_2019,
            Self::Form2021 => &FORM_2021,
        }
    }

    /// Returns the year by which the version is known, `2019` or `2021`.
    pub fn year(self) -> i32 {
        match self {
            Self::Form2019 => 2019,
            Self::Form2021 => 2021,
        }
    }
}

/// The six parts that Article 50 demands, in the order of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// 一、总体情况.
    Overview,
    /// 二、主动公开政府信息情况.
    Proactive,
    /// 三、收到和处理政府信息公开申请情况.
    Requests,
    /// 四、政府信息公开行政复议、行政诉讼情况.
    Cases,
    /// 五、存在的主要问题及改进情况.
    Problems,
    /// 六、其他需要报告的事项.
    Other,
}

impl Section {
    /// All six, in order.
    pub const ALL: [Self; 6] =
        [Self::Overview, Self::Proactive, Self::Requests, Self::Cases, Self::Problems, Self::Other];

    /// Returns the numeral in front of the heading, 一 to 六.
    pub fn numeral(self) -> &'static str {
        match self {
            Self::Overview => "一",
            Self::Proactive => "二",
            Self::Requests => "三",
            Self::Cases => "四",
            Self::Problems => "五",
            Self::Other => "六",
        }
    }

    /// Returns the exact words of the heading without its numeral.
    pub fn heading(self) -> &'static str {
        let headings = &FORM_2021.sections;
        match self {
            Self::Overview => &headings.overview,
            Self::Proactive => &headings.proactive,
            Self::Requests => &headings.requests,
            Self::Cases => &headings.cases,
            Self::Problems => &headings.problems,
            Self::Other => &headings.other,
        }
    }
}

/// The five aspects that section one has to describe (国办公开办函〔2021〕30号).
pub const OVERVIEW_ASPECTS: [&str; 5] =
    ["主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障"];

/// One version of the form: headings, blocks, rows and columns with their exact labels.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportForm {
    /// The document that made the form.
    pub cite: String,
    /// The first year reported on with it.
    pub first_report_year: u16,
    /// The day someone last compared these labels with the source.
    pub checked_on: toml::value::Datetime,
    sections: Headings,
    /// The blocks of the table in section two.
    pub disclosure: Vec<DisclosureBlock>,
    /// The table in section three.
    pub requests: RequestForm,
    /// The table in section four.
    pub cases: CaseForm,
}

#[derive(Debug, Clone, Deserialize)]
struct Headings {
    overview: String,
    proactive: String,
    requests: String,
    cases: String,
    problems: String,
    other: String,
}

/// One block of the table in section two: a clause of Article 20 with its columns and rows.
#[derive(Debug, Clone, Deserialize)]
pub struct DisclosureBlock {
    /// The clause as the form prints it, for example 第二十条第（一）项.
    pub clause: String,
    /// Columns with their labels.
    pub columns: Vec<(DisclosureColumn, String)>,
    /// Rows with their labels.
    pub rows: Vec<(DisclosureRow, String)>,
}

/// The table of requests in section three.
#[derive(Debug, Clone, Deserialize)]
pub struct RequestForm {
    /// The note in the corner of the table.
    pub note: String,
    /// Header over the seven columns.
    pub applicants: String,
    /// Header over the five columns of organisations.
    pub organisations: String,
    /// Label of the block of outcomes.
    pub results: String,
    /// Columns with their labels.
    pub columns: Vec<(ApplicantColumn, String)>,
    /// Rows: name, label of the group (may be empty), label of the row.
    pub rows: Vec<(RequestRow, String, String)>,
}

/// The table of reconsideration and litigation in section four.
#[derive(Debug, Clone, Deserialize)]
pub struct CaseForm {
    /// Blocks: name, upper header, header.
    pub blocks: Vec<(CaseBlock, String, String)>,
    /// Columns of each block with their labels.
    pub columns: Vec<(CaseColumn, String)>,
}

impl ReportForm {
    /// Returns every cell of the form, in reading order.
    pub fn cells(&self) -> Vec<CellId> {
        let disclosure = self.disclosure.iter().flat_map(|block| {
            block.rows.iter().flat_map(|(row, _)| {
                block.columns.iter().map(|(column, _)| CellId::Disclosure(*row, *column))
            })
        });
        let requests = self.requests.rows.iter().flat_map(|(row, _, _)| {
            self.requests.columns.iter().map(|(column, _)| CellId::Request(*row, *column))
        });
        let cases = self.cases.blocks.iter().flat_map(|(block, _, _)| {
            self.cases.columns.iter().map(|(column, _)| CellId::Case(*block, *column))
        });
        disclosure.chain(requests).chain(cases).collect()
    }

    /// Returns the block of table two that holds `row`.
    pub fn disclosure_block(&self, row: DisclosureRow) -> Option<&DisclosureBlock> {
        self.disclosure.iter().find(|block| block.rows.iter().any(|(it, _)| *it == row))
    }

    /// Returns the label of a row of table three.
    pub fn request_label(&self, row: RequestRow) -> Option<&str> {
        self.requests.rows.iter().find(|(it, _, _)| *it == row).map(|(_, _, label)| label.as_str())
    }
}

static FORM_2019: LazyLock<ReportForm> = LazyLock::new(|| parse(include_str!("form_2019.toml")));
static FORM_2021: LazyLock<ReportForm> = LazyLock::new(|| parse(include_str!("form_2021.toml")));

fn parse(text: &str) -> ReportForm {
    toml::from_str(text).expect("the shipped form is valid, which a test reads")
}

#[cfg(test)]
mod tests;
