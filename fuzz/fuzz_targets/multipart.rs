//! `cargo +nightly fuzz run multipart`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sigpost::fuzzing::multipart(data));
