//! `cargo bench -p report`: reading and checking one report of each format, and the rules alone.
//!
//! The reports are the project's own fixtures. Where the environment variable `GONGKAI_CORPUS` names
//! a folder of published reports, those are measured as well.

use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, criterion_group, criterion_main};
use report::check::{Subject, check};
use report::limits::Limits;
use report::read::read;

fn documents() -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let corpus = std::env::var_os("GONGKAI_CORPUS").map(PathBuf::from);
    if corpus.is_none() {
        println!("GONGKAI_CORPUS is not set: only the project's own fixtures are measured");
    }
    let mut documents = Vec::new();
    for dir in std::iter::once(own).chain(corpus) {
        let Ok(entries) = std::fs::read_dir(dir) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
            if ["html", "txt", "md", "docx", "xlsx", "pdf"].contains(&ending) {
                documents.push(path);
            }
        }
    }
    documents.sort();
    documents
}

fn read_and_check(criterion: &mut Criterion) {
    let limits = Limits::default();
    let mut group = criterion.benchmark_group("read and check");
    for path in documents() {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let Ok(report) = read(&bytes, &limits) else { continue };
        let name = path.file_name().and_then(|it| it.to_str()).unwrap_or_default().to_owned();
        group.bench_function(&name, |bencher| {
            bencher.iter(|| {
                let report = read(black_box(&bytes), &limits).expect("it was read before");
                check(Subject { report: &report, previous: None })
            });
        });
        group.bench_function(format!("{name} (rules alone)"), |bencher| {
            bencher.iter(|| check(Subject { report: black_box(&report), previous: None }));
        });
    }
    group.finish();
}

criterion_group!(benches, read_and_check);
criterion_main!(benches);
