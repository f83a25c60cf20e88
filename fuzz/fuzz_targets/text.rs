//! Text: tabs, bars, one cell per line, run together.
#![no_main]

mod oracle;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes).replace('<', "|");
    oracle::run(text.as_bytes());
});
