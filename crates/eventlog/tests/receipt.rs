//! Receipts: what they prove, what they refuse, and that those of today are read for ever.

#![allow(clippy::unwrap_used, reason = "a test fails where a value is missing")]

mod support;

use eventlog::tree::Plan;
use eventlog::{
    At, Checkpoint, CheckpointError, Entry, Hash, HashSuite, LogKey, LogProof, Opening, Origin,
    Proven, Receipt, ReceiptError, Token,
};
use law::Lang;
use proptest::prelude::*;
use support::Store;
use uuid::Uuid;

const SIZE: u64 = 700;
const INDEX: u64 = 300;
const BODY: &str = "{\"申请人\":\"张三\",\"所需信息\":\"2025年度预算\"}";

fn key(name: &str) -> LogKey {
    LogKey::from_seed(Origin::new(name).unwrap(), &[42; 32])
}

fn entry(number: u64, detail: Hash) -> Entry {
    let token = |text: &str| Token::new(text).unwrap();
    Entry {
        id: Uuid::from_u128(u128::from(number)),
        at: At::from_micros(1_773_129_600_000_000).unwrap(),
        agency: Uuid::from_u128(0xa),
        actor: token("applicant"),
        action: token("request.registered"),
        subject_kind: token("disclosure_request"),
        subject_id: Uuid::from_u128(0xbb),
        subject_version: Some(1),
        detail,
    }
}

fn sample(suite: HashSuite) -> Receipt {
    let opening = Opening::new([9; 32], BODY.to_owned()).unwrap();
    let entries: Vec<_> =
        (0..SIZE).map(|number| entry(number, opening.commitment(suite))).collect();
    let mut store = Store::new(suite);
    entries.iter().for_each(|entry| store.push(entry.text().as_bytes()));

    let key = key("log.example.gov.cn/events");
    let checkpoint = Checkpoint {
        origin: key.origin().clone(),
        size: SIZE,
        root: store.frontier.root(),
        suite,
        at: At::from_micros(1_773_129_660_000_000).unwrap(),
    };
    let hashes = store.hashes(&Plan::inclusion(SIZE, INDEX).unwrap());
    let proof = LogProof::new(INDEX, hashes, key.sign(&checkpoint).unwrap()).unwrap();
    let entry = entry(INDEX, opening.commitment(suite));
    Receipt { entry, opening: Some(opening), suite, proof, key: key.verifier() }
}

fn verify(receipt: &Receipt) -> Result<Proven, ReceiptError> {
    receipt.verify(&key("log.example.gov.cn/events").verifier())
}

#[test]
fn a_receipt_proves_its_entry() {
    for suite in HashSuite::ALL {
        let receipt = Receipt::from_json(&sample(suite).to_json()).unwrap();
        assert_eq!(receipt, sample(suite));
        let proven = verify(&receipt).unwrap();
        assert_eq!((proven.index, proven.checkpoint.size, proven.opened), (INDEX, SIZE, true));
        assert_eq!(proven.entry, receipt.entry);

        let closed = Receipt { opening: None, ..receipt };
        assert!(!closed.to_json().contains("opening"));
        let proven = verify(&Receipt::from_json(&closed.to_json()).unwrap()).unwrap();
        assert!(!proven.opened);
    }
}

#[test]
fn the_receipts_of_version_1_stay_readable_and_are_still_written_so() {
    for (suite, file) in [
        (HashSuite::Sha256, include_str!("golden/receipt-1-sha256.json")),
        (HashSuite::Sm3, include_str!("golden/receipt-1-sm3.json")),
    ] {
        assert!(verify(&Receipt::from_json(file).unwrap()).unwrap().opened, "{suite}");
        assert_eq!(sample(suite).to_json(), file, "{suite}");
    }
}

#[test]
fn a_receipt_of_another_log_is_refused() {
    let receipt = sample(HashSuite::Sha256);
    let error = receipt.verify(&key("other.example").verifier()).unwrap_err();
    assert!(matches!(&error, ReceiptError::Checkpoint(CheckpointError::OtherLog { .. })));
    assert!(error.message(Lang::Zh).contains("属于日志“log.example.gov.cn/events”"));

    let stranger = LogKey::from_seed(receipt.key.origin().clone(), &[1; 32]);
    let error = receipt.verify(&stranger.verifier()).unwrap_err();
    assert_eq!(error, ReceiptError::Checkpoint(CheckpointError::NotSigned));
}

#[test]
fn each_part_that_does_not_match_is_named() {
    let check = |change: &dyn Fn(&mut Receipt), zh: &str, en: &str| {
        let mut receipt = sample(HashSuite::Sha256);
        change(&mut receipt);
        let error = verify(&receipt).unwrap_err();
        assert!(error.message(Lang::Zh).contains(zh), "{}", error.message(Lang::Zh));
        assert!(error.message(Lang::En).contains(en), "{}", error.message(Lang::En));
    };
    check(&|it| it.entry.subject_version = Some(2), "没有这条记录", "has no such entry");
    check(&|it| it.suite = HashSuite::Sm3, "杂凑算法是 sm3", "hash function sm3");
    check(
        &|it| it.opening = Some(Opening::new([9; 32], "{}".to_owned()).unwrap()),
        "不是登记时的内容",
        "not the text that was registered",
    );
    check(
        &|it| it.opening = Some(Opening::new([8; 32], BODY.to_owned()).unwrap()),
        "随机值已被改动",
        "its salt was changed",
    );
    let moved = |it: &Receipt, index, hashes: &[Hash]| {
        LogProof::new(index, hashes.to_vec(), it.proof.note().to_owned()).unwrap()
    };
    check(&|it| it.proof = moved(it, 301, it.proof.hashes()), "没有这条记录", "no such entry");
    check(&|it| it.proof = moved(it, INDEX, &[]), "没有这条记录", "no such entry");
    let resized = |it: &Receipt| it.proof.note().replacen("700", "701", 1);
    check(
        &|it| it.proof = LogProof::new(INDEX, it.proof.hashes().to_vec(), resized(it)).unwrap(),
        "签名与内容不符",
        "The signature does not fit",
    );
}

