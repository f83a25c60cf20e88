//! `cargo xtask bench [DIR]`: the figures that the project promises, measured and put beside them.
//! `cargo xtask bench store` does so for the store, `cargo xtask bench web` for the site.
//!
//! Criterion benches (`cargo bench -p report`) measure the same functions more finely; this chore
//! adds the whole program and a folder of thousands, and prints ratios against a stated baseline.

mod store;
mod web;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use report::check::{Subject, check};
use report::limits::Limits;
use report::read::read;

/// Arguments of `cargo xtask bench`.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,
    /// Folder with published reports; the project's own fixtures without it.
    dir: Option<PathBuf>,
    /// How many files the folder of the throughput run holds.
    #[arg(long, default_value_t = 10_000)]
    files: usize,
}

/// What is measured instead of documents.
#[derive(Debug, clap::Subcommand)]
enum What {
    /// Measures the store: durable writes, memory, verification, backups and tampering.
    Store(store::Args),
    /// Measures the site: start, memory, pages, sign-ins.
    Web(web::Args),
}

/// What is promised, in microseconds, and the known peer that is the baseline.
const PROMISES: [(&str, u32); 6] =
    [("html", 1_000), ("txt", 500), ("md", 500), ("docx", 3_000), ("xlsx", 3_000), ("pdf", 15_000)];
/// A whole process on one file: the promise, and what a known Python checker takes for a text.
const PROCESS_MS: (u32, u32) = (20, 70);

/// Measures and prints.
///
/// # Errors
///
/// Where the program cannot be built or a folder cannot be read.
pub fn run(args: &Args) -> Result<()> {
    match &args.what {
        Some(What::Store(args)) => return store::run(args),
        Some(What::Web(args)) => return web::run(args),
        None => {}
    }
    if cfg!(debug_assertions) {
        return again_in_release(args);
    }
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/report/tests/fixtures");
    let dir = args.dir.clone().unwrap_or(own);
    let documents = documents(&dir)?;
    ensure!(!documents.is_empty(), "no report in {}", dir.display());
    in_process(&documents)?;
    let program = program()?;
    whole_process(&program, &documents)?;
    throughput(&program, &documents, args.files)?;
    conversion(&program, &documents)?;
    rollup(&program, &documents, args.files)
}

/// Measurements of a debug build mean nothing.
fn again_in_release(args: &Args) -> Result<()> {
    let mut command = Command::new("cargo");
    command.args(["run", "--quiet", "--release", "--package", "xtask", "--", "bench"]);
    command.args(["--files", &args.files.to_string()]);
    command.args(args.dir.iter());
    ensure!(command.status()?.success(), "the bench in release failed");
    Ok(())
}

fn documents(dir: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut documents = Vec::new();
    let entries = std::fs::read_dir(dir).with_context(|| dir.display().to_string())?;
    for entry in entries {
        let path = entry?.path();
        if PROMISES.iter().any(|(ending, _)| path.extension().is_some_and(|it| it == *ending)) {
            let bytes = std::fs::read(&path)?;
            if read(&bytes, &Limits::default()).is_ok() {
                documents.push((path, bytes));
            }
        }
    }
    documents.sort();
    Ok(documents)
}

/// The median of many runs.
fn median(mut run: impl FnMut()) -> Duration {
    const RUNS: usize = 41;
    run();
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times.get(RUNS / 2).copied().unwrap_or_default()
}

fn in_process(documents: &[(PathBuf, Vec<u8>)]) -> Result<()> {
    println!("read and check, in process (median; promise; ratio promise/measured)");
    let limits = Limits::default();
    for (path, bytes) in documents {
        let both = median(|| {
            if let Ok(report) = read(bytes, &limits) {
                std::hint::black_box(check(Subject { report: &report, previous: None }));
            }
        });
        let report = read(bytes, &limits)?;
        let rules = median(|| {
            std::hint::black_box(check(Subject { report: &report, previous: None }));
        });
        let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
        let promise =
            PROMISES.iter().find(|(it, _)| *it == ending).map_or(0, |(_, promise)| *promise);
        println!(
            "  {:<42} {:>9.3} ms   promised {:>6.3} ms   {:>5.1}x   rules alone {:>6.1} µs",
            path.file_name().unwrap_or_default().to_string_lossy(),
            both.as_secs_f64() * 1e3,
            f64::from(promise) / 1e3,
            f64::from(promise) / 1e6 / both.as_secs_f64(),
            rules.as_secs_f64() * 1e6,
        );
    }
    Ok(())
}

fn program() -> Result<PathBuf> {
    let status = Command::new("cargo")
        .args(["build", "--quiet", "--release", "--package", "app"])
        .status()?;
    ensure!(status.success(), "the program could not be built");
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"), PathBuf::from);
    Ok(target.join("release/gongkai"))
}

