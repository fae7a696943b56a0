//! CPU time to compile APIs.

use super::counted::{author, with_the_smallest};
use crate::apis::{Author, MIXED};
use crate::figures::{Compile, CompileCpu, Pair};
use crate::project::{Outcome, Project, say};
use crate::workspace::{Task, Workspace};

/// One endpoint's path, before and after, by hand and ours; the smallest API has no such endpoint.
const CHANGED: &str = "thing7.rs";
const BY_HAND: [&str; 2] = ["\"thing7s\", ", "\"thing7x\", "];
const OURS: [&str; 2] = ["\"/thing7s/", "\"/thing7x/"];

/// The sides take turns in each run, so that a busy while of the machine is nobody's.
pub(crate) fn measure(project: &Project, sizes: &[usize], runs: usize) -> Outcome<Compile> {
    let workspace = Workspace::new(project)?;
    let mut measured = Vec::new();
    for endpoints in with_the_smallest(sizes) {
        let types = workspace.api(Author::Nobody, endpoints)?;
        let apis = Pair::of(|ours| workspace.api(author(ours), endpoints))?;
        let side = |ours: bool| if ours { &apis.ours } else { &apis.by_hand };
        say(&format!("building what {endpoints} endpoints depend on"));
        for task in [Task::Check, Task::Debug, Task::Release] {
            for api in [&apis.by_hand, &apis.ours] {
                workspace.run(api, task)?;
            }
        }
        workspace.run(&types, Task::Check)?;
        let mut least: Option<CompileCpu> = None;
        for run in 1..=runs {
            say(&format!("compiling {endpoints} endpoints, run {run} of {runs}"));
            let rebuild = |ours: bool| {
                let [from, to] = if ours { OURS } else { BY_HAND };
                workspace.rebuild_cpu(side(ours), CHANGED, from, to)
            };
            let took = CompileCpu {
                endpoints,
                check: Pair::of(|ours| workspace.cpu(side(ours), Task::Check))?,
                check_of_types: workspace.cpu(&types, Task::Check)?,
                debug: Pair::of(|ours| workspace.cpu(side(ours), Task::Debug))?,
                release: Pair::of(|ours| workspace.cpu(side(ours), Task::Release))?,
                rebuild: if endpoints > MIXED { Some(Pair::of(rebuild)?) } else { None },
            };
            least = Some(match least {
                Some(least) => least.least(took),
                None => took,
            });
        }
        measured.push(least.ok_or("not one run")?);
    }
    Ok(Compile { runs, sizes: measured })
}

impl CompileCpu {
    fn least(self, other: Self) -> Self {
        let least = |one: Pair<f64>, other| one.with(other, f64::min);
        Self {
            endpoints: self.endpoints,
            check: least(self.check, other.check),
            check_of_types: self.check_of_types.min(other.check_of_types),
            debug: least(self.debug, other.debug),
            release: least(self.release, other.release),
            rebuild: self.rebuild.zip(other.rebuild).map(|(one, other)| least(one, other)),
        }
    }
}
