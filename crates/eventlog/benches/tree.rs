//! How fast a log grows, and how fast an entry is proven and checked.

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use eventlog::tree::{Frontier, Need, Plan, verify_inclusion};
use eventlog::{Hash, HashSuite};

const SIZE: u64 = 1_000_000;

fn grow(suite: HashSuite, leaves: &[Hash]) -> (Frontier, BTreeMap<(u8, u64), Hash>) {
    let mut frontier = Frontier::empty(suite);
    let mut nodes = BTreeMap::new();
    for leaf in leaves {
        for node in frontier.push(*leaf).expect("the log has room") {
            nodes.insert((node.height, node.position), node.hash);
        }
    }
    (frontier, nodes)
}

fn tree(criterion: &mut Criterion) {
    for suite in HashSuite::ALL {
        let leaves: Vec<_> = (0..SIZE).map(|leaf| suite.leaf(&leaf.to_be_bytes())).collect();
        let (frontier, mut nodes) = grow(suite, &leaves);
        nodes.extend((0..SIZE).zip(&leaves).map(|(place, leaf)| ((0, place), *leaf)));
        let read = |need: &Need| {
            let end = need.first + need.count;
            nodes.range((need.height, need.first)..(need.height, end)).map(|it| *it.1).collect()
        };
        let read_all = |plan: &Plan| plan.needs().iter().map(read).collect::<Vec<Vec<Hash>>>();

        let mut group = criterion.benchmark_group(format!("tree/{suite}"));
        group.sample_size(10);
        group.bench_function("push 1,000,000 leaves", |bench| {
            bench.iter(|| grow(suite, black_box(&leaves)));
        });
        let plan = Plan::inclusion(SIZE, 123_456).expect("the leaf is in the tree");
        let read = read_all(&plan);
        group.bench_function("plan and fold a proof among 1,000,000", |bench| {
            bench.iter(|| {
                let plan = Plan::inclusion(black_box(SIZE), 123_456).expect("as above");
                plan.fold(suite, &read)
            });
        });
        let proof = plan.fold(suite, &read).expect("the nodes are those asked for");
        group.bench_function("check it", |bench| {
            bench.iter_batched(
                || frontier.root(),
                |root| {
                    verify_inclusion(
                        suite,
                        &123_456_u64.to_be_bytes(),
                        123_456,
                        SIZE,
                        &proof,
                        root,
                    )
                    .expect("the proof is right");
                },
                BatchSize::SmallInput,
            );
        });
    }
}

criterion_group!(benches, tree);
criterion_main!(benches);