fn whole_process(program: &Path, documents: &[(PathBuf, Vec<u8>)]) -> Result<()> {
    let (promised, peer) = PROCESS_MS;
    println!(
        "whole process on one file (median; promised {promised} ms; a known checker in Python takes {peer} ms or more)"
    );
    for (path, _) in documents {
        let time = median(|| {
            let mut command = Command::new(program);
            command.arg("check").arg(path).stdout(Stdio::null()).stderr(Stdio::null());
            let _ = command.status();
        });
        println!(
            "  {:<42} {:>9.3} ms   {:>5.1}x the peer",
            path.file_name().unwrap_or_default().to_string_lossy(),
            time.as_secs_f64() * 1e3,
            f64::from(peer) / 1e3 / time.as_secs_f64(),
        );
    }
    Ok(())
}

/// A folder of thousands of mixed reports, links to the same few files under other names.
fn throughput(program: &Path, documents: &[(PathBuf, Vec<u8>)], files: usize) -> Result<()> {
    let dir = std::env::temp_dir().join(format!("gongkai-bench-{}", std::process::id()));
    std::fs::create_dir_all(&dir)?;
    for (index, (path, bytes)) in documents.iter().cycle().take(files).enumerate() {
        let ending = path.extension().and_then(|it| it.to_str()).unwrap_or("txt");
        std::fs::write(dir.join(format!("{index:05}.{ending}")), bytes)?;
    }
    let start = Instant::now();
    let child = Command::new(program)
        .args(["check", "--format", "json"])
        .arg(&dir)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let (peak, ok) = watch(child);
    let time = start.elapsed();
    std::fs::remove_dir_all(&dir)?;
    ensure!(ok, "the run over the folder failed");
    println!(
        "{files} mixed reports: {:.1} s, {:.0} per second (promised 1,000); largest memory {} MB",
        time.as_secs_f64(),
        files as f64 / time.as_secs_f64(),
        peak / 1024
    );
    Ok(())
}

/// A whole process from a web page to each format, beside LibreOffice on the same Word file.
fn conversion(program: &Path, documents: &[(PathBuf, Vec<u8>)]) -> Result<()> {
    const PROMISE_MS: f64 = 400.0;
    let is_page = |it: &&(PathBuf, Vec<u8>)| it.0.extension().is_some_and(|it| it == "html");
    let Some((page, _)) = documents.iter().find(is_page) else { return Ok(()) };
    println!("whole process of a conversion of {} (median)", page.display());
    let dir = std::env::temp_dir().join(format!("gongkai-convert-{}", std::process::id()));
    std::fs::create_dir_all(&dir)?;
    for ending in ["pdf", "docx", "xlsx", "html", "json"] {
        let out = dir.join(format!("report.{ending}"));
        let time = median(|| {
            let mut command = Command::new(program);
            command.arg("convert").arg(page).args(["--to", ending, "--force", "-o"]).arg(&out);
            let _ = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        });
        let promise =
            if ending == "pdf" { format!("   promised {PROMISE_MS} ms") } else { String::new() };
        println!("  {ending:<5} {:>9.1} ms{promise}", time.as_secs_f64() * 1e3);
    }
    let start = Instant::now();
    let office = Command::new("soffice")
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(dir.join("office"))
        .arg(dir.join("report.docx"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match office {
        Ok(status) if status.success() => println!(
            "  LibreOffice, the same Word file to PDF, once: {:.1} ms",
            start.elapsed().as_secs_f64() * 1e3
        ),
        _ => println!("  LibreOffice is not there, so there is nothing to compare with"),
    }
    Ok(std::fs::remove_dir_all(&dir)?)
}

/// Thousands of reports as data, each of another unit, added up.
fn rollup(program: &Path, documents: &[(PathBuf, Vec<u8>)], files: usize) -> Result<()> {
    let Some(mut report) =
        documents.iter().find_map(|(_, bytes)| read(bytes, &Limits::default()).ok())
    else {
        return Ok(());
    };
    let dir = std::env::temp_dir().join(format!("gongkai-rollup-{}", std::process::id()));
    std::fs::create_dir_all(&dir)?;
    for index in 0..files {
        if let Some(agency) = &mut report.agency {
            agency.value = format!("第{index}县教育局");
        }
        let json = report::json::values_to_json(&report);
        std::fs::write(dir.join(format!("{index:05}.json")), json)?;
    }
    let start = Instant::now();
    let child = Command::new(program)
        .args(["rollup", "--include-faulty", "--format", "json"])
        .arg(&dir)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let (peak, ok) = watch(child);
    let time = start.elapsed().as_secs_f64();
    std::fs::remove_dir_all(&dir)?;
    ensure!(ok, "the roll-up failed");
    println!(
        "roll-up of {files} reports as data: {time:.2} s (promised 1 s for 10,000); largest memory {} MB",
        peak / 1024
    );
    Ok(())
}

/// Waits for the child and returns its largest resident memory in kilobytes.
fn watch(mut child: std::process::Child) -> (u64, bool) {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        if let Ok(text) = std::fs::read_to_string(&status) {
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kilobytes = line.and_then(|it| it.split_whitespace().next()?.parse().ok());
            peak = peak.max(kilobytes.unwrap_or(0));
        }
        match child.try_wait() {
            Ok(Some(status)) => return (peak, status.code().is_some_and(|code| code < 3)),
            Ok(None) => std::thread::sleep(Duration::from_millis(20)),
            Err(_) => return (peak, false),
        }
    }
}
