//! `gongkai org import`: a workbook is looked over, and brought in when somebody says so.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};
use law::Lang;
use records::person::{AccountId, Appointment};
use roster::{Changes, MOST_BYTES, ProposedAppointment, Sheets};
use serde_json::json;
use store::{Purpose, Source, StoreError, Work, write_secret};
use web::Known;
use zeroize::Zeroizing;

use super::preview::Preview;
use crate::columns::aligned;
use crate::commands::acts::{named, unit, upon_account};
use crate::commands::user::code;
use crate::installation::{At, Installation, block_on};
use crate::save::must_be_new;
use crate::told::told;
use crate::{FINDINGS, clock, refused};

/// Arguments of `gongkai org import`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "退出码 Exit codes: 0 正常 fine · 1 表格有错误，什么也没有改 faults, nothing was changed · 2 未能完成 could not do it"
)]
pub struct ImportArgs {
    /// 工作簿（.xlsx） The workbook
    file: PathBuf,
    /// 写入；不加只预览 Changes it; without this it is only shown
    #[arg(long)]
    apply: bool,
    /// 同时授予表中的角色 Grants the roles of the file too
    #[arg(long, requires = "apply")]
    with_roles: bool,
    /// 新邀请人员的一次性代码写入该文件 Writes the one-time codes of those who are invited into this file
    #[arg(long, value_name = "FILE", requires = "apply")]
    codes: Option<PathBuf>,
    /// 输出 JSON Write JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    at: At,
}

/// Shows what the file would change, or changes it.
pub fn run(args: &ImportArgs, lang: Lang) -> Result<ExitCode> {
    let installation = Installation::read(&args.at.data, lang)?;
    let sheets = read(&args.file, lang)?;
    if let Some(file) = &args.codes {
        must_be_new(file, lang)?;
    }
    let preview = block_on(async {
        let store = installation.open(lang).await?;
        let known = Known::read(&store).await.map_err(|error| told(&error, lang))?;
        let plan = known.plan(&sheets, clock::today(), &store);
        let mut preview = Preview::of(&plan, &known, lang);
        if let (true, true, Ok(changes)) = (args.apply, preview.faults.is_empty(), plan.changes()) {
            unit(&store, lang, async |work| apply(args, work, &known, &changes, lang).await)
                .await?;
            preview.applied = true;
        }
        Ok(preview)
    })?;
    if args.json {
        say!("{}", serde_json::to_string_pretty(&preview)?);
    } else {
        preview.print(lang);
        say!("{}", outcome(&preview, args, lang));
    }
    let faulty = !preview.faults.is_empty();
    Ok(if faulty { ExitCode::from(FINDINGS) } else { ExitCode::SUCCESS })
}

fn outcome(preview: &Preview, args: &ImportArgs, lang: Lang) -> &'static str {
    if !preview.faults.is_empty() {
        return lang.pick(
            "表格有错误，什么也没有改。改正后再导入",
            "There are faults; nothing was changed. Put them right and import again",
        );
    }
    match (preview.changes_nothing(), preview.applied, args.with_roles) {
        (true, _, _) => lang.pick("与现有的一致，没有变更", "Nothing differs; nothing to change"),
        (_, true, true) => lang.pick("已导入，角色已授予", "Imported, and the roles granted"),
        (_, true, false) => lang.pick(
            "已导入；角色没有授予，请逐个用 gongkai user grant，或者再导入一次并加 --with-roles",
            "Imported. Roles are not granted: use `gongkai user grant` for each, or import again with --with-roles",
        ),
        (_, false, _) => lang.pick(
            "这是预览，什么也没有改；加 --apply 写入",
            "This is a preview; nothing was changed. Add --apply to change it",
        ),
    }
}

fn read(file: &Path, lang: Lang) -> Result<Sheets> {
    let context = || file.display().to_string();
    let opened = std::fs::File::open(file).with_context(context)?;
    let mut bytes = Vec::new();
    // One byte more than is read, so that too large a file is told as such.
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    opened.take(most).read_to_end(&mut bytes).with_context(context)?;
    roster::read(&bytes).map_err(|error| anyhow!("{}: {}", file.display(), error.say(lang)))
}

async fn apply(
    args: &ImportArgs,
    work: &Work,
    known: &Known,
    changes: &Changes,
    lang: Lang,
) -> Result<()> {
    let wrong = |error: StoreError| told(&error, lang);
    let why = format!("gongkai org import {}", args.file.display());
    let act = |agency, action: &str, about, body| named(agency, action, about, &why, body);
    known.store(work, changes, act).await.map_err(wrong)?;
    if args.with_roles {
        grant(work, &changes.proposed_appointments, &why, lang).await?;
    }
    if let Some(file) = &args.codes {
        codes(file, work, changes, lang).await?;
    }
    Ok(())
}

/// Grants the proposed roles, once everybody in the file is there.
async fn grant(work: &Work, proposed: &[ProposedAppointment], why: &str, lang: Lang) -> Result<()> {
    let wrong = |error: StoreError| told(&error, lang);
    let mut of: BTreeMap<AccountId, Vec<Appointment>> = BTreeMap::new();
    for it in proposed {
        of.entry(it.account).or_default().push(it.appointment.clone());
    }
    for (id, appointments) in of {
        let found = work.accounts().by_id_for_session(id).await.map_err(wrong)?;
        let Some(from) = found else { bail!(told(&StoreError::NotFound("account"), lang)) };
        let mut to = from.value.clone();
        for it in &appointments {
            to = to
                .appoint(it.clone())
                .map_err(|error| refused::account(error, lang).context(from.value.login.clone()))?;
        }
        let body = json!({ "appointments": appointments, "import": true });
        let act = upon_account(id, &from.value, "rights.granted", why, body);
        work.accounts().change(&from, &to, act).await.map_err(wrong)?;
    }
    Ok(())
}

/// Gives everybody who is invited a code, and writes the codes where their owner alone reads them.
async fn codes(file: &Path, work: &Work, changes: &Changes, lang: Lang) -> Result<()> {
    let mut rows = Vec::new();
    for (id, account) in &changes.invited {
        let code = code::put(work, *id, Purpose::Invite, lang).await?;
        rows.push([account.login.clone(), account.name.clone(), code.text().to_string()]);
    }
    let text = Zeroizing::new(aligned(&rows).join("\n") + "\n");
    // Written before anything is stored: where it cannot be, nothing is.
    must_be_new(file, lang)?;
    write_secret(file, text.as_bytes(), false).map_err(|error| match error {
        StoreError::Keys(why) => anyhow!(lang.pick(
            format!("一次性代码文件没有写成，什么也没有改：{why}"),
            format!(
                "the file of one-time codes could not be written, and nothing was changed: {why}"
            ),
        )),
        other => told(&other, lang),
    })
}
