//! What the law asks of an organisation beyond what it asks of all.

use serde::{Deserialize, Serialize};

/// What an organisation must and may do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obligations {
    /// Must hand in and publish a yearly report (第四十九条).
    pub files_annual_report: bool,
    /// Is the 政府信息公开工作主管部门 that publishes the report of its government (第四十九条第二款).
    pub publishes_government_report: bool,
    /// May make rules 规章: the column of table one that others leave at zero.
    pub makes_rules: bool,
    /// May make normative documents 行政规范性文件.
    pub makes_normative_documents: bool,
}
