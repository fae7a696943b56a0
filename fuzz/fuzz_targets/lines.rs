//! `cargo +nightly fuzz run lines`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sigpost::fuzzing::lines(data));
