//! The generated APIs as a workspace of their own, and what cargo and rustc make of them.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;

use object::{Object, ObjectSection};
use serde_json::Value;

use crate::apis::{self, Api, Author};
use crate::cpu;
use crate::project::{Outcome, Project, cargo, output, run, write};

/// A workspace of generated APIs, in the project's target folder: what it builds of libraries as the project does, is
/// built once.
///
/// Neither side has TLS: it is the same for both, has no part in what an endpoint costs, and takes long to build.
pub(crate) struct Workspace {
    folder: PathBuf,
    target: PathBuf,
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
    pub(crate) fn new(project: &Project) -> Outcome<Self> {
        let folder = project.scratch.join("apis");
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
            project.path("runtime")
        );
        write(folder.join("Cargo.toml"), manifest)?;
        // The versions that the project itself is built with.
        fs::copy(project.path("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(Self { folder, target: project.target.clone() })
    }

    pub(crate) fn api(&self, author: Author, endpoints: usize) -> Outcome<Api> {
        Ok(apis::write(&self.folder, author, endpoints)?)
    }

    fn cargo(&self) -> Command {
        let mut command = cargo(&self.folder);
        command.env("CARGO_TARGET_DIR", &self.target);
        command
    }

    pub(crate) fn run(&self, api: &Api, task: Task) -> Outcome {
        run(self.cargo().args(task.arguments()).args(["--package", &api.package]))
    }

    /// The CPU seconds of a task from scratch, of the API alone: what it depends on must be built before.
    pub(crate) fn cpu(&self, api: &Api, task: Task) -> Outcome<f64> {
        let profile = if task == Task::Release { "release" } else { "dev" };
        run(self.cargo().args(["clean", "--profile", profile, "--package", &api.package]))?;
        cpu::seconds_of(|| self.run(api, task))
    }

    /// The CPU seconds of a debug build after one endpoint has changed, in that `from` became `to`.
    pub(crate) fn rebuild_cpu(&self, api: &Api, file: &str, from: &str, to: &str) -> Outcome<f64> {
        let path = api.folder.join("src").join(file);
        let text = fs::read_to_string(&path)?;
        if !text.contains(from) {
            return Err(format!("{}: no {from}", path.display()).into());
        }
        self.run(api, Task::Debug)?;
        fs::write(&path, text.replacen(from, to, 1))?;
        let mut messages = Vec::new();
        let took = cpu::seconds_of(|| {
            let task = Task::Debug.arguments();
            let json = ["--message-format", "json", "--package", &api.package];
            messages = output(self.cargo().args(task).args(json))?.stdout;
            Ok(())
        });
        fs::write(&path, text)?;
        let took = took?;
        let rebuilt = rebuilt(&String::from_utf8(messages)?)?;
        if rebuilt == ["bin", "lib"] {
            Ok(took)
        } else {
            Err(format!("the change of {} made cargo build {rebuilt:?}", path.display()).into())
        }
    }

    /// The lines of LLVM IR that rustc makes of library and caller, before any optimization.
    pub(crate) fn ir_lines(&self, api: &Api) -> Outcome<u64> {
        let mut lines = 0;
        for (kind, target) in [("lib", ["--lib"].as_slice()), ("bin", &["--bin", &api.package])] {
            let path = self.folder.join(format!("{}-{kind}.ll", api.package));
            let emit = format!("--emit=llvm-ir={}", path.display());
            run(self.cargo().arg("rustc").args(["--package", &api.package]).args(target).args([
                "--",
                &emit,
                "-Cno-prepopulate-passes",
                "-Ccodegen-units=1",
                "-Cdebuginfo=0",
            ]))?;
            lines += counted_once(&path)?;
        }
        Ok(lines)
    }

    /// The bytes of machine code in the optimized caller, what it depends on included.
    pub(crate) fn text_bytes(&self, api: &Api) -> Outcome<u64> {
        self.run(api, Task::Release)?;
        let data = fs::read(self.target.join("release").join(&api.package))?;
        let file = object::File::parse(data.as_slice())?;
        let text = file.section_by_name(".text").or_else(|| file.section_by_name("__text"));
        Ok(text.ok_or("the program has no code")?.size())
    }
}

/// Which kinds of crates cargo did not find fresh, sorted.
fn rebuilt(messages: &str) -> Outcome<Vec<String>> {
    let mut kinds = Vec::new();
    for message in messages.lines() {
        let message: Value = serde_json::from_str(message)?;
        if message["reason"] == "compiler-artifact" && message["fresh"] == false {
            kinds.push(message["target"]["kind"][0].as_str().unwrap_or_default().to_owned());
        }
    }
    kinds.sort_unstable();
    Ok(kinds)
}

/// The lines of functions in a file of IR, which is large and goes; where cargo had nothing to do there is none, and the
/// count from when it had, holds.
fn counted_once(path: &Path) -> Outcome<u64> {
    let count = path.with_extension("lines");
    if path.exists() {
        let lines = lines_of_functions(BufReader::new(File::open(path)?))?;
        if lines == 0 {
            return Err(format!("{}: no function", path.display()).into());
        }
        fs::write(&count, lines.to_string())?;
        fs::remove_file(path)?;
    }
    Ok(fs::read_to_string(count)?.parse()?)
}

/// One for each instruction: those are indented by two, where labels are not and the rest of a long one is by more.
fn lines_of_functions(ir: impl BufRead) -> Outcome<u64> {
    let mut inside = false;
    let mut lines = 0;
    for line in ir.lines() {
        let line = line?;
        if line.starts_with("define ") {
            inside = true;
        } else if line == "}" {
            inside = false;
        } else if inside && line.starts_with("  ") && !line.starts_with("   ") {
            lines += 1;
        }
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_functions_do_is_counted() {
        let ir = "; ModuleID = 'api'\n@vtable = private constant <{ ptr }>\n\n\
                  ; api::get\ndefine void @get(ptr %a) unnamed_addr #0 {\nstart:\n  %b = load i8, ptr %a\n\n\
                  bb1:                                              ; preds = %start\n\
                  \x20 switch i8 %b, label %bb2 [\n    i8 0, label %bb1\n  ]\n  ret void\n}\n\n\
                  declare void @other()\n\ndefine i8 @one() {\nstart:\n  ret i8 1\n}\nattributes #0 = { x }\n";
        // The end of the switch looks like an instruction, to `cargo llvm-lines` too.
        assert_eq!(lines_of_functions(ir.as_bytes()).expect("readable"), 5);
    }

    #[test]
    fn what_was_rebuilt_is_in_the_messages_of_cargo() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","target":{"kind":["lib"]},"fresh":true}"#,
            "\n",
            r#"{"reason":"compiler-artifact","target":{"kind":["lib"]},"fresh":false}"#,
            "\n",
            r#"{"reason":"compiler-artifact","target":{"kind":["bin"]},"fresh":false}"#,
            "\n",
            r#"{"reason":"build-finished","success":true}"#,
        );
        assert_eq!(rebuilt(messages).expect("JSON"), ["bin", "lib"]);
    }
}
