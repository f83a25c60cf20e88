//! `gongkai user first`: the first system, security and audit administrators 三员, who nobody else could
//! appoint. They are three people.

use anyhow::{Result, bail};
use law::Lang;
use records::person::{Account, AccountId, AccountState, Appointment, Role};
use serde_json::json;
use store::{Purpose, Source, StoreError, Versioned, Work};

use super::invite::{Person, open};
use super::{code, role};
use crate::clock;
use crate::commands::acts::{unit, upon_account};
use crate::directory::Directory;
use crate::installation::{At, Installation, block_on};
use crate::refused;
use crate::told::told;

/// Accounts that are read in one query.
const PAGE: u64 = 500;

/// Arguments of `gongkai user first`.
#[derive(Debug, clap::Args)]
pub struct FirstArgs {
    #[command(flatten)]
    person: Person,
    /// 系统、安全、审计三员之一 Which of the three administrators
    #[arg(long, value_parser = role::administrator)]
    role: Role,
    /// 输出 JSON Write JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    at: At,
}

/// Makes somebody the first holder of the role.
pub fn run(args: &FirstArgs, lang: Lang) -> Result<()> {
    let installation = Installation::read(&args.at.data, lang)?;
    let code = block_on(async {
        let store = installation.open(lang).await?;
        unit(&store, lang, async |work| first(args, work, lang).await).await
    })?;
    code.print(&args.person.login, &installation, args.json, lang)
}

async fn first(args: &FirstArgs, work: &Work, lang: Lang) -> Result<code::Code> {
    let wrong = |error: StoreError| told(&error, lang);
    let directory = Directory::read(work).await.map_err(wrong)?;
    if directory.is_empty() {
        bail!(lang.pick(
            "还没有机构：请先用 gongkai org found 设立最上一级机构",
            "there is no organisation yet: found the topmost one with `gongkai org found`",
        ));
    }
    refuse_below(&args.person.organisation, &directory, lang)?;
    let holders = administrators(work, &directory, lang).await?;
    refuse(args, &holders, lang)?;
    let (id, opened) = open(work, &directory, &args.person, lang).await?;
    let appointment = Appointment {
        id: work.store().edge().new_id(),
        role: args.role,
        organisation: opened.value.organisation,
        from_on: clock::today(),
        until_on: None,
    };
    let appointed = opened.value.appoint(appointment.clone());
    let appointed = appointed.map_err(|error| refused::account(error, lang))?;
    let why = "gongkai user first";
    let body = json!({ "appointments": [appointment], "first": true });
    let act = upon_account(id, &opened.value, "rights.granted", why, body);
    work.accounts().change(&opened, &appointed, act).await.map_err(wrong)?;
    code::put(work, id, Purpose::First, lang).await
}

/// Refuses an organisation below another: the first three look after the whole tree, so that they belong
/// to its top.
fn refuse_below(code: &str, directory: &Directory, lang: Lang) -> Result<()> {
    let today = clock::today();
    directory.there_on(code, today, lang)?;
    let standing = directory.by_code(code, lang)?.value.on(today);
    if let Some(parent) = standing.and_then(|it| it.administrative_parent) {
        let parent = directory.code_of(parent);
        bail!(lang.pick(
            format!("“{code}”的上级是“{parent}”：首任三员须属于最上一级机构（没有上级的），用 gongkai org list --tree 查看"),
            format!("\"{code}\" stands under \"{parent}\": the first three administrators belong to the topmost organisation, which stands under none; see `gongkai org list --tree`"),
        ));
    }
    Ok(())
}

/// Refuses a second first holder of a role, and one person for two of the three.
fn refuse(args: &FirstArgs, holders: &[(Role, Account)], lang: Lang) -> Result<()> {
    let label = args.role.label(lang);
    if let Some((_, holder)) = holders.iter().find(|it| it.0 == args.role) {
        let login = &holder.login;
        bail!(lang.pick(
            format!("已有{label}（{login}）；以后由安全管理员授予角色。进不去的用 gongkai user reset"),
            format!("there is a {label} ({login}); the security administrator appoints others. Whoever cannot get in: `gongkai user reset`"),
        ));
    }
    let Person { login, name, .. } = &args.person;
    let same = |it: &&(Role, Account)| it.1.login == *login || it.1.name == name.trim();
    if let Some((held, holder)) = holders.iter().find(same) {
        let (held, other) = (held.label(lang), &holder.login);
        bail!(lang.pick(
            format!("{other} 已是{held}，不能再任{label}：系统、安全、审计三员须由三个人分任；同名的请在姓名后加以区别"),
            format!("{other} is {held} and cannot be {label} too: the three administrators are three people; tell namesakes apart in their names"),
        ));
    }
    Ok(())
}

/// Whoever is or will be one of the three administrators, and has not left or been suspended.
async fn administrators(
    work: &Work,
    directory: &Directory,
    lang: Lang,
) -> Result<Vec<(Role, Account)>> {
    let (scope, today) = (directory.scope(), clock::today());
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = work.accounts().page(&scope, after, PAGE).await;
        let page: Vec<Versioned<Account>> = page.map_err(|error| told(&error, lang))?;
        let Some(last) = page.last() else { return Ok(found) };
        after = Some(AccountId(last.id));
        for Versioned { value, .. } in page {
            let here = matches!(value.state, AccountState::Invited | AccountState::Active);
            let held = value.appointments.iter().filter(|it| {
                here && it.role.administers() && it.until_on.is_none_or(|last| today <= last)
            });
            found.extend(held.map(|it| (it.role, value.clone())));
        }
    }
}
