//! What happens to the store, decided before anything happens and by nothing but the seed.
//!
//! A batch starts on fresh data and strikes it a dozen times, so that what survived one blow
//! has to survive the next as well. Batches are independent of one another.

use std::fmt;

use super::Engine;
use super::blow::{Blow, Moment};
use super::disk::Format;
use super::random::Random;

/// How many blows the same data takes.
const BLOWS_PER_BATCH: u64 = 12;
/// How many times the power goes on the same data, on either format in turn.
const CUTS_PER_BATCH: u64 = 5;
/// How many times the same data meets a full disk, each time a little later.
const FILLS_PER_BATCH: u64 = 3;

/// What the data lie on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// A folder of this machine.
    Folder,
    /// A disk in memory that can be made too small.
    Small,
    /// A disk whose power can be cut.
    Disk(Format),
}

/// Blows that fall on the same data, one after another.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Its place in the plan, by which it can be run alone.
    pub number: usize,
    /// Whose recovery is tried.
    pub engine: Engine,
    /// What the data lie on.
    pub ground: Ground,
    /// The blows in order.
    pub blows: Vec<Blow>,
    /// What the writers make up their submissions from.
    pub seed: u64,
}

impl fmt::Display for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ground = match self.ground {
            Ground::Folder => "folder",
            Ground::Small => "small disk",
            Ground::Disk(Format::Ext4) => "ext4",
            Ground::Disk(Format::Plain) => "ext4 without journal",
        };
        write!(f, "batch {} ({} on {ground})", self.number, self.engine)
    }
}

/// Plans a run: kills, failing calls and full disks among `kills`, and `cuts` of the power.
#[must_use]
pub fn plan(engines: &[Engine], kills: u64, cuts: u64, seed: u64) -> Vec<Batch> {
    let mut random = Random::new(seed);
    let mut batches = Vec::new();
    for (engine, kills) in engines.iter().zip(shares(kills, engines.len())) {
        // Filling a disk takes as long as five kills; one blow in thirty is enough of it.
        let fills = kills / 30;
        let folder = |random: &mut Random| ordinary(*engine, random);
        add(&mut batches, *engine, Ground::Small, fills, &mut random, |it| Blow::FillDisk {
            room_kb: it.between(16, 64) << it.between(0, 6),
        });
        add(&mut batches, *engine, Ground::Folder, kills - fills, &mut random, folder);
    }
    for (engine, cuts) in engines.iter().zip(shares(cuts, engines.len())) {
        let ground = Ground::Disk(Format::Ext4);
        add(&mut batches, *engine, ground, cuts, &mut random, power);
    }
    for (number, batch) in batches.iter_mut().enumerate() {
        batch.number = number;
        if matches!(batch.ground, Ground::Disk(_)) && number % 2 == 1 {
            batch.ground = Ground::Disk(Format::Plain);
        }
    }
    batches
}

/// Deals a number out to several as evenly as it goes.
fn shares(number: u64, among: usize) -> Vec<u64> {
    let among = u64::try_from(among).unwrap_or(1);
    (0..among).map(|it| number / among + u64::from(it < number % among)).collect()
}

fn add(
    batches: &mut Vec<Batch>,
    engine: Engine,
    ground: Ground,
    mut count: u64,
    random: &mut Random,
    mut blow: impl FnMut(&mut Random) -> Blow,
) {
    let most = match ground {
        Ground::Folder => BLOWS_PER_BATCH,
        Ground::Small => FILLS_PER_BATCH,
        Ground::Disk(_) => CUTS_PER_BATCH,
    };
    while count > 0 {
        let size = count.min(most);
        let blows = (0..size).map(|_| blow(random)).collect();
        batches.push(Batch { number: 0, engine, ground, blows, seed: random.next() });
        count -= size;
    }
}

/// A blow that needs no disk of its own.
fn ordinary(engine: Engine, random: &mut Random) -> Blow {
    match (random.between(0, 99), engine) {
        (0..40, _) => Blow::Kill { moment: after_first(random) },
        (40..50, _) => Blow::Kill { moment: Moment::AfterStart { ms: random.scale(200) } },
        (50..75, Engine::Postgres) => Blow::KillServer { moment: after_first(random) },
        (50..82, _) => kill_at_call(engine, random),
        _ => fail_call(random),
    }
}

fn after_first(random: &mut Random) -> Moment {
    Moment::AfterFirst { ms: random.between(20, 250) }
}

fn kill_at_call(engine: Engine, random: &mut Random) -> Blow {
    const FILES: [&str; 10] = [
        "fsync",
        "fdatasync",
        "pwrite64",
        "write",
        "?rename,?renameat,?renameat2",
        "?link,?linkat",
        "?unlink,?unlinkat",
        "ftruncate",
        "openat",
        "close",
    ];
    // What the writer says to the server of the database.
    const SOCKETS: [&str; 3] = ["sendto", "recvfrom", "writev"];
    let calls = match engine {
        Engine::Sqlite => random.pick(&FILES),
        Engine::Postgres if random.between(0, 1) == 0 => random.pick(&SOCKETS),
        Engine::Postgres => random.pick(&FILES),
    };
    Blow::KillAtCall { calls, nth: random.scale(200) }
}

fn fail_call(random: &mut Random) -> Blow {
    let nth = random.scale(60);
    let (calls, error) = match random.between(0, 5) {
        0..=2 => return Blow::FailSync { nth, once: random.between(0, 2) == 0, cut: false },
        3 => ("pwrite64", "ENOSPC"),
        4 => ("pwrite64", "EIO"),
        _ => ("?rename,?renameat,?renameat2", "EIO"),
    };
    Blow::FailCall { calls, error, nth, once: random.between(0, 1) == 0 }
}

/// A blow that takes the power away.
fn power(random: &mut Random) -> Blow {
    match random.between(0, 9) {
        0..=2 => Blow::Cut { moment: after_first(random), slow: false },
        // What was promised last is the likeliest to be lost.
        3..=5 => Blow::Cut { moment: Moment::AtAck { nth: random.scale(200) }, slow: false },
        6..=7 => Blow::Cut { moment: Moment::AtAck { nth: random.scale(60) }, slow: true },
        8 => Blow::Cut { moment: Moment::AfterStart { ms: random.scale(200) }, slow: false },
        _ => Blow::FailSync { nth: random.scale(60), once: false, cut: true },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_has_as_many_blows_as_asked_for_and_repeats_itself() {
        let engines = [Engine::Sqlite, Engine::Postgres];
        let batches = plan(&engines, 301, 20, 7);
        let blows = |ground: fn(Ground) -> bool| -> usize {
            batches.iter().filter(|it| ground(it.ground)).map(|it| it.blows.len()).sum()
        };
        assert_eq!(blows(|it| !matches!(it, Ground::Disk(_))), 301);
        assert_eq!(blows(|it| matches!(it, Ground::Disk(_))), 20);
        let again = plan(&engines, 301, 20, 7);
        assert_eq!(format!("{batches:?}"), format!("{again:?}"));
    }
}
