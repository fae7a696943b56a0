//! What it costs to compile the generated APIs: CPU time, lines of LLVM IR, bytes of machine code.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};
use object::{Object, ObjectSection};

use crate::apis::{self, Api, Author};

/// A workspace of generated APIs, with a target folder of its own.
///
/// Neither side has TLS: it is the same for both, has no part in what an endpoint costs, and takes long to build.
pub(crate) struct Workspace {
    folder: PathBuf,
}

/// What cargo is asked to do with an API.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    Check,
    Debug,
    Release,
}

impl Task {
    fn arguments(self) -> &'static [&'static str] {
        match self {
            // The library alone: that is where the endpoints are.
            Self::Check => &["check", "--lib"],
            Self::Debug => &["build"],
            Self::Release => &["build", "--release"],
        }
    }
}

impl Workspace {
    /// In the target folder of the project whose root is `root`.
    pub(crate) fn new(root: &Path) -> Result<Self, Box<dyn Error>> {
        let folder = root.join("target/cost");
        fs::create_dir_all(&folder)?;
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\"api-*\"]\n\n[workspace.dependencies]\n\
             bytes = \"1\"\nhttp = \"1\"\n\
             reqwest = {{ version = \"0.13\", default-features = false, features = [\"json\", \"query\"] }}\n\
             serde = {{ version = \"1\", features = [\"derive\"] }}\n\
             serde_json = \"1\"\n\
             sigpost = {{ path = {:?}, default-features = false, features = [\"reqwest\"] }}\n\
             thiserror = \"2\"\n\
             tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n",
            root.join("runtime")
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        // The versions that the project itself is built with.
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(Self { folder })
    }

    pub(crate) fn api(&self, author: Author, endpoints: usize) -> Result<Api, Box<dyn Error>> {
        Ok(apis::write(&self.folder, author, endpoints)?)
    }

    fn cargo(&self) -> Command {
        let mut command = Command::new("cargo");
        command
            .current_dir(&self.folder)
            .arg("--quiet")
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env_remove("RUSTFLAGS");
        command
    }

    /// The CPU time of a task from scratch, of the API alone: what it depends on is built before.
    pub(crate) fn cpu(&self, api: &Api, task: Task) -> Result<Duration, Box<dyn Error>> {
        run(self.cargo().args(task.arguments()).args(["--package", &api.package]))?;
        let profile = if task == Task::Release { "release" } else { "dev" };
        run(self.cargo().args(["clean", "--profile", profile, "--package", &api.package]))?;
        let before = children_cpu()?;
        run(self.cargo().args(task.arguments()).args(["--package", &api.package]))?;
        Ok(children_cpu()? - before)
    }

    /// The CPU time of a debug build after one endpoint has changed.
    pub(crate) fn rebuild_cpu(
        &self,
        api: &Api,
        file: &str,
        from: &str,
        to: &str,
    ) -> Result<Duration, Box<dyn Error>> {
        let path = api.folder.join("src").join(file);
        let text = fs::read_to_string(&path)?;
        if !text.contains(from) {
            return Err(format!("{}: no {from}", path.display()).into());
        }
        run(self.cargo().args(["build", "--package", &api.package]))?;
        fs::write(&path, text.replacen(from, to, 1))?;
        let before = children_cpu()?;
        run(self.cargo().args(["build", "--package", &api.package]))?;
        let took = children_cpu()? - before;
        fs::write(&path, text)?;
        Ok(took)
    }

    /// The lines of LLVM IR that rustc makes of library and caller, before any optimization.
    pub(crate) fn ir_lines(&self, api: &Api) -> Result<usize, Box<dyn Error>> {
        let mut lines = 0;
        for target in [["--lib"].as_slice(), &["--bin", &api.package]] {
            let output = self.folder.join("target/ir.ll");
            let emit = format!("--emit=llvm-ir={}", output.display());
            run(self.cargo().arg("rustc").args(["--package", &api.package]).args(target).args([
                "--",
                &emit,
                "-Cno-prepopulate-passes",
                "-Ccodegen-units=1",
                "-Cdebuginfo=0",
            ]))?;
            lines += lines_of_functions(&fs::read_to_string(output)?);
        }
        Ok(lines)
    }

    /// The bytes of machine code in the optimized caller.
    pub(crate) fn text_bytes(&self, api: &Api) -> Result<u64, Box<dyn Error>> {
        run(self.cargo().args(["build", "--release", "--package", &api.package]))?;
        let data = fs::read(self.folder.join("target/release").join(&api.package))?;
        let file = object::File::parse(data.as_slice())?;
        let text = file.section_by_name(".text").or_else(|| file.section_by_name("__text"));
        Ok(text.ok_or("the program has no code")?.size())
    }
}

/// Runs a command, whose failure is an error.
pub(crate) fn run(command: &mut Command) -> Result<(), Box<dyn Error>> {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}").into()) }
}

/// The CPU time of all processes that this one has waited for, and of those that they have.
pub(crate) fn children_cpu() -> Result<Duration, Box<dyn Error>> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = |time: nix::sys::time::TimeVal| time.tv_sec() * 1_000_000 + time.tv_usec();
    Ok(Duration::from_micros((micros(usage.user_time()) + micros(usage.system_time())).try_into()?))
}

/// Counted as `cargo llvm-lines` does: what stands between the braces of a function.
fn lines_of_functions(ir: &str) -> usize {
    let mut inside = false;
    let mut lines = 0;
    for line in ir.lines() {
        if line.starts_with("define ") {
            inside = true;
        } else if line == "}" {
            inside = false;
        } else if inside && !line.is_empty() && !line.ends_with(':') {
            lines += 1;
        }
    }
    lines
}
