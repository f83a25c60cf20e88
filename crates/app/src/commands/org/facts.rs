//! What happened to an organisation, in words.

use law::Lang;
use records::organisation::{Change, Fact, Names, Obligations, OgiOffice, OrganisationId};

use super::kinds::words;
use crate::directory::Directory;

/// A fact in one line: the day, what happened, and the document.
pub fn line(fact: &Fact, directory: &Directory, lang: Lang) -> String {
    let what = change(&fact.change, directory, lang);
    let basis = match fact.basis.as_str() {
        "" => String::new(),
        basis => lang.pick(format!("（{basis}）"), format!(" ({basis})")),
    };
    format!("{}  {what}{basis}", fact.on)
}

fn change(change: &Change, directory: &Directory, lang: Lang) -> String {
    let code = |id: &OrganisationId| directory.code_of(*id);
    let maybe = |id: &Option<OrganisationId>| {
        id.as_ref().map_or_else(|| lang.pick("无", "nobody").to_owned(), code)
    };
    let codes = |ids: &[OrganisationId]| {
        ids.iter().map(code).collect::<Vec<_>>().join(lang.pick("、", ", "))
    };
    match change {
        Change::Founded { names, of, administrative_parent, ogi_authority, predecessors } => {
            let mut told = lang.pick(
                format!("设立：{}，{}", name(names), words(*of, lang)),
                format!("founded: {}, {}", name(names), words(*of, lang)),
            );
            let mut add = |zh: &str, en: &str, codes: String| {
                told.push_str(&lang.pick(format!("，{zh}{codes}"), format!(", {en} {codes}")));
            };
            if let Some(parent) = administrative_parent {
                add("上级", "under", code(parent));
            }
            if let Some(authority) = ogi_authority {
                add("信息公开主管", "openness led by", code(authority));
            }
            if !predecessors.is_empty() {
                add("前身", "follows", codes(predecessors));
            }
            told
        }
        Change::Renamed { names } => {
            lang.pick(format!("更名：{}", name(names)), format!("renamed: {}", name(names)))
        }
        Change::Reclassified { to } => {
            let to = words(*to, lang);
            lang.pick(format!("调整性质：{to}"), format!("became: {to}"))
        }
        Change::Moved { administrative_parent, ogi_authority } => {
            let (parent, authority) = (maybe(administrative_parent), maybe(ogi_authority));
            match (ogi_authority, lang) {
                (None, Lang::Zh) => format!("调整隶属：上级{parent}"),
                (None, Lang::En) => format!("moved: under {parent}"),
                (Some(_), Lang::Zh) => {
                    format!("调整隶属：上级{parent}，信息公开主管{authority}")
                }
                (Some(_), Lang::En) => {
                    format!("moved: under {parent}, openness led by {authority}")
                }
            }
        }
        Change::OfficeDescribed { office } => {
            let office = profile(office);
            lang.pick(format!("信息公开机构：{office}"), format!("disclosure office: {office}"))
        }
        Change::Obliged { obligations } => {
            let told = duties(*obligations, lang);
            lang.pick(format!("职责：{told}"), format!("duties: {told}"))
        }
        Change::Merged { into } => {
            lang.pick(format!("并入{}", code(into)), format!("merged into {}", code(into)))
        }
        Change::Split { into } => {
            lang.pick(format!("分立为{}", codes(into)), format!("split into {}", codes(into)))
        }
        Change::Abolished { duties_to } => lang.pick(
            format!("撤销，承接机构：{}", maybe(duties_to)),
            format!("abolished, duties to {}", maybe(duties_to)),
        ),
    }
}

fn name(names: &Names) -> String {
    let mut told = names.full.clone();
    for other in [&names.short, &names.english] {
        if !other.is_empty() && *other != names.full {
            told.push_str(&format!(" / {other}"));
        }
    }
    told
}

/// What an office tells of itself, in one line.
pub fn profile(office: &OgiOffice) -> String {
    let OgiOffice { name, address, post_code, hours, phone, fax, mail, web } = office;
    let all = [name, address, post_code, hours, phone, fax, mail, web];
    let told: Vec<&str> = all.into_iter().filter(|it| !it.is_empty()).map(String::as_str).collect();
    if told.is_empty() { "—".to_owned() } else { told.join(" · ") }
}

/// What an organisation must and may do.
pub fn duties(it: Obligations, lang: Lang) -> String {
    let all = [
        (it.files_annual_report, lang.pick("须编制年报", "files a yearly report")),
        (
            it.publishes_government_report,
            lang.pick("发布政府年报", "publishes the government's report"),
        ),
        (it.makes_rules, lang.pick("可制定规章", "makes rules")),
        (it.makes_normative_documents, lang.pick("可制定规范性文件", "makes normative documents")),
    ];
    let told: Vec<&str> = all.into_iter().filter(|it| it.0).map(|it| it.1).collect();
    if told.is_empty() { "—".to_owned() } else { told.join(lang.pick("、", ", ")) }
}