#[test]
fn what_is_not_a_receipt_is_refused_in_words() {
    let json = sample(HashSuite::Sha256).to_json();
    let check = |from: &str, to: &str, expected: ReceiptError| {
        assert!(json.contains(from), "{from}");
        let error = Receipt::from_json(&json.replacen(from, to, 1)).unwrap_err();
        assert_eq!(error, expected, "{from:?} → {to:?}");
        assert!(error.message(Lang::Zh).ends_with('。'));
        assert!(error.message(Lang::En).ends_with('.'));
    };
    let unreadable = |line| ReceiptError::Unreadable { line };
    check("receipt/1", "receipt/2", ReceiptError::OtherFormat);
    check("receipt/1\",", "receipt/2\", \"more\": [],", ReceiptError::OtherFormat);
    check("\"suite\"", "\"more\": 1, \"suite\"", unreadable(8));
    check("\"suite\"", "\"suite\": \"sm3\", \"suite\"", unreadable(8));
    check("\"body\"", "\"body\": \"\", \"body\"", unreadable(6));
    check("\"sha256\"", "\"md5\"", unreadable(8));
    check("\"0909", "\"0G09", unreadable(5));
    check("}\n", "}\nx", unreadable(12));
    check("log.entry/1", "log.entry/2", ReceiptError::Entry(eventlog::EntryError::OtherVersion));
    check("index 300", "index x", ReceiptError::Proof(eventlog::ProofError::Index));
    let whole = sample(HashSuite::Sha256).key.to_string();
    let cut = &whole[..whole.len() - 4];
    check(&whole, cut, ReceiptError::Key(eventlog::KeyError::Malformed));

    let closed = Receipt { opening: None, ..sample(HashSuite::Sha256) }.to_json();
    let null = closed.replacen("\"suite\"", "\"opening\": null, \"suite\"", 1);
    assert!(matches!(Receipt::from_json(&null), Err(ReceiptError::Unreadable { .. })));
    assert_eq!(Receipt::from_json(&" ".repeat(256 * 1024 + 1)), Err(ReceiptError::TooLarge));
    assert_eq!(Receipt::from_json(&"[".repeat(200_000)), Err(unreadable(1)));
}

#[test]
fn the_largest_receipt_is_within_its_bound() {
    let mut receipt = sample(HashSuite::Sm3);
    let body = "\u{1}".repeat(eventlog::limits::OPENING_BYTES);
    receipt.opening = Some(Opening::new([9; 32], body).unwrap());
    let room = eventlog::limits::NOTE_BYTES - receipt.proof.note().len();
    // Quotation marks in the name of a witness are written as two characters in JSON.
    let line = format!("— {} AAAAAAAAAAA=\n", "\"".repeat(room - 18));
    let note = format!("{}{line}", receipt.proof.note());
    let hashes = vec![HashSuite::Sm3.empty(); eventlog::limits::PROOF_HASHES];
    receipt.proof = LogProof::new(INDEX, hashes, note).unwrap();
    assert_eq!(receipt.proof.note().len(), eventlog::limits::NOTE_BYTES);
    assert_eq!(Receipt::from_json(&receipt.to_json()), Ok(receipt));
}

#[test]
fn nothing_personal_is_shown_by_debug_or_by_an_error() {
    let receipt = sample(HashSuite::Sha256);
    assert!(!format!("{receipt:?}").contains("张三"));
    let broken = receipt.to_json().replacen("\"body\": \"", "\"body\": [\"", 1);
    let error = Receipt::from_json(&broken).unwrap_err();
    assert!(!format!("{error:?} {error} {}", error.message(Lang::Zh)).contains("张三"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn one_other_bit_in_the_file_is_noticed_or_says_the_same(
        place in any::<prop::sample::Index>(), bit in 0..8_u8,
    ) {
        let file = include_str!("golden/receipt-1-sha256.json");
        let mut bytes = file.as_bytes().to_vec();
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        let Ok(text) = String::from_utf8(bytes) else { return Ok(()) };
        let Ok(receipt) = Receipt::from_json(&text) else { return Ok(()) };
        if let Ok(proven) = verify(&receipt) {
            prop_assert_eq!(proven, verify(&sample(HashSuite::Sha256)).unwrap());
        }
    }

    #[test]
    fn no_text_breaks_the_reader(text in any::<String>(), cut in any::<prop::sample::Index>()) {
        let file = include_str!("golden/receipt-1-sha256.json");
        let place = (0..=cut.index(file.len())).rev().find(|at| file.is_char_boundary(*at));
        let (head, tail) = file.split_at(place.unwrap_or(0));
        for text in [text.clone(), head.to_owned(), format!("{head}{text}{tail}")] {
            if let Ok(receipt) = Receipt::from_json(&text) {
                prop_assert_eq!(Receipt::from_json(&receipt.to_json()), Ok(receipt));
            }
        }
    }
}
