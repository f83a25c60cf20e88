//! Every rule on a whole report: the sample bureau's report with one thing changed, and the
//! findings that the change must bring or must not bring. The cases are in `rules/cases.toml`.

use std::collections::{BTreeMap, BTreeSet};

use report::Report;
use report::check::{Finding, Severity, Subject, check, rules};
use report::limits::Limits;
use report::read::read;
use serde::Deserialize;

const SAMPLE: &str = include_str!("fixtures/yunchuan-2024.txt");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    repaired: Vec<[String; 2]>,
    case: Vec<Case>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// Words of the report and what stands in their place.
    change: Vec<[String; 2]>,
    /// The same for the report of the year before, which is the repaired one for 2023.
    #[serde(default)]
    previous: Option<Vec<[String; 2]>>,
    /// Rule and severity of findings that the change brings.
    #[serde(default)]
    brings: BTreeMap<String, String>,
    /// Words that a finding of the rule must have, in Chinese or English.
    #[serde(default)]
    says: BTreeMap<String, String>,
    /// Rules that must stay silent.
    #[serde(default)]
    not: Vec<String>,
}

fn cases() -> Cases {
    toml::from_str(include_str!("rules/cases.toml")).expect("the cases are valid TOML")
}

fn changed(text: &str, changes: &[[String; 2]], name: &str) -> String {
    changes.iter().fold(text.to_owned(), |text, [from, to]| {
        assert!(text.contains(from.as_str()), "{name}: the report does not say {from:?}");
        text.replacen(from.as_str(), to, 1)
    })
}

fn report(text: &str) -> Report {
    read(text.as_bytes(), &Limits::default()).expect("the sample is a report")
}

fn severity(finding: &Finding) -> &'static str {
    match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

#[test]
fn the_repaired_report_has_no_findings() {
    let text = changed(SAMPLE, &cases().repaired, "repaired");
    let findings = check(Subject { report: &report(&text), previous: None });
    let told: Vec<&str> = findings.iter().map(|it| it.zh.as_str()).collect();
    assert_eq!(told, Vec::<&str>::new());
}

#[test]
fn each_change_brings_its_findings_and_no_others() {
    let cases = cases();
    let repaired = changed(SAMPLE, &cases.repaired, "repaired");
    let faults: Vec<String> =
        cases.case.iter().flat_map(|case| faults_of(case, &repaired)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Says where the findings on a changed report differ from what its case states.
fn faults_of(case: &Case, repaired: &str) -> Vec<String> {
    let now = report(&changed(repaired, &case.change, &case.name));
    let earlier = case.previous.as_ref().map(|changes| {
        let last_year = repaired.replace("2024", "2023").replace("2025", "2024");
        report(&changed(&last_year, changes, &case.name))
    });
    let findings = check(Subject { report: &now, previous: earlier.as_ref() });
    let told: BTreeSet<(&str, &str)> = findings.iter().map(|it| (it.rule, severity(it))).collect();
    let mut faults = Vec::new();
    for (rule, severity) in &case.brings {
        if !told.contains(&(rule.as_str(), severity.as_str())) {
            faults.push(format!("{}: no {severity} {rule} in {told:?}", case.name));
        }
    }
    for (rule, words) in &case.says {
        let said = |it: &&Finding| it.zh.contains(words.as_str()) || it.en.contains(words.as_str());
        if !findings.iter().filter(|it| it.rule == rule.as_str()).any(|it| said(&it)) {
            faults.push(format!("{}: {rule} does not say {words:?}", case.name));
        }
    }
    for finding in &findings {
        let silent = case.not.iter().any(|it| it == finding.rule);
        let asked = case.brings.get(finding.rule).is_some_and(|it| it == "error");
        if silent || (finding.severity == Severity::Error && !asked) {
            faults.push(format!("{}: unasked {}: {}", case.name, finding.rule, finding.zh));
        }
    }
    faults
}

#[test]
fn every_rule_speaks_in_some_case() {
    let cases = cases();
    let spoken: BTreeSet<&str> =
        cases.case.iter().flat_map(|case| case.brings.keys().map(String::as_str)).collect();
    // F-5 sees pictures and torn rows, which a text file cannot have; the reader of HTML tests it.
    let silent: Vec<&str> =
        rules().map(|rule| rule.id).filter(|id| !spoken.contains(id) && *id != "F-5").collect();
    assert_eq!(silent, Vec::<&str>::new(), "rules without a case");
}
