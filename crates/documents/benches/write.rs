//! `cargo bench -p documents`: one report written in each format, and the one-page summary.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use documents::pdf::Faces;
use documents::{compose, docx, html, pdf, xlsx};
use report::limits::Limits;
use report::read::read;

fn write(criterion: &mut Criterion) {
    let sample = include_bytes!("../../report/tests/fixtures/yunchuan-2024.html");
    let report = read(sample, &Limits::default()).expect("the sample is a report");
    let page = compose::report(&report);
    let summary = compose::summary(&[&report]).expect("there is a report");
    let faces = Faces::new([]);
    let mut group = criterion.benchmark_group("write");
    group.sample_size(20);
    group.bench_function("pdf (promised 150 ms)", |it| {
        it.iter(|| black_box(pdf::write(&page, &faces).expect("it is written")))
    });
    group.bench_function("pdf of charts", |it| {
        it.iter(|| black_box(pdf::write(&summary, &faces).expect("it is written")))
    });
    group.bench_function("docx (promised 15 ms)", |it| {
        it.iter(|| black_box(docx::write(&page).expect("it is written")))
    });
    group.bench_function("xlsx (promised 15 ms)", |it| {
        it.iter(|| black_box(xlsx::report(&report).expect("it is written")))
    });
    group.bench_function("html", |it| {
        it.iter(|| black_box(html::write(&page).expect("it is written")))
    });
    group.finish();
}

criterion_group!(benches, write);
criterion_main!(benches);
