//! A server that speaks S3, in the process of the test, over a folder that is gone when it is dropped.

use std::net::SocketAddr;
use std::path::PathBuf;

use eventlog::Hash;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s_fs::FileSystem;
use store::FileSettings;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

const BUCKET: &str = "gongkai";
const ACCESS_KEY: &str = "tester";
const SECRET_KEY: &str = "correct horse";

/// A server with one empty bucket.
#[derive(Debug)]
pub struct S3Server {
    folder: TempDir,
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl S3Server {
    /// Starts it on a free port of this machine.
    ///
    /// # Panics
    ///
    /// Where it cannot be started; a test needs no more than the reason.
    pub async fn start() -> Self {
        // The client has no provider of its own; a second call in one process changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = TempDir::new().expect("a temporary folder");
        std::fs::create_dir(folder.path().join(BUCKET)).expect("a bucket");
        let files = FileSystem::new(folder.path()).expect("a server over the folder");
        let mut service = S3ServiceBuilder::new(files);
        service.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a port");
        let serving = tokio::spawn(serve(listener, service.build()));
        Self { folder, address, serving }
    }

    /// Files in its bucket.
    #[must_use]
    pub fn settings(&self) -> FileSettings {
        self.settings_with(SECRET_KEY)
    }

    /// Files in its bucket, asked for with another secret.
    #[must_use]
    pub fn settings_with(&self, secret_key: &str) -> FileSettings {
        FileSettings::S3 {
            endpoint: format!("http://{}", self.address),
            bucket: BUCKET.to_owned(),
            region: "us-east-1".to_owned(),
            access_key: ACCESS_KEY.to_owned(),
            secret_key: secret_key.to_owned(),
        }
    }

    /// Where it keeps a file, for a test that plays the attacker.
    #[must_use]
    pub fn object(&self, hash: &Hash) -> PathBuf {
        let hex = hash.to_string();
        let (folder, rest) = hex.split_at(2);
        self.folder.path().join(BUCKET).join("objects").join(folder).join(rest)
    }

    /// Everything it holds: objects of the bucket and parts of unfinished uploads.
    ///
    /// # Panics
    ///
    /// Where its folder cannot be read.
    #[must_use]
    pub fn everything(&self) -> Vec<PathBuf> {
        let (mut found, mut folders) = (Vec::new(), vec![self.folder.path().to_owned()]);
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                // Its own notes on objects stay when the object goes, and hold none of its bytes.
                let is_note = path.extension().is_some_and(|it| it == "json");
                match path.is_dir() {
                    true => folders.push(path),
                    false if is_note => {}
                    false => found.push(path),
                }
            }
        }
        found
    }

    /// Ends it and every connection, as when the machine is away.
    pub fn stop(&self) {
        self.serving.abort();
    }
}

impl Drop for S3Server {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn serve(listener: TcpListener, service: S3Service) {
    // Dropped with this task, and every connection with it.
    let mut connections = JoinSet::new();
    while let Ok((socket, _)) = listener.accept().await {
        let service = service.clone();
        connections.spawn(async move {
            let builder = Builder::new(TokioExecutor::new());
            let _ = builder.serve_connection(TokioIo::new(socket), service).await;
        });
    }
}
