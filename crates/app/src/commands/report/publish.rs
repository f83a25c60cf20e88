//! `gongkai report publish`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};
use chrono::NaiveDate;
use law::Lang;
use records::given_report::{GivenReport, SourceFile};
use records::organisation::{Names, OrganisationId};
use report::Report;
use report::check::{Finding, Severity, Subject as Checked, check};
use report::limits::Limits;
use report::read::read;
use serde_json::json;
use store::{Kept, Source, Store, StoreError, Subject, Work};

use crate::commands::acts::{unit, upon};
use crate::commands::reason::reason;
use crate::directory::Directory;
use crate::inputs::Input;
use crate::installation::{At, Installation, block_on};
use crate::told::told;
use crate::{FINDINGS, clock, output};

/// Arguments of `gongkai report publish`.
#[derive(Debug, clap::Args)]
pub struct PublishArgs {
    /// 年报文件 The report
    file: PathBuf,
    /// 机构代码 Whose report it is
    #[arg(long, value_name = "CODE")]
    org: String,
    /// 报告年度；不填则以报告所写为准 The year reported on; what the report says if left out
    #[arg(long)]
    year: Option<i32>,
    /// 发布日期；不填为今天 When it was released; today if left out
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    /// 替换已发布的同年度年报的理由 Why it replaces the report of that year
    #[arg(long, value_parser = reason)]
    reason: Option<String>,
    /// 检查有错误仍然发布的理由 Why it is published although the check found errors
    #[arg(long, value_name = "REASON", value_parser = reason)]
    with_errors: Option<String>,
    #[command(flatten)]
    at: At,
}

/// A report that was read and looked at.
struct Read {
    report: Report,
    errors: Vec<Finding>,
    bytes: Vec<u8>,
}

/// Checks the report and puts it on the site.
pub fn run(args: &PublishArgs, lang: Lang) -> Result<ExitCode> {
    let installation = Installation::read(&args.at.data, lang)?;
    let looked_at = look_at(&args.file, lang)?;
    for error in &looked_at.errors {
        say!("{}", lang.pick(&error.zh, &error.en));
    }
    if !looked_at.errors.is_empty() && args.with_errors.is_none() {
        let count = looked_at.errors.len();
        say!(
            "{}",
            lang.pick(
                format!("有{count}处错误，没有发布。改正后再发布；确须照原样发布的，用 --with-errors 写明理由"),
                format!("{count} error(s): not published. Put them right, or say with --with-errors why it must be as it is"),
            )
        );
        return Ok(ExitCode::from(FINDINGS));
    }
    let year = year(args, &looked_at.report, lang)?;
    let released = block_on(async {
        let store = installation.open(lang).await?;
        let wrong = |error: StoreError| told(&error, lang);
        let bytes = looked_at.bytes.clone().into();
        let kept = store.files().keep_bytes(store.edge(), bytes).await.map_err(wrong)?;
        unit(&store, lang, async |work| {
            let directory = Directory::read(work).await.map_err(wrong)?;
            let on = args.on.unwrap_or_else(clock::today);
            let organisation = directory.there_on(&args.org, on, lang)?;
            let named = directory.by_code(&args.org, lang)?.value.on(on).map(|it| it.names);
            tell_another_name(&looked_at.report, named.as_ref(), lang);
            let edition = next_edition(work, organisation, year).await.map_err(wrong)?;
            let given = given(args, &looked_at, &kept, (organisation, year, edition), lang)?;
            release(&store, work, &given, &kept).await.map_err(wrong)?;
            Ok(given)
        })
        .await
    })?;
    let GivenReport { year, edition, .. } = released;
    let org = &args.org;
    say!(
        "{}",
        lang.pick(
            format!("已发布：{org} {year}年度报告，第{edition}版"),
            format!("Published: {org}, report of {year}, edition {edition}"),
        )
    );
    Ok(ExitCode::SUCCESS)
}

