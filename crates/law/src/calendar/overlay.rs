//! Regional days off that ethnic-minority areas may fix.

use std::collections::BTreeSet;

use chrono::NaiveDate;

/// Days off ordered by an ethnic-minority area, on top of the national calendar.
///
/// # Authority
///
/// 《全国年节及纪念日放假办法》第四条：少数民族习惯的节日，由各少数民族聚居地区的地方人民政府，按照各该民族习惯，规定放假日期。
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionalOverlay {
    /// Name of the area.
    pub region: String,
    /// The document that orders the days off.
    pub basis: String,
    /// Whether the authority in charge of disclosure accepts these days for counting periods.
    ///
    /// Days that are not accepted stay in the list and have no effect.
    pub accepted: bool,
    /// The days off.
    pub days_off: BTreeSet<NaiveDate>,
}
