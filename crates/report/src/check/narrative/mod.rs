//! Rules that compare the narrative with the tables, and what the narrative must say.
//!
//! A figure of the narrative has a scope and a definition of its own. A mismatch that another
//! reading explains is a warning that names both; only one that nothing explains is an error.
//! Figures that are approximate, of another year or of a subordinate are not compared, nor is
//! anything compared with a cell that is blank, missing or unreadable.
//!
//! What is not here: N-11, whether counts of messages and training can be traced to system data,
//! cannot be decided from a document.

mod aspects;
mod cases;
mod claim;
mod documents;
mod fee_parts;
mod fees;
mod figures;
mod origin;
mod outcomes;
mod pairs;
mod personal;
mod problems;
mod processing_fee;
mod reading;
mod requests;
mod sayings;
mod scope;
mod sentence;
mod tables;
mod terms;
mod text;
mod told_years;
mod year_traces;

pub(super) use text::Narrative;

use super::{Finding, Prepared, Rule, Severity};

const ARTICLE: &str = "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号";
const PRACTICE: &str = "实务核对：年度报告文字与表格应当一致（国办公开办函〔2021〕30号）";

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "N-1",
        severity: Severity::Error,
        title: [
            "文字中的申请、复议、诉讼件数与表格一致",
            "Requests and cases in the text agree with the tables",
        ],
        authority: PRACTICE,
        what: [
            "文字写明的收到、结转、办结、各类答复件数和占比，复议诉讼件数，与表三、表四核对；口径可能不同的只作警告。",
            "Counts and shares of requests and cases in the text are compared with tables three and four; \
             where another reading explains a difference it is a warning.",
        ],
        remedy: [
            "核对登记簿后改正文字或者表格；口径不同的，在文字中写明口径。",
            "Correct text or table; where the scope differs, say so in the text.",
        ],
        check: numbers,
    },
    Rule {
        id: "N-2",
        severity: Severity::Error,
        title: [
            "文字中的规范性文件等件数与表二一致",
            "Documents and decisions in the text agree with table two",
        ],
        authority: PRACTICE,
        what: [
            "文字写明的规范性文件制发、废止、现行有效件数与表二核对；许可、处罚件数不一致的只作警告，双公示件数不核对。",
            "Normative documents made, repealed and in force are compared with table two; decisions only as a warning.",
        ],
        remedy: ["核对规范性文件目录和执法台账。", "Compare with the registers and correct."],
        check: documents::check,
    },
    Rule {
        id: "N-3",
        severity: Severity::Error,
        title: [
            "文字中的收费总额与表二、与分项一致",
            "Charges in the text agree with table two and their parts",
        ],
        authority: PRACTICE,
        what: [
            "文字写明的行政事业性收费总额与表二相等，所列各项之和等于总额。只差各数末位四舍五入的，注明即可；各项之和少于总额、可能没有列全的，是警告；超出总额、或者写明是全部而不等的，是错误。",
            "The total of charges in the text equals table two, and the parts listed add up to it. Less than the total is a warning where the list may be incomplete; more than the total, or a closed list that differs, is an error; rounding of the last printed digits is let pass with a remark.",
        ],
        remedy: ["按收费台账改正。", "Correct by the register of charges."],
        check: fees::totals_and_parts,
    },
    Rule {
        id: "N-4",
        severity: Severity::Error,
        title: ["元、万元、亿元不混用", "Units of money are not mixed up"],
        authority: "国办公开办函〔2021〕30号第二部分：收费金额以万元为单位，保留到小数点后6位",
        what: [
            "文字中的金额与表二只差万倍、亿倍的，是单位混用；万元后最多6位小数。",
            "An amount that differs from table two by ten thousand times has the wrong unit.",
        ],
        remedy: ["改正单位。", "Correct the unit."],
        check: fees::units,
    },
    Rule {
        id: "N-5",
        severity: Severity::Error,
        title: [
            "没有其他年度、其他机关和模板的文字",
            "No traces of another year, agency or template",
        ],
        authority: PRACTICE,
        what: [
            "引言、统计期限、第一部分开头和各部分句首的年份与报告年度一致；没有其他机关的名称，没有XX、此处填写等模板文字；自称与机关相符。标题和统计期限一致而开头写的是另一年的，是错误；其余请人核对，是警告。与上年比较、上年问题的整改、来年的计划不在此限。",
            "The introduction, the period and sentences that open with a year name the year reported on; no other agency is spoken of and nothing of a template remains. An opening with another year is an error where title and period agree, else a warning; comparisons, what was mended since last year and plans are let pass.",
        ],
        remedy: [
            "改正年份和名称，删除模板文字。",
            "Correct year and name; remove the template's words.",
        ],
        check: origin::check,
    },
    Rule {
        id: "N-6",
        severity: Severity::Warning,
        title: ["“未收到申请”与表三一致", "“No request received” agrees with table three"],
        authority: PRACTICE,
        what: [
            "文字写没有收到申请的，表三本年新收应为0。写收到而表三为0的见 N-1。",
            "Where the text says that none was received, the row of new requests must be 0.",
        ],
        remedy: ["核对登记簿后改正。", "Compare with the register and correct."],
        check: sayings::none_received,
    },
    Rule {
        id: "N-7",
        severity: Severity::Warning,
        title: ["第一部分写到五个方面", "Section one describes the five aspects"],
        authority: ARTICLE,
        what: [
            "主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障都应写到，并写明收到的申请件数。",
            "All five aspects must be described, and the number of requests received stated.",
        ],
        remedy: ["补写缺少的方面。", "Add what is missing."],
        check: aspects::five_aspects,
    },
    Rule {
        id: "N-8",
        severity: Severity::Error,
        title: ["第五部分写明具体问题", "Section five names concrete problems"],
        authority: "《政府信息公开条例》第五十条第四项；笼统与否的判断为我方惯例",
        what: [
            "第五部分为空、为“无”或者过短是错误；只写计划、问题笼统的是警告。",
            "An empty section five is an error; plans without problems, or general problems, are warnings.",
        ],
        remedy: [
            "写明本年的具体问题、涉及的事项，以及上年问题的改进情况。",
            "Name this year's problems with facts, and how last year's were mended.",
        ],
        check: problems::check,
    },
    Rule {
        id: "N-9",
        severity: Severity::Error,
        title: ["第六部分写明信息处理费收取情况", "Section six tells of the processing fee"],
        authority: "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
        what: [
            "2021年度起，第六部分应写明信息处理费收取情况，没有收取的也应写明；行政事业性收费与信息处理费不同，只写前者的不算。表三有逾期未缴费，或者表二有收费、第六部分写了其他内容而只字未提的，是错误；其余是警告。",
            "From 2021 on section six must tell of the fee, even if none; administrative charges are another matter. Silence with unpaid fees in table three, or with charges in table two where section six tells of other things at length, is an error, else a warning.",
        ],
        remedy: [
            "补写收取的件数和金额，或者写明未收取。",
            "State number and amount, or that none was charged.",
        ],
        check: processing_fee::check,
    },
    Rule {
        id: "N-10",
        severity: Severity::Warning,
        title: [
            "政府的报告写到考核、评议和责任追究",
            "A government's report tells of assessment and accountability",
        ],
        authority: "《政府信息公开条例》第五十条第四项、第四十六条",
        what: [
            "县级以上地方人民政府的报告还应包括工作考核、社会评议和责任追究结果情况。",
            "Reports of governments also cover assessment, public evaluation and accountability.",
        ],
        remedy: ["补写结果；没有发生的也应写明。", "Add the results, also where there were none."],
        check: aspects::supervision,
    },
    Rule {
        id: "N-12",
        severity: Severity::Warning,
        title: ["用语现行、准确", "Terms are current and right"],
        authority: "国办函〔2020〕109号；《政府信息公开条例》（国务院令第711号）；机构改革方案",
        what: [
            "信息处理费等名称应准确，不使用已停用的类别、收费名称和已撤并的机构名称。",
            "Names must be right; classes, fees and bodies that no longer exist are not used.",
        ],
        remedy: ["改用现行名称。", "Use the name now in force."],
        check: terms::check,
    },
    Rule {
        id: "N-13",
        severity: Severity::Warning,
        title: ["文字中没有个人信息", "No personal data in the text"],
        authority: "《政府信息公开条例》第十五条；《个人信息保护法》",
        what: [
            "文字中不应有身份证号、手机号码、银行卡号；办公电话不在此限。写把受助人员信息向社会公开的，请核对。",
            "No identity, mobile or card numbers; office telephones are fine. Disclosure of aid recipients is queried.",
        ],
        remedy: ["删除或者遮盖。", "Remove or mask it."],
        check: personal::check,
    },
];

/// Compares requests, cases and sayings about them with tables three and four.
fn numbers(report: &Prepared<'_>) -> Vec<Finding> {
    let mut findings = requests::check(report);
    findings.extend(cases::check(report));
    for finding in sayings::contradictions(report) {
        if finding.cell.is_none() || !findings.iter().any(|it| it.cell == finding.cell) {
            findings.push(finding);
        }
    }
    findings
}
