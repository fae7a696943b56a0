//! `cargo +nightly fuzz run error_format`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sigpost::fuzzing::error_format(data));
