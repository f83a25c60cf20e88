//! What a reader that misbehaves comes to, and that whoever started it goes on.

use reader::limits::Limits;
use reader::{Held, Program, ReadFailure, ReaderFault, Readers};
use report::read::ReadError;

const PROBE: &str = env!("CARGO_BIN_EXE_reader-probe");
const SAMPLE: &[u8] = include_bytes!("../../report/tests/fixtures/yunchuan-2024.html");

fn misbehaving(how: &str) -> Readers {
    Readers::new(Program::at(PROBE, &["misbehave", how]), Limits::default())
}

async fn outcome(how: &str, document: &[u8]) -> Result<(), ReadFailure<ReadError>> {
    misbehaving(how).read_report(document.to_vec()).await.map(drop)
}

async fn fault(how: &str) -> ReaderFault {
    match outcome(how, b"a document").await {
        Err(ReadFailure::Reader(fault)) => fault,
        other => panic!("{how}: {other:?}"),
    }
}

/// What was tried failed, and the reader could go on.
const NOT_DONE: Result<(), ReadFailure<ReadError>> = Err(ReadFailure::Document(ReadError::Empty));
/// What was tried worked.
const DONE: Result<(), ReadFailure<ReadError>> = Err(ReadFailure::Document(ReadError::Encrypted));

#[cfg(target_os = "linux")]
#[tokio::test]
async fn this_machine_locks_a_reader_in() {
    let readers = Readers::new(Program::at(PROBE, &["read-one"]), Limits::default());
    let confinement = readers.confinement().await.unwrap();
    assert_eq!(confinement.limits, Held::Fully);
    assert_eq!(confinement.calls, Held::Fully);
    assert!(confinement.is_tight(), "{confinement:?}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_reader_opens_no_file() {
    for how in ["open", "write", "list"] {
        assert_eq!(outcome(how, b"").await, NOT_DONE, "{how}");
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_reader_reaches_nobody_and_starts_nothing() {
    for how in ["connect", "datagram"] {
        assert_eq!(fault(how).await, ReaderFault::Forbidden, "{how}");
    }
    // The system's library may stop at an earlier wall, before it asks for a process.
    let started = outcome("start", b"").await;
    assert!(started == NOT_DONE || started == Err(ReaderFault::Forbidden.into()), "{started:?}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_limits_are_set_for_good() {
    assert_eq!(outcome("limits", b"").await, DONE);
}

#[tokio::test]
async fn a_reader_may_have_threads_and_is_handed_nothing_down() {
    for how in ["thread", "environment"] {
        assert_eq!(outcome(how, b"").await, DONE, "{how}");
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn memory_and_time_on_a_processor_end() {
    assert_eq!(fault("allocate").await, ReaderFault::Died);
    assert_eq!(fault("overflow").await, ReaderFault::Died);
    assert_eq!(fault("loop").await, ReaderFault::TooSlow);
}

#[tokio::test(start_paused = true)]
async fn a_reader_that_waits_for_ever_is_stopped_by_the_clock() {
    assert_eq!(fault("wait").await, ReaderFault::TooSlow);
}

#[tokio::test]
async fn an_answer_is_bounded_and_typed() {
    assert_eq!(fault("print").await, ReaderFault::TooLong);
    for how in ["silent", "garbled", "unknown-field", "other-variant", "deep"] {
        assert_eq!(fault(how).await, ReaderFault::Garbled, "{how}");
    }
    for how in ["panic", "silent-fault"] {
        assert_eq!(fault(how).await, ReaderFault::Died, "{how}");
    }
}

#[tokio::test]
async fn a_large_document_is_handed_over_whole_or_left() {
    let large = vec![b'a'; 4 << 20];
    for how in ["listens", "deaf"] {
        assert_eq!(outcome(how, &large).await, NOT_DONE, "{how}");
    }
}

#[tokio::test]
async fn a_program_that_is_not_there_is_told() {
    let nowhere = Readers::new(Program::at("/nowhere/gongkai", &[]), Limits::default());
    let read = nowhere.read_report(SAMPLE.to_vec()).await;
    assert_eq!(read, Err(ReaderFault::NotStarted.into()));
}

#[tokio::test]
async fn the_queue_is_bounded_and_everybody_in_it_is_served() {
    let limits = Limits { at_once: 1, waiting: 2, ..Limits::default() };
    let readers = Readers::new(Program::at(PROBE, &["read-one"]), limits);
    let one = || readers.read_report(SAMPLE.to_vec());
    let (first, second, third, fourth) = tokio::join!(one(), one(), one(), one());
    assert!(first.is_ok() && second.is_ok() && third.is_ok());
    assert_eq!(fourth, Err(ReaderFault::Busy.into()));
    assert!(one().await.is_ok());
}

#[tokio::test]
async fn others_do_not_notice_a_reader_that_fails() {
    let good = Readers::new(Program::at(PROBE, &["read-one"]), Limits::default());
    let bad = misbehaving("panic");
    for _ in 0..3 {
        let (bad, good) =
            tokio::join!(bad.read_report(SAMPLE.to_vec()), good.read_report(SAMPLE.to_vec()));
        assert_eq!(bad, Err(ReaderFault::Died.into()));
        assert!(good.is_ok());
    }
}
