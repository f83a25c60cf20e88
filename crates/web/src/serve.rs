//! Listening: connections within bounds, and an end that lets requests under way finish.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::limits::{ARRIVAL, CONNECTIONS, GRACE, HEADERS};

/// How long what is sent may stay unread, in milliseconds.
#[cfg(target_os = "linux")]
const UNREAD_MILLIS: u32 = 30_000;

/// A pause after the system has no more connections to give.
const PAUSE: Duration = Duration::from_millis(50);

/// Answers until asked to stop; then takes no more connections, lets requests under way finish, and returns
/// when the last is answered or the grace is over.
pub async fn serve(router: Router, listener: TcpListener, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let next = async {
            // No more than so many: whoever comes then waits in the system's queue.
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let (stream, peer): (_, SocketAddr) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        #[cfg(target_os = "linux")]
        // Whoever does not read what is sent to them loses the connection instead of keeping a place.
        let _ = rustix::net::sockopt::set_tcp_user_timeout(&stream, UNREAD_MILLIS);
        let service = router.clone().layer(Extension(ConnectInfo(peer)));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(ARRIVAL)
            .max_buf_size(HEADERS)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let watched = graceful.watch(connection);
        // A request is answered from here or not at all; nothing that must happen hangs on it.
        tokio::spawn(async move {
            let _place = place;
            if let Err(error) = watched.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were not answered in time before the end");
    }
}
