//! The page `docs/cost.md`, whose words are in `pages.md`, and the section of the README.

use std::fs;

use crate::apis::MIXED;
use crate::circumstances::Circumstances;
use crate::figures::{Figures, Load, LoadRatios, Part, ThroughputRatios, Weight};
use crate::project::{Outcome, Project};
use crate::text::{number, table};
use crate::{reasons, table};

const PAGE: &str = "docs/cost.md";
const README: &str = "README.md";
const BEGIN: &str = "<!-- cost: begin -->\n";
const END: &str = "<!-- cost: end -->";

/// Writes both.
pub(crate) fn write(project: &Project, figures: &Figures) -> Outcome {
    fs::write(project.path(PAGE), page(figures))?;
    let path = project.path(README);
    let readme = fs::read_to_string(&path)?;
    Ok(fs::write(path, between_marks(&readme, &section(figures))?)?)
}

fn page(figures: &Figures) -> String {
    let runs = |runs: Option<usize>| runs.map_or("–".to_owned(), |runs| number(runs as f64));
    let places = [
        ("{table}", table::markdown(&table::rows(figures))),
        ("{circumstances}", circumstances(figures)),
        ("{smallest}", MIXED.to_string()),
        ("{growth}", table::growth_markdown(&table::growth(figures))),
        ("{load_rounds}", runs(figures.load.as_ref().map(|part| part.figures.rounds))),
        ("{load}", figures.load.as_ref().map(|part| load(&part.figures)).unwrap_or_default()),
        ("{weight_runs}", runs(figures.weight.as_ref().map(|part| part.figures.runs))),
        ("{weight}", figures.weight.as_ref().map(|part| weight(&part.figures)).unwrap_or_default()),
        ("{added}", figures.weight.as_ref().map(|part| added(&part.figures)).unwrap_or_default()),
        ("{compile_runs}", runs(figures.compile.as_ref().map(|part| part.figures.runs))),
        ("{tokens}", tokens(figures)),
    ];
    let words = include_str!("pages.md").to_owned();
    places.iter().fold(words, |page, (place, text)| page.replace(place, text))
}

/// Of each part, when and with what it was measured.
fn circumstances(figures: &Figures) -> String {
    fn of<T>(name: &str, part: Option<&Part<T>>) -> Option<(String, Circumstances)> {
        part.map(|part| (name.to_owned(), part.circumstances.clone()))
    }
    let parts = [
        of("counts", figures.counted.as_ref()),
        of("compiling", figures.compile.as_ref()),
        of("load", figures.load.as_ref()),
        of("weight", figures.weight.as_ref()),
    ];
    let lines = parts.into_iter().flatten().map(|(name, of)| {
        let [with, on] = of.lines();
        vec![name, with, on]
    });
    table(&["measured", "with", "on"], lines)
}

fn load(load: &Load) -> String {
    let lines = load.levels.iter().flat_map(|level| {
        let cpu = |of: fn(&LoadRatios) -> ThroughputRatios| {
            level.ratios.as_ref().map_or("–".to_owned(), |ratios| of(ratios).cpu_per_request.to_string())
        };
        let sides = [
            ("by hand", level.by_hand, "–".to_owned()),
            ("ours", level.ours, cpu(|ratios| ratios.ours)),
            ("ours, over hyper", level.ours_over_hyper, cpu(|ratios| ratios.ours_over_hyper)),
        ];
        sides.map(|(side, of, ratio)| {
            vec![
                side.to_owned(),
                level.in_flight.to_string(),
                number(of.requests_per_second.round()),
                number(of.cpu_micros_per_request),
                ratio,
                number(of.median_micros),
                number(of.p99_micros),
            ]
        })
    });
    table(
        &[
            "client",
            "in flight",
            "requests per second",
            "CPU µs per request",
            "to by hand",
            "median µs",
            "99 % µs",
        ],
        lines,
    )
}

fn weight(weight: &Weight) -> String {
    let lines = weight.projects.iter().map(|of| {
        vec![
            of.project.clone(),
            of.crates.to_string(),
            of.added.len().to_string(),
            of.spared.len().to_string(),
            number(of.cold_build),
        ]
    });
    table(&["dependencies", "crates", "added", "spared", "CPU s"], lines)
}

fn added(weight: &Weight) -> String {
    let names: Vec<&String> = weight.projects.iter().flat_map(|of| &of.added).collect();
    let mut lines = String::from("\nWhat is added, and why:\n\n");
    for (name, reason) in reasons::ALL {
        if let Some(added) = names.iter().find(|added| added.split(' ').next() == Some(name)) {
            lines.push_str(&format!("- `{added}`: {reason}\n"));
        }
    }
    lines + "\n"
}

fn tokens(figures: &Figures) -> String {
    let Some(part) = &figures.counted else { return String::new() };
    let lines = part.figures.tokens.iter().map(|(name, count)| {
        let file = format!("[{name}](../macros/expansions/{name}.rs)");
        vec![file, number(*count as f64)]
    });
    table(&["expansion", "tokens"], lines) + "\n"
}

fn section(figures: &Figures) -> String {
    format!(
        "One call and one endpoint beside the same written by hand with reqwest, serde, and thiserror, on one machine;\n\
         [docs/cost.md](docs/cost.md) says how it is measured, and what else there is.\n\n{}\n\
         \\* Over `HyperTransport`, by hand over reqwest.\n\n\
         ![The ratios as bars](docs/cost/ratios.svg)\n\n\
         ![CPU time to compile over endpoints](docs/cost/growth.svg)\n\n\
         ![Latency over calls in flight](docs/cost/latency.svg)\n\n\
         For contributors: `cargo cost guard` holds what is counted against `tests/cost/budget.json`; where it fails, make\n\
         the change cheaper, or run it with `--accept` and defend the new figures in the commit's message.\n",
        table::short_markdown(&table::rows(figures))
    )
}

/// Replaces what stands between the marks.
fn between_marks(page: &str, text: &str) -> Outcome<String> {
    let (before, rest) = page.split_once(BEGIN).ok_or_else(|| format!("{README}: no {BEGIN}"))?;
    let (_, after) = rest.split_once(END).ok_or_else(|| format!("{README}: no {END}"))?;
    Ok(format!("{before}{BEGIN}{text}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_between_the_marks_is_replaced() {
        let page = format!("# Title\n\n{BEGIN}old\n{END}\n\nrest\n");
        let renewed = between_marks(&page, "new\n").expect("both marks");
        assert_eq!(renewed, format!("# Title\n\n{BEGIN}new\n{END}\n\nrest\n"));
        assert_eq!(between_marks(&renewed, "new\n").expect("both marks"), renewed);
    }

    #[test]
    fn a_page_without_marks_is_left_alone() {
        assert!(between_marks("# Title\n", "new\n").is_err());
        assert!(between_marks(BEGIN, "new\n").is_err());
    }

    #[test]
    fn every_place_in_the_page_is_filled() {
        let page = page(&Figures::default());
        assert!(!page.contains('{'), "{page}");
    }
}
