//! What is proposed, in sentences.

use law::Lang;
use law::report_form::{CellId, Relation};

use super::{Correction, Proposal, Why};
use crate::check::{Finding, Severity, rule, rule_of_sum};
use crate::model::Report;
use crate::names;
use crate::number::Number;
use crate::value::CellValue;

pub(super) fn correction(
    cell: CellId,
    old: CellValue,
    proposed: Number,
    by: Proposal,
) -> Correction {
    let [zh, en] = [Lang::Zh, Lang::En].map(|lang| sentence(cell, &old, proposed, by, lang));
    Correction { cell, proposed, rule: rule_of_sum(by.relation), why: by.why, old, zh, en }
}

fn sentence(cell: CellId, old: &CellValue, proposed: Number, by: Proposal, lang: Lang) -> String {
    let (name, old, sum) = (names::cell(cell, lang), held(old, lang), sum(by, lang));
    let why = match by.why {
        Why::OnlyOneWithoutNumber => lang.pick(
            format!("按“{sum}”，其余各格已有数字，只能是{proposed}"),
            format!("by “{sum}” it can only be {proposed}, as all other cells have numbers"),
        ),
        Why::OthersAddUp => lang.pick(
            format!("按“{sum}”，其余各格已经相等，只能是{proposed}"),
            format!("by “{sum}” it can only be {proposed}, as the other cells already add up"),
        ),
        Why::OnlyExplanation => lang.pick(
            format!("只有改为{proposed}，“{sum}”等各处勾稽关系才能全部成立"),
            format!("only {proposed} lets “{sum}” and all other sums hold"),
        ),
    };
    lang.pick(
        format!("{name}：原为{old}；{why}。请核对登记簿后采用。"),
        format!("{name}: now {old}; {why}. Compare with the register before using it."),
    )
}

fn held(value: &CellValue, lang: Lang) -> String {
    match value {
        CellValue::Number(number) => number.to_string(),
        CellValue::Blank => lang.pick("空白", "blank").to_owned(),
        CellValue::Mark(mark) => format!("“{mark}”"),
        CellValue::Unreadable(_) => lang.pick("读不出的内容", "unreadable").to_owned(),
    }
}

/// The sum by the title of its rule, and the row or column it is of.
fn sum(by: Proposal, lang: Lang) -> String {
    let [zh, en] = rule(rule_of_sum(by.relation)).map_or(["", ""], |it| it.title);
    let of = match by.relation {
        Relation::OutcomesAddUp | Relation::TakenInIsAccountedFor => names::column(by.of, lang),
        Relation::ColumnsAddUp | Relation::CasesAddUp => names::row(by.of, lang),
    };
    lang.pick(format!("{of}：{zh}"), format!("{of}: {en}"))
}

impl Correction {
    /// Says what the cell holds now.
    #[must_use]
    pub fn held(&self, lang: Lang) -> String {
        held(&self.old, lang)
    }

    /// Returns it as a finding, for everything that shows findings beside the cells they concern.
    #[must_use]
    pub fn finding(&self, report: &Report) -> Finding {
        let place = report.cell(self.cell).map(|it| it.place).unwrap_or_default();
        Finding::new(self.rule, Severity::Note, self.zh.clone(), self.en.clone())
            .at(self.cell, place)
            .values(self.proposed, held(&self.old, Lang::Zh))
    }
}
