use proptest::prelude::*;

use super::*;

fn key(seed: u8) -> LogKey {
    LogKey::from_seed(Origin::new("log.example.gov.cn/events").unwrap(), &[seed; 32])
}

fn sample(suite: HashSuite) -> Checkpoint {
    Checkpoint {
        origin: Origin::new("log.example.gov.cn/events").unwrap(),
        size: 1_000_000,
        root: suite.leaf(b"root"),
        suite,
        at: At::from_micros(1_773_129_600_123_456).unwrap(),
    }
}

/// Signs a body as it is, for what a log never writes.
fn signed(body: &str) -> String {
    let key = key(1);
    let signature = Signature::new(
        key.origin().to_string(),
        key.verifier().key_id(),
        key.sign_text(body).to_vec(),
    );
    let note = Note::new(body.as_bytes(), &[signature.unwrap()]).unwrap();
    String::from_utf8(note.to_bytes()).unwrap()
}

#[test]
fn what_is_signed_is_opened() {
    for suite in HashSuite::ALL {
        let note = key(1).sign(&sample(suite)).unwrap();
        assert_eq!(Checkpoint::open(&note, &key(1).verifier()), Ok(sample(suite)));
        assert_eq!(note, signed(&sample(suite).body()));
    }
}

#[test]
fn the_body_is_the_one_of_c2sp() {
    let body = sample(HashSuite::Sm3).body();
    let lines: Vec<_> = body.lines().collect();
    assert_eq!(lines[..2], ["log.example.gov.cn/events", "1000000"]);
    assert_eq!(lines[3..], ["time 2026-03-10T08:00:00.123456Z", "hash sm3"]);
    assert!(!sample(HashSuite::Sha256).body().contains("hash"));
}

#[test]
fn any_other_byte_is_noticed() {
    let key = key(1);
    let note = key.sign(&sample(HashSuite::Sha256)).unwrap();
    for place in 0..note.len() {
        // Two bits of each byte: all eight take ten seconds without optimising.
        for bit in [place % 8, (place + 5) % 8] {
            let mut bytes = note.clone().into_bytes();
            bytes[place] ^= 1 << bit;
            if let Ok(text) = String::from_utf8(bytes) {
                assert!(Checkpoint::open(&text, &key.verifier()).is_err(), "{text}");
            }
        }
    }
}

#[test]
fn another_key_is_told_from_another_log_and_from_a_forgery() {
    let note = key(1).sign(&sample(HashSuite::Sha256)).unwrap();
    let open = |key: &LogKey| Checkpoint::open(&note, &key.verifier());
    assert_eq!(open(&key(2)), Err(CheckpointError::NotSigned));

    let expected = Origin::new("other.example").unwrap();
    let other = LogKey::from_seed(expected.clone(), &[1; 32]);
    let found = sample(HashSuite::Sha256).origin;
    let error = CheckpointError::OtherLog { found, expected };
    assert_eq!(open(&other), Err(error.clone()));
    assert!(error.message(Lang::Zh).contains("other.example"));

    let forged = note.replacen("1000000", "1000001", 1);
    assert_eq!(Checkpoint::open(&forged, &key(1).verifier()), Err(CheckpointError::BadSignature));
}

#[test]
fn a_log_signs_only_for_itself() {
    let origin = Origin::new("other.example").unwrap();
    let other = Checkpoint { origin, ..sample(HashSuite::Sha256) };
    assert!(matches!(key(1).sign(&other), Err(CheckpointError::OtherLog { .. })));
    let endless = Checkpoint { size: u64::MAX, ..sample(HashSuite::Sha256) };
    assert_eq!(key(1).sign(&endless), Err(CheckpointError::TooLarge));
    // Signed all the same, it is not accepted either.
    let error = Checkpoint::open(&signed(&other.body()), &key(1).verifier()).unwrap_err();
    assert!(matches!(error, CheckpointError::OtherLog { .. }));
}

#[test]
fn a_signed_text_with_other_lines_is_refused() {
    let body = sample(HashSuite::Sm3).body();
    let check = |from: &str, to: &str, expected| {
        let note = signed(&body.replacen(from, to, 1));
        assert_eq!(Checkpoint::open(&note, &key(1).verifier()), Err(expected), "{from:?} → {to:?}");
    };
    check("hash sm3\n", "hash sm3\nhash sm3\n", CheckpointError::NotCanonical);
    check("hash sm3\n", "hash md5\n", CheckpointError::Line(5));
    check("hash sm3\n", "hash sha256\n", CheckpointError::NotCanonical);
    check("hash sm3\n", "more\n", CheckpointError::Line(5));
    check("hash sm3\n", "hash sm3\nmore\n", CheckpointError::NotCanonical);
    check("hash sm3\n", "\nhash sm3\n", CheckpointError::NotCanonical);
    check("time", "hash sm3\ntime", CheckpointError::Line(4));
    check("time 2", "time 3026-03-10T08:00:00.123456Z\ntime 2", CheckpointError::Line(5));
    check("1000000", "01000000", CheckpointError::NotCanonical);
    check("1000000", "+1000000", CheckpointError::NotCanonical);
    check("1000000", "281474976710657", CheckpointError::Line(2));
}

#[test]
fn a_note_beyond_the_bound_is_refused() {
    let note = "x".repeat(NOTE_BYTES + 1);
    assert_eq!(Checkpoint::open(&note, &key(1).verifier()), Err(CheckpointError::TooLarge));
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in "(\\PC|\n){0,200}(\n\n— [a-z]{1,9} [A-Za-z0-9+/=]{0,20}\n)?") {
        prop_assert!(Checkpoint::open(&text, &key(1).verifier()).is_err());
    }

    #[test]
    fn no_signed_text_breaks_the_reader(text in "(\\PC|\n){0,200}") {
        let text = format!("{text}\n");
        let _ = Checkpoint::open(&signed(&text), &key(1).verifier());
    }
}
