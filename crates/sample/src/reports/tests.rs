//! That the invented reports are as good as real ones should be.

use std::collections::BTreeMap;

use report::check::{Severity, Subject, check};

use super::*;
use crate::bureau;

#[test]
fn no_report_has_an_error_alone_or_after_the_one_before_it() {
    let all = bureau().reports;
    assert_eq!(all.len(), 5 + 6 * 2);
    let mut before: BTreeMap<OrganisationId, &SampleReport> = BTreeMap::new();
    for it in &all {
        let previous = before.insert(it.organisation, it).map(|it| &it.report);
        for previous in [None, previous] {
            let mut findings = check(Subject { report: &it.report, previous });
            findings.retain(|it| it.severity == Severity::Error);
            assert_eq!(findings, [], "{} {}", it.year, it.report.title.as_ref().unwrap().value);
        }
    }
}

#[test]
fn every_report_is_of_the_form_and_says_that_it_is_invented() {
    for it in bureau().reports {
        let cells: Vec<_> = it.report.cells.keys().copied().collect();
        let mut form = FormVersion::Form2021.form().cells();
        form.sort_unstable();
        assert_eq!(cells, form);
        assert!(it.report.title.as_ref().unwrap().value.contains("演示"));
        assert_eq!(it.report.year.as_ref().unwrap().value, it.year);
        assert_eq!(report::json::from_json(&report::json::to_json(&it.report)).unwrap(), it.report);
    }
}

#[test]
fn no_two_reports_have_the_same_figures() {
    let all = bureau().reports;
    for (n, it) in all.iter().enumerate() {
        assert!(all[..n].iter().all(|other| other.report.cells != it.report.cells), "{}", it.year);
    }
}
