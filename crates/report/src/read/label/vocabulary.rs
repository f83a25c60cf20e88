//! The labels of the form and their known other wordings, ready for comparison.
//!
//! Misprints are not listed: they are found by distance. The other wordings were all seen in
//! published reports.

use std::sync::LazyLock;

use law::report_form::{
    ApplicantColumn, CaseBlock, CaseColumn, DisclosureColumn, DisclosureRow, FormVersion,
    RequestRow,
};

use super::normalise::{normalise, strip_all};

/// One wording of a label.
#[derive(Debug)]
pub struct Wording<T> {
    /// What it names.
    pub names: T,
    /// Normalised words without numbering.
    pub words: String,
    /// The same as letters.
    pub letters: Vec<char>,
    /// Whether these are the words of the form.
    pub official: bool,
}

fn wording<T>(names: T, label: &str, official: bool) -> Wording<T> {
    let normal = normalise(label);
    let words = strip_all(&normal).1.to_owned();
    Wording { names, letters: words.chars().collect(), words, official }
}

/// Wordings of the rows of table three.
pub static REQUEST_ROWS: LazyLock<Vec<Wording<RequestRow>>> = LazyLock::new(|| {
    let mut all: Vec<_> = FormVersion::Form2021
        .form()
        .requests
        .rows
        .iter()
        .map(|(row, _, label)| wording(*row, label, true))
        .collect();
    all.push(wording(RequestRow::OtherTotal, "（六）其他处理", true));
    use RequestRow as R;
    let others = [
        (R::New, "本年新收"),
        (R::New, "本年新收申请数量"),
        (R::New, "本年新收政府信息公开申请"),
        (R::CarriedIn, "上年结转"),
        (R::CarriedIn, "上年结转申请数量"),
        (R::CarriedIn, "上年结转政府信息公开申请"),
        (R::CarriedIn, "上年度结转政府信息公开申请数量"),
        (R::Partial, "部分公开"),
        (R::Partial, "部分公开(区分处理的,只计这一情况,不计其他情况)"),
        (R::OtherNoCorrection, "逾期不补正"),
        (R::OtherNoCorrection, "申请人无正当理由逾期不补正"),
        (R::OtherNoCorrection, "无正当理由逾期不补正"),
        (R::OtherNoPayment, "逾期不缴费"),
        (R::OtherNoPayment, "逾期未缴费"),
        (R::OtherNoPayment, "申请人逾期未按收费通知要求缴纳费用"),
        (R::TotalHandled, "合计"),
        (R::CarriedOut, "结转下年度"),
        (R::CarriedOut, "结转下年"),
        (R::CarriedOut, "结转下一年度继续办理"),
    ];
    all.extend(others.into_iter().map(|(row, label)| wording(row, label, false)));
    all
});

/// Wordings of the rows of table two.
pub static DISCLOSURE_ROWS: LazyLock<Vec<Wording<DisclosureRow>>> = LazyLock::new(|| {
    let mut all: Vec<Wording<DisclosureRow>> = Vec::new();
    for version in [FormVersion::Form2021, FormVersion::Form2019] {
        for (row, label) in version.form().disclosure.iter().flat_map(|block| &block.rows) {
            let new = wording(*row, label, true);
            if all.iter().all(|it| it.words != new.words) {
                all.push(new);
            }
        }
    }
    let others = [
        (DisclosureRow::Rules, "政府规章"),
        (DisclosureRow::Rules, "行政规章"),
        (DisclosureRow::Licences, "行政许可事项"),
        (DisclosureRow::Licences, "行政许可项目"),
        (DisclosureRow::Charges, "行政事业性收费项目"),
        (DisclosureRow::Charges, "行政事业收费"),
        (DisclosureRow::OtherManagement, "其他对外管理服务"),
    ];
    all.extend(others.into_iter().map(|(row, label)| wording(row, label, false)));
    all
});

/// Wordings of the columns of table two.
pub static DISCLOSURE_COLUMNS: LazyLock<Vec<Wording<(FormVersion, DisclosureColumn)>>> =
    LazyLock::new(|| {
        let mut all: Vec<Wording<(FormVersion, DisclosureColumn)>> = Vec::new();
        for version in [FormVersion::Form2021, FormVersion::Form2019] {
            for (column, label) in version.form().disclosure.iter().flat_map(|it| &it.columns) {
                let new = wording((version, *column), label, true);
                if all.iter().all(|it| it.words != new.words) {
                    all.push(new);
                }
            }
        }
        all
    });

/// Wordings of the columns of table three.
pub static APPLICANT_COLUMNS: LazyLock<Vec<Wording<ApplicantColumn>>> = LazyLock::new(|| {
    let form = FormVersion::Form2021.form();
    let mut all: Vec<_> =
        form.requests.columns.iter().map(|(it, label)| wording(*it, label, true)).collect();
    all.push(wording(ApplicantColumn::Commercial, "企业", false));
    all.push(wording(ApplicantColumn::Social, "社会公益", false));
    all.push(wording(ApplicantColumn::Total, "合计", false));
    all
});

/// Wordings of the columns of table four.
pub static CASE_COLUMNS: LazyLock<Vec<Wording<CaseColumn>>> = LazyLock::new(|| {
    let form = FormVersion::Form2021.form();
    let mut all: Vec<_> =
        form.cases.columns.iter().map(|(it, label)| wording(*it, label, true)).collect();
    for (column, label) in [
        (CaseColumn::Upheld, "维持"),
        (CaseColumn::Corrected, "纠正"),
        (CaseColumn::Other, "其他"),
        (CaseColumn::Pending, "未审结"),
        (CaseColumn::Total, "合计"),
    ] {
        all.push(wording(column, label, false));
    }
    all
});

/// Wordings of the blocks of table four.
pub static CASE_BLOCKS: LazyLock<Vec<Wording<CaseBlock>>> = LazyLock::new(|| {
    let form = FormVersion::Form2021.form();
    let mut all: Vec<_> =
        form.cases.blocks.iter().map(|(it, _, label)| wording(*it, label, true)).collect();
    all.push(wording(CaseBlock::SuitDirect, "直接起诉", false));
    all.push(wording(CaseBlock::SuitDirect, "行政诉讼(未经复议直接起诉)", false));
    all.push(wording(CaseBlock::SuitAfter, "行政诉讼(复议后起诉)", false));
    all.push(wording(CaseBlock::SuitAfter, "经复议后起诉", false));
    all
});
