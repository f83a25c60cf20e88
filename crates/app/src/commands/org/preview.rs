//! What a workbook would change, for people and for programs.

use std::collections::BTreeMap;

use law::Lang;
use records::person::{Account, AccountId};
use roster::{PersonColumn, Plan, PlannedAccount, PlannedOrganisation, SheetName};
use serde::Serialize;

use crate::clock;
use crate::columns::aligned;
use crate::style;

/// What a workbook would change.
#[derive(Debug, Serialize)]
pub struct Preview {
    organisations: Vec<Planned>,
    people: Vec<Planned>,
    roles: Vec<PlannedRole>,
    /// What somebody should look at.
    warnings: Vec<String>,
    /// What is wrong. With any of it nothing can be applied.
    pub faults: Vec<Fault>,
    /// Whether it was changed.
    pub applied: bool,
}

#[derive(Debug, Serialize)]
struct Planned {
    row: u32,
    new: bool,
    /// A code or a login.
    name: String,
    called: String,
}

#[derive(Debug, Serialize)]
struct PlannedRole {
    row: u32,
    login: String,
    role: &'static str,
    #[serde(skip)]
    label: &'static str,
    organisation: String,
}

/// Something wrong at a place of the file.
#[derive(Debug, Serialize)]
pub struct Fault {
    sheet: &'static str,
    row: Option<u32>,
    column: &'static str,
    value: String,
    detail: String,
}

impl Preview {
    /// What a plan would change. `known` are the organisations and accounts that it was compared with.
    pub fn of(plan: &Plan, known: &web::Known, lang: Lang) -> Self {
        let accounts: BTreeMap<AccountId, Account> = known.accounts().into_iter().collect();
        let mut logins: BTreeMap<AccountId, &str> =
            accounts.iter().map(|(id, it)| (*id, it.login.as_str())).collect();
        logins.extend(plan.accounts.iter().filter_map(|it| match it {
            PlannedAccount::New { id, account, .. } => Some((*id, account.login.as_str())),
            _ => None,
        }));
        let mut codes: BTreeMap<_, _> =
            known.organisations().into_iter().map(|it| (it.id, it.code)).collect();
        codes.extend(plan.organisations.iter().filter_map(|it| match it {
            PlannedOrganisation::New { organisation, .. } => {
                Some((organisation.id, organisation.code.clone()))
            }
            _ => None,
        }));
        let roles = plan.proposed_appointments.iter().map(|it| PlannedRole {
            row: it.row,
            login: logins.get(&it.account).copied().unwrap_or_default().to_owned(),
            role: it.appointment.role.name(),
            label: it.appointment.role.label(lang),
            organisation: codes.get(&it.appointment.organisation).cloned().unwrap_or_default(),
        });
        let faults = plan.faults.iter().map(|it| Fault {
            sheet: it.column.sheet().title(lang),
            row: it.row,
            column: it.column.heading(lang),
            value: it.value.clone(),
            detail: it.say(lang),
        });
        Self {
            organisations: plan.organisations.iter().filter_map(organisation).collect(),
            people: plan.accounts.iter().filter_map(person).collect(),
            roles: roles.collect(),
            warnings: plan.warnings.iter().map(|it| it.say(lang)).collect(),
            faults: faults.chain(moved(plan, &accounts, lang)).collect(),
            applied: false,
        }
    }

    /// Prints it.
    pub fn print(&self, lang: Lang) {
        let new =
            |it: bool| if it { lang.pick("新增", "new") } else { lang.pick("变更", "changed") };
        let row = |it: u32| lang.pick(format!("第{it}行"), format!("row {it}"));
        let sheet = |it: SheetName| it.title(lang).to_owned();
        let mut rows = Vec::new();
        for (of, planned) in
            [(SheetName::Organisations, &self.organisations), (SheetName::People, &self.people)]
        {
            rows.extend(planned.iter().map(|it| {
                [sheet(of), row(it.row), new(it.new).into(), it.name.clone(), it.called.clone()]
            }));
        }
        rows.extend(self.roles.iter().map(|it| {
            let role = lang.pick("角色", "role").to_owned();
            let held = format!("{} · {}", it.label, it.organisation);
            [sheet(SheetName::People), row(it.row), role, it.login.clone(), held]
        }));
        for line in aligned(&rows) {
            say!("{line}");
        }
        for it in &self.warnings {
            say!("{}{it}", lang.pick("请留意：", "look at: "));
        }
        for it in &self.faults {
            say!("{}{}", style::error(lang.pick("错误：", "fault: ")), it.detail);
        }
    }

    /// Whether nothing would change.
    pub fn changes_nothing(&self) -> bool {
        self.organisations.is_empty() && self.people.is_empty() && self.roles.is_empty()
    }
}

fn organisation(planned: &PlannedOrganisation) -> Option<Planned> {
    let (row, organisation, new) = match planned {
        PlannedOrganisation::New { row, organisation } => (*row, organisation, true),
        PlannedOrganisation::Changed { row, organisation, .. } => (*row, organisation, false),
        PlannedOrganisation::Same { .. } => return None,
    };
    let standing = organisation.on(clock::today());
    let called = standing.map(|it| it.names.full).unwrap_or_default();
    Some(Planned { row, new, name: organisation.code.clone(), called })
}

fn person(planned: &PlannedAccount) -> Option<Planned> {
    let (row, account, new) = match planned {
        PlannedAccount::New { row, account, .. } => (*row, account, true),
        PlannedAccount::Changed { row, account, .. } => (*row, account, false),
        PlannedAccount::Same { .. } => return None,
    };
    Some(Planned { row, new, name: account.login.clone(), called: account.name.clone() })
}

/// People whom the file would move to another organisation. Whoever goes there gets an account there: what
/// they did stays with the old one.
fn moved(plan: &Plan, accounts: &BTreeMap<AccountId, Account>, lang: Lang) -> Vec<Fault> {
    let mut faults = Vec::new();
    for planned in &plan.accounts {
        let PlannedAccount::Changed { row, id, account } = planned else { continue };
        let before = accounts.get(id).map(|it| it.organisation);
        if before == Some(account.organisation) {
            continue;
        }
        let (sheet, column) = (SheetName::People.title(lang), PersonColumn::Home.heading(lang));
        let login = &account.login;
        faults.push(Fault {
            sheet,
            row: Some(*row),
            column,
            value: String::new(),
            detail: lang.pick(
                format!("“{sheet}”第{row}行“{column}”：{login} 已有账号，所属机构不能更改；调离的请注销原账号，用新的登录名邀请"),
                format!("{sheet}, row {row}, {column}: {login} has an account whose organisation cannot change; close it and invite them under another login"),
            ),
        });
    }
    faults
}
