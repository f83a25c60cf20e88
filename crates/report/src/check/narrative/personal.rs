//! Personal data in the text (N-13): numbers of persons, and aid recipients disclosed to society.

use super::text::Text;
use crate::check::{Finding, Prepared, Severity};
use crate::value::Place;

/// Digits of the shortest number that is looked for, that of a mobile telephone.
const SHORTEST: usize = 11;

/// Finds personal data; what is found is not repeated in the finding.
pub(super) fn check(report: &Prepared<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for paragraph in report.narrative().paragraphs() {
        // Of so many digits and the spaces between them one stands at a multiple of their number.
        let mut here_and_there = paragraph.text().letters().bytes().step_by(SHORTEST);
        let may_have = here_and_there.any(|b| b.is_ascii_digit() || b == b' ');
        if !may_have || !has_long_number(&paragraph.printed()) {
            continue;
        }
        for (kind_zh, kind_en) in numbers(&paragraph.text()) {
            findings.push(number(kind_zh, kind_en, paragraph.place));
        }
    }
    findings.extend(recipients(report));
    findings
}

fn number(kind_zh: &str, kind_en: &str, place: Place) -> Finding {
    Finding::new(
        "N-13",
        Severity::Warning,
        format!("文中有疑似{kind_zh}的数字，公布前应删除或者遮盖。"),
        format!("The text holds what looks like {kind_en}; remove or mask it."),
    )
    .placed(place)
}

fn has_long_number(text: &str) -> bool {
    let mut run = 0;
    text.chars().any(|c| {
        run = if c.is_ascii_digit() || ('０'..='９').contains(&c) {
            run + 1
        } else if c == ' ' {
            run
        } else {
            0
        };
        run >= SHORTEST
    })
}

/// Returns the kinds of personal numbers in a text.
fn numbers(text: &str) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    let is_part = |c: char| c.is_ascii_digit();
    let mut rest = text;
    let mut before: Option<char> = None;
    while let Some(at) = rest.find(is_part) {
        before = rest[..at].chars().next_back().or(before);
        let digits = &rest[at..];
        let end = digits.find(|c: char| !is_part(c)).unwrap_or(digits.len());
        let (run, behind) = digits.split_at(end);
        let attached = before.is_some_and(|c| c.is_ascii_alphabetic() || "-./=_".contains(c));
        let kind = match run.len() {
            17 | 18 if is_identity_number(run, behind) => {
                Some(("居民身份证号", "an identity number"))
            }
            11 if is_mobile(run) => Some(("手机号码", "a mobile number")),
            16..=19 if is_bank_card(run) => Some(("银行卡号", "a bank card number")),
            _ => None,
        };
        found.extend(kind.filter(|it| !attached && !found.contains(it)));
        before = run.chars().next_back();
        rest = behind;
    }
    found
}

/// Tells whether 18 digits, or 17 and an X, are an identity number by place, birth and check sign.
fn is_identity_number(run: &str, behind: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        run.chars().zip(WEIGHTS).map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight).sum();
    let expected = "10X98765432".chars().nth((sum % 11) as usize);
    let given =
        run.chars().nth(17).or_else(|| behind.chars().next().map(|c| c.to_ascii_uppercase()));
    let month = run.get(10..12).and_then(|it| it.parse::<u32>().ok()).unwrap_or(0);
    let century = run.get(6..8).unwrap_or_default();
    expected == given
        && matches!(century, "19" | "20")
        && (1..=12).contains(&month)
        && !run.starts_with(['0', '9'])
}

fn is_mobile(run: &str) -> bool {
    let mut digits = run.chars();
    digits.next() == Some('1') && digits.next().is_some_and(|c| ('3'..='9').contains(&c))
}

/// Tells whether the digits pass the check of bank cards and begin as Chinese ones do.
fn is_bank_card(run: &str) -> bool {
    let sum: u32 = run
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(index, digit)| match (index % 2, digit * 2) {
            (0, _) => digit,
            (_, twice) if twice > 9 => twice - 9,
            (_, twice) => twice,
        })
        .sum();
    run.starts_with("62") && sum.is_multiple_of(10)
}

/// Finds the statement that data on aid recipients are disclosed to society.
fn recipients(report: &Prepared<'_>) -> Option<Finding> {
    const WHO: [&str; 6] = ["受助人员", "受助学生", "受助对象", "受助人", "资助对象", "救助对象"];
    let discloses = |clause: Text<'_>| {
        clause.has(&WHO)
            && clause.contains("社会")
            && clause.has(&["公开", "公布", "公示"])
            && !clause.has(&["不", "脱敏", "遮盖", "隐去", "政策"])
    };
    let paragraph = report.narrative().paragraphs_with(&WHO).find(|paragraph| {
        let text = paragraph.text();
        text.letters().split(['。', '；', '，']).any(|clause| discloses(text.piece(clause)))
    })?;
    Some(
        Finding::new(
            "N-13",
            Severity::Warning,
            "文中写把受助人员的信息向社会公开：受助名单属个人信息，一般只在校内公示并遮盖身份证号、住址、电话、银行卡号，公示期满撤下；请核对表述。"
                .to_owned(),
            "The text says that data on aid recipients are disclosed to society: such lists are \
             personal data, posted inside the school, masked, and taken down after the notice."
                .to_owned(),
        )
        .placed(paragraph.place),
    )
}
