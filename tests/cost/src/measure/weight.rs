//! What a project has to build before its own first line: crates, and CPU time.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use crate::cpu;
use crate::figures::{ProjectWeight, Weight};
use crate::project::{self, Outcome, Project, cargo, run, say, text};
use crate::reasons;

/// The projects and their dependencies, the bare one first. All have a runtime of tokio, as none does anything without.
const PROJECTS: [(&str, &str); 4] = [
    (
        "reqwest, serde, serde_json",
        "reqwest = { version = \"0.13\", default-features = false, features = [\"http2\", \"json\", \"query\", \"rustls\"] }\n\
         serde_json = \"1\"\n",
    ),
    ("sigpost", "sigpost = { path = PATH }\n"),
    (
        "sigpost, `hyper` alone",
        "sigpost = { path = PATH, default-features = false, features = [\"hyper\"] }\n",
    ),
    ("sigpost, no features", "sigpost = { path = PATH, default-features = false }\n"),
];

const OF_ALL: &str = "serde = { version = \"1\", features = [\"derive\"] }\n\
                      tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n";

pub(crate) fn measure(project: &Project, runs: usize) -> Outcome<Weight> {
    let trees = trees(project)?;
    let mut seconds: Vec<f64> = Vec::new();
    for number in 1..=runs {
        for (index, (name, _)) in PROJECTS.iter().enumerate() {
            say(&format!("building from nothing: {name}, run {number} of {runs}"));
            let folder = write(project, index)?;
            let target = folder.join("target");
            if target.exists() {
                fs::remove_dir_all(&target)?;
            }
            let mut build = cargo(&folder);
            let took = cpu::seconds_of(|| run(build.arg("build").env("CARGO_TARGET_DIR", &target)))?;
            fs::remove_dir_all(&target)?;
            match seconds.get_mut(index) {
                Some(least) => *least = least.min(took),
                None => seconds.push(took),
            }
        }
    }
    let bare = &trees[0];
    let projects =
        PROJECTS.iter().zip(&trees).zip(seconds).map(|(((name, _), tree), seconds)| ProjectWeight {
            project: (*name).to_owned(),
            crates: tree.len(),
            cold_build: seconds,
            added: tree.difference(bare).cloned().collect(),
            spared: bare.difference(tree).cloned().collect(),
        });
    Ok(Weight { runs, projects: projects.collect() })
}

/// The crates of each project, with versions.
fn trees(project: &Project) -> Outcome<Vec<BTreeSet<String>>> {
    (0..PROJECTS.len()).map(|index| tree(project, index)).collect()
}

fn tree(project: &Project, index: usize) -> Outcome<BTreeSet<String>> {
    let folder = write(project, index)?;
    let printed = text(cargo(&folder).args([
        "tree",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]))?;
    // `name v1.2.3 (proc-macro) (*)`; the first is the project itself.
    let crates = printed.lines().skip(1).filter_map(|line| {
        let mut words = line.split(' ');
        Some(format!("{} {}", words.next()?, words.next()?.trim_start_matches('v')))
    });
    Ok(crates.collect())
}

/// The crates that are added to the bare project without a reason of their own, and the reasons of crates that are not
/// added any more.
pub(crate) fn undefended(project: &Project) -> Outcome<(Vec<String>, Vec<&'static str>)> {
    say("asking cargo which crates are added");
    let trees = trees(project)?;
    let added: BTreeSet<&str> = trees[1..]
        .iter()
        .flat_map(|tree| tree.difference(&trees[0]))
        .map(|name| name.split(' ').next().unwrap_or(name))
        .collect();
    let bare = added.iter().filter(|name| reasons::of(name).is_none()).map(|name| (*name).to_owned());
    let spare = reasons::ALL.iter().map(|(name, _)| *name).filter(|name| !added.contains(name));
    Ok((bare.collect(), spare.collect()))
}

fn write(project: &Project, index: usize) -> Outcome<PathBuf> {
    let folder = project.scratch.join("weight").join(index.to_string());
    fs::create_dir_all(folder.join("src"))?;
    let dependencies = PROJECTS[index].1.replace("PATH", &format!("{:?}", project.path("runtime")));
    let manifest = format!(
        "[package]\nname = \"bare\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{OF_ALL}{dependencies}"
    );
    project::write(folder.join("Cargo.toml"), manifest)?;
    project::write(folder.join("src/main.rs"), "fn main() {}\n")?;
    fs::copy(project.path("Cargo.lock"), folder.join("Cargo.lock"))?;
    Ok(folder)
}
