//! One round: a writer at work, the blow, and what was promised before it.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::blow::{Blow, Moment};
use super::place::Place;
use super::writer::{Ended, Orders, Writer};

/// How long a call may take to come to its number; after that the writer is killed anyway.
const TIME_FOR_A_CALL: Duration = Duration::from_millis(500);
/// Within this time after a failed `fsync` what was safe before it may still be acknowledged.
const GRACE: Duration = Duration::from_millis(750);
/// So long after the grace not a single acknowledgement may be heard.
const SILENCE: Duration = Duration::from_millis(750);
/// How long a writer may take until it notices that the disk is full.
const TIME_TO_FILL: Duration = Duration::from_secs(2);

/// What came of a blow.
#[derive(Debug, Default)]
pub struct Struck {
    /// What was promised before it.
    pub acknowledgements: Vec<String>,
    /// What the writer did that it must not do.
    pub faults: Vec<String>,
}

/// Lets a writer work and strikes.
///
/// # Errors
///
/// When the harness itself fails: no process, no disk, no server.
pub fn strike(blow: Blow, orders: &Orders, place: &mut Place) -> Result<Struck> {
    let log = place.memory().join("strace");
    let orders = Orders { trace: trace(blow, &log), ..orders.clone() };
    if let Blow::FillDisk { room_kb } = blow {
        place.leave_room(Some(room_kb))?;
    }
    // The log of an earlier round would tell of its failed call before this round's strace begins.
    let _ = std::fs::remove_file(&log);
    let mut writer = Writer::start(&orders, place)?;
    match blow {
        Blow::Kill { moment } => kill(writer, moment),
        Blow::KillAtCall { .. } => kill_at_call(writer),
        Blow::FailCall { .. } => {
            writer.listen_until(Moment::AtAck { nth: 1 });
            writer.listen(TIME_FOR_A_CALL);
            gave_up(writer.kill()?)
        }
        Blow::FailSync { cut, .. } => fail_sync(writer, &log, cut, place),
        Blow::FillDisk { .. } => fill_disk(writer, place),
        Blow::KillServer { moment } => kill_server(writer, moment, place),
        Blow::Cut { moment, .. } => cut(writer, moment, place),
    }
}

/// The options of strace by which a blow falls.
fn trace(blow: Blow, log: &Path) -> Option<Vec<String>> {
    let (calls, injection, log) = match blow {
        Blow::KillAtCall { calls, nth } => {
            (calls, format!("signal=SIGKILL:when={nth}"), Path::new("/dev/null"))
        }
        Blow::FailCall { calls, error, nth, once } => {
            (calls, format!("error={error}:when={nth}{}", on(once)), Path::new("/dev/null"))
        }
        Blow::FailSync { nth, once, .. } => {
            ("fsync,fdatasync,sync_file_range", format!("error=EIO:when={nth}{}", on(once)), log)
        }
        // In microseconds.
        Blow::Cut { slow: true, .. } => {
            ("fsync,fdatasync", "delay_enter=100000".to_owned(), Path::new("/dev/null"))
        }
        _ => return None,
    };
    let log = log.to_string_lossy();
    let words = ["-o", &log, "-e", "signal=none", "-e", &format!("trace={calls}"), "-e"];
    let inject = format!("inject={calls}:{injection}");
    Some(words.map(ToOwned::to_owned).into_iter().chain([inject]).collect())
}

fn on(once: bool) -> &'static str {
    if once { "" } else { "+" }
}

fn kill(mut writer: Writer, moment: Moment) -> Result<Struck> {
    let wrong = writer.listen_until(moment);
    Ok(struck(writer.kill()?, wrong))
}

fn kill_at_call(mut writer: Writer) -> Result<Struck> {
    writer.listen_until(Moment::AtAck { nth: 1 });
    writer.listen(TIME_FOR_A_CALL);
    let ended = writer.kill()?;
    let wrong = (!ended.was_killed()).then(|| "the writer was not killed".to_owned());
    Ok(struck(ended, wrong))
}

/// After the first `fsync` that failed, nothing may be promised any more.
fn fail_sync(mut writer: Writer, log: &Path, cut: bool, place: &mut Place) -> Result<Struck> {
    writer.listen_until(Moment::AfterStart { ms: 0 });
    let begin = Instant::now();
    let has_failed = || std::fs::read_to_string(log).is_ok_and(|it| it.contains("(INJECTED)"));
    while !has_failed() && !writer.has_ended() && begin.elapsed() < 4 * TIME_FOR_A_CALL {
        writer.listen(Duration::from_millis(5));
    }
    let mut faults = Vec::new();
    if has_failed() {
        writer.listen(GRACE);
        let promised = writer.listen(SILENCE);
        if promised > 0 {
            faults.push(format!("{promised} acknowledgements after an fsync that failed"));
        }
    }
    if !cut {
        let mut struck = gave_up(writer.kill()?)?;
        struck.faults.append(&mut faults);
        return Ok(struck);
    }
    let acknowledgements = writer.close_the_ears();
    place.snapshot()?;
    let ended = writer.kill()?;
    place.lose_power()?;
    faults.extend(gave_up(ended)?.faults);
    Ok(Struck { acknowledgements, faults })
}

/// Fills what is left, and makes room again for the recovery.
fn fill_disk(mut writer: Writer, place: &mut Place) -> Result<Struck> {
    let begin = Instant::now();
    while !writer.has_ended() && begin.elapsed() < TIME_TO_FILL {
        let promised = writer.listen(TIME_FOR_A_CALL);
        if promised == 0 {
            break;
        }
    }
    let struck = gave_up(writer.kill()?);
    place.kill_server()?;
    place.leave_room(None)?;
    place.start_server()?;
    struck
}

/// Kills the server under a writer that goes on, and has to find back or give up.
fn kill_server(mut writer: Writer, moment: Moment, place: &mut Place) -> Result<Struck> {
    let wrong = writer.listen_until(moment);
    place.kill_server()?;
    let promised = writer.close_the_ears();
    writer.listen(Duration::from_millis(50));
    place.start_server()?;
    writer.listen(Duration::from_millis(200));
    let mut ended = writer.kill()?;
    ended.acknowledgements.splice(0..0, promised);
    let disorder = wrong.is_none() && !ended.gave_up_in_order();
    let wrong = wrong.or_else(|| disorder.then(|| "the writer ended in disorder".to_owned()));
    Ok(struck(ended, wrong))
}

fn cut(mut writer: Writer, moment: Moment, place: &mut Place) -> Result<Struck> {
    let wrong = writer.listen_until(moment);
    if matches!(moment, Moment::AtAck { .. }) {
        // Nothing more is begun between the promise and the cut.
        writer.stop()?;
    }
    let acknowledgements = writer.close_the_ears();
    place.snapshot()?;
    let ended = writer.kill()?;
    place.lose_power()?;
    let faults = struck(ended, wrong).faults;
    Ok(Struck { acknowledgements, faults })
}

/// A writer may end by itself here, but in order.
fn gave_up(ended: Ended) -> Result<Struck> {
    let wrong = (!ended.gave_up_in_order()).then(|| "the writer ended in disorder".to_owned());
    Ok(struck(ended, wrong))
}

fn struck(ended: Ended, wrong: Option<String>) -> Struck {
    let faults = wrong.map(|it| format!("{it}; {}", ended.in_words())).into_iter().collect();
    Struck { acknowledgements: ended.acknowledgements, faults }
}
