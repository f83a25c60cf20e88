//! `cargo xtask accuracy DIR`: reads every document that has a truth file and counts.
//!
//! A cell is *right* when the value is that of the truth, *unreadable* when the reader said so or
//! gave nothing, and *wrong* when it gave another value: a blank where a number stands is wrong, and
//! so is a number where nothing stands.

mod faults;
mod score;
mod truth;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use report::check::{Subject, check};
use report::limits::Limits;
use report::read::{ReadError, read};

use score::{Score, score};
use truth::Truth;

/// Arguments of `cargo xtask accuracy`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder with documents and their NAME.truth.json, with or without subfolders.
    dir: PathBuf,
    /// Lists each cell that is not right, and each false error.
    #[arg(long)]
    verbose: bool,
    /// Only documents whose name contains this.
    #[arg(long)]
    only: Option<String>,
}

/// Runs the comparison.
///
/// # Errors
///
/// Where the folder or a truth file cannot be read.
pub fn run(args: &Args) -> Result<()> {
    let mut documents = Vec::new();
    collect(&args.dir, &mut documents)?;
    documents.sort();
    if documents.is_empty() {
        bail!("no document with a truth file in {}", args.dir.display());
    }
    let mut total = Score::default();
    let mut settled = Score::default();
    for (document, truth_file) in &documents {
        let name = document.strip_prefix(&args.dir).unwrap_or(document).display().to_string();
        if args.only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        let (score, no_text) = one(document, truth_file, &name, args.verbose)?;
        if !no_text {
            settled.add(&score);
        }
        total.add(&score);
    }
    println!(
        "WITH TEXT {} (documents of pictures only left out: there is nothing to read)",
        settled.line()
    );
    println!("TOTAL {}", total.line());
    Ok(())
}

/// Documents with the truth file that serves them: their own, or that of the same name.
fn collect(dir: &Path, documents: &mut Vec<(PathBuf, PathBuf)>) -> Result<()> {
    let entries =
        std::fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, documents)?;
            continue;
        }
        let is_truth = path.to_string_lossy().ends_with(".truth.json");
        let truth = path.with_extension("truth.json");
        if !is_truth && truth.is_file() {
            documents.push((path, truth));
        }
    }
    Ok(())
}

fn one(document: &Path, truth_file: &Path, name: &str, verbose: bool) -> Result<(Score, bool)> {
    let bytes = std::fs::read(document)?;
    let truth = Truth::parse(&std::fs::read_to_string(truth_file)?)
        .with_context(|| format!("truth file {}", truth_file.display()))?;
    let result = read(&bytes, &Limits::default());
    let no_text = matches!(result, Err(ReadError::NoText { .. }));
    let (report, failure) = match result {
        Ok(report) => (report, None),
        Err(error) => (report::Report::default(), Some(error.to_string())),
    };
    let (mut score, remarks) = score(&truth, &report);
    let findings = if failure.is_some() {
        Vec::new()
    } else {
        check(Subject { report: &report, previous: None })
    };
    let judged = faults::judge(&truth, &report, &findings);
    score.faults_found = judged.found;
    score.faults_missed = judged.missed;
    score.false_errors = judged.false_errors.len();
    let named = |wanted: Option<String>, got: Option<String>| match (wanted, got) {
        (None, _) => "-",
        (Some(wanted), Some(got)) if wanted == got => "ok",
        (Some(_), Some(_)) => "DIFFERS",
        (Some(_), None) => "none",
    };
    let agency = named(truth.agency.clone(), report.agency.as_ref().map(|it| it.value.clone()));
    let year = named(
        truth.year.map(|year| year.to_string()),
        report.year.as_ref().map(|it| it.value.to_string()),
    );
    let form = named(
        truth.format.map(|year| year.to_string()),
        report.form().map(|form| form.year().to_string()),
    );
    println!(
        "{name}: {} agency={agency} year={year} form={form}{}",
        score.line(),
        failure.map(|error| format!(" ({error})")).unwrap_or_default()
    );
    if verbose {
        for line in remarks.iter().chain(&judged.false_errors).chain(&judged.missed_list) {
            println!("    {line}");
        }
        if agency == "DIFFERS" {
            println!("    agency {:?}, wanted {:?}", report.agency, truth.agency);
        }
        if year == "DIFFERS" {
            println!("    year {:?}, wanted {:?}", report.year, truth.year);
        }
    }
    Ok((score, no_text))
}
