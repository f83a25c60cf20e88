//! What has to be said about a pair of reports before their figures are compared.

use law::Lang;
use serde::Serialize;

use super::Side;
use super::text::squeezed;
use crate::check::{Prepared, Severity, Subject, rule};
use crate::model::{Found, Report};
use crate::value::Place;

/// A remark on the pair as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// What is remarked.
    pub kind: RemarkKind,
    /// How grave it is.
    pub severity: Severity,
    /// A sentence in Chinese.
    pub zh: String,
    /// A sentence in English.
    pub en: String,
}

/// Kinds of remark on a pair of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RemarkKind {
    /// The later report was given first; the comparison follows the years.
    Swapped,
    /// Both report on the same year, so nothing can be carried from one to the other.
    SameYear,
    /// At least one year lies between them, so nothing can be carried from one to the other.
    NotConsecutive,
    /// A report does not tell its year; the order in which they were given is taken.
    YearUnknown,
    /// The agencies differ.
    OtherAgency,
    /// A report does not name its agency.
    AgencyUnknown,
    /// The forms differ, so that few figures can be compared.
    ChangeOfForm,
}

impl Remark {
    /// Returns the sentence in the language.
    pub fn sentence(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// Returns the remark on two years given in this order, `None` where one follows the other.
pub(super) fn on_years(first: Option<i32>, second: Option<i32>) -> Option<Remark> {
    let (Some(first), Some(second)) = (first, second) else {
        return Some(Remark {
            kind: RemarkKind::YearUnknown,
            severity: Severity::Warning,
            zh: "有一份报告未写明年度，按给出的先后视为上年和本年。".to_owned(),
            en: "A report does not tell its year; the first is taken for the year before."
                .to_owned(),
        });
    };
    let (kind, severity, zh, en) = match second.checked_sub(first) {
        Some(1) => return None,
        Some(0) => (
            RemarkKind::SameYear,
            Severity::Error,
            format!("两份报告都是{first}年度的，不能核对结转；同一年度的两个版本请按版本比较。"),
            format!("Both report on {first}: nothing carries over; compare them as versions."),
        ),
        Some(-1) => (
            RemarkKind::Swapped,
            Severity::Note,
            format!("先给出的是{first}年度报告，已按年度先后比较。"),
            format!("The report for {first} was given first; the years are compared in order."),
        ),
        _ => (
            RemarkKind::NotConsecutive,
            Severity::Warning,
            format!("{first}年度和{second}年度不相连，不核对结转和文件存量。"),
            format!("{first} and {second} are not consecutive: what carries over is not checked."),
        ),
    };
    Some(Remark { kind, severity, zh, en })
}

/// Returns the remark on two agencies, `None` where they are the same.
///
/// A short form of a name (市教育局 for 云川市教育局) is the same agency, as rule Y-0 judges it.
pub(super) fn on_agencies(earlier: &Side, later: &Side) -> Option<Remark> {
    let (Some(left), Some(right)) = (&earlier.agency, &later.agency) else {
        return Some(Remark {
            kind: RemarkKind::AgencyUnknown,
            severity: Severity::Note,
            zh: "有一份报告未写明行政机关名称，请确认属于同一机关。".to_owned(),
            en: "A report does not name its agency; confirm that both are of one.".to_owned(),
        });
    };
    are_other_agencies(left, right).then(|| Remark {
        kind: RemarkKind::OtherAgency,
        severity: Severity::Warning,
        zh: format!("两份报告的行政机关不同：“{left}”和“{right}”；机构改革的，请说明数据的归并。"),
        en: format!(
            "The agencies differ: “{left}” and “{right}”; say so if one succeeds the other."
        ),
    })
}

/// Asks rule Y-0, which hears two reports that tell nothing but their agency.
fn are_other_agencies(left: &str, right: &str) -> bool {
    let named = |name: &str| {
        let agency = Found { value: name.to_owned(), place: Place::default() };
        Report { agency: Some(agency), ..Report::default() }
    };
    let (previous, report) = (named(left), named(right));
    let subject = Prepared::new(Subject { report: &report, previous: Some(&previous) });
    squeezed(left) != squeezed(right)
        && rule("Y-0").is_some_and(|rule| !(rule.check)(&subject).is_empty())
}

/// Returns the remark on two forms, `None` where they are the same or one is unknown.
pub(super) fn on_forms(earlier: &Side, later: &Side) -> Option<Remark> {
    let (left, right) = (earlier.form?, later.form?);
    (left != right).then(|| Remark {
        kind: RemarkKind::ChangeOfForm,
        severity: Severity::Note,
        zh: format!(
            "两份报告的格式不同（{}年格式和{}年格式）：只能比较结转、表四，文件存量须慎重。",
            left.year(),
            right.year()
        ),
        en: format!(
            "The forms differ ({} and {}): only carry-over, table 4 and, with care, the stock of \
             documents can be compared.",
            left.year(),
            right.year()
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_that_do_not_follow_each_other_are_remarked() {
        let kind = |a, b| on_years(a, b).map(|it| it.kind);
        assert_eq!(kind(Some(2023), Some(2024)), None);
        assert_eq!(kind(Some(2024), Some(2023)), Some(RemarkKind::Swapped));
        assert_eq!(kind(Some(2024), Some(2024)), Some(RemarkKind::SameYear));
        assert_eq!(kind(Some(2021), Some(2024)), Some(RemarkKind::NotConsecutive));
        assert_eq!(kind(Some(2024), Some(2021)), Some(RemarkKind::NotConsecutive));
        assert_eq!(kind(None, Some(2021)), Some(RemarkKind::YearUnknown));
        assert_eq!(kind(Some(i32::MIN), Some(i32::MAX)), Some(RemarkKind::NotConsecutive));
    }

    #[test]
    fn a_short_name_is_the_same_agency() {
        let side = |name: &str| Side { agency: Some(name.to_owned()), ..Side::default() };
        let kind = |a, b| on_agencies(&side(a), &side(b)).map(|it| it.kind);
        assert_eq!(kind("云川市教育局", "云川市 教育局"), None);
        assert_eq!(kind("云川市教育局", "市教育局"), None);
        assert_eq!(kind("云川教育局", "云川市教育局"), None);
        assert_eq!(kind("云川市教育局", "云川市民政局"), Some(RemarkKind::OtherAgency));
    }
}
