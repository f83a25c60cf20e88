//! The program that works on the store while it is struck, and what it promises meanwhile.
//!
//! Its acknowledgements come through a pipe and are kept in the memory of this process, so they
//! survive whatever becomes of the writer, its files and its disk.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read};
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::blow::Moment;
use super::place::Place;
use crate::signal::{self, Signal};

/// How long a writer may take to its first acknowledgement, recovery and a busy machine included.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a writer is told, apart from the place it works in.
#[derive(Debug, Clone)]
pub struct Orders {
    /// The program.
    pub program: PathBuf,
    /// What it makes up its submissions from.
    pub seed: u64,
    /// How it is broken on purpose.
    pub broken: Option<&'static str>,
    /// The options of strace under which it runs.
    pub trace: Option<Vec<String>>,
}

/// A writer at work.
#[derive(Debug)]
pub struct Writer {
    child: Child,
    lines: Receiver<String>,
    acknowledgements: Vec<String>,
    has_ended: bool,
    errors: PathBuf,
}

/// How a writer ended, and what it had promised by then.
#[derive(Debug)]
pub struct Ended {
    /// The status of its process.
    pub status: ExitStatus,
    /// The acknowledgements of this round, in order, as it printed them.
    pub acknowledgements: Vec<String>,
    /// What it said on its standard error.
    pub errors: String,
}

impl Writer {
    /// Starts a writer on the data of a place.
    ///
    /// # Errors
    ///
    /// When it cannot be started.
    pub fn start(orders: &Orders, place: &Place) -> Result<Self> {
        let errors = place.memory().join("errors");
        // Should we die, the kernel kills it.
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL"]);
        if let Some(options) = &orders.trace {
            // The writer stays our child, and strace becomes a grandchild that nobody waits for.
            command.args(["strace", "-D", "-f", "-qq", "--seccomp-bpf"]).args(options);
        }
        command.arg(&orders.program).arg("write").args(place.arguments());
        command.args(["--seed", &orders.seed.to_string()]);
        command.args(orders.broken.iter().flat_map(|it| ["--broken", it]));
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        command.stderr(File::create(&errors).context("could not make a file for errors")?);
        let mut child = command.spawn().context("could not start the writer")?;
        let stdout = child.stdout.take().context("the writer has no output")?;
        let (sender, lines) = channel();
        std::thread::spawn(move || pass_on(stdout, &sender));
        Ok(Self { child, lines, acknowledgements: Vec::new(), has_ended: false, errors })
    }

    /// Listens until a moment; says what is wrong when the writer does not live to see it.
    pub fn listen_until(&mut self, moment: Moment) -> Option<String> {
        let (count, then) = match moment {
            Moment::AfterStart { ms } => (0, ms),
            Moment::AfterFirst { ms } => (1, ms),
            Moment::AtAck { nth } => (usize::try_from(nth).unwrap_or(usize::MAX), 0),
        };
        let begin = Instant::now();
        while self.acknowledgements.len() < count && !self.has_ended {
            // A writer that slows down before a late acknowledgement is a fault of the plan only.
            if begin.elapsed() > PATIENCE {
                let heard = self.acknowledgements.len();
                return (heard == 0).then(|| format!("no acknowledgement within {PATIENCE:?}"));
            }
            self.hear(Duration::from_millis(100));
        }
        self.listen(Duration::from_millis(then));
        self.has_ended.then(|| "the writer ended by itself".to_owned())
    }

    /// Listens for a time, or until the writer ends, and returns how much it promised meanwhile.
    pub fn listen(&mut self, time: Duration) -> usize {
        let (begin, before) = (Instant::now(), self.acknowledgements.len());
        while let Some(left) = time.checked_sub(begin.elapsed()) {
            if self.has_ended {
                break;
            }
            self.hear(left);
        }
        self.acknowledgements.len() - before
    }

    /// Tells whether it has ended by itself.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// Stops every thread of it where it stands; calls in the kernel still come to their end.
    ///
    /// # Errors
    ///
    /// When it is not ours to signal.
    pub fn stop(&self) -> Result<()> {
        signal::send(self.child.id(), Signal::STOP)
    }

    /// Ends the counting: what is heard from now on was promised after the power went.
    pub fn close_the_ears(&mut self) -> Vec<String> {
        while self.hear(Duration::ZERO) {}
        std::mem::take(&mut self.acknowledgements)
    }

    /// Kills it where it has not ended, and hears the last of it.
    ///
    /// # Errors
    ///
    /// When it cannot be waited for.
    pub fn kill(mut self) -> Result<Ended> {
        self.child.kill().context("could not kill the writer")?;
        let status = self.child.wait().context("could not wait for the writer")?;
        while !self.has_ended {
            self.hear(PATIENCE);
        }
        let errors = std::fs::read(&self.errors).unwrap_or_default();
        let errors = String::from_utf8_lossy(&errors).into_owned();
        Ok(Ended { status, acknowledgements: std::mem::take(&mut self.acknowledgements), errors })
    }

    /// Waits for one line, and tells whether there was one.
    fn hear(&mut self, time: Duration) -> bool {
        match self.lines.recv_timeout(time) {
            Ok(line) => {
                self.acknowledgements.push(line);
                true
            }
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => {
                self.has_ended = true;
                false
            }
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // It may have ended long ago; on the way out of a failure nothing more can be done.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Ended {
    /// Tells whether SIGKILL ended it.
    #[must_use]
    pub fn was_killed(&self) -> bool {
        self.status.signal() == Some(9)
    }

    /// Tells whether it gave up in order: neither a panic nor a signal of its own making.
    #[must_use]
    pub fn gave_up_in_order(&self) -> bool {
        const PANIC: i32 = 101;
        self.was_killed() || self.status.code().is_some_and(|it| it != PANIC)
    }

    /// Says how it ended, with the end of its last words.
    #[must_use]
    pub fn in_words(&self) -> String {
        let lines: Vec<&str> = self.errors.lines().collect();
        let last = lines.get(lines.len().saturating_sub(12)..).unwrap_or_default();
        format!("the writer ended with {}: {}", self.status, last.join("\n      "))
    }
}

/// Passes each whole acknowledgement on; half a line was never said.
fn pass_on(output: impl Read, sender: &Sender<String>) {
    for line in BufReader::new(output).split(b'\n') {
        // The last line may lack its end, and `split` does not tell; JSON tells.
        let Ok(line) = line.map(|it| String::from_utf8_lossy(&it).into_owned()) else { return };
        let is_whole = |it: &&str| serde_json::from_str::<serde_json::Value>(it).is_ok();
        if let Some(json) = line.strip_prefix("ACK ").filter(is_whole)
            && sender.send(json.to_owned()).is_err()
        {
            return;
        }
    }
}
