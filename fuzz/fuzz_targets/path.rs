//! `cargo +nightly fuzz run path`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sigpost::fuzzing::path(data));
