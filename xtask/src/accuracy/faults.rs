//! Compares findings with the faults that a person and a program found.
//!
//! Sums and blanks are judged by the cells of the truth. What a finding says of words, labels and
//! narrative cannot be judged by numbers alone: it counts as borne out only where a remark of the
//! truth file names the same matter and number, and as a false error otherwise.

use law::report_form::CellId;
use report::Report;
use report::check::{Finding, Severity};

use super::truth::{True, Truth};

/// What became of the faults.
#[derive(Debug, Default)]
pub struct Judged {
    /// Faults found.
    pub found: usize,
    /// Faults missed.
    pub missed: usize,
    /// The missed ones.
    pub missed_list: Vec<String>,
    /// Errors that the truth does not bear out.
    pub false_errors: Vec<String>,
}

/// Judges findings.
pub fn judge(truth: &Truth, report: &Report, findings: &[Finding]) -> Judged {
    let errors: Vec<&Finding> =
        findings.iter().filter(|it| it.severity == Severity::Error).collect();
    let mut judged = Judged::default();
    for fault in &truth.arithmetic_faults {
        if errors.iter().any(|finding| names(finding, fault)) {
            judged.found += 1;
        } else {
            judged.missed += 1;
            judged.missed_list.push(format!("MISSED: {fault}"));
        }
    }
    for finding in errors {
        if !borne_out(finding, truth, report) {
            judged
                .false_errors
                .push(format!("FALSE ERROR: {} {:?} {}", finding.rule, finding.cell, finding.zh));
        }
    }
    judged
}

fn is_sum(finding: &Finding) -> bool {
    matches!(finding.rule, "T3-2" | "T3-3" | "T3-4" | "T4-1")
}

/// Tells whether a finding on a sum is the fault that the text describes.
fn names(finding: &Finding, fault: &str) -> bool {
    let Some(cell) = finding.cell.filter(|_| is_sum(finding)) else { return false };
    let (row, column) = cell.names();
    let table = fault.contains(&format!("table{}", cell.table()))
        || fault.contains(&format!("table {}", cell.table()));
    let aliases: &[&str] = match column {
        "natural_person" => &["natural", "自然人"],
        "commercial" => &["commercial", "商业"],
        "research" => &["research", "科研"],
        "social" => &["social", "公益"],
        "legal" => &["legal", "法律"],
        "other" => &["other", "其他"],
        _ => &["total", "总计"],
    };
    let numbers = [&finding.expected, &finding.found]
        .into_iter()
        .flatten()
        .all(|number| fault.split(|c: char| !c.is_ascii_digit()).any(|it| it == number));
    let place = match cell {
        CellId::Case(..) => fault.contains(row),
        _ => fault.contains(row) || aliases.iter().any(|alias| fault.contains(alias)),
    };
    table && place && numbers
}

fn borne_out(finding: &Finding, truth: &Truth, report: &Report) -> bool {
    if is_sum(finding) {
        return sum_fails(finding, truth);
    }
    match finding.rule {
        "F-2" => cells_of(finding)
            .all(|cell| matches!(truth.cells.get(&cell), Some(True::Blank | True::Mark))),
        "T2-1" | "T3-1" | "T4-0" => finding.cell.is_some_and(|cell| {
            matches!(truth.cells.get(&cell), Some(True::Number(number))
                if number.is_negative() || number.decimals() > 0)
        }),
        "T2-2" => {
            let positive = |cell: CellId| matches!(truth.cells.get(&cell), Some(True::Number(number)) if number.scaled() > 0);
            finding.cell.is_some_and(positive) && report.agency.is_some()
        }
        _ => remarked(finding, truth),
    }
}

fn cells_of(finding: &Finding) -> impl Iterator<Item = CellId> {
    finding.cell.into_iter().chain(finding.others.iter().copied())
}

/// Adds the sum up again from the truth, blanks as zero.
fn sum_fails(finding: &Finding, truth: &Truth) -> bool {
    use law::report_form::{FormVersion, case_identities, request_identities};
    let identities = request_identities(FormVersion::Form2021)
        .into_iter()
        .chain(request_identities(FormVersion::Form2019))
        .chain(case_identities());
    let all: Vec<CellId> = cells_of(finding).collect();
    let value = |cell: &CellId| match truth.cells.get(cell) {
        Some(True::Number(number)) => number.scaled(),
        Some(True::Blank | True::Mark) | None => 0,
    };
    identities
        .filter(|identity| {
            identity.left.iter().chain(&identity.right).all(|cell| all.contains(cell))
                && identity.left.len() + identity.right.len() == all.len()
        })
        .any(|identity| {
            let sum = |cells: &[CellId]| cells.iter().map(value).sum::<i128>();
            sum(&identity.left) != sum(&identity.right)
        })
}

/// Looks for a remark on the same matter: by its words, and by the numbers of the finding.
fn remarked(finding: &Finding, truth: &Truth) -> bool {
    let words: &[&str] = match finding.rule {
        "F-1" => &["heading", "section", "titled"],
        "F-3" => &["misprint", "label", "read "],
        "F-4" => &["published", "late"],
        _ if finding.rule.starts_with("N-") => &["narrative", "section", "text says", "fee"],
        _ => return false,
    };
    let numbers: Vec<&String> = [&finding.expected, &finding.found]
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
        .collect();
    truth.known_faults.iter().any(|remark| {
        let matter = words.iter().any(|word| remark.contains(word));
        let has = |number: &&String| {
            remark.split(|c: char| !c.is_ascii_digit()).any(|it| it == number.as_str())
        };
        matter && numbers.iter().all(has)
    })
}
