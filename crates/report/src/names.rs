//! What people call the rows, columns and cells, in Chinese and English.

use law::Lang;
use law::report_form::{
    ApplicantColumn, CaseBlock, CaseColumn, CellId, DisclosureColumn, DisclosureRow, FormVersion,
    RequestRow,
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
    let form = FormVersion::Form2021.form();
    let zh = form.request_label(row).unwrap_or("（六）其他处理");
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
    match column {
        ApplicantColumn::NaturalPerson => ["自然人", "natural persons"],
        ApplicantColumn::Commercial => ["商业企业", "commercial enterprises"],
        ApplicantColumn::Research => ["科研机构", "research institutions"],
        ApplicantColumn::Social => ["社会公益组织", "social organisations"],
        ApplicantColumn::Legal => ["法律服务机构", "legal service bodies"],
        ApplicantColumn::Other => ["其他", "others"],
        ApplicantColumn::Total => ["总计", "total"],
    }
}

fn disclosure_row(row: DisclosureRow) -> [&'static str; 2] {
    match row {
        DisclosureRow::Rules => ["规章", "rules"],
        DisclosureRow::NormativeDocuments => ["行政规范性文件", "normative documents"],
        DisclosureRow::Licences => ["行政许可", "licences"],
        DisclosureRow::OtherManagement => ["其他对外管理服务事项", "other management matters"],
        DisclosureRow::Penalties => ["行政处罚", "penalties"],
        DisclosureRow::Coercion => ["行政强制", "coercive measures"],
        DisclosureRow::Charges => ["行政事业性收费", "administrative charges"],
        DisclosureRow::Procurement => ["政府集中采购", "central procurement"],
    }
}

fn disclosure_column(column: DisclosureColumn) -> [&'static str; 2] {
    match column {
        DisclosureColumn::Made => ["本年制发件数", "made this year"],
        DisclosureColumn::Repealed => ["本年废止件数", "repealed this year"],
        DisclosureColumn::InForce => ["现行有效件数", "in force"],
        DisclosureColumn::NewlyMade => ["本年新制作数量", "newly made"],
        DisclosureColumn::NewlyPublic => ["本年新公开数量", "newly public"],
        DisclosureColumn::TotalPublic => ["对外公开总数量", "public in total"],
        DisclosureColumn::ItemsLastYear => ["上一年项目数量", "items last year"],
        DisclosureColumn::Change => ["本年增/减", "change this year"],
        DisclosureColumn::Decisions => ["处理决定数量", "decisions"],
        DisclosureColumn::Amount => ["本年收费金额（万元）", "amount charged (10,000 yuan)"],
        DisclosureColumn::ProcurementItems => ["采购项目数量", "procurement items"],
        DisclosureColumn::ProcurementAmount => ["采购总金额", "procurement amount"],
    }
}

fn case_block(block: CaseBlock) -> [&'static str; 2] {
    match block {
        CaseBlock::Reconsideration => ["行政复议", "reconsideration"],
        CaseBlock::SuitDirect => ["未经复议直接起诉", "direct suits"],
        CaseBlock::SuitAfter => ["复议后起诉", "suits after reconsideration"],
    }
}

fn case_column(column: CaseColumn) -> [&'static str; 2] {
    match column {
        CaseColumn::Upheld => ["结果维持", "upheld"],
        CaseColumn::Corrected => ["结果纠正", "corrected"],
        CaseColumn::Other => ["其他结果", "other result"],
        CaseColumn::Pending => ["尚未审结", "pending"],
        CaseColumn::Total => ["总计", "total"],
    }
}
