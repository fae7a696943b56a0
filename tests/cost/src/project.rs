//! Where the project is, and how its own cargo and other programs are run.

use std::error::Error;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs, io};

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// The project whose costs are measured.
pub(crate) struct Project {
    /// The folder of its `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Where it is built.
    pub(crate) target: PathBuf,
    /// What is generated in order to be measured, in there.
    pub(crate) scratch: PathBuf,
    /// The process that makes calls, beside this program.
    pub(crate) calls: PathBuf,
}

impl Project {
    pub(crate) fn find() -> Outcome<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).ok_or("no project")?;
        let programs = env::current_exe()?;
        let programs = programs.parent().ok_or("no folder of programs")?;
        let target = programs.parent().ok_or("no target folder")?.to_owned();
        let scratch = target.join("cost");
        fs::create_dir_all(&scratch)?;
        Ok(Self { root: root.to_owned(), target, scratch, calls: programs.join("calls") })
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Builds the process that makes calls.
    pub(crate) fn build_calls(&self) -> Outcome {
        say("building the process that makes calls");
        run(cargo(&self.root).args(["build", "--release", "--package", "sigpost-cost", "--bin", "calls"]))
    }

    /// The version of a dependency in `Cargo.lock`.
    pub(crate) fn locked_version(&self, name: &str) -> Outcome<String> {
        let lock = fs::read_to_string(self.path("Cargo.lock"))?;
        let version = lock
            .split_once(&format!("\nname = \"{name}\"\nversion = \""))
            .and_then(|(_, rest)| rest.split_once('"'));
        Ok(version.ok_or_else(|| format!("{name} is not in Cargo.lock"))?.0.to_owned())
    }
}

/// Writes a file, unless it has the text already: cargo takes what was written anew for a change.
pub(crate) fn write(path: impl AsRef<Path>, text: impl AsRef<str>) -> io::Result<()> {
    let (path, text) = (path.as_ref(), text.as_ref());
    if fs::read_to_string(path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    fs::write(path, text)
}

/// Cargo in a folder. What the cargo that runs this program, or its user, has set for one build is no part of another:
/// some build scripts run again when it changes, and a wrapper of rustc would take over its work.
pub(crate) fn cargo(folder: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(folder).arg("--quiet").env("RUSTC_WRAPPER", "");
    for (name, _) in env::vars_os() {
        if of_one_build(&name) {
            command.env_remove(name);
        }
    }
    command
}

fn of_one_build(name: &OsStr) -> bool {
    let prefixes = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PROFILE_"];
    let names = [
        "CARGO_BUILD_RUSTFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
        "CARGO_INCREMENTAL",
        "CARGO_PRIMARY_PACKAGE",
        "OUT_DIR",
        "RUSTFLAGS",
    ];
    let name = name.to_string_lossy();
    prefixes.iter().any(|prefix| name.starts_with(prefix)) || names.contains(&&*name)
}

/// Runs a command, whose failure is an error.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}").into()) }
}

/// Runs a command for what it prints; its failure is an error, and shows what it said.
pub(crate) fn output(command: &mut Command) -> Outcome<Output> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        Ok(output)
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!("{command:?}: {}\n{said}", output.status).into())
    }
}

/// What a command prints, as text without its last line end.
pub(crate) fn text(command: &mut Command) -> Outcome<String> {
    Ok(String::from_utf8(output(command)?.stdout)?.trim_end().to_owned())
}

/// Says what is being done: measuring takes minutes.
pub(crate) fn say(what: &str) {
    eprintln!("  {what}");
}
