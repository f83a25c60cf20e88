//! What people call the rows, columns and cells, in Chinese and English.

use law::Lang;
use law::report_form::{
    ApplicantColumn, CaseBlock, CaseColumn, CellId, DisclosureColumn, DisclosureRow, FormVersion,
    ReportForm, RequestRow,
};

/// Returns the name of the row (or block) of a cell; in the language.
pub fn row(cell: CellId, lang: Lang) -> String {
    let names = match cell {
        CellId::Disclosure(row, _) => disclosure_row(row),
        CellId::Request(row, _) => request_row(row),
        CellId::Case(block, _) => case_block(block),
    };
    lang.pick(names[0], names[1]).to_owned()
}

/// Returns the name of the column of a cell.
pub fn column(cell: CellId, lang: Lang) -> String {
    let names = match cell {
        CellId::Disclosure(_, column) => disclosure_column(column),
        CellId::Request(_, column) => applicant_column(column),
        CellId::Case(_, column) => case_column(column),
    };
    lang.pick(names[0], names[1]).to_owned()
}

/// Returns the name of a cell: table, row, column.
pub fn cell(cell: CellId, lang: Lang) -> String {
    let (row, column) = (row(cell, lang), column(cell, lang));
    if lang == Lang::Zh {
        let table = ["二", "三", "四"].get(usize::from(cell.table()) - 2).copied().unwrap_or("");
        format!("表{table}“{row}”“{column}”")
    } else {
        format!("table {}, “{row}”, “{column}”", cell.table())
    }
}

fn request_row(row: RequestRow) -> [&'static str; 2] {
    let zh = official(|form| form.requests.rows.iter().find(|it| it.0 == row).map(|it| &it.2));
    let en = match row {
        RequestRow::New => "new requests",
        RequestRow::CarriedIn => "carried in from last year",
        RequestRow::Granted => "granted",
        RequestRow::Partial => "granted in part",
        RequestRow::DeniedSecret => "refused: state secret",
        RequestRow::DeniedLaw => "refused: prohibited by law",
        RequestRow::DeniedSafety => "refused: security and stability",
        RequestRow::DeniedThirdParty => "refused: third-party rights",
        RequestRow::DeniedInternal => "refused: internal affairs",
        RequestRow::DeniedProcess => "refused: deliberative",
        RequestRow::DeniedEnforcement => "refused: enforcement file",
        RequestRow::DeniedInquiry => "refused: special query regime",
        RequestRow::UnableNotHeld => "not provided: not held",
        RequestRow::UnableCreate => "not provided: needs creation",
        RequestRow::UnableUnclear => "not provided: still unclear",
        RequestRow::RefusedPetition => "not processed: petition or complaint",
        RequestRow::RefusedDuplicate => "not processed: duplicate",
        RequestRow::RefusedPublication => "not processed: publication",
        RequestRow::RefusedAbusive => "not processed: abusive",
        RequestRow::RefusedReconfirm => "not processed: reconfirmation",
        RequestRow::OtherTotal => "other outcomes",
        RequestRow::OtherNoCorrection => "other: clarification lapsed",
        RequestRow::OtherNoPayment => "other: fee not paid",
        RequestRow::OtherOther => "other: other",
        RequestRow::TotalHandled => "total handled",
        RequestRow::CarriedOut => "carried out to next year",
    };
    [zh, en]
}

fn applicant_column(column: ApplicantColumn) -> [&'static str; 2] {
    let en = match column {
        ApplicantColumn::NaturalPerson => "natural persons",
        ApplicantColumn::Commercial => "commercial enterprises",
        ApplicantColumn::Research => "research institutions",
        ApplicantColumn::Social => "social organisations",
        ApplicantColumn::Legal => "legal service bodies",
        ApplicantColumn::Other => "others",
        ApplicantColumn::Total => "total",
    };
    [official(|form| form.requests.columns.iter().find(|it| it.0 == column).map(|it| &it.1)), en]
}

