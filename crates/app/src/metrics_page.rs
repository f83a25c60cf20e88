//! Figures of the process for Prometheus, on an address of their own.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use store::{JobState, Source, Store};

/// Bounds of the answer times, in seconds.
const SECONDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0, 15.0];

/// How often answer times are put into their buckets.
const UPKEEP: Duration = Duration::from_secs(5);

/// Begins to count. Without anybody who fetches them nothing is counted, hence nothing piles up.
fn begin() -> Result<PrometheusHandle> {
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)?;
    let handle = builder.install_recorder()?;
    metrics::describe_counter!("gongkai_requests_total", "requests answered, by route and status");
    metrics::describe_histogram!("gongkai_request_seconds", "how long answers took, by route");
    metrics::describe_counter!("gongkai_sign_ins_total", "sign-ins, by how they were proved");
    metrics::describe_counter!("gongkai_sign_in_failures_total", "sign-ins that failed");
    metrics::describe_gauge!("gongkai_jobs", "jobs by state");
    metrics::describe_gauge!(
        "gongkai_writes_accepted",
        "1 while writes are accepted, 0 after a failed disk"
    );
    Ok(handle)
}

/// Serves the figures until the program ends.
pub async fn serve(store: Store, listen: SocketAddr) -> Result<()> {
    let handle = begin()?;
    let upkeep = handle.clone();
    let listener = tokio::net::TcpListener::bind(listen).await;
    let listener = listener.with_context(|| format!("[web] metrics_listen = {listen}"))?;
    let page = move || {
        let (handle, store) = (handle.clone(), store.clone());
        async move {
            look(&store).await;
            handle.render()
        }
    };
    // Answer times are kept one by one until somebody puts them into their buckets.
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(UPKEEP).await;
            upkeep.run_upkeep();
        }
    });
    let router = axum::Router::new().route("/metrics", axum::routing::get(page));
    tokio::spawn(web::serve(router, listener, std::future::pending()));
    Ok(())
}

/// Figures that are asked for when somebody looks.
async fn look(store: &Store) {
    metrics::gauge!("gongkai_writes_accepted").set(if store.halted().is_none() {
        1.0
    } else {
        0.0
    });
    let Ok(counts) = store.jobs().counts().await else { return };
    for it in counts {
        let state = match it.state {
            JobState::Waiting => "waiting",
            JobState::Running => "running",
            JobState::Done => "done",
            JobState::Dead => "dead",
        };
        // Counts of jobs are far below the whole numbers that a float holds.
        #[expect(clippy::cast_precision_loss, reason = "counts of jobs are far below 2^52")]
        metrics::gauge!("gongkai_jobs", "state" => state).set(it.count as f64);
    }
}
