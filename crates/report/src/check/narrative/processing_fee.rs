//! Section six: whether it tells of the processing fee (N-9).

use law::report_form::{
    ApplicantColumn, CellId, DisclosureColumn, DisclosureRow, FormVersion, RequestRow, Section,
};

use super::sentence::has;
use super::text::{is_filled_in, section_text};
use crate::check::{Finding, Prepared, Severity};

/// Words by which section six tells of the fee, by its name or without it.
const TOLD: [&str; 4] = ["处理费", "收费", "费用", "收取"];
/// What is charged for public services: another matter than the fee for processing requests.
const CHARGES: &str = "行政事业性收费";
/// Letters below which section six says no more than that there is nothing (our convention).
const LEAST_LETTERS: usize = 24;

/// Tells whether a text speaks of the fee; a sentence on administrative charges alone does not.
fn tells_of_the_fee(text: &str) -> bool {
    text.split(['。', '；', '\n']).any(|sentence| {
        has(sentence, &TOLD)
            && (!sentence.contains(CHARGES)
                || has(sentence, &["处理费", "任何费用", "其他费用", "信息公开收费"]))
    })
}

/// Finds a section six that is silent on the fee, in reports that use the form of 2021.
pub(super) fn check(report: &Prepared<'_>) -> Vec<Finding> {
    let due =
        report.year.as_ref().is_some_and(|it| {
            FormVersion::for_report_year(it.value) == Some(FormVersion::Form2021)
        }) && is_filled_in(report);
    let Some(text) = section_text(report, Section::Other).filter(|_| due) else {
        return Vec::new();
    };
    if tells_of_the_fee(&text) {
        return Vec::new();
    }
    let elsewhere = report.narrative().has(&["处理费"]);
    if elsewhere && text.trim().is_empty() {
        return Vec::new();
    }
    let cell = CellId::Request(RequestRow::OtherNoPayment, ApplicantColumn::Total);
    let unpaid = report.count(cell).unwrap_or(0);
    let income = CellId::Disclosure(DisclosureRow::Charges, DisclosureColumn::Amount);
    let income = report.cell(income).and_then(crate::value::Cell::number);
    let income = income.filter(|it| it.scaled() > 0);
    // “无” beside charges in table two is common: the two are different things.
    let letters = text.chars().filter(|it| it.is_alphanumeric()).take(LEAST_LETTERS);
    let is_told_at_length = letters.count() == LEAST_LETTERS;
    let certain = !elsewhere
        && !text.trim().is_empty()
        && (unpaid > 0 || (income.is_some() && is_told_at_length));
    let place = report.section(Section::Other).map(|it| it.place).unwrap_or_default();
    let (more_zh, more_en) = if unpaid > 0 {
        (
            format!("，而表三有{unpaid}件逾期未缴费"),
            format!(", although table three has {unpaid} not paid in time"),
        )
    } else if elsewhere {
        (
            "；其他部分写到的，请移到第六部分".to_owned(),
            "; what other sections tell belongs here".to_owned(),
        )
    } else if let Some(income) = income {
        (
            format!(
                "，而表二有行政事业性收费{income}万元；信息处理费与行政事业性收费不同，没有收取的也应写明"
            ),
            format!(
                ", while table two has charges of {income}万元; the fee is another matter than those, \
                 and if none was charged, say so"
            ),
        )
    } else {
        ("；没有收取的也应写明".to_owned(), "; if none was charged, say so".to_owned())
    };
    let finding = Finding::new(
        "N-9",
        if certain { Severity::Error } else { Severity::Warning },
        format!("第六部分没有写信息处理费的收取情况{more_zh}。"),
        format!("Section six is silent on the processing fee{more_en}."),
    );
    vec![if unpaid > 0 { finding.at(cell, place) } else { finding.placed(place) }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn administrative_charges_are_not_the_processing_fee() {
        for told in [
            "未收取信息处理费",
            "市科委未发生政府信息公开收费事项",
            "本年度没有因信息公开收取任何费用",
            "收取行政事业性收费755万元，没有产生信息处理费",
            "除行政事业性收费外未收取任何费用",
        ] {
            assert!(tells_of_the_fee(told), "{told}");
        }
        for silent in ["收取行政事业性收费755万元", "没有其他需要报告的事项", "无"]
        {
            assert!(!tells_of_the_fee(silent), "{silent}");
        }
    }
}
