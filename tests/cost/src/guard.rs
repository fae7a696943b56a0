//! Holds what can be counted against the budget.

use crate::apis::{Author, MIXED};
use crate::budget::{self, Budget, Figure, Kind, State};
use crate::calls::{self, Server};
use crate::circumstances;
use crate::figures::CallKind;
use crate::measure::{counted, weight};
use crate::project::{Outcome, Project, say};
use crate::tokens;
use crate::workspace::Workspace;

/// Large enough that what comes once has little weight, and small enough to be built in seconds.
const ENDPOINTS: usize = 100;

/// How the names of the figures begin that are the same for every target.
const TOKENS: &str = "tokens, ";

/// Fails where figures exceed their budgets, and lowers budgets where figures fell; `accept` takes all as they are.
pub(crate) fn guard(project: &Project, accept: bool) -> Outcome {
    let host = circumstances::host(project)?;
    let mut budget = Budget::load(project)?;
    if accept {
        budget.target.clone_from(&host);
    }
    let comparable = budget.target == host;
    if !comparable {
        say(&format!(
            "the budget is for {}: on {host}, code and calls are not guarded, tokens and crates are",
            budget.target
        ));
    }
    let mut figures = figures(project, comparable)?;
    if !comparable {
        let of_code = budget.figures.keys().filter(|name| !name.starts_with(TOKENS));
        figures.extend(of_code.map(|name| Figure { name: name.clone(), kind: Kind::IrLines, now: None }));
    }
    let judged = budget.judge(&figures);
    let shown = budget::show(&judged);
    let (undefended, spare) = weight::undefended(project)?;

    let mut faults = Vec::new();
    if judged.iter().any(|of| matches!(of.state, State::Exceeded | State::New)) && !accept {
        faults.push(format!(
            "Figures above exceed their budgets, or have none. Make the change cheaper. If it is worth what it costs, run \
             `cargo cost guard --accept`, commit {}, and give the figures and the reason in the commit's message.",
            budget::PATH
        ));
    }
    if !undefended.is_empty() {
        faults.push(format!(
            "sigpost adds crates to a project that have no reason in tests/cost/src/reasons.rs: {}. Do without them, or \
             give it there.",
            undefended.join(", ")
        ));
    }
    if !spare.is_empty() {
        faults.push(format!(
            "No longer added, so take them out of tests/cost/src/reasons.rs: {}.",
            spare.join(", ")
        ));
    }

    let before = budget.clone();
    if accept {
        budget.renew(&judged, |_| true);
    } else if faults.is_empty() {
        budget.renew(&judged, |state| matches!(state, State::Fell | State::Gone));
    }
    let renewed = budget != before || (accept && !project.path(budget::PATH).exists());
    if renewed {
        budget.store(project)?;
    }
    if !faults.is_empty() {
        eprintln!("\n{shown}");
        return Err(faults.join("\n").into());
    }
    println!("{shown}");
    if renewed {
        println!("{} has the new figures: commit it.", budget::PATH);
    } else {
        println!("All within budget.");
    }
    Ok(())
}

/// Ours, counted; what is not portable only where the budget is for this target.
fn figures(project: &Project, comparable: bool) -> Outcome<Vec<Figure>> {
    let mut figures = Vec::new();
    let instructions = calls::valgrind_is_here();
    if !instructions {
        say("instructions are not counted here: there is no valgrind");
    }
    if comparable {
        calls_of(project, instructions, &mut figures)?;
        let workspace = Workspace::new(project)?;
        let small = workspace.api(Author::Sigpost, MIXED)?;
        let large = workspace.api(Author::Sigpost, ENDPOINTS)?;
        say(&format!("counting the code of {ENDPOINTS} endpoints"));
        figures.push(Figure {
            name: format!("LLVM IR lines of {ENDPOINTS} endpoints, library and caller"),
            kind: Kind::IrLines,
            now: Some(workspace.ir_lines(&large)?),
        });
        let bytes = workspace.text_bytes(&large)?.saturating_sub(workspace.text_bytes(&small)?);
        figures.push(Figure {
            name: format!("text bytes of {ENDPOINTS} endpoints, release, less those of {MIXED}"),
            kind: Kind::TextBytes,
            now: Some(bytes),
        });
    }
    for (name, count) in tokens::of_expansions(project)? {
        figures.push(Figure { name: format!("{TOKENS}{name}"), kind: Kind::Tokens, now: Some(count) });
    }
    Ok(figures)
}

fn calls_of(project: &Project, instructions: bool, figures: &mut Vec<Figure>) -> Outcome {
    project.build_calls()?;
    let server = Server::start(project)?;
    for kind in CallKind::ALL {
        let count = counted::call(project, kind, true, &server, instructions)?;
        let over_loopback = matches!(kind, CallKind::Loopback200 | CallKind::Loopback200OverHyper);
        let title = kind.title().trim_end_matches('*');
        figures.push(Figure {
            name: format!("instructions, {title}"),
            kind: if over_loopback { Kind::InstructionsOverLoopback } else { Kind::Instructions },
            now: count.instructions,
        });
        figures.push(Figure {
            name: format!("allocations, {title}"),
            kind: Kind::Allocations,
            now: Some(count.allocations),
        });
    }
    Ok(())
}
