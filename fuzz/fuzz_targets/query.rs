//! `cargo +nightly fuzz run query`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sigpost::fuzzing::query(data));
