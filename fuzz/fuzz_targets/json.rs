//! Reports in JSON: what is read is written and read back the same.
#![no_main]

mod oracle;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    oracle::run(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(report) = report::json::from_json(text) {
        let back = report::json::from_json(&report::json::to_json(&report));
        assert_eq!(back.expect("what was written is read"), report);
    }
});
