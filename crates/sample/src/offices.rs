//! Disclosure offices that nobody can call.

use records::organisation::{Change, Fact, Obligations, OgiOffice};

use crate::told::{REGULATION, fact};

/// The n-th office: a telephone, an address and a mailbox that lead nowhere (RFC 2606 keeps example.com
/// for that).
pub fn office(of: &str, n: u32) -> Fact {
    let office = OgiOffice {
        name: format!("{of}办公室"),
        address: format!("海东市演示路{n}号"),
        post_code: "000000".to_owned(),
        hours: "工作日8:30—12:00，14:30—18:00".to_owned(),
        phone: format!("0972-{n:07}"),
        fax: format!("0972-{:07}", n + 5_000),
        mail: format!("office{n}@example.com"),
        web: format!("https://www.example.com/office{n}"),
    };
    fact(REGULATION, Change::OfficeDescribed { office })
}

/// The duties of a government: its own report and that of all its departments (第四十九条).
pub fn of_a_government(makes_rules: bool) -> Fact {
    let obligations = Obligations {
        files_annual_report: true,
        publishes_government_report: true,
        makes_rules,
        makes_normative_documents: true,
    };
    fact(REGULATION, Change::Obliged { obligations })
}

/// The duties of an education bureau: a report, normative documents, no rules.
pub fn of_a_bureau() -> Fact {
    let obligations = Obligations {
        files_annual_report: true,
        makes_normative_documents: true,
        ..Obligations::default()
    };
    fact(REGULATION, Change::Obliged { obligations })
}