fn look_at(file: &Path, lang: Lang) -> Result<Read> {
    let limits = Limits::default();
    let name = || file.display().to_string();
    let bytes = Input::Named(file.to_owned())
        .bytes(limits.file_bytes)
        .map_err(|error| anyhow!(output::why_unopened(&error, lang)))
        .with_context(name)?;
    let report =
        read(&bytes, &limits).map_err(|error| anyhow!(error.say(lang))).with_context(name)?;
    let mut errors = check(Checked { report: &report, previous: None });
    errors.retain(|it| it.severity == Severity::Error);
    Ok(Read { report, errors, bytes })
}

/// The year of the report. One that is given and one that is read must agree.
fn year(args: &PublishArgs, report: &Report, lang: Lang) -> Result<i32> {
    let told = report.year.as_ref().map(|it| it.value);
    match (args.year, told) {
        (Some(given), Some(told)) if given != told => bail!(lang.pick(
            format!("报告写的是{told}年度，--year 写的是{given}"),
            format!("the report is for {told}, --year says {given}"),
        )),
        (given, told) => given.or(told).ok_or_else(|| {
            anyhow!(lang.pick(
                "报告没有写明年度，请用 --year 写明",
                "the report does not say its year; give it with --year",
            ))
        }),
    }
}

/// Says that the report names another agency, which a person has to look at: names change.
fn tell_another_name(report: &Report, names: Option<&Names>, lang: Lang) {
    let (Some(told), Some(names)) = (&report.agency, names) else { return };
    let (told, full) = (&told.value, &names.full);
    if told != full && *told != names.short {
        say!(
            "{}",
            lang.pick(
                format!("请留意：报告写的是“{told}”，机构是“{full}”"),
                format!(
                    "Look at this: the report is of \"{told}\", the organisation is \"{full}\""
                ),
            )
        );
    }
}

async fn next_edition(
    work: &Work,
    organisation: OrganisationId,
    year: i32,
) -> Result<u32, StoreError> {
    let places = work.given_reports().places_of(organisation).await?;
    let last = places.iter().filter(|it| it.year == year).map(|it| it.edition).max();
    Ok(last.unwrap_or(0).saturating_add(1))
}

fn given(
    args: &PublishArgs,
    looked_at: &Read,
    kept: &Kept,
    (organisation, year, edition): (OrganisationId, i32, u32),
    lang: Lang,
) -> Result<GivenReport> {
    let because = match (edition, &args.reason) {
        (1, None) => String::new(),
        (1, Some(_)) => bail!(lang.pick(
            "该年度还没有发布过年报，不用写 --reason",
            "no report of that year is out, so there is nothing to replace: leave --reason out",
        )),
        (_, Some(reason)) => reason.clone(),
        (_, None) => bail!(lang.pick(
            "该年度的年报已经发布；替换须用 --reason 写明理由，原来的仍然可以查看",
            "a report of that year is out; say with --reason why it is replaced (the earlier one stays visible)",
        )),
    };
    let despite = if looked_at.errors.is_empty() { None } else { args.with_errors.clone() };
    let name = args.file.file_name().map(|it| it.to_string_lossy().into_owned());
    let given = GivenReport {
        organisation,
        year,
        edition,
        report: serde_json::from_str(&report::json::to_json(&looked_at.report))?,
        source: SourceFile {
            name: name.unwrap_or_default(),
            media_type: kept.media_type.clone(),
            size: kept.size,
            sha256: hex::encode(kept.hash.as_bytes()),
        },
        released_on: args.on.unwrap_or_else(clock::today),
        released_by: None,
        despite_errors: despite.unwrap_or_default(),
        replaces_because: because,
    };
    given.check()?;
    Ok(given)
}

/// Stores the report with the file it was read from, and an act that says so.
async fn release(
    store: &Store,
    work: &Work,
    given: &GivenReport,
    kept: &Kept,
) -> Result<(), StoreError> {
    let id = store.edge().new_id();
    let GivenReport { year, edition, source, despite_errors, replaces_because, .. } = given;
    let body = json!({ "year": year, "edition": edition, "file": source, "despite_errors": despite_errors });
    let agency = given.organisation.into();
    let act = upon(agency, Subject::given_report(id), "report.released", replaces_because, body);
    work.given_reports().release(id, given, act).await?;
    work.attachments().add(agency, id, kept, &source.name).await?;
    Ok(())
}
