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
}

/// What a declaration needs without any feature; the many right ones are tests of `sigpost-tests`. By itself, since
/// trybuild builds fixtures all at once only where none of them is to be run.
#[test]
fn right() {
    trybuild::TestCases::new().pass("pass/*.rs");
}

/// A cascade must not be accepted by accident: a fixture has one error, or as many as its first line says.
#[test]
fn one_error_for_each_mistake() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 150, "{} fixtures", fixtures.len());
    for fixture in fixtures {
        let source = fs::read_to_string(&fixture).unwrap();
        let expected = source.lines().next().and_then(|line| line.strip_prefix("// errors: ")?.parse().ok());
        let said = fs::read_to_string(fixture.with_extension("stderr")).unwrap();
        let errors = said.lines().filter(|line| line.starts_with("error")).count();
        assert_eq!(errors, expected.unwrap_or(1), "{}:\n{said}", fixture.display());
        assert!(!said.lines().any(|line| line.starts_with("warning")), "{}:\n{said}", fixture.display());
    }
}

/// A message of ours has a second line that says what to write; the compiler's own, which it gives before it calls us, is
/// announced by the fixture. The names of nobody's business stand nowhere.
#[test]
fn every_error_says_what_to_write() {
    for fixture in fixtures() {
        let source = fs::read_to_string(&fixture).unwrap();
        let said = fs::read_to_string(fixture.with_extension("stderr")).unwrap();
        let lines: Vec<&str> = said.lines().collect();
        for (number, line) in lines.iter().enumerate().filter(|(_, line)| line.starts_with("error")) {
            let is_of_the_compiler = line.starts_with("error[") || source.contains("// said by the compiler");
            let has_help = lines.get(number + 1).is_some_and(|next| next.trim_start().starts_with("help: "));
            assert!(is_of_the_compiler || has_help, "{}:\n{said}", fixture.display());
        }
        assert!(!said.contains("__private"), "{}:\n{said}", fixture.display());
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
