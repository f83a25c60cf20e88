//! PDF files.
#![no_main]

mod oracle;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"%PDF-") {
        oracle::run(bytes);
    } else {
        let mut file = b"%PDF-1.7\n".to_vec();
        file.extend_from_slice(bytes);
        oracle::run(&file);
    }
});
