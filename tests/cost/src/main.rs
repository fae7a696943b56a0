//! `cargo cost`: measures what sigpost costs, beside code written by hand, and guards what can be counted.

mod apis;
mod budget;
mod calls;
mod circumstances;
mod cpu;
mod draw;
mod figures;
mod guard;
mod measure;
mod pages;
mod project;
mod reasons;
mod table;
mod text;
mod tokens;
mod workspace;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::apis::MIXED;
use crate::circumstances::Circumstances;
use crate::figures::{Figures, Part};
use crate::project::{Outcome, Project};

/// Measures what sigpost costs, beside code written by hand. Without a command it measures everything.
#[derive(Parser)]
#[command(bin_name = "cargo cost", args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    measure: Measure,
}

#[derive(Subcommand)]
enum Command {
    /// Measures everything, prints the table, and renews figures, pictures, and pages; takes an hour.
    Measure(Measure),
    /// Counts what can be counted, both sides, and prints the table; writes nothing.
    Counted,
    /// Counts ours, and fails where it exceeds tests/cost/budget.json; lowers budgets where figures fell.
    Guard {
        /// Makes the figures the budget, whatever they are.
        #[arg(long)]
        accept: bool,
    },
    /// Makes pictures and pages again, of docs/cost/figures.json.
    Draw,
}

#[derive(Args)]
struct Measure {
    /// The sizes of the APIs that are compiled.
    #[arg(long, value_delimiter = ',', default_value = "100,500,1000", value_parser = endpoints)]
    endpoints: Vec<usize>,
    /// How often a time is measured, of which the best holds.
    #[arg(long, default_value = "3", value_parser = clap::value_parser!(u16).range(1..))]
    runs: u16,
    /// Measures one part, and keeps the rest of the figures.
    #[arg(long)]
    only: Option<Only>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    Counted,
    Compile,
    Load,
    Weight,
}

/// The size of the APIs whose code is counted where nothing else is said.
const COUNTED: usize = 100;

fn endpoints(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(endpoints) if endpoints >= MIXED && endpoints % MIXED == 0 => Ok(endpoints),
        _ => Err(format!("a multiple of {MIXED}: the mix of endpoints has as many")),
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = Project::find().and_then(|project| match cli.command {
        None => measure(&project, &cli.measure),
        Some(Command::Measure(options)) => measure(&project, &options),
        Some(Command::Counted) => counted(&project),
        Some(Command::Guard { accept }) => guard::guard(&project, accept),
        Some(Command::Draw) => show(&project, &Figures::load(&project)?),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(project: &Project, options: &Measure) -> Outcome {
    let Measure { endpoints, only, .. } = options;
    let runs = usize::from(options.runs);
    let mut figures = Figures::load(project)?;
    let circumstances = Circumstances::now(project)?;
    let chosen = |part| only.is_none_or(|only| only == part);
    // Each part is stored when it is there: an hour is long.
    if chosen(Only::Counted) {
        let counted = measure::counted::measure(project, endpoints)?;
        figures.counted = Some(Part { circumstances: circumstances.clone(), figures: counted });
        figures.store(project)?;
    }
    if chosen(Only::Compile) {
        let compile = measure::compile::measure(project, endpoints, runs)?;
        figures.compile = Some(Part { circumstances: circumstances.clone(), figures: compile });
        figures.store(project)?;
    }
    if chosen(Only::Load) {
        let load = measure::load::measure(project, runs)?;
        figures.load = Some(Part { circumstances: circumstances.clone(), figures: load });
        figures.store(project)?;
    }
    if chosen(Only::Weight) {
        let weight = measure::weight::measure(project, runs)?;
        figures.weight = Some(Part { circumstances, figures: weight });
        figures.store(project)?;
    }
    show(project, &figures)
}

/// Prints the table, draws the pictures, and writes the pages.
fn show(project: &Project, figures: &Figures) -> Outcome {
    draw::draw(project, figures)?;
    pages::write(project, figures)?;
    println!("{}", table::markdown(&table::rows(figures)));
    Ok(())
}

fn counted(project: &Project) -> Outcome {
    let counted = measure::counted::measure(project, &[COUNTED])?;
    let tokens: Vec<_> =
        counted.tokens.iter().map(|(name, count)| vec![name.clone(), count.to_string()]).collect();
    let circumstances = Circumstances::now(project)?;
    let figures = Figures { counted: Some(Part { circumstances, figures: counted }), ..Figures::default() };
    println!("{}", table::markdown(&table::rows(&figures)));
    println!(
        "Per endpoint: what {COUNTED} endpoints have more than {MIXED}, divided by {}.\n",
        COUNTED - MIXED
    );
    println!("{}", text::table(&["expansion", "tokens"], tokens));
    Ok(())
}
