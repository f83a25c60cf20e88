//! Any bytes: the format is told by content.
#![no_main]

mod oracle;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oracle::run(bytes));
