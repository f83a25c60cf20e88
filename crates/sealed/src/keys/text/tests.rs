use getrandom::SysRng;
use proptest::prelude::*;

use super::*;
use crate::testing::{Repeating, SUITES, day, ring};

fn check(text: &str, expected: KeyRingTextError) {
    assert_eq!(KeyRing::parse(text).unwrap_err(), expected, "{text}");
}

fn made_of_ones() -> String {
    KeyRing::generate(Suite::GuoMi, &mut Repeating(1), day()).unwrap().to_text().to_string()
}

#[test]
fn a_ring_is_written_and_read_back() {
    for suite in SUITES {
        let mut ring = ring(suite);
        ring.rotate(&mut SysRng, day()).unwrap();
        ring.rotate_to(Suite::GuoMi, &mut SysRng, day()).unwrap();
        ring.retire(1).unwrap();
        ring.rotate_lookup(suite, &mut SysRng, day()).unwrap();
        let text = ring.to_text();
        let again = KeyRing::parse(&text).unwrap();
        assert_eq!(*again.to_text(), *text);
        assert_eq!(again.summaries(), ring.summaries());
    }
}

#[test]
fn the_text_stays_within_the_room_made_for_it() {
    let mut ring = ring(Suite::International);
    for _ in 1..MOST_KEYS {
        ring.rotate(&mut SysRng, day()).unwrap();
        ring.rotate_lookup(Suite::International, &mut SysRng, day()).unwrap();
    }
    let text = ring.to_text();
    assert!(text.lines().all(|line| line.len() < LONGEST_LINE));
    assert!(text.len() <= LARGEST_KEY_RING_BYTES, "the largest ring of all can be read back");
    assert!(KeyRing::parse(&text).is_ok());
}

#[test]
fn the_format_stands() {
    let key = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    assert_eq!(
        made_of_ones(),
        format!(
            "{FIRST_LINE}\n{WARNING}sealing 1 sm4gcm 2026-03-02 8e2793fb {key}\nlookup 1 sm4gcm \
             2026-03-02 eab7268e {key}\n"
        )
    );
}

#[test]
fn a_damaged_key_is_told_apart_from_a_wrong_line() {
    let text = made_of_ones();
    check(&text.replacen("AQEB", "AQEC", 1), KeyRingTextError::Damaged { line: 5 });
    check(&text.replacen("sm4gcm", "aes256gcm", 1), KeyRingTextError::Damaged { line: 5 });
    check(&text.replace("lookup 1", "seal 1"), KeyRingTextError::Line { line: 6 });
    check(&text.replacen("AQEB", "", 1), KeyRingTextError::Line { line: 5 });
    check(&text.replacen("2026-03-02", "2026-02-30", 1), KeyRingTextError::Line { line: 5 });
    check(&text.replacen("E=\n", "E= more\n", 1), KeyRingTextError::Line { line: 5 });
}

#[test]
fn a_ring_without_its_newest_key_is_refused() {
    let mut ring = ring(Suite::GuoMi);
    ring.rotate(&mut SysRng, day()).unwrap();
    let text = ring.to_text();
    let lines: Vec<&str> = text.lines().collect();
    let without = |left_out: &str| {
        let kept = lines.iter().filter(|line| !line.starts_with(left_out));
        kept.copied().collect::<Vec<_>>().join("\n")
    };
    check(&without("lookup"), KeyRingTextError::NoCurrentKey { purpose: "lookup" });
    check(&without("sealing"), KeyRingTextError::NoCurrentKey { purpose: "sealing" });
    check(&without("sealing 1"), KeyRingTextError::OutOfOrder { line: 5 });
    let (head, key) = lines[4].rsplit_once(' ').unwrap();
    let only_retired =
        without("sealing 2").replace(&format!("{head} {key}"), &format!("{head} retired"));
    check(&only_retired, KeyRingTextError::NoCurrentKey { purpose: "sealing" });
    check(&format!("{}\n{}", *text, lines[4]), KeyRingTextError::OutOfOrder { line: 9 });
}

#[test]
fn other_files_are_refused() {
    check("", KeyRingTextError::NotAKeyRing);
    check("gongkai-keyring/2\n", KeyRingTextError::NotAKeyRing);
    check(&"\n".repeat(LARGEST_KEY_RING_BYTES + 1), KeyRingTextError::TooLarge);
    let many = MOST_KEYS + 1;
    let line = format!("{FIRST_LINE}\nsealing {many} sm4gcm 2026-03-02 00000000 retired");
    check(&line, KeyRingTextError::TooMany { line: 2 });
}

#[test]
fn errors_never_show_a_key() {
    let text = made_of_ones();
    for spoilt in [text.replace("AQEB", "AQEC"), text.replace("1 sm4gcm", "sm4gcm")] {
        let error = KeyRing::parse(&spoilt).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("AQE"), "{error}");
    }
}

proptest! {
    #[test]
    fn reading_never_panics(text in "\\PC{0,300}", lines in "(sealing|lookup| |\n|[0-9]{1,10}|sm4gcm|retired|[0-9a-f]{8}|2026-03-02|[A-Za-z+/=]{0,44}){0,40}") {
        let _ = KeyRing::parse(&text);
        let _ = KeyRing::parse(&format!("{FIRST_LINE}\n{text}"));
        let _ = KeyRing::parse(&format!("{FIRST_LINE}\n{lines}"));
    }
}