fn disclosure_row(row: DisclosureRow) -> [&'static str; 2] {
    let en = match row {
        DisclosureRow::Rules => "rules",
        DisclosureRow::NormativeDocuments => "normative documents",
        DisclosureRow::Licences => "licences",
        DisclosureRow::OtherManagement => "other management matters",
        DisclosureRow::Penalties => "penalties",
        DisclosureRow::Coercion => "coercive measures",
        DisclosureRow::Charges => "administrative charges",
        DisclosureRow::Procurement => "central procurement",
    };
    let rows = |form: &'static ReportForm| {
        form.disclosure.iter().flat_map(|block| &block.rows).find(|it| it.0 == row).map(|it| &it.1)
    };
    [official(rows), en]
}

fn disclosure_column(column: DisclosureColumn) -> [&'static str; 2] {
    let en = match column {
        DisclosureColumn::Made => "made this year",
        DisclosureColumn::Repealed => "repealed this year",
        DisclosureColumn::InForce => "in force",
        DisclosureColumn::NewlyMade => "newly made",
        DisclosureColumn::NewlyPublic => "newly public",
        DisclosureColumn::TotalPublic => "public in total",
        DisclosureColumn::ItemsLastYear => "items last year",
        DisclosureColumn::Change => "change this year",
        DisclosureColumn::Decisions => "decisions",
        DisclosureColumn::Amount => "amount charged (10,000 yuan)",
        DisclosureColumn::ProcurementItems => "procurement items",
        DisclosureColumn::ProcurementAmount => "procurement amount",
    };
    // 本年处理决定数量 of 2021 is 处理决定数量 in 2019: the words of both are the shorter ones.
    let label = |version: FormVersion| {
        let columns = version.form().disclosure.iter().flat_map(|block| &block.columns);
        columns.into_iter().find(|it| it.0 == column).map(|it| it.1.as_str())
    };
    let labels = [FormVersion::Form2021, FormVersion::Form2019].into_iter().filter_map(label);
    [labels.min_by_key(|it| it.len()).unwrap_or_default(), en]
}

fn case_block(block: CaseBlock) -> [&'static str; 2] {
    let en = match block {
        CaseBlock::Reconsideration => "reconsideration",
        CaseBlock::SuitDirect => "direct suits",
        CaseBlock::SuitAfter => "suits after reconsideration",
    };
    [official(|form| form.cases.blocks.iter().find(|it| it.0 == block).map(|it| &it.2)), en]
}

fn case_column(column: CaseColumn) -> [&'static str; 2] {
    let en = match column {
        CaseColumn::Upheld => "upheld",
        CaseColumn::Corrected => "corrected",
        CaseColumn::Other => "other result",
        CaseColumn::Pending => "pending",
        CaseColumn::Total => "total",
    };
    [official(|form| form.cases.columns.iter().find(|it| it.0 == column).map(|it| &it.1)), en]
}

/// Returns a label of the form of 2021, else of that of 2019.
fn official(label: impl Fn(&'static ReportForm) -> Option<&'static String>) -> &'static str {
    [FormVersion::Form2021, FormVersion::Form2019]
        .into_iter()
        .find_map(|version| label(version.form()))
        .map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_and_column_of_both_forms_has_a_name_in_both_languages() {
        for version in [FormVersion::Form2019, FormVersion::Form2021] {
            for id in version.form().cells() {
                for lang in [Lang::Zh, Lang::En] {
                    assert!(!row(id, lang).is_empty() && !column(id, lang).is_empty(), "{id}");
                }
            }
        }
    }

    #[test]
    fn names_in_chinese_are_the_labels_of_the_form() {
        let amount = CellId::Disclosure(DisclosureRow::Charges, DisclosureColumn::Amount);
        assert_eq!(cell(amount, Lang::Zh), "表二“行政事业性收费”“本年收费金额（单位：万元）”");
        let decisions = CellId::Disclosure(DisclosureRow::Licences, DisclosureColumn::Decisions);
        assert_eq!(column(decisions, Lang::Zh), "处理决定数量");
        let other = CellId::Request(RequestRow::OtherTotal, ApplicantColumn::Total);
        assert!(row(other, Lang::Zh).contains("其他处理"));
    }
}
