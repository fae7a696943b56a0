//! `cargo +nightly fuzz run reference`

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sigpost::fuzzing::reference(data));
