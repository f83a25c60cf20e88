//! Receipts: what is read is written and read back the same, and proves only what the log has signed.
#![no_main]

use eventlog::{Receipt, VerifierKey};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(receipt) = Receipt::from_json(text) else { return };
    assert_eq!(Receipt::from_json(&receipt.to_json()).as_ref(), Ok(&receipt));
    let golden = include_str!("../../crates/eventlog/tests/golden/receipt-1-sha256.json");
    let golden = Receipt::from_json(golden).expect("the golden receipt is read");
    let key: VerifierKey = golden.key.clone();
    if let Ok(proven) = receipt.verify(&key) {
        // Nobody but the log has its key, so only the golden receipt can be proven.
        assert_eq!(proven.entry, golden.entry);
        assert_eq!(proven.index, golden.proof.index());
    }
    let _ = receipt.verify(&receipt.key);
});
