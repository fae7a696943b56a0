//! Compiles every fixture, and compares what the compiler says with the `.stderr` file beside it.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn mistakes() {
    let cases = trybuild::TestCases::new();
    for fixture in fixtures() {
        // As a relative path: an absolute one would stand in the messages.
        cases.compile_fail(fixture.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap());
    }
    // What a declaration needs without any feature; the many right ones are tests of `sigpost-tests`.
    cases.pass("pass/*.rs");
}

/// A cascade must not be accepted by accident: a fixture has one error, or as many as its first line says.
#[test]
fn one_error_for_each_mistake() {
    let fixtures = fixtures();
    assert!(fixtures.len() > 30, "{} fixtures", fixtures.len());
    for fixture in fixtures {
        let source = fs::read_to_string(&fixture).unwrap();
        let expected = source.lines().next().and_then(|line| line.strip_prefix("// errors: ")?.parse().ok());
        let said = fs::read_to_string(fixture.with_extension("stderr")).unwrap();
        let errors = said.lines().filter(|line| line.starts_with("error")).count();
        assert_eq!(errors, expected.unwrap_or(1), "{}:\n{said}", fixture.display());
        assert!(!said.contains("warning"), "{}:\n{said}", fixture.display());
    }
}

fn fixtures() -> Vec<PathBuf> {
    let folders =
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().flatten().map(|entry| entry.path());
    let files = folders
        .filter(|path| path.is_dir() && !path.ends_with("pass"))
        .flat_map(|folder| fs::read_dir(folder).unwrap().flatten());
    files
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}
