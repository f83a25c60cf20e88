//! Stores broken on purpose: a harness that does not find them out proves nothing.

use anyhow::{Result, bail};

use super::Engine;
use super::batch::Lanes;
use super::blow::{Blow, Moment};
use super::disk::{self, Format};
use super::plan::{Batch, Ground};
use super::random::Random;
use super::tally::Tally;

/// A way in which the store is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Broken {
    /// The database does not wait for the disk.
    LowerSynchronous,
    /// "Received" is said before the transaction is committed.
    AnswerBeforeCommit,
    /// The name of a new file is not flushed.
    NoFolderFsync,
}

/// All of them.
const ALL: [Broken; 3] =
    [Broken::LowerSynchronous, Broken::AnswerBeforeCommit, Broken::NoFolderFsync];

/// How many batches it may take to find one out.
const BATCHES: usize = 20;
const BLOWS_PER_BATCH: usize = 10;

impl Broken {
    /// Returns its name on the command line of the writer.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::LowerSynchronous => "lower-synchronous",
            Self::AnswerBeforeCommit => "answer-before-commit",
            Self::NoFolderFsync => "no-folder-fsync",
        }
    }

    /// The ground on which it shows: what only the disk would notice needs a disk.
    fn ground(self) -> Ground {
        match self {
            Self::LowerSynchronous => Ground::Disk(Format::Ext4),
            Self::NoFolderFsync => Ground::Disk(Format::Plain),
            Self::AnswerBeforeCommit => Ground::Folder,
        }
    }

    /// A blow under which it shows.
    fn blow(self, random: &mut Random) -> Blow {
        let moment = match random.between(0, 3) {
            0 => Moment::AfterFirst { ms: random.between(20, 250) },
            _ => Moment::AtAck { nth: random.scale(60) },
        };
        match self {
            Self::LowerSynchronous => Blow::Cut { moment, slow: false },
            Self::NoFolderFsync => Blow::Cut { moment, slow: true },
            Self::AnswerBeforeCommit => Blow::Kill { moment },
        }
    }
}

/// Strikes each broken store until it is found out.
///
/// # Errors
///
/// When one is not found out, and where this machine does not let us try.
pub fn expect_caught(lanes: &Lanes, engines: &[Engine]) -> Result<()> {
    if let Some(why) = disk::why_not() {
        bail!("two of the three show under power cuts only, which this machine forbids: {why}");
    }
    let mut missed = Vec::new();
    for engine in engines {
        for broken in ALL {
            let name = broken.name();
            match find_out(lanes, *engine, broken)? {
                Some((blows, tally)) => {
                    println!("CAUGHT {name} on {engine} at blow {blows}: {tally}")
                }
                None => missed.push(format!("{name} on {engine}")),
            }
        }
    }
    if !missed.is_empty() {
        bail!("not found out: {}", missed.join(", "));
    }
    Ok(())
}

/// Strikes until something is lost, and returns after how many blows.
fn find_out(lanes: &Lanes, engine: Engine, broken: Broken) -> Result<Option<(u64, Tally)>> {
    let mut random = Random::new(lanes.seed);
    let mut blows = 0;
    for number in 0..BATCHES {
        let batch = Batch {
            number,
            engine,
            ground: broken.ground(),
            blows: (0..BLOWS_PER_BATCH).map(|_| broken.blow(&mut random)).collect(),
            seed: random.next(),
        };
        let tally = lanes.run_one(&batch, Some(broken));
        blows += tally.kills + tally.power_cuts;
        if tally.lost + tally.torn + tally.gaps + tally.duplicates > 0 {
            return Ok(Some((blows, tally)));
        }
        if !tally.is_clean() {
            // A writer that does not run at all would otherwise count as found out.
            bail!("{} on {engine} broke something other than its promise", broken.name());
        }
    }
    Ok(None)
}
