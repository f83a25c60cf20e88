//! The corrected form: the report with the values that its sums leave no choice about, each marked.

use law::Lang;
use report::check::Finding;
use report::correct::{Corrected, Correction};

use super::{Annotations, compose, remarks};
use crate::page::{Block, Page};

/// Composes the corrected form: marked cells, and at the end what is proposed and why.
pub fn corrected(corrected: &Corrected, lang: Lang) -> Page {
    let findings = findings(corrected);
    let annotations = Annotations::of(&findings);
    let mut page = compose(&corrected.report, &annotations);
    page.blocks.insert(0, Block::Note { text: advice(lang).to_owned() });
    let heading = lang.pick("建议更正的数字", "Values that are proposed");
    let nothing = lang.pick(
        "没有可以由勾稽关系确定的更正。",
        "The sums of the form determine nothing that is to be corrected.",
    );
    page.blocks.extend(annotations.list_under(heading, nothing, lang));
    page.remarks = remarks(&findings, lang);
    page
}

/// What is proposed, as findings beside their cells.
pub fn findings(corrected: &Corrected) -> Vec<Finding> {
    corrected.corrections.iter().map(|it| it.finding(&corrected.report)).collect()
}

/// Says what the marked numbers are.
pub fn advice(lang: Lang) -> &'static str {
    lang.pick(
        "带标记的数字由勾稽关系推出，是建议，不是原件的内容；请核对登记簿后采用。",
        "Marked numbers follow from the sums of the form. They are proposals and not what the document says; compare them with the register before using them.",
    )
}

/// Returns the names of the columns of a list of proposals.
pub fn columns(lang: Lang) -> [&'static str; 6] {
    match lang {
        Lang::Zh => ["序号", "位置", "原数字", "建议", "规则", "理由"],
        Lang::En => ["No.", "Where", "Now", "Proposed", "Rule", "Why"],
    }
}

/// Returns the columns of one proposal.
pub fn row(number: usize, correction: &Correction, lang: Lang) -> [String; 6] {
    [
        number.to_string(),
        report::names::cell(correction.cell, lang),
        correction.held(lang),
        correction.proposed.to_string(),
        correction.rule.to_owned(),
        sentence(correction, lang).to_owned(),
    ]
}

fn sentence(correction: &Correction, lang: Lang) -> &str {
    lang.pick(&correction.zh, &correction.en)
}
