//! The program `load` as a user runs it, small.

use std::process::Command;

#[test]
fn every_call_is_accounted_for() {
    for (faults, seed) in [("0", "1"), ("5", "2"), ("50", "3")] {
        let arguments = [
            "--calls",
            "300",
            "--in-flight",
            "60",
            "--attempt-timeout",
            "500",
            "--faults",
            faults,
            "--seed",
            seed,
        ];
        let output = Command::new(env!("CARGO_BIN_EXE_load")).args(arguments).output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{told}");
        assert!(told.ends_with("Every call is accounted for.\n"), "{told}");
        assert_eq!(told.contains("faults that it made               none"), faults == "0", "{told}");
        assert!(told.contains("calls                             300 in "), "{told}");
    }
}
