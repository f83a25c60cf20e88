//! The side that starts readers: so many at once, each with one document, none for longer than the limit.

use std::fs::File;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;

use bytes::Bytes;
use report::Report;
use roster::Sheets;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin, Command};
use tokio::sync::Semaphore;

use crate::answer::Answer;
use crate::confinement::Confinement;
use crate::failure::{ReadFailure, ReaderFault};
use crate::kind::Kind;
use crate::limits::{CONFINEMENT_ANSWER, Limits};
use crate::program::Program;

/// A document to be read. Nobody here looks into it.
#[derive(Debug)]
pub enum Document {
    /// Its bytes.
    Bytes(Bytes),
    /// A file, opened for reading; its descriptor is handed over.
    File(File),
}

impl From<Bytes> for Document {
    fn from(bytes: Bytes) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<Vec<u8>> for Document {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}

impl From<File> for Document {
    fn from(file: File) -> Self {
        Self::File(file)
    }
}

/// Starts readers, cheap to clone.
#[derive(Debug, Clone)]
pub struct Readers {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    program: Program,
    limits: Limits,
    /// Places for documents that are being read or wait for it.
    queue: Semaphore,
    /// Places for documents that are being read.
    at_once: Semaphore,
}

impl Readers {
    /// Readers that run a program.
    #[must_use]
    pub fn new(program: Program, limits: Limits) -> Self {
        let queue = Semaphore::new(limits.at_once.saturating_add(limits.waiting));
        let at_once = Semaphore::new(limits.at_once);
        Self { inner: Arc::new(Inner { program, limits, queue, at_once }) }
    }

    /// Reads an annual report.
    ///
    /// # Errors
    ///
    /// Why the document could not be read, or why its reader did not do its work.
    pub async fn read_report(
        &self,
        document: impl Into<Document>,
    ) -> Result<Report, ReadFailure<report::read::ReadError>> {
        let most = self.inner.limits.report_answer;
        self.read(Kind::Report, document.into(), most).await
    }

    /// Reads a workbook of organisations and people.
    ///
    /// # Errors
    ///
    /// As [`Readers::read_report`].
    pub async fn read_roster(
        &self,
        document: impl Into<Document>,
    ) -> Result<Sheets, ReadFailure<roster::ReadError>> {
        let most = self.inner.limits.roster_answer;
        let sheets: Sheets = self.read(Kind::Roster, document.into(), most).await?;
        if sheets.is_within_bounds() { Ok(sheets) } else { Err(ReaderFault::Garbled.into()) }
    }

    /// Asks a reader how far it is locked in on this machine.
    ///
    /// # Errors
    ///
    /// Where there is no reader at all.
    pub async fn confinement(&self) -> Result<Confinement, ReaderFault> {
        let nothing = Document::Bytes(Bytes::new());
        let bytes = self.ask(Kind::Confinement, nothing, CONFINEMENT_ANSWER).await?;
        serde_json::from_slice(&bytes).map_err(|_| ReaderFault::Garbled)
    }

    async fn read<T, E>(
        &self,
        kind: Kind,
        document: Document,
        most: u64,
    ) -> Result<T, ReadFailure<E>>
    where
        T: DeserializeOwned + Send + 'static,
        E: DeserializeOwned + Send + 'static,
    {
        let bytes = self.ask(kind, document, most).await?;
        // A long answer keeps a processor busy; others go on meanwhile.
        let understood = tokio::task::spawn_blocking(move || serde_json::from_slice(&bytes)).await;
        match understood {
            Ok(Ok(Answer::Read(read))) => Ok(read),
            Ok(Ok(Answer::NotRead(error))) => Err(ReadFailure::Document(error)),
            Ok(Err(_)) | Err(_) => Err(ReaderFault::Garbled.into()),
        }
    }

    /// Starts a reader when it is this document's turn, and returns what it answers.
    async fn ask(&self, kind: Kind, document: Document, most: u64) -> Result<Vec<u8>, ReaderFault> {
        let inner = &*self.inner;
        let _queued = inner.queue.try_acquire().map_err(|_| ReaderFault::Busy)?;
        let _place = inner.at_once.acquire().await.map_err(|_| ReaderFault::Busy)?;
        // Dropped before its end, the process is killed.
        let answer = self.run(kind, document, most);
        tokio::time::timeout(inner.limits.time, answer).await.unwrap_or(Err(ReaderFault::TooSlow))
    }

    async fn run(&self, kind: Kind, document: Document, most: u64) -> Result<Vec<u8>, ReaderFault> {
        let (input, bytes) = match document {
            Document::Bytes(bytes) => (Stdio::piped(), bytes),
            Document::File(file) => (Stdio::from(file), Bytes::new()),
        };
        let mut child = self.start(kind, input).map_err(|_| ReaderFault::NotStarted)?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let stdout = stdout.ok_or(ReaderFault::NotStarted)?;
        let mut answer = Vec::new();
        let mut bounded = stdout.take(most.saturating_add(1));
        let listened = tokio::select! {
            listened = bounded.read_to_end(&mut answer) => listened,
            never = hand_over(stdin, bytes) => match never {},
        };
        listened.map_err(|_| ReaderFault::Died)?;
        if u64::try_from(answer.len()).is_ok_and(|it| it <= most) {
            ended(child).await?;
            Ok(answer)
        } else {
            Err(ReaderFault::TooLong)
        }
    }

    fn start(&self, kind: Kind, input: Stdio) -> std::io::Result<Child> {
        let Program { path, arguments } = &self.inner.program;
        let mut command = Command::new(path);
        #[cfg(unix)]
        command.arg0("gongkai");
        command
            .args(arguments)
            .arg(kind.name())
            .env_clear()
            .current_dir(std::path::MAIN_SEPARATOR_STR)
            .stdin(input)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
    }
}

/// Hands the document over and closes it; then there is nothing left to do but to listen.
async fn hand_over(stdin: Option<ChildStdin>, bytes: Bytes) -> std::convert::Infallible {
    if let Some(mut stdin) = stdin {
        // A reader that does not want to hear all of it says why in its answer.
        let _ = stdin.write_all(&bytes).await;
        drop(stdin);
        drop(bytes);
    }
    std::future::pending().await
}

/// Waits for the end of a reader that has said everything.
async fn ended(mut child: Child) -> Result<(), ReaderFault> {
    let status = child.wait().await.map_err(|_| ReaderFault::Died)?;
    if status.success() { Ok(()) } else { Err(why(status)) }
}

#[cfg(unix)]
fn why(status: ExitStatus) -> ReaderFault {
    use std::os::unix::process::ExitStatusExt;

    use rustix::process::Signal;

    match status.signal() {
        Some(signal) if signal == Signal::SYS.as_raw() => ReaderFault::Forbidden,
        Some(signal) if signal == Signal::XCPU.as_raw() => ReaderFault::TooSlow,
        _ => ReaderFault::Died,
    }
}

#[cfg(not(unix))]
fn why(_status: ExitStatus) -> ReaderFault {
    ReaderFault::Died
}
